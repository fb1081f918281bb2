// SPDX-License-Identifier: EUPL-1.2
import Domain

/// What is kept of a person: the least data, nothing that no rule or report needs.
struct ParticipantDetails: Sendable, Equatable {
  var lastName: String
  var firstName: String
  var bornOn: Day?
  var gender: Gender
  var phone: String
  var email: String
  var postcode: String
  var commune: String
  var schooling: EducationLevel?
  var district: PriorityDistrict?
  var orientedBy: ID<Organisation>?
  var orientedOn: Day?
  var informedOn: Day?

  /// What a search looks into.
  var searchText: String { Search.fold("\(firstName) \(lastName)") }
}

/// A priority district as it was found, on which map, how and when: the result stays even if the map changes (domain.md §2.5).
struct PriorityDistrict: Sendable, Equatable {
  var name: String
  var generation: DistrictGeneration
  var method: DistrictMethod
  var foundOn: Day

  /// « Les Tilleuls (carte de 2024) »
  var french: String { "\(name) (\(generation.french))" }
}

/// How the district was found.
enum DistrictMethod: String, CodeList {
  case map, proof, said

  var french: String {
    switch self {
    case .map: "adresse cherchée sur la carte officielle"
    case .proof: "justificatif de domicile"
    case .said: "déclaration de la personne"
    }
  }
}

/// Everything that the profession reads at the head of a person's page.
struct ParticipantFile: Sendable {
  let person: Participant
  let details: ParticipantDetails
  let prescriberName: String
  let createdAt: Instant
  let archivedAt: Instant?
  /// Records that were found to be the same person.
  let merged: [Participant]
}

/// An organisation in a list to choose from.
struct NamedOrganisation: Sendable, Equatable {
  let id: ID<Organisation>
  let name: String
}
