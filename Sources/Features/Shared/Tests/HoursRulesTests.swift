// SPDX-License-Identifier: EUPL-1.2

import Domain
import Testing

@Suite struct HoursRulesTests {
  @Test(
    "Hours are read as payroll, invoices and people write them",
    arguments: [
      ("151,67", 45_501), ("151.67", 45_501), ("151:40", 45_500), ("12 h 30", 3_750), ("12h30", 3_750), ("12 h", 3_600),
      ("1 234,5", 370_350), ("1\u{202F}234,5", 370_350), ("1\u{A0}234,50 h", 370_350), ("0", 0), ("0,01", 3),
      ("0:01", 5),
      ("-7,5", -2_250), ("−7,50", -2_250), ("-0:30", -150), ("33,34", 10_002), ("12 h 5", 3_625),
      ("12 h 30 min", 3_750),
      (" 7 heures ", 2_100), ("7,5 heures", 2_250), ("1234567", 370_370_100),
    ])
  func reading(text: String, units: Int64) throws {
    #expect(try Hours.parse(text).units == units)
  }

  @Test(
    "What is finer than a hundredth or a minute, or ambiguous, is refused with a sentence",
    arguments: [
      "", " ", "abc", "1,234", "151,667", "12:5", "12:60", "12:345", "1.234,56", "1,2,3", "12 30", "1 23 456", "--3",
      "+", ",5",
      "5,", "١٢", "１２", "1e3", "0x10", "30 min", "12:-5", "9999999999999", "1 2345", "NaN", "∞", "=1+1", "7 h 30 h",
      "h", ":30",
    ])
  func refusing(text: String) {
    #expect(throws: ValueError.self) { try Hours.parse(text) }
  }

  @Test("Hours are written with two decimals in statements and none in summaries")
  func writing() {
    #expect(h("1234,5").french == "1\u{202F}234,50")
    #expect(h("1234,5").frenchShort == "1\u{202F}235")
    #expect(h("-1234,5").frenchShort == "−1\u{202F}235")
    #expect(h("1234,49").frenchShort == "1\u{202F}234")
    #expect(h("833,33").decimal == "833.33")
    #expect(h("-0,5").decimal == "-0.50")
    #expect(h("151:40").french == "151,67")
    #expect(h(1200).frenchTrimmed == "1\u{202F}200")
    #expect(Hours.zero.french == "0,00")
  }

  @Test("33,34 h comes back as 33,34 and every hundredth and minute is exact", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let hundredths = Int64.random(in: -99_999_999...99_999_999, using: &random)
    let hours = Hours(hundredths: hundredths)
    #expect(try Hours.parse(hours.french) == hours)
    #expect(try Hours.parse(hours.decimal) == hours)
    #expect(hours.hundredths == hundredths)
    let (whole, minutes) = (Int.random(in: 0...99_999, using: &random), Int.random(in: 10...59, using: &random))
    #expect(try Hours.parse("\(whole):\(minutes)").units == Int64(whole * 300 + minutes * 5))
  }

  @Test("Whatever is typed, reading gives hours or a sentence", arguments: 0..<300)
  func fuzz(seed: Int) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("0123456789,.:h -−+€\u{202F}\u{0}é%")
    let text = String(
      (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0" })
    _ = try? Hours.parse(text)
    _ = try? Money.parse(text)
    _ = try? Day.parse(text)
    _ = try? Month.parse(text)
    _ = try? Rational.parsePercent(text, field: "Taux")
  }

  @Test("A refused value is quoted without its control characters and not at length")
  func quoting() {
    let error = #expect(throws: ValueError.self) {
      try Hours.parse("\u{202E}abc\u{0}" + String(repeating: "x", count: 500))
    }
    #expect(error?.sentence.contains("\u{202E}") == false)
    #expect(error?.sentence.contains("\u{0}") == false)
    #expect((error?.sentence.count ?? 999) < 200)
    #expect(error?.kind == .invalid)
  }
}

