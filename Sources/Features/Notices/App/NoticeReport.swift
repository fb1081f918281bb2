// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Spreadsheet

/// The findings of an import as a table for a spreadsheet, written as they come.
final class NoticeReport {
  private let handle: FileHandle
  private var pending = ""

  /// Creates the file, or writes over it. Throws when it cannot.
  init(path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path)
    else {
      throw ValueError("Le rapport ne peut pas être écrit dans \(path). Vérifiez le dossier et les droits.")
    }
    self.handle = handle
    pending = CSVText.mark + CSVText.line(Self.header)
  }

  static let header = [
    "fichier", "enregistrement", "emplacement", "niveau", "champ", "valeur", "règle", "que faire", "code",
  ]

  /// One line of the same table, from the report of an import that is kept.
  static func line(_ line: NoticeFindingLine, file: String) -> String {
    CSVText.line([
      file, String(line.number), line.place, line.level.french, line.field, line.value, line.rule?.sentence ?? "",
      line.rule?.advice ?? "", line.rule?.rawValue ?? "",
    ])
  }

  func add(_ finding: NoticeFinding, file: String) throws {
    pending += CSVText.line([
      file, String(finding.origin.number), finding.origin.text, finding.level.french, finding.field, finding.value,
      finding.rule.sentence, finding.rule.advice, finding.rule.rawValue,
    ])
    if pending.utf8.count > 1 << 16 { try flush() }
  }

  /// Writes what remains. Call it once, at the end.
  func close() throws {
    try flush()
    try handle.close()
  }

  private func flush() throws {
    try handle.write(contentsOf: Data(pending.utf8))
    pending = ""
  }
}
