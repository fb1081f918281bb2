// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct HiringRequestJourneyTests {
  static func fields(_ sample: Sample, _ more: [(String, String)] = []) -> [(String, String)] {
    let usual = [
      ("last_name", "Kervadec"), ("first_name", "Soizic"), ("born_on", "02/03/1991"),
      ("lot", sample.masonry.description), ("site", ""), ("starts_on", "30/11/2026"), ("kind", "FIXED_TERM"),
    ]
    let changed = Set(more.map(\.0))
    return usual.filter { !changed.contains($0.0) } + more
  }

  static let validation = [
    ("person", "new"), ("decision", "validated"), ("criterion_1", "RSA"), ("starts_on", "30/11/2026"),
  ]

  @Test(
    "asked by a company, on top of the list, validated, read and never with its criterion", arguments: Engine.available)
  func validated(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.company)
      #expect(try await browser.get("/aujourdhui").body.contains("/demandes/nouvelle"))
      let form = try await browser.get("/demandes/nouvelle")
      #expect(form.status == 200 && form.body.contains("Gros œuvre") && htmlFaults(form.body) == [])
      #expect(!form.body.contains("Peinture"))
      let sent = try await browser.submit("/demandes/nouvelle", Self.fields(sample))
      #expect(sent.body.contains("La demande est envoyée") && htmlFaults(sent.body) == [])
      #expect(try await browser.post("/demandes/nouvelle", Self.fields(sample)).status == 409)

      try browser.enter(sample.facilitator)
      let day = try await browser.get("/aujourdhui")
      #expect(day.body.contains("Répondre à Maçonnerie Leduc\u{202F}: une personne à valider"))
      let first = try #require(day.body.range(of: "work-title"))
      #expect(day.body[first.upperBound...].hasPrefix("\">Répondre à Maçonnerie Leduc") && htmlFaults(day.body) == [])
      let asked = try await browser.get("/demandes/1")
      #expect(asked.body.contains("Répondre") && htmlFaults(asked.body) == [])
      let answered = try await browser.submit("/demandes/1/reponse", Self.validation)
      #expect(answered.body.contains("Validé du 30/11/2026 au 29/11/2028") && htmlFaults(answered.body) == [])
      #expect(try await browser.post("/demandes/1/reponse", Self.validation).status == 409)
      #expect(!(try await browser.get("/aujourdhui").body.contains("une personne à valider")))

      try browser.enter(sample.company)
      let read = try await browser.get("/demandes/1")
      #expect(read.body.contains("Validé du 30/11/2026 au 29/11/2028") && !read.body.contains("RSA"))
      #expect(htmlFaults(read.body) == [])
      #expect(try await browser.get("/demandes").body.contains("validé du 30/11/2026 au 29/11/2028"))
      #expect(try await browser.post("/demandes/1/retrait", []).status == 409)
    }
    let people: Int = try await site.database.read { db in
      try db.value("SELECT COUNT(*) FROM participant WHERE last_name = 'Kervadec'") ?? 0
    }
    #expect(people == 1)
  }

  @Test("a list says who was hired before the notification or before the validation", arguments: Engine.available)
  func marks(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try db.execute("UPDATE lot SET notified_on = '2026-11-25' WHERE id = \(sample.masonry)")
    }
    try await site.run { browser in
      try browser.enter(sample.company)
      _ = try await browser.post("/demandes/nouvelle", Self.fields(sample, [("starts_on", "20/11/2026")]))
      try browser.enter(sample.facilitator)
      let list = try await browser.get("/demandes")
      #expect(list.body.contains("embauche avant la validation") && htmlFaults(list.body) == [])
      #expect(list.body.contains("embauche avant la notification"))
      let answered = try await browser.submit("/demandes/1/reponse", Self.validation)
      #expect(answered.body.contains("validée à partir du 30/11/2026"))
      #expect(try await browser.get("/demandes").body.contains("embauche avant la validation"))
    }
  }

  @Test("refused with a reason, or taken back; the person is not registered", arguments: Engine.available)
  func refused(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.structure)
      let fields = Self.fields(sample, [("lot", ""), ("site", "Chantier de la gare")])
      _ = try await browser.post("/demandes/nouvelle", fields)
      _ = try await browser.post(
        "/demandes/nouvelle", fields.filter { $0.0 != "first_name" } + [("first_name", "Erwan")])
      try browser.enter(sample.facilitator)
      let empty = try await browser.post("/demandes/1/reponse", [("person", "new"), ("decision", "refused")])
      #expect(empty.status == 422 && empty.body.contains("Motif du refus") && htmlFaults(empty.body) == [])
      let none = try await browser.post("/demandes/1/reponse", [("person", "new"), ("reason", "Mots gardés")])
      #expect(none.status == 422 && none.body.contains("Mots gardés") && htmlFaults(none.body) == [])
      let refused = try await browser.submit(
        "/demandes/1/reponse", [("person", "new"), ("decision", "refused"), ("reason", "Pièce attendue")])
      #expect(refused.body.contains("Refusé") && refused.body.contains("Pièce attendue"))
      try browser.enter(sample.structure)
      #expect(try await browser.get("/demandes/1").body.contains("Pièce attendue"))
      let back = try await browser.submit("/demandes/2/retrait", [])
      #expect(back.body.contains("La demande est retirée") && htmlFaults(back.body) == [])
      try browser.enter(sample.facilitator)
      let late = try await browser.post("/demandes/2/reponse", Self.validation)
      #expect(late.status == 409)
    }
    let people: Int = try await site.database.read { db in
      try db.value("SELECT COUNT(*) FROM participant WHERE last_name = 'Kervadec'") ?? 0
    }
    #expect(people == 0)
  }

  @Test("a homonym is seen, a validation that runs is confirmed, a prescriber asks too", arguments: Engine.available)
  func homonym(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let born: Day? = try await site.database.read { db in
      try db.value("SELECT born_on FROM participant WHERE id = \(sample.marie)")
    }
    try await site.run { browser in
      try browser.enter(sample.prescriber)
      let sent = try await browser.submit(
        "/demandes/nouvelle",
        Self.fields(
          sample,
          [
            ("last_name", "Dupont"), ("first_name", "Marie"), ("born_on", born?.french ?? "01/01/1990"), ("lot", ""),
            ("site", "Maçonnerie Leduc"),
          ]))
      #expect(sent.body.contains("La demande est envoyée") && htmlFaults(sent.body) == [])
      try browser.enter(sample.facilitator)
      let page = try await browser.get("/demandes/1")
      #expect(page.body.contains("Marie Dupont, ") && page.body.contains("Confirmer la validation en cours"))
      #expect(htmlFaults(page.body) == [])
      let wrong = try await browser.post(
        "/demandes/1/reponse", [("person", sample.karim.description), ("decision", "confirm")])
      #expect([404, 422].contains(wrong.status))
      let done = try await browser.submit(
        "/demandes/1/reponse", [("person", sample.marie.description), ("decision", "confirm")])
      #expect(done.body.contains("Validé du 14/10/2025 au"))
    }
    let checks: Int = try await site.database.read { db in
      try db.value("SELECT COUNT(*) FROM eligibility WHERE participant_id = \(sample.marie)") ?? 0
    }
    #expect(checks == 1)
  }

  @Test(
    "forty people of a structure in one action: good lines kept, bad ones said, never twice",
    arguments: Engine.available)
  func forty(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let people = (1...40).map { "99999\(2_600_000 + $0);Nomix\($0);Jo;01/02/1990;01/12/2026;;01/03/2026;" }
    let list = people.joined(separator: "\n")
    try await site.run { browser in
      try browser.enter(sample.structure)
      #expect(htmlFaults(try await browser.get("/demandes/liste").body) == [])
      let lot = ("lot", sample.painting.description)
      let half = try await browser.post(
        "/demandes/liste", [lot, ("liste", list + "\nMAUVAIS;Nom;Jo;01/02/1990;01/12/2026;")])
      #expect(half.status == 422 && half.body.contains("40 personnes demandées") && half.body.contains("Ligne 41"))
      #expect(htmlFaults(half.body) == [])
      #expect(try await browser.post("/demandes/liste", [lot, ("liste", list)]).status == 409)
      let foreign = try await browser.post("/demandes/liste", [("lot", sample.masonry.description), ("liste", list)])
      #expect(foreign.status == 422 && foreign.body.contains("choisissez dans la liste"))
      try browser.enter(sample.facilitator)
      let day = try await browser.get("/aujourdhui")
      #expect(day.body.contains("40 personnes à valider"))
      let page = try await browser.get("/demandes/listes/1")
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      let ids = (1...40).map { ("demande", String($0)) }
      let done = try await browser.submit("/demandes/listes/1/validation", ids)
      #expect(done.body.contains("40 personnes validées") && htmlFaults(done.body) == [])
      let again = try await browser.submit("/demandes/listes/1/validation", ids)
      #expect(again.body.contains("0 personne validée"))
      try browser.enter(sample.company)
      #expect(try await browser.get("/demandes/listes/1").status == 404)
      try browser.enter(sample.structure)
      #expect(try await browser.get("/demandes/listes/1").body.contains("validé du 01/12/2026 au 29/02/2028"))
    }
  }

  @Test("a PASS counts from its own start: an old one, one that is over and one without dates are not the same")
  func passDates() async throws {
    let site = try TestSite(.sqlite)
    let sample = try await Sample.insert(into: site)
    let list = """
      PASS;Nom;Prénom;Né le;Embauche;Début du PASS;Fin du PASS
      999992600001;Ancien;Jo;01/02/1990;01/12/2026;01/12/2021;31/01/2027
      999992600002;Fini;Jo;01/02/1990;01/12/2026;01/06/2024;
      999992600003;Sansdate;Jo;01/02/1990;01/12/2026;;
      999992600004;Neuf;Jo;01/02/1990;01/12/2026;15/06/2026;
      """
    try await site.run { browser in
      try browser.enter(sample.structure)
      let sent = try await browser.submit(
        "/demandes/liste", [("lot", sample.painting.description), ("liste", list)])
      #expect(sent.body.contains("4 personnes demandées") && htmlFaults(sent.body) == [])
      try browser.enter(sample.facilitator)
      let done = try await browser.submit("/demandes/listes/1/validation", (1...4).map { ("demande", String($0)) })
      #expect(done.body.contains("2 personnes validées") && htmlFaults(done.body) == [])
      #expect(done.body.contains("validé du 01/12/2026 au 31/01/2027"), "suspended or prolonged: as it is written")
      #expect(done.body.contains("validé du 01/12/2026 au 14/06/2028"), "24 months from the start of the PASS")
      let one = try await browser.get("/demandes/3")
      #expect(one.body.contains("dates à vérifier") && htmlFaults(one.body) == [])
      try browser.enter(sample.structure)
      let alone = try await browser.post(
        "/demandes/nouvelle",
        Self.fields(sample, [("lot", sample.painting.description), ("pass", ""), ("pass_from", "01/03/2026")]))
      #expect(alone.status == 422 && alone.body.contains("à remplir avec ses dates") && htmlFaults(alone.body) == [])
    }
  }

  @Test("what is wrong is said and stays typed; others see nothing", arguments: Engine.available)
  func bad(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.company)
      for (more, sentence) in [
        ([("last_name", "")], "Nom\u{202F}: à remplir"), ([("born_on", "01/01/2020")], "moins de 14 ans"),
        ([("starts_on", "01/12/2036")], "à un an près"), ([("lot", ""), ("site", "")], "dites pour quel marché"),
        ([("lot", sample.painting.description)], "choisissez dans la liste"),
        ([("lot", "x")], "choisissez dans la liste"),
        ([("note", "1 85 05 78 006 084 91")], "sécurité sociale"), ([("first_name", "a\u{202E}b")], "invisibles"),
      ] {
        let page = try await browser.post("/demandes/nouvelle", Self.fields(sample, more))
        #expect(page.status == 422 && page.body.contains(sentence), "\(sentence)")
        #expect(page.body.contains("Soizic") || more[0].0 == "first_name")
        #expect(htmlFaults(page.body) == [], "\(sentence)")
      }
      let hostile = "<b>'); DROP TABLE lot;-- =1+1"
      let sent = try await browser.submit(
        "/demandes/nouvelle", Self.fields(sample, [("last_name", hostile), ("note", hostile)]))
      #expect(sent.status == 200 && !sent.body.contains("<b>'") && htmlFaults(sent.body) == [])
      for person in [sample.structure, sample.prescriber, sample.neighbour] {
        try browser.enter(person)
        #expect(try await browser.get("/demandes/1").status == 404)
        #expect(!(try await browser.get("/demandes").body.contains("DROP TABLE")))
      }
      for person in [sample.buyer, sample.administrator, sample.elected] {
        try browser.enter(person)
        for path in ["/demandes", "/demandes/1", "/demandes/nouvelle", "/demandes/liste"] {
          #expect(try await browser.get(path).status == 404, "\(path)")
        }
      }
    }
  }

  @Test("through a link an employer asks with the same acts, and sees its own only", arguments: Engine.available)
  func link(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let today = try #require(Day(iso: "2026-11-24"))
    let sender = HiringSender(employer: sample.mason, in: sample.territory, name: "Luc Martin", today: today)
    let other = HiringSender(employer: sample.temp, in: sample.territory, name: "Autre", today: today)
    let now = Instant(TestSite.now)
    try await site.database.write { db in
      let lots = try sender.lots(db)
      #expect(lots.map(\.id) == [sample.masonry])
      let id = try HiringRequestStore.insert(
        HiringRequestDraft(
          lastName: "Kervadec", firstName: "Soizic", bornOn: nil, lot: sample.masonry, startsOn: today), from: sender,
        at: now, db)
      #expect(try HiringRequestStore.find(id, for: sender, db).authorName == "Luc Martin")
      #expect(throws: Missing.self) { try HiringRequestStore.find(id, for: other, db) }
      #expect(throws: Missing.self) { try HiringRequestStore.withdraw(id, for: other, at: now, db) }
      try HiringRequestStore.withdraw(id, for: sender, at: now, db)
      #expect(try HiringRequestStore.list(for: sender, db).map(\.state) == [.withdrawn])
    }
  }
}
