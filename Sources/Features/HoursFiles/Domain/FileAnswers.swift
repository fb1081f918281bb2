// SPDX-License-Identifier: EUPL-1.2

/// What a person has settled about a file, by the names that the boxes of its page bear.
public struct FileAnswers: Hashable, Sendable {
  public var values: [String: String]
  /// What this sender's words meant before, by the same names.
  public var remembered: [String: String]

  public init(_ values: [String: String] = [:], remembered: [String: String] = [:]) {
    (self.values, self.remembered) = (values, remembered)
  }

  public static func cell(_ sheet: Int, _ row: Int, _ column: Int) -> String { "c_\(sheet)_\(row)_\(column)" }
  public static func aside(_ sheet: Int, _ row: Int) -> String { "s_\(sheet)_\(row)" }
  public static func kept(_ sheet: Int, _ row: Int) -> String { "k_\(sheet)_\(row)" }
  /// The month of a sheet's rows that say none.
  public static func month(_ sheet: Int) -> String { "m_\(sheet)" }
  public static func question(_ subject: FileQuestion.Subject, _ key: String) -> String {
    "q_\(subject.rawValue)_\(fingerprint(key))"
  }
  /// The value of a choice that leaves the rows aside.
  public static let leave = "-"
  /// What to do where hours are already declared: `leave` writes the difference only, `add` adds these hours to them.
  public static let repeats = "repeats"
  public static let add = "add"
  /// Stands for a choice that several boxes say.
  public static let shared = "+"
  /// The box of a part of a person's month on one lot.
  static func part(_ question: String, _ engagement: ID<Engagement>) -> String {
    "p_\(question.split(separator: "_").last ?? "")_\(engagement)"
  }

  /// Sixteen hexadecimal digits (FNV-1a): the texts of a file do not stand in names of boxes.
  static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// A word of the file whose meaning a person may settle: who, where, what kind of hours, which employer.
public struct FileQuestion: Hashable, Sendable {
  public enum Subject: String, Sendable, CaseIterable {
    case person, site, nature, employer
    /// The lot of a person's hours in a month, when the file and the contracts leave several, or none.
    case place
  }

  public struct Option: Hashable, Sendable {
    public let value: String
    public let label: String
    public let score: Int
    public let reason: String
  }

  public let subject: Subject
  /// The name of its box.
  public let name: String
  public let text: String
  public let rows: [Int]
  public let hours: Hours
  public let options: [Option]
  /// What stands: the person's choice, what was remembered, or the sure match; nil while it must be asked.
  public let chosen: String?
  /// It was found without asking.
  public let isFound: Bool
  /// Why it is asked, when there is more to say.
  public let note: String
  /// Boxes in which hours are shared out over several lots.
  public let parts: [Part]

  /// A box for the hours of one lot.
  public struct Part: Hashable, Sendable {
    public let name: String
    public let label: String
    public let value: String
  }
}

/// A cell that cannot be read, with what to write.
public struct CellFault: Hashable, Sendable {
  public let sheet: Int
  /// The number in the margin.
  public let row: Int
  public let column: Int
  public let text: String
  public let sentence: String
  /// It may be right as it is: the row can be kept by saying so.
  public let mayKeep: Bool
}

/// Why rows are not written.
public enum AsideReason: String, CodeList {
  case byHand, total, heading, notHours, noHours, otherPerson, otherSite, otherEmployer, otherMonth, received, toCorrect

  public var french: String {
    switch self {
    case .byHand: "laissées de côté par vous"
    case .total: "lignes de total"
    case .heading: "titres répétés"
    case .notHours: "ni heures ni absence (paniers, primes, déplacements…)"
    case .noHours: "sans heures"
    case .otherPerson: "personnes qui ne sont pas suivies ici"
    case .otherSite: "autres chantiers"
    case .otherEmployer: "autres employeurs"
    case .otherMonth: "autres mois du tableau"
    case .received: "déjà reçues à l’identique"
    case .toCorrect: "déjà décidées pour plus d’heures, à corriger une par une"
    }
  }
}

public struct AsideCount: Hashable, Sendable {
  public var rows = 0
  public var hours = Hours.zero
}
