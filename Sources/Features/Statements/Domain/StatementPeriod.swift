// SPDX-License-Identifier: EUPL-1.2

/// How often an employer declares, by the contract (rules 7).
public enum Rhythm: String, CodeList {
  case monthly, quarterly
  case eachInvoice = "each_invoice"

  public var french: String {
    switch self {
    case .monthly: "chaque mois"
    case .quarterly: "chaque trimestre"
    case .eachInvoice: "à chaque facture"
    }
  }

  public var note: String? {
    self == .quarterly ? "Arrêté aux 31/03, 30/06, 30/09 et 31/12, dû le 15 du mois suivant (contrat 21_BAM_048)" : nil
  }

  /// The period in which a month is declared; an invoice's is its month.
  public func period(containing month: Month) -> StatementPeriod {
    guard self == .quarterly else { return StatementPeriod(first: month, last: month) }
    let first = month.adding(months: -((month.number - 1) % 3))
    return StatementPeriod(first: first, last: first.adding(months: 2))
  }
}

/// The months of a statement, both included.
public struct StatementPeriod: Sendable, Hashable {
  public let first: Month
  public let last: Month

  public init(first: Month, last: Month) { (self.first, self.last) = (min(first, last), max(first, last)) }

  /// The fifteenth of the month after, unless the contract says another day.
  public static let usualDueDay = 15

  /// A day of the month after the period, held at that month's end.
  public func dueOn(dayOfMonth: Int) -> Day {
    let month = last.next
    return month.firstDay.adding(days: min(max(dayOfMonth, 1), month.lastDay.day) - 1)
  }

  public func contains(_ month: Month) -> Bool { first <= month && month <= last }
  /// Late once the due day is over.
  public func isLate(on today: Day, dueDay: Int) -> Bool { today > dueOn(dayOfMonth: dueDay) }

  /// `mars 2026`, or `janvier à mars 2026`.
  public var french: String {
    if first == last { return last.french }
    let start = first.year == last.year ? Month.names[first.number - 1] : first.french
    return "\(start) à \(last.french)"
  }
}

/// Closing is by statement: the month's action closes those whose every line is decided, and lists the rest (rules 16).
public enum Closing {
  public static func month(
    _ statements: [(id: ID<Statement>, undecided: Int)]
  ) -> (closes: [ID<Statement>], rest: [(id: ID<Statement>, undecided: Int)]) {
    (statements.filter { $0.undecided == 0 }.map(\.id), statements.filter { $0.undecided > 0 })
  }

  /// Throws unless every line is decided and it is still open.
  public static func check(undecided: Int, alreadyClosed: Bool) throws(StatementError) {
    if alreadyClosed { throw .statementClosed }
    if undecided > 0 { throw .linesUndecided(undecided) }
  }
}
