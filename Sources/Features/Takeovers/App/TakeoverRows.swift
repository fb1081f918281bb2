// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Numbers for rows that are copied: taken under the lock of the writer on SQLite, from the sequence on PostgreSQL.
enum RowNumbers {
  static func take(_ count: Int, of table: String, _ db: any Connection) throws -> [Int64] {
    guard count > 0 else { return [] }
    if db.dialect == .postgresql {
      return try db.values(
        "SELECT nextval(pg_get_serial_sequence(\(table), 'id')) AS id FROM generate_series(1, CAST(\(count) AS BIGINT)) ORDER BY 1"
      )
    }
    let last: Int64 = try db.value("SELECT MAX(id) FROM \(unchecked: table)") ?? 0
    return (1...Int64(count)).map { last + $0 }
  }
}

/// Changes one row, by the columns that takeovers know.
enum TakeoverRows {
  static func set(
    _ table: TakeoverTable, _ id: Int64, _ values: TakeoverValues, in territory: ID<Territory>, _ db: any Connection
  ) throws {
    if case .bearers(let all)? = values["bearers"] {
      try db.execute("DELETE FROM engagement_bearer WHERE territory_id = \(territory) AND engagement_id = \(id)")
      for (place, one) in all.enumerated() {
        try db.execute(
          """
          INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
          VALUES (\(territory), \(id), \(one.organisation), \(one.share), \(place == 0 ? 1 : 0))
          """)
      }
    }
    if let value = values["criteria"] {
      try db.execute("DELETE FROM eligibility_criterion WHERE territory_id = \(territory) AND eligibility_id = \(id)")
      if case .codes(let codes) = value {
        for code in codes {
          try db.execute(
            """
            INSERT INTO eligibility_criterion (territory_id, eligibility_id, criterion, seen_on)
            SELECT territory_id, id, \(code), decided_on FROM eligibility WHERE territory_id = \(territory) AND id = \(id)
            """)
        }
      }
    }
    let settings = TakeoverColumnsOf.table(table).compactMap { column -> SQL? in
      guard let value = values[column.name] else { return nil }
      return "\(unchecked: column.name) = \(stored(value, column.name))"
    }
    guard !settings.isEmpty else { return }
    let scope: SQL = table == .organisation ? "" : " AND territory_id = \(territory)"
    try db.execute("UPDATE \(unchecked: table.rawValue) SET \(settings.joined(", ")) WHERE id = \(id)\(scope)")
    try refold(table, id, db)
  }

  private static func stored(_ value: TakeoverValue, _ column: String) -> SQLValue {
    switch value {
    case .nothing:
      TakeoverColumnsOf.usual[column].map { .text($0) }
        ?? (TakeoverColumnsOf.neverNull.contains(column) ? .text("") : .null)
    case .text(let text): .text(text)
    case .number(let number), .row(_, let number): .integer(number)
    case .bearers, .codes: .null
    }
  }

  /// What follows from names.
  private static func refold(_ table: TakeoverTable, _ id: Int64, _ db: any Connection) throws {
    let names: SQL? =
      switch table {
      case .organisation: "name || ' ' || COALESCE(siret, '')"
      case .contract: "title || ' ' || reference"
      case .person: "first_name || ' ' || last_name"
      default: nil
      }
    guard let names else { return }
    let text: String = try db.value("SELECT \(names) FROM \(unchecked: table.rawValue) WHERE id = \(id)") ?? ""
    try db.execute(
      "UPDATE \(unchecked: table.rawValue) SET search_text = \(Search.fold(text)) WHERE id = \(id)")
    guard table == .organisation else { return }
    try db.execute("UPDATE organisation SET siren = substr(siret, 1, 9) WHERE id = \(id) AND siret IS NOT NULL")
  }
}

/// What a row held before a takeover changed it, as it is kept for the undo.
enum TakeoverBefore {
  private struct Stored: Codable {
    var text: String?
    var number: Int64?
    var codes: [String]?
    /// Organisation and share, one after the other.
    var bearers: [Int64]?
  }

  static func text(_ values: TakeoverValues) -> String {
    let stored = values.mapValues { value in
      switch value {
      case .nothing: Stored()
      case .text(let text): Stored(text: text)
      case .number(let number), .row(_, let number): Stored(number: number)
      case .codes(let codes): Stored(codes: codes)
      case .bearers(let all): Stored(bearers: all.flatMap { [$0.organisation, Int64($0.share)] })
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(stored)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  static func values(_ text: String) throws -> TakeoverValues {
    try JSONDecoder().decode([String: Stored].self, from: Data(text.utf8)).reduce(into: [:]) { found, one in
      let stored = one.value
      if let bearers = stored.bearers {
        found[one.key] = .bearers(
          stride(from: 0, to: bearers.count - 1, by: 2).map {
            TakeoverBearer(organisation: bearers[$0], share: Int(bearers[$0 + 1]))
          })
      } else if let codes = stored.codes {
        found[one.key] = .codes(codes)
      } else if one.key == "criteria" {
        found[one.key] = .codes([])
      } else {
        found[one.key] = stored.text.map { .text($0) } ?? stored.number.map { .number($0) } ?? TakeoverValue.nothing
      }
    }
  }
}
