// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A new planned end of a contract of work.
struct NewTerm: Sendable {
  /// Nil: no term any more.
  let day: Day?
  let reason: String
  /// What the page showed: someone else may have been first.
  let known: Day?
}

/// The planned end of a contract of work moves with its amendments: renewal, extension, early end agreed.
enum EmploymentContractTerm {
  static func change(
    _ contract: EmploymentContractFile, _ term: NewTerm, by viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try check(contract, term)
    let changed = try db.execute(
      """
      UPDATE employment_contract SET planned_end_on = \(term.day) WHERE id = \(contract.id)
      AND territory_id = \(viewer.territoryID) AND COALESCE(planned_end_on, '') = \(term.known?.iso ?? "")
      AND ended_on IS NULL
      """)
    guard changed == 1 else { throw Conflict(try first(contract, viewer, db)) }
    // What was counted under the former term is not recomputed, but an apprenticeship counts to its end.
    if contract.kind == .apprenticeship { try ContractCounting.settle(contract.id, for: viewer, db) }
    let was = contract.plannedEndOn.map { "le \($0.french)" } ?? "sans terme"
    let until = term.day.map { "le \($0.french)" } ?? "sans terme"
    try Journal.record(
      "employment.term", .employmentContract, contract.id.value,
      "Fin prévue\u{202F}: \(until), au lieu de \(was). Motif\u{202F}: \(term.reason)", by: viewer, at: now,
      payload: "{\"participant\":\(contract.person.id)}", db)
  }

  private static func check(_ contract: EmploymentContractFile, _ term: NewTerm) throws {
    if let ended = contract.endedOn {
      throw FormRejected(
        "planned_end_on",
        "Nouvelle fin prévue\u{202F}: le contrat est terminé depuis le \(ended.french). Corrigez plutôt sa fin réelle.")
    }
    if let day = term.day, day < contract.startsOn {
      throw FormRejected(
        "planned_end_on", "Nouvelle fin prévue\u{202F}: le contrat a commencé le \(contract.startsOn.french).")
    }
    guard term.day != contract.plannedEndOn || term.known != contract.plannedEndOn else {
      throw FormRejected("planned_end_on", "Nouvelle fin prévue\u{202F}: c’est déjà celle du contrat.")
    }
    let isOpenEnded = contract.kind == .permanent || contract.kind == .permanentInclusion
    guard term.day != nil || isOpenEnded else {
      throw FormRejected("planned_end_on", "Nouvelle fin prévue\u{202F}: à remplir, sauf pour un CDI.")
    }
  }

  private static func first(
    _ contract: EmploymentContractFile, _ viewer: Viewer, _ db: any Connection
  ) throws -> String {
    let last = try Journal.latest(.employmentContract, contract.id.value, in: viewer.territoryID, limit: 1, db).first
    let who =
      last.map { "\($0.author) vient d’être plus rapide (\($0.sentence))" } ?? "La fin prévue vient d’être changée"
    return
      "\(who)\u{202F}: rien n’a été enregistré. Rechargez la page pour voir la date d’aujourd’hui, puis recommencez."
  }
}
