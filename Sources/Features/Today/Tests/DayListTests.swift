// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct DayListRulesTests {
  @Test("a key reads what it wrote, and nothing else")
  func keys() {
    for kind in DayTaskKind.allCases {
      #expect(DayTaskKey(DayTaskKey(kind, 42, 202610).description) == DayTaskKey(kind, 42, 202610))
    }
    for text in [
      "", "retard", "retard:", "retard:-1", "retard:1:2:3:4", "autre:1", "retard:01", "retard:1 ", "retard:a",
    ] {
      #expect(DayTaskKey(text) == nil, "\(text)")
    }
  }

  @Test("what is put off comes back on its day; what is done comes back only if it is of each month")
  func marks() throws {
    let today = try #require(Day(iso: "2026-11-24"))
    let later = DayMark(.later, until: Day(iso: "2026-11-26"))
    #expect(later.hides(on: today) && !later.comesBack(on: today))
    #expect(!later.hides(on: today.adding(days: 2)) && later.comesBack(on: today.adding(days: 2)))
    #expect(DayMark(.done, until: nil).hides(on: today.adding(days: 9000)))
    #expect(DayTaskKind.behind.doneLasts(from: today)?.iso == "2026-12-01")
    #expect(DayTaskKind.statement.doneLasts(from: today)?.iso == "2026-12-01", "late still, it comes back")
    #expect(DayTaskKind.attestation.doneLasts(from: today) == nil)
    #expect(!DayTaskKind.lines.mayBeMarkedDone && !DayTaskKind.request.mayBeMarkedDone)
  }

  @Test("the order: requests, what comes back today, then kind by kind, five of each and the others in one line")
  func order() throws {
    let today = try #require(Day(iso: "2026-11-24"))
    func task(_ kind: DayTaskKind, _ number: Int64) -> DayTask {
      DayTask(key: DayTaskKey(kind, number), title: "\(kind.rawValue) \(number)", why: "", action: "", path: "/")
    }
    let tasks = (1...7).map { task(.plan, $0) } + [task(.behind, 1), task(.lines, 202610), task(.request, 9)]
    let marks = ["retard:1": DayMark(.later, until: today), "previsionnel:3": DayMark(.done, until: nil)]
    let list = DayList(tasks, marks: marks, on: today)
    let words = list.rows.map { row -> String in
      switch row {
      case .task(let task): "\(task.key)\(task.comesBack ? " revient" : "")"
      case .more(let kind, let count): "\(count) \(kind.rawValue)"
      }
    }
    #expect(
      words == [
        "demande:9", "retard:1 revient", "lignes:202610", "previsionnel:1", "previsionnel:2", "previsionnel:4",
        "previsionnel:5", "previsionnel:6", "1 previsionnel",
      ])
    #expect(list.count == 9 && list.away.map(\.task.key.description) == ["previsionnel:3"])
    #expect(DayList(tasks, marks: marks, only: .plan, on: today).rows.count == 6)
  }

  @Test("a prepared message never names a person in its subject, and its address is whole")
  func messages() throws {
    let message = PreparedMessage(subject: "Relevé d’octobre & plus", body: "Ligne 1\r\nLigne 2 ?")
    let address = message.mailto("a+b@val.example")
    #expect(address.hasPrefix("mailto:a%2Bb@val.example?subject=Relev%C3%A9"))
    #expect(address.contains("%26%20plus&body=Ligne%201%0D%0ALigne%202%20%3F") && !address.contains(" "))
  }
}

