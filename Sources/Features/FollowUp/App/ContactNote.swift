// SPDX-License-Identifier: EUPL-1.2
import Domain

/// What an exchange was about: a company, a lot, a person, or several of them. At least one.
struct NoteSubject: Sendable, Hashable {
  var organisation: ID<Organisation>?
  var lot: ID<Lot>?
  var participant: ID<Participant>?

  var isEmpty: Bool { organisation == nil && lot == nil && participant == nil }
}

/// One call, visit, meeting or message, as the profession noted it. Nobody else reads it.
struct ContactNote: Sendable {
  let id: ID<ContactNote>
  let subject: NoteSubject
  let organisationName: String
  let lotTitle: String
  let participantName: String
  let channel: ContactChannel
  let happenedOn: Day
  let correspondent: String
  let said: String
  /// When to come back to it.
  let nextOn: Day?
  let author: String
  let isWithdrawn: Bool
}

/// A note to be written.
struct ContactNoteDraft: Sendable {
  var subject: NoteSubject
  var channel: ContactChannel
  var happenedOn: Day
  var correspondent = ""
  var said: String
  var nextOn: Day?
}

/// What was last said, as the day's list recalls it.
struct LastSaid: Sendable, Hashable {
  let on: Day
  let channel: ContactChannel
  let correspondent: String
  let said: String

  /// « Dit le 03/11/2026 par M. Leduc : on cherche un chef d’équipe »
  var french: String {
    let who = correspondent.isEmpty ? "" : " par \(correspondent)"
    return "Dit le \(on.french)\(who)\u{202F}: «\u{202F}\(said.prefix(200))\(said.count > 200 ? "…" : "")\u{202F}»"
  }
}
