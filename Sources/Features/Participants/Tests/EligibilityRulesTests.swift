// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct EligibilityRulesTests {
  @Test("A proof has an age, and may not come after the hiring")
  func proofs() {
    #expect(EligibilityCriterion.rsa.accepts(proofDatedOn: "2025-07-14", hiredOn: "2025-10-14"))
    #expect(!EligibilityCriterion.rsa.accepts(proofDatedOn: "2025-07-13", hiredOn: "2025-10-14"))
    #expect(!EligibilityCriterion.rsa.accepts(proofDatedOn: "2025-10-15", hiredOn: "2025-10-14"))
    #expect(EligibilityCriterion.qpv.accepts(proofDatedOn: "2025-04-14", hiredOn: "2025-10-14"))
    #expect(EligibilityCriterion.th.accepts(proofDatedOn: "2015-01-01", hiredOn: "2025-10-14"))
  }

  @Test("Criteria, levels and genders keep the codes of their source")
  func codes() {
    #expect(EligibilityCriterion.allCases.count == 27)
    #expect(EligibilityCriterion(rawValue: "EA_ESAT") == .eaEsat)
    #expect(
      EducationLevel.allCases.map(\.rawValue) == ["00", "01", "10", "20", "30", "40", "41", "50", "51", "60", "70"])
    #expect(Gender.allCases.map(\.french) == ["femme", "homme", "non précisé"])
  }

  @Test("The answer to an employer says a date and never a criterion")
  func answer() {
    let eligibility = Eligibility(id: ID(1), participantID: ID(1), validFrom: "2025-10-14", until: "2027-10-13")
    #expect(eligibility.answer == "Validé jusqu’au 13/10/2027")
    #expect(eligibility.endsSoon(on: "2027-09-01", within: 60))
    #expect(!eligibility.endsSoon(on: "2027-08-01", within: 60))
    #expect(!eligibility.endsSoon(on: "2027-10-14", within: 60))
  }

  @Test("Age is in whole years, also of those born on a 29 February")
  func age() {
    let person = Participant(id: ID(1), firstName: "A", lastName: "B", bornOn: "2004-02-29")
    #expect(person.age(on: "2025-02-28") == 20)
    #expect(person.age(on: "2025-03-01") == 21)
    #expect(person.age(on: "2004-02-28") == nil)
    #expect(Participant(id: ID(1), firstName: "A", lastName: "B", bornOn: nil).age(on: "2025-01-01") == nil)
  }
}
