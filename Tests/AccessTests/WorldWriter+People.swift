// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

@testable import App
@testable import TestSupport

// MARK: people and hours

extension WorldWriter {
  /// Who is hired by whom, sent by whom, on which lot.
  struct Hire {
    let employer: Role
    let member: Int
    /// Index among the four engagements of the territory: company 0, structure 0, company 1, structure 1.
    let place: Int
    /// The company where a placed person works.
    var user: Int?
  }

  mutating func writeParticipants(_ side: Int) throws {
    for member in 0..<2 {
      let onSite = member * 2
      try participant("a\(member)", side, sentBy: member, [Hire(employer: .company, member: member, place: onSite)])
      // Placed by the structure on the company's lot: the company sees the line, and a shortened name.
      try participant(
        "b\(member)", side, sentBy: member,
        [Hire(employer: .structure, member: member, place: onSite, user: member)])
      try participant(
        "c\(member)", side, sentBy: nil, [Hire(employer: .structure, member: member, place: onSite + 1)])
    }
    // Of two employers, who must not learn of one another.
    try participant(
      "d", side, sentBy: 0,
      [Hire(employer: .company, member: 0, place: 0), Hire(employer: .company, member: 1, place: 2)])
    try participant("e", side, sentBy: nil, [])
  }

  mutating func participant(_ letter: String, _ side: Int, sentBy: Int?, _ hires: [Hire]) throws {
    let (place, mark) = (world.sides[side], "\(side)\(letter)")
    let birth = try birthday()
    let names = (first: "Prenomix\(mark)", last: "Zfamixle\(mark)")
    let id = try db.insert(
      """
      INSERT INTO participant (territory_id, last_name, first_name, born_on, gender, phone, email, commune, schooling,
        oriented_by, oriented_on, search_text, created_at)
      VALUES (\(place.territory), \(names.last), \(names.first), \(birth), 'X', '0261910000',
        \("courrix\(mark)@val.example"), \("Communix\(mark)"), '51', \(sentBy.map { place.prescribers[$0] }),
        \(sentBy == nil ? nil : "2025-09-15"), \(Search.fold("\(names.first) \(names.last)")), \(Self.early))
      RETURNING id
      """)
    var own: [Role: Set<Int>] = [.company: [], .structure: [], .prescriber: sentBy.map { [$0] } ?? []]
    for hire in hires { own[hire.employer, default: []].insert(hire.member) }
    add(.participant, id, side, own)
    hidePerson(names, birth, mark, side, own, hires)
    let eligibility = try eligibility(id, mark, side)
    try leave(id, mark, side)
    for hire in hires { try employ(id, hire, eligibility, own, mark, side) }
  }

  /// A birthday of nobody else's.
  mutating func birthday() throws -> Day {
    let count = world.things(.participant).count
    guard let day = Day(1971 + count, 1 + count % 12, 11 + count) else { throw DatabaseError.unavailable("day") }
    return day
  }

  mutating func hidePerson(
    _ names: (first: String, last: String), _ birth: Day, _ mark: String, _ side: Int, _ own: [Role: Set<Int>],
    _ hires: [Hire]
  ) {
    let profession: [Role: Set<Int>] = [.facilitator: [0]]
    let readers = profession.merging(own) { $1 }
    hide(names.last, "un nom", side, readers)
    var shortened = readers
    for hire in hires {
      if let user = hire.user { shortened[.company, default: []].insert(user) }
      shortened[hire.place % 2 == 0 ? .company : .structure, default: []].insert(hire.place / 2)
    }
    hide(names.first, "un prénom", side, shortened)
    for text in [birth.iso, birth.french, birth.long] { hide(text, "une naissance", side, readers) }
    for word in ["courrix\(mark)", "Communix\(mark)", "Preuvix\(mark)", "Motifix\(mark)"] {
      hide(word, "une donnée de la fiche", side, profession)
    }
  }

