// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Mail
import Platform
import Synchronization
import Testing

@testable import App
@testable import TestSupport

/// What a mail server received, and what it answers next.
private final class Postbox: Sendable {
  let received = Mutex<[MailMessage]>([])
  let answers: Mutex<[Result<Void, MailError>]>

  init(_ answers: [Result<Void, MailError>] = []) { self.answers = Mutex(answers) }

  func take(_ message: MailMessage) -> Result<Void, MailError> {
    let answer = answers.withLock { $0.isEmpty ? .success(()) : $0.removeFirst() }
    if case .success = answer { received.withLock { $0.append(message) } }
    return answer
  }

  var mails: [MailMessage] { received.withLock { $0 } }
}

@Suite("Mails that leave") struct MessageSenderTests {
  private func draft(_ sample: Sample, to address: String = "lea@val.example", contact: ID<Contact>? = nil)
    -> MessageDraft
  {
    MessageDraft(
      kind: .request, territory: sample.territory, organisation: sample.mason, contact: contact,
      recipient: ("Léa Leduc", address), sender: ("Claire Moreau", "claire.moreau@val.example"),
      subject: "Vos heures d’octobre 2026", text: "Bonjour,\n\nVos heures sont attendues.",
      calendar: Day(2026, 11, 15).map {
        CalendarFile(key: "releve-1", day: $0, title: "Relevé d’heures", note: "À envoyer")
      })
  }

