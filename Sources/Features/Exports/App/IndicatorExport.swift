// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// The figures of a bilan, as the viewer's page shows them.
enum IndicatorExport {
  static func shape(_ query: YearQuery, for viewer: Viewer, _ db: any Connection) throws -> ExportShape {
    let results = try YearResults.read(query, for: viewer, db)
    let values = try results.report.values(FigureSight(role: viewer.role))
    let isShown = FigureSight(role: viewer.role).mayShow(results.report.figures.people)
    return ExportShape(
      columns: [
        .init("Code", width: 18), .init("Indicateur", width: 30), .init("Valeur", .hundredths, width: 14),
        .init("Unité", width: 20),
        .init("Année", .whole, width: 8), .init("Au", .day, width: 12), .init("Définition", width: 90),
      ]
    ) { add in
      for value in values {
        try add([
          .text(value.indicator.code), .text(value.indicator.label),
          isShown ? .number(value.plain) : .text("non publié"),
          .text(value.indicator.unit), .number(String(query.span.year)), WrittenCell(query.span.asOf),
          .text(value.definition),
        ])
      }
    }
  }
}
