// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A contract of work as its page shows it. An employer reads neither criterion, district nor schooling: they are empty for it.
struct EmploymentContractFile: Sendable {
  let id: ID<EmploymentContract>
  let person: Participant
  let employerID: ID<Organisation>
  let employerName: String
  let employerKind: EmployerKind?
  let userCompanyID: ID<Organisation>?
  let userCompanyName: String
  let kind: EmploymentContractKind
  let modality: Modality
  let job: String
  let startsOn: Day
  let plannedEndOn: Day?
  let endedOn: Day?
  let weekly: Hours?
  let countsFrom: Day?
  let countsUntil: Day?
  let rule: String
  let hiring: AtHiring
  let parcoursID: ID<Parcours>?
  let lots: [ContractLot]
  /// The missions of the same chain, this one among them, in the order of their dates.
  let chain: [ChainedMission]

  var lastDay: Day? { endedOn ?? plannedEndOn }

  /// What the rules say of the hiring: nothing is blocked, each thing is said once.
  var remarks: [LineRemark] {
    let notifications: [Day?] = lots.isEmpty ? [nil] : lots.map(\.notifiedOn)
    var found: [LineRemark] = []
    for notified in notifications {
      let facts = HiringFacts(
        contract: DayRange(from: startsOn, through: lastDay), modality: modality, employer: employerKind ?? .classique,
        notifiedOn: notified, validFrom: countsFrom, alreadyEmployedFrom: nil)
      found += HiringChecks.remarks(on: facts).filter { remark in !found.contains { $0.sentence == remark.sentence } }
    }
    return found
  }

  func isRunning(on day: Day) -> Bool { DayRange(from: startsOn, through: lastDay).contains(day) }
}

/// What was true at the hiring; a later change of the person alters nothing here (rules 14).
struct AtHiring: Sendable, Equatable {
  var age: Int?
  var district = ""
  var schooling: EducationLevel?
  var criteria: [EligibilityCriterion] = []
}

/// A lot on which the person works under the contract.
struct ContractLot: Sendable {
  let engagementID: ID<Engagement>
  let lotID: ID<Lot>
  let lotNumber: String
  let lotName: String
  let contractTitle: String
  let startsOn: Day
  let endsOn: Day?
  let notifiedOn: Day?

  var title: String { "Lot \(lotNumber), \(lotName)" }
}

struct ChainedMission: Sendable {
  let id: ID<EmploymentContract>
  let startsOn: Day
  let lastDay: Day?
}

/// A contract among others of a person, of an employer or of a lot.
struct EmploymentContractLine: Sendable {
  let id: ID<EmploymentContract>
  let employerID: ID<Organisation>
  let employerName: String
  let kind: EmploymentContractKind
  let job: String
  let startsOn: Day
  let lastDay: Day?
  let isEnded: Bool
  let countsUntil: Day?
  let rule: String
  let isInChain: Bool

  func isRunning(on day: Day) -> Bool { DayRange(from: startsOn, through: lastDay).contains(day) }
}

/// Hours of one month on one lot.
struct ContractMonth: Sendable {
  let month: Month
  let lotID: ID<Lot>
  let lotNumber: String
  let kind: HoursKind
  let declared: Hours
  let kept: Hours
  let undecided: Hours
}
