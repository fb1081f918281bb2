// SPDX-License-Identifier: EUPL-1.2

/// One row of a result. Columns are read by name; the wanted type says how:
///
///     let name: String = try row["name"]
///     let siret: String? = try row["siret"]      // nil for NULL
public struct Row: Sendable {
  let names: ColumnNames
  let values: [SQLValue]

  /// The names of the columns, in the order of the statement.
  public var columns: [String] { names.list }

  /// The raw value of a column. Throws `.failed` naming a column that the result does not have.
  public func value(named name: String) throws(DatabaseError) -> SQLValue {
    guard let index = names.place(of: name) else {
      throw .failed(code: "column", message: "no column \(name) among \(columns.joined(separator: ", "))")
    }
    return values[index]
  }

  /// The raw value of a column by its place, from 0.
  public func value(at index: Int) -> SQLValue { values[index] }

  /// The value of a column as `T`. Throws `.mismatch` for another kind of value, and for `NULL` unless `T` is optional.
  public subscript<T: SQLDecodable>(_ name: String) -> T {
    @inlinable get throws(DatabaseError) {
      let value = try value(named: name)
      do { return try T(sqlValue: value) } catch {
        if case .mismatch(let what) = error { throw .mismatch("column \(name): \(what)") }
        throw error
      }
    }
  }
}

/// The column names of one result, shared by its rows.
final class ColumnNames: Sendable {
  let list: [String]

  init(_ list: [String]) { self.list = list }

  /// The first column wins when two have the same name. Comparing a few short names costs less than hashing one.
  func place(of name: String) -> Int? { list.firstIndex(of: name) }
}
