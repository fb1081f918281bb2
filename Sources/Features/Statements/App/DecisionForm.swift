// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads the decision of one line.
struct DecisionForm {
  private var read: FormReader

  init(_ form: Form) { read = FormReader(form) }

  func act(_ line: ID<HoursLine>, in statement: ID<Statement>) throws(FormRejected) -> DecideLine {
    var read = read
    let choice = DecideLine.Choice(rawValue: read.typed("choix"))
    if choice == nil { read.refuse("choix", "Décision\u{202F}: choisissez ce qui est retenu.") }
    let kept = choice == .part ? read.hours("heures", "Heures retenues") : nil
    if let choice, choice != .part, !read.isBlank("heures") {
      read.refuse(
        "heures",
        "Des heures retenues sont tapées\u{202F}: choisissez «\u{202F}Retenir une partie\u{202F}», ou videz cette case."
      )
    }
    let reason = read.optionalCode("motif", "Motif", ReasonNotKept.self)
    let note = read.optionalText("precision", "Précision", max: 500)
    try read.check()
    return DecideLine(
      statement: statement, line: line, choice: choice ?? .none, kept: kept, reason: reason, note: note)
  }

  /// What was refused, under its field; nil for a refusal that is not the form's (a conflict, a missing page).
  static func errors(_ error: any UserFacingError) -> [FieldError]? {
    if let rejected = error as? FormRejected { return rejected.errors }
    guard let refused = error as? StatementError, refused.kind == .invalid else { return nil }
    switch refused {
    case .keptOutOfRange: return [FieldError("heures", refused.sentence)]
    case .reasonMissing: return [FieldError("motif", refused.sentence)]
    case .noteMissing: return [FieldError("precision", refused.sentence)]
    default: return [FieldError("choix", refused.sentence)]
    }
  }
}
