// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The written forms of the parts of a message.
enum MailEncoding {
  /// `Claire Moreau <a@b.example>`, the name quoted or encoded when it must be.
  static func mailbox(_ address: MailAddress) -> String {
    let name = oneLine(address.name)
    if name.isEmpty { return "<\(address.address)>" }
    let isPlain = name.utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || $0 == 32
    }
    return "\(isPlain && name.utf8.count <= 60 ? name : words(name)) <\(address.address)>"
  }

  /// A text as one header value: ASCII as it stands when it is short, else encoded words of at most 75 bytes, folded.
  static func words(_ text: String) -> String {
    let line = oneLine(text)
    let isPlain = line.utf8.allSatisfy { (32...126).contains($0) } && !line.contains("=?")
    if isPlain, line.utf8.count <= 60 { return line }
    var words: [String] = []
    var piece: [UInt8] = []
    for letter in line {
      // 45 bytes are 60 in base64, within the 75 of an encoded word; letters are never cut.
      if piece.count + letter.utf8.count > 45 {
        words.append(word(piece))
        piece.removeAll()
      }
      piece += Array(letter.utf8.prefix(45))
    }
    words.append(word(piece))
    return words.joined(separator: "\r\n ")
  }

  /// `filename="releve.ics"`, with the form of RFC 2231 for names beyond ASCII.
  static func fileName(_ name: String) -> String {
    let line = oneLine(name)
    let plain = String(line.map { $0.isASCII && $0 != "\"" && $0 != "\\" ? $0 : "_" })
    guard plain != line else { return "filename=\"\(plain)\"" }
    let kept = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._".utf8)
    let hex = Array("0123456789ABCDEF")
    let escaped = line.utf8.map {
      kept.contains($0) ? String(UnicodeScalar($0)) : "%\(hex[Int($0 >> 4)])\(hex[Int($0 & 15)])"
    }.joined()
    return "filename=\"\(plain)\"; filename*=UTF-8''\(escaped)"
  }

  /// Lines of 76 characters.
  static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
  }

  /// `Mon, 23 Nov 2026 10:00:00 +0000`, in UTC (RFC 5322 §3.3).
  static func date(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
    return formatter.string(from: date)
  }

  /// Without line ends nor other control characters: nothing typed may begin a header.
  static func oneLine(_ text: String) -> String {
    String(
      text.unicodeScalars.map { $0.value < 32 || $0.value == 127 || $0 == "\u{2028}" || $0 == "\u{2029}" ? " " : $0 }
    )
    .trimmedBlanks
  }

  /// Letters, digits, dots and dashes only.
  static func token(_ text: String) -> String {
    String(text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }.prefix(100))
  }

  private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }
}
