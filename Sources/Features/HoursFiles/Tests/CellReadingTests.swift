// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

@Suite("Cells are read in every form that spreadsheets and exports give them")
struct CellReadingTests {
  @Test(
    "hours",
    arguments: [
      ("151,67", 45_501), ("151.67", 45_501), ("151:40", 45_500), ("151:40:00", 45_500), ("151h40", 45_500),
      ("151 h 40", 45_500), (" 35 ", 10_500), ("1 234,5", 370_350), ("7", 2100), ("0", 0), ("-7", -2100),
      // Minutes as a spreadsheet computes them.
      ("151.666666666667", 45_500), ("35.3333333", 10_600), ("7,583", 2275), ("12.005", 3600 + 2),
      ("0.016666666666667", 5), ("151.670000000001", 45_501),
    ] as [(String, Int64)])
  func hours(text: String, units: Int64) throws {
    // A number finer than a hundredth is only a minute or nothing.
    guard text != "12.005" else {
      #expect(throws: ValueError.self) { try CellReading.hours(text) }
      return
    }
    #expect(try CellReading.hours(text).units == units)
  }

  @Test(
    "what is no number of hours is told, never guessed", arguments: ["7.125", "#REF!", "sept", "12:5", "7,5,5", "1e3"])
  func badHours(text: String) { #expect(throws: ValueError.self) { try CellReading.hours(text) } }

  @Test(
    "worked months",
    arguments: [
      ("10/2026", 202610), ("2026-10", 202610), ("octobre 2026", 202610), ("oct. 26", 202610), ("OCT-2026", 202610),
      ("202610", 202610), ("2026-10-01", 202610), ("14/10/2026", 202610), ("10", 202610), ("octobre", 202610),
      ("Déc.", 202612), ("févr. 2026", 202602),
    ])
  func months(text: String, month: Int) throws { #expect(try CellReading.month(text, year: 2026).rawValue == month) }

  @Test("no month is guessed", arguments: ["", "13/2026", "ju", "semaine 42", "bientôt"])
  func badMonths(text: String) { #expect(throws: ValueError.self) { try CellReading.month(text, year: 2026) } }

  @Test(
    "days of work",
    arguments: [
      ("14/10/2026", "2026-10-14"), ("14/10/26", "2026-10-14"), ("14/10", "2026-10-14"), ("2026-10-14", "2026-10-14"),
    ])
  func days(text: String, iso: String) throws { #expect(try CellReading.day(text, year: 2026).iso == iso) }

  @Test(
    "weeks begin on Monday, and the first holds 4 January (ISO 8601)",
    arguments: [("42", "2026-10-12"), ("S42", "2026-10-12"), ("2026-S01", "2025-12-29"), ("S 53", "2026-12-28")])
  func weeks(text: String, monday: String) throws {
    #expect(try CellReading.week(text, year: 2026).from.iso == monday)
  }

  @Test(
    "labels of rows",
    arguments: [
      ("Heures normales", CellReading.Nature.kind(.site)), ("HS 25%", .kind(.site)), ("Panier repas", .notHours),
      ("Indemnité de déplacement", .notHours), ("IFM", .notHours), ("Absence maladie", .kind(.absence)),
      ("CFA", .kind(.training)), ("Heures de formation", .kind(.training)), ("Tutorat", .kind(.tutoring)),
    ])
  func natures(text: String, nature: CellReading.Nature) { #expect(CellReading.nature(text) == nature) }

  @Test("a label that says nothing is asked")
  func unknownNature() { #expect(CellReading.nature("Rub. 4417") == nil) }

  @Test(
    "a sentence above a table may name its month",
    arguments: [
      ("RELEVÉ D’HEURES – OCTOBRE 2026", 202610), ("Période du 01/10/2026 au 31/10/2026", 202610),
      ("releve_2026-10_envol.xlsx", 202610), ("Heures oct. 2026", 202610),
    ])
  func sentences(text: String, month: Int) { #expect(FileContext.month(in: text)?.rawValue == month) }

  @Test(
    "two months are no month", arguments: ["de septembre 2026 à octobre 2026", "du 28/09/2026 au 03/10/2026", "2026"])
  func noMonth(text: String) { #expect(FileContext.month(in: text) == nil) }
}
