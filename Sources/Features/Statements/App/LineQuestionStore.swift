// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A question with its line.
struct AskedLine: Sendable, Hashable {
  let question: LineQuestion
  let line: LedgerLine

  /// A line that was decided waits for nothing.
  var isOpen: Bool { question.isOpen && line.isUndecided }
}

/// Questions about lines: the facilitator sees those of the territory, an employer those about its own statements; nobody else.
enum LineQuestionStore {
  private static let selection: SQL = """
    SELECT q.id, q.line_id, q.code, q.sentence, q.asked_at, COALESCE(m.recipient_name, '') AS recipient, q.answer,
      q.answered_at, COALESCE(a.name, '') AS answered_by
    FROM line_question q
    JOIN hours_line l ON l.territory_id = q.territory_id AND l.id = q.line_id
    JOIN statement s ON s.territory_id = l.territory_id AND s.id = l.statement_id
    LEFT JOIN message m ON m.id = q.message_id
    LEFT JOIN account a ON a.id = q.answered_by
    """

  /// The questions of each line, the first asked first.
  static func of(
    _ lines: [ID<HoursLine>], for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<HoursLine>: [LineQuestion]] {
    guard !lines.isEmpty else { return [:] }
    let rows = try db.query(
      """
      \(selection) WHERE \(LedgerScope.statements(viewer)) AND q.territory_id = \(viewer.territoryID)
        AND q.line_id IN (\(.list(lines))) ORDER BY q.id
      """)
    return Dictionary(grouping: try rows.map(question), by: \.line)
  }

  /// Questions about undecided lines that wait for the viewer: an employer has them to answer, a facilitator has their answers to read.
  static func waiting(for viewer: Viewer, _ db: any Connection) throws -> [AskedLine] {
    let turn: SQL = viewer.isFacilitator ? "q.answered_at IS NOT NULL" : "q.answered_at IS NULL"
    let questions = try db.query(
      """
      \(selection) LEFT JOIN hours_decision d ON d.line_id = l.id
      WHERE \(LedgerScope.statements(viewer)) AND q.territory_id = \(viewer.territoryID) AND d.line_id IS NULL AND \(turn)
      ORDER BY q.id LIMIT 200
      """
    ).map(question)
    guard !questions.isEmpty else { return [] }
    let filter = LineFilter(among: Set(questions.map(\.line)).sorted())
    let lines = Dictionary(
      try LedgerStore.lines(filter, for: viewer, limit: questions.count, db).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    return questions.compactMap { one in lines[one.line].map { AskedLine(question: one, line: $0) } }
  }

  /// One question; `Missing` when it is not the viewer's.
  static func find(_ id: ID<LineQuestion>, for viewer: Viewer, _ db: any Connection) throws -> AskedLine {
    let row = try db.first(
      """
      \(selection) WHERE \(LedgerScope.statements(viewer)) AND q.territory_id = \(viewer.territoryID) AND q.id = \(id)
      """)
    guard let row else { throw Missing() }
    let question = try question(row)
    return AskedLine(question: question, line: try LedgerStore.line(question.line, for: viewer, db))
  }

  static func insert(
    _ code: String, _ sentence: String, about line: ID<HoursLine>, by viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws -> ID<LineQuestion> {
    ID(
      try db.insert(
        """
        INSERT INTO line_question (territory_id, line_id, code, sentence, author_id, asked_at)
        VALUES (\(viewer.territoryID), \(line), \(code), \(sentence), \(viewer.accountID), \(now)) RETURNING id
        """))
  }

  /// Which mail bore it.
  static func told(_ id: ID<LineQuestion>, by message: ID<Message>, in territory: ID<Territory>, _ db: any Connection)
    throws
  {
    try db.execute(
      "UPDATE line_question SET message_id = \(message) WHERE territory_id = \(territory) AND id = \(id)")
  }

  /// False when it was answered already.
  static func answer(
    _ id: ID<LineQuestion>, _ text: String, by viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> Bool {
    try db.execute(
      """
      UPDATE line_question SET answer = \(text), answered_at = \(now), answered_by = \(viewer.accountID)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id) AND answered_at IS NULL
      """) == 1
  }

  private static func question(_ row: Row) throws -> LineQuestion {
    let answered: Instant? = try row["answered_at"]
    let (text, by): (String, String) = (try row["answer"], try row["answered_by"])
    return LineQuestion(
      id: try row["id"], line: try row["line_id"], code: try row["code"], sentence: try row["sentence"],
      askedAt: try row["asked_at"], recipient: try row["recipient"],
      answer: answered.map { LineQuestion.Answer(text: text, at: $0, by: by) })
  }
}
