// SPDX-License-Identifier: EUPL-1.2

/// A figure that is published: what it counts, in words, and how it is rounded. Rounding is half away from zero.
public struct Indicator: Sendable, Hashable {
  /// Stable name, such as `hours.done`.
  public let code: String
  public let label: String
  /// `h`, `%`, `ETP`, `h par personne`, or `personnes` and the like.
  public let unit: String
  public let definition: String
  /// Decimals published; counts have none.
  public let decimals: Int
  /// Raised when what is counted changes: a figure says with which it was counted.
  public var version = 1
  /// The first day of which it can be said; nil: always.
  public var validFrom: Day?

  /// Why a year has no such figure; nil when it has.
  public func refusal(year: Int) -> String? {
    guard let validFrom, year < validFrom.year else { return nil }
    return
      "\(label)\u{202F}: cet indicateur n’a pas de sens en \(year), il vaut à partir du \(validFrom.french)."
  }

  private func valid(from day: Day?) -> Indicator {
    var indicator = self
    indicator.validFrom = day
    return indicator
  }

  public static let hoursDone = Indicator(
    code: "hours.done", label: "Heures réalisées", unit: "h",
    definition:
      "Heures sur site retenues, par mois travaillé\u{202F}; chaque heure est comptée une fois dans le territoire.",
    decimals: 2)
  public static let hoursCredited = Indicator(
    code: "hours.credited", label: "Heures valorisées", unit: "h",
    definition: "Heures réalisées et part de la formation que la règle de chaque marché valorise.", decimals: 2)
  public static let people = Indicator(
    code: "people", label: "Personnes", unit: "personnes",
    definition:
      "Personnes distinctes ayant au moins une heure retenue\u{202F}; elles ne s’additionnent pas entre années, donneurs d’ordre ou lots.",
    decimals: 0)
  public static let assignments = Indicator(
    code: "assignments", label: "Contrats et missions", unit: "contrats",
    definition: "Contrats de travail ayant des heures retenues\u{202F}; \(Parcours.definition).", decimals: 0)
  public static let companies = Indicator(
    code: "companies", label: "Entreprises", unit: "entreprises",
    definition: "SIREN distincts des employeurs et des titulaires ayant des heures retenues, structures comprises.",
    decimals: 0)
  public static let structures = Indicator(
    code: "structures", label: "Structures d’insertion", unit: "structures",
    definition: "Parmi les entreprises, celles de l’insertion, du handicap, les GEIQ et les régies.", decimals: 0)
  public static let contracts = Indicator(
    code: "contracts", label: "Marchés", unit: "marchés",
    definition: "Marchés sur lesquels des heures de l’année sont retenues.", decimals: 0)
  public static let lots = Indicator(
    code: "lots", label: "Lots", unit: "lots", definition: "Lots sur lesquels des heures de l’année sont retenues.",
    decimals: 0)
  public static let fte = Indicator(
    code: "fte", label: "Équivalents temps plein", unit: "ETP",
    definition: "Heures réalisées divisées par les heures d’une année de temps plein.", decimals: 1)
  public static let hoursPerPerson = Indicator(
    code: "hours.per.person", label: "Heures par personne", unit: "h par personne",
    definition: "Heures réalisées divisées par le nombre de personnes.", decimals: 1)
  public static let completion = Indicator(
    code: "completion", label: "Taux de réalisation", unit: "%",
    definition: "Heures retenues, plafonnées lot par lot à ce qui est à réaliser, sur les heures à réaliser.",
    decimals: 1)
  public static let completionRaw = Indicator(
    code: "completion.raw", label: "Taux de réalisation brut", unit: "%",
    definition: "Heures retenues sur les heures à réaliser, sans plafond.", decimals: 1)
  public static let hoursDue = Indicator(
    code: "hours.due", label: "Heures à réaliser", unit: "h",
    definition: "Heures fermes des engagements de tous les lots suivis, toutes années.", decimals: 2)
  public static let hoursRemaining = Indicator(
    code: "hours.remaining", label: "Heures qui restent à réaliser", unit: "h",
    definition: "Heures à réaliser moins heures retenues, lot par lot et jamais sous zéro, toutes années.", decimals: 2)
  public static let objective = Indicator(
    code: "objective", label: "Part de l’objectif", unit: "%",
    definition: "Heures réalisées sur l’objectif de l’année.", decimals: 1)

  public static let women = share("share.women", "Part des femmes", "Femmes")
  public static let under26 = share(
    "share.under26", "Part des moins de 26 ans", "Personnes de moins de 26 ans à l’embauche")
  public static let over50 = share(
    "share.over50", "Part des plus de 50 ans", "Personnes de plus de 50 ans à l’embauche")
  public static let district = share(
    "share.district", "Part des habitants de QPV", "Personnes qui habitaient un quartier prioritaire à l’embauche"
  ).valid(from: Day(2015, 1, 1))
  public static let rsa = share(
    "share.rsa", "Part des bénéficiaires du RSA", "Personnes au RSA à l’embauche"
  ).valid(from: Day(2009, 6, 1))
  public static let longTermUnemployed = share(
    "share.deld", "Part des demandeurs d’emploi de longue durée", "Demandeurs d’emploi de longue durée à l’embauche")
  public static let disabled = share(
    "share.th", "Part des travailleurs handicapés", "Travailleurs handicapés à l’embauche")

  private static func share(_ code: String, _ label: String, _ who: String) -> Indicator {
    Indicator(
      code: code, label: label, unit: "%",
      definition: "\(who), sur toutes les personnes ayant au moins une heure retenue.", decimals: 1)
  }

  /// In the order of a bilan.
  public static let all =
    [
      hoursDone, hoursCredited, people, assignments, companies, structures, contracts, lots, fte, hoursPerPerson,
      hoursDue, hoursRemaining, completion, completionRaw, objective, women, under26, over50, district, rsa,
      longTermUnemployed, disabled,
    ] + ofExits
}
