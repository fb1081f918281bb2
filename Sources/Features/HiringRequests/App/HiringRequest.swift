// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation

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
  let passFrom: Day?
  let passUntil: Day?
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
  /// Nil for a validation answered before its first day was kept.
  let validFrom: Day?
  let validUntil: Day?
  let reason: String

  var fullName: String { "\(firstName) \(lastName)" }

  /// The last day of the PASS IAE, nil while neither of its dates is known.
  var passLastDay: Day? { passNumber.isEmpty ? nil : PassNumber.lastDay(from: passFrom, until: passUntil) }

  /// « 999992612345, du 01/03/2026 au 29/02/2028 »
  var passText: String {
    guard let last = passLastDay else { return "\(passNumber), dates à vérifier" }
    return
      "\(passNumber), \(passFrom.map { "du \($0.french) " } ?? "")\(passFrom == nil ? "jusqu’au" : "au") \(last.french)"
  }

  /// « validé du 30/11/2026 au 29/11/2028 »
  var validity: String {
    let until = validUntil.flatMap { $0 == Day.last ? nil : $0.french }
    switch (validFrom, until) {
    case (let from?, let until?): return "validé du \(from.french) au \(until)"
    case (let from?, nil): return "validé à partir du \(from.french)"
    case (nil, let until?): return "validé jusqu’au \(until)"
    case (nil, nil): return "validé"
    }
  }

  /// What is to be looked at, as of the answer when there is one (rules 12).
  func facts(in zone: TimeZone, employedFrom: Day? = nil) -> HiringRequestChecks.Facts {
    HiringRequestChecks.Facts(
      startsOn: startsOn, receivedOn: receivedAt.day(in: zone), notifiedOn: notifiedOn, employedFrom: employedFrom,
      validFrom: state == .validated ? validFrom : nil)
  }

  /// What who asked reads, and prints.
  var answer: String {
    switch state {
    case .open: "En attente de réponse"
    case .validated: FrenchText.capitalised(validity)
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
  var passFrom: Day?
  var passUntil: Day?
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
