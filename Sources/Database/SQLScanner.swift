// SPDX-License-Identifier: EUPL-1.2

/// Cuts SQL text into lexemes, far enough to find the end of a statement and to replace a word outside quotes.
struct SQLScanner {
  enum Lexeme: Hashable {
    case word(Substring)
    /// A string, a quoted name or a dollar-quoted body, with its quotes.
    case quoted(Substring)
    case comment
    case space(Substring)
    /// `{{name}}`
    case placeholder(Substring)
    case symbol(Substring)

    var text: Substring {
      switch self {
      case .word(let text), .quoted(let text), .space(let text), .symbol(let text): text
      case .placeholder(let name): "{{\(name)}}"
      case .comment: " "
      }
    }

    /// The word in capitals, or nothing.
    var keyword: String? { if case .word(let text) = self { text.uppercased() } else { nil } }

    var isBlank: Bool {
      switch self {
      case .comment, .space: true
      default: false
      }
    }
  }

  private var rest: Substring

  static func lexemes(of text: String) -> [Lexeme] {
    var scanner = SQLScanner(rest: text[...])
    var found: [Lexeme] = []
    while let lexeme = scanner.next() { found.append(lexeme) }
    return found
  }

  /// The first word in capitals: `SELECT` of a query.
  static func firstWord(of text: String) -> String? {
    lexemes(of: text).first { !$0.isBlank && $0 != .symbol("(") }?.keyword
  }

  private mutating func next() -> Lexeme? {
    guard let first = rest.first else { return nil }
    if first.isWhitespace { return .space(take(while: \.isWhitespace)) }
    if rest.hasPrefix("--") { return skip(while: { !$0.isNewline }) }
    if rest.hasPrefix("/*") { return blockComment() }
    if rest.hasPrefix("{{"), let placeholder = placeholder() { return placeholder }
    if first == "'" || first == "\"" { return .quoted(quoted(by: first)) }
    if first == "$", let body = dollarQuoted() { return .quoted(body) }
    if Self.isWordCharacter(first) { return .word(take(while: Self.isWordCharacter)) }
    return .symbol(take(1))
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }

  private mutating func take(_ count: Int) -> Substring {
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }

  private mutating func take(while condition: (Character) -> Bool) -> Substring {
    let taken = rest.prefix(while: condition)
    rest = rest[taken.endIndex...]
    return taken
  }

  private mutating func skip(while condition: (Character) -> Bool) -> Lexeme {
    _ = take(while: condition)
    return .comment
  }

  private mutating func blockComment() -> Lexeme {
    var body = rest.dropFirst(2)
    while !body.isEmpty, !body.hasPrefix("*/") { body = body.dropFirst() }
    rest = body.dropFirst(2)
    return .comment
  }

  /// A doubled quote inside reads as two quoted pieces, one after the other: the text is the same.
  private mutating func quoted(by quote: Character) -> Substring {
    let inside = rest.dropFirst().prefix { $0 != quote }
    let length = inside.count + (inside.endIndex < rest.endIndex ? 2 : 1)
    return take(length)
  }

  /// `$$ … $$` or `$name$ … $name$` of PostgreSQL.
  private mutating func dollarQuoted() -> Substring? {
    let tag = rest.dropFirst().prefix(while: Self.isWordCharacter)
    guard tag.endIndex < rest.endIndex, rest[tag.endIndex] == "$" else { return nil }
    let fence = rest[rest.startIndex...tag.endIndex]
    var body = rest[rest.index(after: tag.endIndex)...]
    while !body.isEmpty, !body.hasPrefix(fence) { body = body.dropFirst() }
    let end = body.isEmpty ? rest.endIndex : body.index(body.startIndex, offsetBy: fence.count)
    let taken = rest[rest.startIndex..<end]
    rest = rest[end...]
    return taken
  }

  private mutating func placeholder() -> Lexeme? {
    let name = rest.dropFirst(2).prefix(while: Self.isWordCharacter)
    guard rest[name.endIndex...].hasPrefix("}}") else { return nil }
    rest = rest[name.endIndex...].dropFirst(2)
    return .placeholder(name)
  }
}
