// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import JSONStream
import Testing

@testable import App

/// Records written for the tests: names are invented, numbers have valid keys in a range that nobody holds.
enum NoticeSample {
  static let today = Day(iso: "2026-11-24")!
  static let buyer = "99100000100016"
  static let holder = "99100001900018"
  static let other = "99100002700011"

  static let v1 = """
    {"id":"2018TRAVX0100","_type":"Marché","source":"essai.example","acheteur":{"id":"\(buyer)","nom":"Ville de Saint-Orme"},
    "nature":"Marché","objet":"Réfection de la toiture de l'école","codeCPV":"45261900-3","procedure":"Procédure adaptée",
    "lieuExecution":{"code":"49","typeCode":"Code département","nom":"Saint-Orme"},"dureeMois":6,
    "dateNotification":"2018-09-03+02:00","datePublicationDonnees":"2018-09-20","montant":125000.50,"formePrix":"Ferme",
    "titulaires":[{"typeIdentifiant":"SIRET","id":"\(holder)","denominationSociale":"Maçonnerie Leduc"}],
    "modifications":[{"objetModification":"Avenant","dateNotificationModification":"2018-12-01",
    "datePublicationDonneesModification":"2018-12-05","dureeMois":8,"montant":130000}]}
    """

  static let v200 = """
    {"id":"2024-07","acheteur":{"id":"\(buyer)"},"nature":"Marché","objet":"Entretien des espaces verts","codeCPV":"77310000",
    "technique":[],"modaliteExecution":[],"idAccordCadre":null,"marcheInnovant":false,"ccag":null,"offresRecues":3,
    "attributionAvance":false,"sousTraitanceDeclaree":false,"procedure":"Appel d’offres ouvert",
    "lieuExecution":{"code":"49000","typeCode":"Code postal"},"dureeMois":48,"dateNotification":"2024-01-15",
    "datePublicationDonnees":"2024-02-29","montant":40000,"typePrix":[],"formePrix":"Forfaitaire","titulaires":
    [{"typeIdentifiant":"SIRET","id":"\(holder)"}],"considerationsSociales":["Critère social","Clause sociale"],"modifications":[]}
    """

  static let v201 = """
    {"id":"L07","acheteur":{"id":"\(buyer)"},"nature":"Marché","objet":"Nettoyage des écoles","codeCPV":"90911200-8",
    "techniques":{"technique":["Sans objet"]},"modalitesExecution":{"modaliteExecution":["Sans objet"]},"marcheInnovant":false,
    "ccag":"Fournitures courantes et services","offresRecues":4,"attributionAvance":false,
    "typeGroupementOperateurs":"Pas de groupement","sousTraitanceDeclaree":false,"procedure":"Appel d'offres ouvert",
    "lieuExecution":{"code":"49007","typeCode":"Code commune"},"dureeMois":24,"dateNotification":"2025-03-01",
    "datePublicationDonnees":"2025-03-10","montant":833.333e3,"typesPrix":{"typePrix":["Définitif révisable"]},
    "formePrix":"Mixte","titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":"\(holder)"}},
    {"titulaire":{"typeIdentifiant":"TVA","id":"FR72991000035"}}],
    "considerationsSociales":{"considerationSociale":["Clause sociale"]},
    "considerationsEnvironnementales":{"considerationEnvironnementale":["Clause environnementale"]},
    "modifications":[{"modification":{"id":1,"dateNotificationModification":"2025-09-01",
    "datePublicationDonneesModification":"2025-09-05","montant":900000,"titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":"\(other)"}}]}}]}
    """

  static let concession = """
    {"id":"DSP1","autoriteConcedante":{"id":"\(buyer)"},"nature":"Délégation de service public","objet":"Restauration scolaire",
    "procedure":"Procédure négociée ouverte","dureeMois":60,"dateSignature":"2024-06-01","datePublicationDonnees":"2024-06-15",
    "dateDebutExecution":"2024-09-01","valeurGlobale":5000000,"montantSubventionPublique":0,"donneesExecution":[],
    "concessionnaires":[{"concessionnaire":{"typeIdentifiant":"SIRET","id":"\(holder)"}}],
    "considerationsSociales":{"considerationSociale":["Concession réservée"]},
    "considerationsEnvironnementales":{"considerationEnvironnementale":["Critère environnemental"]},"modifications":[]}
    """

  /// One record as a file would give it.
  static func read(_ json: String, list: String = "marches") throws -> NoticeReading {
    let reader = try JSONRecordReader(bytes: Array("[\(json)]".utf8), lists: [""])
    let item = try #require(try reader.next())
    guard case .record(let record) = item.content else { throw CocoaError(.fileReadCorruptFile) }
    return .json(NoticeNode(record), list: list, origin: .json(number: 1, path: "\(list)[0]"), today: today)
  }

  /// A v1 record with some members replaced; `nil` takes one away.
  static func v1(_ changes: [String: String?]) throws -> String {
    guard var members = try JSONSerialization.jsonObject(with: Data(v1.utf8)) as? [String: Any] else { return v1 }
    for (name, value) in changes {
      members[name] = value
    }
    let texts = try members.map { name, value in
      // JSONSerialization would rewrite numbers: what the test gave stays as it is.
      let text =
        try changes[name].flatMap { $0 }
        ?? String(
          decoding: JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed), as: UTF8.self)
      return "\"\(name)\":\(text)"
    }
    return "{\(texts.joined(separator: ","))}"
  }
}
