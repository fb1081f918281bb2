// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The names behind the identifiers of a table.
enum FigureNameStore {
  /// By key, for a breakdown whose keys have names elsewhere.
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
    case .district: return try districts(in: territory, db)
    default: rows = []
    }
    return try Dictionary(
      rows.map { (String(try $0["id"] as Int64), try $0["name"] as String) }, uniquingKeysWith: { first, _ in first })
  }

  /// « Les Tilleuls (QN04901M) », of the districts where somebody lived when hired; those of no list keep their code.
  private static func districts(in territory: ID<Territory>?, _ db: any Connection) throws -> [String: String] {
    let here: SQL = territory.map { "k.territory_id = \($0) AND" } ?? ""
    let rows = try db.query(
      """
      SELECT e.code, e.label FROM reference_entry e WHERE e.list = 'qpv' AND e.code IN (
        SELECT k.district_at_hiring FROM employment_contract k WHERE \(here) k.district_at_hiring <> '')
      ORDER BY e.starts_on, e.id
      """)
    return try Dictionary(
      rows.map { row in
        let (code, label): (String, String) = (try row["code"], try row["label"])
        return (code, "\(label) (\(code))")
      }, uniquingKeysWith: { _, last in last })
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
