// SPDX-License-Identifier: EUPL-1.2
import GRDB
import GRDBSQLite

/// The values of the row that a statement stands on, taken from SQLite without a detour: a row of GRDB, taken apart value by value with
/// its names, costs more than finding it.
struct SQLiteColumns {
  private let statement: OpaquePointer
  private let count: Int32

  init(_ statement: Statement) {
    self.statement = statement.sqliteStatement
    count = Int32(clamping: statement.columnCount)
  }

  /// Only between two steps of the statement.
  var values: [SQLValue] {
    [SQLValue](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      for place in 0..<count {
        buffer.initializeElement(at: Int(place), to: value(at: place))
      }
      filled = Int(count)
    }
  }

  /// A real comes back as its shortest text, as PostgreSQL gives it: this module has no floating point.
  private func value(at place: Int32) -> SQLValue {
    switch sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, place))
    case SQLITE_FLOAT: .text("\(sqlite3_column_double(statement, place))")
    case SQLITE_TEXT: .text(text(at: place))
    case SQLITE_BLOB: .blob(bytes(at: place))
    default: .null
    }
  }

  /// The length is asked for after the text: SQLite counts the bytes of the form that it gave last.
  private func text(at place: Int32) -> String {
    guard let start = sqlite3_column_text(statement, place) else { return "" }
    let length = Int(sqlite3_column_bytes(statement, place))
    return String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
  }

  private func bytes(at place: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, place) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place))))
  }
}
