// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads a decision of eligibility.
enum EligibilityForm {
  /// Criteria that one check may hold.
  static let criteria = 1...3

  static func read(_ form: Form, on today: Day) throws(FormRejected) -> EligibilityDecision {
    var read = FormReader(form)
    let isRefused = decision(&read)
    let startsOn = read.day("starts_on", "À partir du")
    let endsOn = isRefused ? nil : end(&read, startsOn)
    let reason = read.optionalText("reason", "Motif", max: 1000)
    if isRefused, reason.isEmpty, read.errors.allSatisfy({ $0.field != "reason" }) {
      read.refuse("reason", "Motif\u{202F}: dites pourquoi l’éligibilité est refusée.")
    }
    let seen = criteria.compactMap { criterion($0, &read, today) }
    if !isRefused, read.isBlank("criterion_1") {
      read.refuse("criterion_1", "Critère\u{202F}: une validation en demande au moins un.")
    }
    if Set(seen.map(\.criterion)).count < seen.count {
      read.refuse("criterion_2", "Critère\u{202F}: le même est choisi deux fois.")
    }
    try read.check()
    return EligibilityDecision(
      startsOn: startsOn ?? today, endsOn: endsOn, isRefused: isRefused, reason: reason, criteria: seen)
  }

  private static func decision(_ read: inout FormReader) -> Bool {
    let answer = read.typed("decision")
    if answer != "validated" && answer != "refused" {
      read.refuse("decision", "Décision\u{202F}: choisissez validée ou refusée.")
    }
    return answer == "refused"
  }

  private static func end(_ read: inout FormReader, _ startsOn: Day?) -> Day? {
    let endsOn = read.optionalDay("ends_on", "Jusqu’au")
    if let endsOn, let startsOn, endsOn < startsOn {
      read.refuse("ends_on", "Jusqu’au\u{202F}: la fin est avant le début.")
    }
    return endsOn
  }

  private static func criterion(_ number: Int, _ read: inout FormReader, _ today: Day) -> SeenCriterion? {
    let criterion: EligibilityCriterion? = read.optionalCode("criterion_\(number)", "Critère")
    let proof = read.optionalText("proof_\(number)", "Justificatif vu", max: 200)
    let proofOn = past("proof_on_\(number)", "Date du justificatif", &read, today)
    let seenOn = past("seen_on_\(number)", "Vu le", &read, today)
    guard let criterion else { return nil }
    return SeenCriterion(
      criterion: criterion, proof: proof.isEmpty ? criterion.proof : proof, proofOn: proofOn, seenOn: seenOn ?? today)
  }

  private static func past(_ field: String, _ label: String, _ read: inout FormReader, _ today: Day) -> Day? {
    guard let day = read.optionalDay(field, label) else { return nil }
    if day > today { read.refuse(field, "\(label)\u{202F}: cette date n’est pas encore arrivée.") }
    return day
  }

  /// What to say of proofs older than the practice asks for: it does not prevent anything.
  static func doubts(_ decision: EligibilityDecision) -> [String] {
    decision.criteria.compactMap { seen in
      guard let day = seen.proofOn, day <= decision.startsOn,
        !seen.criterion.accepts(proofDatedOn: day, hiredOn: decision.startsOn),
        let months = seen.criterion.proofMaxAgeMonths
      else { return nil }
      return "Le justificatif du \(day.french) a plus de \(months) mois au début de la période."
    }
  }
}
