// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Spreadsheet

/// A workbook to fill: one row for each person in post on each lot, with a mark by which it is found again.
struct HoursTemplate: Sendable {
  let month: Month
  let rows: [DeclarationRow]

  static func load(_ employer: ID<Organisation>, _ month: Month, for viewer: Viewer, _ db: any Connection) throws
    -> HoursTemplate
  {
    _ = try DeclarationStore.employer(employer, for: viewer, db)
    let period = StatementPeriod(first: month, last: month)
    return HoursTemplate(month: month, rows: try DeclarationStore.rows(of: employer, period, for: viewer, db))
  }

  private static let columns = [
    SheetColumn("Repère (ne pas modifier)", width: 14), SheetColumn("Nom et prénom", width: 26),
    SheetColumn("Marché", width: 44), SheetColumn("Lot", width: 26), SheetColumn("Mois", width: 12),
    SheetColumn("Heures sur site", .hundredths, width: 12),
    SheetColumn("Heures de formation (CFA)", .hundredths, width: 14),
    SheetColumn("Heures de tutorat", .hundredths, width: 12), SheetColumn("Heures d’absence", .hundredths, width: 12),
  ]

  func workbook() throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("clausier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("heures.xlsx")
    let writer = try WorkbookWriter(path: path.path)
    try writer.addSheet("Heures \(month.iso)", columns: Self.columns)
    for row in rows {
      try writer.add([
        .text("C\(row.employment)-E\(row.engagement)"), .text(row.name), .text(row.contractTitle), .text(row.lotLabel),
        .text(month.numeric), .empty, .empty, .empty, .empty,
      ])
    }
    try writer.close()
    return [UInt8](try Data(contentsOf: path))
  }
}
