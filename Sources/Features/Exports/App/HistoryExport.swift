// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Spreadsheet

/// Results year after year, as the page gives them.
enum HistoryExport {
  static func shape(for viewer: Viewer, _ db: any Connection) throws -> ExportShape {
    let years = try YearSeriesStore.read(viewer.territoryID, through: viewer.today.year, db)
    let (sight, hoursPerFTE) = (FigureSight(role: viewer.role), viewer.rules[.hoursPerFTE])
    return ExportShape(columns: columns(hoursPerFTE)) { add in
      for (index, year) in years.enumerated() {
        guard sight.mayShow(year) else {
          try add(
            [.number(String(year.year))] + Array(repeating: .empty, count: 9) + [.text("moins de 5 personnes"), .empty])
          continue
        }
        try add(row(year, sight.yearBefore(index, of: years), hoursPerFTE))
      }
    }
  }

  private static func columns(_ hoursPerFTE: Int) -> [ExportShape.Column] {
    [
      .init("Année", width: 8),
      .init(
        "Heures", .hundredths, width: 14,
        "Heures retenues sur site, par mois travaillé, ou publiées pour une année saisie."),
      .init("Évolution", .percent, width: 10, "Des heures, depuis l’année d’avant."),
      .init("Personnes", .whole, width: 11, "Chacune une fois dans l’année\u{202F}; les années ne s’additionnent pas."),
      .init("Contrats", .whole, width: 10, "Contrats de travail\u{202F}; une chaîne de missions compte pour un."),
      .init("Entreprises", .whole, width: 11),
      .init("Structures", .whole, width: 11, "Structures d’insertion parmi les entreprises."),
      .init("Heures par personne", .hundredths, width: 12, "Arrondi au dixième."),
      .init("ETP", .hundredths, width: 10, "\(FrenchNumber.whole(hoursPerFTE))\u{202F}h par an. Arrondi au dixième."),
      .init("Part de l’objectif", .percent, width: 10, "Vide pour une année sans objectif."),
      .init(
        "Source", width: 30, "«\u{202F}lignes\u{202F}»\u{202F}: compté par Clausier\u{202F}; sinon ce qui a été saisi."),
      .init("À vérifier", width: 60, "Chiffre impossible ou qui ne concorde pas."),
    ]
  }

  private static func row(_ year: SeriesYear, _ before: SeriesYear?, _ hoursPerFTE: Int) -> [WrittenCell] {
    let fte = year.hours.flatMap { try? Ratios.fullTimeEquivalents(hours: $0, hoursPerFTE: hoursPerFTE) }
    return [
      .number(String(year.year)), WrittenCell(year.hours), tenths(before.flatMap { year.growth(from: $0) }),
      count(year.people), count(year.assignments), count(year.companies), count(year.structures),
      tenths(year.hoursPerPerson), tenths(fte), tenths(year.percentOfObjective),
      WrittenCell(year.isCounted ? "lignes" : year.typed?.source ?? ""),
      WrittenCell(year.impossibilities.joined(separator: " ")),
    ]
  }

  private static func count(_ value: Int?) -> WrittenCell { value.map { WrittenCell($0) } ?? .empty }

  private static func tenths(_ value: Rational?) -> WrittenCell {
    value.map { .number($0.plain(decimals: 1)) } ?? .empty
  }
}
