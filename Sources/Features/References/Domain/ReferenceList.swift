// SPDX-License-Identifier: EUPL-1.2

/// A public list of codes that the program reads from the files of its publisher.
public enum ReferenceList: String, CodeList {
  case communes
  case intercommunalities = "epci"
  case districts = "qpv"
  case cpv
  case naf
  case naf2025
  case rome

  public var french: String {
    switch self {
    case .communes: "communes (COG)"
    case .intercommunalities: "intercommunalités (EPCI)"
    case .districts: "quartiers prioritaires (QPV)"
    case .cpv: "vocabulaire des marchés publics (CPV)"
    case .naf: "activités (NAF rév. 2)"
    case .naf2025: "activités (NAF 2025)"
    case .rome: "métiers (ROME)"
    }
  }

  /// Who publishes it.
  public var publisher: String {
    switch self {
    case .communes, .naf, .naf2025: "Insee"
    case .intercommunalities: "DGCL, Insee"
    case .districts: "ANCT"
    case .cpv: "Union européenne"
    case .rome: "France Travail"
    }
  }

  /// The day from which the law has the list apply, when the list has one only: decrees 2014-1750 and 2023-1314 are told apart by
  /// the code itself, so that districts have none here.
  var fixedDay: Day? {
    switch self {
    case .cpv: Day(2008, 9, 17)
    case .naf: Day(2008, 1, 1)
    case .naf2025: Day(2027, 1, 1)
    default: nil
    }
  }
}

/// One code of a list, as a file gives it.
public struct ReferenceEntry: Sendable, Hashable {
  /// What tells two lines of one code apart: the kind of a commune, the commune of a district; empty elsewhere.
  public var variant: String
  public var code: String
  public var label: String
  /// The code that stands above: the intercommunality of a commune, the wider CPV code.
  public var parent: String
  /// What else a person chooses by: the postcodes of a commune, the name of the commune of a district.
  public var detail: String

  public init(variant: String = "", code: String, label: String, parent: String = "", detail: String = "") {
    (self.variant, self.code, self.label, self.parent, self.detail) = (variant, code, label, parent, detail)
  }

  public var key: ReferenceKey { ReferenceKey(code: code, variant: variant) }
}

/// What makes two lines of a list the same code.
public struct ReferenceKey: Sendable, Hashable, Comparable {
  public let code: String
  public let variant: String

  public init(code: String, variant: String) { (self.code, self.variant) = (code, variant) }

  public static func < (left: ReferenceKey, right: ReferenceKey) -> Bool {
    (left.code, left.variant) < (right.code, right.variant)
  }
}

/// A line of a file that cannot be taken, and why.
public struct ReferenceRejection: Sendable, Hashable {
  public let line: Int
  public let field: String
  public let value: String
  public let reason: String

  public init(line: Int, field: String, value: String, reason: String) {
    (self.line, self.field, self.value, self.reason) = (line, field, String(value.prefix(200)), reason)
  }
}
