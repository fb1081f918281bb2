// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App

@Suite("Les formes de DECP") struct NoticeShapesTests {
  @Test(
    "each version is recognised by its shape",
    arguments: [
      (NoticeSample.v1, "marches", NoticeShape.v1Flat),
      (NoticeSample.v200, "marches", .v200Flat),
      (NoticeSample.v201, "marches.marche", .v201Wrapped),
      (NoticeSample.v201, "marches", .v201Wrapped),
      (NoticeSample.concession, "marches.contrat-concession", .v201Wrapped),
      ("{\"id\":\"1\"}", "marches.marche", .v201Wrapped),
      ("{\"id\":\"1\",\"titulaires\":[{\"titulaire\":{}}]}", "", .v201Wrapped),
      ("{}", "", .v1Flat),
    ])
  func shapes(_ json: String, _ list: String, _ shape: NoticeShape) throws {
    #expect(try NoticeSample.read(json, list: list).shape == shape)
  }

  @Test(
    "a sound record of each version is read without a word",
    arguments: [
      (NoticeSample.v1, "marches"), (NoticeSample.v200, "marches"), (NoticeSample.v201, "marches.marche"),
      (NoticeSample.concession, "marches.contrat-concession"),
    ])
  func sound(_ json: String, _ list: String) throws {
    #expect(try NoticeSample.read(json, list: list).findings == [])
  }

  @Test("version 1: names, an offset after the date, an amount to the cent")
  func v1() throws {
    let record = try #require(try NoticeSample.read(NoticeSample.v1).record)
    #expect(record.kind == .contract)
    #expect(record.buyerSiret == NoticeSample.buyer)
    #expect(record.buyerSiren == "991000001")
    #expect(record.buyerName == "Ville de Saint-Orme")
    #expect(record.reference == "2018TRAVX0100")
    #expect(record.object == "Réfection de la toiture de l'école")
    #expect(record.cpv == "45261900-3")
    #expect(record.place == NoticePlace(code: "49", codeKind: "Code département", name: "Saint-Orme"))
    #expect(record.durationMonths == 6)
    #expect(record.notifiedOn == Day(2018, 9, 3))
    #expect(record.publishedOn == Day(2018, 9, 20))
    #expect(record.amount == Money(cents: 12_500_050))
    #expect(record.priceForm == "Ferme")
    #expect(
      record.holders == [NoticeHolder(idKind: "SIRET", identifier: NoticeSample.holder, name: "Maçonnerie Leduc")])
    #expect(record.social == [])
    #expect(record.modifications.map(\.amount) == [Money(euros: 130_000)])
    #expect(record.modifications.map(\.durationMonths) == [8])
    #expect(record.modifications.map(\.object) == ["Avenant"])
  }

  @Test("version 2.0.0: flat social considerations, a typographic apostrophe in a label")
  func v200() throws {
    let record = try #require(try NoticeSample.read(NoticeSample.v200).record)
    #expect(record.social == [.criterion, .clause])
    #expect(record.procedure == "Appel d’offres ouvert")
    #expect(record.holders.map(\.identifier) == [NoticeSample.holder])
  }

  @Test("version 2.0.1 and after: wrapped lists, holders and modifications, an exponent in the amount")
  func v201() throws {
    let record = try #require(try NoticeSample.read(NoticeSample.v201, list: "marches.marche").record)
    #expect(record.social == [.clause])
    #expect(record.amount == Money(euros: 833_333))
    #expect(record.holders.map(\.idKind) == ["SIRET", "TVA"])
    #expect(record.holders.map(\.siren) == ["991000019", "991000035"])
    #expect(record.modifications.first?.holders.map(\.identifier) == [NoticeSample.other])
    #expect(record.modifications.first?.notifiedOn == Day(2025, 9, 1))
  }

  @Test("a concession has its own names for the buyer, the holders and the amount")
  func concession() throws {
    let record = try #require(try NoticeSample.read(NoticeSample.concession, list: "marches.contrat-concession").record)
    #expect(record.kind == .concession)
    #expect(record.buyerSiret == NoticeSample.buyer)
    #expect(record.amount == Money(euros: 5_000_000))
    #expect(record.notifiedOn == Day(2024, 6, 1))
    #expect(record.holders.map(\.identifier) == [NoticeSample.holder])
    #expect(record.social == [.reserved])
  }

  @Test("a table is read along the columns that it has")
  func table() throws {
    let header = [
      "uid", "id", "acheteur_id", "acheteur_nom", "titulaire_id", "titulaire_typeIdentifiant", "titulaire_nom", "objet",
      "montant", "codeCPV", "dateNotification", "considerationsSociales", "modification_id", "nature",
      "acheteur_region_code",
    ]
    let table = try NoticeTable(header: header)
    #expect(table.unknown == [])
    let cells = [
      NoticeSample.buyer + "L1", "L1", NoticeSample.buyer, "Ville de Saint-Orme", NoticeSample.holder, "SIRET", "Leduc",
      "Lot 1 : gros œuvre", "91109.96", "45214200", "2024-12-31", "Critère social, Clause sociale", "2", "Marché", "52",
    ]
    let reading = table.read(cells, origin: .table(number: 1, line: 2), today: NoticeSample.today)
    #expect(reading.findings == [])
    let record = try #require(reading.record)
    #expect(record.shape == .consolidatedCSV)
    #expect(record.amount == Money(cents: 9_110_996))
    #expect(record.social == [.criterion, .clause])
    #expect(record.modificationNumber == 2)
    #expect(record.saysObject)
  }

  @Test(
    "a table needs a column for the number and one for the buyer",
    arguments: [
      (["id", "acheteur_id"], nil), (["uid"], nil), (["UID", "Montant"], nil), (["acheteurid", "ID"], nil),
      (["acheteur_id", "montant"], NoticeTable.Refusal.noReference), (["id", "montant"], .noBuyer),
      (["12", "45"], .noReference),
    ] as [([String], NoticeTable.Refusal?)])
  func header(_ names: [String], _ refusal: NoticeTable.Refusal?) {
    if let refusal {
      #expect(throws: refusal) { try NoticeTable(header: names) }
    } else {
      #expect(throws: Never.self) { try NoticeTable(header: names) }
    }
  }

  @Test("the buyer and the number are taken from uid when they have no column, and unknown columns are named once")
  func uid() throws {
    let table = try NoticeTable(header: ["uid", "humeur"])
    #expect(table.unknown == ["humeur"])
    let record = table.read(
      [NoticeSample.buyer + "2024-L1"], origin: .table(number: 1, line: 2), today: NoticeSample.today
    ).record
    #expect(record?.buyerSiret == NoticeSample.buyer)
    #expect(record?.reference == "2024-L1")
    #expect(record?.saysObject == false)
  }

  @Test("the text of a row for its fingerprint does not depend on the order of the columns")
  func canonicalRow() throws {
    let one = try NoticeTable(header: ["id", "acheteur_id", "montant"]).canonical(["1", "2", ""])
    #expect(try NoticeTable(header: ["acheteur_id", "id"]).canonical(["2", "1"]) == one)
    #expect(try NoticeTable(header: ["acheteur_id", "id"]).canonical(["1", "2"]) != one)
  }
}
