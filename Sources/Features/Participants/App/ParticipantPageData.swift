// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// The day and the time zone in which a page is read.
struct PageMoment: Sendable {
  let today: Day
  let timeZone: TimeZone
}

/// All that the profession reads on a person's page, in a fixed number of queries.
struct ParticipantPageData: Sendable {
  let file: ParticipantFile
  let eligibility: EligibilityState
  let decisions: [EligibilityLine]
  let contracts: [EmploymentContractLine]
  let hours: [KeptOnLot]
  let exits: [ExitLine]
  let similar: [Participant]
  let access: [ParticipantAccess]
  let notes: [ContactNote]
  let history: [JournalEntry]

  static func fetch(_ id: ID<Participant>, for viewer: Viewer, _ db: any Connection) throws -> ParticipantPageData {
    let file = try ParticipantStore.file(id, for: viewer, db)
    let decisions = try EligibilityStore.history(of: id, for: viewer, db)
    return ParticipantPageData(
      file: file, eligibility: state(decisions, for: viewer), decisions: decisions,
      contracts: try EmploymentContractStore.list(of: id, for: viewer, db),
      hours: try EmploymentContractStore.kept(of: id, for: viewer, db),
      exits: try ExitStore.list(of: id, for: viewer, db),
      similar: try ParticipantStore.similar(to: file.details, except: id, for: viewer, db),
      access: try ParticipantAccess.latest(of: id, for: viewer, db),
      notes: try ContactNoteStore.list(of: NoteSubject(participant: id), limit: 5, for: viewer, db),
      history: try Journal.latest(.participant, id.value, in: viewer.territoryID, db))
  }

  private static func state(_ decisions: [EligibilityLine], for viewer: Viewer) -> EligibilityState {
    let last = decisions.filter { !$0.isRefused }.map { $0.endsOn ?? Day.last }.max()
    return EligibilityState(last: last, refusals: decisions.count(where: \.isRefused), for: viewer)
  }
}

/// What an employer reads of someone it hired, or a prescriber of someone it oriented.
struct OwnPersonData: Sendable {
  let person: Participant
  let eligibility: EligibilityState
  /// The viewer's own hires; for a prescriber, every contract without its employer.
  let contracts: [EmploymentContractLine]
  /// For a prescriber.
  let exits: [ExitLine]

  static func fetch(_ person: Participant, for viewer: Viewer, _ db: any Connection) throws -> OwnPersonData {
    OwnPersonData(
      person: person, eligibility: try EligibilityStore.state(of: person.id, for: viewer, db),
      contracts: try EmploymentContractStore.list(of: person.id, for: viewer, db),
      exits: try ExitStore.list(of: person.id, for: viewer, db))
  }
}
