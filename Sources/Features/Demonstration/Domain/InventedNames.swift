// SPDX-License-Identifier: EUPL-1.2

/// Names that belong to nobody, for the demonstration. SIREN numbers are of the range 990 000 000 – 990 999 999, which the
/// register of companies has not opened; telephone numbers are of the range that the regulator keeps for fiction (02 61 91).
public enum InventedNames {
  public static let communes = [
    "Saint-Orme", "Valorme", "Brissay-le-Val", "Les Aulnettes", "Montorme", "La Chapelle-d’Orme", "Ormeval",
    "Saint-Aubry",
    "Les Ponts-d’Orme", "Villorme", "Trélanges", "Beaurive-sur-Orme", "Le Plessis-Doré", "Corzelles", "Briolande",
  ]
  public static let women = [
    "Nadia", "Sofia", "Marie", "Awa", "Inès", "Julie", "Élodie", "Chloé", "Fatou", "Leïla", "Aminata", "Sarah",
    "Camille",
    "Laura", "Djamila", "Mariam", "Noémie", "Claire", "Anaïs", "Samira", "Khadija", "Océane", "Estelle", "Rokia",
    "Manon",
    "Yasmina", "Sandrine", "Oumou", "Lucie", "Vanessa",
  ]
  public static let men = [
    "Ibrahim", "Lucas", "Karim", "Thomas", "Mehdi", "Bakary", "Samir", "Yanis", "Kévin", "Romain", "Nicolas", "Moussa",
    "Ahmed", "Antoine", "Hugo", "Paul", "Ousmane", "Bilal", "Mohamed", "Stéphane", "Abdou", "Jérôme", "Youssef",
    "Franck",
    "Ali", "Damien", "Sékou", "Loïc", "Farid", "Mathis", "Hassan", "Cédric", "Idriss", "Théo", "Rachid", "Bruno",
    "Amadou", "Dylan", "Olivier", "Zakaria", "Jordan", "Éric",
  ]
  public static let lastNames = [
    "Aubrion", "Belloy", "Carvin", "Dabry", "Estorge", "Fauvet", "Garnaud", "Hamelier", "Izambar", "Jolivar",
    "Kermadel",
    "Lorgeas", "Maubert", "Noirval", "Ondrel", "Pervanche", "Quellin", "Rousselar", "Sauvagel", "Tremblor", "Urvoas",
    "Valmory", "Wattrel", "Yvonnard", "Zellidor", "Bendrissa", "Diarrouba", "Koulibar", "Mansourel", "Tavarel",
    "Oukbir",
  ]
  /// Some three hundred family names: a stem and an ending.
  public static let families: [String] = {
    let stems = [
      "Aubr", "Bell", "Carv", "Dambr", "Esper", "Fauv", "Garn", "Hamel", "Jol", "Kermad", "Lorg", "Maub", "Noirv",
      "Perv", "Quell", "Rouss", "Sauv", "Trembl", "Valm", "Bendr", "Diarr", "Koul", "Mans", "Tav", "Ouk", "Zell",
    ]
    let endings = ["ion", "ard", "eau", "oux", "inel", "elle", "onnet", "issa", "abar", "oré", "and", "ivel"]
    return lastNames + stems.flatMap { stem in endings.map { stem + $0 } }
  }()
  public static let trades: [(sector: String, names: [String])] = [
    (
      "batiment",
      ["Maçonnerie", "Couverture", "Charpente", "Plomberie", "Électricité", "Peinture", "Menuiserie", "Voirie"]
    ),
    ("nettoyage", ["Net", "Propreté", "Entretien"]), ("espaces_verts", ["Jardins", "Paysages"]),
    ("maintenance", ["Maintenance", "Dépannage"]), ("prestations_intellectuelles", ["Études", "Conseil"]),
  ]
  public static let works: [(sector: String, titles: [String], lots: [String])] = [
    (
      "batiment",
      [
        "Construction du groupe scolaire", "Réhabilitation de 48 logements, résidence", "Halle des sports",
        "Aménagement de la rue",
        "Extension de la médiathèque", "Construction de 36 logements, îlot", "Rénovation thermique de l’école",
      ],
      [
        "Gros œuvre", "Charpente", "Couverture", "Menuiseries", "Peinture", "Électricité", "Plomberie",
        "Voirie et réseaux",
      ]
    ),
    (
      "nettoyage", ["Entretien des locaux", "Nettoyage des parties communes"],
      ["Secteur nord", "Secteur sud", "Vitrerie"]
    ),
    ("espaces_verts", ["Entretien des espaces verts", "Fauchage et élagage"], ["Secteur est", "Secteur ouest"]),
    (
      "maintenance", ["Maintenance des chaufferies", "Petits travaux en logements occupés"],
      ["Lot unique", "Second œuvre"]
    ),
    ("prestations_intellectuelles", ["Maîtrise d’œuvre urbaine", "Accompagnement numérique"], ["Lot unique"]),
  ]
  public static let places = [
    "Jacques-Prévert", "des Tilleuls", "Anne-Frank", "du Moulin", "des Ardoisiers", "Simone-Veil", "de la Source",
    "Georges-Sand", "du Belvédère", "des Acacias", "Louise-Michel", "du Vieux-Pont", "des Trois-Moulins",
    "de la Fontaine", "Germaine-Tillion", "du Haut-Val", "des Peupliers", "Nelson-Mandela", "des Lavandières",
    "du Port", "Marie-Curie", "de la Tannerie", "des Hauts-d’Orme", "du Champ-Fleuri",
  ]

