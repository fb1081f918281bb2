// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Mail
import Platform
import Synchronization
import Testing

@testable import App
@testable import TestSupport

@Suite("Answers that are filed") struct MailFilingTests {
  private func file(
    _ site: TestSite, key: String, id: String = "1@leduc.example", from: String = "lea@val.example", more: String = "",
    text: String = "Je vous envoie cela lundi."
  ) async throws -> FileMail.Outcome {
    let raw =
      "From: Léa <\(from)>\nTo: Claire <claire.moreau@val.example>, <classement+\(key)@val.example>\nMessage-ID: <\(id)>\nSubject: Re: Vos heures\n\(more)\n\(text)\n"
    let mail = try #require(ReceivedMail(Array(raw.utf8)))
    let now = Instant(site.clock.now)
    return try await site.database.write { try FileMail(mail: mail).run(at: now, $0) }
  }

  @Test("a mail asks for answers at the filing address, which puts them in the log", arguments: Engine.available)
  func filed(_ engine: Engine) async throws {
    var site = try TestSite(engine)
    site.configure { $0.mailFiling = "classement@val.example" }
    let sample = try await Sample.insert(into: site)
    let now = Instant(site.clock.now)
    _ = try await site.database.write { db in
      try MessageStore.insert(
        MessageDraft(
          kind: .request, territory: sample.territory, organisation: sample.mason,
          recipient: ("Léa Leduc", "lea@val.example"), sender: ("Claire Moreau", "claire.moreau@val.example"),
          subject: "Vos heures", text: "Bonjour"), at: now, db)
    }
    let box = Mutex<[MailMessage]>([])
    _ = try await MessageSender(services: site.services) { mail in
      box.withLock { $0.append(mail) }
      return .success(())
    }.sendNext()
    let sent = try #require(box.withLock { $0.first })
    let key = try #require(FilingAddress.keys(in: sent.encoded).first)
    #expect(
      sent.encoded.contains("Reply-To: Claire Moreau <claire.moreau@val.example>,\r\n <classement+\(key)@val.example>"))

    #expect(try await file(site, key: key) == .filed(sample.mason))
    #expect(try await file(site, key: key) == .already)
    #expect(try await file(site, key: key, id: "2", more: "Auto-Submitted: auto-replied\n") == .automatic)
    #expect(try await file(site, key: String(repeating: "0", count: 32), id: "3") == .unknown)
    #expect(
      try await file(site, key: key, id: "4", from: "autre@ailleurs.example", text: "<b>Vu</b>") == .filed(sample.mason)
    )
    #expect(
      try await file(site, key: key, id: "5", text: "Paul, 1 85 05 78 006 084 91") == .filed(sample.mason))
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/echanges?entreprise=\(sample.mason)")
      #expect(page.body.contains("Je vous envoie cela lundi.") && page.body.contains("adresse de classement"))
      #expect(page.body.contains("autre@ailleurs.example") && page.body.contains("&lt;b&gt;Vu"))
      #expect(page.body.contains("Un numéro de sécurité sociale") && !page.body.contains("1 85 05 78"))
      #expect(htmlFaults(page.body) == [])
    }
    let report = "Content-Type: multipart/report; boundary=b\n"
    let status = "--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b--"
    #expect(try await file(site, key: key, id: "6", more: report, text: status) == .bounced)
  }
}
