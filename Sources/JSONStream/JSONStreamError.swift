// SPDX-License-Identifier: EUPL-1.2

/// Why a file cannot be read further. The records given before it remain good.
public struct JSONStreamError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The file cannot be opened or read; the text is the system's.
    case unreadable(String)
    /// Nothing, or nothing but spaces.
    case empty
    /// UTF-16 or UTF-32, with or without its mark.
    case utf16
    /// A byte that is not UTF-8 (often Windows-1252).
    case notUTF8(byte: UInt8)
    /// It does not start like JSON: an archive, an image, XML, a table…
    case notJSON
    /// It is JSON, but holds none of the lists that were asked for; the names are what stands at its root.
    case noRecords(found: [String])
    /// The file ends inside a value.
    case truncated
    /// Brackets, commas or quotes do not match.
    case syntax
    /// Something follows the end of the value.
    case trailing
  }

  public let reason: Reason
  /// Where, in bytes from the start of the file.
  public let offset: Int
  /// Where, counted from 1.
  public let line: Int

  public init(_ reason: Reason, offset: Int, line: Int) {
    self.reason = reason
    self.offset = offset
    self.line = line
  }
}

/// Why one record is passed over while the file goes on.
public enum JSONRefusal: Hashable, Sendable {
  /// More bytes than `JSONStreamLimits.recordBytes`; here is how many.
  case tooLarge(Int)
  /// More levels of lists and objects than `JSONStreamLimits.depth`.
  case tooDeep(Int)
  /// Its brackets match, but it is not JSON inside: a bad escape, a missing comma, a number that is none.
  case syntax
}

/// The bounds of one record.
public struct JSONStreamLimits: Sendable {
  /// At most 8 MiB unless said otherwise.
  public var recordBytes = 8 << 20
  /// Levels of lists and objects in a record, at most 64.
  public var depth = 64
  /// How much is read at once.
  public var chunkBytes = 1 << 20
  public init() {}
}
