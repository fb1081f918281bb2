// SPDX-License-Identifier: EUPL-1.2

/// A piece of SQL whose interpolated values are bound, never pasted.
///
///     try db.query("SELECT id, name FROM lot WHERE contract_id = \(contract) AND name <> \(name)")
///
/// Literal parts are written as they are; `\(value)` becomes a bound parameter (`?` on SQLite, `$n` on PostgreSQL);
/// `\(fragment)` splices another `SQL`. The only door for text that is already SQL is the visible `\(unchecked:)`.
/// A `?` or a `$1` of your own in a literal part is not a parameter: do not write one.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
  enum Part: Sendable, Hashable {
    case text(String)
    case value(SQLValue)
  }

  var parts: [Part]
  /// True when the text depends on the length of a list: such a statement is not kept prepared.
  var varies = false

  init(parts: [Part], varies: Bool = false) {
    self.parts = parts
    self.varies = varies
  }

  public init(stringLiteral value: String) { parts = [.text(value)] }
  public init(stringInterpolation: Interpolation) {
    self.init(parts: stringInterpolation.parts, varies: stringInterpolation.varies)
  }

  /// SQL text that the caller vouches for.
  public init(unchecked text: String) { parts = [.text(text)] }

  /// Nothing at all.
  public static let empty = SQL(parts: [])
  /// True when there is neither text nor value.
  public var isEmpty: Bool { parts.allSatisfy { $0 == .text("") } }

  /// Bound values separated by commas: `WHERE id IN (\(.list(ids)))`. An empty list gives `NULL`, which `IN` never finds.
  public static func list(_ values: some Sequence<some SQLConvertible>) -> SQL {
    var parts: [Part] = []
    for value in values {
      if !parts.isEmpty { parts.append(.text(", ")) }
      parts.append(.value(value.sqlValue))
    }
    return SQL(parts: parts.isEmpty ? [.text("NULL")] : parts, varies: true)
  }

  /// Bound values in rows: `WITH wanted (a, b) AS (VALUES \(.rows(pairs)))`. There must be one row at least.
  public static func rows(_ rows: some Sequence<[any SQLConvertible]>) -> SQL {
    var parts: [Part] = []
    for row in rows {
      for (index, value) in row.enumerated() {
        parts.append(.text(index > 0 ? ", " : parts.isEmpty ? "(" : "), ("))
        parts.append(.value(value.sqlValue))
      }
    }
    return SQL(parts: parts + [.text(")")], varies: true)
  }

  public static func + (left: SQL, right: SQL) -> SQL {
    SQL(parts: left.parts + right.parts, varies: left.varies || right.varies)
  }
  public static func += (left: inout SQL, right: SQL) { left = left + right }

  /// Collects texts, bound values and spliced fragments.
  public struct Interpolation: StringInterpolationProtocol {
    var parts: [Part] = []
    var varies = false

    public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(interpolationCount * 2 + 1) }

    public mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { parts.append(.text(literal)) } }
    public mutating func appendInterpolation(_ value: some SQLConvertible) { parts.append(.value(value.sqlValue)) }
    public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
      parts.append(.value(value?.sqlValue ?? .null))
    }
    public mutating func appendInterpolation(_ fragment: SQL) {
      parts += fragment.parts
      varies = varies || fragment.varies
    }
    public mutating func appendInterpolation(unchecked text: String) { parts.append(.text(text)) }
  }
}

extension Sequence<SQL> {
  /// The fragments one after the other, with `separator` between two: `conditions.joined(" AND ")`.
  public func joined(_ separator: SQL) -> SQL {
    var result = SQL.empty
    for (index, fragment) in enumerated() {
      if index > 0 { result += separator }
      result += fragment
    }
    return result
  }
}

extension SQL {
  /// The text as an engine wants it, and the values in the order of its parameters.
  func rendered(for dialect: Dialect) -> (text: String, values: [SQLValue]) {
    var text = ""
    var values: [SQLValue] = []
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .value(let value):
        values.append(value)
        text += dialect.placeholder(values.count)
      }
    }
    return (text, values)
  }

  /// The text with `?` for each value: what the statement log keeps, equal on both engines.
  var withoutValues: String { rendered(for: .sqlite).text }
}
