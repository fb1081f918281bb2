// SPDX-License-Identifier: EUPL-1.2

/// How a table of results is parted, and what it may be narrowed by. The raw value is its word in an address.
public enum FigureBreakdown: String, CodeList {
  case month = "mois"
  case sector = "secteur"
  case buyer = "donneur"
  case buyerKind = "acheteur"
  case contract = "marche"
  case lot
  case employer = "employeur"
  case employerKind = "structure"
  case modality = "modalite"
  case contractKind = "contrat"
  case job = "metier"
  case term = "duree"
  case gender = "genre"
  case age
  case district = "quartier"
  case education = "niveau"
  case criterion = "critere"

  /// The key of what nobody wrote down.
  public static let unknown = "-"

  public var french: String {
    switch self {
    case .month: "mois"
    case .sector: "secteur"
    case .buyer: "donneur d’ordre"
    case .buyerKind: "type de donneur d’ordre"
    case .contract: "marché"
    case .lot: "lot"
    case .employer: "employeur"
    case .employerKind: "type d’employeur"
    case .modality: "modalité"
    case .contractKind: "type de contrat"
    case .job: "métier"
    case .term: "durée du contrat"
    case .gender: "genre"
    case .age: "âge à l’embauche"
    case .district: "quartier prioritaire"
    case .education: "niveau de formation"
    case .criterion: "critère"
    }
  }

  /// Says something of people: shown from five of them to those who do not follow them (rules 22).
  public var isProfile: Bool {
    switch self {
    case .gender, .age, .district, .education, .criterion: true
    default: false
    }
  }

  /// Its keys are identifiers of rows.
  public var isIdentified: Bool {
    switch self {
    case .buyer, .contract, .lot, .employer: true
    default: false
    }
  }

  /// Its keys have names that are read where the rows are: identifiers, and codes of districts.
  public var isNamed: Bool { isIdentified || self == .district }

  /// What must be known to read the rows.
  public var note: String? {
    switch self {
    case .criterion: "Une personne peut relever de plusieurs critères\u{202F}: les lignes ne s’additionnent pas."
    case .buyer:
      "Dans un groupement de commandes, chaque membre rapporte sa part des heures, et les personnes du groupement."
    case .job: "Tel que le contrat de travail le dit\u{202F}; deux écritures d’un métier font deux lignes."
    case .term:
      "Du premier au dernier jour du contrat, prévu tant qu’il court\u{202F}; chaque mission d’une chaîne a sa durée."
    case .employer: "Une entreprise qui a changé de nom est comptée sous son nom d’aujourd’hui."
    case .buyerKind: "Un groupement de commandes est compté au type de celui qui passe le marché."
    case .age, .district, .education: "Tel que c’était à l’embauche\u{202F}; un changement depuis n’y change rien."
    default: nil
    }
  }

  /// The words of a key of a closed list; nil for an identifier, or a key that has no meaning.
  public func french(_ key: String) -> String? {
    if key == Self.unknown, self == .employer { return "employeur non dit (soldes d’ouverture)" }
    if key == Self.unknown { return self == .district ? "hors quartier ou non renseigné" : "non renseigné" }
    switch self {
    case .month: return Int(key).flatMap { (1...12).contains($0) ? Month.names[$0 - 1] : nil }
    case .sector: return Sector(rawValue: key)?.french
    case .buyerKind: return BuyerKind(rawValue: key)?.french
    case .employerKind: return EmployerKind(rawValue: key)?.french
    case .modality: return Modality(rawValue: key)?.french
    case .contractKind: return EmploymentContractKind(rawValue: key)?.french
    case .term: return ContractTerm(rawValue: key)?.french
    case .gender: return Gender(rawValue: key)?.french
    case .age: return AgeBand(rawValue: key)?.french
    case .education: return EducationLevel(rawValue: key)?.french
    case .criterion: return EligibilityCriterion(rawValue: key)?.french
    case .district, .job: return key
    case .buyer, .contract, .lot, .employer: return nil
    }
  }

  /// The entries that a form offers; empty where they are too many to be listed.
  public var choices: [(key: String, label: String)] {
    let keys: [String]
    switch self {
    case .sector: keys = Sector.allCases.map(\.rawValue)
    case .buyerKind: keys = BuyerKind.allCases.map(\.rawValue)
    case .employerKind: keys = EmployerKind.allCases.map(\.rawValue)
    case .modality: keys = Modality.allCases.map(\.rawValue)
    case .contractKind: keys = EmploymentContractKind.allCases.map(\.rawValue)
    case .term: keys = ContractTerm.allCases.map(\.rawValue)
    case .gender: keys = Gender.allCases.map(\.rawValue)
    case .age: keys = AgeBand.allCases.map(\.rawValue)
    case .education: keys = EducationLevel.allCases.map(\.rawValue)
    case .criterion: keys = EligibilityCriterion.allCases.map(\.rawValue)
    case .month, .buyer, .contract, .lot, .employer, .district, .job: keys = []
    }
    return keys.compactMap { key in french(key).map { (key, $0) } }
  }
}

/// Age at the hiring.
public enum AgeBand: String, CodeList {
  case young = "moins-26"
  case middle = "26-50"
  case senior = "plus-50"

  public init(age: Int) { self = age < 26 ? .young : age > 50 ? .senior : .middle }

  public var french: String {
    switch self {
    case .young: "moins de 26 ans"
    case .middle: "26 à 50 ans"
    case .senior: "plus de 50 ans"
    }
  }
}

/// In which month an hour is counted.
public enum FigureBasis: String, CodeList {
  case worked = "travail"
  case kept = "retenue"

  public var french: String {
    switch self {
    case .worked: "mois travaillé"
    case .kept: "date où l’heure a été retenue"
    }
  }
}
