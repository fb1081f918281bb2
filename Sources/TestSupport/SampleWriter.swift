// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

@testable import App

/// Writes the cast in plain SQL, so that a test of a store does not depend on another store.
struct SampleWriter {
  let db: any Connection
  static let early = "2025-01-02T08:00:00.000Z"

  init(_ db: any Connection) { self.db = db }

  func write() throws -> Sample {
    let territory = try territory("Val d’Orme")
    let other = try self.territory("Pays voisin")
    let townHall = try organisation("Ville de Saint-Orme", siret: "99000160400018", buyer: "COMMUNE", in: territory)
    let housing = try organisation("Habitat du Val", siret: "99000110900018", buyer: "BAILLEUR_SOCIAL", in: territory)
    let mason = try organisation("Maçonnerie Leduc", siret: "99000202400018", employer: "CLASSIQUE", in: territory)
    let temp = try organisation("ETTI Envol", siret: "99000303000014", employer: "ETTI", in: territory)
    let garden = try organisation("Les Jardins de l’Orme", siret: "99000404600019", employer: "ACI", in: territory)
    let agency = try organisation("Mission locale du Val", siret: nil, prescriber: "MISSION_LOCALE", in: territory)
    let facilitator = try person("Claire Moreau", .facilitator, territory)
    let agreement = try agreement(territory, parties: [townHall, housing])
    let school = try contract(territory, townHall, facilitator)
    let masonry = try lot("2", "Gros œuvre", school, territory)
    let painting = try lot("5", "Peinture", school, territory)
    let masonryEngagement = try engagement(masonry, mason, hours: 1200, territory)
    let paintingEngagement = try engagement(painting, temp, hours: 950, territory)
    let marie = try participant("Dupont", "Marie", "1998-05-12", agency, territory)
    let karim = try participant("Diallo", "Karim", "1985-11-30", nil, territory)
    let eligibility = try eligibility(marie, facilitator, territory)
    try SearchWords.fill(db)
    return Sample(
      territory: territory, otherTerritory: other, facilitator: facilitator,
      colleague: try person("Julien Petit", .facilitator, territory),
      administrator: try person("Anne Roux", .administrator, territory),
      buyer: try person("Paul Achat", .buyer, territory, townHall),
      company: try person("Léa Leduc", .company, territory, mason),
      structure: try person("Omar Envol", .structure, territory, temp),
      prescriber: try person("Inès Martin", .prescriber, territory, agency),
      elected: try person("Jean Maire", .elected, territory),
      neighbour: try person("Nora Voisin", .facilitator, other), townHall: townHall, housing: housing, mason: mason,
      temp: temp, garden: garden, agency: agency, agreement: agreement, school: school, masonry: masonry,
      painting: painting, masonryEngagement: masonryEngagement, paintingEngagement: paintingEngagement, marie: marie,
      karim: karim, marieEligibility: eligibility,
      marieContract: try employment(marie, mason, eligibility, masonryEngagement, territory))
  }

  private func territory(_ name: String) throws -> ID<Territory> {
    ID(try db.insert("INSERT INTO territory (name, created_at) VALUES (\(name), \(Self.early)) RETURNING id"))
  }

  private func organisation(
    _ name: String, siret: String?, buyer: String? = nil, employer: String? = nil, prescriber: String? = nil,
    in territory: ID<Territory>
  ) throws -> ID<Organisation> {
    let siren = siret.map { String($0.prefix(9)) }
    let id = ID<Organisation>(
      try db.insert(
        """
        INSERT INTO organisation (name, siret, siren, buyer_kind, employer_kind, prescriber_kind, search_text, created_at)
        VALUES (\(name), \(siret), \(siren), \(buyer), \(employer), \(prescriber), \(Search.fold(name)), \(Self.early))
        RETURNING id
        """))
    try db.execute(
      "INSERT INTO territory_organisation (territory_id, organisation_id, name) VALUES (\(territory), \(id), \(name))")
    return id
  }

  private func person(
    _ name: String, _ role: Role, _ territory: ID<Territory>, _ organisation: ID<Organisation>? = nil
  ) throws -> Sample.Person {
    let now = Instant(TestSite.now)
    let email = Search.fold(name).filter { $0 != " " } + "@val.example"
    let account = try AccountStore.insert(name: name, email: email, passwordHash: nil, at: now, db)
    return Sample.Person(
      account: account,
      membership: try AccountStore.join(account, as: role, in: territory, organisation: organisation, at: now, db))
  }

  private func agreement(_ territory: ID<Territory>, parties: [ID<Organisation>]) throws -> ID<Agreement> {
    let id = ID<Agreement>(
      try db.insert(
        """
        INSERT INTO agreement (territory_id, name, signed_on, starts_on, ends_on, yearly_units, yearly_people, created_at)
        VALUES (\(territory), 'Convention 2024–2028', '2024-01-15', '2024-01-15', '2028-12-31', 144000000, 1200,
          \(Self.early)) RETURNING id
        """))
    for party in parties {
      try db.execute(
        """
        INSERT INTO agreement_party (territory_id, agreement_id, organisation_id, signatory, signed_on)
        VALUES (\(territory), \(id), \(party), '', '2024-01-15')
        """)
    }
    return id
  }