  /// The n-th SIREN of the invented range, with its right check digit.
  public static func siren(_ number: Int) -> String {
    withCheckDigit("990" + padded(number % 100_000, 5))
  }

  /// The seat's SIRET of such a SIREN.
  public static func siret(_ siren: String) -> String { withCheckDigit(siren + "0001") }

  /// `02 61 91 …`, the range kept for fiction.
  public static func phone(_ number: Int) -> String {
    let digits = padded(number % 10_000, 4)
    return "02 61 91 \(digits.prefix(2)) \(digits.suffix(2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Luhn: the digit that makes the sum, each second digit doubled from the right, a multiple of ten.
  private static func withCheckDigit(_ digits: String) -> String {
    var sum = 0
    for (index, digit) in digits.reversed().compactMap(\.wholeNumberValue).enumerated() {
      let weighted = index.isMultiple(of: 2) ? digit * 2 : digit
      sum += weighted > 9 ? weighted - 9 : weighted
    }
    return digits + String((10 - sum % 10) % 10)
  }
}

/// A seeded generator (SplitMix64): the same seed, the same territory.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
  public mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
  public mutating func happens(_ percent: Int) -> Bool { below(100) < percent }
}

extension InventedNames {
  /// The name of the n-th invented territory; the first is the one that is looked at.
  public static func territory(_ number: Int) -> String {
    guard number > 1 else { return "Territoire du Val d’Orme" }
    let rivers = [
      "Orvaise", "Brissonne", "Tavelle", "Corzine", "Aulnette", "Varsanne", "Sombreuse", "Lironne", "Maurelle",
      "Quérize",
      "Dorvanne", "Essarine", "Fauvelle", "Gironnelle", "Hautelise", "Ivorne", "Joussane", "Kerlanne", "Lauzelle",
      "Morvine", "Noirelle", "Oussine", "Pervenne", "Ravoise", "Sauvine", "Trévanne", "Urvelle", "Valoise-d’Or",
      "Yvanne", "Zorelle", "Belvine", "Clairanne", "Drouvelle", "Espérine", "Formoise", "Gravelline", "Hermanne",
    ]
    let kinds = [
      "Pays", "Agglomération", "Métropole", "Communauté", "Bassin", "Territoire", "Plaine", "Côte", "Vallée",
      "Département",
    ]
    let index = number - 2
    let river = rivers[index % rivers.count]
    let link = "AEIOUYÉH".contains(river.prefix(1)) ? "d’" : "de "
    let round = index / (rivers.count * kinds.count)
    return "\(kinds[index / rivers.count % kinds.count]) \(link)\(river)" + (round == 0 ? "" : " \(round + 1)")
  }
}
