// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Testing

@testable import App
@testable import TestSupport

@Suite("A territory's workbook taken over")
struct TakeoverTests {
  @Test(
    "a dry run writes nothing; the takeover finds the territory's totals and is undone whole",
    arguments: Engine.available)
  func wholeWay(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    let path = try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", TakeoverCast.hours)])
    let before = try cast.figure("SELECT COUNT(*) FROM lot")
    let dry = try cast.rehearse(path)
    #expect(try cast.figure("SELECT COUNT(*) FROM lot") == before)
    let kinds = dry.sheets.map(\.kind)
    #expect(kinds == ["hours", "lots"])
    #expect(dry.rejectionCount == 0, "\(dry.faults)")
    #expect(dry.newLines == 4)
    let others = dry.unbalanced.filter { !$0.lot.contains("Nettoyage") && $0.lot != "Tout le territoire" }
    #expect(others.isEmpty, "\(others)")

    let lines = try cast.figure("SELECT COUNT(*) FROM hours_line")
    let done = try cast.apply(path, openings: true)
    #expect(done.isBalanced, "\(done.unbalanced)")
    #expect(try cast.figure("SELECT COUNT(*) FROM hours_line") == lines + 4)
    #expect(try cast.figure("SELECT SUM(units) FROM opening_balance") == 700 * 300)
    #expect(try cast.broken() == [])
    let again = try cast.rehearse(path, openings: true)
    #expect(again.changesNothing, "\(again.made) \(again.differences)")

    try cast.undo()
    #expect(try cast.figure("SELECT COUNT(*) FROM lot") == before)
    #expect(try cast.figure("SELECT COUNT(*) FROM hours_line") == lines)
    #expect(try cast.figure("SELECT COUNT(*) FROM opening_balance") == 0)
    #expect(try cast.broken() == [])
  }

