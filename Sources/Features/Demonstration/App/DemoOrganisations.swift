// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// The territory, its bodies, and one account of each role.
  func writeTerritory() -> DemoCast {
    var cast = DemoCast()
    let now = Self.at(start)
    add("instance_fact", [("name", "demonstration_day"), ("value", Self.day)])
    cast.territory = id("territory")
    add("territory", [("id", cast.territory), ("name", "Territoire du Val d’Orme"), ("created_at", now)])
    writeBuyers(&cast)
    writeEmployers(&cast)
    for name in [
      "France Travail Saint-Orme", "Mission locale du Val d’Orme", "PLIE du Val d’Orme", "CCAS de Saint-Orme",
    ] {
      let kind =
        name.hasPrefix("France")
        ? "FRANCE_TRAVAIL"
        : name.hasPrefix("Mission") ? "MISSION_LOCALE" : name.hasPrefix("PLIE") ? "PLIE" : "CCAS_CIAS"
      cast.prescribers.append(organisation(name, buyer: nil, employer: nil, prescriber: kind))
    }
    writeAccounts(&cast)
    writeAgreements(cast)
    return cast
  }

  var start: Day { Month(Self.firstYear * 100 + 1)?.firstDay ?? Day.first }

  private func writeBuyers(_ cast: inout DemoCast) {
    let named: [(String, String)] = [
      ("Ville de Saint-Orme", "COMMUNE"), ("Val d’Orme Communauté urbaine", "EPCI"),
      ("Habitat du Val", "BAILLEUR_SOCIAL"),
      ("Orme Logement", "BAILLEUR_SOCIAL"), ("Centre hospitalier du Val d’Orme", "HOPITAL"),
      ("Orme Aménagement", "AMENAGEUR"),
      ("Département de l’Orme", "DEPARTEMENT"), ("Université du Val d’Orme", "ETABLISSEMENT_PUBLIC_ETAT"),
      ("Syndicat des eaux de l’Orme", "SYNDICAT_MIXTE"), ("Tramways du Val", "ENTREPRISE_PUBLIQUE"),
    ]
    cast.buyers = named.map { organisation($0.0, buyer: $0.1, employer: nil, prescriber: nil) }
    cast.buyers += InventedNames.communes.dropFirst().map {
      organisation("Commune de \($0)", buyer: "COMMUNE", employer: nil, prescriber: nil)
    }
  }

  private func writeEmployers(_ cast: inout DemoCast) {
    for index in 0..<120 {
      let (sector, trades) = random.happens(60) ? InventedNames.trades[0] : random.pick(InventedNames.trades)
      let name = "\(random.pick(trades)) \(random.pick(InventedNames.lastNames))\(index < 90 ? "" : " et fils")"
      cast.companies.append((organisation(name, buyer: nil, employer: "CLASSIQUE", prescriber: nil), sector))
    }
    let kinds = [
      "ETTI", "ETTI", "ACI", "ACI", "ACI", "EI", "EI", "AI", "GEIQ", "REGIE", "EA", "ETTI", "AI", "ACI", "EI", "ETTI",
    ]
    let words = [
      "Envol", "Les Jardins de l’Orme", "Tremplin du Val", "Atout Chantier", "Relais des Ponts", "Passerelle",
      "Éclaircie", "Cap Travail",
    ]
    for (index, kind) in kinds.enumerated() {
      let name = "\(kind) \(words[index % words.count])\(index < words.count ? "" : " 2")"
      cast.structures.append((organisation(name, buyer: nil, employer: kind, prescriber: nil), kind))
    }
  }

  private func organisation(_ name: String, buyer: String?, employer: String?, prescriber: String?) -> Int64 {
    let number = id("organisation")
    let siren = InventedNames.siren(Int(number) * 37)
    let commune = random.pick(InventedNames.communes)
    let now = Self.at(start)
    add(
      "organisation",
      [
        ("id", number), ("name", name), ("siren", siren), ("siret", InventedNames.siret(siren)), ("buyer_kind", buyer),
        ("employer_kind", employer), ("prescriber_kind", prescriber), ("postcode", "99100"), ("commune", commune),
        ("phone", InventedNames.phone(Int(number) * 13)), ("search_text", Search.fold("\(name) \(siren)")),
        ("created_at", now),
      ])
    add("territory_organisation", [("territory_id", Int64(1)), ("organisation_id", number), ("name", name)])
    let contact = "\(random.pick(InventedNames.firstNames)) \(random.pick(InventedNames.lastNames))"
    add(
      "contact",
      [
        ("id", id("contact")), ("territory_id", Int64(1)), ("organisation_id", number), ("name", contact),
        ("position", "correspondant clause sociale"), ("email", "contact\(number)@val-orme.example"),
        ("phone", InventedNames.phone(Int(number) * 29)), ("created_at", now),
      ])
    return number
  }

  private func writeAccounts(_ cast: inout DemoCast) {
    let roles: [(String, String, Int64?)] = [
      ("Claire Moreau", "facilitator", nil), ("Julien Petit", "facilitator", nil), ("Samia Benel", "facilitator", nil),
      ("Anne Rouvel", "administrator", nil), ("Paul Achard", "buyer", cast.buyers.first),
      ("Léa Leducq", "company", cast.companies.first?.id), ("Omar Envel", "structure", cast.structures.first?.id),
      ("Inès Martinel", "prescriber", cast.prescribers.dropFirst().first), ("Jean Mairand", "elected", nil),
    ]
    for (name, role, organisation) in roles {
      let account = id("account")
      let email = Search.fold(name).split(separator: " ").joined(separator: ".") + "@val-orme.example"
      add(
        "account",
        [
          ("id", account), ("email", email), ("name", name), ("phone", InventedNames.phone(Int(account))),
          ("created_at", Self.at(start)),
        ])
      add(
        "membership",
        [
          ("id", id("membership")), ("account_id", account), ("role", role), ("territory_id", cast.territory),
          ("organisation_id", organisation), ("created_at", Self.at(start)),
        ])
      if role == "facilitator" { cast.facilitators.append(account) }
    }
    add(
      "absence",
      [
        ("id", id("absence")), ("territory_id", cast.territory), ("account_id", cast.facilitators[1]),
        ("starts_on", "2026-11-16"), ("ends_on", "2026-12-04"), ("recorded_at", Self.at(start)),
      ])
  }

  private func writeAgreements(_ cast: DemoCast) {
    let terms = [
      ("Convention 2014–2018", "2014-01-23", "2018-12-31", 150_000),
      ("Convention 2019–2023", "2019-01-01", "2023-12-31", 250_000),
      ("Convention 2024–2028", "2024-01-15", "2028-12-31", 480_000),
    ]
    var previous: Int64?
    for (name, first, last, hours) in terms {
      let agreement = id("agreement")
      add(
        "agreement",
        [
          ("id", agreement), ("territory_id", cast.territory), ("name", name), ("signed_on", first),
          ("starts_on", first),
          ("ends_on", last), ("renews_id", previous), ("yearly_units", Int64(hours * 300)),
          ("yearly_people", Int64(hours / 400)),
          ("services", "Travaux, nettoyage, espaces verts, maintenance, prestations intellectuelles"),
          ("created_at", Self.at(start)),
        ])
      for buyer in cast.buyers {
        add(
          "agreement_party",
          [
            ("territory_id", cast.territory), ("agreement_id", agreement), ("organisation_id", buyer),
            ("signed_on", first),
          ])
      }
      previous = agreement
    }
    for (year, hours) in [(2024, 420_000), (2025, 480_000), (2026, 480_000)] {
      add(
        "objective",
        [
          ("id", id("objective")), ("territory_id", cast.territory), ("year", Int64(year)),
          ("units", Int64(hours * 300)),
          ("people", Int64(1200)), ("source", "Comité de pilotage"), ("recorded_at", Self.at(start)),
        ])
    }
  }
}
