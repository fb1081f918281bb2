// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct CountingRulesTests {
  private func hiring(
    _ kind: EmploymentContractKind, endsOn: Day? = nil, lotEndsOn: Day? = nil, pass: DayRange? = nil
  ) -> Hiring {
    Hiring(
      kind: kind, startsOn: "2025-10-01", endsOn: endsOn, firstValidatedOn: "2025-03-15", lotEndsOn: lotEndsOn,
      pass: pass)
  }

  private func until(_ hiring: Hiring) -> Day? { CountingRules.standard.period(for: hiring).until }

  @Test("A fixed-term contract counts 24 months from the first validated hiring (Rennes)")
  func ordinary() {
    let period = CountingRules.standard.period(for: hiring(.fixedTerm, endsOn: "2026-03-31"))
    #expect(period.until == "2027-03-14")
    #expect(
      period.sentence
        == "24 mois à partir de la première embauche validée, le 15/03/2025, soit jusqu’au 14/03/2027.")
    #expect(until(hiring(.temporary)) == "2027-03-14")
  }

  @Test("A CDI counts to the end of the contract of works, four years at most")
  func permanent() {
    #expect(until(hiring(.permanent, lotEndsOn: "2026-12-31")) == "2026-12-31")
    #expect(until(hiring(.permanent, lotEndsOn: "2031-12-31")) == "2029-09-30")
    #expect(until(hiring(.permanent)) == "2029-09-30")
  }

  @Test("Apprenticeship counts to its end, a PASS IAE to its own")
  func others() {
    #expect(until(hiring(.apprenticeship, endsOn: "2027-08-31")) == "2027-08-31")
    #expect(until(hiring(.apprenticeship)) == nil)
    let pass = DayRange(from: "2025-09-01", through: "2027-08-31")
    #expect(until(hiring(.fixedTermInclusion, pass: pass)) == "2027-08-31")
    #expect(until(hiring(.permanentInclusion, pass: pass)) == "2027-08-31")
    #expect(until(hiring(.permanentInclusion, lotEndsOn: "2026-12-31")) == "2026-12-31")
    #expect(CountingRules.standard.period(for: hiring(.fixedTermInclusion, pass: pass)).sentence.contains("PASS IAE"))
  }

  @Test("The rules in force on the day of the hiring apply")
  func dated() {
    let later = CountingRules(appliesFrom: "2026-01-01", months: 12, permanentYears: 2)
    #expect(CountingRules.inForce(on: "2025-12-31", among: [later, .standard]) == .standard)
    #expect(CountingRules.inForce(on: "2026-01-01", among: [.standard, later]) == later)
    #expect(CountingRules.inForce(on: "2026-01-01", among: []) == .standard)
  }

  @Test("A chain of missions counts one, a contract in no chain one")
  func chains() {
    let chain = ID<Parcours>(1)
    #expect(Parcours.count([(ID(1), chain), (ID(2), chain), (ID(3), nil), (ID(3), nil), (ID(4), nil)]) == 3)
    #expect(Parcours.count([]) == 0)
  }

  @Test(
    "Missions chain within a month",
    arguments: [("2025-10-13", true), ("2025-11-09", true), ("2025-11-13", false), ("2025-09-29", false)]
      as [(Day, Bool)])
  func following(start: Day, chains: Bool) {
    let first = EmploymentContract(
      id: ID(1), participantID: ID(1), kind: .temporary, startsOn: "2025-10-06", endsOn: "2025-10-12")
    let next = EmploymentContract(id: ID(2), participantID: ID(1), kind: .temporary, startsOn: start, endsOn: nil)
    #expect(Parcours.continues(after: first, with: next) == chains)
    let other = EmploymentContract(id: ID(2), participantID: ID(2), kind: .temporary, startsOn: start, endsOn: nil)
    #expect(!Parcours.continues(after: first, with: other))
  }
}
