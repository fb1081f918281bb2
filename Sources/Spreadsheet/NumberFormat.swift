// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a number of a workbook stands for, which only its format says.
enum NumberFormat: Hashable, Sendable {
  case number, date, dateTime, duration

  /// Numbers of the formats that every workbook has without writing them (ECMA-376 §18.8.30).
  init(builtIn id: Int) {
    self =
      switch id {
      case 14...17, 27...31, 34...36, 50...58: .date
      case 22: .dateTime
      case 18...21, 32, 33, 45...47: .duration
      default: .number
      }
  }

  /// A format such as `dd/mm/yyyy`, `[h]:mm`, `# ##0,00 "h"`: what stands between quotes or after a backslash is no code.
  init(code: String) {
    let letters = Self.codes(of: code)
    let hasDay = letters.contains("d") || letters.contains("y")
    let hasClock = letters.contains("h") || letters.contains("s")
    self =
      if letters.contains("general") || letters.contains("standard") {
        .number
      } else if hasDay {
        hasClock ? .dateTime : .date
      } else if hasClock {
        .duration
      } else {
        letters.contains("m") ? .date : .number
      }
  }

  /// The codes of the first section in small letters. `[h]` is a code, `[Red]` and `[$-40C]` are not.
  private static func codes(of code: String) -> String {
    var kept = ""
    var isQuoted = false
    var bracket: String?
    var isEscaped = false
    for letter in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isQuoted = letter != "\""
      } else if let inside = bracket {
        if letter == "]" {
          if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { kept += inside }
          bracket = nil
        } else {
          bracket = inside + String(letter)
        }
      } else {
        switch letter {
        case ";": return kept
        case "\"": isQuoted = true
        case "\\", "_", "*": isEscaped = true
        case "[": bracket = ""
        default: kept.append(letter)
        }
      }
    }
    return kept
  }

  /// The value of a cell whose number was written `digits`; a text when it is no number.
  func value(_ digits: String, startsIn1904: Bool) -> CellValue {
    guard let number = Double(digits), number.isFinite else { return .text(digits) }
    switch self {
    case .number: return .number(Self.shown(digits, number))
    case .duration:
      // Beyond that a person meant something else; the number is kept as it stands.
      guard abs(number) < 1_000_000 else { return .number(Self.shown(digits, number)) }
      return .duration(seconds: Int((number * 86_400).rounded()))
    case .date, .dateTime:
      guard let (day, seconds) = Self.calendar(number, startsIn1904), day < 2_958_466 else {
        return .number(Self.shown(digits, number))
      }
      let (year, month, date) = Self.civil(day)
      return .date(year: year, month: month, day: date, seconds: seconds)
    }
  }

  /// Days since 30 December 1899 and seconds. Excel's 1900 has a 29 February that never was: earlier days move by one.
  private static func calendar(_ number: Double, _ startsIn1904: Bool) -> (Int, Int)? {
    guard number >= 0, number < 3_000_000 else { return nil }
    let seconds = Int((number * 86_400).rounded())
    let serial = seconds / 86_400
    if startsIn1904 { return (serial + 1462, seconds % 86_400) }
    return (serial < 60 ? serial + 1 : serial, seconds % 86_400)
  }

  /// Year, month and day of a count of days since 30 December 1899, by the Gregorian cycle of 400 years.
  private static func civil(_ days: Int) -> (Int, Int, Int) {
    let shifted = days - 25_569 + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let place = (5 * ofYear + 2) / 153
    let month = place < 10 ? place + 3 : place - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * place + 2) / 5 + 1)
  }

  /// The number at 15 significant digits without exponent: workbooks store 151.67 as « 151.66999999999999 ».
  static func shown(_ digits: String, _ number: Double) -> String {
    let plain = digits.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    if plain, digits.utf8.count <= 15 { return digits }
    let scientific = String(format: "%.14e", number)
    guard let mark = scientific.firstIndex(of: "e"), let exponent = Int(scientific[scientific.index(after: mark)...])
    else {
      return digits
    }
    var mantissa = scientific[..<mark].filter(\.isNumber)
    while mantissa.count > 1, mantissa.last == "0" { mantissa.removeLast() }
    guard abs(exponent) < 40 else { return digits }
    return (number < 0 ? "-" : "") + placed(mantissa, exponent)
  }

  private static func placed(_ mantissa: String, _ exponent: Int) -> String {
    if exponent < 0 { return mantissa == "0" ? "0" : "0." + String(repeating: "0", count: -exponent - 1) + mantissa }
    if mantissa.count <= exponent + 1 { return mantissa + String(repeating: "0", count: exponent + 1 - mantissa.count) }
    let dot = mantissa.index(mantissa.startIndex, offsetBy: exponent + 1)
    return mantissa[..<dot] + "." + mantissa[dot...]
  }
}
