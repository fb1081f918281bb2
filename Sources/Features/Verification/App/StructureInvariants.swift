// SPDX-License-Identifier: EUPL-1.2
import Database

/// What holds of people, contracts of work, engagements, shares, roles and the journal.
enum StructureInvariants {
  static let all: [Invariant] = people + engagements + records

  private static let people: [Invariant] = [
    // Counts follow one step: a chain of merges would count a person under two heads.
    Invariant(
      "people.heads", "Une fiche fusionnée mène à une fiche du même territoire qui ne l’est pas.", .people,
      """
      SELECT p.id FROM participant p JOIN participant h ON h.id = p.merged_into
      WHERE h.merged_into IS NOT NULL OR h.territory_id <> p.territory_id
      """),
    Invariant(
      "contracts.eligibility", "La validation sur laquelle repose un contrat de travail est celle de la même personne.",
      .contracts,
      """
      SELECT k.id FROM employment_contract k
      JOIN eligibility e ON e.id = k.eligibility_id
      JOIN participant a ON a.id = k.participant_id
      JOIN participant b ON b.id = e.participant_id
      WHERE a.id <> b.id AND COALESCE(a.merged_into, a.id) <> COALESCE(b.merged_into, b.id)
      """),
    Invariant(
      "missions.chains", "Une chaîne de missions est d’une seule personne chez un seul employeur.", .chains,
      """
      SELECT k.id FROM employment_contract k
      JOIN parcours c ON c.id = k.parcours_id
      JOIN participant a ON a.id = k.participant_id
      JOIN participant b ON b.id = c.participant_id
      WHERE COALESCE(a.merged_into, a.id) <> COALESCE(b.merged_into, b.id)
        OR c.employer_id <> k.employer_id OR c.territory_id <> k.territory_id
      """),
  ]

  private static let engagements: [Invariant] = [
    Invariant(
      "bearers.lead", "Chaque engagement a un porteur, des parts positives et un seul chef de file.", .engagements,
      """
      SELECT e.id FROM engagement e
      LEFT JOIN engagement_bearer b ON b.territory_id = e.territory_id AND b.engagement_id = e.id
      GROUP BY e.id HAVING SUM(COALESCE(b.lead, 0)) <> 1 OR MIN(COALESCE(b.share, 0)) <= 0
      """),
    Invariant(
      "bearers.alone", "Un titulaire seul est seul.", .bearers,
      """
      SELECT g.id FROM engagement g
      JOIN engagement_bearer b ON b.territory_id = g.territory_id AND b.engagement_id = g.id
      WHERE g.bearing = 'alone' GROUP BY g.id HAVING COUNT(*) > 1
      """),
    Invariant(
      "engagements.balance", "Un engagement en heures n’est jamais négatif.", .engagements,
      """
      SELECT e.id FROM engagement e
      JOIN engagement_event v ON v.territory_id = e.territory_id AND v.engagement_id = e.id
      WHERE e.terms = 'hours' GROUP BY e.id
      HAVING SUM(COALESCE(v.delta_units, 0)) < 0 AND MAX(COALESCE(v.sets_units, -1)) < 0
      """),
    Invariant(
      "plans.months", "Un prévisionnel ne nomme que de vrais mois, du territoire de son engagement.", .plans,
      """
      SELECT DISTINCT m.plan_id AS id FROM plan_month m
      LEFT JOIN engagement_plan p ON p.id = m.plan_id
      WHERE p.id IS NULL OR p.territory_id <> m.territory_id OR m.units < 0 OR m.month % 100 NOT BETWEEN 1 AND 12
      """),
    Invariant(
      "owners.coordinator", "Un groupement de commandes a des parts positives et un seul coordonnateur.", .owners,
      """
      SELECT w.contract_id AS id FROM contract_owner w
      GROUP BY w.contract_id HAVING SUM(w.coordinator) <> 1 OR MIN(w.share) <= 0
      """),
  ]

  private static let records: [Invariant] = [
    Invariant(
      "journal.sequence", "Le journal de chaque territoire se suit de 1 à son dernier numéro, sans trou.", .journal,
      """
      SELECT e.territory_id AS id FROM journal_event e
      GROUP BY e.territory_id HAVING MIN(e.sequence) <> 1 OR MAX(e.sequence) <> COUNT(*)
      """),
    Invariant(
      "roles.place", "Chaque rôle attaché à un organisme l’est à un organisme de son territoire.", .roles,
      """
      SELECT m.id FROM membership m
      LEFT JOIN territory_organisation o ON o.territory_id = m.territory_id AND o.organisation_id = m.organisation_id
      WHERE m.organisation_id IS NOT NULL AND o.organisation_id IS NULL
      """),
  ]
}