  @Test("a corrected workbook updates what it brought, by a reversal and a new line", arguments: Engine.available)
  func repeated(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    try cast.apply(try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", TakeoverCast.hours)]))
    let count = try cast.figure("SELECT COUNT(*) FROM hours_line")
    let mended = TakeoverCast.hours.replacing(";03/2025;35", with: ";03/2025;42")
    let lots = TakeoverCast.lots.replacing(
      "Gros œuvre;SARL Roche;1200", with: "Gros œuvre et démolition;SARL Roche;1300")
    let path = try cast.files([("lots.csv", lots), ("heures.csv", mended)])
    let dry = try cast.rehearse(path)
    #expect(dry.correctedLines == 1 && dry.newLines == 0 && dry.unchangedLines == 3)
    let isSaid = dry.differences.contains { $0.column == "le nom" && $0.before == "Gros œuvre" }
    #expect(isSaid, "\(dry.differences)")
    try cast.apply(path)
    #expect(try cast.figure("SELECT COUNT(*) FROM hours_line") == count + 2)
    #expect(try cast.rehearse(path).changesNothing)
    #expect(try cast.broken() == [])
    try cast.undo()
    #expect(try cast.figure("SELECT COUNT(*) FROM hours_line") == count)
    #expect(try cast.figure("SELECT COUNT(*) FROM lot WHERE name = 'Gros œuvre et démolition'") == 0)
  }

  @Test(
    "what a takeover wrote and the workbook no longer says is in its totals, and is said", arguments: Engine.available)
  func standing(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    try cast.apply(
      try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", TakeoverCast.hours)]), openings: true)
    // The year of the opening balance has its lines now, and a line of January is gone.
    let lines = TakeoverCast.hours
      .replacing("BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;2025-01;151,67\n", with: "")
      .replacing("Total;", with: "BENALI;Nadia;12/03/1990;Net Plus;24-02;;05/2024;100\nTotal;")
    let dry = try cast.rehearse(
      try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", lines)]), openings: true)
    let gone = dry.unbalanced.first { $0.lot.contains("Nettoyage") && $0.year == 2024 }
    #expect(gone?.computed == 800 * 300 && gone?.standing == 700 * 300, "\(dry.unbalanced)")
    let whole = dry.totals.first { $0.lot.contains("Gros œuvre") && $0.year == nil }
    #expect(whole?.isBalanced == true && whole?.standing == 45_501, "\(dry.totals)")
  }

  @Test("a rejected line makes no opening balance of its year", arguments: Engine.available)
  func suspects(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    let hours = TakeoverCast.hours.replacing(
      "Total;", with: "BENALI;Nadia;12/03/1990;Net Plus;24-02;;05/2024;7000\nTotal;")
    let dry = try cast.rehearse(
      try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", hours)]), openings: true)
    let opened = dry.made.first { $0.table == TakeoverTable.opening.rawValue }?.created
    #expect(opened == 0 && dry.rejectionCount == 1, "\(dry.faults)")
  }

  @Test("each fault has its line, its column and what to do; the good lines are kept", arguments: Engine.available)
  func faults(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    let hours = """
      Nom;Prénom;Né(e) le;Employeur;N° marché;Lot;Mois;Nb heures
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;10/2024;-8
      BENALI;Nadia;32/03/1990;SARL Roche;24-01;1;10/2024;10
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;9;10/2024;10
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;10/2044;10
      ;Nadia;;SARL Roche;24-01;1;10/2024;10
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;octembre;10
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;10/2024;beaucoup
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;10/2024;=1+1
      <b>;\u{202E}Nadia;12/03/1990;SARL Roche;24-01;1;10/2024;10
      BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;10/2024;7,5
      """
    let dry = try cast.rehearse(try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", hours)]))
    #expect(dry.newLines >= 1)
    #expect(dry.rejectionCount >= 8, "\(dry.faults)")
    let rejected = dry.faults.filter(\.isRejection)
    let unclear = rejected.filter { $0.line < 2 || !$0.sentence.hasSuffix(".") }
    #expect(unclear.isEmpty, "\(unclear)")
    let isSeen = dry.unbalanced.contains { $0.lot.contains("Gros œuvre") }
    #expect(isSeen)
  }

  @Test("a NIR stops the file wherever it stands")
  func nir() async throws {
    let cast = try await TakeoverCast(.sqlite)
    defer { cast.done() }
    let path = try cast.files([("lots.csv", TakeoverCast.lots), ("notes.csv", "a;b\nc;d\ne;1 85 05 78 006 084 91\n")])
    #expect(throws: FormRejected.self) { try cast.rehearse(path) }
  }

  @Test(
    "an archive given to an empty territory gives the same totals, people and engagements", arguments: Engine.available)
  func roundTrip(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    try cast.apply(
      try cast.files([("lots.csv", TakeoverCast.lots), ("heures.csv", TakeoverCast.hours)]), openings: true)
    let first = try cast.everything()
    let other = cast.sample.otherTerritory
    let taken = try cast.apply(first, territory: other)
    #expect(taken.rejectionCount == 0, "\(taken.faults)")
    #expect(taken.isBalanced && !taken.totals.isEmpty, "\(taken.unbalanced)")
    #expect(try cast.broken() == [])
    for question: SQL in [
      "SELECT COUNT(*) FROM participant WHERE territory_id =", "SELECT COUNT(*) FROM lot WHERE territory_id =",
      "SELECT COUNT(*) FROM engagement WHERE territory_id =",
      "SELECT COUNT(*) FROM employment_contract WHERE territory_id =",
      "SELECT COUNT(*) FROM eligibility WHERE territory_id =",
      "SELECT SUM(units) FROM opening_balance WHERE territory_id =",
      "SELECT SUM(delta_units) FROM engagement_event WHERE territory_id =",
      "SELECT SUM(kept_units) FROM hours_decision WHERE territory_id =",
    ] {
      let (ours, theirs) = (
        try cast.figure("\(question) \(cast.sample.territory)"), try cast.figure("\(question) \(other)")
      )
      #expect(ours == theirs)
    }
    // Totals by lot and year, as the two archives print them.
    func totals(_ folder: String) throws -> [String] {
      try String(contentsOfFile: folder + "/totaux.csv", encoding: .utf8).split(separator: "\r\n").map(String.init)
        .sorted()
    }
    let (ours, theirs) = (try totals(first), try totals(try cast.everything(other)))
    #expect(ours == theirs)
  }
}

@Suite("The model workbook of a takeover")
struct TakeoverTemplateTests {
  @Test("each sheet is recognised, and its lines of example are never read")
  func template() async throws {
    let cast = try await TakeoverCast(.sqlite)
    defer { cast.done() }
    let path = cast.folder + "/modele.xlsx"
    try Data(try TakeoverTemplate.workbook()).write(to: URL(filePath: path))
    let dry = try cast.rehearse(path)
    let kinds = dry.sheets.map(\.kind)
    let all = TakeoverSheet.allCases.map(\.rawValue)
    #expect(kinds == all)
    #expect(dry.changesNothing && dry.rejectionCount == 0, "\(dry.faults)")
    for sheet in dry.sheets {
      let pairs = zip(sheet.headings, sheet.columns).map { "\($0)=\($1)" }
      #expect(!sheet.columns.contains("-"), "\(sheet.tab): \(pairs)")
    }
  }
}
