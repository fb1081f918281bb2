// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads an exchange: how, when, with whom, what was said, when to come back to it.
enum ContactNoteForm {
  static func read(_ form: Form, on today: Day) throws -> ContactNoteDraft {
    let subject = try FollowUpURLs.subject(form)
    var read = FormReader(form)
    let channel: ContactChannel? = read.code("moyen", "Échange")
    let day = read.day("le", "Le")
    if let day, day > today { read.refuse("le", "Le\u{202F}: cette date n’est pas encore arrivée.") }
    let correspondent = read.optionalText("avec", "Avec", max: 200)
    let said = read.paragraphs("dit", "Ce qui a été dit", max: 2000)
    if said.isEmpty, read.errors.allSatisfy({ $0.field != "dit" }) {
      read.refuse("dit", "Ce qui a été dit\u{202F}: à remplir.")
    }
    let next = read.optionalDay("suite", "Y revenir le")
    if let next, next <= today { read.refuse("suite", "Y revenir le\u{202F}: donnez une date à venir.") }
    if let next, next > today.adding(months: 24) {
      read.refuse("suite", "Y revenir le\u{202F}: dans deux ans au plus.")
    }
    try read.check()
    guard let channel, let day else { throw Missing() }
    return ContactNoteDraft(
      subject: subject, channel: channel, happenedOn: day, correspondent: correspondent, said: said, nextOn: next)
  }
}
