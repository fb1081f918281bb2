// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct AgreementRulesTests {
  @Test("An agreement is in force from its signature to its last day, both included")
  func term() {
    let agreement = Agreement(
      id: ID(1), buyerID: ID(2), signedOn: "2024-01-15", endsOn: ("2024-01-15" as Day).lastDay(ofTermMonths: 24))
    #expect(!agreement.covers("2024-01-14"))
    #expect(agreement.covers("2024-01-15"))
    #expect(agreement.covers("2026-01-14"))
    #expect(!agreement.covers("2026-01-15"))
    #expect(agreement.daysLeft(on: "2026-01-01") == 13)
    #expect(Agreement(id: ID(1), buyerID: ID(2), signedOn: "2024-01-15", endsOn: nil).covers("2099-01-01"))
  }
}
