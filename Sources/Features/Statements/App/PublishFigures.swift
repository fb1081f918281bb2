// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of issuing a report: its figures are frozen as they stand.
struct IssueReport: Sendable {
  let scope: ReportScope

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Int64 {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let totals = try ReportStore.totals(scope, in: viewer.territoryID, db)
    var figures = try ReportStore.figures(scope, totals, in: viewer.territoryID, db)
    if let lot = scope.lot {
      let filter = LineFilter(lot: lot, first: scope.period.first, last: scope.period.last)
      figures.credited = try CreditStore.list(filter, for: viewer, db).map(\.creditedTraining).sum.units
    }
    let kind: IssuedReport.Kind = scope.lot == nil ? .month : .lot
    let id = try ReportStore.insert(kind, scope, totals, figures, for: viewer, at: now, db)
    try Journal.record(
      "report.issued", scope.lot == nil ? .territory : .lot, scope.lot?.value ?? viewer.territoryID.value,
      "\(kind == .lot ? "Attestation émise" : "Rapport émis") pour \(scope.period.french)\u{202F}: \(totals.kept.french)\u{202F}h.",
      by: viewer, at: now, db)
    return id
  }
}

/// The yearly arrêté: freezes what is published of a year. What is decided later is a regularisation, listed apart.
struct CloseYear: Sendable {
  let year: Int
  /// Hours kept and lines to decide that the page showed: what arrives in between is read before the year is closed.
  let seenKept: Int64
  let seenUndecided: Int

  static func scope(_ year: Int) throws -> ReportScope {
    guard (1990...2100).contains(year), let first = Month(year * 100 + 1), let last = Month(year * 100 + 12) else {
      throw Missing()
    }
    return ReportScope(period: StatementPeriod(first: first, last: last))
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws {
    let scope = try Self.scope(year)
    guard scope.period.last < viewer.today.month else {
      throw Conflict("L’année \(year) n’est pas finie\u{202F}: elle s’arrête à partir de janvier \(year + 1).")
    }
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    guard try !StatementStore.frozenYears(viewer.territoryID, db).contains(year) else {
      throw Conflict("L’année \(year) est déjà arrêtée\u{202F}: son arrêté ne change plus.")
    }
    let totals = try ReportStore.totals(scope, in: viewer.territoryID, db)
    guard totals.kept.units == seenKept, totals.undecided == seenUndecided else {
      throw Conflict(
        "Un relevé ou une décision de \(year) est arrivé entre-temps\u{202F}: relisez les chiffres avant d’arrêter l’année. Rien n’est arrêté."
      )
    }
    let figures = try ReportStore.figures(scope, totals, in: viewer.territoryID, db)
    _ = try ReportStore.insert(.year, scope, totals, figures, for: viewer, at: now, db)
    try db.execute(
      """
      INSERT INTO yearly_closing (territory_id, year, closed_at, author_id)
      VALUES (\(viewer.territoryID), \(year), \(now), \(viewer.accountID))
      """)
    try Journal.record(
      "year.closed", .year, Int64(year), "Année \(year) arrêtée\u{202F}: \(totals.kept.french)\u{202F}h retenues.",
      by: viewer, at: now, db)
  }
}
