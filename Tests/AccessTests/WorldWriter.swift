// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

@testable import App
@testable import TestSupport

/// Writes the world in plain SQL, so that no store vouches for itself.
struct WorldWriter {
  let db: any Connection
  var world = World()
  static let early = "2025-01-02T08:00:00.000Z"

  static func write(into site: TestSite) async throws -> World {
    try await site.database.write { db in
      var writer = WorldWriter(db: db)
      return try writer.write()
    }
  }

  private mutating func write() throws -> World {
    for side in 0..<2 { try writeSide(side) }
    try writeNotice()
    nameWords()
    try SearchWords.fill(db)
    return world
  }

  private mutating func writeSide(_ side: Int) throws {
    let territory = ID<Territory>(
      try db.insert("INSERT INTO territory (name, created_at) VALUES (\("Pays \(side)"), \(Self.early)) RETURNING id"))
    world.sides.append(World.Side(territory: territory))
    add(.theme, territory.value, side)
    for member in 0..<2 { try writeOrganisations(side, member) }
    try writePeople(side)
    try writeAgreement(side)
    for member in 0..<2 { try writeContract(side, member) }
    try writeParticipants(side)
    try writePublished(side)
    try writeReceived(side)
  }

  mutating func add(
    _ kind: World.Kind, _ id: Int64, _ side: Int, _ parties: [Role: Set<Int>] = [:], within: Int64? = nil,
    word: String? = nil
  ) {
    world.things.append(World.Thing(kind: kind, id: id, word: word, side: side, parties: parties, within: within))
  }

  mutating func hide(_ word: String, _ what: String, _ side: Int, _ readers: [Role: Set<Int>]) {
    world.secrets.append(World.Secret(word: word, what: what, side: side, readers: readers))
  }

  // MARK: organisations and accounts

  private mutating func writeOrganisations(_ side: Int, _ member: Int) throws {
    let mark = "\(side)\(member)"
    world.sides[side].buyers.append(
      try organisation("Mairixe\(mark)", "buyer_kind", "COMMUNE", side, [.buyer: [member]]))
    world.sides[side].companies.append(
      try organisation("Batixo\(mark)", "employer_kind", "CLASSIQUE", side, [.company: [member]]))
    world.sides[side].structures.append(
      try organisation("Envolix\(mark)", "employer_kind", "ETTI", side, [.structure: [member]]))
    world.sides[side].prescribers.append(
      try organisation("Missiox\(mark)", "prescriber_kind", "MISSION_LOCALE", side, [.prescriber: [member]]))
    let company = world.sides[side].companies[member]
    let contact = "Contaxt\(mark)"
    let id = try db.insert(
      """
      INSERT INTO contact (territory_id, organisation_id, name, created_at)
      VALUES (\(world.sides[side].territory), \(company), \(contact), \(Self.early)) RETURNING id
      """)
    add(.contact, id, side, [.company: [member]])
    hide(contact, "un contact", side, [.facilitator: [0], .company: [member]])
    hide("Missiox\(mark)", "un prescripteur", side, [.facilitator: [0], .administrator: [0], .prescriber: [member]])
  }

  private mutating func organisation(
    _ name: String, _ column: String, _ kind: String, _ side: Int, _ parties: [Role: Set<Int>]
  ) throws -> Int64 {
    let id = try db.insert(
      """
      INSERT INTO organisation (name, \(unchecked: column), search_text, created_at)
      VALUES (\(name), \(kind), \(Search.fold(name)), \(Self.early)) RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO territory_organisation (territory_id, organisation_id, name)
      VALUES (\(world.sides[side].territory), \(id), \(name))
      """)
    add(.organisation, id, side, parties)
    return id
  }

  private mutating func writePeople(_ side: Int) throws {
    let place = world.sides[side]
    for role in [Role.facilitator, .administrator, .elected] { try person(role, side, nil, nil) }
    for member in 0..<2 {
      try person(.buyer, side, member, place.buyers[member])
      try person(.company, side, member, place.companies[member])
      try person(.structure, side, member, place.structures[member])
      try person(.prescriber, side, member, place.prescribers[member])
    }
  }

  private mutating func person(_ role: Role, _ side: Int, _ member: Int?, _ organisation: Int64?) throws {
    let (mark, now) = ("\(side)\(member ?? 0)", Instant(TestSite.now))
    let account = try AccountStore.insert(
      name: "\(role.rawValue) \(mark)", email: "\(role.rawValue)\(mark)@val.example", passwordHash: nil, at: now, db)
    let membership = try AccountStore.join(
      account, as: role, in: world.sides[side].territory, organisation: organisation.map { ID($0) }, at: now, db)
    world.people.append(
      World.Person(role: role, side: side, member: member, account: account, membership: membership))
    add(.membership, membership.value, side)
    let token = try SessionStore.open(account, membership: membership, at: now, db)
    add(.session, membership.value, side, word: AccountWatchStore.key(Token.hash(token)))
    add(.account, account.value, side)
    hide("\(role.rawValue)\(mark)@val.example", "une adresse de compte", side, [.administrator: [0]])
    guard role == .facilitator else { return }
    let absence = try db.insert(
      """
      INSERT INTO absence (territory_id, account_id, starts_on, ends_on, recorded_at)
      VALUES (\(world.sides[side].territory), \(account), '2026-11-20', '2026-12-05', \(now)) RETURNING id
      """)
    add(.absence, absence, side)
  }

