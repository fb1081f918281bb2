// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// A table of results as its page shows it: one row a part, or in the long form that agencies gather.
enum TableExport {
  static func shape(_ query: TableQuery, for viewer: Viewer, _ db: any Connection) throws -> ExportShape {
    let found = try TableResults.read(query, db)
    let table = found.table
    let sight = FigureSight(role: viewer.role)
    let isShown = sight.mayShow(table.total.figures.people)
    let hidden = table.hidden(from: viewer.role)
    var columns: [ExportShape.Column] = [.init(FrenchText.capitalised(query.breakdown.french), width: 40)]
    columns += measures.map { .init($0.label, format($0), width: 14, $0.definition) }
    return ExportShape(columns: columns, notes: notes(found)) { add in
      guard isShown else { return }
      for (index, line) in table.lines.enumerated() {
        try add(try row(line, table, sight, isHidden: hidden.contains(index)))
      }
      if !table.lines.isEmpty { try add(try row(table.total, table, sight, isHidden: false)) }
    }
  }

  private static let measures: [Indicator] = [
    .hoursDone, .hoursCredited, .people, .assignments, .companies, .structures, .contracts, .lots, .fte,
    .hoursPerPerson, .exits, .positiveExits(.exit), .positiveExits(.six),
  ]

  private static func format(_ indicator: Indicator) -> ColumnFormat { indicator.decimals == 0 ? .whole : .hundredths }

  private static func row(
    _ line: FigureTable.Line, _ table: FigureTable, _ sight: FigureSight, isHidden: Bool
  ) throws -> [WrittenCell] {
    let values = try table.values(line, sight)
    return [WrittenCell(line.label)]
      + measures.map { measure in
        isHidden
          ? .text("non publié") : values.first { $0.indicator == measure }.map { .number($0.plain) } ?? .empty
      }
  }

  private static func notes(_ found: TableResults) -> [(word: String, sentence: String)] {
    let query = found.query
    var notes = [
      ("Année", String(query.span.year)), ("Compté par", query.basis.french),
      ("Équivalent temps plein", "\(FrenchNumber.whole(found.table.hoursPerFTE))\u{202F}h par an."),
    ]
    notes += found.chosen.map { ("Filtre\u{202F}: \($0.facet.french)", $0.label) }
    if let asOf = query.asOf { notes.append(("Connu le", "\(asOf.french) au soir")) }
    if query.asIssued { notes.append(("Connu", "à l’arrêté de l’année")) }
    if let note = query.breakdown.note { notes.append((FrenchText.capitalised(query.breakdown.french), note)) }
    return notes.map { (word: $0.0, sentence: $0.1) }
  }

  /// `indicateur;territoire;periode;mesure;valeur;modalite;unite;source;millesime;note`, one row a figure.
  static func long(_ query: TableQuery, for viewer: Viewer, _ db: any Connection) throws -> ExportShape {
    let found = try TableResults.read(query, db)
    let table = found.table
    let sight = FigureSight(role: viewer.role)
    let hidden = table.hidden(from: viewer.role)
    func row(_ value: IndicatorValue, of part: String) -> [WrittenCell] {
      [
        .text(value.indicator.code), .text(viewer.territoryName), .number(String(query.span.year)),
        .text(value.indicator.label), .number(value.plain), WrittenCell(part), .text(value.indicator.unit),
        .text("Clausier"), .text(viewer.today.iso), .text(value.definition),
      ]
    }
    return ExportShape(
      columns: [
        "indicateur", "territoire", "periode", "mesure", "valeur", "modalite", "unite", "source", "millesime", "note",
      ].map { name in
        .init(name, name == "valeur" ? .hundredths : .text, width: 18, definitions[name] ?? "")
      },
      notes: notes(found)
    ) { add in
      guard sight.mayShow(table.total.figures.people) else { return }
      for value in try table.values(table.total, sight) + table.shares(sight) { try add(row(value, of: "ensemble")) }
      for (index, line) in table.lines.enumerated() where !hidden.contains(index) {
        for value in try table.values(line, sight) {
          try add(row(value, of: "\(query.breakdown.french)\u{202F}: \(line.label)"))
        }
      }
    }
  }

  private static let definitions = [
    "periode": "Année de travail.",
    "modalite": "La part du total\u{202F}: «\u{202F}ensemble\u{202F}», ou la ventilation et son entrée.",
    "millesime": "Jour où le fichier a été fait.", "note": "Ce que compte l’indicateur.",
  ]
}
