// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Files of hours while they are being settled. Whoever handed one over sees it: facilitateurs those of facilitateurs, an employer its
/// own, for a file may name people whom the other side does not know.
enum HoursFileStore {
  /// A file left alone that long is dropped by the next one that comes.
  static let keptDays = 14
  private static let rowsInPart = 1000

  static func scope(_ viewer: Viewer) -> SQL {
    switch viewer.role {
    case .facilitator: "f.territory_id = \(viewer.territoryID) AND f.by_facilitator = 1"
    case .company, .structure:
      "f.territory_id = \(viewer.territoryID) AND f.by_facilitator = 0 AND f.employer_id = \(viewer.organisationID)"
    default: "1 = 0"
    }
  }

  private static let selection: SQL = """
    SELECT f.id, f.employer_id, o.name AS employer, f.name, f.digest, f.asked_month, f.row_count, f.state, f.statement_id,
      f.line_count, f.declared_units, f.received_at, f.ended_at, a.name AS author
    FROM hours_file f JOIN organisation o ON o.id = f.employer_id JOIN account a ON a.id = f.author_id
    """

  static func find(_ id: ID<HoursFile>, for viewer: Viewer, _ db: any Connection) throws -> HoursFile {
    let row = try db.first("\(selection) WHERE \(scope(viewer)) AND f.id = \(id)")
    guard let row else { throw Missing() }
    return try file(row)
  }

  /// The latest files, open ones first.
  static func list(for viewer: Viewer, _ db: any Connection) throws -> [HoursFile] {
    try db.query(
      """
      \(selection) WHERE \(scope(viewer)) AND f.state <> 'dropped'
      ORDER BY CASE WHEN f.state = 'open' THEN 0 ELSE 1 END, f.id DESC LIMIT 30
      """
    ).map(file)
  }

  /// How many files of the viewer's side wait to be settled.
  static func openCount(for viewer: Viewer, _ db: any Connection) throws -> Int {
    try db.value("SELECT COUNT(*) FROM hours_file f WHERE \(scope(viewer)) AND f.state = 'open'") ?? 0
  }

