// SPDX-License-Identifier: EUPL-1.2

/// How many hours a contract may bear: four formulas in exact fractions. Percentages are given as 7.5 for 7,5 %.
/// Bounds keep every product far from 128 bits: amounts under 10¹² €, percentages of four decimals at most.
public enum Sizing {
  /// Amount × labour share × rate ÷ hourly cost (MEF Sud 77, http://www.mefsud77.fr/?page_id=28).
  public struct Amount: Sendable, Hashable {
    public let amount: Money
    public let labourShare: Rational
    public let rate: Rational
    public let hourlyCost: Money

    public init(amount: Money, labourShare: Rational, rate: Rational, hourlyCost: Money) throws(ValueError) {
      try Check.amount(amount, "Le montant du marché")
      try Check.percent(labourShare, "La part de main-d’œuvre")
      try Check.percent(rate, "Le taux d’insertion")
      try Check.hourly(hourlyCost, "Le coût horaire")
      (self.amount, self.labourShare, self.rate, self.hourlyCost) = (amount, labourShare, rate, hourlyCost)
    }

    public var result: SizingResult {
      let labour = amount.rational * labourShare / Rational(100)
      let effort = labour * rate / Rational(100)
      let hours = effort / hourlyCost.rational
      let factors: [SizingFactor] = [
        .euros("amountEuros", "Montant hors taxes", amount),
        .number("labourSharePercent", "Part de main-d’œuvre", labourShare, unit: "%"),
        .number("insertionRatePercent", "Taux d’insertion", rate, unit: "%"),
        .euros("hourlyCostEuros", "Coût horaire, charges comprises", hourlyCost, unit: "€/h"),
      ]
      return SizingResult(
        method: .amount, raw: hours, factors: factors, reason: Check.tooSmall(hours), labourEuros: labour,
        effortEuros: effort)
    }
  }

  /// Hours of the contract × rate (Aqua Vita, Angers 2013; Hérouville).
  public struct TotalHours: Sendable, Hashable {
    public let totalHours: Hours
    public let rate: Rational

    public init(totalHours: Hours, rate: Rational) throws(ValueError) {
      try Check.hours(totalHours, "Les heures du marché")
      try Check.percent(rate, "Le taux d’insertion")
      (self.totalHours, self.rate) = (totalHours, rate)
    }

    public var result: SizingResult {
      let hours = totalHours.rational * rate / Rational(100)
      let factors: [SizingFactor] = [
        .number("totalHours", "Heures du marché", totalHours.rational, unit: "h"),
        .number("insertionRatePercent", "Taux d’insertion", rate, unit: "%"),
      ]
      return SizingResult(method: .hours, raw: hours, factors: factors, reason: Check.tooSmall(hours))
    }
  }

  /// Full-time equivalents × hours per year × months ÷ 12 × rate.
  public struct FullTime: Sendable, Hashable {
    /// The legal working year of public employees: 1,607 h.
    public static let hoursPerYear = 1607
    public let fte: Rational
    public let months: Int
    public let rate: Rational
    public let hoursPerYear: Int

    public init(fte: Rational, months: Int, rate: Rational, hoursPerYear: Int) throws(ValueError) {
      guard fte > .zero, fte <= Rational(100_000), fte.denominator <= 10_000 else {
        throw ValueError("Le nombre d’équivalents temps plein doit être supérieur à 0.")
      }
      try Check.months(months)
      try Check.percent(rate, "Le taux")
      guard (1...3000).contains(hoursPerYear) else {
        throw ValueError("Les heures par an d’un temps plein vont de 1 à 3\u{202F}000, par exemple 1\u{202F}607.")
      }
      (self.fte, self.months, self.rate, self.hoursPerYear) = (fte, months, rate, hoursPerYear)
    }

    public var result: SizingResult {
      let hours = fte * Rational(hoursPerYear) * Rational(Int128(months), 12) * rate / Rational(100)
      let factors: [SizingFactor] = [
        .number("fte", "Équivalents temps plein", fte, unit: "ETP"),
        .number("hoursPerYear", "Heures par an d’un temps plein", Rational(hoursPerYear), unit: "h"),
        .number("months", "Durée", Rational(months), unit: "mois"),
        .number("ratePercent", "Taux", rate, unit: "%"),
      ]
      return SizingResult(method: .fullTime, raw: hours, factors: factors, reason: Check.tooSmall(hours))
    }
  }

