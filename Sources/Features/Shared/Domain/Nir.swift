// SPDX-License-Identifier: EUPL-1.2

/// The number of a person in the national register (sécurité sociale). The program never stores it: it only recognises it, to
/// refuse it in free texts and files. Typed identifiers are not searched, for 73 of 10,173 real contract ids look like one.
public enum Nir {
  /// Whether the text holds fifteen digits with the right key, or thirteen with a plausible month and department.
  /// Corsica's `2A` and `2B` count as digits; spaces, dots and hyphens may stand between groups.
  public static func appears(in text: String) -> Bool {
    let characters = Array(text)
    guard characters.count >= 13 else { return false }
    return characters.indices.contains { start in
      isStart(characters, start)
        && (matches(characters, from: start, count: 15) || matches(characters, from: start, count: 13))
    }
  }

  private static func isStart(_ text: [Character], _ index: Int) -> Bool {
    guard let digit = digit(text[index]), [1, 2, 3, 4, 7, 8].contains(digit) else { return false }
    return index == 0 || !text[index - 1].isNumber
  }

  private static func matches(_ text: [Character], from start: Int, count: Int) -> Bool {
    var symbols: [Character] = []
    var breaks: Set<Int> = []
    var index = start
    while symbols.count < count {
      guard index < text.count else { return false }
      let character = text[index]
      if isWord(character) {
        symbols.append(character)
      } else if isSeparator(character), isWord(text[index - 1]) {
        breaks.insert(symbols.count)
      } else {
        return false
      }
      index += 1
    }
    guard index == text.count || !text[index].isNumber, let digits = digits(symbols) else { return false }
    return count == 15 ? hasRightKey(digits) : isPlausible(digits, breaks: breaks)
  }

  /// The digits, Corsica's letters turned into the numbers of the key's formula by `keyNumber`.
  private static func digits(_ symbols: [Character]) -> (values: [Int], corsica: Character?)? {
    var values: [Int] = []
    var corsica: Character?
    for (position, symbol) in symbols.enumerated() {
      if let value = digit(symbol) {
        values.append(value)
      } else if position == 6, values[5] == 2, let letter = symbol.uppercased().first, letter == "A" || letter == "B" {
        corsica = letter
        values.append(letter == "A" ? 0 : 1)
      } else {
        return nil
      }
    }
    return (values, corsica)
  }

  /// 97 − (number mod 97), where 2A counts as 19 and 2B as 18 (INSEE).
  private static func hasRightKey(_ number: (values: [Int], corsica: Character?)) -> Bool {
    var values = number.values
    if let corsica = number.corsica { (values[5], values[6]) = corsica == "A" ? (1, 9) : (1, 8) }
    let base = values.prefix(13).reduce(0) { $0 * 10 + $1 }
    return 97 - base % 97 == values[13] * 10 + values[14]
  }

  /// Months 01 to 12 (and 20, unknown), departments 01 to 95, 2A, 2B and 97 to 99; groups apart only where the card has them.
  private static func isPlausible(_ number: (values: [Int], corsica: Character?), breaks: Set<Int>) -> Bool {
    let values = number.values
    let (month, department) = (values[3] * 10 + values[4], values[5] * 10 + values[6])
    let order = values[10] * 100 + values[11] * 10 + values[12]
    return breaks.isSubset(of: [1, 3, 5, 7, 10]) && ((1...12).contains(month) || month == 20) && order > 0
      && (number.corsica != nil || (1...95).contains(department) || (97...99).contains(department))
  }

  private static func digit(_ character: Character) -> Int? {
    guard let value = character.wholeNumberValue, (0...9).contains(value) else { return nil }
    return value
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
  private static func isSeparator(_ character: Character) -> Bool {
    character.isWhitespace || character == "." || character == "-" || character == "‑"
  }
}
