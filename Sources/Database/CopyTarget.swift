// SPDX-License-Identifier: EUPL-1.2

/// The table and columns of a bulk insert. Names are plain, so they are quoted as they are.
struct CopyTarget {
  let table: String
  let columns: [String]

  init(table: String, columns: [String]) throws(DatabaseError) {
    for name in [table] + columns where !Self.isPlain(name) {
      throw .failed(code: "copy", message: "not a plain name: \(name)")
    }
    if columns.isEmpty { throw .failed(code: "copy", message: "no column") }
    self.table = table
    self.columns = columns
  }

  var insertion: SQL {
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    return SQL(unchecked: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
  }

  var copy: SQL { SQL(unchecked: "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN") }

  func requireWhole(_ row: [any SQLConvertible]) throws(DatabaseError) {
    guard row.count == columns.count else {
      throw .failed(code: "copy", message: "\(row.count) values for \(columns.count) columns of \(table)")
    }
  }

  /// The values of one row, once their number and their texts are right.
  func values(of row: [any SQLConvertible]) throws(DatabaseError) -> [SQLValue] {
    try requireWhole(row)
    let values = row.map { $0.sqlValue }
    try TransactionGate.refuseNUL(values)
    return values
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
      && !(48...57).contains(name.utf8.first ?? 48)
  }
}
