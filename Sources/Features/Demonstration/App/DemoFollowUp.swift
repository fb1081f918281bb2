// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a team says and is asked in a day: exchanges with companies, kick-off meetings, requests of validation. By the product's own
/// acts.
struct DemoFollowUp {
  let script: DemoScript
  let db: any Connection

  private static let said = [
    "On cherche un chef d’équipe avant de recruter", "Le relevé part jeudi, la comptable est absente",
    "Deux missions prévues avec l’agence dès le mois prochain",
    "Chantier décalé de trois semaines par le maître d’œuvre",
    "Demande des candidats pour un poste de manœuvre", "Visite faite\u{202F}: deux personnes sur place, tout va bien",
  ]

  private func viewer(_ facilitator: Int64, on day: Day) -> Viewer {
    Viewer(
      accountID: ID(facilitator), accountName: "", role: .facilitator, territoryID: ID(script.territory),
      territoryName: "", organisationID: nil, membershipID: ID(1), today: day)
  }

  func write() throws {
    for facilitator in script.facilitators.prefix(2) {
      let lots = try LotProgressStore.list(
        .facilitator(ID(facilitator)), .atHand, for: viewer(facilitator, on: DemoScript.today), on: DemoScript.today, db
      )
      try exchange(on: lots.filter(\.isToCall).prefix(8), by: facilitator)
      try meet(lots.filter { $0.state.isOpen && $0.position.state != .noPlan }.prefix(6), by: facilitator)
      try ask(for: lots.filter { $0.state.isOpen }.prefix(3))
    }
    try askTogether()
  }

  private func exchange(on lots: ArraySlice<LotProgress>, by facilitator: Int64) throws {
    for (index, lot) in lots.enumerated() {
      let day = DemoScript.today.adding(days: -3 * index - 4)
      let draft = ContactNoteDraft(
        subject: NoteSubject(organisation: lot.holders.first?.id, lot: lot.lotID),
        channel: index % 3 == 2 ? .visit : .call, happenedOn: day, said: Self.said[index % Self.said.count],
        nextOn: index == 1 ? DemoScript.today : nil)
      try ContactNoteStore.insert(draft, for: viewer(facilitator, on: day), at: DemoScript.at(day), db)
    }
  }

  private func meet(_ lots: ArraySlice<LotProgress>, by facilitator: Int64) throws {
    for (index, lot) in lots.enumerated() {
      let day = max(lot.dates.startsOn ?? lot.dates.notifiedOn ?? DemoScript.today, DemoScript.today.adding(days: -700))
      guard day <= DemoScript.today else { continue }
      var draft = KickOffDraft(heldOn: day)
      draft.attendees = "Le donneur d’ordre, l’entreprise, l’équipe de la clause"
      draft.items = Set(KickOffItem.allCases.dropLast(index % 3))
      draft.decided = "Première embauche dans les deux mois. Point chaque trimestre."
      try KickOffStore.insert(draft, on: lot.lotID, for: viewer(facilitator, on: day), at: DemoScript.at(day), db)
    }
  }

  /// One person for each of some lots, by its holder; the last one is answered.
  private func ask(for lots: ArraySlice<LotProgress>) throws {
    for (index, lot) in lots.enumerated() {
      guard let holder = lot.holders.first else { continue }
      let sender = sender(holder.id)
      let first = index % 2 == 0 ? InventedNames.women : InventedNames.men
      _ = try HiringRequestStore.insert(
        HiringRequestDraft(
          lastName: InventedNames.lastNames[(Int(lot.lotID.value) * 7 + index) % InventedNames.lastNames.count],
          firstName: first[Int(lot.lotID.value) % first.count], bornOn: Day(1988 + index, 3 + index, 12),
          lot: lot.lotID, kind: .fixedTerm, startsOn: DemoScript.today.adding(days: index + 1)), from: sender,
        at: DemoScript.at(DemoScript.today, hour: 7), db)
    }
  }

  /// A structure's people, each with a PASS IAE, in one list.
  private func askTogether() throws {
    guard let structure = script.structures.first else { return }
    let sender = sender(ID(structure.id))
    guard let lot = try sender.lots(db).first else { return }
    let people = (0..<8).map { index in
      HiringRequestDraft(
        lastName: InventedNames.lastNames[(index * 5 + 2) % InventedNames.lastNames.count],
        firstName: InventedNames.men[(index * 3 + 1) % InventedNames.men.count],
        bornOn: Day(1980 + index, 1 + index, 20), passNumber: "99999260000\(index)",
        passFrom: DemoScript.today.adding(months: -2 - index), lot: lot.id,
        kind: .fixedTermInclusion, startsOn: DemoScript.today.adding(days: 6))
    }
    _ = try HiringRequestStore.insert(people, from: sender, at: DemoScript.at(DemoScript.today, hour: 6), db)
  }

  private func sender(_ employer: ID<Organisation>) -> HiringSender {
    HiringSender(employer: employer, in: ID(script.territory), name: "", today: DemoScript.today)
  }
}
