// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// The organisations that the territory works with, of every kind.
enum OrganisationExport {
  static func shape(for viewer: Viewer, _ db: any Connection) -> ExportShape {
    ExportShape(columns: columns) { add in
      try db.each(
        """
        SELECT t.name, o.siret, o.siren, o.buyer_kind, o.employer_kind, o.prescriber_kind, o.naf, o.postcode, o.commune,
          o.phone, (SELECT COUNT(*) FROM contact c WHERE c.territory_id = t.territory_id AND c.organisation_id = o.id
            AND c.left_at IS NULL) AS contacts
        FROM territory_organisation t JOIN organisation o ON o.id = t.organisation_id
        WHERE t.territory_id = \(viewer.territoryID) AND o.archived_at IS NULL ORDER BY t.name, o.id
        """
      ) { row in try add(cells(row)) }
    }
  }

  private static let columns: [ExportShape.Column] = [
    .init("Nom", width: 36), .init("SIRET", width: 18), .init("SIREN", width: 12), .init("Donneur d’ordre", width: 22),
    .init("Employeur", width: 28), .init("Prescripteur", width: 22), .init("NAF", width: 9),
    .init("Code postal", width: 9),
    .init("Commune", width: 24), .init("Téléphone", width: 18),
    .init("Correspondants", .whole, width: 10, "Contacts en place."),
  ]

  private static func cells(_ row: Row) throws -> [WrittenCell] {
    let buyer: String? = try row["buyer_kind"]
    let employer: String? = try row["employer_kind"]
    let prescriber: String? = try row["prescriber_kind"]
    return [
      WrittenCell(try row["name"] as String), WrittenCell(try row["siret"] as String? ?? ""),
      WrittenCell(try row["siren"] as String? ?? ""),
      WrittenCell(buyer.map { BuyerKind(rawValue: $0)?.french ?? $0 } ?? ""),
      WrittenCell(employer.map { EmployerKind(rawValue: $0)?.french ?? $0 } ?? ""),
      WrittenCell(prescriber.map { PrescriberKind(rawValue: $0)?.french ?? $0 } ?? ""),
      WrittenCell(try row["naf"] as String), WrittenCell(try row["postcode"] as String),
      WrittenCell(try row["commune"] as String), WrittenCell(try row["phone"] as String),
      WrittenCell(try row["contacts"] as Int),
    ]
  }
}
