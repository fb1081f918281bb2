// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// Every lot that the viewer follows, with where it stands today.
enum LotExport {
  static func shape(for viewer: Viewer, _ db: any Connection) throws -> ExportShape {
    let lots = try LotProgressStore.list(.territory, for: viewer, on: viewer.today, db)
    return ExportShape(columns: columns) { add in
      for lot in lots { try add(row(lot)) }
    }
  }

  private static let columns: [ExportShape.Column] = [
    .init("Donneur d’ordre", width: 30), .init("Référence", width: 14), .init("Marché", width: 44),
    .init("Lot", width: 8),
    .init("Nom du lot", width: 26), .init("Secteur", width: 22),
    .init("Titulaires", width: 40, "Avec la part de chacun dans un groupement."), .init("État", width: 14),
    .init("Notification", .day, width: 12), .init("Fin", .day, width: 12),
    .init("Heures fermes", .hundredths, width: 12, "Ce qui est dû de façon certaine à ce jour."),
    .init("Heures prévisionnelles", .hundredths, width: 12, "D’après ce qui est commandé."),
    .init("Heures retenues", .hundredths, width: 12, "Heures sur site retenues."),
    .init("Heures à valider", .hundredths, width: 12),
    .init(
      "Prévisionnel à ce jour", .hundredths, width: 12,
      "Ce que le prévisionnel mensuel attendait à la fin du mois dernier\u{202F}; vide sans prévisionnel."),
    .init("Restent", .hundredths, width: 12, "Jamais négatif\u{202F}: un surplus sur un lot n’en comble pas un autre."),
    .init("Suite à donner", width: 30),
  ]

  private static func row(_ lot: LotProgress) -> [WrittenCell] {
    let holders = lot.holders.map { $0.shareText.isEmpty ? $0.name : "\($0.name) (\($0.shareText))" }
    return [
      WrittenCell(lot.buyerName), WrittenCell(lot.contractReference), WrittenCell(lot.contractTitle),
      WrittenCell(lot.lotNumber), WrittenCell(lot.lotName), WrittenCell(lot.sector.french),
      WrittenCell(holders.joined(separator: ", ")), WrittenCell(lot.state.french), WrittenCell(lot.dates.notifiedOn),
      WrittenCell(lot.endsOn), WrittenCell(lot.firm), WrittenCell(lot.forecast), WrittenCell(lot.kept),
      WrittenCell(lot.toValidate), WrittenCell(lot.planToDate), WrittenCell(lot.remaining),
      WrittenCell(lot.nextAction == "—" ? "" : lot.nextAction),
    ]
  }
}
