// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

enum ExitURLs {
  /// Who left, and what is to be asked.
  static let list = "/sorties"
  static let newPattern = "/participants/:id/sorties/nouveau"
  static let situationPattern = "/sorties/:id/situations/nouveau"
  static let withdrawPattern = "/sorties/:id/annulation"

  static func new(for person: ID<Participant>) -> String { "/participants/\(person)/sorties/nouveau" }
  static func situation(_ id: ID<Exit>) -> String { "/sorties/\(id)/situations/nouveau" }
  static func situation(_ id: ID<Exit>, _ milestone: ExitMilestone) -> String {
    situation(id) + "?echeance=\(milestone.rawValue)"
  }
  static func withdraw(_ id: ID<Exit>) -> String { "/sorties/\(id)/annulation" }

  static func list(_ query: ExitQuery, after: ExitKey? = nil) -> String {
    let fields = query.fields + (after.map { [(name: "apres", value: $0.text)] } ?? [])
    return fields.isEmpty ? list : list + "?" + Form(fields).encoded
  }
}

/// What the list of exits is narrowed to.
struct ExitQuery: Sendable, Hashable {
  var year: Int?
  var kind: ExitKind?
  /// At which milestone the kind is asked; those who left are asked for at the exit.
  var milestone = ExitMilestone.exit
  /// Only those of whom something is to be asked now.
  var isDue = false

  init(year: Int? = nil, kind: ExitKind? = nil, milestone: ExitMilestone = .exit, isDue: Bool = false) {
    (self.year, self.kind, self.milestone, self.isDue) = (year, kind, milestone, isDue)
  }

  /// Throws a sentence for a year, a kind or a milestone that is none.
  init(_ query: Form) throws {
    year = try query.year("annee")
    kind = try query.code("type")
    if let text = query.filled("echeance") {
      guard let number = Int(text), let milestone = ExitMilestone(rawValue: number) else { throw Missing() }
      self.milestone = milestone
    }
    isDue = query.filled("groupe") == "a-suivre"
  }

  var fields: [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    if isDue { fields.append(("groupe", "a-suivre")) }
    if let year { fields.append(("annee", String(year))) }
    if let kind { fields.append(("type", kind.rawValue)) }
    if milestone != .exit { fields.append(("echeance", String(milestone.rawValue))) }
    return fields
  }
}

/// Where a page of the list goes on from: the latest exits come first.
struct ExitKey: Sendable, Hashable {
  let leftOn: Day
  let id: ID<Exit>

  init(leftOn: Day, id: ID<Exit>) { (self.leftOn, self.id) = (leftOn, id) }

  /// Reads what `text` wrote; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "_")
    guard parts.count == 2, let day = Day(iso: String(parts[0])), let id = ID<Exit>(String(parts[1])) else {
      return nil
    }
    self.init(leftOn: day, id: id)
  }

  var text: String { "\(leftOn.iso)_\(id)" }
}
