// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Spreadsheet

/// A whole territory as files that a takeover reads back: a CSV for each sheet of the model, then every other table as it is stored.
struct TerritoryArchive {
  let territory: ID<Territory>
  let folder: String
  let today: Day

  /// Writes the folder. Returns the files with their number of lines.
  func write(_ db: any Connection) throws -> [(file: String, lines: Int)] {
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
    let ground = try TakeoverGroundStore.load("", territory: territory, today: today, db)
    let rows = ArchiveRows(ground)
    var files: [(String, Int)] = []
    for sheet in TakeoverSheet.allCases {
      let name = sheet.fileName
      files.append((name, try write(sheet, rows, to: folder + "/" + name, db)))
    }
    files += try dump(db)
    try Self.readMe(files).write(toFile: folder + "/LISEZMOI.txt", atomically: true, encoding: .utf8)
    return files
  }

  private func write(
    _ sheet: TakeoverSheet, _ rows: ArchiveRows, to path: String, _ db: any Connection
  ) throws -> Int {
    let headings = TakeoverTemplate.columns(of: sheet)
    let columns = headings.map { SheetColumn($0.title, TakeoverTemplate.format($0.field)) }
    let writer = try ExportWriter(.csv, path: path, title: sheet.french, columns: columns)
    func add(_ values: [TakeoverField: String]) throws {
      try writer.add(headings.map { heading in values[heading.field].map { WrittenCell($0) } ?? .empty })
    }
    switch sheet {
    case .hours: try eachLine(db) { try add(rows.hours($0)) }
    case .totals: try eachTotal(db) { try add(rows.total($0)) }
    default: for values in rows.all(sheet) { try add(values) }
    }
    try writer.close(definitions: [])
    return writer.rows
  }

  /// What each person did under each contract, on each engagement, each month: corrections are summed up.
  private func eachLine(_ db: any Connection, _ body: (ArchiveRows.Line) throws -> Void) throws {
    try db.each(
      """
      SELECT h.head_id, l.employment_contract_id, l.engagement_id, l.month, l.kind,
        CASE WHEN d.line_id IS NULL THEN 0 ELSE 1 END AS decided, CAST(SUM(l.declared_units) AS BIGINT) AS declared,
        CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) AS kept, MAX(COALESCE(d.reason, '')) AS reason
      FROM hours_line l
      JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id AND s.withdrawn_at IS NULL
      JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
      LEFT JOIN hours_decision d ON d.line_id = l.id
      WHERE l.territory_id = \(territory)
      GROUP BY h.head_id, l.employment_contract_id, l.engagement_id, l.month, l.kind,
        CASE WHEN d.line_id IS NULL THEN 0 ELSE 1 END
      HAVING SUM(l.declared_units) > 0
      ORDER BY l.month, l.engagement_id, h.head_id, l.employment_contract_id, l.kind, decided
      """
    ) { row in
      let decided: Int = try row["decided"]
      try body(
        ArchiveRows.Line(
          person: try row["head_id"], employment: try row["employment_contract_id"],
          engagement: try row["engagement_id"], month: try row["month"], kind: try row["kind"],
          declared: try row["declared"], kept: decided == 1 ? try row["kept"] as Hours : nil, reason: try row["reason"])
      )
    }
  }

  private func eachTotal(_ db: any Connection, _ body: (ArchiveRows.Total) throws -> Void) throws {
    try db.each(
      """
      SELECT g.lot_id, x.year, CAST(SUM(x.units) AS BIGINT) AS units FROM (
        SELECT l.territory_id, l.engagement_id, (l.month - l.month % 100) / 100 AS year, d.kept_units AS units
        FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
        WHERE l.territory_id = \(territory) AND l.kind = 'site'
        UNION ALL
        SELECT b.territory_id, b.engagement_id, (b.month - b.month % 100) / 100, b.units FROM opening_balance b
        WHERE b.territory_id = \(territory)) x
      JOIN engagement g ON g.territory_id = x.territory_id AND g.id = x.engagement_id
      GROUP BY g.lot_id, x.year HAVING SUM(x.units) > 0 ORDER BY g.lot_id, x.year
      """
    ) { try body(ArchiveRows.Total(lot: try $0["lot_id"], year: try $0["year"], hours: try $0["units"])) }
  }

