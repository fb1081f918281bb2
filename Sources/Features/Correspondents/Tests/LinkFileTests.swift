// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Testing

@testable import App
@testable import TestSupport

@Suite("A file of hours through the standing link") struct LinkFileTests {
  private static let certified = [
    ("certifie_nom", "Léa Leduc"), ("certifie_qualite", "gérante"), ("certifie", "1"),
  ]

  private static func table(_ name: String = "DUPONT;Marie", hours: String = "151:40") -> String {
    """
    Nom;Prénom;Chantier;Mois;Heures travaillées
    \(name);Groupe scolaire J. Prévert lot 2;10/2026;\(hours)
    """
  }

  /// Hands a table over as a file; the path of its page.
  private func hand(_ browser: Browser, _ base: String, _ table: String, csrf: String) async throws -> String {
    let reply = try await browser.upload(
      "\(base)/fichiers", [("fichier", "heures.csv", Array(table.utf8))], fields: [("mois", "")], csrf: csrf)
    return reply.location ?? "\(reply.status)"
  }

  private func values(_ body: String) -> [(String, String)] {
    ["empreinte", "vu"].map { name in
      let rest = body.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first ?? ""
      return (name, String(rest.prefix { $0 != "\"" }))
    }
  }

  @Test("read, certified, sent with its receipt, then taken back while nothing is decided", arguments: Engine.available)
  func wholeWay(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    try await cast.site.run { browser in
      let months = try await browser.get("\(base)/mois")
      #expect(months.body.contains("\(base)/fichiers") && months.body.contains("Déposer un fichier"))
      let list = try await browser.get("\(base)/fichiers")
      #expect(list.status == 200 && htmlFaults(list.body) == [])
      #expect(!list.body.contains("href=\"/heures") && !list.body.contains("action=\"/heures"))
      let path = try await hand(browser, base, Self.table(), csrf: list.csrf)
      let page = try await browser.get(path)
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("Certifier et envoyer") && page.body.contains("Marie Dupont"))
      #expect(!page.body.contains("href=\"/heures") && !page.body.contains("action=\"/heures"))
      let uncertain = try await browser.post(
        "\(path)/releve", values(page.body) + [("certifie_nom", "Léa"), ("certifie_qualite", "gérante & fils")],
        csrf: list.csrf)
      #expect(uncertain.status == 422 && uncertain.body.contains("Cochez la case"))
      #expect(uncertain.body.contains("gérante &amp; fils") && htmlFaults(uncertain.body) == [])
      #expect(try await cast.count("SELECT COUNT(*) FROM hours_line") == 0)

      let sent = try await browser.post("\(path)/releve", values(page.body) + Self.certified, csrf: list.csrf)
      let receipt = try await browser.get(sent.location ?? "")
      #expect(receipt.body.contains("151,67") && receipt.body.contains("Certifié exact par Léa Leduc, gérante"))
      #expect(receipt.body.contains("Annuler ce relevé") && htmlFaults(receipt.body) == [])
      #expect(try await cast.count("SELECT COUNT(*) FROM hours_file_part") == 0)
      #expect(try await cast.count("SELECT COUNT(*) FROM message WHERE kind = 'receipt' AND body LIKE '%151,67%'") == 1)
      #expect(try await cast.count("SELECT COUNT(*) FROM employer_link_use WHERE act = 'file'") == 1)

      // The same file once more: said, and a box confirms.
      let twice = try await hand(browser, base, Self.table(), csrf: list.csrf)
      _ = try await browser.post("\(twice)/reponses", [("repeats", "add")], csrf: list.csrf)
      let again = try await browser.get(twice)
      #expect(again.body.contains("déjà donné") && htmlFaults(again.body) == [])
      let refused = try await browser.post("\(twice)/releve", values(again.body) + Self.certified, csrf: list.csrf)
      #expect(refused.status == 422 && refused.body.contains("cochez la case") && htmlFaults(refused.body) == [])
      #expect(try await browser.post("\(twice)/abandon", [], csrf: list.csrf).status == 303)

      let undone = try await browser.post("\(path)/annulation", [], csrf: list.csrf)
      #expect(try await browser.get(undone.location ?? "").body.contains("Relevé annulé"))
      #expect(try await cast.count("SELECT COUNT(*) FROM hours_line") == 0)
    }
  }

  @Test(
    "somebody of another employer and nobody at all are answered the same; columns are remembered",
    arguments: Engine.available)
  func others(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    _ = try await cast.hours.hire("Benali", at: cast.sample.temp, on: [cast.sample.paintingEngagement])
    let base = try await cast.link()
    try await cast.site.run { browser in
      let csrf = try await browser.get("\(base)/fichiers").csrf
      var pages: [String] = []
      for name in ["BENALI;Nadia", "XANTHE;Nadia"] {
        let path = try await hand(browser, base, Self.table(name), csrf: csrf)
        let page = try await browser.get(path)
        #expect(page.body.contains("Qui est-ce") && !page.body.contains("Certifier et envoyer"))
        #expect(!page.body.contains("Peinture"), "a lot of another employer")
        // The form's token apart, only the name that was sent differs, and the addresses of the file.
        let id = path.split(separator: "/").last.map(String.init) ?? ""
        pages.append(
          page.body.replacing("BENALI", with: "N").replacing("XANTHE", with: "N")
            .replacing("/fichiers/\(id)", with: "/fichiers/F").replacing(/q_person_[0-9a-f]{16}/, with: "Q"))
      }
      #expect(pages[0] == pages[1])
      let odd = "Qui;Truc;Machin\nDUPONT Marie;Groupe scolaire J. Prévert lot 2;"
      let path = try await hand(browser, base, odd + "70", csrf: csrf)
      _ = try await browser.post(
        "\(path)/colonnes", [("r_0_0", "full_name"), ("r_0_1", "site"), ("r_0_2", "site_hours")], csrf: csrf)
      #expect(try await browser.get(path).body.contains("De quel mois sont ces heures"))
      let wrong = try await browser.post("\(path)/mois", [("mois", "13/2026")], csrf: csrf)
      #expect(wrong.status == 422 && wrong.body.contains("13/2026") && htmlFaults(wrong.body) == [])
      _ = try await browser.post("\(path)/mois", [("mois", "10/2026")], csrf: csrf)
      let ready = try await browser.get(path)
      #expect(ready.body.contains("Certifier et envoyer") && htmlFaults(ready.body) == [])
      _ = try await browser.post("\(path)/releve", values(ready.body) + Self.certified, csrf: csrf)
      let next = try await browser.get(try await hand(browser, base, odd + "71", csrf: csrf))
      #expect(next.body.contains("lues comme dans le dernier fichier"))
    }
  }

  @Test("a file is its employer's; five wait at once; a national number stops it", arguments: Engine.available)
  func limits(_ engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let base = try await cast.link()
    let garden = LinkURLs.home(
      try await cast.token(try await cast.contact("Paul", "paul@garden.example", of: cast.sample.garden)))
    try await cast.site.run { browser in
      let csrf = try await browser.get("\(base)/fichiers").csrf
      let path = try await hand(browser, base, Self.table(), csrf: csrf)
      let id = path.split(separator: "/").last.map(String.init) ?? ""
      let theirs = try await browser.get("\(garden)/collegue").csrf
      #expect(try await browser.get("\(garden)/fichiers/\(id)").status == 404)
      for act in ["colonnes", "reponses", "mois", "releve", "abandon", "annulation"] {
        let reply = try await browser.post(
          "\(garden)/fichiers/\(id)/\(act)", Self.certified + [("mois", "10/2026")], csrf: theirs)
        #expect(reply.status == 404 && htmlFaults(reply.body) == [], "\(act)")
        let forged = try await browser.post("\(path)/\(act)", [], csrf: theirs)
        #expect(forged.status == 403, "\(act)")
      }
      let nir = try await browser.upload(
        "\(base)/fichiers",
        [("fichier", "paie.csv", Array("Nom;N° Sécu;Heures\nDUPONT Marie;298059933312345;70".utf8))], csrf: csrf)
      #expect(nir.status == 422 && nir.body.contains("sécurité sociale") && htmlFaults(nir.body) == [])
      for number in 1..<LinkLimit.openFiles {
        _ = try await hand(browser, base, Self.table(hours: "\(number)"), csrf: csrf)
      }
      let many = try await browser.upload(
        "\(base)/fichiers", [("fichier", "h.csv", Array(Self.table(hours: "99").utf8))], csrf: csrf)
      #expect(many.status == 422 && many.body.contains("5 fichiers sont déjà en cours") && htmlFaults(many.body) == [])
      _ = try await browser.post("\(path)/abandon", [], csrf: csrf)
      let pasted = try await browser.post("\(base)/fichiers/colle", [("tableau", Self.table())], csrf: csrf)
      #expect(pasted.status == 303)
      let template = try await browser.get("\(base)/fichiers/gabarit?mois=2026-10")
      #expect(template.status == 200 && template.headers["content-disposition"]?.contains("heures-2026-10") == true)
      try await cast.site.database.write { db in
        let now = Instant(cast.site.clock.now)
        for _ in 0..<LinkLimit.actsOfALink { try LinkStore.log(.draft, of: ID(1), at: now, db) }
      }
      #expect(try await browser.upload("\(base)/fichiers", [], csrf: csrf).status == 429)
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM hours_line") == 0)
  }
}
