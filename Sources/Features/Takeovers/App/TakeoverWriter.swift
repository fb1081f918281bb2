// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Writes a plan in the caller's transaction: rows in bulk, table by table, each remembered so that the whole can be undone.
struct TakeoverWriter {
  let takeover: Int64
  let source: String
  let territory: ID<Territory>
  let author: ID<Account>?
  let now: Instant
  private var ids: [TakeoverTable: [Int64: Int64]] = [:]
  private var statements: [StatementKey: Int64] = [:]

  init(
    takeover: Int64, source: String, territory: ID<Territory>, author: ID<Account>?, now: Instant
  ) {
    (self.takeover, self.source, self.territory, self.author, self.now) = (takeover, source, territory, author, now)
  }

  mutating func write(_ plan: TakeoverPlan, _ db: any Connection) throws {
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
    try insert(plan.created[.organisation] ?? [], .organisation, db)
    // A territory knows a body before it names it.
    try join(plan.joined, db)
    for table in TakeoverTable.allCases where table != .organisation {
      try insert(plan.created[table] ?? [], table, db)
    }
    for table in TakeoverTable.allCases { try update(plan.changed[table] ?? [:], table, db) }
    try attach(plan.attachments, plan, db)
    try writeLines(plan, db)
    try remember(plan.references, db)
    try makeWords(plan, db)
  }

  private func real(_ table: TakeoverTable, _ id: Int64) -> Int64 { id > 0 ? id : ids[table]?[id] ?? id }

  // MARK: rows

  private mutating func insert(
    _ rows: [TakeoverPlan.Created], _ table: TakeoverTable, _ db: any Connection
  ) throws {
    guard !rows.isEmpty else { return }
    let given = try RowNumbers.take(rows.count, of: table.rawValue, db)
    var known = ids[table] ?? [:]
    for (row, id) in zip(rows, given) { known[row.id] = id }
    ids[table] = known
    let columns = TakeoverColumnsOf.table(table)
    let (extra, writer) = (Self.extra(table), self)
    try db.copy(
      into: table.rawValue, columns: ["id"] + columns.map(\.name) + extra,
      rows: zip(rows, given).lazy.map { row, id -> [any SQLConvertible] in
        var cells: [any SQLConvertible] = [id]
        for column in columns { cells.append(writer.stored(row.values[column.name] ?? .nothing, column.name)) }
        return cells + writer.fixed(table, row.values)
      })
    try insertParts(rows, table, db)
    try note(zip(rows, given).map { ($1, nil) }, table.rawValue, db)
  }

  /// Columns that follow from the others or from the takeover.
  private static func extra(_ table: TakeoverTable) -> [String] {
    switch table {
    case .organisation: ["siren", "search_text", "created_at"]
    case .contract, .person: ["territory_id", "search_text", "created_at"]
    case .lot, .engagement, .employment: ["territory_id", "created_at"]
    case .event, .eligibility, .opening: ["territory_id", "author_id", "recorded_at"]
    }
  }

  private func fixed(_ table: TakeoverTable, _ values: TakeoverValues) -> [any SQLConvertible] {
    func text(_ column: String) -> String { values[column]?.text ?? "" }
    switch table {
    case .organisation:
      let siret = text("siret")
      let siren: String? = siret.isEmpty ? nil : String(siret.prefix(9))
      return [siren, Self.searchText(table, values), now]
    case .contract, .person: return [territory, Self.searchText(table, values), now]
    case .lot, .engagement, .employment: return [territory, now]
    case .event, .eligibility, .opening: return [territory, author?.value, now]
    }
  }

  private static func searchText(_ table: TakeoverTable, _ values: TakeoverValues) -> String {
    func text(_ column: String) -> String { values[column]?.text ?? "" }
    return switch table {
    case .organisation: Search.fold("\(text("name")) \(text("siret"))")
    case .contract: Search.fold("\(text("title")) \(text("reference"))")
    default: Search.fold("\(text("first_name")) \(text("last_name"))")
    }
  }

  private func stored(_ value: TakeoverValue, _ column: String) -> SQLValue {
    switch value {
    case .nothing:
      if let usual = TakeoverColumnsOf.usual[column] { return .text(usual) }
      return TakeoverColumnsOf.neverNull.contains(column) ? .text("") : column == "refused" ? .integer(0) : .null
    case .text(let text): return .text(text)
    case .number(let number): return .integer(number)
    case .row(let table, let id): return .integer(real(table, id))
    case .bearers, .codes: return .null
    }
  }

