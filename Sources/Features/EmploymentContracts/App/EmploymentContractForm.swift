// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads a hiring from a form.
enum EmploymentContractForm {
  /// Lots that one form may hold; others are added on the contract's page.
  static let lots = 1...3

  static func read(_ form: Form) throws(FormRejected) -> NewEmploymentContract {
    var read = FormReader(form)
    let employer = read.id("employer", "Employeur", of: Organisation.self)
    let user = read.optionalID("user_company", "Entreprise utilisatrice", of: Organisation.self)
    let kind = read.code("kind", "Type de contrat", EmploymentContractKind.self)
    let modality = read.code("modality", "Modalité", Modality.self)
    let job = read.optionalText("job", "Emploi", max: 200)
    let startsOn = read.day("starts_on", "Début")
    let end = plannedEnd(&read, startsOn)
    let weekly = weekly(&read)
    let assignments = lots.compactMap { assignment($0, &read, within: startsOn, end) }
    if read.isBlank("lot_1") {
      read.refuse("lot_1", "Lot\u{202F}: choisissez le lot sur lequel la personne travaille.")
    }
    if Set(assignments.map(\.engagementID)).count < assignments.count {
      read.refuse("lot_2", "Lot\u{202F}: le même est choisi deux fois.")
    }
    let follows = read.optionalID("follows", "Suite d’une mission", of: EmploymentContract.self)
    try read.check()
    guard let employer, let kind, let modality, let startsOn else { throw FormRejected([]) }
    return NewEmploymentContract(
      employerID: employer, userCompanyID: user, kind: kind, modality: modality, job: job, startsOn: startsOn,
      plannedEndOn: end, weekly: weekly, lots: assignments, follows: follows)
  }

  /// One more lot of a contract that runs.
  static func readLot(_ form: Form, of contract: EmploymentContractFile) throws(FormRejected) -> LotAssignment {
    var read = FormReader(form)
    if read.isBlank("lot_1") { read.refuse("lot_1", "Lot\u{202F}: choisissez dans la liste.") }
    let lot = assignment(1, &read, within: contract.startsOn, contract.lastDay)
    try read.check()
    guard let lot else { throw FormRejected("lot_1", "Lot\u{202F}: choisissez dans la liste.") }
    return lot
  }

  /// A new planned end, with its reason and what the page showed.
  static func readTerm(_ form: Form) throws(FormRejected) -> NewTerm {
    var read = FormReader(form)
    let day = read.optionalDay("planned_end_on", "Nouvelle fin prévue")
    let reason = read.text("term_reason", "Motif", max: 300)
    try read.check()
    return NewTerm(day: day, reason: reason, known: Day(iso: form["known_term"] ?? ""))
  }

  private static func plannedEnd(_ read: inout FormReader, _ startsOn: Day?) -> Day? {
    let end = read.optionalDay("planned_end_on", "Fin prévue")
    if let end, let startsOn, end < startsOn {
      read.refuse("planned_end_on", "Fin prévue\u{202F}: elle est avant le début.")
    }
    return end
  }

  private static func weekly(_ read: inout FormReader) -> Hours? {
    guard let weekly = read.optionalHours("weekly", "Heures par semaine") else { return nil }
    guard weekly > .zero, weekly <= Hours(wholeHours: 60) else {
      read.refuse("weekly", "Heures par semaine\u{202F}: entre 0 et 60, par exemple 35.")
      return nil
    }
    return weekly
  }

  private static func assignment(
    _ number: Int, _ read: inout FormReader, within startsOn: Day?, _ end: Day?
  ) -> LotAssignment? {
    let lot = read.optionalID("lot_\(number)", "Lot", of: Engagement.self)
    let from = read.optionalDay("lot_start_\(number)", "Sur ce lot à partir du")
    let through = read.optionalDay("lot_end_\(number)", "Sur ce lot jusqu’au")
    guard let lot, let startsOn else { return nil }
    let first = from ?? startsOn
    if first < startsOn || end.map({ first > $0 }) ?? false {
      read.refuse("lot_start_\(number)", "Sur ce lot à partir du\u{202F}: un jour entre le début et la fin du contrat.")
    }
    if let through, through < first {
      read.refuse("lot_end_\(number)", "Sur ce lot jusqu’au\u{202F}: la fin est avant le début.")
    }
    return LotAssignment(engagementID: lot, startsOn: first, endsOn: through)
  }

  /// A new mission like the one before: all but its dates.
  static func typed(after mission: EmploymentContractFile) -> TypedValues {
    var values = [
      "follows": mission.id.description, "employer": mission.employerID.description,
      "user_company": mission.userCompanyID?.description ?? "", "kind": mission.kind.rawValue,
      "modality": mission.modality.rawValue, "job": mission.job,
      "weekly": mission.weekly?.french ?? "",
    ]
    for (number, lot) in zip(lots, mission.lots) { values["lot_\(number)"] = lot.engagementID.description }
    return TypedValues(values)
  }
}
