// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@Suite("Dated rules of a territory") struct TerritoryRulesTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test("the latest value that has taken effect applies, whatever the order in which they were said")
  func latest() throws {
    let values = [
      (rule: TerritoryRule.hoursPerFTE, from: try day("2026-01-01"), value: 1600),
      (rule: .hoursPerFTE, from: try day("2024-01-01"), value: 1820),
      (rule: .hoursPerFTE, from: try day("2027-01-01"), value: 1500),
    ]
    #expect(TerritoryRules.inForce(on: try day("2026-11-24"), among: values)[.hoursPerFTE] == 1600)
    #expect(TerritoryRules.inForce(on: try day("2025-12-31"), among: values)[.hoursPerFTE] == 1820)
    #expect(TerritoryRules.inForce(on: try day("2023-12-31"), among: values)[.hoursPerFTE] == 1607)
    #expect(TerritoryRules.inForce(on: try day("2027-01-01"), among: values)[.hoursPerFTE] == 1500)
  }

  @Test("each rule has a value of its own within its bounds where nothing was said", arguments: TerritoryRule.allCases)
  func standard(rule: TerritoryRule) {
    #expect(rule.bounds.contains(rule.standard))
    #expect(TerritoryRules.standard[rule] == rule.standard)
  }
}

@Suite("The colour of a territory") struct TerritoryColourTests {
  // WCAG 2.2 contrast with white, from the formula of success criterion 1.4.3: white 1, black 21, #767676 just above 4.5.
  @Test(
    "contrast with white is that of the formula",
    arguments: [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#0e5a5a", 7.98), ("#ff0000", 4.0)])
  func contrast(text: String, expected: Double) throws {
    let colour = try TerritoryColour.parse(text)
    #expect(abs(colour.contrastWithWhite - expected) < 0.06, "\(colour.contrastWithWhite)")
  }

  @Test(
    "a colour on which white is hard to read gets a darker one, which is legible",
    arguments: ["#ffcc00", "#FF8800", "fff", "#12cc9a"])
  func darker(text: String) throws {
    guard let colour = try? TerritoryColour.parse(text) else {
      #expect(text == "fff")
      return
    }
    #expect(!colour.isLegible && colour.legible.isLegible)
    #expect(colour.legible.contrastWithWhite < 8, "no darker than needed: \(colour.legible.text)")
  }

  @Test("what is no colour is said", arguments: ["", "rouge", "#12345", "#1234567", "#12345g", "<script>"])
  func refused(text: String) { #expect(throws: ValueError.self) { try TerritoryColour.parse(text) } }
}
