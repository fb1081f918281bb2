// SPDX-License-Identifier: EUPL-1.2
import CLibPQ

/// A result of libpq, freed with this object.
final class PostgresResult {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }
  deinit { PQclear(pointer) }

  var status: ExecStatusType { PQresultStatus(pointer) }
  var rowCount: Int { Int(PQntuples(pointer)) }

  /// True for a command that ended, a complete result, or one row of a stream.
  var isSuccess: Bool {
    [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COPY_IN].contains(status)
  }

  /// How many rows the command touched; 0 when it does not say.
  var affectedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

  /// `COMMIT` or `ROLLBACK`, `INSERT 0 1`…
  var tag: String { String(cString: PQcmdStatus(pointer)) }

  func columns() -> PostgresColumns {
    let count = PQnfields(pointer)
    return PostgresColumns(
      names: ColumnNames((0..<count).map { String(cString: PQfname(pointer, $0)) }),
      types: (0..<count).map { PQftype(pointer, $0) })
  }

  func row(_ row: Int, _ columns: PostgresColumns) -> Row {
    let values = columns.types.indices.map { column in value(Int32(row), Int32(column), columns.types[column]) }
    return Row(names: columns.names, values: values)
  }

  private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> SQLValue {
    if PQgetisnull(pointer, row, column) == 1 { return .null }
    let start = UnsafeRawPointer(PQgetvalue(pointer, row, column))
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, row, column)))
    return SQLValue(postgres: bytes, type: type)
  }

  /// A field of an error report: see `PG_DIAG_SQLSTATE` and its neighbours in libpq.
  func field(_ code: Unicode.Scalar) -> String? {
    PQresultErrorField(pointer, Int32(code.value)).map { String(cString: $0) }
  }
}

/// The names and types of a result's columns.
struct PostgresColumns {
  let names: ColumnNames
  let types: [Oid]
}

extension SQLValue {
  /// Reads the text form of a value by the type of its column: numbers of `pg_type.dat`.
  init(postgres bytes: UnsafeRawBufferPointer, type: Oid) {
    switch type {
    case 16: self = .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
    case 17: self = .blob(Self.bytes(hexadecimal: bytes))
    case 20, 21, 23, 26, 1700:
      let text = String(decoding: bytes, as: UTF8.self)
      self = Int64(text).map(SQLValue.integer) ?? .text(text)
    default: self = .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// `\x0aff`, the form of a bytea.
  private static func bytes(hexadecimal text: UnsafeRawBufferPointer) -> [UInt8] {
    stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
  }

  private static func digit(_ character: UInt8) -> UInt8 {
    character < UInt8(ascii: "a") ? character - UInt8(ascii: "0") : character - UInt8(ascii: "a") + 10
  }
}
