// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App

@Suite struct HiringRequestRulesTests {
  @Test("a pasted list keeps the good lines and says the bad ones, with or without titles")
  func pasted() throws {
    let text = """
      N° PASS IAE;Nom;Prénom;Né(e) le;Début;Lot
      99999 26 12345;Petit;Jo;01/02/1990;01/12/2026;2
      999992612345;Petit;Jo;01/02/1990;01/12/2026;2
      9999926;Court;Zoé;01/02/1990;01/12/2026;2
      999992612346;;Zoé;01/02/1990;01/12/2026;2
      999992612347;Durand;Zoé;32/02/1990;01/12/2026;2
      999992612348;Durand;Zoé;01/02/1990;01/12/2026;
      """
    let read = PastedHires(text.replacing("99999 26 12345", with: "99999 26 12345"))
    #expect(read.lines.map(\.lastName) == ["Petit", "Durand"])
    #expect(read.lines.first?.pass.text == "999992612345")
    #expect(read.faults.map(\.number) == [3, 4, 5, 6])
    #expect(read.faults[0].sentence.contains("ligne 2") && read.faults[1].sentence.contains("Numéro de PASS"))
    let bare = PastedHires("999992612345\tPetit\tJo\t01/02/1990\t01/12/2026\t2")
    #expect(bare.lines.count == 1 && bare.faults.isEmpty)
    let turned = PastedHires("Prénom\tNom\tPASS\tNaissance\tEmbauche\nJo\tPetit\t999992612345\t01/02/1990\t01/12/2026")
    #expect(turned.lines.first?.firstName == "Jo" && turned.lines.first?.lot == "")
    #expect(PastedHires("").lines.isEmpty && PastedHires("\u{0}\u{202E}").faults.count == 1)
  }

  @Test("a list too long, and any text, are read without end")
  func hostile() {
    let many = (0..<300).map { "99999\(1_000_000 + $0);Petit;Jo;01/02/1990;01/12/2026;2" }.joined(separator: "\n")
    let read = PastedHires(many)
    #expect(read.lines.count == PastedHires.most && read.faults.count == 1)
    var random = SplitMix64(seed: 7)
    let letters = Array("9A;\t\n\"é/=<\u{202F}0")
    for _ in 0..<300 {
      let text = String((0..<60).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
      let some = PastedHires(text)
      #expect(some.lines.count + some.faults.count <= 62)
    }
  }

  @Test("hired before notification, before validation, or already there: said")
  func remarks() throws {
    func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
    let late = HiringRequestChecks.Facts(
      startsOn: try day("2026-11-02"), receivedOn: try day("2026-11-24"), notifiedOn: try day("2026-11-15"),
      employedFrom: try day("2025-01-01"))
    #expect(HiringRequestChecks.remarks(on: late).count == 3)
    let right = HiringRequestChecks.Facts(
      startsOn: try day("2026-11-24"), receivedOn: try day("2026-11-24"), notifiedOn: try day("2026-11-15"),
      employedFrom: nil)
    #expect(HiringRequestChecks.remarks(on: right).isEmpty)
  }
}
