// SPDX-License-Identifier: EUPL-1.2
import Domain
import Testing

@testable import App

/// One line of the tables below: a change to a sound record, and the rule and place that must be named.
struct Dirt: Sendable, CustomTestStringConvertible {
  let changes: [String: String?]
  let rule: NoticeRule?
  let field: String

  init(_ changes: [String: String?], _ rule: NoticeRule?, _ field: String = "") {
    (self.changes, self.rule, self.field) = (changes, rule, field)
  }
  var testDescription: String { "\(changes) \(rule?.rawValue ?? "rien")" }
}

@Suite("Les règles de lecture des avis") struct NoticeRulesTests {
  private func findings(_ dirt: Dirt) throws -> NoticeReading { try NoticeSample.read(NoticeSample.v1(dirt.changes)) }

  /// Rejected: not an object, no buyer, no number (decisions.md).
  @Test(
    "what has no meaning is rejected, and says why",
    arguments: [
      Dirt(["acheteur": nil], .noBuyer, "acheteur.id"), Dirt(["acheteur": "null"], .noBuyer, "acheteur.id"),
      Dirt(["acheteur": "{}"], .noBuyer, "acheteur.id"), Dirt(["acheteur": "{\"id\":\"\"}"], .noBuyer, "acheteur.id"),
      Dirt(["acheteur": "{\"id\":\"NC\"}"], .noBuyer, "acheteur.id"), Dirt(["id": nil], .noReference, "id"),
      Dirt(["id": "null"], .noReference, "id"), Dirt(["id": "\"  \""], .noReference, "id"),
      Dirt(["id": "[]"], .noReference, "id"),
      Dirt(["id": "\"\(String(repeating: "9", count: 201))\""], .unusableKey, "id"),
    ])
  func rejected(_ dirt: Dirt) throws {
    let reading = try findings(dirt)
    #expect(reading.record == nil)
    #expect(reading.findings.contains { $0.rule == dirt.rule && $0.field == dirt.field && $0.level == .rejected })
  }

  @Test("what is not an object is rejected", arguments: ["1", "\"texte\"", "null", "[]", "true"])
  func notAnObject(_ json: String) throws {
    let reading = try NoticeSample.read(json)
    #expect(reading.record == nil)
    #expect(reading.findings.map(\.rule) == [.notAnObject])
  }