  mutating func eligibility(_ participant: Int64, _ mark: String, _ side: Int) throws -> Int64 {
    let territory = world.sides[side].territory
    let id = try db.insert(
      """
      INSERT INTO eligibility (territory_id, participant_id, decided_on, starts_on, ends_on, reason, recorded_at)
      VALUES (\(territory), \(participant), '2025-10-01', '2025-10-01', '2027-09-30', \("Motifix\(mark)"),
        '2025-10-01T09:00:00.000Z') RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO eligibility_criterion (territory_id, eligibility_id, criterion, proof, proof_on, seen_on)
      VALUES (\(territory), \(id), 'RSA', \("Preuvix\(mark)"), '2025-09-20', '2025-10-01')
      """)
    return id
  }

  /// Someone who left an earlier time, with a remark for the profession.
  mutating func leave(_ participant: Int64, _ mark: String, _ side: Int) throws {
    let territory = world.sides[side].territory
    let remark = "Sortix\(mark)"
    let id = try db.insert(
      """
      INSERT INTO exit (territory_id, participant_id, left_on, remark, recorded_at)
      VALUES (\(territory), \(participant), '2025-06-30', \(remark), '2025-07-02T09:00:00.000Z') RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO exit_situation (territory_id, exit_id, milestone, situation, known_on, recorded_at)
      VALUES (\(territory), \(id), 0, 'CHOMAGE', '2025-07-02', '2025-07-02T09:00:00.000Z')
      """)
    add(.exit, id, side)
    world.secrets.append(
      World.Secret(word: remark, what: "remarque d’une sortie", side: side, readers: [.facilitator: [0]]))
  }

  mutating func employ(
    _ participant: Int64, _ hire: Hire, _ eligibility: Int64, _ own: [Role: Set<Int>], _ mark: String, _ side: Int
  ) throws {
    let place = world.sides[side]
    let employer = hire.employer == .company ? place.companies[hire.member] : place.structures[hire.member]
    let engagement = world.things(.engagement).filter { $0.side == side }[hire.place].id
    let job = "Metixer\(mark)\(hire.member)"
    let id = try db.insert(
      """
      INSERT INTO employment_contract (territory_id, participant_id, employer_id, user_company_id, eligibility_id, kind,
        modality, job, starts_on, planned_end_on, weekly_units, counts_from, counts_until, counting_rule, age_at_hiring,
        schooling_at_hiring, criteria_at_hiring, created_at)
      VALUES (\(place.territory), \(participant), \(employer), \(hire.user.map { place.companies[$0] }), \(eligibility),
        'FIXED_TERM', 'DIRECT', \(job), '2025-10-01', '2026-12-31', 10500, '2025-10-01', '2027-09-30', '24 mois', 27,
        '51', 'RSA', '2025-10-01T08:00:00.000Z') RETURNING id
      """)
    try db.execute(
      """
      INSERT INTO employment_engagement (territory_id, employment_contract_id, engagement_id, starts_on)
      VALUES (\(place.territory), \(id), \(engagement), '2025-10-01')
      """)
    add(.employment, id, side, [hire.employer: [hire.member]])
    try declare(participant, id, engagement, employer, hire, mark, side)
  }