@Suite struct DayListJourneyTests {
  @Test("a late employer is chased from the list: called, noted, put off, back on its day", arguments: Engine.available)
  func chased(engine: Engine) async throws {
    let (site, sample) = try await TodayJourneyTests.busy(engine)
    let key = "releve:\(sample.mason):202610"
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let before = try await browser.get("/aujourdhui")
      #expect(before.body.contains("Relancer Maçonnerie Leduc") && before.body.contains("value=\"\(key)\""))
      #expect(before.body.contains("était attendu le 15/11/2026"))
      let after = try await browser.submit(
        "/aujourdhui/suites",
        [
          ("cle", key), ("entreprise", sample.mason.description), ("moyen", "call"), ("dit", "Envoi promis jeudi"),
          ("choix", "plus-tard"), ("au", "26/11/2026"),
        ])
      #expect(after.body.contains("L’échange est noté. La ligne reviendra le 26/11/2026."))
      #expect(after.body.contains("remis au 26/11/2026") && htmlFaults(after.body) == [])
      #expect(try await browser.get("/entreprises/\(sample.mason)").body.contains("Envoi promis jeudi"))
      try browser.enter(sample.colleague)
      #expect(try await browser.get("/aujourdhui?pour=equipe").body.contains("remis au 26/11/2026"))
    }
    try await site.at("2026-11-26T08:00:00.000Z").run { browser in
      try browser.enter(sample.facilitator)
      let back = try await browser.get("/aujourdhui")
      #expect(back.body.contains("remis à aujourd’hui"))
      #expect(back.body.contains("Dit le 24/11/2026\u{202F}: «\u{202F}Envoi promis jeudi\u{202F}»"))
    }
  }

  @Test("what is done leaves, and can be put back; lines to validate can only be put off", arguments: Engine.available)
  func done(engine: Engine) async throws {
    let (site, sample) = try await TodayJourneyTests.busy(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let key = "attestation:\(sample.painting)"
      let done = try await browser.submit("/aujourdhui/suites", [("cle", key), ("choix", "fait"), ("pour", "equipe")])
      #expect(done.body.contains("la ligne quitte la liste") && done.body.contains("1 ligne faite ou remise"))
      let back = try await browser.submit("/aujourdhui/retours", [("cle", key)])
      #expect(back.body.contains("Préparer l’attestation") && !back.body.contains("faite ou remise"))
      let lines = try await browser.post("/aujourdhui/suites", [("cle", "lignes:202609"), ("choix", "fait")])
      #expect(lines.status == 422 && lines.body.contains("Remettre au") && htmlFaults(lines.body) == [])
    }
  }

  @Test("an exchange to come back to is in the list on its day, until somebody did", arguments: Engine.available)
  func promised(engine: Engine) async throws {
    let (site, sample) = try await TodayJourneyTests.busy(engine)
    let note = [("lot", sample.masonry.description), ("moyen", "call"), ("dit", "Rappeler après le comité")]
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.post("/echanges/nouveau", note + [("le", "20/11/2026"), ("suite", "25/11/2026")])
      #expect(!(try await browser.get("/aujourdhui").body.contains("Reprendre avec")))
    }
    try await site.at("2026-11-25T08:00:00.000Z").run { browser in
      try browser.enter(sample.facilitator)
      #expect(try await browser.get("/aujourdhui").body.contains("Reprendre avec lot 2 Gros œuvre"))
      try browser.enter(sample.colleague)
      #expect(!(try await browser.get("/aujourdhui").body.contains("Reprendre avec")))
      #expect(try await browser.get("/aujourdhui?pour=equipe").body.contains("Reprendre avec"))
      _ = try await browser.post("/echanges/nouveau", note + [("le", "25/11/2026")])
      #expect(!(try await browser.get("/aujourdhui?pour=equipe").body.contains("Reprendre avec")))
    }
  }

  @Test("bad keys, dates, kinds and hands change nothing", arguments: Engine.available)
  func refused(engine: Engine) async throws {
    let (site, sample) = try await TodayJourneyTests.busy(engine)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for key in ["", "retard", "retard:x", "<b>:1", "retard:1;DROP TABLE lot"] {
        #expect(try await browser.post("/aujourdhui/suites", [("cle", key), ("choix", "fait")]).status == 404)
      }
      for (day, sentence) in [
        ("24/11/2026", "date à venir"), ("31/12/2031", "dans un an au plus"), ("demain", "Remettre au\u{202F}:"),
      ] {
        let page = try await browser.post(
          "/aujourdhui/suites", [("cle", "retard:\(sample.masonry)"), ("choix", "plus-tard"), ("au", day)])
        #expect(page.status == 422 && page.body.contains(sentence) && htmlFaults(page.body) == [], "\(day)")
      }
      #expect(try await browser.get("/aujourdhui?genre=retard").status == 200)
      #expect(try await browser.get("/aujourdhui?genre=autre").status == 404)
      let foreign = try await browser.post(
        "/aujourdhui/suites",
        [("cle", "retard:1"), ("choix", "fait"), ("lot", "999999"), ("moyen", "call"), ("dit", "Mot")])
      #expect(foreign.status == 404)
      for person in [sample.company, sample.buyer, sample.prescriber, sample.elected, sample.administrator] {
        try browser.enter(person)
        #expect(try await browser.post("/aujourdhui/suites", [("cle", "retard:1"), ("choix", "fait")]).status == 404)
        #expect(try await browser.post("/aujourdhui/retours", [("cle", "retard:1")]).status == 404)
      }
    }
    let marks: Int = try await site.database.read { db in try db.value("SELECT COUNT(*) FROM day_mark") ?? -1 }
    #expect(marks == 0)
  }
}