@Suite struct MoneyRulesTests {
  @Test(
    "Amounts are read with or without the sign",
    arguments: [
      ("1 234,56 €", 123_456), ("1000000", 100_000_000), ("0,5", 50), ("1\u{202F}234\u{202F}€", 123_400),
      ("-12.30", -1_230),
    ])
  func reading(text: String, cents: Int64) throws {
    #expect(try Money.parse(text).cents == cents)
  }

  @Test(
    "What is no amount is refused",
    arguments: ["", "€", "1,234", "12 €€", "1.000.000", "douze", "1 000 0", "9999999999999"])
  func refusing(text: String) {
    #expect(throws: ValueError.self) { try Money.parse(text) }
  }

  @Test("Amounts are written the French way and for programs")
  func writing() {
    #expect(Money(cents: 123_456).french == "1\u{202F}234,56\u{202F}€")
    #expect(Money(cents: 123_450).frenchShort == "1\u{202F}235\u{202F}€")
    #expect(Money(cents: -5).french == "−0,05\u{202F}€")
    #expect(Money(cents: 123_456).decimal == "1234.56")
    #expect([Money(euros: 1), Money(cents: 1)].sum == Money(cents: 101))
  }
}

@Suite struct RatioRulesTests {
  @Test(
    "A percentage has one decimal, half away from zero",
    arguments: [
      (650, 800, "81,3\u{202F}%"), (1000, 1200, "83,3\u{202F}%"), (1000, 900, "111,1\u{202F}%"),
      (-1, 2000, "−0,1\u{202F}%"), (0, 5, "0,0\u{202F}%"), (1, 2000, "0,1\u{202F}%"),
    ])
  func percent(part: Int, whole: Int, french: String) {
    #expect(Percent(part: part, whole: whole)?.french == french)
  }

  @Test("There is no share of nothing, and a bar stays within its frame")
  func nothing() {
    #expect(Percent(part: 3, whole: 0) == nil)
    #expect(Percent(tenths: 1111).barWidth == 100)
    #expect(Percent(tenths: -20).barWidth == 0)
    #expect(Percent(tenths: 813).decimal == "81.3")
  }

  @Test("Fractions are reduced, exact, and rounded half away from zero")
  func fractions() {
    #expect(Rational(2, -4) == Rational(-1, 2))
    #expect(Rational(1, 3) + Rational(1, 6) == Rational(1, 2))
    #expect(Rational(5, 2).plain(decimals: 0) == "3")
    #expect(Rational(-5, 2).plain(decimals: 0) == "-3")
    #expect(Rational(2500, 3).french(decimals: 2) == "833,33")
    #expect(Rational(-1, 2).floor == -1)
    #expect(Rational(7, 2).floor == 3)
    #expect(Rational(1, 3) < Rational(1, 2))
  }

  @Test("Addition and multiplication of fractions undo themselves", arguments: 0..<200)
  func inverses(seed: Int) {
    var random = SplitMix64(seed: seed)
    func any() -> Rational {
      Rational(
        Int128(Int64.random(in: -1_000_000...1_000_000, using: &random)),
        Int128(Int64.random(in: 1...10_000, using: &random)))
    }
    let (a, b) = (any(), any())
    #expect(a + b - b == a)
    #expect(b == .zero || a * b / b == a)
    #expect((a < b) == (b - a > .zero))
  }

  @Test("Percentages accept decimals and the sign")
  func typedPercent() throws {
    #expect(try Rational.parsePercent("7,5 %", field: "Taux") == Rational(15, 2))
    #expect(try Rational.parsePercent("100", field: "Taux") == Rational(100))
    for text in ["100,01", "-1", "", "%", "5,00001"] {
      #expect(throws: ValueError.self) { try Rational.parsePercent(text, field: "Taux") }
    }
  }
}
