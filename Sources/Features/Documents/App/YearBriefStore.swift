// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// The brief of a year of the whole territory, from the figures of its bilan, as elected members may see them whoever asks.
enum YearBriefStore {
  static func read(year: Int, for viewer: Viewer, _ db: any Connection) throws -> YearBrief {
    let span = try FigureSpan(year: year, asOf: viewer.today)
    let report = try IndicatorStore.year(span, FigureScope(territory: viewer.territoryID), knownAt: nil, db)
    let sight = FigureSight(role: .elected)
    let people = report.figures.people
    let hidden = sight.hidden(report.sectors)
    func share(_ part: Int) -> Percent? {
      sight.mayShow(profile: part, of: people) ? Percent(part: part, whole: people) : nil
    }
    return YearBrief(
      territory: viewer.territoryName, madeOn: viewer.today, through: span.through, isRunning: span.isRunning,
      figures: report.figures, toDate: report.toDate, before: report.before, hoursPerFTE: report.facts.hoursPerFTE,
      objectiveSource: report.facts.objectiveSource, women: share(report.women.year),
      districts: share(report.districts.year),
      sectors: report.sectors.enumerated().filter { !hidden.contains($0.offset) }.map {
        YearBrief.Part(label: $0.element.label, hours: $0.element.hours)
      }, buyers: report.buyers.count, closedOn: report.facts.closedAt?.day(in: report.facts.zone))
  }
}
