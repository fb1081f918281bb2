// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of notices, and of the contract that a person makes of them.
enum NoticeURLs {
  static let list = "/avis"
  static let pattern = "/avis/:id"
  static let joinPattern = "/avis/:id/rattachement"
  static let turnPattern = "/avis/:id/marche"

  static func notice(_ id: ID<Notice>) -> String { "/avis/\(id)" }
  static func join(_ id: ID<Notice>) -> String { "/avis/\(id)/rattachement" }
  static func turn(_ id: ID<Notice>) -> String { "/avis/\(id)/marche" }
  static func turn(_ ids: [ID<Notice>]) -> String {
    "\(ContractURLs.new)?\(Form(ids.map { ("avis", $0.description) }).encoded)"
  }
}

/// Addresses of imports. They stand apart from `/avis`, whose pages are for facilitators.
extension NoticeURLs {
  static let imports = "/imports"
  static let importPattern = "/imports/:id"
  static let tablePattern = "/imports/:id/rapport.csv"
  static let undoPattern = "/imports/:id/annulation"

  static func report(_ id: Int64) -> String { "/imports/\(id)" }
  static func undo(_ id: Int64) -> String { "/imports/\(id)/annulation" }

  /// The report with its filters, from a position on.
  static func report(_ id: Int64, _ filter: NoticeFindingFilter, after position: Int64? = nil) -> String {
    let query = query(filter, after: position)
    return query.isEmpty ? report(id) : "\(report(id))?\(query)"
  }

  static func table(_ id: Int64, _ filter: NoticeFindingFilter) -> String {
    let query = query(filter, after: nil)
    return "/imports/\(id)/rapport.csv" + (query.isEmpty ? "" : "?\(query)")
  }

  private static func query(_ filter: NoticeFindingFilter, after position: Int64?) -> String {
    Form(
      [
        ("niveau", filter.level?.rawValue ?? ""), ("regle", filter.rule?.rawValue ?? ""), ("champ", filter.field),
        ("emplacement", filter.place), ("apres", position.map(String.init) ?? ""),
      ].filter { !$0.1.isEmpty }
    ).encoded
  }
}
