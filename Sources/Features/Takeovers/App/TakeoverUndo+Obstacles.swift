// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension TakeoverUndo {
  /// What somebody wrote by hand since on what the takeover wrote: it would be lost without a word.
  static func edited(_ takeover: Takeover, since writtenAt: Instant, _ db: any Connection) throws -> String? {
    let last: String? = try db.value(
      """
      SELECT e.sentence FROM journal_event e
      JOIN takeover_row r ON r.territory_id = e.territory_id AND r.takeover_id = \(takeover.id)
        AND r.subject_id = e.subject_id AND r.subject = CASE e.subject WHEN 'contract' THEN 'public_contract'
          WHEN 'employmentContract' THEN 'employment_contract' ELSE e.subject END
      WHERE e.territory_id = \(takeover.territory) AND e.at > \(writtenAt) ORDER BY e.sequence DESC LIMIT 1
      """)
    return last.map { sentence in
      let act = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
      return
        "Des fiches de cette reprise ont été modifiées depuis («\u{202F}\(act)\u{202F}»)\u{202F}: l’annuler perdrait ce travail. Corrigez le classeur et reprenez-le\u{202F}: ce qui change sera mis à jour."
    }
  }

  /// Why the engine refused to take rows away, in words.
  static func standing(_ takeover: Takeover, _ db: any Connection) throws -> String {
    let found = try dependents(takeover, db)
    let what = found.isEmpty ? "quelque chose" : FrenchText.list(Array(found.prefix(4)))
    return
      "Il y a depuis, sur ce que cette reprise a créé, \(what)\u{202F}: l’annuler les perdrait. Corrigez le classeur et reprenez-le\u{202F}: ce qui change sera mis à jour."
  }

  private static func dependents(_ takeover: Takeover, _ db: any Connection) throws -> [String] {
    let scope: SQL = "territory_id = \(takeover.territory) AND takeover_id = \(takeover.id)"
    func own(_ subject: String) -> SQL { made(subject, scope) }
    let (bodies, lots, people) = (own("territory_organisation"), own("lot"), own("participant"))
    let (contracts, engagements) = (own("public_contract"), own("engagement"))
    let others: SQL = "s.statement_id NOT IN (SELECT statement_id FROM takeover_statement WHERE \(scope))"
    let questions: [(String, SQL)] = [
      (
        "des relevés d’heures",
        """
        statement s WHERE s.employer_id IN \(bodies) AND s.id NOT IN (SELECT statement_id FROM takeover_statement
          WHERE \(scope))
        """
      ),
      ("des lignes d’heures", "hours_line s WHERE s.engagement_id IN \(engagements) AND \(others)"),
      (
        "des relevés qui disent quelqu’un sans heures",
        "statement_idle s WHERE s.employment_contract_id IN \(own("employment_contract"))"
      ),
      (
        "des justificatifs",
        "proof s WHERE s.statement_id IN (SELECT statement_id FROM takeover_statement WHERE \(scope))"
      ),
      ("des demandes de relevés", "statement_request s WHERE s.employer_id IN \(bodies)"),
      ("des fichiers d’heures reçus", "hours_file s WHERE s.employer_id IN \(bodies)"),
      ("des interlocuteurs", "contact s WHERE s.organisation_id IN \(bodies)"),
      ("des liens permanents", "employer_link s WHERE s.organisation_id IN \(bodies)"),
      ("des messages", "message s WHERE s.organisation_id IN \(bodies)"),
      (
        "des échanges notés",
        """
        contact_note s WHERE (s.organisation_id IN \(bodies) OR s.lot_id IN \(lots) OR s.participant_id IN \(people))
        """
      ),
      (
        "des demandes de validation",
        """
        hiring_request s WHERE (s.sender_id IN \(bodies) OR s.lot_id IN \(lots) OR s.participant_id IN \(people))
        """
      ),
      ("des réunions de démarrage", "kick_off s WHERE s.lot_id IN \(lots)"),
      ("des prévisionnels", "engagement_plan s WHERE s.engagement_id IN \(engagements)"),
      ("des marchés", "public_contract s WHERE s.buyer_id IN \(bodies) AND s.id NOT IN \(contracts)"),
      ("des lots", "lot s WHERE s.contract_id IN \(contracts) AND s.id NOT IN \(lots)"),
      ("des engagements", "engagement s WHERE s.lot_id IN \(lots) AND s.id NOT IN \(engagements)"),
      (
        "des événements d’engagement",
        "engagement_event s WHERE s.engagement_id IN \(engagements) AND s.id NOT IN \(own("engagement_event"))"
      ),
      (
        "des éligibilités",
        "eligibility s WHERE s.participant_id IN \(people) AND s.id NOT IN \(own("eligibility"))"
      ),
      ("des sorties", "exit s WHERE s.participant_id IN \(people)"),
      (
        "des contrats de travail",
        """
        employment_contract s WHERE (s.participant_id IN \(people) OR s.employer_id IN \(bodies))
          AND s.id NOT IN \(own("employment_contract"))
        """
      ),
    ]
    return try questions.compactMap { words, source in
      let found: Int64? = try db.value(
        "SELECT 1 FROM \(source) AND s.territory_id = \(takeover.territory) LIMIT 1")
      return found.map { _ in words }
    }
  }

  /// What was ticked on the day's list names rows by number: another row may have that number one day.
  static func removeMarks(_ takeover: Takeover, _ db: any Connection) throws {
    let keys: [String] = try db.values(
      "SELECT task_key FROM day_mark WHERE territory_id = \(takeover.territory) AND recorded_at >= \(takeover.writtenAt)"
    )
    guard !keys.isEmpty else { return }
    let made = try db.query(
      """
      SELECT subject, subject_id FROM takeover_row
      WHERE territory_id = \(takeover.territory) AND takeover_id = \(takeover.id) AND before IS NULL
      """)
    var rows: [String: Set<Int64>] = [:]
    for row in made { rows[try row["subject"], default: []].insert(try row["subject_id"]) }
    for text in keys {
      guard let key = DayTaskKey(text), let subject = subject(of: key.kind), let id = key.numbers.first,
        rows[subject]?.contains(id) == true
      else { continue }
      try db.execute("DELETE FROM day_mark WHERE territory_id = \(takeover.territory) AND task_key = \(text)")
    }
  }

  /// The table whose row the first number of a key names.
  private static func subject(of kind: DayTaskKind) -> String? {
    switch kind {
    case .kickOff, .decision, .behind, .ending, .attestation, .missing, .plan: "lot"
    case .statement: "territory_organisation"
    case .start: "employment_contract"
    case .eligibility, .exit: "participant"
    case .request, .promise, .lines, .agreement: nil
    }
  }
}
