// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct SiretRulesTests {
  @Test(
    "Real numbers are accepted, however they are spaced",
    arguments: [
      "21490007800012", "214 900 078 00012", "214\u{202F}900\u{202F}078\u{202F}00012", "20007167800011",
      "26490003600015", "41197457900038",
    ])
  func accepted(text: String) throws {
    _ = try Siret.parse(text)
  }

  @Test(
    "La Poste's establishments have digits whose sum is a multiple of five, its seat the ordinary key",
    arguments: [
      ("35600000000048", true), ("35600000049837", true), ("35600000000049", false), ("35600000000006", true),
    ])
  func post(text: String, accepted: Bool) {
    #expect((Siret(text) != nil) == accepted)
  }

  @Test(
    "A number with a wrong digit, length or SIREN is refused",
    arguments: [
      "", "2149000780001", "214900078000123", "21490007800013", "00000000000000", "2149000780001A", "２１４90007800012",
      // Passes Luhn over fourteen digits but not over its SIREN.
      "11122233344455",
      // Ends in 999dd with the right keys: a provisional number of a State platform.
      "21490007899907",
    ])
  func refused(text: String) {
    #expect(throws: ValueError.self) { try Siret.parse(text) }
  }

  @Test("A SIRET shows its SIREN and reads in groups")
  func parts() throws {
    let siret = try Siret.parse("21490007800012")
    #expect(siret.siren == Siren("214900078"))
    #expect(siret.french == "214\u{202F}900\u{202F}078\u{202F}00012")
    #expect(siret.siren.french == "214\u{202F}900\u{202F}078")
    #expect(Siren("244900015") != nil)
    #expect(Siren("244900016") == nil)
    #expect(Siren("000000000") == nil)
  }

  @Test("One wrong digit is always seen", arguments: 0..<14)
  func oneDigit(position: Int) {
    let right = Array("21490007800012")
    for digit in "0123456789" where digit != right[position] {
      var wrong = right
      wrong[position] = digit
      #expect(Siret(String(wrong)) == nil)
    }
  }

  @Test("A CPV keeps its eight digits and leaves the key out")
  func cpv() throws {
    #expect(try CPV.parse("45000000-7").code == "45000000")
    #expect(try CPV.parse("90911200").division == "90")
    for text in ["", "4500000", "INX 28213700-5", "45000000-77", "00000000", "45000000-", "99000000"] {
      #expect(CPV(text) == nil)
    }
  }

  @Test(
    "An identifier in an address is plain digits", arguments: ["", "0", "-1", "+1", "1a", "9223372036854775808", "١"])
  func identifiers(text: String) {
    #expect(ID<Lot>(text) == nil)
    #expect(ID<Lot>("42") == ID(42))
    #expect("\(ID<Lot>(42))" == "42")
  }
}
