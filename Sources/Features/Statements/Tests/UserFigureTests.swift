// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("The same hours declared by the payer and by the user company")
struct UserFigureTests {
  /// Figures of scenario 3, and others like them: the payer on lots 5 and 7, the user company on lot 5.
  struct Figures: Sendable, CustomTestStringConvertible {
    let five: String
    let seven: String
    let total: String
    let user: String
    let gap: String
    var testDescription: String { "\(five) + \(seven), \(user)" }
  }
  static let all = [
    Figures(five: "88,11", seven: "59,24", total: "147,35", user: "90", gap: "1,89"),
    Figures(five: "120,50", seven: "33,34", total: "153,84", user: "112:30", gap: "−8,00"),
    Figures(five: "70", seven: "7", total: "77,00", user: "70,00", gap: "0,00"),
  ]

  @Test(
    "compared, asked of the user company, never added",
    arguments: Engine.available.flatMap { engine in all.map { (engine, $0) } })
  func comparison(engine: Engine, figures: Figures) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let (_, seven) = try await cast.lot("7", "Plomberie")
    let nadia = try await cast.hire(
      "Benali", at: sample.temp, on: [sample.paintingEngagement, seven], user: sample.mason)
    let month = try #require(Month(202603))
    try await cast.site.run { browser in
      try browser.enter(sample.structure)
      let sent = try await browser.submit(
        HoursURLs.statements,
        try await cast.statement(
          of: sample.temp, month: "2026-03",
          [
            (HoursCast.box(nadia, sample.paintingEngagement, 202603), figures.five),
            (HoursCast.box(nadia, seven, 202603), figures.seven),
          ]))
      #expect(sent.body.contains(figures.total))

      try browser.enter(sample.company)
      let form = try await browser.get(HoursURLs.newStatement(of: sample.mason, month))
      #expect(htmlFaults(form.body) == [])
      #expect(form.body.contains("Nadia B., Lot 5"))
      #expect(!form.body.contains("Benali"))
      let name = "u_\(nadia)_\(sample.paintingEngagement)_202603"
      let step = try await browser.submit(
        HoursURLs.statements,
        try await cast.draft(of: sample.mason, month: "2026-03", [(name, figures.user), ("aucune", "1")]))
      #expect(htmlFaults(step.body) == [])
      #expect(step.body.contains("Comparé, jamais ajouté"))
      #expect(step.body.contains("\(figures.gap)\u{202F}h"))
      let done = try await browser.submit(
        HoursURLs.statements,
        try await cast.statement(of: sample.mason, month: "2026-03", [(name, figures.user), ("aucune", "1")]))
      #expect(done.status == 200)

      let list = try await browser.get(HoursURLs.gaps)
      #expect(htmlFaults(list.body) == [])
      #expect(list.body.contains("Écarts à expliquer") == (figures.gap != "0,00"))
      #expect(try await browser.get(HoursURLs.home).body.contains("Écarts à expliquer") == (figures.gap != "0,00"))
    }
    let declared = try await cast.figure("SELECT CAST(SUM(declared_units) AS BIGINT) FROM hours_line")
    #expect(Hours(units: declared) == (try Hours.parse(figures.total)))
    #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 2)
    for text in [figures.five, figures.seven] {
      let units = try Hours.parse(text)
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line WHERE declared_units = \(units)") == 1)
    }
  }

  @Test("the answer ends the question and changes no hours; others see nothing of it", arguments: Engine.available)
  func answer(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.temp, on: [sample.paintingEngagement], user: sample.mason)
    let name = "u_\(nadia)_\(sample.paintingEngagement)_202603"
    let box = HoursCast.box(nadia, sample.paintingEngagement, 202603)
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let figures = try await cast.statement(of: sample.mason, month: "2026-03", [(name, "90"), ("aucune", "1")])
      let early = try await browser.submit(HoursURLs.statements, figures)
      #expect(!early.body.contains("à expliquer"))
      try browser.enter(sample.structure)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.temp, month: "2026-03", [(box, "88,11")]))
      let gap = HoursURLs.gap(ID(try await cast.figure("SELECT MAX(id) FROM user_figure")))

      for person in [sample.structure, sample.neighbour, sample.buyer, sample.prescriber, sample.elected] {
        try browser.enter(person)
        #expect(try await browser.get(gap).status == 404)
      }
      try browser.enter(sample.company)
      let page = try await browser.get(gap)
      #expect(htmlFaults(page.body) == [])
      #expect(page.body.contains("88,11") && page.body.contains("90,00") && page.body.contains("1,89"))
      let silent = try await browser.post(gap, [("reponse", "utilisatrice"), ("motif", "")])
      #expect(silent.status == 422)
      #expect(silent.body.contains("d’où vient l’écart"))
      #expect(htmlFaults(silent.body) == [])
      let number = try await browser.post(gap, [("reponse", "utilisatrice"), ("motif", "284054901234544")])
      #expect(number.status == 422)
      let line = HoursURLs.line(ID(try await cast.figure("SELECT MAX(id) FROM hours_line")))
      try browser.enter(sample.facilitator)
      let shown = try await browser.get(line)
      #expect(shown.body.contains("1,89\u{202F}h de plus, rien n’est ajouté"))
      let contest = "L’entreprise utilisatrice compte 90,00\u{202F}h pour mars 2026, l’employeur 88,11\u{202F}h"
      #expect(shown.body.contains(contest))
      #expect(!(try await browser.get(HoursURLs.bulk)).body.contains("Benali"))
      try browser.enter(sample.structure)
      #expect(!(try await browser.get(line)).body.contains("L’entreprise utilisatrice compte"))
      try browser.enter(sample.facilitator)
      #expect(htmlFaults(shown.body) == [])
      try browser.enter(sample.company)
      #expect(try await browser.post(gap, [("reponse", "employeur"), ("motif", "")]).status == 303)
      #expect(try await browser.post(gap, [("reponse", "employeur"), ("motif", "")]).status == 404)
      #expect(!(try await browser.get(HoursURLs.home)).body.contains("Écarts à expliquer"))
      try browser.enter(sample.facilitator)
      #expect(!(try await browser.get(line)).body.contains("L’entreprise utilisatrice compte"))
    }
    #expect(
      Hours(units: try await cast.figure("SELECT CAST(SUM(declared_units) AS BIGINT) FROM hours_line"))
        == Hours(hundredths: 8_811))
  }

  @Test(
    "a company with placed people only sends figures, and no statement is made of them", arguments: Engine.available)
  func onlyPlaced(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire("Benali", at: sample.temp, on: [sample.paintingEngagement], user: sample.garden)
    let name = "u_\(nadia)_\(sample.paintingEngagement)_202603"
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let fields = try await cast.statement(of: sample.garden, month: "2026-03", [(name, "12:20")])
      for _ in 0..<2 { #expect(try await browser.post(HoursURLs.statements, fields).status == 303) }
      let bad = try await browser.post(
        HoursURLs.statements, try await cast.statement(of: sample.garden, month: "2026-03", [(name, "-4")]))
      #expect(bad.status == 422)
      #expect(htmlFaults(bad.body) == [])
    }
    #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 0)
    #expect(try await cast.figure("SELECT COUNT(*) FROM user_figure") == 1)
  }
}
