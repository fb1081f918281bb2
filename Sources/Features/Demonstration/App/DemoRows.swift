// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Rows of an invented territory, gathered with their own identifiers and copied table by table, parents first.
final class DemoRows {
  private var next: [String: Int64] = [:]
  private var tables: [DemoBatch.Table] = []
  private var positions: [String: Int] = [:]

  /// Rows that wait to be copied.
  private(set) var count = 0

  /// The next identifier of a table.
  func id(_ table: String) -> Int64 {
    next[table, default: 0] += 1
    return next[table] ?? 0
  }

  /// Adds a row; the columns of a table are those of its first row.
  func add(_ table: String, _ row: [(String, any SQLConvertible)]) {
    if positions[table] == nil {
      positions[table] = tables.count
      tables.append(DemoBatch.Table(name: table, columns: row.map { $0.0 }))
    }
    guard let position = positions[table] else { return }
    tables[position].rows.append(row.map { $0.1.sqlValue })
    count += 1
  }

  /// What was gathered, which is forgotten here.
  func take() -> DemoBatch {
    let batch = DemoBatch(tables: tables)
    for position in tables.indices { tables[position].rows = [] }
    count = 0
    return batch
  }

  /// Copies what was gathered and forgets it.
  func flush(_ db: any Connection) throws { try take().write(db) }

  /// On PostgreSQL, moves the sequences after the identifiers that were given here.
  func moveSequences(_ db: any Connection) throws { try DemoBatch(tables: tables).moveSequences(db) }

  static let order = [
    "instance_fact", "territory", "organisation", "territory_organisation", "account", "membership", "absence",
    "contact", "structure_annex", "objective", "agreement", "agreement_party", "operation", "public_contract",
    "contract_owner", "lot",
    "lot_suspension", "engagement", "engagement_bearer", "engagement_event", "engagement_plan", "plan_month",
    "participant", "eligibility", "eligibility_criterion", "parcours", "employment_contract", "employment_engagement",
    "exit", "exit_situation",
    "statement", "hours_line", "hours_day", "hours_decision", "journal_event",
  ]
}

/// Some rows on their way to the database.
struct DemoBatch: Sendable {
  struct Table: Sendable {
    let name: String
    let columns: [String]
    var rows: [[SQLValue]] = []
  }

  let tables: [Table]

  func write(_ db: any Connection) throws {
    for name in DemoRows.order {
      guard let table = tables.first(where: { $0.name == name }), !table.rows.isEmpty else { continue }
      try db.copy(into: name, columns: table.columns, rows: table.rows.lazy.map { row -> [any SQLConvertible] in row })
    }
  }

  func moveSequences(_ db: any Connection) throws {
    guard db.dialect == .postgresql else { return }
    for table in tables where table.columns.first == "id" {
      _ = try db.query(
        "SELECT setval(pg_get_serial_sequence(\(table.name), 'id'), (SELECT MAX(id) FROM \(unchecked: table.name))) AS moved"
      )
    }
  }
}
