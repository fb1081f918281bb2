// SPDX-License-Identifier: EUPL-1.2

extension Indicator {
  public static let exits = Indicator(
    code: "exits", label: "Sorties", unit: "personnes",
    definition:
      "Personnes sorties dans l’année, parmi celles qui y ont au moins une heure retenue\u{202F}; qui sort deux fois compte pour sa dernière sortie.",
    decimals: 0)

  /// Exits of one kind, by what is known at the exit.
  public static func exits(_ kind: ExitKind) -> Indicator {
    Indicator(
      code: "exits.\(kind.code)", label: "Sorties\u{202F}: \(kind.french)", unit: "personnes",
      definition: "\(kind.definition), à la sortie.", decimals: 0)
  }

  /// The share of positive outcomes among counted exits, by what is known at a milestone.
  public static func positiveExits(_ milestone: ExitMilestone) -> Indicator {
    Indicator(
      code: milestone == .exit ? "exits.dynamic" : "exits.dynamic.\(milestone.rawValue)",
      label: "Sorties dynamiques \(milestone.french)", unit: "%",
      definition:
        "Emploi durable, de transition et sorties positives, sur les sorties de l’année dont la situation \(milestone.french) est renseignée, sorties neutres à part.",
      decimals: 1)
  }

  /// All that is said of exits, in the order of a bilan.
  public static let ofExits =
    [exits] + ExitKind.allCases.map { exits($0) } + ExitMilestone.allCases.map { positiveExits($0) }

  public var isOfExits: Bool { code == Self.exits.code || code.hasPrefix("exits.") }
}

extension ExitKind {
  fileprivate var code: String {
    switch self {
    case .durable: "durable"
    case .transitional: "transitional"
    case .constructive: "constructive"
    case .other: "other"
    case .neutral: "neutral"
    }
  }

  fileprivate var definition: String {
    switch self {
    case .durable: "CDI, CDD ou mission de 6 mois et plus, fonction publique, création ou reprise d’entreprise"
    case .transitional: "CDD ou mission de moins de 6 mois, contrat aidé chez un employeur de droit commun"
    case .constructive:
      "Formation qualifiante ou préqualifiante, autre structure d’insertion, autre sortie reconnue positive"
    case .other: "Sans emploi, inactivité, situation inconnue"
    case .neutral: "Sorties sans objet, retirées du calcul du taux"
    }
  }
}

extension ExitTally {
  /// Every indicator of exits with its value; rates without a divisor are left out.
  public var values: [IndicatorValue] {
    [IndicatorValue(.exits, .count(exits))] + ExitKind.allCases.map { IndicatorValue(.exits($0), .count(count($0))) }
      + ExitMilestone.allCases.compactMap { rateValue($0) }
  }

  func rateValue(_ milestone: ExitMilestone) -> IndicatorValue? {
    rate(milestone).map {
      IndicatorValue(
        .positiveExits(milestone), .ratio($0),
        detail: "\(FrenchNumber.whole(counted(milestone))) sorties comptées")
    }
  }

  /// The same without what would tell of a few people: neither the part nor the rest of a whole may be small (rules 22).
  public func values(of people: Int) -> [IndicatorValue] {
    guard !SmallCells.reveals(part: exits, of: people) else { return [] }
    let rates = ExitMilestone.allCases.filter { milestone in
      !SmallCells.isSmall(counted(milestone)) && !SmallCells.isSmall(known(milestone) - counted(milestone))
        && !SmallCells.reveals(part: positive(milestone), of: counted(milestone))
    }
    return [IndicatorValue(.exits, .count(exits))] + rates.compactMap { rateValue($0) }
  }
}
