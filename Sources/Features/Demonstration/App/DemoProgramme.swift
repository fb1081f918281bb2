// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// One account of each role, and a team of five for the territory that is looked at.
  func writeAccounts() {
    let team = [
      "Claire Moreau", "Julien Petit", "Samia Benel", "Marc Olivar", "Nadège Quintal",
    ]
    var roles: [(String, String, Int64?)] = team.prefix(size.isDetailed ? 5 : 2).map { ($0, "facilitator", nil) }
    roles += [
      ("Anne Rouvel", "administrator", nil), ("Paul Achard", "buyer", buyers.first),
      ("Léa Leducq", "company", companies.first?.id), ("Omar Envel", "structure", structures.first?.id),
      ("Inès Martinel", "prescriber", prescribers.dropFirst().first), ("Jean Mairand", "elected", nil),
    ]
    for (name, role, organisation) in roles {
      let account = id("account")
      let place = size.isDetailed ? "val-orme" : "territoire\(territory)"
      let email = Search.fold(name).split(separator: " ").joined(separator: ".") + "@\(place).example"
      add(
        "account",
        [
          ("id", account), ("email", email), ("name", name), ("phone", InventedNames.phone(Int(account))),
          ("created_at", Self.at(start)),
        ])
      add(
        "membership",
        [
          ("id", id("membership")), ("account_id", account), ("role", role), ("territory_id", territory),
          ("organisation_id", organisation), ("created_at", Self.at(start)),
        ])
      if role == "facilitator" { facilitators.append(account) }
    }
    guard size.isDetailed, facilitators.count > 1 else { return }
    add(
      "absence",
      [
        ("id", id("absence")), ("territory_id", territory), ("account_id", facilitators[1]),
        ("starts_on", "2026-11-16"), ("ends_on", "2026-12-04"), ("recorded_at", Self.at(start)),
      ])
  }

  /// The convention of January 2014 and those that renewed it, and two of one body that end soon.
  func writeAgreements() {
    let common = [
      ("Convention 2014–2018", "2014-01-23", "2018-12-31", 150_000),
      ("Convention 2019–2023", "2019-01-01", "2023-12-31", 250_000),
      ("Convention 2024–2028", "2024-01-15", "2028-12-31", 480_000),
    ]
    var previous: Int64?
    for (index, terms) in common.enumerated() {
      // Some joined later than the first.
      let parties = index == 0 ? Array(buyers.prefix(40)) : buyers
      previous = agreement(terms.0, terms.1, terms.2, hours: terms.3, renews: previous, parties: parties)
    }
    writeObjectives()
    guard size.isDetailed, buyers.count > 5 else { return }
    for (buyer, name, first, last, hours) in [
      (2, "Convention particulière, rénovation urbaine des Tilleuls", "2022-02-01", "2027-01-31", 45_000),
      (4, "Convention de chantier, nouvel hôpital", "2023-06-01", "2027-03-31", 30_000),
    ] {
      _ = agreement(name, first, last, hours: hours, renews: nil, parties: [buyers[buyer]])
    }
  }

  private func agreement(
    _ name: String, _ first: String, _ last: String, hours: Int, renews previous: Int64?, parties: [Int64]
  ) -> Int64 {
    let agreement = id("agreement")
    let signed = Day(iso: first) ?? start
    add(
      "agreement",
      [
        ("id", agreement), ("territory_id", territory), ("name", name), ("signed_on", first), ("starts_on", first),
        ("ends_on", last), ("renews_id", previous), ("yearly_units", Int64(hours * 300)),
        ("yearly_people", Int64(hours / 400)),
        ("services", "Travaux, nettoyage, espaces verts, maintenance, prestations intellectuelles"),
        ("created_at", Self.at(signed)),
      ])
    for buyer in parties {
      add(
        "agreement_party",
        [
          ("territory_id", territory), ("agreement_id", agreement), ("organisation_id", buyer),
          ("signatory", anyone().name),
          ("signed_on", signed),
        ])
    }
    note(
      "agreement.added", .agreement, agreement, "Convention signée par \(parties.count) organismes", on: signed, by: nil
    )
    return agreement
  }

  /// A yearly objective of the territory, at the size of what it does, and of its three largest buyers.
  private func writeObjectives() {
    let ours: [Int: Int] = [
      2014: 150_000, 2015: 150_000, 2016: 150_000, 2017: 150_000, 2018: 150_000, 2019: 250_000, 2020: 250_000,
      2021: 300_000, 2022: 350_000, 2023: 400_000, 2024: 420_000, 2025: 480_000, 2026: 520_000,
    ]
    let years = size.isDetailed ? ours : Dictionary(size.years.map { ($0.year, $0.hours * 95 / 100) }) { $1 }
    for (year, hours) in years.sorted(by: { $0.key < $1.key }) {
      objective(nil, year, hours, people: max(1, hours / 380))
      guard size.isDetailed, year >= 2024 else { continue }
      for (index, buyer) in buyers.prefix(3).enumerated() {
        objective(buyer, year, hours * (12 - 2 * index) / 100, people: nil)
      }
    }
  }

  private func objective(_ buyer: Int64?, _ year: Int, _ hours: Int, people: Int?) {
    add(
      "objective",
      [
        ("id", id("objective")), ("territory_id", territory), ("organisation_id", buyer), ("year", Int64(year)),
        ("units", Int64(hours * 300)), ("people", people.map { Int64($0) }), ("source", "Comité de pilotage"),
        ("recorded_at", Self.at(start)),
      ])
  }
}
