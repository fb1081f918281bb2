// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import TestSupport
import Testing

@testable import App

@Suite("Papers of a request, and a request through a link") struct HiringPaperTests {
  private static func file(_ bytes: [UInt8]) -> [(field: String, name: String, content: [UInt8])] {
    [(field: "fichier", name: "../<b>papier.pdf", content: bytes)]
  }
  private static let attestation = ProofJourneyTests.pdf(saying: "Attestation")

  @Test(
    "asked through a link with a paper, which its sender never reads again; the answer comes by mail",
    arguments: Engine.available)
  func byLink(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let (base, sample) = (try await cast.link(), cast.sample)
    let garden = LinkURLs.home(
      try await cast.token(try await cast.contact("Paul", "paul@garden.example", of: sample.garden)))
    let token = String(base.split(separator: "/").last ?? "")
    try await cast.site.run { browser in
      let guest = browser.another()
      #expect(try await guest.get(base).body.contains("\(base)/demandes"))
      let form = try await guest.get("\(base)/demandes/nouvelle")
      #expect(form.status == 200 && form.body.contains("Gros œuvre") && htmlFaults(form.body) == [])
      let bad = try await guest.post(
        "\(base)/demandes/nouvelle", HiringRequestJourneyTests.fields(sample, [("last_name", "")]), csrf: form.csrf)
      #expect(bad.status == 422 && bad.body.contains("Soizic") && htmlFaults(bad.body) == [])
      let sent = try await guest.post(
        "\(base)/demandes/nouvelle", HiringRequestJourneyTests.fields(sample), csrf: form.csrf)
      #expect(sent.status == 303)
      #expect(
        try await guest.post("\(base)/demandes/nouvelle", HiringRequestJourneyTests.fields(sample), csrf: "x").status
          == 403)
      let csrf = LinkVisit.csrf(token)
      let path = "\(base)/demandes/1/papiers"
      for (bytes, kind, word) in [
        (Array("GIF89a".utf8), "OTHER", "ce n’est ni un PDF"), (Self.attestation, "RSA", "choisissez-en une"),
      ] {
        let refused = try await guest.upload(path, Self.file(bytes), fields: [("nature", kind)], csrf: csrf)
        #expect(refused.status == 422 && refused.body.contains(word) && htmlFaults(refused.body) == [], "\(word)")
      }
      for _ in 0..<2 {
        let given = try await guest.upload(
          path, Self.file(Self.attestation), fields: [("nature", "ATTESTATION")], csrf: csrf)
        #expect(given.status == 303)
      }
      let shown = try await guest.get("\(base)/demandes/1")
      #expect(shown.body.contains("1 papier joint\u{202F}: attestation d’un organisme."))
      #expect(!shown.body.contains("/papiers/1") && htmlFaults(shown.body) == [])
      #expect(try await guest.get("\(base)/demandes").body.contains("\(base)/demandes/1"))
      for address in ["\(garden)/demandes/1", "\(base)/demandes/999999"] {
        #expect(try await guest.get(address).status == 404, "\(address)")
      }
      let foreign = try await guest.upload(
        "\(garden)/demandes/1/papiers", Self.file(Self.attestation), fields: [("nature", "OTHER")],
        csrf: LinkVisit.csrf(String(garden.split(separator: "/").last ?? "")))
      #expect(foreign.status == 404)
      #expect(!(try await guest.get("\(garden)/demandes").body.contains("Kervadec")))

      try browser.enter(sample.company)
      #expect(try await browser.get("/papiers/1").status == 404)
      #expect(try await browser.get("/demandes/1").body.contains("1 papier joint"))
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/demandes/1")
      #expect(page.body.contains("/papiers/1") && htmlFaults(page.body) == [])
      let read = try await browser.get("/papiers/1")
      #expect(read.body.hasPrefix("%PDF-1.4") && read.headers["content-security-policy"]?.contains("sandbox") == true)
      _ = try await browser.submit("/demandes/1/reponse", HiringRequestJourneyTests.validation)
      let late = try await guest.upload(path, Self.file(Self.attestation), fields: [("nature", "OTHER")], csrf: csrf)
      #expect(late.status == 409 && htmlFaults(late.body) == [])
      let answer = try await guest.get("\(base)/demandes/1")
      #expect(answer.body.contains("Validé du 30/11/2026 au 29/11/2028") && !answer.body.contains("RSA"))
      #expect(try await browser.post("/papiers/1/retrait", []).status == 303)
      #expect(try await browser.post("/papiers/1/retrait", []).status == 404)
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM file_content") == 0)
    let mail: SQL = "SELECT COUNT(*) FROM message WHERE kind = 'answer' AND recipient_address = 'lea@leduc.example'"
    #expect(try await cast.count("\(mail) AND body LIKE '%validée du 30/11/2026 au 29/11/2028%'") == 1)
    #expect(try await cast.count("\(mail) AND (body LIKE '%Kervadec%' OR body LIKE '%RSA%')") == 0)
    #expect(try await cast.count("SELECT COUNT(*) FROM employer_link_use WHERE act = 'paper'") == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM employer_link_use WHERE act = 'refused'") == 2)
  }

