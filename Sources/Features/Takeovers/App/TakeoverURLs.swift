// SPDX-License-Identifier: EUPL-1.2

/// Addresses of takeovers.
enum TakeoverURLs {
  static let list = "/reprises"
  static let template = "/reprises/modele"
  static let pattern = "/reprises/:id"
  static let columnsPattern = "/reprises/:id/colonnes"
  static let writePattern = "/reprises/:id/ecriture"
  static let undoPattern = "/reprises/:id/annulation"
  static let dropPattern = "/reprises/:id/abandon"

  static func takeover(_ id: Int64) -> String { "/reprises/\(id)" }
  static func columns(_ id: Int64) -> String { "/reprises/\(id)/colonnes" }
  static func write(_ id: Int64) -> String { "/reprises/\(id)/ecriture" }
  static func undo(_ id: Int64) -> String { "/reprises/\(id)/annulation" }
  static func drop(_ id: Int64) -> String { "/reprises/\(id)/abandon" }
}
