// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of the lists of codes and of what was read into them.
enum ReferenceURLs {
  static let lists = "/referentiels"
  static let listPattern = "/referentiels/:id"
  static let importPattern = "/referentiels/imports/:id"
  static let undoPattern = "/referentiels/imports/:id/annulation"

  static func list(_ list: ReferenceList) -> String { "/referentiels/\(list.rawValue)" }
  static func report(_ id: Int64) -> String { "/referentiels/imports/\(id)" }
  static func undo(_ id: Int64) -> String { "/referentiels/imports/\(id)/annulation" }

  /// A list on a day, with what is looked for, after a line.
  static func list(_ list: ReferenceList, on day: String, words: String, after key: ReferenceKey? = nil) -> String {
    let query = [
      ("jour", day), ("q", words), ("apres", key?.code ?? ""), ("variante", key?.variant ?? ""),
    ].filter { !$0.1.isEmpty }
    return query.isEmpty ? self.list(list) : "\(self.list(list))?\(Form(query).encoded)"
  }

  static func report(_ id: Int64, _ kind: ReferenceChangeKind?, after position: Int64? = nil) -> String {
    let query = [("quoi", kind?.rawValue ?? ""), ("apres", position.map(String.init) ?? "")].filter { !$0.1.isEmpty }
    return query.isEmpty ? report(id) : "\(report(id))?\(Form(query).encoded)"
  }
}