  @Test("an account's answer goes to its address; a file that a proof holds too is kept", arguments: Engine.available)
  func shared(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let sample = cast.sample
    try await cast.site.run { browser in
      try browser.enter(sample.prescriber)
      _ = try await browser.post(
        "/demandes/nouvelle", HiringRequestJourneyTests.fields(sample, [("lot", ""), ("site", "Gare")]))
      let given = try await browser.upload(
        "/demandes/1/papiers", Self.file(Self.attestation), fields: [("nature", "OTHER")])
      #expect(given.status == 303)
      try browser.enter(sample.company)
      let foreign = try await browser.upload(
        "/demandes/1/papiers", Self.file(Self.attestation), fields: [("nature", "OTHER")])
      #expect(foreign.status == 404)
      try await cast.site.database.write { db in
        let line = try LedgerRows(sample, db).line(202610, declared: "70", kept: nil)
        let hash: String? = try db.value("SELECT sha256 FROM hiring_paper")
        try db.execute(
          """
          INSERT INTO proof (territory_id, statement_id, kind, format, size, sha256, received_at)
          SELECT territory_id, statement_id, 'OTHER', 'application/pdf', 5, \(hash), '2026-11-24T09:00:00.000Z'
          FROM hours_line WHERE id = \(line)
          """)
      }
      try browser.enter(sample.facilitator)
      _ = try await browser.post(
        "/demandes/1/reponse", [("person", "new"), ("decision", "refused"), ("reason", "Pièce attendue")])
    }
    #expect(
      try await cast.count(
        """
        SELECT COUNT(*) FROM message WHERE kind = 'answer' AND body LIKE '%refusée%' AND body NOT LIKE '%Pièce%'
          AND recipient_address = (SELECT email FROM account WHERE id = \(sample.prescriber.account))
        """) == 1)
    let now = Instant(cast.site.clock.now)
    func expire(_ day: Day?) async throws -> Int {
      let day = try #require(day)
      let viewer = Viewer(
        accountID: sample.facilitator.account, accountName: "Claire", role: .facilitator, territoryID: sample.territory,
        territoryName: "Val d’Orme", organisationID: nil, membershipID: sample.facilitator.membership, today: day)
      return try await cast.site.database.write { try PaperStore.removeExpired(for: viewer, at: now, $0) }
    }
    #expect(try await expire(Day(2026, 12, 23)) == 0)
    #expect(try await expire(Day(2026, 12, 26)) == 1)
    #expect(try await expire(Day(2026, 12, 26)) == 0)
    #expect(try await cast.count("SELECT COUNT(*) FROM file_content") == 1, "the proof still holds it")
    try await cast.site.database.write { db in
      let viewer = Viewer(
        accountID: sample.facilitator.account, accountName: "Claire", role: .facilitator, territoryID: sample.territory,
        territoryName: "Val d’Orme", organisationID: nil, membershipID: sample.facilitator.membership,
        today: Day(2026, 12, 26) ?? Day.first)
      let proof: Int64 = try db.value("SELECT id FROM proof") ?? 0
      #expect(try ProofStore.remove(ID(proof), why: "", for: viewer, at: now, db))
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM file_content") == 0)
  }

  @Test("what a link sends is limited before it is on disk")
  func early() async throws {
    let cast = try await LinkCast(.sqlite)
    let base = try await cast.link()
    try await cast.site.run { browser in
      let guest = browser.another()
      let csrf = LinkVisit.csrf(String(base.split(separator: "/").last ?? ""))
      let large = Array(repeating: UInt8(0x20), count: LinkLimit.uploadBytes)
      let reply = try await guest.upload("\(base)/demandes/1/papiers", Self.file(large), csrf: csrf)
      #expect(reply.status == 422 && reply.body.contains("dépasse 11\u{A0}Mo") && htmlFaults(reply.body) == [])
    }
  }
}
