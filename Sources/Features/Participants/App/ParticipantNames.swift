// SPDX-License-Identifier: EUPL-1.2
import Domain

extension Participant {
  /// « Nadia Benali »
  var fullName: String { "\(firstName) \(lastName)" }
  /// « Benali Nadia », in lists sorted by last name.
  var listName: String { "\(lastName) \(firstName)" }
  /// « Nadia B. »: what a holder of a lot reads of someone that it does not employ.
  var shortName: String { "\(firstName) \(lastName.prefix(1))." }
}
