// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A *demande de validation*: someone is to be hired for a lot, does this person count?
struct HiringRequest: Sendable {
  let id: ID<HiringRequest>
  let batch: ID<HiringBatch>?
  let senderID: ID<Organisation>
  let senderName: String
  let isFromEmployer: Bool
  let authorName: String
  let lastName: String
  let firstName: String
  let bornOn: Day?
  let passNumber: String
  let lot: ID<Lot>?
  /// The lot with its contract, or what the sender wrote.
  let place: String
  let notifiedOn: Day?
  let kind: EmploymentContractKind?
  let startsOn: Day
  let note: String
  let receivedAt: Instant
  let state: HiringRequestState
  let participant: ID<Participant>?
  let answeredAt: Instant?
  let answeredBy: String
  let validUntil: Day?
  let reason: String

  var fullName: String { "\(firstName) \(lastName)" }

  /// What who asked reads, and prints.
  var answer: String {
    switch state {
    case .open: "En attente de réponse"
    case .validated: "Validé jusqu’au \(validUntil?.french ?? "—")"
    case .refused: "Refusé"
    case .withdrawn: "Demande retirée"
    }
  }
}

/// Several requests of one list.
enum HiringBatch {}

/// A request to be written.
struct HiringRequestDraft: Sendable, Hashable {
  var lastName: String
  var firstName: String
  var bornOn: Day?
  var passNumber = ""
  var lot: ID<Lot>?
  var site = ""
  var kind: EmploymentContractKind?
  var startsOn: Day
  var note = ""

  var searchText: String { Search.fold("\(firstName) \(lastName)") }
}

/// A record that may be the person, and until when it is validated already.
struct HiringCandidate: Sendable {
  let person: Participant
  let validUntil: Day?
  /// First day of a contract with who asks.
  let employedFrom: Day?
}
