// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads what a form says of a convention.
enum AgreementForm {
  static func read(_ form: Form, renewing old: AgreementLine? = nil) throws -> AgreementDraft {
    var read = FormReader(form)
    let name = read.text("name", "Nom de la convention")
    let signedOn = read.day("signed_on", "Date de signature")
    let startsOn = read.day("starts_on", "Début")
    let endsOn = read.day("ends_on", "Fin")
    let hours = read.optionalHours("hours", "Objectif annuel en heures")
    let people = read.optionalNumber("people", "Objectif annuel en personnes", in: 0...1_000_000)
    let services = read.paragraphs("services", "Services couverts")
    let alert = read.number("alert_months", "Alerte avant la fin", in: 0...60)
    let parties = form.all("parties").compactMap { ID<Organisation>($0) }
    if let hours, hours < .zero { read.refuse("hours", "Objectif annuel en heures\u{202F}: un nombre positif.") }
    if let startsOn, let endsOn, endsOn < startsOn { read.refuse("ends_on", "Fin\u{202F}: elle précède le début.") }
    if let signedOn, let endsOn, signedOn > endsOn {
      read.refuse("signed_on", "Date de signature\u{202F}: elle vient après la fin de la convention.")
    }
    if let startsOn, let endsOn, endsOn > startsOn.adding(months: 30 * 12) {
      read.refuse("ends_on", "Fin\u{202F}: plus de trente ans après le début, vérifiez l’année.")
    }
    if let alert, let startsOn, let endsOn, endsOn >= startsOn, startsOn.adding(months: alert) > endsOn {
      read.refuse("alert_months", "Alerte avant la fin\u{202F}: elle est plus longue que la convention.")
    }
    if let old, let startsOn, startsOn <= old.startsOn {
      read.refuse(
        "starts_on",
        "Début\u{202F}: un renouvellement commence après le début de la précédente, le \(old.startsOn.french).")
    }
    if parties.isEmpty { read.refuse("parties", "Signataires\u{202F}: cochez au moins un organisme.") }
    try read.check()
    guard let signedOn, let startsOn, let endsOn, let alert else { throw Missing() }
    return AgreementDraft(
      name: name, signedOn: signedOn, startsOn: startsOn, endsOn: endsOn, hours: hours, people: people,
      services: services, alertMonths: alert, parties: Array(Set(parties)).sorted())
  }

  static func party(_ form: Form) throws -> (id: ID<Organisation>, signatory: String, signedOn: Day) {
    var read = FormReader(form)
    let id = read.id("organisation", "Organisme", of: Organisation.self)
    let signatory = read.optionalText("signatory", "Nom du signataire", max: 200)
    let day = read.day("signed_on", "Date de signature")
    try read.check()
    guard let id, let day else { throw Missing() }
    return (id, signatory, day)
  }

  /// What is stored, as it would be typed.
  static func typed(_ agreement: AgreementLine, _ parties: [AgreementParty]) -> Form {
    let fields: [(name: String, value: String)] = [
      ("name", agreement.name), ("signed_on", agreement.signedOn.french), ("starts_on", agreement.startsOn.french),
      ("ends_on", agreement.endsOn.french), ("hours", agreement.hours?.frenchTrimmed ?? ""),
      ("people", agreement.people.map(String.init) ?? ""), ("services", agreement.services),
      ("alert_months", String(agreement.alertMonths)),
    ]
    return Form(fields + parties.map { (name: "parties", value: $0.id.description) })
  }

  /// The next convention starts on the morrow, for as long, with the same signatories.
  static func renewing(_ old: AgreementLine, _ parties: [AgreementParty]) -> Form {
    let start = old.endsOn.adding(days: 1)
    let end = start.adding(days: old.startsOn.daysUntil(old.endsOn))
    let fields: [(name: String, value: String)] = [
      ("name", old.name), ("starts_on", start.french), ("ends_on", end.french),
      ("hours", old.hours?.frenchTrimmed ?? ""),
      ("people", old.people.map(String.init) ?? ""), ("services", old.services),
      ("alert_months", String(old.alertMonths)),
    ]
    return Form(fields + parties.map { (name: "parties", value: $0.id.description) })
  }
}