  /// Cleaning contracts whose staff is taken over, by the branch's formula: P = 1 − S × C ÷ (A ÷ N), I = P × A ÷ C × T
  /// (P.A.C.T. Propreté, https://inserpropre.fr/?p=2353). Under 150 h, or when P is not above zero: no clause.
  public struct Cleaning: Sendable, Hashable {
    /// C, fixed by the branch: turnover for one hour.
    public static let eurosPerHour = Money(euros: 25)
    /// Under it the branch proposes no clause.
    public static let minimumHours = 150
    public let turnover: Money
    public let months: Int
    public let transferableMonthlyHours: Hours
    public let rate: Rational
    public let eurosPerHour: Money

    public init(
      turnover: Money, months: Int, transferableMonthlyHours: Hours, rate: Rational, eurosPerHour: Money
    ) throws(ValueError) {
      try Check.amount(turnover, "Le chiffre d’affaires du lot")
      try Check.months(months)
      guard transferableMonthlyHours >= .zero, transferableMonthlyHours <= Check.mostHours else {
        throw ValueError("Les heures mensuelles du personnel à reprendre ne peuvent pas être négatives.")
      }
      try Check.percent(rate, "Le taux d’insertion")
      try Check.hourly(eurosPerHour, "Le chiffre d’affaires par heure")
      (self.turnover, self.months, self.rate) = (turnover, months, rate)
      (self.transferableMonthlyHours, self.eurosPerHour) = (transferableMonthlyHours, eurosPerHour)
    }

    /// P: the part of the work that is not done by staff taken over.
    public var weighting: Rational {
      let monthly = turnover.rational / Rational(months)
      return .one - transferableMonthlyHours.rational * eurosPerHour.rational / monthly
    }

    public var result: SizingResult {
      let hours = weighting * turnover.rational / eurosPerHour.rational * rate / Rational(100)
      return SizingResult(method: .cleaning, raw: hours, factors: factors, reason: reason(hours), weighting: weighting)
    }

    private var factors: [SizingFactor] {
      [
        .euros("turnoverEuros", "Chiffre d’affaires du lot", turnover),
        .number("months", "Durée", Rational(months), unit: "mois"),
        .number(
          "transferableMonthlyHours", "Heures mensuelles à reprendre", transferableMonthlyHours.rational, unit: "h"),
        .number("ratePercent", "Taux d’insertion", rate, unit: "%"),
        .euros("eurosPerHour", "Chiffre d’affaires par heure", eurosPerHour, unit: "€/h"),
      ]
    }

    private func reason(_ hours: Rational) -> String? {
      if weighting <= .zero {
        return "Le personnel à reprendre dépasse le potentiel du marché\u{202F}: pas de clause."
      }
      guard hours < Rational(Self.minimumHours) else { return nil }
      return "Moins de 150\u{202F}h\u{202F}: la branche ne propose pas de clause."
    }
  }
}

/// Bounds of what is typed, and the sentences said outside them.
private enum Check {
  static let mostHours = Hours(wholeHours: 1_000_000_000)

  static func amount(_ value: Money, _ name: String) throws(ValueError) {
    guard value > .zero, value.cents < 100_000_000_000_000 else {
      throw ValueError("\(name) doit être supérieur à 0\u{202F}€.")
    }
  }

  static func hourly(_ value: Money, _ name: String) throws(ValueError) {
    guard value > .zero, value <= Money(euros: 10_000) else {
      throw ValueError("\(name) doit être supérieur à 0\u{202F}€ et d’au plus 10\u{202F}000\u{202F}€.")
    }
  }

  static func hours(_ value: Hours, _ name: String) throws(ValueError) {
    guard value > .zero, value <= mostHours else { throw ValueError("\(name) doivent être supérieures à 0.") }
  }

  static func percent(_ value: Rational, _ name: String) throws(ValueError) {
    guard value >= .zero, value <= Rational(100), value.denominator <= 10_000 else {
      throw ValueError("\(name) va de 0 à 100\u{202F}%, avec quatre décimales au plus.")
    }
  }

  static func months(_ value: Int) throws(ValueError) {
    guard (1...600).contains(value) else { throw ValueError("La durée va de 1 à 600 mois.") }
  }

  static func tooSmall(_ hours: Rational) -> String? {
    hours < .one ? "Moins d’une heure\u{202F}: il n’y a rien à retenir." : nil
  }
}