  /// Who bears engagements, and the criteria of eligibilities.
  private func insertParts(_ rows: [TakeoverPlan.Created], _ table: TakeoverTable, _ db: any Connection) throws {
    if table == .engagement {
      try db.copy(
        into: "engagement_bearer", columns: ["territory_id", "engagement_id", "organisation_id", "share", "lead"],
        rows: rows.lazy.flatMap { bearers($0.values["bearers"] ?? .nothing, of: real(.engagement, $0.id)) })
    }
    if table == .eligibility {
      try db.copy(
        into: "eligibility_criterion", columns: ["territory_id", "eligibility_id", "criterion", "seen_on"],
        rows: rows.lazy.flatMap { row in
          criteria(
            row.values["criteria"] ?? .nothing, of: real(.eligibility, row.id), row.values["decided_on"]?.text ?? "")
        })
    }
  }

  private func bearers(_ value: TakeoverValue, of engagement: Int64) -> [[any SQLConvertible]] {
    guard case .bearers(let all) = value else { return [] }
    return all.enumerated().map { place, one in
      [territory, engagement, real(.organisation, one.organisation), one.share, place == 0 ? 1 : 0]
    }
  }

  private func criteria(_ value: TakeoverValue, of eligibility: Int64, _ day: String) -> [[any SQLConvertible]] {
    guard case .codes(let codes) = value else { return [] }
    return codes.map { [territory, eligibility, $0, day] }
  }

  private func update(
    _ rows: [Int64: TakeoverPlan.Changed], _ table: TakeoverTable, _ db: any Connection
  ) throws {
    guard !rows.isEmpty else { return }
    var before: [(Int64, String?)] = []
    for (id, change) in rows.sorted(by: { $0.key < $1.key }) {
      before.append((id, TakeoverBefore.text(change.before)))
      try TakeoverRows.set(table, id, change.after.mapValues { settled($0) }, in: territory, db)
    }
    try note(before, table.rawValue, db)
  }

  /// The value with the numbers that rows now have.
  private func settled(_ value: TakeoverValue) -> TakeoverValue {
    switch value {
    case .row(let table, let id): .row(table, real(table, id))
    case .bearers(let all):
      .bearers(all.map { TakeoverBearer(organisation: real(.organisation, $0.organisation), share: $0.share) })
    default: value
    }
  }

  private func join(_ organisations: Set<Int64>, _ db: any Connection) throws {
    let wanted = Set(organisations.map { real(.organisation, $0) })
    let known = Set(
      try db.values("SELECT organisation_id FROM territory_organisation WHERE territory_id = \(territory)") as [Int64])
    let new = wanted.subtracting(known).sorted()
    for part in stride(from: 0, to: new.count, by: 5_000).map({ Array(new[$0..<min($0 + 5_000, new.count)]) }) {
      try db.execute(
        """
        INSERT INTO territory_organisation (territory_id, organisation_id, name)
        SELECT CAST(\(territory) AS BIGINT), o.id, o.name FROM organisation o WHERE o.id IN (\(.list(part)))
        """)
    }
    try note(new.map { ($0, nil) }, "territory_organisation", db)
  }

  private func attach(_ all: [TakeoverAttachment], _ plan: TakeoverPlan, _ db: any Connection) throws {
    guard !all.isEmpty else { return }
    let pairs = all.map { (real(.employment, $0.employment), real(.engagement, $0.engagement)) }
    try db.copy(
      into: "employment_engagement",
      columns: ["territory_id", "employment_contract_id", "engagement_id", "starts_on"],
      rows: try starts(of: all, plan, db).lazy.enumerated().map { place, day -> [any SQLConvertible] in
        [territory, pairs[place].0, pairs[place].1, day]
      })
    try db.copy(
      into: "takeover_row", columns: ["territory_id", "takeover_id", "subject", "subject_id", "other_id"],
      rows: pairs.lazy.map { [territory, takeover, "employment_engagement", $0.0, $0.1] as [any SQLConvertible] })
  }

