// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct CodeListRulesTests {
  @Test("Every code of every list comes back from its raw value, with words of its own")
  func lists() throws {
    try check(Role.self)
    try check(BuyerKind.self)
    try check(EmployerKind.self)
    try check(PrescriberKind.self)
    try check(LegalForm.self)
    try check(PurchaseKind.self)
    try check(Sector.self)
    try check(LotState.self)
    try check(EmploymentContractKind.self)
    try check(Modality.self)
    try check(EligibilityCriterion.self)
    try check(EducationLevel.self)
    try check(Gender.self)
    try check(HoursKind.self)
    try check(ReasonNotKept.self)
    try check(Rhythm.self)
    try check(EngagementEventKind.self)
    try check(Bearing.self)
    try check(RuleBasis.self)
    try check(SliceRounding.self)
    try check(SizingMethod.self)
    try check(PlanPosition.State.self)
    try check(LineRemark.Severity.self)
  }

  private func check<List: CodeList>(_ list: List.Type) throws {
    for value in list.allCases {
      #expect(try List.parse(value.rawValue, field: "Liste") == value)
      #expect(try List.parse(" \(value.rawValue.lowercased()) ", field: "Liste") == value)
      let texts = [value.french, value.note ?? "-"]
      #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("'") && !$0.contains(" :") && !$0.contains(" ;") })
    }
    #expect(Set(list.allCases.map(\.french)).count == list.allCases.count, "labels of \(list)")
    #expect(throws: ValueError.self) { try List.parse("<b>", field: "Liste") }
    #expect(throws: ValueError.self) { try List.parse("", field: "Liste") }
  }

  @Test("Structures are those of inclusion and disability, neither companies nor ordinary temp agencies")
  func structures() {
    #expect(EmployerKind.allCases.filter { !$0.isStructure } == [.classique, .ett])
    #expect(EmployerKind.allCases.filter(\.isPlacement) == [.etti, .ai, .geiq, .eatt, .ett])
    #expect(
      EmployerKind.allCases.map(\.rawValue).joined(separator: " ")
        == "CLASSIQUE EI ETTI AI ACI EITI GEIQ EA EATT ESAT REGIE ETT SEP")
  }
}
