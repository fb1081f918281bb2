// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a facilitator does to an engagement, each with its line in the journal.
enum EngagementActs {
  static func create(
    _ typed: TypedEngagement, on lot: LotDetail, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> (id: ID<Engagement>, made: [String]) {
    var draft = typed.draft
    let made: [String]
    (draft.bearers, made) = try resolve(typed.bearers, for: viewer, at: now, db)
    let id = try EngagementWriter.create(draft, on: lot.id, for: viewer, at: now, db)
    let what: String =
      switch draft.terms {
      case .hours: "\((draft.hours ?? .zero).frenchTrimmed)\u{202F}h"
      case .rule(let rule): rule.french
      }
    try Journal.record(
      "engagement.created", .engagement, id.value, "Lot \(lot.number)\u{202F}: engagement, \(what)", by: viewer,
      at: now, db)
    return (id, made)
  }

  /// One at a time on an engagement.
  static func lock(_ id: ID<Engagement>, _ viewer: Viewer, _ db: any Connection) throws {
    _ = try db.query(
      "SELECT id FROM engagement WHERE territory_id = \(viewer.territoryID) AND id = \(id)\(db.forUpdate)")
  }

  /// Adds a change; what is odd in it must have been confirmed.
  static func add(
    _ typed: TypedEvent, to id: ID<Engagement>, lot: LotDetail, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let event = typed.event
    try lock(id, viewer, db)
    let engagement = try EngagementStore.find(id, for: viewer, at: now, db)
    if let bearer = event.bearer, !engagement.bearers.contains(where: { $0.id == bearer }) {
      throw FormRejected("membre", "Membre\u{202F}: choisissez dans la liste.")
    }
    let doubts = typed.isConfirmed ? [] : EngagementDoubts.of(event, on: engagement)
    guard doubts.isEmpty else { throw DoubtfulEvent(errors: doubts) }
    try EngagementWriter.add(event, to: id, for: viewer, db)
    try settle(event, endsOn: typed.endsOn, of: id, lot, viewer, db)
    let end = typed.endsOn.map { ", nouvelle fin le \($0.french)" } ?? ""
    try Journal.record(
      "engagement.\(event.kind.rawValue)", .engagement, id.value, "Lot \(lot.number)\u{202F}: \(event.french)\(end)",
      by: viewer, at: now, db)
  }

  /// A termination ends the lot; a prolongation moves the last day of the engagement.
  private static func settle(
    _ event: EngagementEvent, endsOn: Day?, of id: ID<Engagement>, _ lot: LotDetail, _ viewer: Viewer,
    _ db: any Connection
  ) throws {
    if event.kind == .termination {
      try db.execute(
        """
        UPDATE lot SET terminated_on = \(event.effectiveOn) WHERE territory_id = \(viewer.territoryID) AND id = \(lot.id)
          AND terminated_on IS NULL
        """)
    }
    guard let endsOn else { return }
    try db.execute(
      "UPDATE engagement SET ends_on = \(endsOn) WHERE territory_id = \(viewer.territoryID) AND id = \(id)")
  }

  static func setBearers(
    _ typed: TypedBearers, of engagement: EngagementFacts, lot: LotDetail, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws -> [String] {
    guard viewer.isFacilitator else { throw Missing() }
    let (bearers, made) = try resolve(typed, for: viewer, at: now, db)
    try EngagementWriter.setBearers(bearers, of: engagement.id, for: viewer, db)
    try db.execute(
      """
      UPDATE engagement SET bearing = \(typed.bearing) WHERE territory_id = \(viewer.territoryID) AND id = \(engagement.id)
      """)
    try Journal.record(
      "engagement.bearers", .engagement, engagement.id.value,
      "Lot \(lot.number)\u{202F}: porté par \(FrenchText.count(bearers.count, "entreprise", "entreprises")), \(typed.bearing.french)",
      by: viewer, at: now, db)
    return made
  }

  static func setPlan(
    _ plan: MonthlyPlan, agreedOn: Day, of engagement: EngagementFacts, lot: LotDetail, for viewer: Viewer,
    at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try EngagementWriter.addPlan(plan, agreedOn: agreedOn, to: engagement.id, for: viewer, at: now, db)
    let months = FrenchText.count(plan.months.count, "mois", "mois")
    try Journal.record(
      "engagement.plan", .engagement, engagement.id.value,
      "Lot \(lot.number)\u{202F}: prévisionnel de \(plan.total.frenchTrimmed)\u{202F}h sur \(months)", by: viewer,
      at: now, db)
  }

  private static func resolve(
    _ typed: TypedBearers, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> (bearers: [EngagementDraft.Bearer], made: [String]) {
    var made: [String] = []
    let found = try typed.members.map { member in
      if try OrganisationMatcher.find(member.party, for: viewer, db) == nil { made.append(member.party.french) }
      return EngagementDraft.Bearer(
        id: try OrganisationMatcher.resolve(member.party, as: .holder, for: viewer, at: now, db), share: member.share)
    }
    guard Set(found.map(\.id)).count == found.count else {
      throw FormRejected("porteurs", "Titulaires\u{202F}: une entreprise figure deux fois.")
    }
    return (found, made)
  }

  /// Which companies were not known and are now: a name mistyped is seen at once.
  static func told(_ made: [String]) -> String {
    made.isEmpty
      ? ""
      : "\(made.count == 1 ? "Une entreprise inconnue a été créée" : "\(made.count) entreprises inconnues ont été créées")\u{202F}: \(FrenchText.list(made))."
  }
}

/// A change with something odd in it: its author is asked to confirm it.
struct DoubtfulEvent: Error {
  let errors: [FieldError]
}

extension EngagementEvent {
  /// « avenant, − 300 h, travaux supprimés »
  var french: String {
    var parts = [kind.french]
    if let delta { parts.append("\(delta > .zero ? "+" : "")\(delta.frenchTrimmed)\u{202F}h") }
    if let amount { parts.append(amount.french) }
    if kind == .termination { parts.append(setsTo.map { "\($0.frenchTrimmed)\u{202F}h dues" } ?? "décision attendue") }
    if !reason.isEmpty { parts.append(reason) }
    return parts.joined(separator: ", ")
  }
}
