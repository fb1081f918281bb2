// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct BearersRulesTests {
  private let moment: Instant = "2026-11-24T20:00:00.000Z"

  private func event(
    _ kind: EngagementEventKind, _ hours: Hours?, bearer: Int64? = nil, setsTo: Hours? = nil
  ) -> EngagementEvent {
    EngagementEvent(
      kind: kind, effectiveOn: "2026-01-15", recordedAt: "2026-01-15T09:00:00.000Z", delta: hours, setsTo: setsTo,
      bearer: bearer.map { ID($0) })
  }

  private func bearers(_ bearing: Bearing, _ shares: [Int]) throws -> Bearers {
    try Bearers(
      bearing: bearing,
      members: shares.enumerated().map { BearerShare(organisationID: ID(Int64($0.offset + 1)), share: $0.element) })
  }

  @Test("A joint engagement goes by its key, whoever an event names")
  func joint() throws {
    let events = [event(.award, h(1000)), event(.offer, h(100), bearer: 2)]
    let dues = try bearers(.joint, [60, 40]).dues(events: events, terms: .hours, knownAt: moment)
    #expect(dues.map(\.firm) == [h(660), h(440)])
  }

  @Test("In a split engagement each has its own events, and its share of those that name nobody")
  func split() throws {
    let events = [event(.award, h(1000)), event(.offer, h(100), bearer: 2), event(.amendment, h(-50), bearer: 1)]
    let key = try bearers(.split, [60, 40])
    #expect(
      key.dues(events: events.filter { $0.kind != .amendment }, terms: .hours, knownAt: moment).map(\.firm) == [
        h(600), h(500),
      ])
    #expect(key.dues(events: events, terms: .hours, knownAt: moment).map(\.firm) == [h(550), h(500)])
  }

  @Test("The buyer's decision on the whole goes by the key")
  func terminated() throws {
    let events = [
      event(.award, h(700), bearer: 1), event(.award, h(300), bearer: 2), event(.termination, nil, setsTo: h(500)),
    ]
    let dues = try bearers(.split, [70, 30]).dues(events: events, terms: .hours, knownAt: moment)
    #expect(dues.map(\.firm) == [h(350), h(150)])
  }

  @Test("A consortium has two members or more, each once")
  func members() {
    #expect(throws: ValueError.self) { try bearers(.alone, [1, 1]) }
    #expect(throws: ValueError.self) { try bearers(.joint, [1]) }
    #expect(throws: ValueError.self) { try bearers(.split, [0, 0]) }
    let twice = BearerShare(organisationID: ID(1), share: 1)
    #expect(throws: ValueError.self) { try Bearers(bearing: .joint, members: [twice, twice]) }
  }

  @Test("Members' parts add up to the engagement, hours by hours", arguments: 0..<150)
  func conserved(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let shares = (0..<Int.random(in: 2...6, using: &random)).map { _ in Int.random(in: 1...100, using: &random) }
    let events = (0..<8).map { _ in
      let bearer = Int64.random(in: 0...Int64(shares.count), using: &random)
      return event(.award, Hours(units: .random(in: 0...900_000, using: &random)), bearer: bearer == 0 ? nil : bearer)
    }
    let whole = EngagementBalance.at(events: events, terms: .hours, knownAt: moment).firm
    for bearing in [Bearing.joint, .split] {
      let dues = try bearers(bearing, shares).dues(events: events, terms: .hours, knownAt: moment)
      #expect(dues.map(\.firm).sum == whole)
    }
  }

  @Test("Owners of a group take their share of hours, and the shares add up")
  func owners() throws {
    let group = try OwnerShares([(ID(1), 1), (ID(2), 1), (ID(3), 1)])
    let parts = (1...4).map { group.hours(of: ID(Int64($0)), in: h("100")) }
    #expect(parts.map(\.units) == [10_000, 10_000, 10_000, 0])
    #expect((1...3).map { group.hours(of: ID(Int64($0)), in: Hours(units: 100)) }.sum.units == 100)
    #expect(throws: ValueError.self) { try OwnerShares([(ID(1), 1), (ID(1), 1)]) }
  }
}
