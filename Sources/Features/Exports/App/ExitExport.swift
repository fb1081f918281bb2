// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// The exits that a list shows, one row each. No remark, no criterion.
enum ExitExport {
  static func shape(_ query: ExitQuery, for viewer: Viewer, _ db: any Connection) throws -> ExportShape {
    ExportShape(columns: columns) { add in
      var key: ExitKey?
      repeat {
        let page = try ExitList.page(query, after: key, for: viewer, db)
        for line in page.lines { try add(cells(line)) }
        key = page.next
      } while key != nil
    }
  }

  private static let columns: [ExportShape.Column] =
    [
      .init("Nom", width: 22), .init("Prénom", width: 18),
      .init("Sortie le", .day, width: 12, "Dernier jour du dernier contrat de travail."),
    ]
    + ExitMilestone.allCases.flatMap { milestone -> [ExportShape.Column] in
      let title = FrenchText.capitalised(milestone.french)
      return [
        .init(title, width: 34), .init("Type \(milestone.french)", width: 20, "Ce que la situation compte."),
        .init("Connue le, \(milestone.french)", .day, width: 12),
      ]
    }

  private static func cells(_ line: ExitLine) -> [WrittenCell] {
    [WrittenCell(line.person.lastName), WrittenCell(line.person.firstName), WrittenCell(line.exit.leftOn)]
      + ExitMilestone.allCases.flatMap { milestone -> [WrittenCell] in
        let situation = line.exit.situations[milestone]
        return [
          WrittenCell(situation?.french ?? ""), WrittenCell(situation?.kind.french ?? ""),
          WrittenCell(line.knownOn[milestone]),
        ]
      }
  }
}
