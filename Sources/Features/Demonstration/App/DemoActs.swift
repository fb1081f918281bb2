// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What is done by the product's own acts once the ledger is there: years closed, attestations, corrections, calibrations.
struct DemoActs {
  let script: DemoScript
  let db: any Connection

  private func viewer(on day: Day) -> Viewer {
    Viewer(
      accountID: ID(script.facilitators[0]), accountName: "Claire Moreau", role: .facilitator,
      territoryID: ID(script.territory), territoryName: "", organisationID: nil, membershipID: ID(1), today: day)
  }

  /// What was published on the day it was.
  func publish() throws {
    try closeYears()
    try issueMonths()
    try attest()
  }

  /// What changed since, and what is being studied.
  func amend() throws {
    try correct()
    try calibrate()
    try correspond()
    try DemoFollowUp(script: script, db: db).write()
  }

  /// Each year is frozen in February of the next. Written as of that day: what was decided later is not in it.
  private func closeYears() throws {
    for year in script.size.years.map(\.year) where year <= script.size.closedThrough {
      guard let day = Day(year + 1, 2, 10) else { continue }
      let scope = try CloseYear.scope(year)
      let totals = try ReportStore.totals(scope, in: ID(script.territory), db)
      let figures = try ReportStore.figures(scope, totals, in: ID(script.territory), db)
      let at = DemoScript.at(day)
      _ = try ReportStore.insert(.year, scope, totals, figures, for: viewer(on: day), at: at, db)
      try db.execute(
        """
        INSERT INTO yearly_closing (territory_id, year, closed_at, author_id)
        VALUES (\(script.territory), \(year), \(at), \(script.facilitators[0]))
        """)
      script.note(
        "year.closed", .year, Int64(year), "Année \(year) arrêtée\u{202F}: \(totals.kept.french)\u{202F}h retenues.",
        on: day, by: script.facilitators[0])
    }
  }

  /// The report of each month of this year that is wholly decided.
  private func issueMonths() throws {
    for month in (1...8).compactMap({ Month(DemoScript.today.year * 100 + $0) }) {
      try issue(
        ReportScope(period: StatementPeriod(first: month, last: month)), .month,
        on: month.lastDay.adding(days: 22))
    }
  }

  /// Attestations of some lots that were received this year; the others wait.
  private func attest() throws {
    let received = script.lots.filter {
      $0.done > 0 && $0.end > DemoScript.today.adding(days: -420) && $0.end < DemoScript.today.adding(days: -90)
    }
    for lot in received.prefix(60) where lot.id % 3 != 0 {
      let last = min(lot.end.month, DemoScript.lastMonth)
      try issue(
        ReportScope(period: StatementPeriod(first: lot.start.month, last: last), lot: ID(lot.id)), .lot,
        on: lot.end.month.lastDay.adding(days: 30))
    }
  }

  private func issue(_ scope: ReportScope, _ kind: IssuedReport.Kind, on day: Day) throws {
    let totals = try ReportStore.totals(scope, in: ID(script.territory), db)
    let figures = try ReportStore.figures(scope, totals, in: ID(script.territory), db)
    _ = try ReportStore.insert(kind, scope, totals, figures, for: viewer(on: day), at: DemoScript.at(day), db)
    script.note(
      "report.issued", kind == .lot ? .lot : .territory, scope.lot?.value ?? script.territory,
      "\(kind == .lot ? "Attestation émise" : "Rapport émis") pour \(scope.period.french)\u{202F}: \(totals.kept.french)\u{202F}h.",
      on: day, by: script.facilitators[0])
  }

  /// Lines of last year and of this one corrected since: minus there, plus here, after the year was closed.
  private func correct() throws {
    let ids: [Int64] = try db.values(
      """
      SELECT l.id FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
      WHERE l.territory_id = \(script.territory) AND l.kind = 'site' AND l.month BETWEEN 202510 AND 202603
        AND d.kept_units = l.declared_units AND l.declared_units > 6000 AND l.id % 97 = 5 ORDER BY l.id LIMIT 18
      """)
    for (index, id) in ids.enumerated() {
      let day = DemoScript.today.adding(days: -40 + index)
      let line = try LedgerStore.line(ID(id), for: viewer(on: day), db)
      var entry = line.entry
      let kept = Hours(units: entry.declared.units / 300 * 270)
      entry.declared = kept
      let decision = try HoursDecision(kind: entry.kind, declared: kept, kept: kept, reason: nil, note: "")
      _ = try CorrectLine(
        line: ID(id), replacements: [Replacement(entry: entry, decision: decision)],
        note: "Erreur de saisie signalée par l’employeur"
      ).run(for: viewer(on: day), at: DemoScript.at(day), db)
    }
  }

  /// Calibrations by each formula: of lots to come, and studies that no lot followed.
  private func calibrate() throws {
    let titles = [
      "Réhabilitation de la piscine", "Entretien du siège", "Maîtrise d’œuvre du tramway", "Nettoyage des écoles",
    ]
    for index in 0..<16 {
      let day = DemoScript.today.adding(days: -4 * index - 1)
      let result = try sizing(index)
      let lot = index % 3 == 0 ? script.lots.last { $0.start > DemoScript.today.adding(days: -60 - index) } : nil
      _ = try SizingStore.insert(
        TypedSizing(
          result: result, title: titles[index % titles.count], lotID: lot.map { ID($0.id) }, retained: result.retained,
          reason: ""), for: viewer(on: day), at: DemoScript.at(day), db)
    }
  }

  private func sizing(_ index: Int) throws -> SizingResult {
    switch index % 4 {
    case 0: return try amount(600 + index * 90, share: Rational(1, 2), rate: Rational(1, 20), cost: 38)
    case 1:
      let hours = Hours(wholeHours: 9_000 + index * 700)
      return try Sizing.TotalHours(totalHours: hours, rate: Rational(1, 10)).result
    case 2:
      return try Sizing.FullTime(
        fte: Rational(5, 2), months: 12 + index, rate: Rational(1, 10), hoursPerYear: Sizing.FullTime.hoursPerYear
      ).result
    default: return try amount(200 + index * 40, share: Rational(4, 5), rate: Rational(1, 10), cost: 26)
    }
  }

  private func amount(_ thousands: Int, share: Rational, rate: Rational, cost: Int) throws -> SizingResult {
    try Sizing.Amount(
      amount: Money(cents: Int64(thousands) * 100_000), labourShare: share, rate: rate,
      hourlyCost: Money(cents: Int64(cost) * 100)
    ).result
  }
}
