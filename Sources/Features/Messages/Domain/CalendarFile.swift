// SPDX-License-Identifier: EUPL-1.2

/// A day to remember, as a file that calendars read (RFC 5545).
public struct CalendarFile: Sendable, Hashable {
  /// The same for the same day: a calendar that takes it twice shows it once.
  public let key: String
  public let day: Day
  public let title: String
  public let note: String

  public init(key: String, day: Day, title: String, note: String) {
    (self.key, self.day, self.title, self.note) = (key, day, title, note)
  }

  /// The whole file, lines ending in CRLF and folded at 75 bytes.
  public func text(writtenAt now: Instant) -> String {
    let stamp = now.text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    let lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Clausier//FR", "METHOD:PUBLISH", "BEGIN:VEVENT",
      "UID:\(Self.escaped(key))", "DTSTAMP:\(stamp)", "DTSTART;VALUE=DATE:\(Self.compact(day))",
      "DTEND;VALUE=DATE:\(Self.compact(day.adding(days: 1)))", "SUMMARY:\(Self.escaped(title))",
      "DESCRIPTION:\(Self.escaped(note))", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
      "DESCRIPTION:\(Self.escaped(title))", "TRIGGER:-P1D", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
    ]
    return lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
  }

  private static func compact(_ day: Day) -> String { day.iso.filter { $0 != "-" } }

  /// Commas, semicolons, backslashes and line ends (§3.3.11); other control characters are dropped.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n": result += "\\n"
      case _ where scalar.value < 32 || scalar.value == 127: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// At most 75 bytes a line, a letter never cut (§3.1).
  private static func folded(_ line: String) -> String {
    var (result, bytes) = ("", 0)
    for letter in line {
      let size = letter.utf8.count
      if bytes + size > 73 {
        result += "\r\n "
        bytes = 1
      }
      result.append(letter)
      bytes += size
    }
    return result
  }
}
