// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of long work and of its progress.
enum JobURLs {
  static let list = "/travaux"
  static let pattern = "/travaux/:id"
  static let cancelPattern = "/travaux/:id/annulation"
  static let retryPattern = "/travaux/:id/reprise"

  static func job(_ id: ID<Job>) -> String { "/travaux/\(id)" }
  static func cancel(_ id: ID<Job>) -> String { "/travaux/\(id)/annulation" }
  static func retry(_ id: ID<Job>) -> String { "/travaux/\(id)/reprise" }
}
