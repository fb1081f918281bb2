// SPDX-License-Identifier: EUPL-1.2

/// What one source record says of a contract, once read: the same whatever its version. Lots are not described by any version: a
/// lot that was awarded is a notice of its own.
public struct NoticeRecord: Sendable, Equatable {
  public var shape: NoticeShape
  public var kind: NoticeKind
  /// As published: often fourteen digits, not always a valid SIRET.
  public var buyerSiret: String
  public var buyerName: String?
  /// The buyer's own number, which is not unique (two lots may share it).
  public var reference: String
  public var nature: String?
  public var object: String?
  /// False for a table without a column for the object: nothing can be concluded from its absence.
  public var saysObject = true
  /// Eight digits and sometimes a key, or what was published instead.
  public var cpv: String?
  public var procedure: String?
  public var place = NoticePlace()
  public var durationMonths: Int?
  public var notifiedOn: Day?
  public var publishedOn: Day?
  /// Without tax: fixed, or the highest estimated.
  public var amount: Money?
  public var priceForm: String?
  public var holders: [NoticeHolder] = []
  public var social: [SocialConsideration] = []
  public var modifications: [NoticeModification] = []
  /// The number of the change that this row of a table describes, 0 for the initial contract.
  public var modificationNumber = 0

  public init(shape: NoticeShape, kind: NoticeKind, buyerSiret: String, reference: String) {
    (self.shape, self.kind, self.buyerSiret, self.reference) = (shape, kind, buyerSiret, reference)
  }

  /// The legal unit of the buyer: the first nine digits, when there are nine or fourteen. Buyers are compared by it.
  public var buyerSiren: String? { NoticeDigits.siren(of: buyerSiret) }
  /// When this situation was published.
  public var version: NoticeVersion {
    NoticeVersion(publishedOn: publishedOn, notifiedOn: notifiedOn, modification: modificationNumber)
  }
}

/// Where the work is done.
public struct NoticePlace: Sendable, Equatable {
  public var code: String?
  /// What kind of code that is: `Code postal`, `Code département`…
  public var codeKind: String?
  public var name: String?

  public init(code: String? = nil, codeKind: String? = nil, name: String? = nil) {
    (self.code, self.codeKind, self.name) = (code, codeKind, name)
  }
}

/// Who won the contract. Versions 2 publish no name.
public struct NoticeHolder: Sendable, Hashable {
  /// `SIRET`, `TVA`, `TAHITI`…
  public var idKind: String?
  public var identifier: String
  public var name: String?

  public init(idKind: String?, identifier: String, name: String? = nil) {
    (self.idKind, self.identifier, self.name) = (idKind, identifier, name)
  }

  /// The legal unit in the Sirene register, when the identifier holds one with the right key.
  public var siren: String? {
    let digits = idKind == "TVA" && identifier.hasPrefix("FR") ? String(identifier.dropFirst(4)) : identifier
    guard idKind == "SIRET" || idKind == "TVA" || idKind == nil, let siren = NoticeDigits.siren(of: digits),
      Luhn.holds(siren)
    else { return nil }
    return siren
  }
}

/// A change to the contract after it was signed.
public struct NoticeModification: Sendable, Equatable {
  public var number: Int
  public var notifiedOn: Day?
  public var publishedOn: Day?
  public var object: String?
  public var durationMonths: Int?
  public var amount: Money?
  /// Empty when they do not change.
  public var holders: [NoticeHolder] = []

  public init(number: Int) { self.number = number }
}

/// What DECP 2 says of the social clause (formats.md §A.5). It says that there is one, never how many hours.
public enum SocialConsideration: String, CodeList {
  case clause = "CLAUSE"
  case criterion = "CRITERE"
  case reserved = "RESERVE"
  case none = "AUCUNE"
  case other = "AUTRE"

  public var french: String {
    switch self {
    case .clause: "clause sociale"
    case .criterion: "critère social"
    case .reserved: "marché ou concession réservés"
    case .none: "pas de considération sociale"
    case .other: "autre mention"
    }
  }

  public var note: String? {
    switch self {
    case .clause: "Code de la commande publique, art. L2112-2\u{202F}: condition d’exécution"
    case .criterion: "Art. R2152-7\u{202F}: critère d’attribution, qui n’engage pas forcément des heures"
    case .reserved: "Art. L2113-12 et L2113-13 (concessions\u{202F}: L3113-1)"
    case .none, .other: nil
    }
  }

  /// Whether somebody has a clause to follow.
  public var isSocial: Bool { self == .clause || self == .criterion || self == .reserved }
}
