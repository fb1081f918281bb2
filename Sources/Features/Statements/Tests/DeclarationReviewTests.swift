// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("The step before a statement is sent")
struct DeclarationReviewTests {
  @Test(
    "it says lines, totals by lot and remarks, writes nothing, and going back loses nothing",
    arguments: Engine.available)
  func review(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let nadia = try await cast.hire(
      "Benali", at: sample.mason, on: [sample.masonryEngagement, sample.paintingEngagement])
    let boxes = [
      (HoursCast.box(sample.marieContract, sample.masonryEngagement, 202510), "161"),
      (HoursCast.box(nadia, sample.masonryEngagement, 202510), "120,25"),
      (HoursCast.box(nadia, sample.paintingEngagement, 202510), "60:30"),
    ]
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let page = try await browser.submit(
        HoursURLs.statements, try await cast.draft(of: sample.mason, month: "2025-10", boxes))
      #expect(htmlFaults(page.body) == [])
      for words in [
        "Vérifier avant d’envoyer", "281,25", "60,50", "demandez les jours", "180,75\u{202F}h en octobre 2025",
        "35\u{202F}h par semaine du contrat",
      ] { #expect(page.body.contains(words), "\(words)") }
      #expect(!page.said.contains("RSA"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 0)

      let form = HoursURLs.newStatement(of: sample.mason, try #require(Month(202510)))
      let back = try await browser.get(form)
      #expect(htmlFaults(back.body) == [])
      for typed in ["161", "120,25", "60:30"] { #expect(back.body.contains("value=\"\(typed)\"")) }
      #expect(back.body.contains("Votre brouillon du 24/11/2026 est repris"))

      let other = browser.another()
      try other.enter(sample.facilitator)
      #expect(!(try await other.get(form)).body.contains("brouillon du"))

      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: sample.mason, month: "2025-10", boxes))
      #expect(try await cast.figure("SELECT COUNT(*) FROM hours_line") == 3)
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement_draft") == 0)
      #expect(!(try await browser.get(form)).body.contains("brouillon du"))
    }
  }

  @Test("a draft can be thrown away; without one the step leads to the form", arguments: Engine.available)
  func forgotten(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let month = try #require(Month(202511))
    let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511)
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let step = HoursURLs.reviewStatement(of: sample.mason, month)
      #expect(try await browser.get(step).status == 303)
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.draft(of: sample.mason, month: "2025-11", [(box, "77")]))
      #expect(try await browser.get(step).body.contains("77,00"))
      let empty = try await browser.submit(
        HoursURLs.forgetDraft, [("employeur", sample.mason.description), ("mois", "2025-11"), ("periode", "mois")])
      #expect(empty.body.contains("Brouillon effacé"))
      #expect(try await cast.figure("SELECT COUNT(*) FROM statement_draft") == 0)
    }
  }

  @Test("a national number of 13 or 15 digits in free text is refused and kept nowhere", arguments: Engine.available)
  func nationalNumbers(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      for number in ["2 84 05 49 012 345", "284054901234544"] {
        for step in ["verifier", "envoyer"] {
          let fields =
            try await cast.draft(of: sample.mason, month: "2025-11", [(box, "77")])
            + [("etape", step), ("declarant", "Marie, \(number)")]
          let reply = try await browser.post(HoursURLs.statements, fields)
          #expect(reply.status == 422, "\(number)")
          #expect(reply.body.contains("numéro de sécurité sociale"), "\(number)")
          #expect(reply.body.contains("value=\"77\""))
          #expect(htmlFaults(reply.body) == [])
        }
      }
    }
    #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == 0)
    #expect(try await cast.figure("SELECT COUNT(*) FROM statement_draft") == 0)
  }

  @Test("hostile words in free text are shown as words, or refused in a sentence", arguments: Engine.available)
  func hostileText(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    let box = HoursCast.box(sample.marieContract, sample.masonryEngagement, 202511)
    let refused = ["Mme \u{202E}cudeL", "Mme\u{0}Leduc", String(repeating: "x", count: 201)]
    let shown = ["<script>alert(1)</script>", "'; DROP TABLE statement; --", "=HYPERLINK(\"x\")"]
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      for text in refused {
        let fields =
          try await cast.statement(of: sample.mason, month: "2025-11", [(box, "7")]) + [("declarant", text)]
        let reply = try await browser.post(HoursURLs.statements, fields)
        #expect(reply.status == 422)
        #expect(htmlFaults(reply.body) == [])
      }
      for text in shown {
        let fields =
          try await cast.statement(of: sample.mason, month: "2025-11", [(box, "7")]) + [("declarant", text)]
        let reply = try await browser.submit(HoursURLs.statements, fields)
        #expect(reply.status == 200)
        #expect(!reply.body.contains("<script>alert"))
        #expect(htmlFaults(reply.body) == [])
      }
    }
    #expect(try await cast.figure("SELECT COUNT(*) FROM statement") == Int64(shown.count))
  }
}

@Suite("Hours beyond the contract's")
struct OverContractTests {
  @Test(
    "a month holds its working days, and at least its twelfth of the year",
    arguments: [
      // 35 h a week: 151,67 h is the payroll's month, whatever the days; 23 working days make 161 h.
      (202602, "151,67", false), (202602, "152", true), (202510, "161", false),
      (202510, "161,02", true), (202510, "180,75", true),
    ])
  func month(month: Int, total: String, isOver: Bool) throws {
    let start = try #require(Day(2025, 1, 1))
    let remark = LineRemark.overContract(
      try Hours.parse(total), weekly: Hours(wholeHours: 35), month: try #require(Month(month)),
      contract: DayRange(from: start, through: nil))
    #expect((remark != nil) == isOver)
    #expect(remark?.severity ?? .inform == .inform)
  }

  @Test("a contract that begins in the month holds its own days only; without weekly hours nothing is said")
  func partOfMonth() throws {
    let range = DayRange(from: try #require(Day(2025, 10, 20)), through: nil)
    let month = try #require(Month(202510))
    let (week, over) = (Hours(wholeHours: 35), Hours(wholeHours: 71))
    #expect(LineRemark.overContract(over, weekly: week, month: month, contract: range) != nil)
    #expect(LineRemark.overContract(Hours(wholeHours: 70), weekly: week, month: month, contract: range) == nil)
    #expect(LineRemark.overContract(over, weekly: nil, month: month, contract: range) == nil)
  }
}