  /// formats.md §A.2 to §A.6 and §F.
  @Test(
    "what is odd is kept, with one warning at its place",
    arguments: [
      Dirt(["acheteur": "{\"id\":\"9910000010001\",\"nom\":\"X\"}"], .siretFormat, "acheteur.id"),
      Dirt(["acheteur": "{\"id\":\"99100000100018\",\"nom\":\"X\"}"], .siretKey, "acheteur.id"),
      Dirt(["acheteur": "{\"id\":\"991000001\",\"nom\":\"X\"}"], .sirenForSiret, "acheteur.id"),
      Dirt(["acheteur": "{\"id\":\"991 000 001 00016\",\"nom\":\"X\"}"], nil),
      Dirt(["acheteur": "{\"id\":\"35600000000048\",\"nom\":\"La Poste\"}"], nil),
      Dirt(["acheteur": "{\"id\":\"35600000049837\",\"nom\":\"La Poste\"}"], nil),
      Dirt(["acheteur": "{\"id\":\"35600000049838\",\"nom\":\"La Poste\"}"], .siretKey, "acheteur.id"),
      Dirt(["acheteur": "{\"id\":\"00000000000000\",\"nom\":\"X\"}"], .siretKey, "acheteur.id"),
      Dirt(["acheteur": "\"99100000100016\""], .misplacedBuyer, "acheteur"),
      Dirt(["acheteur": nil, "acheteur.id": "\"99100000100016\""], .misplacedBuyer, "acheteur.id"),
      Dirt(["id": "\"2024_D2F_2023S12323_33\""], .referenceLength, "id"),
      Dirt(["id": "\"33 962\""], .referenceSpaces, "id"),
      Dirt(["id": "20180100"], nil),
      Dirt(["codeCPV": "\"9132100\""], .cpvFormat, "codeCPV"),
      Dirt(["codeCPV": "\"99999999\""], .cpvDivision, "codeCPV"),
      Dirt(["codeCPV": "\"45261900-4\""], .cpvKey, "codeCPV"),
      Dirt(["codeCPV": "\"INX 45261900-3\""], .inxPrefix, "codeCPV"),
      Dirt(["codeCPV": "\"03300000-2\""], nil), Dirt(["codeCPV": "\"45261900-\""], .cpvFormat, "codeCPV"),
      Dirt(["montant": "0"], .amountZero, "montant"), Dirt(["montant": "0.019"], .amountRounded, "montant"),
      Dirt(["montant": "-5"], .amountNegative, "montant"), Dirt(["montant": "123456789012"], .amountAbsurd, "montant"),
      Dirt(["montant": "12345678901"], nil), Dirt(["montant": "1e300"], .amountAbsurd, "montant"),
      Dirt(["montant": "\"125000\""], .amountAsText, "montant"), Dirt(["montant": "10.005"], .amountRounded, "montant"),
      Dirt(["montant": "\"INX 0.0\""], .missingField, "montant"),
      Dirt(["montant": "true"], .amountUnreadable, "montant"),
      Dirt(["montant": "{}"], .wrongType, "montant"), Dirt(["montant": nil], .missingField, "montant"),
      Dirt(["dureeMois": "\"6\""], .durationAsText, "dureeMois"),
      Dirt(["dureeMois": "6.5"], .durationUnreadable, "dureeMois"),
      Dirt(["dureeMois": "0"], .durationAbsurd, "dureeMois"), Dirt(["dureeMois": "1201"], .durationAbsurd, "dureeMois"),
      Dirt(["dureeMois": "6.0"], nil),
      Dirt(["dateNotification": "\"0218-10-29\""], .dayImplausible, "dateNotification"),
      Dirt(["dateNotification": "\"2018-02-30\""], .dayUnreadable, "dateNotification"),
      Dirt(["dateNotification": "\"September, 16 2018 00:00:00\""], .dayUnreadable, "dateNotification"),
      Dirt(["dateNotification": "\"2018-09-03T00:00:00+01:00\""], nil),
      Dirt(["dateNotification": "\"03/09/2018\""], nil),
      Dirt(["dateNotification": "\"2018-09-03Z\""], nil),
      Dirt(["dateNotification": "\"2018-09-0312\""], .dayUnreadable, "dateNotification"),
      Dirt(["datePublicationDonnees": "\"2036-11-25\""], .dayImplausible, "datePublicationDonnees"),
      Dirt(["datePublicationDonnees": "\"2036-11-24\""], nil),
      Dirt(["datePublicationDonnees": "\"2018-09-02\""], .publishedBeforeNotified, "datePublicationDonnees"),
      Dirt(["nature": "\"Bon de commande\""], .outOfList, "nature"),
      Dirt(["nature": "\"MARCHE\""], .rewritten, "nature"),
      Dirt(["procedure": "\"NC\""], .missingField, "procedure"),
      Dirt(["procedure": "\"procedure adaptee\""], .rewritten, "procedure"),
      Dirt(["lieuExecution": "{\"code\":\"49\",\"typeCode\":\"CODE POSTAL\"}"], .rewritten, "lieuExecution.typeCode"),
      Dirt(["lieuExecution": "{\"code\":\"MQ\",\"typeCode\":\"Code pays\"}"], nil),
      Dirt(["lieuExecution": "\"INO\""], .wrongType, "lieuExecution"),
      Dirt(["objet": "\"Am\u{FFFD}nagement\""], .replacedCharacters, "objet"),
      Dirt(["objet": "\"Ma\\u0000çonnerie\""], .controlCharacters, "objet"),
      Dirt(["objet": "\"Travaux \\u202e gnp.exe\""], .controlCharacters, "objet"),
      Dirt(["objet": "\"\(String(repeating: "a ", count: 129))\""], .tooLong, "objet"),
      Dirt(["objet": "\"Suivi de 2 69 05 49 588 157 80\""], .personNumber, "objet"),
      Dirt(["objet": "\"Le marche du siecle\""], .trialContract, "objet"),
      Dirt(["objet": "\"test avenant\""], .trialContract, "objet"),
      Dirt(["objet": "\"Essai de laboratoire sur les sols\""], nil),
      Dirt(["objet": "\"Fourniture de tests de dépistage\""], nil),
      Dirt(["titulaires": "[]"], .missingField, "titulaires"),
      Dirt(["titulaires": "\"aucun\""], .wrongType, "titulaires"),
      Dirt(["titulaires": "{\"titulaire\":\"typeIdentifiant\"}"], .holderUnreadable, "titulaires[0]"),
      Dirt(["titulaires": "[{}]"], .noIdentifier, "titulaires[0].id"),
      Dirt(["titulaires": "[{\"typeIdentifiant\":\"SIRET\",\"id\":\"4781914061\"}]"], .siretFormat, "titulaires[0].id"),
      Dirt(
        ["titulaires": "[{\"typeIdentifiant\":\"SIRET\",\"id\":\"99100001900016\"}]"], .siretKey, "titulaires[0].id"),
      Dirt(
        ["titulaires": "[{\"typeIdentifiant\":\"TVA_INTRACOMMUNAUTAIRE\",\"id\":\"BE0123\"}]"], .identifierKind,
        "titulaires[0].typeIdentifiant"),
      Dirt(
        ["titulaires": "[{\"typeIdentifiant\":\"DUNS\",\"id\":\"12\"}]"], .identifierKind,
        "titulaires[0].typeIdentifiant"),
      Dirt(["titulaires": "[{\"id\":\"99100001900018\"}]"], .identifierKindGuessed, "titulaires[0].typeIdentifiant"),
      Dirt(["titulaires": "{\"titulaire\":[{\"typeIdentifiant\":\"SIRET\",\"id\":\"99100001900018\"}]}"], nil),
      Dirt(
        ["considerationsSociales": "{\"considerationSociale\":[\"Maerché réservé\"]}"], .rewritten,
        "considerationsSociales"),
      Dirt(["considerationsSociales": "[\"Insertion\"]"], .outOfList, "considerationsSociales"),
      Dirt(
        ["modifications": "[{\"montant\":5}]"], .missingField, "modifications[0].datePublicationDonneesModification"),
      Dirt(["modifications": "[3]"], .wrongType, "modifications[0]"),
    ])
  func odd(_ dirt: Dirt) throws {
    let reading = try findings(dirt)
    #expect(reading.record != nil)
    // Recognised as version 2 by its considerations, the record then lacks what version 2 requires.
    let said = reading.findings.filter { $0.rule == dirt.rule || $0.rule != .missingField }
    #expect(said.map(\.rule) == (dirt.rule.map { [$0] } ?? []))
    #expect(said.first?.field ?? "" == dirt.field)
    #expect(said.allSatisfy { $0.level == .warning })
  }

