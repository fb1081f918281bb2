// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct RoleRulesTests {
  private func viewer(_ role: Role) -> Viewer {
    Viewer(
      accountID: ID(1), accountName: "A", role: role, territoryID: ID(1), territoryName: "T", organisationID: nil,
      membershipID: ID(1),
      today: "2026-11-24")
  }

  @Test("The administrator, the buyer and the elected member see no name")
  func names() {
    #expect(Role.allCases.filter { viewer($0).maySeeNames } == [.facilitator, .company, .structure, .prescriber])
  }

  @Test("Only the profession sees a criterion")
  func criteria() {
    #expect(Role.allCases.filter { viewer($0).maySeeCriteria } == [.facilitator])
    #expect(Role.allCases.filter { viewer($0).mayAdminister } == [.administrator])
  }

  @Test("A buyer sees counts always and profiles from five; an elected member nothing under five")
  func smallGroups() {
    #expect(SmallGroups.mayShow(people: 1, profile: false, to: .buyer))
    #expect(!SmallGroups.mayShow(people: 4, profile: true, to: .buyer))
    #expect(SmallGroups.mayShow(people: 5, profile: true, to: .buyer))
    #expect(!SmallGroups.mayShow(people: 4, profile: false, to: .elected))
    #expect(SmallGroups.mayShow(people: 5, profile: false, to: .elected))
    #expect(SmallGroups.mayShow(people: 1, profile: true, to: .facilitator))
  }

  @Test("A role of an organisation needs one")
  func organisations() {
    #expect(Role.allCases.filter(\.needsOrganisation) == [.buyer, .company, .structure, .prescriber])
    #expect(Role.allCases.map(\.french).contains("donneur d’ordre"))
  }
}
