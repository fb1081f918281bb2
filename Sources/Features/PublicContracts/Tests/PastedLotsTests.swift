// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

@Suite struct PastedLotsTests {
  @Test("titles in any order are recognised, with tabs or semicolons")
  func titles() {
    let pasted = PastedLots(
      "Titulaire;Montant HT;Nom du lot;N° lot;Heures d'insertion\nLeduc;1 000,50;Gros œuvre;02;151:40")
    #expect(pasted.faults == [])
    #expect(
      pasted.lots == [
        PastedLot(
          number: "02", name: "Gros œuvre", holder: .name("Leduc"), hours: Hours(units: 45_500),
          amount: Money(cents: 100_050))
      ])
  }

  @Test("a first line that is a lot is no title, and empty lines keep the count")
  func noTitles() {
    let pasted = PastedLots("\r\n2\tGros œuvre\t\t1 200\t\r\n\r\n3\tPeinture\t990 002 024 00018\tx\t\r\n")
    #expect(pasted.lots.map(\.number) == ["2"])
    #expect(pasted.faults.map(\.line) == [4])
    #expect(pasted.faults.map(\.column) == [4])
  }

  @Test("a cell between quotes may hold a separator, a quote and a line end")
  func quotes() {
    let lines = PastedTable.lines(of: "1;\"a;\"\"b\"\"\nc\";d\n2;\"e;f")
    #expect(lines.map(\.cells) == [["1", "a;\"b\" c", "d"], ["2", "\"e", "f"]])
    #expect(lines.map(\.number) == [1, 3])
  }

  @Test(
    "hostile cells are refused with their place",
    arguments: [
      "1;\u{202E}abc;;;", "1;a\u{0}b;;;", ";sans numéro;;;", "1;;;;", "1;a;12345678901234;;", "1;a;;-5;", "1;a;;;-5",
    ])
  func hostile(_ text: String) {
    let pasted = PastedLots(text)
    #expect(pasted.lots == [] && pasted.faults.count == 1)
  }

  @Test("any text is read without a crash", arguments: 0..<200 as Range<UInt64>)
  func anything(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("1;\t\"\n\r,.aé€\u{202E}\u{0} h:SIRET")
    let text = String((0..<60).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
    let pasted = PastedLots(text)
    #expect(pasted.faults.allSatisfy { $0.line > 0 && !$0.sentence.isEmpty })
  }
}
