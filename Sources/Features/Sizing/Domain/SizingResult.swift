// SPDX-License-Identifier: EUPL-1.2

/// The four ways of sizing a clause (domain.md §1.1).
public enum SizingMethod: String, CodeList {
  case amount
  case hours
  case fullTime = "fte"
  case cleaning

  public var french: String {
    switch self {
    case .amount: "par le montant"
    case .hours: "par les heures du marché"
    case .fullTime: "par les équivalents temps plein"
    case .cleaning: "nettoyage avec reprise de personnel"
    }
  }

  public var note: String? {
    switch self {
    case .amount: "Montant × part de main-d’œuvre × taux d’insertion ÷ coût horaire"
    case .hours: "Heures du marché × taux d’insertion"
    case .fullTime: "ETP × heures par an × mois ÷ 12 × taux"
    case .cleaning: "P.A.C.T. Propreté (inserpropre.fr)\u{202F}: P = 1 − S × C ÷ (A ÷ N)\u{202F}; I = P × A ÷ C × T"
    }
  }
}

/// One number that entered a sizing, as it was typed or supposed.
public struct SizingFactor: Sendable, Hashable {
  /// The name of the program's input, such as `hourlyCostEuros`.
  public let key: String
  public let label: String
  /// With a point and no group, for programs.
  public let value: String
  /// As the French write it, without the unit.
  public let french: String
  /// `€`, `%`, `h`, `mois`, `€/h`, or empty.
  public let unit: String
}

/// What a sizing gives: the exact value is kept beside the hours retained, and every factor with them.
public struct SizingResult: Sendable, Hashable {
  public let method: SizingMethod
  /// Exact hours; may be negative where staff taken over exceeds the contract's potential.
  public let raw: Rational
  public let factors: [SizingFactor]
  /// Why no clause is proposed; `nil` when one is.
  public let reason: String?
  /// Amount × labour share, exact euros (method by amount).
  public let labourEuros: Rational?
  /// Labour × rate, exact euros (method by amount).
  public let effortEuros: Rational?
  /// P of the cleaning formula, exact.
  public let weighting: Rational?

  init(
    method: SizingMethod, raw: Rational, factors: [SizingFactor], reason: String?, labourEuros: Rational? = nil,
    effortEuros: Rational? = nil, weighting: Rational? = nil
  ) {
    (self.method, self.raw, self.factors, self.reason) = (method, raw, factors, reason)
    (self.labourEuros, self.effortEuros, self.weighting) = (labourEuros, effortEuros, weighting)
  }

  /// Rounded down to the hour, never negative. A person may retain another figure: both are stored.
  public var retained: Int { Int(clamping: max(0, raw.floor)) }
  public var clause: Bool { reason == nil }
  /// `833.33`, half away from zero.
  public var rawText: String { raw.plain(decimals: 2) }
  /// `833,33`
  public var rawFrench: String { raw.french(decimals: 2) }
}

extension SizingFactor {
  static func euros(_ key: String, _ label: String, _ money: Money, unit: String = "€") -> SizingFactor {
    let whole = money.cents % 100 == 0
    let plain = whole ? String(money.cents / 100) : money.decimal
    let french = FrenchNumber.decimal(whole ? money.cents / 100 : money.cents, decimals: whole ? 0 : 2)
    return SizingFactor(key: key, label: label, value: plain, french: french, unit: unit)
  }

  static func number(_ key: String, _ label: String, _ value: Rational, unit: String) -> SizingFactor {
    let decimals = (0...4).first { value.scaledExactly(decimals: $0) } ?? 4
    return SizingFactor(
      key: key, label: label, value: value.plain(decimals: decimals), french: value.french(decimals: decimals),
      unit: unit)
  }
}

extension Rational {
  /// Whether that many decimals write it exactly.
  fileprivate func scaledExactly(decimals: Int) -> Bool {
    (0..<decimals).reduce(Int128(1)) { power, _ in power * 10 } % denominator == 0
  }
}
