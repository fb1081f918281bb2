// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// The participants of the territory, one row a person: merged records are one. No criterion, no address, no telephone.
enum ParticipantExport {
  static func shape(for viewer: Viewer, _ db: any Connection) -> ExportShape {
    ExportShape(columns: columns) { add in
      try db.each(
        """
        SELECT p.last_name, p.first_name, p.born_on, p.gender, p.commune, p.district, COALESCE(t.name, '') AS prescriber,
          v.starts_on, v.ends_on, COALESCE(k.units, 0) AS units, COALESCE(w.contracts, 0) AS contracts,
          z.left_on
        FROM participant p
        LEFT JOIN territory_organisation t ON t.territory_id = p.territory_id AND t.organisation_id = p.oriented_by
        LEFT JOIN (
          SELECT h.head_id, MIN(e.starts_on) AS starts_on, MAX(COALESCE(e.ends_on, '9999-12-31')) AS ends_on
          FROM eligibility e
          JOIN participant_head h ON h.territory_id = e.territory_id AND h.participant_id = e.participant_id
          WHERE e.territory_id = \(viewer.territoryID) AND e.refused = 0 GROUP BY h.head_id
        ) v ON v.head_id = p.id
        LEFT JOIN (
          SELECT h.head_id, CAST(SUM(d.kept_units) AS BIGINT) AS units FROM hours_line l
          JOIN hours_decision d ON d.line_id = l.id
          JOIN participant_head h ON h.territory_id = l.territory_id AND h.participant_id = l.participant_id
          WHERE l.territory_id = \(viewer.territoryID) AND l.kind = 'site' GROUP BY h.head_id
        ) k ON k.head_id = p.id
        LEFT JOIN (
          SELECT h.head_id, COUNT(*) AS contracts FROM employment_contract c
          JOIN participant_head h ON h.territory_id = c.territory_id AND h.participant_id = c.participant_id
          WHERE c.territory_id = \(viewer.territoryID) GROUP BY h.head_id
        ) w ON w.head_id = p.id
        LEFT JOIN (
          SELECT h.head_id, MAX(x.left_on) AS left_on FROM exit x
          JOIN participant_head h ON h.territory_id = x.territory_id AND h.participant_id = x.participant_id
          WHERE x.territory_id = \(viewer.territoryID) AND x.withdrawn_at IS NULL GROUP BY h.head_id
        ) z ON z.head_id = p.id
        WHERE \(ParticipantScope.condition(for: viewer)) AND p.merged_into IS NULL AND p.archived_at IS NULL
        ORDER BY p.last_name, p.first_name, p.id
        """
      ) { row in try add(cells(row)) }
    }
  }

  private static let columns: [ExportShape.Column] = [
    .init("Nom", width: 22), .init("Prénom", width: 18), .init("Naissance", .day, width: 12), .init("Genre", width: 10),
    .init("Commune", width: 22),
    .init("Quartier prioritaire", width: 14, "Code du quartier, de la génération en vigueur à la saisie."),
    .init("Orienté par", width: 30),
    .init("Éligible depuis le", .day, width: 12, "Début de la première éligibilité validée."),
    .init(
      "Éligible jusqu’au", .day, width: 12,
      "Fin de la dernière éligibilité validée\u{202F}; vide quand elle n’en a pas."),
    .init("Contrats de travail", .whole, width: 10),
    .init("Heures retenues", .hundredths, width: 12, "Heures sur site retenues depuis le début."),
    .init(
      "Sortie le", .day, width: 12, "Dernière sortie enregistrée\u{202F}; sa situation est dans la liste des sorties."),
  ]

  private static func cells(_ row: Row) throws -> [WrittenCell] {
    let last: String = try row["last_name"]
    let first: String = try row["first_name"]
    let gender: String = try row["gender"]
    let end: Day? = try row["ends_on"]
    let units: Int64 = try row["units"]
    return [
      WrittenCell(last), WrittenCell(first), WrittenCell(try row["born_on"] as Day?),
      WrittenCell(["F": "femme", "M": "homme"][gender] ?? ""), WrittenCell(try row["commune"] as String),
      WrittenCell(try row["district"] as String), WrittenCell(try row["prescriber"] as String),
      WrittenCell(try row["starts_on"] as Day?), WrittenCell(end == .last ? nil : end),
      WrittenCell(try row["contracts"] as Int), WrittenCell(Hours(units: units)),
      WrittenCell(try row["left_on"] as Day?),
    ]
  }
}