  /// Two statements: October kept in part and closed, and the month before the demonstration's day, still to decide.
  mutating func declare(
    _ participant: Int64, _ employment: Int64, _ engagement: Int64, _ employer: Int64, _ hire: Hire, _ mark: String,
    _ side: Int
  ) throws {
    let territory = world.sides[side].territory
    for (month, decided) in [(202_609, true), (202_610, false)] {
      let closed = decided ? "2026-10-12T09:00:00.000Z" : nil
      let statement = try db.insert(
        """
        INSERT INTO statement (territory_id, employer_id, first_month, last_month, received_at, closed_at)
        VALUES (\(territory), \(employer), \(month), \(month), '2026-10-05T09:00:00.000Z', \(closed)) RETURNING id
        """)
      add(.statement, statement, side, [hire.employer: [hire.member]])
      try prove(statement, side, hire)
      let note = "Remarqix\(mark)\(hire.member)"
      let line = try db.insert(
        """
        INSERT INTO hours_line (territory_id, statement_id, participant_id, employment_contract_id, engagement_id, month,
          kind, declared_units, note, recorded_at)
        VALUES (\(territory), \(statement), \(participant), \(employment), \(engagement), \(month), 'site', 30000, \(note),
          '2026-10-05T09:00:00.000Z') RETURNING id
        """)
      var readers: [Role: Set<Int>] = [hire.employer: [hire.member]]
      readers[hire.place % 2 == 0 ? .company : .structure, default: []].insert(hire.place / 2)
      add(.line, line, side, readers, within: statement)
      hide(note, "une remarque", side, readers.merging([.facilitator: [0]]) { $1 })
      if decided { try decide(line, side) } else { try ask(line, side, hire.employer, hire.member) }
    }
  }

  /// A question is for the employer of the line alone, not for who holds its lot.
  mutating func ask(_ line: Int64, _ side: Int, _ role: Role, _ member: Int) throws {
    let sentence = "Questionix\(side)\(role.rawValue)\(member)"
    let question = try db.insert(
      """
      INSERT INTO line_question (territory_id, line_id, code, sentence, asked_at, answer, answered_at)
      VALUES (\(world.sides[side].territory), \(line), 'jump', \(sentence), \(Self.early), 'oui', \(Self.early))
      RETURNING id
      """)
    add(.question, question, side, [role: [member]])
    hide(sentence, "une question sur une ligne", side, [.facilitator: [0], role: [member]])
  }

  func decide(_ line: Int64, _ side: Int) throws {
    try db.execute(
      """
      INSERT INTO hours_decision (line_id, territory_id, declared_units, kept_units, reason, decided_at)
      VALUES (\(line), \(world.sides[side].territory), 30000, 30000, '', '2026-10-10T09:00:00.000Z')
      """)
  }

  mutating func writePublished(_ side: Int) throws {
    let territory = world.sides[side].territory
    let lot = world.thing(.lot, in: side)?.id
    let figures = try IssuedFigures().encoded()
    for (kind, lot, first, last) in [
      ("month", nil, 202_609, 202_609), ("lot", lot, 202_609, 202_609), ("year", nil, 202_501, 202_512),
    ] {
      let id = try db.insert(
        """
        INSERT INTO issued_report (territory_id, kind, lot_id, first_month, last_month, kept_units, declared_units, people,
          figures, issued_at)
        VALUES (\(territory), \(kind), \(lot), \(first), \(last), 30000, 30000, 1, \(figures),
          '2026-10-15T09:00:00.000Z') RETURNING id
        """)
      add(.report, id, side)
    }
    try db.execute(
      "INSERT INTO yearly_closing (territory_id, year, closed_at) VALUES (\(territory), 2025, '2026-02-01T09:00:00.000Z')"
    )
    if side == 0 { add(.year, 2025, side) }
    let sizing = try db.insert(
      """
      INSERT INTO sizing (territory_id, method, inputs, raw_text, computed_hours, retained_hours, clause, title,
        recorded_at) VALUES (\(territory), 'hours', '{}', '500', 500, 500, 1, \("Calibrix\(side)"), \(Self.early))
      RETURNING id
      """)
    add(.sizing, sizing, side)
    hide("Calibrix\(side)", "un calibrage", side, [.facilitator: [0]])
  }