  private func starts(of all: [TakeoverAttachment], _ plan: TakeoverPlan, _ db: any Connection) throws -> [String] {
    var days: [Int64: String] = [:]
    for row in plan.created[.employment] ?? [] { days[row.id] = row.values["starts_on"]?.text }
    try db.each("SELECT id, starts_on FROM employment_contract WHERE territory_id = \(territory)") {
      days[try $0["id"]] = try $0["starts_on"]
    }
    return all.map { days[$0.employment] ?? now.day(in: .gmt).iso }
  }

  private func note(_ rows: [(Int64, String?)], _ subject: String, _ db: any Connection) throws {
    guard !rows.isEmpty else { return }
    try db.copy(
      into: "takeover_row", columns: ["territory_id", "takeover_id", "subject", "subject_id", "before"],
      rows: rows.lazy.map { [territory, takeover, subject, $0.0, $0.1] as [any SQLConvertible] })
  }

  private func remember(_ all: [TakeoverTable: [String: Int64]], _ db: any Connection) throws {
    for table in TakeoverTable.allCases {
      let names = (all[table] ?? [:]).sorted { $0.key < $1.key }
      for part in stride(from: 0, to: names.count, by: 4_000).map({ names[$0..<min($0 + 4_000, names.count)] }) {
        let rows = part.map { name, id -> [any SQLConvertible] in
          [territory, source, table.rawValue, name, real(table, id), takeover]
        }
        try db.execute(
          """
          INSERT INTO takeover_reference (territory_id, source, subject, reference, subject_id, takeover_id)
          VALUES \(.rows(rows))
          ON CONFLICT (territory_id, source, subject, reference) DO UPDATE
            SET subject_id = excluded.subject_id, takeover_id = excluded.takeover_id
          """)
      }
    }
  }

  private func makeWords(_ plan: TakeoverPlan, _ db: any Connection) throws {
    for (kind, table) in [
      (SearchKind.organisation, TakeoverTable.organisation), (.contract, .contract), (.lot, .lot),
      (.participant, .person),
    ] {
      var touched = Set((plan.created[table] ?? []).map { real(table, $0.id) })
      touched.formUnion((plan.changed[table] ?? [:]).keys)
      if table == .organisation { touched.formUnion(plan.joined.map { real(table, $0) }) }
      try SearchWords.write(kind, touched.sorted(), db)
    }
  }

  // MARK: lines

  private struct StatementKey: Hashable {
    let employer: Int64
    let year: Int
    let isDecided: Bool
    let isCorrection: Bool
  }

  private mutating func writeLines(_ plan: TakeoverPlan, _ db: any Connection) throws {
    guard !plan.newLines.isEmpty || !plan.corrected.isEmpty else { return }
    let employers = try employers(plan, db)
    try makeStatements(plan, employers, db)
    let numbers = try RowNumbers.take(plan.newLines.count + 2 * plan.corrected.count, of: "hours_line", db)
    let (fresh, writer) = (numbers.prefix(plan.newLines.count), self)
    let columns = [
      "id", "territory_id", "statement_id", "participant_id", "employment_contract_id", "engagement_id", "month",
      "kind",
      "declared_units", "reverses_id", "replaces_id", "note", "author_id", "recorded_at",
    ]
    try db.copy(
      into: "hours_line", columns: columns,
      rows: zip(plan.newLines, fresh).lazy.map { line, id in
        writer.row(id, line.key, line.hours.declared, writer.statement(line.key, employers, isCorrection: false))
      })
    let others = Array(numbers.dropFirst(plan.newLines.count))
    try db.copy(
      into: "hours_line", columns: columns,
      rows: plan.corrected.enumerated().lazy.flatMap { place, one -> [[any SQLConvertible]] in
        let statement = writer.statement(one.key, employers, isCorrection: true)
        return [
          writer.row(others[2 * place], one.key, -one.line.declared, statement, reverses: one.line.id),
          writer.row(others[2 * place + 1], one.key, one.hours.declared, statement, replaces: one.line.id),
        ]
      })
    try decide(plan, Array(fresh), others, db)
  }

  private func employers(_ plan: TakeoverPlan, _ db: any Connection) throws -> [Int64: Int64] {
    var found: [Int64: Int64] = [:]
    for row in plan.created[.employment] ?? [] {
      found[row.id] = row.values["employer_id"]?.row.map { real(.organisation, $0) }
    }
    try db.each("SELECT id, employer_id FROM employment_contract WHERE territory_id = \(territory)") {
      found[try $0["id"]] = try $0["employer_id"]
    }
    return found
  }

