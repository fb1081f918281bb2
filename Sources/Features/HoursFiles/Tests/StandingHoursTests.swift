// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

private let box = BoxKey(
  employment: ID(101), engagement: ID(1), month: Month(202610) ?? Month(checked: 1), kind: .site)

private func preview(
  _ hours: String, over standing: Int, kept: Int? = nil, mayCorrect: Bool = true, _ answers: [String: String] = [:]
) -> HoursFilePreview {
  FileGroundSample.preview(
    "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;\(hours)", answers,
    declared: [box: Hours(wholeHours: standing)], kept: kept.map { Hours(wholeHours: $0) },
    mayCorrect: mayCorrect)
}

@Suite("Hours that are already declared are corrected by a file, never counted twice")
struct StandingHoursTests {
  @Test(
    "more hours: only the difference is declared, whether or not the first were decided", arguments: [nil, 100, 40])
  func more(kept: Int?) {
    let found = preview("151,67", over: 100, kept: kept)
    #expect(found.isReady)
    #expect(found.hours == Hours(hundredths: 5167))
    #expect(found.lines.map(\.entry.declared) == [Hours(hundredths: 5167)])
  }

  @Test("fewer hours: what nobody decided is replaced and waits, what was all kept is replaced and kept")
  func fewer() {
    let open = preview("90", over: 100)
    #expect(
      open.lines.first?.act
        == .replace([StandingLine(id: ID(7), participant: ID(1), hours: Hours(wholeHours: 100))], isKept: false))
    #expect(open.hours == Hours(wholeHours: -10))
    #expect(open.replaces)
    guard case .replace(_, let isKept) = preview("90", over: 100, kept: 100).lines.first?.act else {
      Issue.record("not replaced")
      return
    }
    #expect(isKept)
  }

  @Test("fewer hours than a part that was kept, or than an employer may correct, are left to a person")
  func byHand() {
    for found in [preview("90", over: 100, kept: 40), preview("90", over: 100, kept: 100, mayCorrect: false)] {
      #expect(found.lines.isEmpty)
      #expect(!found.isReady)
      #expect(found.aside[.toCorrect] == AsideCount(rows: 1, hours: Hours(wholeHours: 90)))
    }
  }

  @Test("added on demand, whatever stands")
  func added() {
    let found = preview("90", over: 100, [FileAnswers.repeats: FileAnswers.add])
    #expect(found.addsToStanding)
    #expect(found.hours == Hours(wholeHours: 90))
    #expect(found.lines.map(\.act) == [.declare])
  }

  @Test("a file by days may hold other days of the month: it is asked")
  func dated() {
    let text = "Nom et prénom;Date;Heures\nBenali Nadia;12/10/2026;7\nBenali Nadia;13/10/2026;7"
    let declared = [box: Hours(wholeHours: 35)]
    #expect(FileGroundSample.preview(text, declared: declared).needsAlreadyDecision)
    let difference = FileGroundSample.preview(text, [FileAnswers.repeats: FileAnswers.leave], declared: declared)
    #expect(difference.hours == Hours(wholeHours: -21))
    #expect(FileGroundSample.preview(text, [FileAnswers.repeats: FileAnswers.add], declared: declared).isReady)
  }

  private static let state = """
    emi_pph_id;emi_ctr_id;emi_sme_annee;emi_sme_mois;emi_nb_heures_travail;emi_part_etp
    4417;12;2026;10;104.00;0.68
    5210;13;2026;10;80.00;0.52
    """

  @Test("the ASP's state knows no site: each month is confirmed for one lot, or shared out, and the rest is left aside")
  func state() throws {
    let asked = FileGroundSample.preview(Self.state)
    #expect(Set(asked.asks.map(\.text)) == ["4417", "5210"])
    let people = Dictionary(asked.asks.map { ($0.name, $0.text == "4417" ? "1" : "2") }, uniquingKeysWith: { $1 })
    let places = FileGroundSample.preview(Self.state, remembered: people)
    #expect(places.lines.isEmpty)
    #expect(places.asks.map(\.subject) == [.place, .place])
    let nadia = try #require(places.asks.first { $0.options.count == 1 })
    let karim = try #require(places.asks.first { $0.options.count == 2 })
    #expect(karim.parts.count == 2)

    var answers = [nadia.name: "1", karim.parts[0].name: "50", karim.parts[1].name: "20,5"]
    let settled = FileGroundSample.preview(Self.state, answers, remembered: people)
    #expect(settled.isReady)
    #expect(settled.lines.map(\.hours) == [104_00, 50_00, 20_50].map { Hours(hundredths: $0) })
    #expect(settled.aside[.otherSite]?.hours == Hours(hundredths: 950))

    answers[karim.parts[1].name] = "60"
    let tooMuch = FileGroundSample.preview(Self.state, answers, remembered: people)
    #expect(tooMuch.asks.map(\.name) == [karim.name])
    #expect(tooMuch.asks.first?.note.contains("110,00") == true)
  }

  @Test("a formula saved without its value says so, in a column that is still one of hours")
  func uncomputed() {
    let found = FileGroundSample.preview(
      "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;\(CellReading.uncomputed)")
    #expect(found.hasHours == true)
    #expect(found.faults.first?.sentence.contains("ouvrez le fichier dans votre tableur") == true)
    #expect(found.aside[.noHours] == nil)
  }
}
