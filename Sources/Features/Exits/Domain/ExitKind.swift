// SPDX-License-Identifier: EUPL-1.2

/// What an exit counts for, as the State counts the « sorties dynamiques » of insertion by economic activity
/// (https://communaute.inclusion.beta.gouv.fr/forum/les-sorties-dynamiques-dans-liae-115).
public enum ExitKind: String, CodeList {
  case durable = "durable"
  case transitional = "transition"
  case constructive = "positive"
  case other = "autre"
  /// Withdrawn from what is counted: « retrait des sorties constatées ».
  case neutral = "neutre"

  public var french: String {
    switch self {
    case .durable: "emploi durable"
    case .transitional: "emploi de transition"
    case .constructive: "sortie positive"
    case .other: "autre sortie"
    case .neutral: "sortie neutre"
    }
  }

  /// A « sortie dynamique ».
  public var isPositiveOutcome: Bool { self == .durable || self == .transitional || self == .constructive }
  /// In the denominator of the rate.
  public var isCounted: Bool { self != .neutral }
}

/// Where somebody stands at the exit, or some months later.
public enum ExitSituation: String, CodeList {
  case permanent = "CDI"
  case longFixedTerm = "CDD_LONG"
  case civilService = "FONCTION_PUBLIQUE"
  case business = "CREATION"
  case shortFixedTerm = "CDD_COURT"
  case assisted = "AIDE"
  case training = "FORMATION"
  case otherStructure = "AUTRE_SIAE"
  case otherPositive = "AUTRE_POSITIVE"
  case jobSeeking = "CHOMAGE"
  case inactive = "INACTIVITE"
  case lost = "PERDU_DE_VUE"
  case withdrawn = "RETRAIT"

  public var french: String {
    switch self {
    case .permanent: "CDI"
    case .longFixedTerm: "CDD ou mission de 6 mois et plus"
    case .civilService: "titularisation ou stage dans la fonction publique"
    case .business: "création ou reprise d’entreprise"
    case .shortFixedTerm: "CDD ou mission de moins de 6 mois"
    case .assisted: "contrat aidé chez un employeur de droit commun"
    case .training: "formation qualifiante ou préqualifiante"
    case .otherStructure: "embauche dans une autre structure d’insertion"
    case .otherPositive: "autre sortie reconnue positive"
    case .jobSeeking: "sans emploi, en recherche"
    case .inactive: "inactivité"
    case .lost: "situation inconnue, perdu de vue"
    case .withdrawn: "sans objet (décès, retraite, longue maladie, déménagement, incarcération, essai non concluant)"
    }
  }

  public var kind: ExitKind {
    switch self {
    case .permanent, .longFixedTerm, .civilService, .business: .durable
    case .shortFixedTerm, .assisted: .transitional
    case .training, .otherStructure, .otherPositive: .constructive
    case .jobSeeking, .inactive, .lost: .other
    case .withdrawn: .neutral
    }
  }

  /// The word of the FSE+ list of results of a participation.
  public var fse: String {
    switch self {
    case .permanent, .longFixedTerm, .civilService, .business: "emploi durable"
    case .shortFixedTerm, .assisted: "emploi de transition"
    case .training: "formation"
    case .otherStructure, .otherPositive: "autre sortie positive"
    case .inactive: "inactivité"
    case .jobSeeking: "chômage"
    case .lost, .withdrawn: "inconnue"
    }
  }

  public static func of(_ kind: ExitKind) -> [ExitSituation] { allCases.filter { $0.kind == kind } }
}