  private func key(_ line: TakeoverHoursKey, _ employers: [Int64: Int64], isCorrection: Bool) -> StatementKey {
    StatementKey(
      employer: employers[line.employment] ?? 0, year: line.month.year, isDecided: line.isDecided,
      isCorrection: isCorrection)
  }

  private func statement(_ line: TakeoverHoursKey, _ employers: [Int64: Int64], isCorrection: Bool) -> Int64 {
    statements[key(line, employers, isCorrection: isCorrection)] ?? 0
  }

  /// One statement for an employer and a year: the months that its lines name.
  private mutating func makeStatements(
    _ plan: TakeoverPlan, _ employers: [Int64: Int64], _ db: any Connection
  ) throws {
    var periods: [StatementKey: (first: Month, last: Month)] = [:]
    let all = plan.newLines.map { ($0.key, false) } + plan.corrected.map { ($0.key, true) }
    for (line, isCorrection) in all {
      let key = key(line, employers, isCorrection: isCorrection)
      let known = periods[key] ?? (line.month, line.month)
      periods[key] = (min(known.first, line.month), max(known.last, line.month))
    }
    let keys = periods.keys.sorted {
      ($0.employer, $0.year, $0.isDecided ? 0 : 1) < ($1.employer, $1.year, $1.isDecided ? 0 : 1)
    }
    let numbers = try RowNumbers.take(keys.count, of: "statement", db)
    statements = Dictionary(uniqueKeysWithValues: zip(keys, numbers))
    let (writer, spans) = (self, periods)
    try db.copy(
      into: "statement",
      columns: [
        "id", "territory_id", "employer_id", "first_month", "last_month", "purpose", "received_at", "author_id",
        "declarant", "closed_at", "closed_by",
      ],
      rows: zip(keys, numbers).lazy.map { key, id -> [any SQLConvertible] in
        let period = spans[key]
        let closed: Instant? = key.isDecided ? writer.now : nil
        let closer: Int64? = key.isDecided ? writer.author?.value : nil
        return [
          id, writer.territory, key.employer, period?.first, period?.last, key.isCorrection ? "correction" : "period",
          writer.now, writer.author?.value, "Reprise du fichier du territoire", closed, closer,
        ]
      })
    try db.copy(
      into: "takeover_statement", columns: ["territory_id", "takeover_id", "statement_id"],
      rows: numbers.lazy.map { [writer.territory, writer.takeover, $0] as [any SQLConvertible] })
  }

  private func row(
    _ id: Int64, _ key: TakeoverHoursKey, _ declared: Hours, _ statement: Int64, reverses: Int64? = nil,
    replaces: Int64? = nil
  ) -> [any SQLConvertible] {
    [
      id, territory, statement, real(.person, key.person), real(.employment, key.employment),
      real(.engagement, key.engagement), key.month, key.kind, declared, reverses, replaces, "", author?.value, now,
    ]
  }

  private func decide(
    _ plan: TakeoverPlan, _ fresh: [Int64], _ others: [Int64], _ db: any Connection
  ) throws {
    let columns = [
      "line_id", "territory_id", "declared_units", "kept_units", "reason", "comment", "author_id", "decided_at",
    ]
    func decision(_ id: Int64, _ declared: Hours, _ kept: Hours, _ reason: ReasonNotKept?) -> [any SQLConvertible] {
      [
        id, territory, declared, kept, reason?.rawValue ?? "", reason == nil ? "" : "Repris du fichier du territoire",
        author?.value, now,
      ]
    }
    try db.copy(
      into: "hours_decision", columns: columns,
      rows: zip(plan.newLines, fresh).lazy.filter { $0.0.key.isDecided }.map { line, id in
        decision(id, line.hours.declared, line.hours.kept, line.hours.reason)
      })
    try db.copy(
      into: "hours_decision", columns: columns,
      rows: plan.corrected.enumerated().lazy.filter { $0.element.key.isDecided }.flatMap { place, one in
        [
          decision(others[2 * place], -one.line.declared, -one.line.kept, nil),
          decision(others[2 * place + 1], one.hours.declared, one.hours.kept, one.hours.reason),
        ]
      })
  }
}
