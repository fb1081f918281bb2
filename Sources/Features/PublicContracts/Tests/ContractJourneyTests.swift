// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct ContractJourneyTests {
  static let facts = [
    ("objet", "Réhabilitation de la halle <b>"), ("reference", "2026-77"), ("nature", "TRAVAUX"),
    ("secteur", "batiment"),
    ("forme", "EXEC"), ("notification", "15/01/2026"), ("duree", "18"), ("operation", "Cœur de ville"),
    ("formation", "none"), ("comptage", "24"), ("rythme", "monthly"),
  ]

  /// Twelve lots as a spreadsheet puts them in the clipboard.
  static let twelve = (1...12).map { "\($0)\tLot n°\($0)\tEntreprise \($0)\t\($0 * 100),50\t\($0)0 000,00 €" }.joined(
    separator: "\n")

  @Test("twelve pasted lots are shown, then written with their holders and hours", arguments: Engine.available)
  func twelveLots(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let blank = try await browser.get("/marches/nouveau")
      #expect(blank.status == 200 && htmlFaults(blank.body) == [])
      let fields =
        Self.facts + [
          ("acheteur", sample.townHall.description), ("suivi", sample.facilitator.account.description),
          (
            "lots",
            "N°\tIntitulé\tTitulaire\tHeures\tMontant HT\n"
              + Self.twelve.replacing("Entreprise 3\t", with: "maconnerie LEDUC\t")
          ),
        ]
      let preview = try await browser.post("/marches/nouveau", fields)
      #expect(preview.status == 200 && htmlFaults(preview.body) == [])
      #expect(preview.body.contains("12 lots, 7\u{202F}806\u{202F}h à réaliser"))
      #expect(preview.body.contains("Maçonnerie Leduc") && preview.body.contains("sera créé"))
      let page = try await browser.submit("/marches/nouveau", fields + [("etape", "enregistrer")])
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      #expect(page.body.contains("7\u{202F}806\u{202F}h") && page.body.contains("halle &lt;b&gt;"))
      #expect(page.body.contains("condition d’exécution") && page.body.contains("Engagement") == false)
      let again = try await browser.post("/marches/nouveau", fields + [("etape", "modifier")])
      #expect(again.status == 200 && again.body.contains("maconnerie LEDUC"))
      let list = try await browser.get("/marches?q=halle+lot+12")
      #expect(list.status == 200 && htmlFaults(list.body) == [] && list.body.contains("12 Lot n°12"))
      #expect(list.body.contains("1\u{202F}200,50"))
    }
    let leduc: Int? = try await site.database.read { db in
      try db.value("SELECT COUNT(*) FROM engagement_bearer WHERE organisation_id = \(sample.mason)")
    }
    #expect(leduc == 2)
  }

  @Test("a bad line is said with its line and column, and nothing typed is lost", arguments: Engine.available)
  func badLines(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let lots = "1;Gros œuvre;Leduc;douze;5\n2;Charpente;99000202700014;100;\n1;Peinture;;100;\n4;Sols;;100;10"
      let reply = try await browser.post(
        "/marches/nouveau", Self.facts + [("acheteur_nom", "Syndicat <i>"), ("lots", lots), ("montant", "abc")])
      #expect(reply.status == 422 && htmlFaults(reply.body) == [])
      #expect(reply.body.contains("Ligne 1, colonne 4") && reply.body.contains("Ligne 2, colonne 3"))
      #expect(reply.body.contains("2;Charpente;99000202700014;100;") && reply.body.contains("Syndicat &lt;i&gt;"))
      #expect(reply.body.contains("Lignes bien lues") && reply.body.contains("4 Sols"))
    }
  }

  @Test("each role sees its own contracts and nothing else", arguments: Engine.available)
  func roles(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      for person in [sample.facilitator, sample.buyer, sample.company, sample.structure] {
        try browser.enter(person)
        let reply = try await browser.get("/marches/\(sample.school)")
        #expect(reply.status == 200 && htmlFaults(reply.body) == [])
        let isBuyer = person.account == sample.buyer.account
        #expect(
          reply.body.contains("Dupont")
            == (person.account == sample.facilitator.account || person.account == sample.company.account))
        if isBuyer { #expect(reply.body.contains("1 personne est en poste")) }
      }
      #expect(try await browser.get("/lots/\(sample.masonry)").status == 404, "the temp agency does not hold this lot")
      #expect(try await browser.get("/lots/\(sample.painting)").status == 200)
      #expect(try await browser.get("/marches/nouveau").status == 404)
      for person in [sample.neighbour, sample.prescriber, sample.elected, sample.administrator] {
        try browser.enter(person)
        #expect(try await browser.get("/marches/\(sample.school)").status == 404)
        #expect(try await browser.get("/lots/\(sample.masonry)").status == 404)
      }
    }
  }

  @Test(
    "dates are typed, contradict themselves in a sentence, and a lot stops and starts again",
    arguments: Engine.available)
  func dates(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/lots/\(sample.masonry)"
      #expect(htmlFaults(try await browser.get("\(path)/dates").body) == [])
      let wrong = try await browser.post(
        "\(path)/dates", [("notification", "12/03/2025"), ("fin", "01/01/2025"), ("os", "")])
      #expect(wrong.status == 422 && wrong.body.contains("01/01/2025"))
      let right = try await browser.submit(
        "\(path)/dates",
        [("notification", "12/03/2025"), ("os", "02/05/2025"), ("fin", "11/03/2027"), ("reception", "")])
      #expect(right.status == 200 && htmlFaults(right.body) == [] && right.body.contains("11/03/2027"))
      let stopped = try await browser.submit("\(path)/suspensions", [("du", "01/11/2026"), ("motif", "Fouilles")])
      #expect(stopped.body.contains("suspendu") && stopped.body.contains("Fouilles"))
      #expect(try await browser.post("\(path)/suspensions", [("du", "02/11/2026")]).status == 409)
      let resumed = try await browser.submit("\(path)/reprises", [("le", "20/11/2026")])
      #expect(resumed.body.contains("du 01/11/2026 au 19/11/2026"))
      #expect(try await browser.post("\(path)/reprises", [("le", "20/11/2026")]).status == 409)
    }
  }

  @Test("a purchasing group takes its shares, and a bad share is refused", arguments: Engine.available)
  func group(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let path = "/marches/\(sample.school)/groupement"
      #expect(try await browser.post(path, [("membres", "Ville de Saint-Orme ; beaucoup")]).status == 422)
      let page = try await browser.submit(path, [("membres", "Ville de Saint-Orme ; 60\nHabitat du Val ; 40")])
      #expect(htmlFaults(page.body) == [] && page.body.contains("coordonnateur"))
      #expect(page.body.contains("1\u{202F}290") && page.body.contains(">860<"))
    }
  }
}
