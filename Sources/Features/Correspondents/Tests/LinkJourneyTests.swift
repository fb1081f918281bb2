// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Testing

@testable import App
@testable import TestSupport

@Suite("An employer's standing link") struct LinkJourneyTests {
  private let october = "2026-10"
  private let month = 202610

  private func fields(
    _ cast: LinkCast, _ boxes: [(String, String)], step: String? = nil, certified: Bool = true
  ) async throws -> [(String, String)] {
    var all = try await cast.hours.draft(of: cast.sample.mason, month: october, boxes.map { (name: $0.0, value: $0.1) })
    if let step { all.append(("etape", step)) }
    guard step == "envoyer" else { return all }
    return all + [("certifie_nom", "Léa Leduc"), ("certifie_qualite", "gérante")]
      + (certified ? [("certifie", "1")] : [])
  }

  @Test(
    "hours are declared, kept as a draft, read again, certified and sent, without an account",
    arguments: Engine.available)
  func wholeWay(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let box = HoursCast.box(cast.sample.marieContract, cast.sample.masonryEngagement, month)
    let base = try await cast.link()
    try await cast.site.run { browser in
      let home = try await browser.get(base)
      #expect(home.status == 200 && htmlFaults(home.body) == [])
      #expect(home.body.contains("Envoyer les heures d’octobre 2026") && home.body.contains("Gros œuvre"))
      #expect(home.headers["referrer-policy"] == "no-referrer")
      #expect(home.headers["x-robots-tag"]?.hasPrefix("noindex") == true)
      let form = try await browser.get("\(base)/releve?mois=\(october)")
      #expect(form.body.contains("Marie Dupont") && form.body.contains(box) && htmlFaults(form.body) == [])
      #expect(!form.body.contains("href=\"/heures"), "nothing leads to the pages of an account")
      let csrf = form.csrf
      let kept = try await browser.post(
        "\(base)/releve", try await fields(cast, [(box, "pas un nombre")], step: "brouillon"), csrf: csrf)
      #expect(kept.status == 303)
      let again = try await browser.get(kept.location ?? "")
      #expect(again.body.contains("pas un nombre") && again.body.contains("Brouillon enregistré"))
      #expect(try await cast.count("SELECT COUNT(*) FROM statement") == 0)
      let checked = try await browser.post("\(base)/releve", try await fields(cast, [(box, "98")]), csrf: csrf)
      let review = try await browser.get(checked.location ?? "")
      #expect(review.body.contains("Certifier et envoyer") && htmlFaults(review.body) == [])
      let uncertain = try await browser.post(
        "\(base)/releve", try await fields(cast, [(box, "98")], step: "envoyer", certified: false), csrf: csrf)
      #expect(
        uncertain.status == 422 && uncertain.body.contains("Cochez la case") && uncertain.body.contains("gérante"))
      #expect(htmlFaults(uncertain.body) == [])
      let sent = try await browser.post(
        "\(base)/releve", try await fields(cast, [(box, "98")], step: "envoyer"), csrf: csrf)
      let receipt = try await browser.get(sent.location ?? "")
      #expect(receipt.body.contains("98,00") && receipt.body.contains("Certifié exact par Léa Leduc, gérante"))
      #expect(htmlFaults(receipt.body) == [])
      // The browser's « back », then « send » again.
      let twice = try await browser.post(
        "\(base)/releve",
        try await fields(cast, [(box, "98")], step: "envoyer").map { $0.0 == "vu" ? ("vu", "0") : $0 },
        csrf: csrf)
      #expect(twice.status == 409 && twice.body.contains("vient d’être enregistré"))
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM statement") == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE kind = 'receipt' AND body LIKE '%98,00%'") == 1)
    #expect(
      try await cast.count("SELECT COUNT(*) FROM message WHERE body LIKE '%Dupont%' OR subject LIKE '%Dupont%'") == 0)
    #expect(try await cast.count("SELECT COUNT(*) FROM employer_link_use WHERE act = 'sent'") == 1)
  }

  @Test("reading through a link changes nothing", arguments: Engine.available)
  func reading(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    let before = try await cast.count("SELECT COUNT(*) FROM employer_link_use")
    try await cast.site.run { browser in
      for path in ["", "/releve", "/verification", "/collegue", "/lots/\(cast.sample.masonry)"] {
        let reply = try await browser.get(base + path)
        #expect(reply.status < 400, "\(path): \(reply.status)")
      }
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM employer_link_use") == before)
    let used: String? = try await cast.site.database.read { try $0.value("SELECT used_at FROM employer_link") }
    #expect(used == nil)
  }

  @Test("a guessed, revoked or left link says the same, and offers a new one")
  func dead() async throws {
    let cast = try await LinkCast(.sqlite)
    let base = try await cast.link()
    let gone = LinkURLs.home(try await cast.token(try await cast.contact("Ex", "ex@leduc.example")))
    try await cast.site.database.write { db in
      try db.execute("UPDATE contact SET left_at = '2026-11-01T08:00:00.000Z' WHERE email = 'ex@leduc.example'")
    }
    try await cast.site.run { browser in
      try browser.enter(cast.sample.facilitator)
      #expect(try await browser.get(AskingURLs.employer(cast.sample.mason)).body.contains("Révoquer"))
      let link = try await cast.count("SELECT MIN(id) FROM employer_link")
      let revoked = try await browser.submit(AskingURLs.revoke(cast.sample.mason), [("lien", String(link))])
      #expect(revoked.body.contains("Lien révoqué"))
      let guest = browser.another()
      let wrong = try await guest.get(LinkURLs.home(String(repeating: "0", count: 64)))
      #expect(wrong.status == 404 && wrong.body.contains("Recevoir un nouveau lien") && htmlFaults(wrong.body) == [])
      for path in [base, gone, base + "/releve", LinkURLs.home("court"), LinkURLs.home("%00")] {
        let reply = try await guest.get(path)
        #expect(reply.status == 404 && reply.body == wrong.body, "\(path)")
      }
      let post = try await guest.post("\(base)/releve", [("mois", october)], csrf: "x")
      #expect(post.status == 404)
    }
  }

  @Test("a new link goes to the registered address only, and the answer does not tell", arguments: Engine.available)
  func lost(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "Lea@Leduc.example")
    try await cast.site.run { browser in
      let page = try await browser.get(LinkURLs.lost)
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      let known = try await browser.post(LinkURLs.lost, [("email", "lea@leduc.example")])
      let unknown = try await browser.post(LinkURLs.lost, [("email", "qui@autre.example")])
      #expect(known.status == 200 && known.body == unknown.body && htmlFaults(known.body) == [])
      let none = try await browser.post(LinkURLs.lost, [("email", "rien <b>")])
      #expect(none.status == 422 && htmlFaults(none.body) == [])
      for _ in 0..<20 { _ = try await browser.post(LinkURLs.lost, [("email", "lea@leduc.example")]) }
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM message") == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE recipient_address = 'Lea@Leduc.example'") == 1)
  }

  @Test("the address is written when the mail leaves, and stands nowhere in the database", arguments: Engine.available)
  func filling(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.contact("Léa Leduc", "lea@leduc.example")
    let token = try await cast.site.run { browser in
      _ = try await browser.post(LinkURLs.lost, [("email", "lea@leduc.example")])
      let now = Instant(cast.site.clock.now)
      let text = try await cast.site.database.write { db in
        let message = try #require(try MessageStore.claim(token: "x", at: now, until: now, db))
        return try LinkMail.fill(address: "https://clause.example")(message, db) ?? ""
      }
      let token = String(text.split(separator: "/declarer/")[1].prefix(64))
      #expect(try await browser.get(LinkURLs.home(token)).status == 200)
      return token
    }
    for table in ["message", "employer_link_token", "employer_link"] {
      let rows = try await cast.site.database.read { db in try db.query(SQL(unchecked: "SELECT * FROM \(table)")) }
      let holds = rows.contains { "\($0)".contains(token) }
      #expect(!holds, "\(table)")
    }
  }

  @Test("a colleague gets a link of their own; both stay, and the log says who", arguments: Engine.available)
  func colleague(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    try await cast.site.run { browser in
      let form = try await browser.get("\(base)/collegue")
      let bad = try await browser.post(
        "\(base)/collegue", [("nom", "<b>Ali</b>"), ("email", "ali@@x")], csrf: form.csrf)
      #expect(bad.status == 422 && bad.body.contains("&lt;b&gt;Ali") && htmlFaults(bad.body) == [])
      let done = try await browser.post(
        "\(base)/collegue", [("nom", "Ali Roy"), ("email", "ali@leduc.example")], csrf: form.csrf)
      #expect(done.status == 303)
      #expect(try await browser.get(base).body.contains("Ali Roy reçoit son lien"))
      let forged = try await browser.post(
        "\(base)/collegue", [("nom", "Zoé"), ("email", "zoe@leduc.example")], csrf: "autre")
      #expect(forged.status == 403)
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM employer_link WHERE revoked_at IS NULL") == 2)
    #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE recipient_address = 'ali@leduc.example'") == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM journal_event WHERE kind = 'link.passed'") == 1)
    #expect(
      try await cast.count("SELECT COUNT(*) FROM account WHERE email LIKE '%lien.invalid' AND password_hash IS NULL")
        == 2)
  }

  @Test("any month of the contracts may be declared, but those of a closed year", arguments: Engine.available)
  func months(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    let garden = LinkURLs.home(
      try await cast.token(try await cast.contact("Paul", "paul@garden.example", of: cast.sample.garden)))
    try await cast.site.run { browser in
      #expect(try await browser.get(base).body.contains("\(base)/mois"))
      let page = try await browser.get("\(base)/mois")
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      for month in ["2025-10", "2026-10", "2026-11"] { #expect(page.body.contains("mois=\(month)"), "\(month)") }
      #expect(!page.body.contains("mois=2025-09") && !page.body.contains("mois=2026-12"))
      #expect(page.body.ranges(of: "le complète").count == 1, "said once, not on each row")
      #expect(try await browser.get("\(garden)/mois").status == 200)
      try await cast.site.database.write { db in
        try db.execute(
          """
          INSERT INTO yearly_closing (territory_id, year, author_id, closed_at)
          VALUES (\(cast.sample.territory), 2025, \(cast.sample.facilitator.account), '2026-02-01T08:00:00.000Z')
          """)
      }
      #expect(!(try await browser.get("\(base)/mois").body.contains("mois=2025-")))
    }
  }

  @Test(
    "a link that is revoked takes with it those passed on from it; whom the team did not register asks in vain",
    arguments: Engine.available)
  func chain(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    @Sendable func pass(_ base: String, _ name: String, _ email: String, _ browser: Browser) async throws -> String {
      let csrf = try await browser.get("\(base)/collegue").csrf
      _ = try await browser.post("\(base)/collegue", [("nom", name), ("email", email)], csrf: csrf)
      let now = Instant(cast.site.clock.now)
      return try await cast.site.database.write { db in
        let link: Int64 = try db.value("SELECT MAX(id) FROM employer_link") ?? 0
        return LinkURLs.home(try LinkStore.mint(ID(link), at: now, db) ?? "")
      }
    }
    try await cast.site.run { browser in
      let guest = browser.another()
      let ali = try await pass(base, "Ali Roy", "ali@leduc.example", guest)
      let zoe = try await pass(ali, "Zoé Roy", "zoe@leduc.example", guest)
      #expect(try await guest.get(zoe).status == 200)
      try browser.enter(cast.sample.facilitator)
      let page = try await browser.get(AskingURLs.employer(cast.sample.mason))
      #expect(page.body.contains("transmis par Léa Leduc") && page.body.contains("transmis par Ali Roy"))
      let link = try await cast.count("SELECT MIN(id) FROM employer_link")
      let revoked = try await browser.submit(AskingURLs.revoke(cast.sample.mason), [("lien", String(link))])
      #expect(revoked.body.contains("2 liens transmis à partir de lui sont révoqués aussi\u{202F}: Ali Roy, Zoé Roy."))
      #expect(revoked.body.contains("révoqué le 24/11/2026") && htmlFaults(revoked.body) == [])
      for path in [base, ali, zoe] { #expect(try await guest.get(path).status == 404) }
      var answers: Set<String> = []
      for email in ["ali@leduc.example", "lea@leduc.example", "qui@autre.example"] {
        answers.insert(try await guest.post(LinkURLs.lost, [("email", email)]).body)
      }
      #expect(answers.count == 1)
    }
    let mails: SQL = "SELECT COUNT(*) FROM message WHERE body LIKE '%Vous avez demandé%' AND recipient_address"
    #expect(try await cast.count("\(mails) = 'ali@leduc.example'") == 0)
    #expect(try await cast.count("\(mails) = 'lea@leduc.example'") == 1, "registered by the team, and still there")
    // The team changes its mind: a link sent by hand makes a correspondent like another.
    let (now, territory) = (Instant(cast.site.clock.now), cast.sample.territory)
    try await cast.site.database.write { db in
      let ali: Int64 = try db.value("SELECT id FROM contact WHERE email = 'ali@leduc.example'") ?? 0
      _ = try LinkStore.issue(to: ID(ali), in: territory, by: nil, at: now, db)
      try db.execute("UPDATE message SET created_at = '2026-01-02T08:00:00.000Z'")
      try AskForLink(email: "ali@leduc.example", address: "203.0.113.9").run(at: now, real: now, db)
    }
    #expect(try await cast.count("\(mails) = 'ali@leduc.example'") == 1)
  }

  @Test("what the team took from a colleague, a colleague does not give back", arguments: Engine.available)
  func revokedColleague(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    let ali = [("nom", "Ali Roy"), ("email", "Ali@leduc.example")]
    try await cast.site.run { browser in
      let guest = browser.another()
      let csrf = try await guest.get("\(base)/collegue").csrf
      _ = try await guest.post("\(base)/collegue", ali, csrf: csrf)
      try browser.enter(cast.sample.facilitator)
      let link = try await cast.count("SELECT MAX(id) FROM employer_link")
      _ = try await browser.submit(AskingURLs.revoke(cast.sample.mason), [("lien", String(link))])
      for email in ["ali@leduc.example", "ALI@leduc.example"] {
        let refused = try await guest.post("\(base)/collegue", [("nom", "Ali R."), ("email", email)], csrf: csrf)
        #expect(refused.status == 422 && refused.body.contains("révoqué par l’équipe"), "\(email)")
        #expect(refused.body.contains("Ali R.") && htmlFaults(refused.body) == [])
      }
      #expect(try await cast.count("SELECT COUNT(*) FROM employer_link WHERE revoked_at IS NULL") == 1)
      #expect(try await cast.count("SELECT COUNT(*) FROM contact WHERE name LIKE 'Ali%'") == 1)
      // The team sends one: it is the colleague's again, and may be passed as any.
      let (now, territory) = (Instant(cast.site.clock.now), cast.sample.territory)
      try await cast.site.database.write { db in
        let ali: Int64 = try db.value("SELECT id FROM contact WHERE name = 'Ali Roy'") ?? 0
        _ = try LinkStore.issue(to: ID(ali), in: territory, by: nil, at: now, db)
      }
      #expect(try await guest.post("\(base)/collegue", ali, csrf: csrf).status == 303)
    }
  }

  @Test("a link opens its own employer's things and nobody else's", arguments: Engine.available)
  func scope(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let mason = try await cast.link()
    let garden = LinkURLs.home(
      try await cast.token(try await cast.contact("Paul", "paul@garden.example", of: cast.sample.garden)))
    try await cast.site.run { browser in
      #expect(try await browser.get("\(mason)/lots/\(cast.sample.masonry)").status == 200)
      #expect(try await browser.get("\(garden)/lots/\(cast.sample.masonry)").status == 404)
      #expect(try await browser.get("\(mason)/lots/999999").status == 404)
      #expect(try await browser.get("\(garden)/releve").body.contains("Marie") == false)
      let box = HoursCast.box(cast.sample.marieContract, cast.sample.masonryEngagement, month)
      let csrf = try await browser.get("\(garden)/collegue").csrf
      let other = try await browser.post(
        "\(garden)/releve",
        [
          ("employeur", cast.sample.mason.description), ("mois", october), (box, "10"), ("etape", "envoyer"),
          ("vu", "0"),
        ],
        csrf: csrf)
      #expect(other.status == 422, "a box of another employer's person is refused")
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM statement") == 0)
  }

  @Test("hostile texts stay texts, and too many acts wait")
  func hostile() async throws {
    let cast = try await LinkCast(.sqlite)
    let base = try await cast.link()
    try await cast.site.run { browser in
      let csrf = try await browser.get("\(base)/collegue").csrf
      for text in [
        "<script>x</script>", "'; DROP TABLE message; --", "=1+1", "\u{202E}x", "a\0b",
        String(repeating: "é", count: 9000),
      ] {
        let reply = try await browser.post(
          "\(base)/collegue", [("nom", text), ("fonction", text), ("email", text)], csrf: csrf)
        #expect(reply.status == 422 && htmlFaults(reply.body) == [], "\(text.prefix(10))")
      }
      try await cast.site.database.write { db in
        let now = Instant(cast.site.clock.now)
        for _ in 0..<LinkLimit.actsOfALink { try LinkStore.log(.draft, of: ID(1), at: now, db) }
      }
      let crowded = try await browser.post("\(base)/collegue", [("nom", "Ali"), ("email", "a@b.example")], csrf: csrf)
      #expect(crowded.status == 429 && htmlFaults(crowded.body) == [])
    }
  }
}
