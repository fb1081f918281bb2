// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What holds of people, engagements, their shares and the journal.
enum StructureChecks {
  static func all(_ db: any Connection) throws -> [Check] {
    try [heads(db), bearers(db), oneBearer(db), keys(db), plans(db), journal(db), chains(db), owners(db)]
  }

  /// `participant_head` follows one step: a chain of merges would count a person under two heads.
  private static func heads(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "people.heads", "Une personne fusionnée mène à une fiche qui ne l’est pas\u{202F}: chacun est compté une fois.",
      db,
      """
      SELECT 'participant ' || CAST(p.id AS TEXT) AS broken FROM participant p
      JOIN participant h ON h.id = p.merged_into
      WHERE h.merged_into IS NOT NULL OR h.territory_id <> p.territory_id
      """)
  }

  private static func bearers(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "bearers.lead", "Un engagement porté a des parts positives et un seul mandataire.", db,
      """
      SELECT 'engagement ' || CAST(b.engagement_id AS TEXT) AS broken FROM engagement_bearer b
      GROUP BY b.engagement_id HAVING SUM(b.lead) <> 1 OR MIN(b.share) <= 0
      """)
  }

  private static func oneBearer(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "bearers.alone", "Un titulaire seul est seul.", db,
      """
      SELECT 'engagement ' || CAST(g.id AS TEXT) AS broken FROM engagement g
      JOIN engagement_bearer b ON b.engagement_id = g.id WHERE g.bearing = 'alone'
      GROUP BY g.id HAVING COUNT(*) > 1
      """)
  }

  /// The parts of a split engagement add up to the whole, however the key falls.
  private static func keys(_ db: any Connection) throws -> Check {
    var keys: [Int64: (shares: [Int], total: Int64)] = [:]
    for row in try db.query(
      """
      SELECT b.engagement_id, b.share, CAST(COALESCE((SELECT SUM(v.delta_units) FROM engagement_event v
        WHERE v.engagement_id = b.engagement_id), 0) AS BIGINT) AS total
      FROM engagement_bearer b JOIN engagement g ON g.id = b.engagement_id WHERE g.bearing <> 'alone'
      ORDER BY b.engagement_id, b.organisation_id
      """)
    {
      let (id, share): (Int64, Int) = (try row["engagement_id"], try row["share"])
      keys[id] = ((keys[id]?.shares ?? []) + [share], try row["total"])
    }
    let broken = keys.filter { _, key in
      (try? SplitKey(key.shares))?.split(Hours(units: key.total)).sum != Hours(units: key.total)
    }
    return Check(
      name: "bearers.split", sentence: "Les parts d’un engagement réparti redonnent son total.",
      broken: broken.keys.sorted().prefix(VerificationRun.most).map { "engagement \($0)" })
  }

  /// A sum over plans must not meet a month twice: one plan is in force for an engagement, each month once.
  private static func plans(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "plans.months", "Un prévisionnel ne nomme chaque mois qu’une fois, dans son territoire.", db,
      """
      SELECT 'prévisionnel ' || CAST(m.plan_id AS TEXT) AS broken FROM plan_month m
      JOIN engagement_plan p ON p.id = m.plan_id
      GROUP BY m.plan_id, m.month HAVING COUNT(*) > 1 OR MIN(m.units) < 0 OR MAX(m.month) > 210012
        OR SUM(CASE WHEN p.territory_id <> m.territory_id THEN 1 ELSE 0 END) > 0
      """)
  }

  private static func journal(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "journal.sequence", "L’historique de chaque territoire se suit de 1 à son dernier numéro, sans trou.", db,
      """
      SELECT 'territoire ' || CAST(e.territory_id AS TEXT) AS broken FROM journal_event e
      GROUP BY e.territory_id HAVING MIN(e.sequence) <> 1 OR MAX(e.sequence) <> COUNT(*)
      """)
  }

  private static func chains(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "missions.chains", "Une chaîne de missions est d’une personne et d’un employeur.", db,
      """
      SELECT 'contrat ' || CAST(k.id AS TEXT) AS broken FROM employment_contract k
      JOIN parcours c ON c.id = k.parcours_id
      JOIN participant_head a ON a.participant_id = k.participant_id
      JOIN participant_head b ON b.participant_id = c.participant_id
      WHERE a.head_id <> b.head_id OR c.employer_id <> k.employer_id OR c.territory_id <> k.territory_id
      """)
  }

  private static func owners(_ db: any Connection) throws -> Check {
    try VerificationRun.check(
      "owners.coordinator", "Un groupement de commandes a des parts positives et un seul coordonnateur.", db,
      """
      SELECT 'marché ' || CAST(w.contract_id AS TEXT) AS broken FROM contract_owner w
      GROUP BY w.contract_id HAVING SUM(w.coordinator) <> 1 OR MIN(w.share) <= 0
      """)
  }
}