  /// The latest file of the same content for this employer that is open or became a statement.
  static func same(_ digest: String, of employer: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws
    -> HoursFile?
  {
    try db.first(
      """
      \(selection) WHERE \(scope(viewer)) AND f.employer_id = \(employer) AND f.digest = \(digest)
        AND f.state IN ('open', 'written') ORDER BY f.id DESC LIMIT 1
      """
    ).map(file)
  }

  /// Another file of the same content that became a statement.
  static func written(
    _ digest: String, of employer: ID<Organisation>, besides id: ID<HoursFile>, for viewer: Viewer, _ db: any Connection
  ) throws -> HoursFile? {
    try db.first(
      """
      \(selection) WHERE \(scope(viewer)) AND f.employer_id = \(employer) AND f.digest = \(digest) AND f.id <> \(id)
        AND f.state = 'written' ORDER BY f.id DESC LIMIT 1
      """
    ).map(file)
  }

  /// The file that a statement came from, when the viewer may undo it.
  static func source(of statement: ID<Statement>, for viewer: Viewer, _ db: any Connection) throws -> HoursFile? {
    try db.first("\(selection) WHERE \(scope(viewer)) AND f.statement_id = \(statement) AND f.state = 'written'").map(
      file)
  }

  static func insert(_ draft: HoursFileDraft, for viewer: Viewer, at now: Instant, _ db: any Connection) throws
    -> ID<HoursFile>
  {
    let id = ID<HoursFile>(
      try db.insert(
        """
        INSERT INTO hours_file (territory_id, employer_id, author_id, by_facilitator, name, digest, asked_month, row_count,
          received_at)
        VALUES (\(viewer.territoryID), \(draft.employer), \(viewer.accountID), \(viewer.isFacilitator ? 1 : 0),
          \(draft.name), \(draft.digest), \(draft.askedMonth), \(draft.sheets.map(\.rows.count).reduce(0, +)), \(now))
        RETURNING id
        """))
    for (sheet, one) in draft.sheets.enumerated() {
      for (part, start) in stride(from: 0, to: one.rows.count, by: rowsInPart).enumerated() {
        let text = FileRowsText.text(one.rows[start..<min(start + rowsInPart, one.rows.count)])
        try db.execute(
          """
          INSERT INTO hours_file_part (territory_id, file_id, sheet, part, sheet_name, rows)
          VALUES (\(viewer.territoryID), \(id), \(sheet), \(part), \(one.name), \(text))
          """)
      }
    }
    return id
  }

  /// The content of an open file, sheet by sheet.
  static func sheets(of id: ID<HoursFile>, in territory: ID<Territory>, _ db: any Connection) throws -> [FileSheet] {
    var sheets: [FileSheet] = []
    try db.each(
      """
      SELECT sheet, sheet_name, rows FROM hours_file_part WHERE territory_id = \(territory) AND file_id = \(id)
      ORDER BY sheet, part
      """
    ) { row in
      let place: Int = try row["sheet"]
      while sheets.count <= place { sheets.append(FileSheet(name: "", rows: [])) }
      if sheets[place].rows.isEmpty { sheets[place] = FileSheet(name: try row["sheet_name"], rows: []) }
      sheets[place].rows += FileRowsText.rows(try row["rows"])
    }
    return sheets
  }

  static func answers(of id: ID<HoursFile>, in territory: ID<Territory>, _ db: any Connection) throws -> [String:
    String]
  {
    let rows = try db.query(
      "SELECT name, value FROM hours_file_answer WHERE territory_id = \(territory) AND file_id = \(id)")
    return try Dictionary(rows.map { (try $0["name"], try $0["value"]) }, uniquingKeysWith: { $1 })
  }

  /// Writes answers over those that stand; an empty one is taken back.
  static func save(
    _ answers: [(name: String, value: String)], of id: ID<HoursFile>, in territory: ID<Territory>, _ db: any Connection
  ) throws {
    for answer in answers {
      if answer.value.isEmpty {
        try db.execute(
          """
          DELETE FROM hours_file_answer WHERE territory_id = \(territory) AND file_id = \(id) AND name = \(answer.name)
          """)
      } else {
        try db.execute(
          """
          INSERT INTO hours_file_answer (territory_id, file_id, name, value)
          VALUES (\(territory), \(id), \(answer.name), \(answer.value))
          ON CONFLICT (territory_id, file_id, name) DO UPDATE SET value = excluded.value
          """)
      }
    }
  }

  static func setMonth(_ month: Month?, of id: ID<HoursFile>, for viewer: Viewer, _ db: any Connection) throws {
    try db.execute(
      """
      UPDATE hours_file SET asked_month = \(month)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND state = 'open'
      """)
  }

  /// Ends an open file and forgets its content and its name. False when somebody was first.
  static func end(
    _ id: ID<HoursFile>, as state: HoursFile.State, statement: ID<Statement>? = nil, lines: Int = 0,
    declared: Hours = .zero, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    let ended = try db.execute(
      """
      UPDATE hours_file SET state = \(state.rawValue), statement_id = \(statement), line_count = \(lines),
        declared_units = \(declared), ended_at = \(now), name = ''
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND state = 'open'
      """)
    try forget([id], in: viewer.territoryID, db)
    return ended == 1
  }

  /// A written file whose statement was taken back. False when somebody was first.
  static func markUndone(_ id: ID<HoursFile>, for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Bool
  {
    try db.execute(
      """
      UPDATE hours_file SET state = 'undone', ended_at = \(now)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND state = 'written'
      """) == 1
  }

  /// Drops files of the territory that were left open for too long.
  static func dropForgotten(in territory: ID<Territory>, at now: Instant, _ db: any Connection) throws {
    let limit = Instant(milliseconds: now.milliseconds - Int64(keptDays) * 86_400_000)
    let old: [ID<HoursFile>] = try db.values(
      "SELECT id FROM hours_file WHERE territory_id = \(territory) AND state = 'open' AND received_at < \(limit)")
    guard !old.isEmpty else { return }
    try forget(old, in: territory, db)
    try db.execute(
      """
      UPDATE hours_file SET state = 'dropped', ended_at = \(now), name = ''
      WHERE territory_id = \(territory) AND id IN (\(.list(old)))
      """)
  }

  private static func forget(_ ids: [ID<HoursFile>], in territory: ID<Territory>, _ db: any Connection) throws {
    try db.execute("DELETE FROM hours_file_part WHERE territory_id = \(territory) AND file_id IN (\(.list(ids)))")
    try db.execute("DELETE FROM hours_file_answer WHERE territory_id = \(territory) AND file_id IN (\(.list(ids)))")
  }

  private static func file(_ row: Row) throws -> HoursFile {
    let state: String = try row["state"]
    return HoursFile(
      id: try row["id"], employer: try row["employer_id"], employerName: try row["employer"], name: try row["name"],
      digest: try row["digest"], askedMonth: try row["asked_month"], rowCount: try row["row_count"],
      state: HoursFile.State(rawValue: state) ?? .dropped, statement: try row["statement_id"],
      lineCount: try row["line_count"], declared: try row["declared_units"], receivedAt: try row["received_at"],
      endedAt: try row["ended_at"], author: try row["author"])
  }
}

/// A file as it comes in.
struct HoursFileDraft: Sendable {
  let employer: ID<Organisation>
  let name: String
  let digest: String
  let askedMonth: Month?
  let sheets: [FileSheet]
}
