// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads the forms of the settings.
enum SettingsForms {
  static func territory(_ form: Form) throws -> TerritoryFacts {
    var read = FormReader(form)
    let name = read.text("name", "Nom du territoire", max: 200)
    let colour = read.value("colour", "Couleur", TerritoryColour.parse)
    let zone = read.code("time_zone", "Heure", TerritoryZone.self)
    if let colour, !colour.isLegible {
      read.refuse(
        "colour",
        "Couleur\u{202F}: sur \(colour.text), le texte blanc ne se lit pas assez (contraste de \(colour.contrastFrench) avec le blanc, il en faut un peu plus de 4,5). Proposée à la place, plus foncée\u{202F}: \(colour.legible.text)."
      )
    }
    try read.check()
    guard let colour, let zone else { throw Missing() }
    return TerritoryFacts(name: name, colour: colour.text, timeZone: zone)
  }

  static func rule(_ form: Form, _ rule: TerritoryRule) throws -> (value: Int, from: Day, reason: String) {
    var read = FormReader(form)
    let value = read.number("value", "Nouvelle valeur", in: rule.bounds)
    let day = read.day("from", "Date d’effet")
    let reason = read.optionalText("reason", "Motif", max: 300)
    if let day, !(1990...2100).contains(day.year) {
      read.refuse("from", "Date d’effet\u{202F}: l’année va de 1990 à 2100.")
    }
    try read.check()
    guard let value, let day else { throw Missing() }
    return (value, day, reason)
  }

  static func absence(_ form: Form, on today: Day) throws -> AbsenceDraft {
    var read = FormReader(form)
    let account = read.id("account", "Qui s’absente", of: Account.self)
    let standIn = read.optionalID("stand_in", "Suppléance", of: Account.self)
    let starts = read.day("starts_on", "Premier jour")
    let ends = read.day("ends_on", "Dernier jour")
    if let starts, let ends, ends < starts {
      read.refuse("ends_on", "Dernier jour\u{202F}: il précède le premier.")
    } else if let ends, ends < today {
      read.refuse("ends_on", "Dernier jour\u{202F}: cette absence serait déjà finie.")
    } else if let starts, let ends, ends > starts.adding(months: 24) {
      read.refuse("ends_on", "Dernier jour\u{202F}: vérifiez l’année, cette absence durerait plus de deux ans.")
    }
    if let account, account == standIn {
      read.refuse("stand_in", "Suppléance\u{202F}: choisissez quelqu’un d’autre que la personne absente.")
    }
    try read.check()
    guard let account, let starts, let ends else { throw Missing() }
    return AbsenceDraft(account: account, standIn: standIn, startsOn: starts, endsOn: ends)
  }
}
