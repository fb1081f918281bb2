// SPDX-License-Identifier: EUPL-1.2

/// A scalar of a source record, before any rule: never empty, without spaces at its ends, and none of the marks by which producers
/// say that they do not know.
struct NoticeRaw {
  enum Form { case text, number, cell }
  let text: String
  let form: Form

  init?(_ source: String, _ form: Form) {
    let text = Self.trimmed(source)
    guard !text.isEmpty, !Self.isAbsence(text) else { return nil }
    self.text = text
    self.form = form
  }

  /// Most texts have nothing to trim, which their ends say.
  private static func trimmed(_ text: String) -> String {
    var text = text
    let isTrimmed = text.withUTF8 { bytes in
      guard let first = bytes.first, var end = bytes.indices.last else { return true }
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      return isLetter(first) && isLetter(bytes[end])
    }
    return isTrimmed ? text : text.trimmed
  }

  /// Whether no space begins with that byte: those beyond ASCII begin with C2, E1, E2 or E3.
  private static func isLetter(_ lead: UInt8) -> Bool {
    lead > 0x20 && lead < 0x7F || lead >= 0xC3 && lead < 0xE0 || lead >= 0xE4
  }

  /// Marks seen in consolidated files (formats.md §A.4). `MQ` is also a country code: the place is read without this.
  private static func isAbsence(_ text: String) -> Bool {
    guard text.utf8.count <= 8, let first = text.utf8.first, "NCMIn".utf8.contains(first) else { return false }
    switch text {
    case "NC", "CDL", "MQ", "INX None", "INX 0.0", "INX nan", "None", "null", "nan", "NULL": return true
    default: return false
    }
  }
}
