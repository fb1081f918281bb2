// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// The territory, its bodies, and one account of each role.
  func writeTerritory() {
    add(
      "territory",
      [("id", territory), ("name", InventedNames.territory(Int(territory))), ("created_at", Self.at(start))])
    writeBuyers()
    writeEmployers()
    writePrescribers()
    writeAccounts()
    writeAgreements()
  }

  private func writeBuyers() {
    let named: [(String, String)] = [
      ("Ville de Saint-Orme", "COMMUNE"), ("Val d’Orme Communauté urbaine", "EPCI"),
      ("Habitat du Val", "BAILLEUR_SOCIAL"), ("Orme Logement", "BAILLEUR_SOCIAL"),
      ("Centre hospitalier du Val d’Orme", "HOPITAL"), ("Orme Aménagement", "AMENAGEUR"),
      ("Département de l’Orme", "DEPARTEMENT"), ("Université du Val d’Orme", "ETABLISSEMENT_PUBLIC_ETAT"),
      ("Syndicat des eaux de l’Orme", "SYNDICAT_MIXTE"), ("Tramways du Val", "ENTREPRISE_PUBLIQUE"),
      ("Région des Trois-Vals", "REGION"), ("Direction départementale des territoires de l’Orme", "ETAT"),
      ("Foncière des Ardoisiers", "PRIVE"), ("Association des foyers de l’Orme", "ASSOCIATION"),
      ("Société de rénovation du Haut-Val", "AMENAGEUR"), ("Résidences de l’Orme", "BAILLEUR_SOCIAL"),
      ("Le Foyer valormais", "BAILLEUR_SOCIAL"), ("Coopérative Bâtir en Orme", "BAILLEUR_SOCIAL"),
      ("Service de défense du Val d’Orme", "ETAT"),
      ("École supérieure des arts de l’Orme", "ETABLISSEMENT_PUBLIC_ETAT"),
      ("Syndicat de traitement des déchets", "SYNDICAT_MIXTE"), ("Parc des expositions du Val", "ENTREPRISE_PUBLIQUE"),
      ("Établissement de santé mentale de l’Orme", "HOPITAL"), ("Port fluvial de l’Orme", "ENTREPRISE_PUBLIQUE"),
      ("Chambre des métiers du Val", "AUTRE"), ("Centre communal d’action sociale de Saint-Orme", "AUTRE"),
      ("Office du tourisme de l’Orme", "AUTRE"), ("Réseau de chaleur des Tilleuls", "ENTREPRISE_PUBLIQUE"),
    ]
    let towns = InventedNames.communes.dropFirst().map { ("Commune de \($0)", "COMMUNE") }
    let all = named + towns
    buyers = (0..<size.buyers).map { index in
      let (name, kind) = all[index % all.count]
      return organisation(label(name, index / all.count), buyer: kind, employer: nil, prescriber: nil)
    }
  }

  /// Bodies of other territories bear the territory's number: two of one name would be taken for one.
  private func label(_ name: String, _ round: Int) -> String {
    let place = size.isDetailed ? "" : " – \(InventedNames.territory(Int(territory)))"
    return round == 0 ? name + place : "\(name) \(round + 1)\(place)"
  }

  private func writeEmployers() {
    for index in 0..<size.companies {
      let trade = index % 10 < 6 ? InventedNames.trades[0] : InventedNames.trades[1 + index % 4]
      let name = "\(random.pick(trade.names)) \(random.pick(InventedNames.families))"
      let suffix = random.pick(["", "", " SARL", " et fils", " et associés", " SAS"])
      companies.append(
        (organisation(name + suffix, buyer: nil, employer: "CLASSIQUE", prescriber: nil), trade.sector))
    }
    companiesBySector = Dictionary(grouping: companies, by: \.sector).mapValues { $0.map(\.id) }
    agencies = (0..<max(1, size.companies / 50)).map {
      organisation(label("Intérim du Val", $0), buyer: nil, employer: "ETT", prescriber: nil)
    }
    let kinds = [
      "ETTI", "ACI", "EI", "AI", "GEIQ", "ACI", "REGIE", "EI", "EA", "ETTI", "ACI", "AI", "EATT", "ESAT", "EI", "EITI",
      "ACI", "ETTI", "GEIQ", "EA",
    ]
    let words = [
      "Tremplin", "Passerelle", "Relais", "Atelier", "Élan", "Rebond", "Chantier", "Étape", "Envol", "Ancrage",
    ]
    for index in 0..<size.structures {
      let kind = kinds[index % kinds.count]
      let shown = kind == "REGIE" ? "Régie de quartiers" : kind
      let name = "\(shown) \(words[index % words.count]) \(InventedNames.communes[(index * 7 + index / 10) % 15])"
      let structure = organisation(name, buyer: nil, employer: kind, prescriber: nil)
      structures.append((structure, kind))
      writeAnnexes(of: structure, kind)
    }
  }

  /// One a year for those that need one.
  private func writeAnnexes(of structure: Int64, _ kind: String) {
    guard EmployerKind(rawValue: kind)?.hasAnnex == true else { return }
    for year in start.year...Self.today.year {
      add(
        "structure_annex",
        [
          ("id", id("structure_annex")), ("territory_id", territory), ("organisation_id", structure), ("kind", kind),
          ("number", "\(kind) 099 \(year % 100) \(structure)"), ("starts_on", "\(year)-01-01"),
          ("ends_on", "\(year)-12-31"), ("recorded_at", Self.at(start)),
        ])
    }
  }

  private func writePrescribers() {
    let all: [(String, String)] = [
      ("France Travail Saint-Orme", "FRANCE_TRAVAIL"), ("Mission locale du Val d’Orme", "MISSION_LOCALE"),
      ("PLIE du Val d’Orme", "PLIE"), ("CCAS de Saint-Orme", "CCAS_CIAS"), ("Cap emploi de l’Orme", "CAP_EMPLOI"),
      ("Département de l’Orme, service insertion", "DEPARTEMENT"), ("École de la deuxième chance du Val", "E2C"),
      ("Service pénitentiaire d’insertion de l’Orme", "SPIP"), ("France Travail Valorme", "FRANCE_TRAVAIL"),
    ]
    prescribers = all.prefix(size.isDetailed ? all.count : 4).map {
      organisation(label($0.0, 0), buyer: nil, employer: nil, prescriber: $0.1)
    }
  }

  private func organisation(_ name: String, buyer: String?, employer: String?, prescriber: String?) -> Int64 {
    let number = id("organisation")
    let siren = InventedNames.siren(Int(number) * 37)
    let siret = InventedNames.siret(siren)
    let commune = random.pick(InventedNames.communes)
    let now = Self.at(start)
    add(
      "organisation",
      [
        ("id", number), ("name", name), ("siren", siren), ("siret", siret), ("buyer_kind", buyer),
        ("employer_kind", employer), ("prescriber_kind", prescriber), ("address", "\(random.below(90) + 1) rue du Val"),
        ("postcode", "99100"), ("commune", commune), ("phone", InventedNames.phone(Int(number) * 13)),
        ("search_text", Search.fold(name)), ("created_at", now),
      ])
    add("territory_organisation", [("territory_id", territory), ("organisation_id", number), ("name", name)])
    writeContacts(of: number)
    return number
  }

  private func writeContacts(of organisation: Int64) {
    let positions = [
      (woman: "correspondante clause sociale", man: "correspondant clause sociale"),
      (woman: "conductrice de travaux", man: "conducteur de travaux"),
    ]
    for index in 0..<(size.isDetailed ? 1 + Int(organisation % 2) : 1) {
      let (name, isWoman) = anyone()
      add(
        "contact",
        [
          ("id", id("contact")), ("territory_id", territory), ("organisation_id", organisation), ("name", name),
          ("position", isWoman ? positions[index].woman : positions[index].man),
          ("email", "contact\(organisation)-\(index + 1)@val-orme.example"),
          ("phone", InventedNames.phone(Int(organisation) * 29 + index)), ("created_at", Self.at(start)),
          ("left_at", organisation % 9 == 4 && index == 1 ? Self.at(Self.today.adding(days: -90)) : nil),
        ])
    }
  }
}
