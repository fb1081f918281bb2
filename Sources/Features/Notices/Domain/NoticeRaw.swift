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

  /// Most texts have nothing to trim, which their first and last bytes say.
  private static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return "" }
    if first > 0x20, first < 0x7F, last > 0x20, last < 0x7F { return text }
    return text.trimmed
  }

  /// Marks seen in consolidated files (formats.md §A.4). `MQ` is also a country code: the place is read without this.
  private static func isAbsence(_ text: String) -> Bool {
    guard text.utf8.count <= 8 else { return false }
    switch text {
    case "NC", "CDL", "MQ", "INX None", "INX 0.0", "INX nan", "None", "null", "nan", "NULL": return true
    default: return false
    }
  }
}
