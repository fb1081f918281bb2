// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// One line of the report of an import.
struct ReferenceChangeLine: Sendable, Equatable {
  let position: Int64
  let kind: ReferenceChangeKind
  let code: String
  let variant: String
  let before: String
  let after: String
}

/// A code of a list on a day, for those who look it up.
struct ReferenceLine: Sendable, Equatable {
  let entry: ReferenceEntry
  let startsOn: Day
  let endsOn: Day?
}

/// The lists and the reports as pages show them, a part at a time.
enum ReferenceReportStore {
  static func changes(
    of importID: Int64, _ kind: ReferenceChangeKind?, after position: Int64, limit: Int = 100, _ db: any Connection
  ) throws -> (lines: [ReferenceChangeLine], hasMore: Bool) {
    let only: SQL = kind.map { " AND kind = \($0.rawValue)" } ?? .empty
    let rows = try db.query(
      """
      SELECT position, kind, code, variant, before_label, after_label FROM reference_change
      WHERE import_id = \(importID) AND position > \(position)\(only) ORDER BY position LIMIT \(limit + 1)
      """)
    let lines = try rows.prefix(limit).map { row in
      ReferenceChangeLine(
        position: try row["position"], kind: ReferenceChangeKind(rawValue: try row["kind"]) ?? .moved,
        code: try row["code"], variant: try row["variant"], before: try row["before_label"],
        after: try row["after_label"])
    }
    return (lines, rows.count > limit)
  }

  static func rejections(of importID: Int64, limit: Int = 200, _ db: any Connection) throws -> [ReferenceRejection] {
    try db.query(
      """
      SELECT line, field, value, reason FROM reference_rejection WHERE import_id = \(importID)
      ORDER BY position LIMIT \(limit)
      """
    ).map {
      ReferenceRejection(line: try $0["line"], field: try $0["field"], value: try $0["value"], reason: try $0["reason"])
    }
  }

  /// The codes in force on a day whose number or name begins, word by word, as was typed.
  static func lines(
    of list: ReferenceList, on day: Day, words: String, after key: ReferenceKey?, limit: Int = 50, _ db: any Connection
  ) throws -> (lines: [ReferenceLine], hasMore: Bool) {
    var conditions: [SQL] = [
      "list = \(list.rawValue)", "starts_on <= \(day)", "(ends_on IS NULL OR ends_on >= \(day))",
    ]
    if let key { conditions.append("(code, variant) > (\(key.code), \(key.variant))") }
    let typed = ReferenceCode(list, words)?.text ?? words.uppercased()
    for word in Search.fold(words).split(separator: " ").prefix(8) {
      let plain = escaped(typed) + "%"
      conditions.append(
        "((' ' || search_text) LIKE \("% " + escaped(String(word)) + "%") ESCAPE '!' OR code LIKE \(plain) ESCAPE '!')")
    }
    let rows = try db.query(
      """
      SELECT code, variant, label, parent, detail, starts_on, ends_on FROM reference_entry
      WHERE \(conditions.joined(" AND ")) ORDER BY code, variant LIMIT \(limit + 1)
      """)
    let lines = try rows.prefix(limit).map {
      ReferenceLine(entry: try ReferenceStore.entry($0), startsOn: try $0["starts_on"], endsOn: try $0["ends_on"])
    }
    return (lines, rows.count > limit)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
  }
}
