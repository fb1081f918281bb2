// SPDX-License-Identifier: EUPL-1.2

/// Addresses of yearly objectives.
enum ObjectiveURLs {
  static let list = "/objectifs"
  static func year(_ year: Int) -> String { "\(list)?annee=\(year)" }
}
