// SPDX-License-Identifier: EUPL-1.2

/// What a column holds, on either engine. There is no floating point: a fraction comes back as its text.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  /// The kind alone, for messages: a value may be personal and stays out of them.
  @usableFromInline var kind: String {
    switch self {
    case .null: "NULL"
    case .integer: "integer"
    case .text: "text"
    case .blob: "blob"
    }
  }
}

/// A type whose values can be bound in a statement.
public protocol SQLConvertible {
  var sqlValue: SQLValue { get }
}

/// A type that can be read from a column. `NULL` is read by asking for an optional.
public protocol SQLDecodable {
  /// Throws `.mismatch` when the column holds something else.
  init(sqlValue: SQLValue) throws(DatabaseError)
}

extension SQLValue: SQLConvertible, SQLDecodable {
  @inlinable public var sqlValue: SQLValue { self }
  @inlinable public init(sqlValue: SQLValue) { self = sqlValue }
}

extension Int64: SQLConvertible, SQLDecodable {
  @inlinable public var sqlValue: SQLValue { .integer(self) }

  /// Reads an integer, or a text that is exactly one (some PostgreSQL expressions only give text).
  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) {
    switch sqlValue {
    case .integer(let number): self = number
    case .text(let text):
      guard let number = Int64(text) else { throw .mismatch("Int64 from text") }
      self = number
    case .null, .blob: throw .mismatch("Int64 from \(sqlValue.kind)")
    }
  }
}

extension Int: SQLConvertible, SQLDecodable {
  @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) { self = Int(try Int64(sqlValue: sqlValue)) }
}

extension Bool: SQLConvertible, SQLDecodable {
  /// 0 or 1: neither engine is asked for a boolean column.
  @inlinable public var sqlValue: SQLValue { .integer(self ? 1 : 0) }

  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) {
    switch try Int64(sqlValue: sqlValue) {
    case 0: self = false
    case 1: self = true
    default: throw .mismatch("Bool from an integer that is neither 0 nor 1")
    }
  }
}

extension String: SQLConvertible, SQLDecodable {
  @inlinable public var sqlValue: SQLValue { .text(self) }
  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) {
    guard case .text(let text) = sqlValue else { throw .mismatch("String from \(sqlValue.kind)") }
    self = text
  }
}

extension Substring: SQLConvertible {
  @inlinable public var sqlValue: SQLValue { .text(String(self)) }
}

extension [UInt8]: SQLConvertible, SQLDecodable {
  @inlinable public var sqlValue: SQLValue { .blob(self) }
  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) {
    guard case .blob(let bytes) = sqlValue else { throw .mismatch("bytes from \(sqlValue.kind)") }
    self = bytes
  }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
  @inlinable public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) {
    if case .null = sqlValue { self = nil } else { self = try Wrapped(sqlValue: sqlValue) }
  }
}

/// An enum with a raw value only has to say `: SQLConvertible, SQLDecodable`.
extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
  @inlinable public var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
  /// Throws `.mismatch` for a code that the type does not know.
  @inlinable public init(sqlValue: SQLValue) throws(DatabaseError) {
    guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else {
      throw .mismatch("\(Self.self) from an unknown code")
    }
    self = value
  }
}
