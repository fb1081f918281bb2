// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App

@Suite("Le rapprochement des avis") struct NoticeMatchingTests {
  private func record(
    _ object: String?, _ holders: [String], published: String? = nil, notified: String? = nil,
    shape: NoticeShape = .v1Flat
  ) -> NoticeRecord {
    var record = NoticeRecord(shape: shape, kind: .contract, buyerSiret: NoticeSample.buyer, reference: "1")
    record.object = object
    record.saysObject = shape != .consolidatedCSV || object != nil
    record.holders = holders.map { NoticeHolder(idKind: "SIRET", identifier: $0) }
    record.publishedOn = published.flatMap { Day(iso: $0) }
    record.notifiedOn = notified.flatMap { Day(iso: $0) }
    return record
  }

  private func place(_ new: NoticeRecord, after old: NoticeRecord...) -> NoticeMatching {
    .place(new, identity: NoticeIdentity(of: new), among: old.map { (NoticeIdentity(of: $0), $0.version) })
  }

  @Test("a key that is not known begins a notice")
  func created() { #expect(place(record("Lot 1", ["A"])) == .created(split: 0)) }

  @Test("an equal key is another lot only when both the object and the holders differ")
  func split() {
    let first = record("Lot 1", ["A"])
    #expect(place(record("Lot 2", ["B"]), after: first) == .created(split: 1))
    #expect(place(record("Lot 1", ["B"]), after: first) == .updated(index: 0, effect: .replaces))
    #expect(place(record("LOT 1 ", ["B"]), after: first) == .updated(index: 0, effect: .replaces))
    #expect(place(record("Lot 2", ["A"]), after: first) == .updated(index: 0, effect: .replaces))
    #expect(
      place(record("Lot 2", ["B"]), after: first, record("Lot 2", ["C"])) == .updated(index: 1, effect: .replaces))
    #expect(place(record(nil, ["B"]), after: first) == .created(split: 1))
  }

  @Test("the order of the holders does not matter")
  func order() {
    #expect(
      place(record("Lot 2", ["B", "A"]), after: record("Lot 1", ["A", "B"])) == .updated(index: 0, effect: .replaces))
  }

  @Test(
    "the current situation is the last published, then the last notified, then the last read",
    arguments: [
      ("2024-01-02", "2024-01-01", "2024-01-01", "2024-01-01", NoticeMatching.Effect.replaces),
      ("2024-01-01", "2024-01-01", "2024-01-02", "2023-01-01", .none),
      ("2024-01-01", "2024-01-02", "2024-01-01", "2024-01-01", .replaces),
      ("2024-01-01", "2024-01-01", "2024-01-01", "2024-01-01", .replaces),
      (nil, "2024-01-01", "2024-01-01", nil, .none),
      ("2024-01-01", nil, nil, "2024-06-01", .replaces),
    ] as [(String?, String?, String?, String?, NoticeMatching.Effect)])
  func versions(
    _ newPublished: String?, _ newNotified: String?, _ oldPublished: String?, _ oldNotified: String?,
    _ effect: NoticeMatching.Effect
  ) {
    let new = record("x", ["A"], published: newPublished, notified: newNotified)
    let old = record("x", ["A"], published: oldPublished, notified: oldNotified)
    #expect(place(new, after: old) == .updated(index: 0, effect: effect))
  }

  @Test("rows of a table without objects add their holders to the situation of their date")
  func rows() {
    let first = record(nil, ["A"], notified: "2024-12-31", shape: .consolidatedCSV)
    let second = record(nil, ["B"], notified: "2024-12-31", shape: .consolidatedCSV)
    #expect(place(second, after: first) == .updated(index: 0, effect: .joins))
    let older = record(nil, ["B"], notified: "2024-08-26", shape: .consolidatedCSV)
    #expect(place(older, after: first) == .updated(index: 0, effect: .none))
    #expect(
      place(second, after: record("Lot 1", ["A"]), record("Lot 2", ["B"])) == .updated(index: 1, effect: .replaces))
    #expect(
      place(record("Lot 1", ["B", "C"], published: "2025-02-01"), after: first) == .updated(index: 0, effect: .replaces)
    )
  }

  @Test("an object that was unknown is learned")
  func learned() {
    let row = NoticeIdentity(of: record(nil, ["A"], shape: .consolidatedCSV))
    let full = NoticeIdentity(of: record("Lot 1", ["A", "B"]))
    #expect(row.completed(by: full) == NoticeIdentity(object: full.object, holders: "A"))
    #expect(full.completed(by: row) == full)
  }
}