  /// Someone whom an organisation asks for; a structure's comes in a list.
  private mutating func hiringRequest(_ sender: Int64, _ role: Role, _ side: Int, _ member: Int) throws {
    let (territory, name) = (world.sides[side].territory, "Demandix\(side)\(member)\(role.rawValue)")
    var batch: Int64?
    if role == .structure {
      batch = try db.insert(
        """
        INSERT INTO hiring_batch (territory_id, sender_id, received_at)
        VALUES (\(territory), \(sender), \(Self.early)) RETURNING id
        """)
      if let batch { add(.hiringBatch, batch, side, [role: [member]]) }
    }
    let id = try db.insert(
      """
      INSERT INTO hiring_request (territory_id, sender_id, by_employer, batch_id, last_name, first_name, search_text,
        pass_number, site, starts_on, received_at)
      VALUES (\(territory), \(sender), \(role != .prescriber), \(batch), \(name), 'Lou', \(Search.fold("Lou " + name)),
        \(batch == nil ? "" : "999992612345"), 'Gare', '2026-11-30', \(Self.early)) RETURNING id
      """)
    add(.hiringRequest, id, side, [role: [member]])
    let bytes = Array("%PDF-1.4 papier \(id) %%EOF".utf8)
    try db.execute(
      "INSERT INTO file_content (sha256, size, content) VALUES (\("papier\(id)"), \(bytes.count), \(bytes))")
    let paper = try db.insert(
      """
      INSERT INTO hiring_paper (territory_id, request_id, kind, format, size, sha256, received_at)
      VALUES (\(territory), \(id), 'OTHER', 'application/pdf', \(bytes.count), \("papier\(id)"), \(Self.early))
      RETURNING id
      """)
    add(.hiringPaper, paper, side)
    hide(name, "une demande de validation", side, [.facilitator: [0], role: [member]])
  }

  /// Files of hours, figures of user companies (theirs and the facilitator's alone), imports of notices and their jobs.
  mutating func writeReceived(_ side: Int) throws {
    let place = world.sides[side]
    for member in 0..<2 {
      try hoursFile(place.companies[member], byFacilitator: 0, side, [.company: [member]])
      try hoursFile(place.structures[member], byFacilitator: 0, side, [.structure: [member]])
      let placed = world.things(.employment).filter { $0.side == side && $0.parties[.structure] == [member] }
      let engagement = world.things(.engagement).filter { $0.side == side }[member * 2].id
      let gap = try db.insert(
        """
        INSERT INTO user_figure (territory_id, organisation_id, employment_contract_id, engagement_id, month, units,
          recorded_at)
        VALUES (\(place.territory), \(place.companies[member]), \(placed[0].id), \(engagement), 202610, 27000, \(Self.early))
        RETURNING id
        """)
      add(.gap, gap, side, [.company: [member]])
    }
    let said = "Echangix\(side)"
    let note = try db.insert(
      """
      INSERT INTO contact_note (territory_id, organisation_id, lot_id, channel, happened_on, said, recorded_at)
      VALUES (\(place.territory), \(place.companies[0]), \(world.things(.lot).first { $0.side == side }?.id), 'call',
        '2026-11-02', \(said), \(Self.early)) RETURNING id
      """)
    add(.note, note, side)
    for member in 0..<2 {
      try hiringRequest(place.companies[member], .company, side, member)
      try hiringRequest(place.structures[member], .structure, side, member)
      try hiringRequest(place.prescribers[member], .prescriber, side, member)
    }
    for lot in world.things(.lot) where lot.side == side {
      try db.execute(
        """
        INSERT INTO kick_off (territory_id, lot_id, held_on, decided, recorded_at)
        VALUES (\(place.territory), \(lot.id), '2026-11-02', \(said), \(Self.early))
        """)
    }
    hide(said, "un échange", side, [.facilitator: [0]])
    try hoursFile(place.companies[0], byFacilitator: 1, side, [.facilitator: [0]])
    for role in [Role.facilitator, .administrator] {
      guard let person = world.people.first(where: { $0.side == side && $0.role == role }) else { continue }
      let job = try db.insert(
        """
        INSERT INTO job (kind, title, account_id, state, due_at, created_at)
        VALUES ('rien', \("Travaix\(side)"), \(person.account), 'pending', \(Self.early), \(Self.early)) RETURNING id
        """)
      add(.job, job, side, [role: [0]])
      let file = try db.insert(
        """
        INSERT INTO notice_import (file, account_id, started_at, finished_at)
        VALUES (\("fichix\(side)\(role.rawValue).json"), \(person.account), \(Self.early), \(Self.early)) RETURNING id
        """)
      add(.noticeImport, file, side)
      let takeover = try db.insert(
        """
        INSERT INTO takeover (territory_id, source, file, state, account_id, created_at)
        VALUES (\(place.territory), 'classeur', \("fichix\(side)\(role.rawValue).xlsx"), 'refused', \(person.account),
          \(Self.early)) RETURNING id
        """)
      add(.takeover, takeover, side)
      let list = try db.insert(
        """
        INSERT INTO reference_import (list, file, account_id, started_at, finished_at)
        VALUES ('cpv', 'cpv.csv', \(person.account), \(Self.early), \(Self.early)) RETURNING id
        """)
      add(.referenceImport, list, side)
    }
    let message = try db.insert(
      """
      INSERT INTO message (territory_id, kind, recipient_address, subject, body, message_key, state, due_at, created_at)
      VALUES (\(place.territory), 'request', 'x@val.example', \("Courriex\(side)"), 'Texte', \("cle\(side)"), 'refused',
        \(Self.early), \(Self.early)) RETURNING id
      """)
    add(.message, message, side)
    hide("Courriex\(side)", "un message", side, [.facilitator: [0], .administrator: [0]])
    hide("Travaix\(side)", "un travail", side, [.facilitator: [0], .administrator: [0]])
    hide("fichix\(side)", "un import", side, [.facilitator: [0], .administrator: [0]])
  }

