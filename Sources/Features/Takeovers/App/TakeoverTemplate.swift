// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Spreadsheet

/// The model workbook: every sheet with its columns, and lines of example that say so and are never read.
enum TakeoverTemplate {
  static func workbook() throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("clausier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("modele.xlsx")
    let writer = try WorkbookWriter(path: path.path)
    for sheet in TakeoverSheet.allCases {
      let headings = columns(of: sheet)
      try writer.addSheet(
        sheet.french, columns: headings.map { SheetColumn($0.title, format($0.field), width: width($0)) })
      try writer.add(headings.enumerated().map { place, heading in example(heading.field, sheet, isFirst: place == 0) })
    }
    try writer.close()
    return [UInt8](try Data(contentsOf: path))
  }

  /// Each field once.
  static func columns(of sheet: TakeoverSheet) -> [TakeoverHeading] {
    var seen: Set<TakeoverField> = []
    return sheet.headings.filter { seen.insert($0.field).inserted }
  }

  static func format(_ field: TakeoverField) -> ColumnFormat {
    switch field {
    case .notifiedOn, .startsOn, .endsOn, .receivedOn, .settledOn, .terminatedOn, .cancelledOn, .on, .bornOn,
      .informedOn:
      .day
    case .owed, .sliceHours, .delta, .setsTo, .weekly, .declared, .kept, .training, .tutoring, .absence, .done, .amount,
      .slice, .threshold:
      .hundredths
    default: .text
    }
  }

  private static func width(_ heading: TakeoverHeading) -> Int { min(max(heading.title.count + 4, 12), 40) }

  private static func example(_ field: TakeoverField, _ sheet: TakeoverSheet, isFirst: Bool) -> WrittenCell {
    if isFirst { return .text("EXEMPLE (ligne ignorée)") }
    switch format(field) {
    case .day: return .day(year: field == .bornOn ? 1990 : 2024, month: field == .endsOn ? 12 : 3, day: 12)
    case .hundredths: return .number(field == .owed || field == .delta ? "1200" : "151.67")
    default: return texts[field].map { .text($0) } ?? .empty
    }
  }

  private static let texts: [TakeoverField: String] = [
    .name: "Ville de Saint-Orme", .commune: "Saint-Orme", .postcode: "99100",
    .buyer: "Ville de Saint-Orme", .contractReference: "2024-017", .contractTitle: "Groupe scolaire, construction",
    .purchaseKind: "travaux", .legalForm: "condition d’exécution", .sector: "bâtiment et travaux publics",
    .lotNumber: "2", .lotName: "Gros œuvre", .holder: "Maçonnerie Leduc", .event: "avenant", .reason: "Surface ajoutée",
    .lastName: "EXEMPLE", .firstName: "Camille", .gender: "F", .criteria: "RSA", .prescriber: "Mission locale du Val",
    .employer: "Maçonnerie Leduc", .contractKind: "CDD", .job: "maçon", .month: "10/2024", .year: "2024",
    .terms: "heures", .bearing: "titulaire seul", .nature: "site", .schooling: "CAP ou BEP obtenu",
  ]
}
