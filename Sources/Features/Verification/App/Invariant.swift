// SPDX-License-Identifier: EUPL-1.2
import Database

/// One thing that must hold whatever was typed, imported or corrected: a sentence, what it is asked of, and what breaks it.
struct Invariant: Sendable {
  /// Stable name, for scripts: `subject.rule`.
  let name: String
  /// What holds, in French, as `clausier verify` prints it.
  let sentence: String
  /// What one thing examined is called, in the singular and the plural.
  let noun: (one: String, many: String)
  /// Gives one number: how many things are examined.
  let examined: SQL
  /// Gives a column `id`: each thing that breaks the rule, by its number and never by a name.
  let breaches: SQL

  init(_ name: String, _ sentence: String, _ population: Population, _ breaches: SQL) {
    (self.name, self.sentence, self.breaches) = (name, sentence, breaches)
    (noun, examined) = (population.noun, population.count)
  }
}

/// What invariants are asked of. Each is counted once, however many rules are asked of it.
enum Population: Sendable {
  case lines, decisions, reversals, replacements, days, statements, people, contracts, chains, engagements
  case bearers, plans, journal, owners, roles, reports, closings

  var noun: (one: String, many: String) {
    switch self {
    case .lines: ("ligne", "lignes")
    case .decisions: ("décision", "décisions")
    case .reversals: ("contre-passation", "contre-passations")
    case .replacements: ("ligne de remplacement", "lignes de remplacement")
    case .days: ("jour déclaré", "jours déclarés")
    case .statements: ("relevé clos", "relevés clos")
    case .people: ("fiche fusionnée", "fiches fusionnées")
    case .contracts: ("contrat de travail", "contrats de travail")
    case .chains: ("contrat d’une chaîne de missions", "contrats d’une chaîne de missions")
    case .engagements: ("engagement", "engagements")
    case .bearers: ("porteur", "porteurs")
    case .plans: ("mois de prévisionnel", "mois de prévisionnel")
    case .journal: ("acte du journal", "actes du journal")
    case .owners: ("part de groupement", "parts de groupement")
    case .roles: ("rôle", "rôles")
    case .reports: ("rapport émis", "rapports émis")
    case .closings: ("année arrêtée", "années arrêtées")
    }
  }

  var count: SQL {
    switch self {
    case .lines: "SELECT COUNT(*) FROM hours_line"
    case .decisions: "SELECT COUNT(*) FROM hours_decision"
    case .reversals: "SELECT COUNT(reverses_id) FROM hours_line"
    case .replacements: "SELECT COUNT(replaces_id) FROM hours_line"
    case .days: "SELECT COUNT(*) FROM hours_day"
    case .statements: "SELECT COUNT(*) FROM statement WHERE closed_at IS NOT NULL"
    case .people: "SELECT COUNT(merged_into) FROM participant"
    case .contracts: "SELECT COUNT(*) FROM employment_contract"
    case .chains: "SELECT COUNT(parcours_id) FROM employment_contract"
    case .engagements: "SELECT COUNT(*) FROM engagement"
    case .bearers: "SELECT COUNT(*) FROM engagement_bearer"
    case .plans: "SELECT COUNT(*) FROM plan_month"
    case .journal: "SELECT COUNT(*) FROM journal_event"
    case .owners: "SELECT COUNT(*) FROM contract_owner"
    case .roles: "SELECT COUNT(*) FROM membership"
    case .reports: "SELECT COUNT(*) FROM issued_report"
    case .closings: "SELECT COUNT(*) FROM yearly_closing"
    }
  }
}
