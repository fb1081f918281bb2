// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct FreeTextRulesTests {
  @Test(
    "Texts that only look hostile are kept as they are: escaping is the page's work",
    arguments: [
      "<script>alert(1)</script>", "'; DROP TABLE lot; --", "=HYPERLINK(\"http://x\")", "L’Île-d’Yeu & Cie",
      "100 % + 3 < 5",
      "Ligne 1\nLigne 2\tfin", "Zoë 👩‍🔧 Łódź", "0241123456", "SIRET 214 900 078 00012", "2024-TVX-0012345678",
    ])
  func kept(text: String) throws {
    #expect(try FreeText.clean(text, field: "Note", max: 200) == text)
  }

  @Test(
    "Characters that nobody sees are refused with a sentence",
    arguments: [
      "a\u{0}b", "a\u{1B}[31m", "a\u{202E}b", "a\u{2066}b\u{2069}", "a\u{200F}", "\u{FEFF}a", "a\u{85}b", "a\u{7F}",
      "a\u{FFFE}", "a\u{2028}b", "\u{E0041}",
    ])
  func refused(text: String) {
    let error = #expect(throws: ValueError.self) { try FreeText.clean(text, field: "Note", max: 200) }
    #expect(error?.sentence.hasPrefix("Note\u{202F}:") == true)
  }

  @Test("Ends are trimmed, line ends made one, letters composed")
  func normal() throws {
    #expect(try FreeText.clean("  a\r\nb\rc \n", field: "Note", max: 10) == "a\nb\nc")
    #expect(try FreeText.clean("e\u{301}", field: "Note", max: 1).unicodeScalars.count == 1)
    #expect(try FreeText.line("a\n b\tc", field: "Nom", max: 10) == "a b c")
    #expect(try FreeText.clean("", field: "Note", max: 10) == "")
    #expect(throws: ValueError.self) { try FreeText.required(" \n ", field: "Nom", max: 10) }
  }

  @Test("A text has a length, also when one letter carries a thousand accents")
  func length() throws {
    #expect(try FreeText.clean(String(repeating: "é", count: 10), field: "Note", max: 10).count == 10)
    #expect(throws: ValueError.self) { try FreeText.clean(String(repeating: "é", count: 11), field: "Note", max: 10) }
    #expect(throws: ValueError.self) {
      try FreeText.clean("a" + String(repeating: "\u{301}", count: 1000), field: "Note", max: 10)
    }
  }

  @Test(
    "A social security number is seen in a text",
    arguments: [
      "185057800608491", "1 85 05 78 006 084 91", "n° 1.85.05.78.006.084.91, merci", "NIR:185057800608491",
      "285112A00412305",
      "2 85 11 2a 004 123 05", "285112B00412332", "1850578006084", "1 85 05 78 006 084", "285112A004123",
      "dossier 1-85-05-78-006-084",
      "1\u{A0}85\u{A0}05\u{A0}78\u{A0}006\u{A0}084",
    ])
  func nir(text: String) {
    #expect(Nir.appears(in: text))
    #expect(throws: ValueError.self) { try FreeText.clean(text, field: "Note", max: 200) }
  }

  @Test(
    "Other numbers are none",
    arguments: [
      // A wrong key; fourteen digits; months, departments or first digits that do not exist.
      "185057800608492", "18505780060849", "1851378006084", "1850500006084", "1850596006084", "5850578006084",
      "0850578006084",
      "185052C006084", "06 12 34 56 78", "21490007800012", "214 900 078 00012", "FR76 3000 6000 0112 3456 7890 189",
      "1795428000000",
      "", "1", "1850578006", "1850578006000",
    ])
  func noNir(text: String) {
    #expect(!Nir.appears(in: text))
  }

  @Test("Every key that is right is seen, every key that is wrong is not", arguments: 0..<100)
  func keys(seed: Int) {
    var random = SplitMix64(seed: seed)
    // Month 63 is one of those given when the birth's is unknown: thirteen digits alone would not be taken for a number.
    let base =
      1_00_63_00_000_000 + Int.random(in: 0..<100, using: &random) * 10_000_000_000
      + Int.random(in: 1...9_999_999_9, using: &random)
    for key in 1...97 {
      let text = String(base) + (key < 10 ? "0\(key)" : "\(key)")
      #expect(Nir.appears(in: text) == (key == 97 - base % 97))
    }
  }
}

@Suite struct SearchRulesTests {
  @Test(
    "Texts are folded for a search",
    arguments: [
      ("Œuvre d’Élan", "oeuvre d elan"), ("ÉCOLE  Jean-Moulin", "ecole jean moulin"), ("Ærø", "aero"),
      ("Straße", "strasse"),
      ("  (Lot n° 3) ", "lot n 3"), ("ﬁn", "fin"), ("", ""), ("’", ""), ("İstanbul", "istanbul"), ("100 %", "100"),
      ("Łódź", "lodz"),
    ])
  func folding(text: String, expected: String) {
    #expect(Search.fold(text) == expected)
  }

  @Test("Folding twice is folding once", arguments: 0..<200)
  func twice(seed: Int) {
    var random = SplitMix64(seed: seed)
    let text = String(
      String.UnicodeScalarView(
        (0..<12).compactMap { _ in Unicode.Scalar(UInt32.random(in: 1...0x2FFFF, using: &random)) }))
    let once = Search.fold(text)
    #expect(Search.fold(once) == once)
  }
}
