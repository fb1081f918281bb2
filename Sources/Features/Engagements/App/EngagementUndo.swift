// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// A change noted by mistake is answered by its opposite: nothing that was true before is altered.
enum EngagementUndo {
  private static func reason(_ id: Int64) -> String { "Annule le changement n° \(id)" }

  /// The opposite of an event, with its reason; nil for one that has none (a termination is answered by the buyer's next
  /// decision) and for one that is itself an opposite.
  static func opposite(of event: EngagementEvent, at now: Instant) -> EngagementEvent? {
    guard let id = event.recordID, event.kind != .termination, !event.reason.hasPrefix("Annule le changement") else {
      return nil
    }
    var (kind, amount) = (event.kind, event.amount.map { -$0 })
    // The size of a credit note counts, whatever its sign: its opposite is an invoice.
    if kind == .creditNote { (kind, amount) = (.invoice, event.amount.map { Money(cents: abs($0.cents)) }) }
    return EngagementEvent(
      kind: kind, effectiveOn: event.effectiveOn, recordedAt: now, delta: event.delta.map { -$0 }, amount: amount,
      reason: reason(id), bearer: event.bearer)
  }

  static func isUndone(_ event: EngagementEvent, among events: [EngagementEvent]) -> Bool {
    event.recordID.map { id in events.contains { $0.reason == reason(id) } } ?? false
  }

  static func run(
    _ id: Int64, of engagement: ID<Engagement>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> String {
    guard viewer.isFacilitator else { throw Missing() }
    try EngagementActs.lock(engagement, viewer, db)
    let facts = try EngagementStore.find(engagement, for: viewer, at: now, db)
    let lot = try LotStore.find(facts.lotID, for: viewer, db)
    guard let event = facts.events.first(where: { $0.recordID == id }), let opposite = opposite(of: event, at: now)
    else { throw Missing() }
    guard !isUndone(event, among: facts.events) else {
      throw Conflict("Ce changement est déjà annulé\u{202F}: rien n’a été ajouté.")
    }
    try EngagementWriter.add(opposite, to: engagement, for: viewer, db)
    try Journal.record(
      "engagement.undone", .engagement, engagement.value,
      "Lot \(lot.number)\u{202F}: annulé, \(event.french) du \(event.effectiveOn.french)", by: viewer, at: now, db)
    return "Annulé\u{202F}: \(event.french)."
  }
}