  /// A piece of proof of its own for each statement, joined by someone of its employer.
  mutating func prove(_ statement: Int64, _ side: Int, _ hire: Hire) throws {
    let (territory, bytes) = (world.sides[side].territory, Array("%PDF-1.4 \(statement) %%EOF".utf8))
    let author = world.people.first { $0.side == side && $0.role == hire.employer && $0.member == hire.member }
    try db.execute(
      "INSERT INTO file_content (sha256, size, content) VALUES (\("hash\(statement)"), \(bytes.count), \(bytes))")
    let id = try db.insert(
      """
      INSERT INTO proof (territory_id, statement_id, kind, format, size, sha256, author_id, received_at)
      VALUES (\(territory), \(statement), 'OTHER', 'application/pdf', \(bytes.count), \("hash\(statement)"),
        \(author?.account), '2026-10-06T09:00:00.000Z') RETURNING id
      """)
    add(.proof, id, side, [hire.employer: [hire.member]])
  }

  mutating func hoursFile(
    _ employer: Int64, byFacilitator: Int, _ side: Int, _ parties: [Role: Set<Int>]
  ) throws {
    let role: Role = parties[.facilitator] == nil ? (parties[.company] == nil ? .structure : .company) : .facilitator
    guard let author = world.people.first(where: { $0.side == side && $0.role == role }) else { return }
    let id = try db.insert(
      """
      INSERT INTO hours_file (territory_id, employer_id, author_id, by_facilitator, digest, row_count, received_at)
      VALUES (\(world.sides[side].territory), \(employer), \(author.account), \(byFacilitator), 'x', 0,
        '2026-11-20T09:00:00.000Z') RETURNING id
      """)
    add(.hoursFile, id, side, parties)
  }

  mutating func writeNotice() throws {
    try db.execute(
      """
      INSERT INTO notice (id, shape, kind, buyer_siret, reference, nature, object, sort_day, first_seen_at, updated_at)
      VALUES (1, 'v2.0.0', 'MARCHE', '99000160400018', 'N-1', 'Marché', 'Avis partagé', '2026-02-01', \(Self.early),
        \(Self.early))
      """)
    add(.notice, 1, 0)
  }
}
