// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Rows of an invented territory, gathered with their own identifiers and copied table by table, parents first.
final class DemoRows {
  private var next: [String: Int64] = [:]
  private var tables: [(name: String, columns: [String], rows: [[any SQLConvertible]])] = []
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
      tables.append((table, row.map { $0.0 }, []))
    }
    guard let position = positions[table] else { return }
    tables[position].rows.append(row.map { $0.1 })
    count += 1
  }

  /// Copies what was gathered and forgets it.
  func flush(_ db: any Connection) throws {
    for name in Self.order {
      guard let position = positions[name], !tables[position].rows.isEmpty else { continue }
      try db.copy(into: name, columns: tables[position].columns, rows: tables[position].rows)
      tables[position].rows.removeAll(keepingCapacity: true)
    }
    count = 0
  }

  /// On PostgreSQL, moves the sequences after the identifiers that were given here.
  func moveSequences(_ db: any Connection) throws {
    guard db.dialect == .postgresql else { return }
    for table in tables where table.columns.first == "id" {
      _ = try db.query(
        "SELECT setval(pg_get_serial_sequence(\(table.name), 'id'), (SELECT MAX(id) FROM \(unchecked: table.name))) AS moved"
      )
    }
  }

  static let order = [
    "instance_fact", "territory", "organisation", "territory_organisation", "account", "membership", "absence",
    "contact", "objective", "agreement", "agreement_party", "operation", "public_contract", "contract_owner", "lot",
    "lot_suspension", "engagement", "engagement_bearer", "engagement_event", "engagement_plan", "plan_month",
    "participant", "eligibility", "eligibility_criterion", "parcours", "employment_contract", "employment_engagement",
    "statement", "hours_line", "hours_day", "hours_decision", "journal_event",
  ]
}
