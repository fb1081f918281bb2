// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Reads a body of `multipart/form-data` (RFC 7578) as it arrives, however large, holding no more than one chunk and one boundary.
///
///     var reader = try Multipart(contentType: type)
///     for chunk in body { try reader.feed(chunk) { event in … } }
///     try reader.finish()
public struct Multipart: Sendable {
  /// Why a body cannot be read.
  public enum Failure: Error, Equatable, Sendable {
    /// The content type has no boundary, or one that RFC 2046 forbids.
    case noBoundary
    /// The headers of a part are longer than `maximumHeaderBytes`.
    case headersTooLong
    /// A part says no name, or what stands before it is no boundary.
    case malformed
    case tooManyParts
    /// The body ends before its last boundary.
    case truncated
  }

  /// What a part says of itself.
  public struct Part: Sendable, Equatable {
    /// The name of the field.
    public let name: String
    /// The file's own name without its folders, nil when the part is no file; empty when no file was chosen.
    public let fileName: String?
  }

  public enum Event: Sendable {
    case part(Part)
    /// Some bytes of the part, never empty.
    case data(ArraySlice<UInt8>)
    case partEnd
  }

  public static let maximumHeaderBytes = 8192
  public static let maximumParts = 64

  private enum State { case preamble, afterBoundary, headers, body, epilogue }

  /// CRLF, two dashes and the boundary: what ends a part.
  private let delimiter: [UInt8]
  private var state = State.preamble
  private var pending: [UInt8] = [0x0D, 0x0A]
  private var cursor = 0
  /// The CRLF before the first byte of a body belongs to its headers.
  private var hasBodyBegun = false
  private var parts = 0

  /// - Parameter contentType: the header, `multipart/form-data; boundary=…`.
  public init(contentType: String) throws(Failure) {
    guard contentType.lowercased().hasPrefix("multipart/form-data"),
      let boundary = Self.parameters(contentType)["boundary"], (1...70).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), boundary.last != " "
    else { throw .noBoundary }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Takes some bytes, cut anywhere, and says what they bring. What `event` throws comes out, and ends the reading.
  public mutating func feed(_ bytes: some Sequence<UInt8>, _ event: (Event) throws -> Void) throws {
    pending.append(contentsOf: bytes)
    while try step(event) {}
    pending.removeFirst(cursor)
    cursor = 0
  }

  /// Call it once, after the last byte.
  public func finish() throws(Failure) { if state != .epilogue { throw .truncated } }

  /// One step further; false when more bytes are wanted.
  private mutating func step(_ event: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .preamble: skipPreamble()
    case .afterBoundary: try afterBoundary()
    case .headers: try headers(event)
    case .body: try body(event)
    case .epilogue: skipEpilogue()
    }
  }

  private mutating func skipPreamble() -> Bool {
    guard let found = Self.search(delimiter, in: pending, from: cursor) else {
      cursor = max(cursor, pending.count - delimiter.count + 1)
      return false
    }
    (cursor, state) = (found + delimiter.count, .afterBoundary)
    return true
  }

  private mutating func skipEpilogue() -> Bool {
    cursor = pending.count
    return false
  }

  private mutating func afterBoundary() throws(Failure) -> Bool {
    var at = cursor
    while at < pending.count, pending[at] == 0x20 || pending[at] == 0x09 { at += 1 }
    guard at - cursor <= 64 else { throw .malformed }
    guard at + 2 <= pending.count else { return false }
    switch (pending[at], pending[at + 1]) {
    case (0x2D, 0x2D): (cursor, state) = (at + 2, .epilogue)
    // The CRLF stays: a part without a header ends its headers with it.
    case (0x0D, 0x0A): (cursor, state) = (at, .headers)
    default: throw .malformed
    }
    return true
  }

  private mutating func headers(_ event: (Event) throws -> Void) throws -> Bool {
    let found = Self.search([0x0D, 0x0A, 0x0D, 0x0A], in: pending, from: cursor)
    guard (found ?? pending.count) - cursor <= Self.maximumHeaderBytes else { throw Failure.headersTooLong }
    guard let end = found else { return false }
    parts += 1
    guard parts <= Self.maximumParts else { throw Failure.tooManyParts }
    guard let part = Self.part(pending[cursor..<end]) else { throw Failure.malformed }
    // The last CRLF stays: the delimiter of an empty part begins with it.
    (cursor, state, hasBodyBegun) = (end + 2, .body, false)
    try event(.part(part))
    return true
  }

  private mutating func body(_ event: (Event) throws -> Void) throws -> Bool {
    let start = hasBodyBegun ? cursor : cursor + 2
    let found = Self.search(delimiter, in: pending, from: cursor)
    // What may be the beginning of a delimiter waits for the rest of it.
    let end = found ?? (pending.count - delimiter.count + 1)
    if end > start {
      try event(.data(pending[start..<end]))
      (cursor, hasBodyBegun) = (end, true)
    }
    guard let found else { return false }
    (cursor, state) = (found + delimiter.count, .afterBoundary)
    try event(.partEnd)
    return true
  }

  private static func search(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      wanted.withUnsafeBytes { wanted in
        guard let base = bytes.baseAddress, let first = wanted.first, let pattern = wanted.baseAddress else {
          return nil
        }
        var at = start
        while at + wanted.count <= bytes.count {
          guard let hit = memchr(base + at, Int32(first), bytes.count - wanted.count + 1 - at) else { return nil }
          let place = UnsafeRawPointer(hit) - base
          if memcmp(base + place, pattern, wanted.count) == 0 { return place }
          at = place + 1
        }
        return nil
      }
    }
  }

  /// Reads `Content-Disposition: form-data; name="…"; filename="…"`.
  private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
    let text =
      String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":"),
        line[..<colon].lowercased() == "content-disposition"
      else { continue }
      let value = parameters(String(line[line.index(after: colon)...]))
      guard let name = value["name"] else { return nil }
      let file = value["filename"].map { path in
        String(path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? "")
      }
      return Part(name: unescaped(name), fileName: file.map(unescaped))
    }
    return nil
  }

  /// How browsers write the three characters that would break a header.
  private static func unescaped(_ text: String) -> String {
    text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
  }

  /// What follows the first semicolon of a header: names in lower case, values with or without quotes.
  static func parameters(_ header: String) -> [String: String] {
    var found: [String: String] = [:]
    var rest = Substring(header)
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...]
      guard let equal = rest.firstIndex(of: "=") else { break }
      let name = rest[..<equal].filter { $0 != " " && $0 != "\t" }.lowercased()
      rest = rest[rest.index(after: equal)...]
      let value = take(&rest)
      if found[name] == nil { found[name] = value }
    }
    return found
  }

  private static func take(_ rest: inout Substring) -> String {
    guard rest.first == "\"" else {
      let end = rest.firstIndex(of: ";") ?? rest.endIndex
      defer { rest = rest[end...] }
      return rest[..<end].trimmingCharacters(in: .whitespaces)
    }
    var value = ""
    rest = rest.dropFirst()
    while let character = rest.popFirst(), character != "\"" {
      // A backslash before a quote escapes it; elsewhere it is part of an old browser's path.
      if character == "\\", rest.first == "\"" { value.append(rest.removeFirst()) } else { value.append(character) }
    }
    return value
  }
}
