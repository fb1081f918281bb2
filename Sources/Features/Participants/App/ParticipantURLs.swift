// SPDX-License-Identifier: EUPL-1.2
import Domain

enum ParticipantURLs {
  static let list = "/participants"
  static let new = "/participants/nouveau"
  static let pattern = "/participants/:id"
  static let editPattern = "/participants/:id/modifier"
  static let newEligibilityPattern = "/participants/:id/eligibilites/nouveau"
  static let mergePattern = "/participants/:id/fusion"
  static let separatePattern = "/participants/:id/separation"
  static let archivePattern = "/participants/:id/archivage"
  static let restorePattern = "/participants/:id/reprise"

  static func file(_ id: ID<Participant>) -> String { "/participants/\(id)" }
  static func edit(_ id: ID<Participant>) -> String { file(id) + "/modifier" }
  static func newEligibility(_ id: ID<Participant>) -> String { file(id) + "/eligibilites/nouveau" }
  static func merge(_ id: ID<Participant>) -> String { file(id) + "/fusion" }
  static func separate(_ id: ID<Participant>) -> String { file(id) + "/separation" }
  static func archive(_ id: ID<Participant>) -> String { file(id) + "/archivage" }
  static func restore(_ id: ID<Participant>) -> String { file(id) + "/reprise" }

  /// The list in one group, the words looked for, and the person after whom it goes on. Words must be escaped by the caller.
  static func list(_ group: ParticipantGroup, words: String, after: ID<Participant>? = nil) -> String {
    let parts = [
      group == .all ? nil : "groupe=\(group.rawValue)", words.isEmpty ? nil : "q=\(words)", after.map { "apres=\($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? list : list + "?" + parts.joined(separator: "&")
  }
}
