// SPDX-License-Identifier: EUPL-1.2
import Domain

@testable import App

/// Who may see what, written by hand from the decisions of the project, and never read from the code that it judges.
enum AccessTable {
  /// Which things of a kind a role may open.
  enum Reach: String {
    /// Those of its territory.
    case territory = "de son territoire"
    /// Those that concern its organisation.
    case own = "les siens"
    /// All: what belongs to the instance.
    case all = "tous"
  }

  static let reach: [World.Kind: [Role: Reach]] = [
    .contract: [.facilitator: .territory, .buyer: .own, .company: .own, .structure: .own],
    .lot: [.facilitator: .territory, .buyer: .own, .company: .own, .structure: .own],
    .engagement: [.facilitator: .territory, .buyer: .own, .company: .own, .structure: .own],
    .operation: [.facilitator: .territory, .buyer: .own],
    .participant: [.facilitator: .territory, .company: .own, .structure: .own, .prescriber: .own],
    .employment: [.facilitator: .territory, .company: .own, .structure: .own],
    .statement: [.facilitator: .territory, .company: .own, .structure: .own],
    .line: [.facilitator: .territory, .company: .own, .structure: .own],
    .organisation: [
      .facilitator: .territory, .buyer: .own, .company: .own, .structure: .own, .prescriber: .own,
    ],
    .agreement: [.facilitator: .territory],
    .exit: [.facilitator: .territory],
    .sizing: [.facilitator: .territory],
    .report: [.facilitator: .territory],
    .year: [.facilitator: .territory],
    .contact: [.facilitator: .territory, .buyer: .own, .company: .own, .structure: .own, .prescriber: .own],
    .hoursFile: [.facilitator: .own, .company: .own, .structure: .own],
    .proof: [.facilitator: .territory, .company: .own, .structure: .own],
    .note: [.facilitator: .territory],
    .hiringRequest: [.facilitator: .territory, .company: .own, .structure: .own, .prescriber: .own],
    .hiringPaper: [.facilitator: .territory],
    .hiringBatch: [.facilitator: .territory, .company: .own, .structure: .own],
    .gap: [.facilitator: .territory, .company: .own, .structure: .own],
    .question: [.facilitator: .territory, .company: .own, .structure: .own],
    .noticeImport: [.facilitator: .territory, .administrator: .territory],
    .takeover: [.facilitator: .territory, .administrator: .territory],
    // The lists of codes are those of the country.
    .reference: [.facilitator: .all, .administrator: .all],
    .referenceImport: [.facilitator: .all, .administrator: .all],
    .message: [.facilitator: .territory, .administrator: .territory],
    .job: [.facilitator: .own, .administrator: .own],
    .absence: [.facilitator: .territory, .administrator: .territory],
    .notice: [.facilitator: .all],
    .membership: [.administrator: .territory],
    .session: [.administrator: .territory],
    .rule: [.facilitator: .all, .administrator: .all],
    // Which file goes to whom stands in the world: no file is for a prescriber.
    .table: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, .own) }),
    .theme: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, .all) }),
  ]

  /// Whether the table lets a person open a thing.
  static func allows(_ person: World.Person, _ thing: World.Thing) -> Bool {
    switch reach[thing.kind]?[person.role] {
    case nil: false
    case .all: true
    case .territory: person.side == thing.side
    case .own: person.side == thing.side && thing.parties[person.role]?.contains(person.member ?? 0) == true
    }
  }

  /// Whether a person may read a secret.
  static func allows(_ person: World.Person, _ secret: World.Secret) -> Bool {
    person.side == secret.side && secret.readers[person.role]?.contains(person.member ?? 0) == true
  }

  /// One address: the kinds of its parameters in order, the roles that it answers, and fields that make its form valid.
  struct Line: Sendable {
    let roles: Set<Role>
    let kinds: [World.Kind]
    var fields: [Field] = []
    /// What a GET needs behind its path to be the page that it is.
    var query: @Sendable (World) -> String = { _ in "" }
    /// What the act needs of its object, when any one will not do.
    var fits: @Sendable (World, World.Thing) -> Bool = { _, _ in true }
    /// An address that is open on purpose to objects of another territory.
    var crosses = false
  }

  /// One field of a form.
  struct Field: Sendable {
    let name: @Sendable (World, World.Thing?) -> String
    let value: @Sendable (World, World.Thing?) -> String
    /// The kind that the value names: neighbours of it are tried in its place.
    var kind: World.Kind?

    static func text(_ name: String, _ value: String) -> Field {
      Field(name: { _, _ in name }, value: { _, _ in value })
    }

    /// The identifier of the first thing of a kind in the territory that fits.
    static func id(
      _ name: String, _ kind: World.Kind,
      _ fits: @escaping @Sendable (World, World.Thing, World.Thing?) -> Bool = { _, _, _ in true }
    ) -> Field {
      Field(
        name: { _, _ in name },
        value: { world, object in
          world.things(kind).first { $0.side == 0 && fits(world, $0, object) }.map { String($0.id) } ?? ""
        }, kind: kind)
    }
  }
}