  @Test(
    "amounts are exact to the cent, never by floating point",
    arguments: [
      ("125000.5", 12_500_050), ("0.29", 29), ("1234567890.12", 123_456_789_012), ("833.33", 83_333), ("1e3", 100_000),
      ("1.5E-1", 15), ("12500e-2", 12_500), ("10.005", 1001), ("10.004999", 1000), ("-10.005", -1001), ("0.005", 1),
      ("0.0049", 0),
      ("99999999999.99", 9_999_999_999_999), ("99999999999.995", 10_000_000_000_000),
      ("0.1000000000000000055511151231257827", 10),
      ("\"1 234,56 €\"", 123_456), ("\"1.234.567,89\"", 123_456_789), ("\"1,234.56\"", 123_456),
      ("\"12 000 euros\"", 1_200_000),
      ("\"1.2E6\"", 120_000_000), ("\"1.234.567\"", 123_456_700), ("\"1234,5\"", 123_450),
    ] as [(String, Int64)])
  func amounts(_ raw: String, _ cents: Int64) throws {
    #expect(try findings(Dirt(["montant": raw], nil)).record?.amount == Money(cents: cents))
  }

  @Test(
    "what is no amount leaves it empty",
    arguments: ["\"à définir\"", "\"1,2,3\"", "\"12,34.56,7\"", "\"--5\"", "1e401", "\"1e\"", "\".\""])
  func noAmount(_ raw: String) throws {
    let reading = try findings(Dirt(["montant": raw], nil))
    #expect(reading.record != nil)
    #expect(reading.record?.amount == nil)
    #expect(reading.findings.contains { $0.field == "montant" && $0.level == .warning })
  }

  @Test("letters of Windows-1252 that were taken for Latin-1 are made legible")
  func windowsLetters() throws {
    let reading = try findings(Dirt(["objet": "\"Ma\u{EE}trise d'\u{9C}uvre\""], nil))
    #expect(reading.record?.object == "Maîtrise d'œuvre")
    #expect(reading.findings.map(\.rule) == [.controlCharacters])
  }

  @Test("a row without a value where its table has a column says so; a column that is not there is not missed")
  func rows() throws {
    let table = try NoticeTable(header: ["id", "acheteur_id", "montant", "titulaire_id", "codeCPV"])
    let reading = table.read(
      ["L1", NoticeSample.buyer, "NC", "991000019", "INX 45261900-3"], origin: .table(number: 4, line: 5),
      today: NoticeSample.today)
    #expect(reading.findings.map(\.rule) == [.inxPrefix, .missingField, .sirenForSiret])
    #expect(
      reading.findings.map(\.place) == [
        "n°\u{A0}4, ligne 5, colonne codeCPV", "n°\u{A0}4, ligne 5, colonne montant",
        "n°\u{A0}4, ligne 5, colonne titulaire_id",
      ])
    #expect(
      table.read(["", NoticeSample.buyer], origin: .table(number: 1, line: 2), today: NoticeSample.today).record == nil)
    #expect(table.read(["L1", ""], origin: .table(number: 1, line: 2), today: NoticeSample.today).record == nil)
  }

  @Test("a finding says where, and shows no more than 80 characters")
  func findingPlace() throws {
    let reading = try findings(Dirt(["nature": "\"\(String(repeating: "é", count: 150))\""], nil))
    let finding = try #require(reading.findings.first)
    #expect(finding.place == "n°\u{A0}1, marches[0].nature")
    #expect(finding.value.count == 80)
  }

  @Test("every rule has a sentence and an advice in French", arguments: NoticeRule.allCases)
  func sentences(_ rule: NoticeRule) {
    for text in [rule.sentence, rule.advice] {
      #expect(text.hasSuffix("."))
      #expect(!text.contains("'") && !text.contains(" :") && !text.contains(" ;"))
    }
  }
}
