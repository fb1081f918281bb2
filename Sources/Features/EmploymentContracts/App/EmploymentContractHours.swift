// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Hours kept of a person on one lot in one year.
struct KeptOnLot: Sendable {
  let year: Int
  let lotID: ID<Lot>
  let lotTitle: String
  let contractTitle: String
  let kept: Hours
}

extension EmploymentContractStore {
  /// Declared and kept hours of a contract, month by month and lot by lot. The contract was found for its viewer before.
  static func months(
    of contract: EmploymentContractFile, for viewer: Viewer, _ db: any Connection
  ) throws -> [ContractMonth] {
    try db.query(
      """
      SELECT h.month, l.id AS lot_id, l.number, h.kind, SUM(h.declared_units) AS declared,
        COALESCE(SUM(d.kept_units), 0) AS kept,
        SUM(CASE WHEN d.line_id IS NULL THEN h.declared_units ELSE 0 END) AS undecided
      FROM hours_line h
      JOIN engagement e ON e.territory_id = h.territory_id AND e.id = h.engagement_id
      JOIN lot l ON l.territory_id = e.territory_id AND l.id = e.lot_id
      LEFT JOIN hours_decision d ON d.line_id = h.id
      WHERE h.territory_id = \(viewer.territoryID) AND h.employment_contract_id = \(contract.id)
      GROUP BY h.month, l.id, l.number, h.kind ORDER BY h.month DESC, l.number, l.id, h.kind
      """
    ).map { row in
      ContractMonth(
        month: try row["month"], lotID: try row["lot_id"], lotNumber: try row["number"], kind: try row["kind"],
        declared: try row["declared"], kept: try row["kept"], undecided: try row["undecided"])
    }
  }

  /// Hours done and kept of a person, by year and lot, over all its records: for the profession.
  static func kept(of person: ID<Participant>, for viewer: Viewer, _ db: any Connection) throws -> [KeptOnLot] {
    guard viewer.isFacilitator else { throw Missing() }
    return try db.query(
      """
      SELECT h.month / 100 AS worked_year, l.id AS lot_id, l.number, l.name, m.title, SUM(d.kept_units) AS kept
      FROM hours_line h
      JOIN hours_decision d ON d.line_id = h.id
      JOIN engagement e ON e.territory_id = h.territory_id AND e.id = h.engagement_id
      JOIN lot l ON l.territory_id = e.territory_id AND l.id = e.lot_id
      JOIN public_contract m ON m.territory_id = l.territory_id AND m.id = l.contract_id
      WHERE h.territory_id = \(viewer.territoryID) AND h.kind = 'site'
      AND h.participant_id IN (\(ParticipantScope.records(of: person, for: viewer)))
      GROUP BY h.month / 100, l.id, l.number, l.name, m.title ORDER BY worked_year DESC, l.id
      """
    ).map { row in
      let (number, name): (String, String) = (try row["number"], try row["name"])
      return KeptOnLot(
        year: try row["worked_year"], lotID: try row["lot_id"], lotTitle: "Lot \(number), \(name)",
        contractTitle: try row["title"], kept: try row["kept"])
    }
  }
}