  // MARK: everything else, as it is stored

  /// Tables that are made again from others, or are nobody's record.
  private static let left: Set<String> = [
    "search_word", "takeover", "takeover_reference", "takeover_row", "takeover_statement", "takeover_layout",
    "statement_draft", "hours_file_part", "hours_file_answer",
  ]

  private func dump(_ db: any Connection) throws -> [(String, Int)] {
    let raw = folder + "/brut"
    try FileManager.default.createDirectory(
      atPath: raw, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let tables: [String] =
      db.dialect == .postgresql
      ? try db.values(
        """
        SELECT CAST(c.table_name AS TEXT) FROM information_schema.columns c
        JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = current_schema() AND c.column_name = 'territory_id' AND t.table_type = 'BASE TABLE'
        ORDER BY 1
        """)
      : try db.values(
        """
        SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'territory_id'
        WHERE m.type = 'table' ORDER BY 1
        """)
    return try tables.filter { !Self.left.contains($0) }.map { table in
      ("brut/\(table).csv", try dump(table, to: "\(raw)/\(table).csv", db))
    }
  }

  private func dump(_ table: String, to path: String, _ db: any Connection) throws -> Int {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw WorkbookWriteError(reason: "cannot create \(path)") }
    defer { try? handle.close() }
    var count = 0
    var places: [Int] = []
    try db.each("SELECT * FROM \(unchecked: table) WHERE territory_id = \(territory)") { row in
      if count == 0 {
        places = row.columns.indices.filter { Self.mayLeave(row.columns[$0]) }
        try handle.write(contentsOf: Data((CSVText.mark + CSVText.line(places.map { row.columns[$0] })).utf8))
      }
      count += 1
      try handle.write(contentsOf: Data(CSVText.line(places.map { Self.text(row.value(at: $0)) }).utf8))
    }
    return count
  }

  /// What opens a door stays here.
  private static func mayLeave(_ column: String) -> Bool {
    !["token", "hash", "secret", "password"].contains { column.contains($0) }
  }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: ""
    case .integer(let number): String(number)
    case .text(let text): text
    case .blob(let bytes): "<\(bytes.count) octets>"
    }
  }

  private static func readMe(_ files: [(file: String, lines: Int)]) -> String {
    """
    Archive d’un territoire de Clausier.

    ATTENTION\u{202F}: ces fichiers contiennent des données personnelles (noms, naissances, éligibilités, heures).
    Gardez-les chiffrés, ne les envoyez pas par courriel, effacez-les quand ils ont servi.

    Les fichiers de ce dossier se relisent par «\u{202F}clausier takeover DOSSIER --apply\u{202F}», ou par la page «\u{202F}Reprises\u{202F}»\u{202F}:
    une colonne «\u{202F}Référence\u{202F}» désigne chaque chose, les autres feuilles la reprennent. Le dossier «\u{202F}brut\u{202F}» contient
    chaque table comme elle est enregistrée, pour ce qui n’a pas de feuille (historique, prévisionnels, conventions…)\u{202F};
    il ne se relit pas. Une correction d’heures est résumée\u{202F}: la ligne porte ce qui reste déclaré et retenu.
    Les heures sont en centièmes (151,67)\u{202F}; dans «\u{202F}brut\u{202F}», en unités de 1/300 h. Texte en UTF-8, colonnes séparées par «\u{202F};\u{202F}».

    """ + files.map { "\($0.file)\u{202F}: \(FrenchNumber.whole($0.lines)) lignes" }.joined(separator: "\n") + "\n"
  }
}

extension TakeoverSheet {
  var fileName: String { Search.fold(french).replacing(" ", with: "-") + ".csv" }
}
