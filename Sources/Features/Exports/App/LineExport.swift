// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// The lines of the ledger that the viewer may see, as its list filters them.
enum LineExport {
  static func shape(
    _ filter: LineFilter, for viewer: Viewer, _ clock: TerritoryClock, _ db: any Connection
  ) -> ExportShape {
    ExportShape(columns: columns) { add in
      try LedgerStore.each(filter, for: viewer, db) { line in try add(row(line, clock)) }
    }
  }

  private static let columns: [ExportShape.Column] = [
    .init(
      "Mois travaillé", width: 14,
      "Mois où les heures ont été travaillées, quelle que soit la date du relevé (aaaa-mm)."),
    .init("Personne", width: 26, "Nom abrégé pour les personnes d’un autre employeur."),
    .init("Employeur", width: 30, "Celui qui paie déclare."), .init("Marché", width: 40), .init("Référence", width: 14),
    .init("Lot", width: 8), .init("Nom du lot", width: 24),
    .init("Nature", width: 12, "Sur site, formation, tutorat ou absence\u{202F}; une absence ne compte jamais."),
    .init("Heures déclarées", .hundredths, width: 12, "Ce que l’employeur a déclaré."),
    .init(
      "Heures retenues", .hundredths, width: 12,
      "Ce que le facilitateur a retenu\u{202F}; vide tant que la ligne est à valider."),
    .init("Motif", width: 24, "Pourquoi une partie n’est pas retenue."),
    .init("Régularisation", width: 24, "Reçue après la clôture ou la publication du mois, qu’elle garde."),
    .init("Relevé reçu le", .day, width: 12), .init("Relevé", .whole, width: 9), .init("Ligne", .whole, width: 9),
    .init(
      "Annule la ligne", .whole, width: 9,
      "Une correction est une ligne qui annule et une ligne qui remplace\u{202F}: la somme reste juste."),
    .init("Remplace la ligne", .whole, width: 9),
  ]

  private static func row(_ line: LedgerLine, _ clock: TerritoryClock) -> [WrittenCell] {
    [
      .text(line.month.iso), WrittenCell(line.person.text), WrittenCell(line.statement.employerName),
      WrittenCell(line.place.contractTitle), WrittenCell(line.place.contractReference),
      WrittenCell(line.place.lotNumber),
      WrittenCell(line.place.lotName), WrittenCell(line.kind.french), WrittenCell(line.declared),
      WrittenCell(line.decision?.kept), WrittenCell(line.decision?.reasonText ?? ""),
      WrittenCell(line.regularisation(clock) ?? ""), WrittenCell(clock.day(line.statement.receivedAt)),
      .number(line.statement.id.description), .number(line.id.description),
      line.reverses.map { .number($0.description) } ?? .empty, line.replaces.map { .number($0.description) } ?? .empty,
    ]
  }
}
