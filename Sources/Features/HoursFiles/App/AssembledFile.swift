// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An open file with all that its page and its writing need, read again each time: what is shown is what stands.
struct AssembledFile: Sendable {
  let file: HoursFile
  let sheets: [FileSheet]
  /// The table of each sheet that is read; nil for the others.
  let tables: [FileTable?]
  /// The sheet whose columns are shown; the other sheets that are read have the same headings.
  let main: Int
  let isRemembered: Bool
  let preview: HoursFilePreview
  /// The employer's last statement, which the page must still know when it writes.
  let seen: Int64

  var table: FileTable? { tables.indices.contains(main) ? tables[main] : nil }
  var unread: [String] { zip(sheets, tables).filter { $0.1 == nil && !$0.0.rows.isEmpty }.map(\.0.name) }

  static func column(_ sheet: Int, _ column: Int) -> String { "r_\(sheet)_\(column)" }

  static func load(_ id: ID<HoursFile>, for viewer: Viewer, _ db: any Connection) throws -> AssembledFile {
    let file = try HoursFileStore.find(id, for: viewer, db)
    guard file.state == .open else {
      return AssembledFile(
        file: file, sheets: [], tables: [], main: 0, isRemembered: false, preview: HoursFilePreview(), seen: 0)
    }
    let sheets = try HoursFileStore.sheets(of: id, in: viewer.territoryID, db)
    let ground = try FileGroundStore.ground(of: file.employer, for: viewer, db)
    let answers = FileAnswers(
      try HoursFileStore.answers(of: id, in: viewer.territoryID, db),
      remembered: try SenderMemoryStore.words(of: file.employer, in: viewer.territoryID, db))
    let found = Tables(
      sheets, ground, answers, try SenderMemoryStore.layouts(of: file.employer, in: viewer.territoryID, db))
    let setting = HoursFileReader.Setting(
      asked: file.askedMonth ?? FileContext.month(in: file.name), year: FileContext.year(in: file.name),
      today: viewer.today,
      employer: try FileGroundStore.names(of: file.employer, in: viewer.territoryID, db))
    return AssembledFile(
      file: file, sheets: sheets, tables: found.tables, main: found.main, isRemembered: found.isRemembered,
      preview: preview(sheets, found, ground, setting, answers),
      seen: try StatementStore.latest(of: file.employer, in: viewer.territoryID, db))
  }

  private static func preview(
    _ sheets: [FileSheet], _ found: Tables, _ ground: FileGround, _ setting: HoursFileReader.Setting,
    _ answers: FileAnswers
  ) -> HoursFilePreview {
    let reading = HoursFileReader.read(Array(zip(sheets, found.tables)), setting, answers)
    var preview = PreviewBuilder.build(reading, on: ground, setting, answers)
    let table = found.tables.indices.contains(found.main) ? found.tables[found.main] : nil
    preview.hasHours = table?.hasHours ?? false
    preview.hasPeople = table?.hasPeople ?? false
    return preview
  }

  /// The tables of the sheets: recognised, then as remembered for this sender, then as corrected by hand.
  private struct Tables {
    private(set) var tables: [FileTable?]
    private(set) var main = 0
    private(set) var isRemembered = false

    init(_ sheets: [FileSheet], _ ground: FileGround, _ answers: FileAnswers, _ layouts: [String: [ColumnRole]]) {
      let known = ground.known
      let found = sheets.map { $0.rows.isEmpty ? nil : FileTable.find(in: $0, known: known) }
      let ranked = found.indices.max { Self.rank(found[$0], sheets[$0], -$0) < Self.rank(found[$1], sheets[$1], -$1) }
      main = ranked ?? 0
      let signature = found.indices.contains(main) ? found[main]?.signature : nil
      let remembered = signature.flatMap { layouts[$0] }
      tables = found
      for place in found.indices {
        guard var table = found[place], table.signature == signature else {
          tables[place] = nil
          continue
        }
        if let remembered, remembered.count == table.roles.count {
          table.roles = remembered
          isRemembered = true
        }
        for column in table.roles.indices {
          guard let code = answers.values[AssembledFile.column(main, column)] else { continue }
          table.roles[column] = ColumnRole(code: code == "none" ? "" : code) ?? table.roles[column]
        }
        tables[place] = table
      }
    }

    /// Hours and people first, then the longest, then the first.
    private static func rank(_ table: FileTable?, _ sheet: FileSheet, _ order: Int) -> (Int, Int, Int) {
      guard let table else { return (-1, 0, order) }
      return ((table.hasHours ? 2 : 0) + (table.hasPeople ? 2 : 0), sheet.rows.count, order)
    }
  }
}
