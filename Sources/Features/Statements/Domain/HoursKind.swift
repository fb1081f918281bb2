// SPDX-License-Identifier: EUPL-1.2

/// Separate boxes of a statement (rules 9): absence never counts.
public enum HoursKind: String, CodeList {
  case site
  case training
  case tutoring
  case absence

  public var french: String {
    switch self {
    case .site: "sur site"
    case .training: "formation"
    case .tutoring: "tutorat"
    case .absence: "absence"
    }
  }

  /// Whether its kept hours are hours done: worked on the site.
  public var isDone: Bool { self == .site }
  /// Whether any of it may ever be kept.
  public var mayCount: Bool { self != .absence }
}

/// Why declared hours are not kept, told to the declarer with both figures (rules 11).
public enum ReasonNotKept: String, CodeList {
  case beforeValidation = "before_validation"
  case afterEligibility = "after_eligibility"
  case outsideContract = "outside_contract"
  case outsideLot = "outside_lot"
  case noProof = "no_proof"
  case declaredTwice = "declared_twice"
  case notCountedKind = "not_counted_kind"
  case other

  public var french: String {
    switch self {
    case .beforeValidation: "avant validation"
    case .afterEligibility: "après la fin de la durée de prise en compte"
    case .outsideContract: "hors des dates du contrat"
    case .outsideLot: "hors des dates du lot"
    case .noProof: "sans justificatif"
    case .declaredTwice: "déjà déclarées par un autre employeur"
    case .notCountedKind: "nature d’heures non prise en compte"
    case .other: "autre motif"
    }
  }
}
