// SPDX-License-Identifier: EUPL-1.2

/// How long a person counts, by kind of employment (rules 13). Dated: the rules in force on the day of the hiring apply to it.
public struct CountingRules: Sendable, Hashable {
  public let appliesFrom: Day
  /// From the first validated hiring.
  public let months: Int
  /// At most, for a CDI.
  public let permanentYears: Int

  public init(appliesFrom: Day, months: Int, permanentYears: Int) {
    (self.appliesFrom, self.months, self.permanentYears) = (appliesFrom, months, permanentYears)
  }

  /// 24 months from the first validated hiring; a CDI to the end of the contract, four years at most
  /// (https://metropole.rennes.fr/les-clauses-sociales).
  public static let standard = CountingRules(appliesFrom: Day.first, months: 24, permanentYears: 4)

  /// The latest of those that apply that day; the standard ones before any.
  public static func inForce(on day: Day, among rules: [CountingRules]) -> CountingRules {
    rules.filter { $0.appliesFrom <= day }.max { $0.appliesFrom < $1.appliesFrom } ?? .standard
  }

  /// Until when hours under this contract count, and the rule to print with the line.
  public func period(for hiring: Hiring) -> CountingPeriod {
    switch hiring.kind {
    case .apprenticeship: return apprenticeship(hiring)
    case .permanent: return permanent(hiring)
    default:
      if let pass = hiring.pass { return self.pass(pass) }
      return hiring.kind == .permanentInclusion ? permanent(hiring) : ordinary(hiring)
    }
  }

  private func apprenticeship(_ hiring: Hiring) -> CountingPeriod {
    CountingPeriod(
      until: hiring.endsOn,
      sentence: hiring.endsOn.map { "Apprentissage\u{202F}: jusqu’à la fin du contrat, le \($0.french)." }
        ?? "Apprentissage\u{202F}: jusqu’à la fin du contrat, dont la date reste à indiquer.")
  }

  private func permanent(_ hiring: Hiring) -> CountingPeriod {
    let most = hiring.startsOn.lastDay(ofTermMonths: permanentYears * 12)
    let until = hiring.lotEndsOn.map { min($0, most) } ?? most
    return CountingPeriod(
      until: until,
      sentence: "CDI\u{202F}: jusqu’à la fin du marché, \(permanentYears) ans au plus, soit le \(until.french).")
  }

  private func pass(_ pass: DayRange) -> CountingPeriod {
    CountingPeriod(
      until: pass.through,
      sentence: pass.through.map { "PASS IAE\u{202F}: valable jusqu’au \($0.french)." }
        ?? "PASS IAE\u{202F}: date de fin à indiquer.")
  }

  private func ordinary(_ hiring: Hiring) -> CountingPeriod {
    let until = hiring.firstValidatedOn.lastDay(ofTermMonths: months)
    return CountingPeriod(
      until: until,
      sentence:
        "\(months) mois à partir de la première embauche validée, le \(hiring.firstValidatedOn.french), soit jusqu’au \(until.french)."
    )
  }
}

/// What the rule looks at.
public struct Hiring: Sendable, Hashable {
  public let kind: EmploymentContractKind
  public let startsOn: Day
  public let endsOn: Day?
  /// The person's first hiring that was validated, in the period of eligibility at hand.
  public let firstValidatedOn: Day
  /// End of the lot's work, when known.
  public let lotEndsOn: Day?
  /// Dates of a PASS IAE, when the employer is one of the structures that have them.
  public let pass: DayRange?

  public init(
    kind: EmploymentContractKind, startsOn: Day, endsOn: Day?, firstValidatedOn: Day, lotEndsOn: Day? = nil,
    pass: DayRange? = nil
  ) {
    (self.kind, self.startsOn, self.endsOn) = (kind, startsOn, endsOn)
    (self.firstValidatedOn, self.lotEndsOn, self.pass) = (firstValidatedOn, lotEndsOn, pass)
  }
}

/// Until when a person counts under a contract, and why.
public struct CountingPeriod: Sendable, Hashable {
  /// Last day that counts; `nil` while a date is missing.
  public let until: Day?
  /// The rule that applied, printed with the line.
  public let sentence: String
}