  private func contract(
    _ territory: ID<Territory>, _ buyer: ID<Organisation>, _ facilitator: Sample.Person
  ) throws -> ID<PublicContract> {
    let title = "Construction du groupe scolaire Jacques-Prévert"
    return ID(
      try db.insert(
        """
        INSERT INTO public_contract (territory_id, buyer_id, facilitator_id, reference, title, purchase_kind, legal_form,
          sector, amount_cents, notified_on, duration_months, ends_on, search_text, created_at)
        VALUES (\(territory), \(buyer), \(facilitator.account), '2025-0412', \(title), 'TRAVAUX', 'EXEC', 'batiment',
          428000000, '2025-03-12', 24, '2027-03-11', \(Search.fold(title)), \(Self.early)) RETURNING id
        """))
  }

  private func lot(
    _ number: String, _ name: String, _ contract: ID<PublicContract>, _ territory: ID<Territory>
  ) throws -> ID<Lot> {
    ID(
      try db.insert(
        """
        INSERT INTO lot (territory_id, contract_id, number, name, sector, notified_on, started_on, ends_on, created_at)
        VALUES (\(territory), \(contract), \(number), \(name), 'batiment', '2025-03-12', '2025-05-02', '2027-03-11',
          \(Self.early)) RETURNING id
        """))
  }

  private func engagement(
    _ lot: ID<Lot>, _ bearer: ID<Organisation>, hours: Int, _ territory: ID<Territory>
  ) throws -> ID<Engagement> {
    let id = ID<Engagement>(
      try db.insert(
        """
        INSERT INTO engagement (territory_id, lot_id, terms, bearing, starts_on, ends_on, created_at)
        VALUES (\(territory), \(lot), 'hours', 'alone', '2025-03-12', '2027-03-11', \(Self.early)) RETURNING id
        """))
    try db.execute(
      """
      INSERT INTO engagement_bearer (territory_id, engagement_id, organisation_id, share, lead)
      VALUES (\(territory), \(id), \(bearer), 1, 1)
      """)
    try db.execute(
      """
      INSERT INTO engagement_event (territory_id, engagement_id, kind, effective_on, recorded_at, delta_units, reason)
      VALUES (\(territory), \(id), 'award', '2025-03-12', '2025-03-12T09:00:00.000Z', \(hours * 300), 'Notification')
      """)
    return id
  }

  private func participant(
    _ last: String, _ first: String, _ born: String, _ agency: ID<Organisation>?, _ territory: ID<Territory>
  ) throws -> ID<Participant> {
    ID(
      try db.insert(
        """
        INSERT INTO participant (territory_id, last_name, first_name, born_on, gender, commune, schooling, oriented_by,
          oriented_on, search_text, created_at)
        VALUES (\(territory), \(last), \(first), \(born), 'X', 'Saint-Orme', '51', \(agency),
          \(agency == nil ? nil : "2025-09-15"), \(Search.fold("\(first) \(last)")), \(Self.early)) RETURNING id
        """))
  }

  private func eligibility(
    _ participant: ID<Participant>, _ author: Sample.Person, _ territory: ID<Territory>
  ) throws -> Int64 {
    let id = try db.insert(
      """
      INSERT INTO eligibility (territory_id, participant_id, decided_on, starts_on, ends_on, author_id, recorded_at)
      VALUES (\(territory), \(participant), '2025-10-14', '2025-10-14', '2027-10-13', \(author.account),
        '2025-10-14T09:00:00.000Z') RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO eligibility_criterion (territory_id, eligibility_id, criterion, proof, proof_on, seen_on)
      VALUES (\(territory), \(id), 'RSA', 'attestation', '2025-10-01', '2025-10-14')
      """)
    return id
  }

  private func employment(
    _ participant: ID<Participant>, _ employer: ID<Organisation>, _ eligibility: Int64, _ engagement: ID<Engagement>,
    _ territory: ID<Territory>
  ) throws -> ID<EmploymentContract> {
    let id = ID<EmploymentContract>(
      try db.insert(
        """
        INSERT INTO employment_contract (territory_id, participant_id, employer_id, eligibility_id, kind, modality, job,
          starts_on, planned_end_on, weekly_units, counts_from, counts_until, counting_rule, age_at_hiring,
          schooling_at_hiring, criteria_at_hiring, created_at)
        VALUES (\(territory), \(participant), \(employer), \(eligibility), 'FIXED_TERM', 'DIRECT', 'maçonne',
          '2025-10-01', '2026-12-31', 10500, '2025-10-14', '2027-10-13', '24 mois depuis la première embauche validée',
          27, '51', 'RSA', '2025-10-01T08:00:00.000Z') RETURNING id
        """))
    try db.execute(
      """
      INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on)
      VALUES (\(territory), \(id), \(engagement), '2025-10-01')
      """)
    return id
  }
}
