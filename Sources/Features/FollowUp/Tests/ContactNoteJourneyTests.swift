// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct ContactNoteJourneyTests {
  static let said = "On cherche un chef d’équipe"

  @Test("an exchange is noted from a company, a lot and a person, and read on their pages", arguments: Engine.available)
  func noted(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let subjects = [
      ("entreprise=\(sample.mason)", "/entreprises/\(sample.mason)"),
      ("lot=\(sample.masonry)", "/lots/\(sample.masonry)"),
      ("participant=\(sample.marie)", "/participants/\(sample.marie)"),
    ]
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (query, path) in subjects {
        let form = try await browser.get("/echanges/nouveau?\(query)")
        #expect(form.status == 200 && htmlFaults(form.body) == [], "\(query)")
        let parts = query.split(separator: "=").map(String.init)
        let page = try await browser.submit(
          "/echanges/nouveau",
          [
            (parts[0], parts[1]), ("moyen", "visit"), ("le", "03/11/2026"), ("avec", "M. Leduc"), ("dit", Self.said),
            ("suite", "01/12/2026"),
          ])
        #expect(page.body.contains("L’échange est noté. Il revient dans la liste le 01/12/2026."))
        #expect(page.body.contains(Self.said) && page.body.contains("Visite avec M. Leduc"))
        #expect(htmlFaults(page.body) == [], "\(path)")
        let list = try await browser.get("/echanges?\(query)")
        #expect(list.status == 200 && list.body.contains(Self.said) && htmlFaults(list.body) == [])
      }
      let all = try await browser.get("/echanges")
      #expect(all.body.contains("Maçonnerie Leduc") && all.body.contains("Marie Dupont") && htmlFaults(all.body) == [])
    }
  }

  @Test("nobody but the profession reads a note, or learns that there is one", arguments: Engine.available)
  func hidden(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (name, id) in [("lot", sample.masonry.value), ("entreprise", sample.mason.value)] {
        _ = try await browser.post(
          "/echanges/nouveau",
          [(name, String(id)), ("moyen", "call"), ("le", "03/11/2026"), ("dit", Self.said)])
      }
      for person in [sample.company, sample.buyer, sample.structure, sample.prescriber, sample.administrator] {
        try browser.enter(person)
        for path in ["/lots/\(sample.masonry)", "/entreprises/\(sample.mason)", "/aujourdhui", "/mon-organisme"] {
          let page = try await browser.get(path)
          #expect(!page.body.contains(Self.said) && !page.body.contains("Noter un échange"), "\(path)")
        }
        #expect(try await browser.get("/echanges").status == 404)
        #expect(try await browser.get("/echanges/nouveau?lot=\(sample.masonry)").status == 404)
      }
      try browser.enter(sample.neighbour)
      #expect(!(try await browser.get("/echanges").body.contains(Self.said)))
      for path in ["/echanges?lot=\(sample.masonry)", "/echanges/nouveau?lot=\(sample.masonry)", "/echanges?lot=x"] {
        #expect(try await browser.get(path).status == 404, "\(path)")
      }
      let post = try await browser.post(
        "/echanges/nouveau",
        [("lot", sample.masonry.description), ("moyen", "call"), ("le", "03/11/2026"), ("dit", "Autre")])
      #expect(post.status == 404)
    }
  }

  @Test("what is wrong is said, and what was typed stays", arguments: Engine.available)
  func refused(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let lot = ("lot", sample.masonry.description)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for (fields, sentence) in [
        ([("moyen", "call"), ("le", "03/11/2026"), ("dit", "")], "Ce qui a été dit\u{202F}: à remplir"),
        ([("moyen", "call"), ("le", "25/11/2026"), ("dit", "Mot")], "pas encore arrivée"),
        ([("moyen", "fax"), ("le", "03/11/2026"), ("dit", "Mot")], "valeur de la liste"),
        ([("moyen", "call"), ("le", "hier"), ("dit", "Mot")], "Le\u{202F}:"),
        ([("moyen", "call"), ("le", "03/11/2026"), ("dit", "Mot"), ("suite", "01/11/2026")], "date à venir"),
        ([("moyen", "call"), ("le", "03/11/2026"), ("dit", "2 69 05 49 588 157 80")], "sécurité sociale"),
        ([("moyen", "call"), ("le", "03/11/2026"), ("dit", "Mot\u{202E}cache")], "invisibles"),
        ([("moyen", "call"), ("le", "03/11/2026"), ("dit", "a\u{0}b")], "invisibles"),
      ] {
        let page = try await browser.post("/echanges/nouveau", [lot, ("avec", "M. Leduc")] + fields)
        #expect(page.status == 422 && page.body.contains(sentence), "\(sentence)")
        #expect(page.body.contains("M. Leduc") && htmlFaults(page.body) == [], "\(sentence)")
      }
      let hostile = "<script>alert(1)</script> '); DROP TABLE lot;-- =SUM(A1)"
      let page = try await browser.submit(
        "/echanges/nouveau", [lot, ("moyen", "call"), ("le", "03/11/2026"), ("avec", hostile), ("dit", hostile)])
      #expect(page.status == 200 && !page.body.contains("<script>alert") && htmlFaults(page.body) == [])
      #expect(try await browser.post("/echanges/nouveau", [("moyen", "call")]).status == 404)
    }
  }

  @Test("a note that should not have been written loses its words, once", arguments: Engine.available)
  func withdrawn(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.post(
        "/echanges/nouveau",
        [("lot", sample.masonry.description), ("moyen", "call"), ("le", "03/11/2026"), ("dit", Self.said)])
      try browser.enter(sample.neighbour)
      #expect(try await browser.post("/echanges/1/retrait", []).status == 404)
      try browser.enter(sample.facilitator)
      let page = try await browser.submit("/echanges/1/retrait", [])
      #expect(page.body.contains("note retirée") && !page.body.contains(Self.said) && htmlFaults(page.body) == [])
      #expect(try await browser.post("/echanges/1/retrait", []).status == 409)
    }
  }
}