  private func cast(_ engine: Engine) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    return (site, try await Sample.insert(into: site))
  }

  private func add(_ draft: MessageDraft, _ site: TestSite) async throws -> ID<Message> {
    let now = Instant(site.clock.now)
    return try await site.database.write { try MessageStore.insert(draft, at: now, $0) }
  }

  private func sender(_ site: TestSite, _ box: Postbox) -> MessageSender {
    MessageSender(services: site.services) { box.take($0) }
  }

  private func state(_ id: ID<Message>, _ site: TestSite) async throws -> String {
    try await site.database.read { db in
      let row = try #require(try db.first("SELECT state, attempts, answer FROM message WHERE id = \(id)"))
      return "\(try row["state"] as String) \(try row["attempts"] as Int) \(try row["answer"] as String)"
    }
  }

  @Test("a mail leaves once, from the facilitator, with its calendar file", arguments: Engine.available)
  func once(_ engine: Engine) async throws {
    let ((site, sample), box) = (try await cast(engine), Postbox())
    let id = try await add(draft(sample), site)
    #expect(try await sender(site, box).sendNext())
    #expect(try await !sender(site, box).sendNext())
    let mail = try #require(box.mails.first)
    #expect(mail.sender.address == "claire.moreau@val.example" && mail.replyTo == nil)
    #expect(mail.recipients.map(\.address) == ["lea@val.example"])
    #expect(mail.attachments.map(\.name) == ["echeance.ics"])
    #expect(box.mails.count == 1)
    #expect(try await state(id, site) == "sent 1 ")
  }

  @Test("an installation with one address keeps the facilitator's name, and answers go to the facilitator")
  func house() async throws {
    var (site, sample) = try await cast(.sqlite)
    site.configure { $0.mailFrom = "clause@val.example" }
    let box = Postbox()
    _ = try await add(draft(sample), site)
    _ = try await sender(site, box).sendNext()
    let mail = try #require(box.mails.first)
    #expect(mail.sender.address == "clause@val.example" && mail.sender.name == "Claire Moreau")
    #expect(mail.replyTo?.address == "claire.moreau@val.example")
  }

  @Test("a mail server down for a day loses nothing", arguments: Engine.available)
  func downForADay(_ engine: Engine) async throws {
    let (site, sample) = try await cast(engine)
    let id = try await add(draft(sample), site)
    let down = Postbox(Array(repeating: .failure(.later("connexion refusée")), count: 100))
    var (now, tries) = (site, 0)
    for _ in 0..<24 {
      let moment = Instant(now.clock.now)
      let due: Int64? = try await now.database.read {
        try $0.value("SELECT id FROM message WHERE state = 'pending' AND due_at <= \(moment)")
      }
      if due != nil {
        _ = try await sender(now, down).sendNext()
        tries += 1
      }
      now = site.at(moment.adding(seconds: 3600).text)
    }
    #expect(tries > 5)
    #expect(try await state(id, site).hasPrefix("pending"))
    let up = Postbox()
    let next = site.at(Instant(now.clock.now.addingTimeInterval(7200)).text)
    #expect(try await sender(next, up).sendNext())
    #expect(up.mails.count == 1)
    #expect(try await state(id, site).hasPrefix("sent"))
  }

  @Test("a refused address is noted on its contact, and the mail can be put back", arguments: Engine.available)
  func refused(_ engine: Engine) async throws {
    let (site, sample) = try await cast(engine)
    let contact = try await site.database.write { db in
      ID<Contact>(
        try db.insert(
          """
          INSERT INTO contact (territory_id, organisation_id, name, email, created_at)
          VALUES (\(sample.territory), \(sample.mason), 'Léa Leduc', 'lea@val.example', '2025-01-02T08:00:00.000Z')
          RETURNING id
          """))
    }
    let id = try await add(draft(sample, contact: contact), site)
    let box = Postbox([.failure(.refused("550 unknown user"))])
    _ = try await sender(site, box).sendNext()
    #expect(try await state(id, site) == "refused 1 550 unknown user")
    let noted: String? = try await site.database.read {
      try $0.value("SELECT mail_refused_at FROM contact WHERE id = \(contact)")
    }
    #expect(noted != nil)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let page = try await browser.get(MessageURLs.message(id))
      #expect(page.body.contains("550 unknown user") && htmlFaults(page.body) == [])
      let back = try await browser.submit(MessageURLs.retry(id), [])
      #expect(back.body.contains("Le message repart."))
    }
    #expect(try await sender(site, box).sendNext())
    #expect(box.mails.count == 1)
  }

  private func contact(_ site: TestSite, _ sample: Sample) async throws -> ID<Contact> {
    try await site.database.write { db in
      ID<Contact>(
        try db.insert(
          """
          INSERT INTO contact (territory_id, organisation_id, name, email, created_at)
          VALUES (\(sample.territory), \(sample.mason), 'Léa Leduc', 'lea@val.example', '2025-01-02T08:00:00.000Z')
          RETURNING id
          """))
    }
  }

  private func mark(_ contact: ID<Contact>, _ site: TestSite) async throws -> String? {
    try await site.database.read { try $0.value("SELECT mail_refused_at FROM contact WHERE id = \(contact)") }
  }

  @Test(
    "a server that is down for five days is nobody's wrong address, and one click sends everything again",
    arguments: Engine.available)
  func downForDays(_ engine: Engine) async throws {
    let (site, sample) = try await cast(engine)
    let contact = try await contact(site, sample)
    let ids = [
      try await add(draft(sample, contact: contact), site),
      try await add(draft(sample, to: "paul@val.example"), site),
    ]
    let down = Postbox(Array(repeating: .failure(.later("connexion refusée")), count: 100))
    let late = site.at(Instant(site.clock.now).adding(seconds: MessageRetry.mostSeconds + 60).text)
    for _ in ids { _ = try await sender(late, down).sendNext() }
    for id in ids { #expect(try await state(id, site).hasPrefix("refused 1 Essayé pendant cinq jours")) }
    #expect(try await mark(contact, site) == nil)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let one = try await browser.get(MessageURLs.message(ids[0]))
      #expect(one.body.contains("abandonné\u{202F}: serveur injoignable") && htmlFaults(one.body) == [])
      let list = try await browser.get(MessageURLs.list)
      #expect(list.body.contains("Renvoyer ces 2 messages") && htmlFaults(list.body) == [])
      try browser.enter(sample.neighbour)
      #expect(try await browser.submit(MessageURLs.retries, []).body.contains("rien n’a changé"))
      try browser.enter(sample.facilitator)
      let back = try await browser.submit(MessageURLs.retries, [])
      #expect(back.body.contains("2 messages repartent") && htmlFaults(back.body) == [])
    }
    let up = Postbox()
    for _ in ids { #expect(try await sender(late, up).sendNext()) }
    #expect(up.mails.count == 2)
  }

  @Test("a message that is refused for what it is does not mark its contact; one that arrives clears the mark")
  func declined() async throws {
    let (site, sample) = try await cast(.sqlite)
    let contact = try await contact(site, sample)
    let id = try await add(draft(sample, contact: contact), site)
    let box = Postbox([.failure(.declined("554 spam")), .failure(.refused("550 unknown"))])
    _ = try await sender(site, box).sendNext()
    #expect(try await state(id, site) == "refused 1 554 spam")
    #expect(try await mark(contact, site) == nil)
    let other = try await add(draft(sample, contact: contact), site)
    _ = try await sender(site, box).sendNext()
    #expect(try await mark(contact, site) != nil)
    let now = Instant(site.clock.now)
    try await site.database.write { db in
      try db.execute("UPDATE message SET state = 'pending', due_at = \(now) WHERE id = \(other)")
    }
    _ = try await sender(site, box).sendNext()
    #expect(box.mails.count == 1)
    #expect(try await mark(contact, site) == nil)
  }

  @Test("a sender that dies on the way is replaced, under the same Message-ID", arguments: Engine.available)
  func killed(_ engine: Engine) async throws {
    let (site, sample) = try await cast(engine)
    let id = try await add(draft(sample), site)
    let now = Instant(site.clock.now)
    let first = try await site.database.write { db in
      try MessageStore.claim(token: "mort", at: now, until: now.adding(seconds: 180), db)
    }
    let box = Postbox()
    #expect(try await !sender(site, box).sendNext(), "another one has it")
    let later = site.at(now.adding(seconds: 181).text)
    #expect(try await sender(later, box).sendNext())
    #expect(box.mails.map(\.key) == [first?.key])
    // The dead one comes back: what it says no longer counts.
    let message = try #require(first)
    try await site.database.write { db in
      try MessageStore.settle(message, token: "mort", .failed(.address, "trop tard"), at: now, db)
    }
    #expect(try await state(id, site).hasPrefix("sent"))
  }

  @Test(
    "an address that is none is not tried",
    arguments: ["", "pas une adresse", "a@b\r\nBcc: x@y.example", "é@val.example"])
  func badAddress(_ address: String) async throws {
    let (site, sample) = try await cast(.sqlite)
    let id = try await add(draft(sample, to: address.isEmpty ? "   " : address), site)
    let box = Postbox()
    _ = try await sender(site, box).sendNext()
    #expect(box.mails.isEmpty)
    #expect(try await state(id, site).hasPrefix("refused"))
  }

  @Test("the list and one mail are read by the team, and by nobody else", arguments: Engine.available)
  func pages(_ engine: Engine) async throws {
    let (site, sample) = try await cast(engine)
    let id = try await add(draft(sample), site)
    try await site.run { browser in
      for person in [sample.facilitator, sample.administrator] {
        try browser.enter(person)
        let list = try await browser.get(MessageURLs.list)
        #expect(list.status == 200 && list.body.contains("Vos heures d’octobre 2026") && htmlFaults(list.body) == [])
        #expect(list.body.contains("Aucun serveur de courriel"))
        let one = try await browser.get(MessageURLs.message(id))
        #expect(one.body.contains("Vos heures sont attendues.") && htmlFaults(one.body) == [])
        #expect(try await browser.get(MessageURLs.list(.sent)).body.contains("seront ici"))
      }
      for person in [sample.neighbour, sample.company, sample.buyer, sample.elected] {
        try browser.enter(person)
        #expect(try await browser.get(MessageURLs.message(id)).status == 404)
      }
    }
  }
}
