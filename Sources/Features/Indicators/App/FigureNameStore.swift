// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The names behind the identifiers of a table.
enum FigureNameStore {
  /// By key, for a breakdown that has identifiers.
  static func names(
    _ breakdown: FigureBreakdown, in territory: ID<Territory>?, _ db: any Connection
  ) throws -> [String: String] {
    func here(_ column: SQL) -> SQL { territory.map { "\(column) = \($0)" } ?? "1 = 1" }
    let rows: [Row]
    switch breakdown {
    case .buyer, .employer:
      rows = try db.query(
        "SELECT organisation_id AS id, name FROM territory_organisation WHERE \(here("territory_id")) ORDER BY territory_id"
      )
    case .contract:
      rows = try db.query("SELECT id, title AS name FROM public_contract c WHERE \(here("c.territory_id"))")
    case .lot:
      rows = try db.query(
        """
        SELECT t.id, c.title || ' · ' || t.number || ' ' || t.name AS name FROM lot t
        JOIN public_contract c ON c.id = t.contract_id WHERE \(here("t.territory_id"))
        """)
    default: rows = []
    }
    return try Dictionary(
      rows.map { (String(try $0["id"] as Int64), try $0["name"] as String) }, uniquingKeysWith: { first, _ in first })
  }

  /// What buyers are called, and their kind.
  static func owners(
    _ organisations: Set<Int64>, _ db: any Connection
  ) throws -> [Int64: (name: String, kind: BuyerKind?)] {
    guard !organisations.isEmpty else { return [:] }
    var found: [Int64: (name: String, kind: BuyerKind?)] = [:]
    // A whole country has more buyers than a statement takes values.
    let which: SQL = organisations.count > 5_000 ? "buyer_kind IS NOT NULL" : "id IN (\(.list(organisations.sorted())))"
    try db.each("SELECT id, name, buyer_kind FROM organisation WHERE \(which)") { row in
      found[try row["id"]] = (try row["name"], try row["buyer_kind"])
    }
    return found
  }
}
