// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB
import GRDBSQLite

/// Runs one prepared `INSERT` for many rows, its values bound without a detour: through the arguments of GRDB, binding takes longer than
/// the insertion itself.
struct SQLiteInsertion {
  private let statement: OpaquePointer

  /// SQLite copies what it is given.
  private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ statement: OpaquePointer) {
    self.statement = statement
    end()
  }

  /// Leaves the statement as it was found.
  func end() {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }

  func insert(_ row: [any SQLConvertible]) throws(DatabaseError) {
    var place: Int32 = 0
    for value in row {
      place += 1
      try bind(value.sqlValue, at: place)
    }
    let code = sqlite3_step(statement)
    // `reset` gives the precise code of a failed step.
    let precise = sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw failure(precise == SQLITE_OK ? code : precise) }
  }

  private func bind(_ value: SQLValue, at place: Int32) throws(DatabaseError) {
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(statement, place)
    case .integer(let number): code = sqlite3_bind_int64(statement, place, number)
    case .text(let text): code = try bind(text, at: place)
    case .blob(let bytes) where bytes.isEmpty: code = sqlite3_bind_zeroblob(statement, place, 0)
    case .blob(let bytes):
      code = bytes.withUnsafeBytes {
        sqlite3_bind_blob(statement, place, $0.baseAddress, Int32(clamping: $0.count), Self.copies)
      }
    }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func bind(_ text: String, at place: Int32) throws(DatabaseError) -> Int32 {
    var text = text
    let code: Int32? = text.withUTF8 { bytes in
      guard let start = UnsafeRawPointer(bytes.baseAddress), !bytes.isEmpty else {
        return sqlite3_bind_text(statement, place, "", 0, Self.copies)
      }
      guard memchr(start, 0, bytes.count) == nil else { return nil }
      let characters = start.assumingMemoryBound(to: CChar.self)
      return sqlite3_bind_text(statement, place, characters, Int32(clamping: bytes.count), Self.copies)
    }
    guard let code else { throw .failed(code: "22021", message: "a text holds a NUL byte") }
    return code
  }

  private func failure(_ code: Int32) -> DatabaseError {
    let message = sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) }
    return DatabaseError(grdb: GRDB.DatabaseError(resultCode: ResultCode(rawValue: code), message: message))
  }
}
