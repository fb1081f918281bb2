// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("Documents of a lot and of a buyer")
struct DocumentJourneyTests {
  /// 151,67 h kept and 10 h of training kept on the masonry, 20 h more to decide.
  private static func site(_ engine: Engine) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      try rows.line(202603, declared: "160", kept: "151,67")
      try rows.line(202604, declared: "10", kept: "10", kind: .training)
      try rows.line(202605, declared: "20", kept: nil)
    }
    return (site, sample)
  }

  @Test("each document opens for those of the lot, with the figures of its page", arguments: Engine.available)
  func lot(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    for person in [sample.facilitator, sample.buyer, sample.company] {
      try await site.run { browser in
        try browser.enter(person)
        let page = try await browser.get(ContractURLs.lot(sample.masonry))
        #expect(page.body.contains("151,67"))
        for kind in LotDocumentKind.allCases {
          #expect(page.body.contains("href=\"\(DocumentURLs.lot(kind, sample.masonry))\""))
          let reply = try await browser.get(DocumentURLs.lot(kind, sample.masonry))
          #expect(reply.status == 200)
          #expect(htmlFaults(reply.body) == [])
          for piece in ["151,67\u{202F}h", "1 ligne reste à valider", "Maçonnerie Leduc", "non signé"] {
            #expect(reply.body.contains(piece), "\(kind) \(piece)")
          }
          #expect(!reply.body.contains("Marie"))
          let file = try await browser.get(DocumentURLs.lotFile(kind, sample.masonry))
          #expect(file.status == 200 && file.headers["content-disposition"]?.hasSuffix(".docx\"") == true)
        }
        #expect(try await browser.get("/lots/\(sample.masonry)/autre").status == 404)
      }
    }
    for person in [sample.structure, sample.prescriber, sample.elected, sample.administrator, sample.neighbour] {
      try await site.run { browser in
        try browser.enter(person)
        #expect(try await browser.get(DocumentURLs.lot(.attestation, sample.masonry)).status == 404)
        #expect(try await browser.get(DocumentURLs.lotFile(.attestation, sample.masonry)).status == 404)
      }
    }
  }

  @Test("the buyer's yearly bilan says the figures of its page, and no name", arguments: Engine.available)
  func buyer(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    for person in [sample.facilitator, sample.buyer] {
      try await site.run { browser in
        try browser.enter(person)
        let reply = try await browser.get(DocumentURLs.buyer(sample.townHall, year: 2026))
        #expect(reply.status == 200)
        #expect(htmlFaults(reply.body) == [])
        for piece in ["Bilan 2026", "151,67", "1 ligne reste à valider", "Maçonnerie Leduc", "1\u{202F}200"] {
          #expect(reply.body.contains(piece), "\(piece)")
        }
        #expect(!reply.body.contains("Marie") && !reply.body.contains("Part des femmes"))
        #expect(try await browser.get(DocumentURLs.buyerFile(sample.townHall, year: 2026)).status == 200)
        let empty = try await browser.get(DocumentURLs.buyer(sample.townHall, year: 2019))
        #expect(empty.body.contains("Aucune heure n’est retenue en 2019"))
        #expect(try await browser.get("/donneurs-dordre/\(sample.townHall)/bilan?annee=abc").status == 404)
      }
    }
    try await site.run { browser in
      try browser.enter(sample.buyer)
      #expect(try await browser.get(DocumentURLs.buyer(sample.housing, year: 2026)).status == 404)
    }
  }

  @Test("the brief of the year says nothing of four people, and its sentences from five", arguments: Engine.available)
  func brief(engine: Engine) async throws {
    for (people, isShown) in [(4, false), (7, true)] {
      let (site, sample) = try await ResultJourneyTests.site(engine, people: people)
      for person in [sample.facilitator, sample.administrator, sample.elected] {
        try await site.run { browser in
          try browser.enter(person)
          let reply = try await browser.get(DocumentURLs.brief(2026))
          #expect(reply.status == 200)
          #expect(htmlFaults(reply.body) == [])
          #expect(
            reply.body.contains("212\u{202F}heures d’insertion déjà réalisées en 2026, pour 7 personnes") == isShown)
          #expect(reply.body.contains("chiffres ne sont pas publiés") == !isShown)
          #expect(try await browser.get(DocumentURLs.briefFile(2026)).status == 200)
        }
      }
    }
  }

  @Test("a name typed as markup is text in the page and in the file", arguments: Engine.available)
  func hostile(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine)
    try await site.database.write { db in
      let name = "<b>&\"=1+1\u{202E}</w:t>"
      try db.execute("UPDATE lot SET name = \(name) WHERE id = \(sample.masonry)")
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let reply = try await browser.get(DocumentURLs.lot(.interim, sample.masonry))
      #expect(htmlFaults(reply.body) == [])
      #expect(!reply.body.contains("<b>&"))
      #expect(try await browser.get(DocumentURLs.lotFile(.interim, sample.masonry)).status == 200)
    }
  }
}
