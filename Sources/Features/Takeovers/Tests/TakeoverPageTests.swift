// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App
@testable import TestSupport

@Suite("A takeover from its pages")
struct TakeoverPageTests {
  @Test("sent, read, looked at, written and undone by a facilitator; nobody else's", arguments: Engine.available)
  func journey(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    let runner = JobRunner(services: cast.site.services, works: Works.all)
    @Sendable func finish() async throws { while try await runner.runNext() {} }
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      let list = try await browser.get(TakeoverURLs.list)
      #expect(list.status == 200 && htmlFaults(list.body) == [])
      #expect(try await browser.get(TakeoverURLs.template).status == 200)
      let none = try await browser.upload(TakeoverURLs.list, [])
      #expect(none.status == 422 && htmlFaults(none.body) == [])
      let sent = try await browser.upload(
        TakeoverURLs.list,
        [
          ("fichier", "lots <b>.csv", Array(TakeoverCast.lots.utf8)),
          ("fichier", "heures.csv", Array(TakeoverCast.hours.utf8)),
        ])
      #expect(sent.status == 303)
      try await finish()
      let id = Int64(try cast.figure("SELECT MAX(id) FROM takeover"))
      let page = try await browser.get(TakeoverURLs.takeover(id))
      #expect(page.status == 200 && htmlFaults(page.body) == [] && !page.body.contains("<b>"))
      #expect(page.body.contains("Écrire cette reprise"), "\(page.body.suffix(3000))")
      #expect(try await browser.post(TakeoverURLs.write(id), []).status == 303)
      try await finish()
      let written = try await browser.get(TakeoverURLs.takeover(id))
      #expect(written.body.contains("Annuler cette reprise") && htmlFaults(written.body) == [])
      #expect(try await browser.post(TakeoverURLs.write(id), []).status == 409)
      try browser.enter(cast.sample.neighbour)
      #expect(try await browser.get(TakeoverURLs.takeover(id)).status == 404)
      #expect(try await browser.post(TakeoverURLs.undo(id), []).status == 404)
      try browser.enter(cast.sample.administrator)
      let counts = try await browser.get(TakeoverURLs.takeover(id))
      #expect(counts.status == 200 && !counts.body.contains("Benali") && !counts.body.contains("BENALI"))
      try browser.enter(cast.sample.facilitator)
      #expect(try await browser.post(TakeoverURLs.undo(id), []).status == 303)
      try await finish()
      #expect(try await browser.get(TakeoverURLs.takeover(id)).body.contains("a été annulée"))
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: cast.site.services.configuration.uploadFolder)
    #expect(left == [])
  }

  @Test("a column corrected by hand is remembered for the next workbook", arguments: Engine.available)
  func columns(_ engine: Engine) async throws {
    let cast = try await TakeoverCast(engine)
    defer { cast.done() }
    let runner = JobRunner(services: cast.site.services, works: Works.all)
    let table = TakeoverCast.lots.replacing("Heures prévues", with: "Zut")
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      _ = try await browser.upload(TakeoverURLs.list, [("fichier", "lots.csv", Array(table.utf8))])
      while try await runner.runNext() {}
      let id = Int64(try cast.figure("SELECT MAX(id) FROM takeover"))
      let reply = try await browser.post(
        TakeoverURLs.columns(id), [("feuille", "0"), ("sujet", "lots"), ("c6", "owed")])
      #expect(reply.status == 303)
      while try await runner.runNext() {}
      let path = try cast.files([("lots.csv", table)])
      #expect(try cast.rehearse(path).sheets[0].columns[6] == "owed")
    }
  }
}
