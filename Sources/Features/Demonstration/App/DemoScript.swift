// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Writes the invented territory. Rows are gathered with their own identifiers and copied table by table, parents first.
final class DemoScript {
  static let day = "2026-11-24"
  static let firstYear = 2024

  let db: any Connection
  var random: SeededGenerator
  private var next: [String: Int64] = [:]
  private var tables: [(name: String, columns: [String], rows: [[any SQLConvertible]])] = []
  private var positions: [String: Int] = [:]

  init(_ db: any Connection, seed: UInt64) {
    self.db = db
    random = SeededGenerator(seed: seed)
  }

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
  }

  /// Copies everything and, on PostgreSQL, moves the sequences after the identifiers given here.
  func finish() throws {
    let order = [
      "instance_fact", "territory", "organisation", "territory_organisation", "account", "membership", "absence",
      "contact",
      "objective", "agreement", "agreement_party", "operation", "public_contract", "contract_owner", "lot",
      "lot_suspension",
      "engagement", "engagement_bearer", "engagement_event", "engagement_plan", "plan_month", "participant",
      "eligibility",
      "eligibility_criterion", "parcours", "employment_contract", "employment_engagement", "statement", "hours_line",
      "hours_day", "hours_decision", "journal_event",
    ]
    for name in order {
      guard let position = positions[name] else { continue }
      let table = tables[position]
      try db.copy(into: table.name, columns: table.columns, rows: table.rows)
      if db.dialect == .postgresql, table.columns.first == "id" {
        _ = try db.query(
          "SELECT setval(pg_get_serial_sequence(\(table.name), 'id'), (SELECT MAX(id) FROM \(unchecked: table.name))) AS moved"
        )
      }
    }
  }

  static func at(_ day: Day, hour: Int = 9) -> Instant {
    Instant(milliseconds: (Int64(day.dayNumber) * 24 + Int64(hour)) * 3_600_000)
  }
}

/// Whom the demonstration knows, while it is written.
struct DemoCast {
  var territory: Int64 = 1
  var facilitators: [Int64] = []
  var buyers: [Int64] = []
  var companies: [(id: Int64, sector: String)] = []
  var structures: [(id: Int64, kind: String)] = []
  var prescribers: [Int64] = []
  var lots: [DemoLot] = []
}

/// A lot with what its people need.
struct DemoLot {
  let engagement: Int64
  let holder: Int64
  let sector: String
  let start: Day
  let end: Day
  let units: Int64
}