  /// What addresses name by a word: the rules of a territory, and the files that leave.
  private mutating func nameWords() {
    for list in [ReferenceList.communes, .cpv] { add(.reference, 0, 0, word: list.rawValue) }
    for word in ["heures-par-etp", "duree-de-comptage"] { add(.rule, 0, 0, word: word) }
    let (one, both): (Set<Int>, Set<Int>) = ([0], [0, 1])
    let files: [String: [Role: Set<Int>]] = [
      "lignes": [.facilitator: one, .company: both, .structure: both], "lots": [.facilitator: one, .buyer: both],
      "participants": [.facilitator: one], "organisations": [.facilitator: one],
      "indicateurs": [.facilitator: one, .administrator: one, .buyer: both, .elected: one],
    ]
    for (word, roles) in files.sorted(by: { $0.key < $1.key }) { add(.table, 0, 0, roles, word: word) }
  }

  // MARK: what is bought

  private mutating func writeAgreement(_ side: Int) throws {
    let (territory, name) = (world.sides[side].territory, "Conventixon\(side)")
    let id = try db.insert(
      """
      INSERT INTO agreement (territory_id, name, signed_on, starts_on, ends_on, yearly_units, created_at)
      VALUES (\(territory), \(name), '2024-01-15', '2024-01-15', '2028-12-31', 144000000, \(Self.early)) RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO agreement_party (territory_id, agreement_id, organisation_id, signatory, signed_on)
      VALUES (\(territory), \(id), \(world.sides[side].buyers[0]), '', '2024-01-15')
      """)
    add(.agreement, id, side)
    hide(name, "une convention", side, [.facilitator: [0], .administrator: [0], .elected: [0], .buyer: [0]])
  }

  /// Of each buyer one contract in an operation, with a lot of a company and a lot of a structure.
  private mutating func writeContract(_ side: Int, _ member: Int) throws {
    let (place, mark) = (world.sides[side], "\(side)\(member)")
    let buyer = place.buyers[member]
    let operation = try db.insert(
      """
      INSERT INTO operation (territory_id, buyer_id, name, created_at)
      VALUES (\(place.territory), \(buyer), \("Operaxion\(mark)"), \(Self.early)) RETURNING id
      """)
    add(.operation, operation, side, [.buyer: [member]])
    hide(
      "Operaxion\(mark)", "une opération", side, [.facilitator: [0], .buyer: [member]].merging(holders(member)) { $1 })
    let title = "Chantixer\(mark)"
    let contract = try db.insert(
      """
      INSERT INTO public_contract (territory_id, operation_id, buyer_id, reference, title, purchase_kind, legal_form,
        sector, notified_on, duration_months, ends_on, search_text, created_at)
      VALUES (\(place.territory), \(operation), \(buyer), \("REFX\(mark)"), \(title), 'TRAVAUX', 'EXEC', 'batiment',
        '2025-03-12', 24, '2027-03-11', \(Search.fold(title)), \(Self.early)) RETURNING id
      """)
    let parties = holders(member).merging([.buyer: [member]]) { $1 }
    add(.contract, contract, side, parties)
    hide(title, "un marché", side, parties.merging([.facilitator: [0]]) { $1 })
    try lot("1", contract, place.companies[member], side, [.buyer: [member], .company: [member]], mark)
    try lot("2", contract, place.structures[member], side, [.buyer: [member], .structure: [member]], mark)
  }

  private func holders(_ member: Int) -> [Role: Set<Int>] { [.company: [member], .structure: [member]] }

  private mutating func lot(
    _ number: String, _ contract: Int64, _ bearer: Int64, _ side: Int, _ parties: [Role: Set<Int>], _ mark: String
  ) throws {
    let (territory, name) = (world.sides[side].territory, "Lotixel\(mark)\(number)")
    let lot = try db.insert(
      """
      INSERT INTO lot (territory_id, contract_id, number, name, sector, notified_on, started_on, ends_on, created_at)
      VALUES (\(territory), \(contract), \(number), \(name), 'batiment', '2025-03-12', '2025-05-02', '2027-03-11',
        \(Self.early)) RETURNING id
      """)
    let engagement = try db.insert(
      """
      INSERT INTO engagement (territory_id, lot_id, terms, bearing, starts_on, ends_on, created_at)
      VALUES (\(territory), \(lot), 'hours', 'alone', '2025-03-12', '2027-03-11', \(Self.early)) RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
      VALUES (\(territory), \(engagement), \(bearer), 1, 1)
      """)
    try db.execute(
      """
      INSERT INTO engagement_event (territory_id, engagement_id, kind, effective_on, recorded_at, delta_units, reason)
      VALUES (\(territory), \(engagement), 'award', '2025-03-12', '2025-03-12T09:00:00.000Z', 360000, 'Notification')
      """)
    add(.lot, lot, side, parties)
    add(.engagement, engagement, side, parties)
  }
}
