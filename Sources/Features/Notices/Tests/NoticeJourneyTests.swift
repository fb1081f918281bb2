// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite struct NoticeJourneyTests {
  /// A table of the shape of the shared 2024 sample: no column for the object, two holders of one contract, two contracts.
  static let table = """
    uid,id,acheteur_id,acheteur_nom,titulaire_id,titulaire_typeIdentifiant,titulaire_nom,montant,codeCPV,dateNotification,dureeMois,donneesActuelles
    9910000010001624001,24001,99100000100016,Commune de Valorme,99000202400018,SIRET,LEDUC SA,250000.00,45210000,2024-09-02,12,true
    9910000010001624002,24002,99100000100016,Commune de Valorme,99100001900018,SIRET,Couverture Val,120000.50,45260000,2024-09-02,8,true
    9910000010001624003,24003,99100000100016,Commune de Valorme,99100002700011,SIRET,Zinguerie du Val,9000.00,45260000,2024-09-03,8,true
    """

  private static func bring(_ text: String, into site: TestSite) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "avis-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    let now = Instant(TestSite.now)
    _ = try NoticeImport(target: NoticeDatabase(site.database), today: NoticeSample.today, now: { now })
      .run(path: path, name: "exemple.csv")
  }

  @Test(
    "two notices without an object are found, ticked and turned into a contract of two lots",
    arguments: Engine.available)
  func turned(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try Self.bring(Self.table, into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for search in ["commune+de+valorme", "991000001", "couverture"] {
        let list = try await browser.get("/avis?q=\(search)")
        #expect(list.status == 200 && htmlFaults(list.body) == [] && list.body.contains("24002"))
      }
      #expect(try await browser.get("/avis?q=%00%25&jour=x&apres=3").status == 200)
      let ids: [ID<Notice>] = try await site.database.read {
        try $0.values("SELECT id FROM notice ORDER BY reference, id")
      }
      try #require(ids.count == 3)
      let page = try await browser.get("/avis/\(ids[0])")
      #expect(page.status == 200 && htmlFaults(page.body) == [] && page.body.contains("45210000"))
      let form = try await browser.get("/marches/nouveau?avis=\(ids[0])&avis=\(ids[1])")
      #expect(form.status == 200 && htmlFaults(form.body) == [])
      #expect(form.body.contains("Commune de Valorme") && form.body.contains("99000202400018"))
      #expect(form.body.contains("370\u{202F}000,50") && form.body.contains("name=\"avis\""))
      let lots = "1\tGros œuvre\t99000202400018\t1200\t250 000\n2\tCouverture\t99100001900018\t\t120 000,50"
      let contract = try await browser.submit(
        "/marches/nouveau",
        [
          ("acheteur_nom", "Commune de Valorme"), ("acheteur_siret", "99100000100016"), ("objet", "Salle des fêtes"),
          ("reference", "24001, 24002"), ("nature", "TRAVAUX"), ("secteur", "batiment"), ("forme", "EXEC"),
          ("cpv", "45210000"),
          ("lots", lots), ("avis", ids[0].description), ("avis", ids[1].description), ("etape", "enregistrer"),
        ])
      #expect(contract.status == 200 && htmlFaults(contract.body) == [])
      #expect(contract.body.contains("Maçonnerie Leduc") && contract.body.contains("Couverture Val"))
      #expect(contract.body.contains("href=\"/avis/\(ids[0])\""))
      let preview = try await browser.post(
        "/marches/nouveau",
        [
          ("acheteur", sample.townHall.description), ("objet", "Halle"), ("nature", "TRAVAUX"), ("secteur", "batiment"),
          ("forme", "EXEC"), ("lots", "1\tToit\t99100002700011\t\t"),
        ])
      #expect(preview.body.contains("Zinguerie du Val (991"), "a number is shown with its published name")
      #expect(try await browser.get("/avis?q=alorme").body.contains("Aucun avis"), "the beginning of a word")
      let list = try await browser.get("/avis?q=valorme")
      #expect(list.body.contains("marché suivi"))
      try browser.enter(sample.buyer)
      #expect(try await browser.get("/avis").status == 404)
    }
    let links: Int? = try await site.database.read { try $0.value("SELECT COUNT(*) FROM contract_notice") }
    #expect(links == 2)
  }

  @Test("a notice read later brings a lot to a contract that is followed already", arguments: Engine.available)
  func joined(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try Self.bring(Self.table.replacing("99100000100016", with: "99000160400018"), into: site)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let id: ID<Notice>? = try await site.database.read { try $0.value("SELECT MIN(id) FROM notice") }
      let notice = try #require(id)
      let page = try await browser.get("/avis/\(notice)")
      #expect(htmlFaults(page.body) == [] && page.body.contains("Un lot d’un marché déjà suivi"))
      let way = try await browser.get("/avis/\(notice)/rattachement?marche=\(sample.school)")
      let path = try #require(way.location)
      let form = try await browser.get(path)
      #expect(form.status == 200 && htmlFaults(form.body) == [] && form.body.contains("6\tAvis 24001\t99000202400018"))
      let contract = try await browser.submit(
        path, [("lots", "6\tCouverture\t99000202400018\t300\t120 000"), ("avis", notice.description)])
      #expect(contract.status == 200 && contract.body.contains("6 Couverture"))
      #expect(contract.body.contains("href=\"/avis/\(notice)\""))
      #expect(try await browser.get("/avis/\(notice)/rattachement").location == "/avis/\(notice)")
    }
  }
}
