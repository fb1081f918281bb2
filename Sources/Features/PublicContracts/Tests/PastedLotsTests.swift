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
          number: "02", name: "Gros œuvre", holders: [.name("Leduc")], hours: Hours(units: 45_500),
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

  /// As spreadsheets of buyers look: a merged title, titles on two lines, French numbers, several holders of one lot, a total.
  static let spreadsheet = """
    Groupe scolaire – tableau des lots\t\t\t\t\t\t
    \t\t\t\t\t\t
    Lot\t\tAttributaire\t\tClause sociale\t\tMontant
    N°\tIntitulé du lot\tEntreprise\tSIRET\tTaux (%)\tHeures d’insertion\tHT
    Lot 1\tTerrassement\tMaçonnerie Leduc\t990 002 024 00018\t5\t1\u{202F}200,50 h\t1\u{A0}250\u{A0}000,00 €
    Lot n° 2\tGros œuvre\tÉclair SAS\t\t5\t 800\t600 000 € HT
    \t\tVoltaé\t\t\t\t
    3\tPeinture\tnéant\t\t\t-\t—
    TOTAL\t\t\t\t\t2 000,50\t1 850 000
    """

  @Test("a buyer's own spreadsheet is read as it is")
  func realSpreadsheet() throws {
    let pasted = PastedLots(Self.spreadsheet)
    #expect(pasted.faults == [] && pasted.remarks == [])
    #expect(pasted.lots.map(\.number) == ["1", "2", "3"])
    #expect(pasted.lots.map(\.name) == ["Terrassement", "Gros œuvre", "Peinture"])
    #expect(pasted.lots.map(\.hours) == [Hours(units: 360_150), Hours(wholeHours: 800), nil])
    #expect(pasted.lots.map(\.amount) == [Money(euros: 1_250_000), Money(euros: 600_000), nil])
    let siret = try Siret.parse("99000202400018")
    #expect(
      pasted.lots.map(\.holders) == [[.both("Maçonnerie Leduc", siret)], [.name("Éclair SAS"), .name("Voltaé")], []])
    let wrong = PastedLots(Self.spreadsheet.replacing("2 000,50", with: "2 100"))
    #expect(wrong.faults == [] && wrong.remarks.count == 1 && wrong.remarks[0].contains("2\u{202F}100"))
  }

  @Test("lots in one cell, lots without a number and a line of sums")
  func looseTables() {
    let one = PastedLots("Désignation\tHeures\nLot 4 - Sols souples\t120\nLot 5 : Peinture\t80\n\t200")
    #expect(one.faults == [] && one.lots.map(\.number) == ["4", "5"])
    #expect(one.lots.map(\.name) == ["Sols souples", "Peinture"])
    let unnumbered = PastedLots("Libellé;Titulaire;Heures\nEntretien nord;Leduc;10\nEntretien sud;;20")
    #expect(unnumbered.faults == [] && unnumbered.lots.map(\.number) == ["1", "2"])
    #expect(unnumbered.lots.map(\.name) == ["Entretien nord", "Entretien sud"])
    let lots = PastedLots("1;Travaux d’insertion;Entreprise du Val;120;1000")
    #expect(lots.faults == [] && lots.lots.count == 1, "a lot whose words look like titles is a lot")
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
