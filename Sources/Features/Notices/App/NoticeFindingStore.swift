// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// One line of the report of an import.
struct NoticeFindingLine: Sendable, Equatable {
  let position: Int64
  let number: Int
  let level: NoticeFinding.Level
  /// Nil for a rule of a later version.
  let rule: NoticeRule?
  let place: String
  let field: String
  let value: String
}

/// What of a report is wanted; nothing set is all of it.
struct NoticeFindingFilter: Sendable, Equatable {
  var level: NoticeFinding.Level?
  var rule: NoticeRule?
  var field = ""
  var place = ""

  var isEmpty: Bool { self == NoticeFindingFilter() }
}

/// The report of an import: kept line by line with the records it speaks of.
enum NoticeFindingStore {
  /// Lines kept of one import; the counts by rule go on after that.
  static let most = 500_000

  /// Adds what a batch found, in its transaction. Gives how many lines are kept in all.
  static func add(
    _ findings: [NoticeFinding], to importID: Int64, after kept: Int, _ db: any Connection
  ) throws -> Int {
    guard !findings.isEmpty else { return kept }
    let lines = findings.prefix(max(most - kept, 0))
    try db.copy(
      into: "notice_finding",
      columns: ["import_id", "position", "number", "level", "rule", "place", "field", "value"],
      rows: lines.enumerated().lazy.map { index, finding in
        [
          importID, Int64(kept + index + 1), finding.origin.number, finding.level.rawValue, finding.rule.rawValue,
          finding.origin.text, finding.field, finding.value,
        ]
      })
    try count(findings, importID, db)
    return kept + lines.count
  }

  private static func count(_ findings: [NoticeFinding], _ importID: Int64, _ db: any Connection) throws {
    var seen: [NoticeRule: (count: Int, first: String)] = [:]
    for finding in findings {
      let known = seen[finding.rule]
      seen[finding.rule] = ((known?.count ?? 0) + 1, known?.first ?? finding.place)
    }
    for (rule, found) in seen.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try db.execute(
        """
        INSERT INTO notice_import_rule (import_id, rule, found_count, first_place)
        VALUES (\(importID), \(rule.rawValue), \(found.count), \(found.first))
        ON CONFLICT (import_id, rule) DO UPDATE
        SET found_count = notice_import_rule.found_count + excluded.found_count
        """)
    }
  }

  /// How often each rule was broken, rejections first, then the most frequent.
  static func rules(of importID: Int64, _ db: any Connection) throws -> [(rule: NoticeRule, count: Int, first: String)]
  {
    try db.query(
      """
      SELECT rule, found_count, first_place FROM notice_import_rule WHERE import_id = \(importID)
      ORDER BY found_count DESC, rule
      """
    ).compactMap { row -> (rule: NoticeRule, count: Int, first: String)? in
      guard let rule = NoticeRule(rawValue: try row["rule"]) else { return nil }
      return (rule, try row["found_count"], try row["first_place"])
    }.sorted { $0.rule.level == .rejected && $1.rule.level != .rejected }
  }

  /// One page of lines after a position. `hasMore` says that others follow.
  static func page(
    of importID: Int64, after position: Int64 = 0, filter: NoticeFindingFilter = NoticeFindingFilter(),
    limit: Int = 100, _ db: any Connection
  ) throws -> (lines: [NoticeFindingLine], hasMore: Bool) {
    var conditions: [SQL] = ["import_id = \(importID)", "position > \(position)"]
    if let level = filter.level { conditions.append("level = \(level.rawValue)") }
    if let rule = filter.rule { conditions.append("rule = \(rule.rawValue)") }
    if !filter.field.isEmpty { conditions.append("field LIKE \("%" + escaped(filter.field) + "%") ESCAPE '!'") }
    if !filter.place.isEmpty { conditions.append("place LIKE \("%" + escaped(filter.place) + "%") ESCAPE '!'") }
    let rows = try db.query(
      """
      SELECT position, number, level, rule, place, field, value FROM notice_finding
      WHERE \(conditions.joined(" AND ")) ORDER BY position LIMIT \(limit + 1)
      """)
    return (try rows.prefix(limit).map(line), rows.count > limit)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
  }

  private static func line(_ row: Row) throws -> NoticeFindingLine {
    NoticeFindingLine(
      position: try row["position"], number: try row["number"],
      level: NoticeFinding.Level(rawValue: try row["level"]) ?? .warning, rule: NoticeRule(rawValue: try row["rule"]),
      place: try row["place"], field: try row["field"], value: try row["value"])
  }
}
