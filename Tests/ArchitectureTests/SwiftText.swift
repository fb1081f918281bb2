// SPDX-License-Identifier: EUPL-1.2

/// A Swift text taken apart just enough for the rules: the code without comments and literals, and the literals.
///
/// It is no parser: a regular expression between slashes that holds a quote would mislead it, which `isBalanced` shows.
struct SwiftText: Sendable {
  /// A string literal.
  struct Literal: Sendable {
    let line: Int
    /// `\u{…}` and `\"` are read, other escapes stay; each interpolation is one U+FFFC.
    let text: String
  }

  let code: String
  let comments: String
  let literals: [Literal]
  /// Whether every literal and every interpolation ends.
  let isBalanced: Bool

  init(_ text: String) {
    var reader = SwiftReader(bytes: Array(text.utf8))
    reader.readCode(untilParenthesis: false)
    code = String(decoding: reader.code, as: UTF8.self)
    comments = String(decoding: reader.comments, as: UTF8.self)
    literals = reader.literals
    isBalanced = reader.isBalanced
  }
}

/// Reads bytes, since the whole tree is read before each run of these tests.
private struct SwiftReader {
  let bytes: [UInt8]
  var position = 0
  var line = 1
  var code: [UInt8] = []
  var comments: [UInt8] = []
  var literals: [SwiftText.Literal] = []
  var isBalanced = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")
  private static let opening = UInt8(ascii: "(")
  private static let closing = UInt8(ascii: ")")

  private var isAtEnd: Bool { position >= bytes.count }
  private func byte(_ offset: Int = 0) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

  private mutating func next() -> UInt8 {
    let byte = bytes[position]
    position += 1
    if byte == Self.newline { line += 1 }
    return byte
  }

  /// Reads code up to the end, or up to the parenthesis that closes an interpolation.
  mutating func readCode(untilParenthesis: Bool) {
    var depth = 0
    while !isAtEnd {
      switch byte() {
      case Self.slash where byte(1) == Self.slash || byte(1) == Self.star:
        readComment(isBlock: byte(1) == Self.star)
      case Self.quote, Self.hash:
        readLiteralOrHash()
      default:
        let byte = next()
        if byte == Self.opening { depth += 1 }
        if byte == Self.closing {
          if untilParenthesis, depth == 0 { return }
          depth -= 1
        }
        code.append(byte)
      }
    }
    if untilParenthesis { isBalanced = false }
  }

  private mutating func readComment(isBlock: Bool) {
    while !isAtEnd, isBlock ? !(byte() == Self.star && byte(1) == Self.slash) : byte() != Self.newline {
      comments.append(next())
    }
    comments.append(Self.newline)
    if isBlock { position = min(position + 2, bytes.count) }
  }

  private mutating func readLiteralOrHash() {
    var hashes = 0
    while byte(hashes) == Self.hash { hashes += 1 }
    if byte(hashes) == Self.quote {
      readLiteral(hashes: hashes)
    } else {
      for _ in 0..<hashes { code.append(next()) }
    }
  }

  private mutating func readLiteral(hashes: Int) {
    let first = line
    position += hashes
    let quotes = byte(1) == Self.quote && byte(2) == Self.quote ? 3 : 1
    position += quotes
    var text: [UInt8] = []
    while !isAtEnd, !isFence(quotes: quotes, hashes: hashes) {
      if quotes == 1, byte() == Self.newline { break }
      guard byte() == Self.backslash, (0..<hashes).allSatisfy({ byte(1 + $0) == Self.hash }) else {
        text.append(next())
        continue
      }
      position += 1 + hashes
      text += readEscape()
    }
    if !isFence(quotes: quotes, hashes: hashes) { isBalanced = false }
    position = min(position + quotes + hashes, bytes.count)
    code += [Self.quote, Self.quote]
    literals.append(SwiftText.Literal(line: first, text: String(decoding: text, as: UTF8.self)))
  }

  private func isFence(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { byte($0) == Self.quote } && (0..<hashes).allSatisfy { byte(quotes + $0) == Self.hash }
  }

  /// What follows a backslash: an interpolation, `u{202F}`, a quote, or something that stays as it is.
  private mutating func readEscape() -> [UInt8] {
    if byte() == Self.opening {
      position += 1
      readCode(untilParenthesis: true)
      return Array("\u{FFFC}".utf8)
    }
    if byte() == Self.quote { return [next()] }
    guard byte() == UInt8(ascii: "u"), byte(1) == UInt8(ascii: "{") else {
      return isAtEnd ? [] : [Self.backslash, next()]
    }
    position += 2
    var digits: [UInt8] = []
    while !isAtEnd, byte() != UInt8(ascii: "}") { digits.append(next()) }
    position = min(position + 1, bytes.count)
    let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    return scalar.map { Array(String($0).utf8) } ?? []
  }
}
