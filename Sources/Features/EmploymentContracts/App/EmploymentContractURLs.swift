// SPDX-License-Identifier: EUPL-1.2
import Domain

enum EmploymentContractURLs {
  static let pattern = "/contrats/:id"
  static let endPattern = "/contrats/:id/fin"
  static let termPattern = "/contrats/:id/terme"
  static let lotsPattern = "/contrats/:id/lots"
  static let newPattern = "/participants/:id/contrats/nouveau"

  static func file(_ id: ID<EmploymentContract>) -> String { "/contrats/\(id)" }
  static func end(_ id: ID<EmploymentContract>) -> String { file(id) + "/fin" }
  static func term(_ id: ID<EmploymentContract>) -> String { file(id) + "/terme" }
  static func lots(_ id: ID<EmploymentContract>) -> String { file(id) + "/lots" }
  static func new(for person: ID<Participant>) -> String { "/participants/\(person)/contrats/nouveau" }
  /// A new mission in the chain of another.
  static func next(after id: ID<EmploymentContract>, of person: ID<Participant>) -> String {
    new(for: person) + "?suite=\(id)"
  }
}
