// SPDX-License-Identifier: EUPL-1.2
import Database

/// What one invariant gave: how much was examined and what breaks it, nothing when it holds.
struct VerifiedInvariant: Sendable {
  let name: String
  let sentence: String
  let examined: Int
  let noun: (one: String, many: String)
  /// Numbers of rows, never a name.
  let found: [String]

  var holds: Bool { found.isEmpty }
}

/// Everything that must hold, asked of one snapshot of the database. It reads, and repairs nothing.
enum VerificationRun {
  /// How many broken places of one rule are said.
  static let most = 100

  static let invariants = LedgerInvariants.all + StructureInvariants.all + FigureInvariants.all

  static func all(_ db: any Connection) throws -> [VerifiedInvariant] {
    // A country takes longer than a page may.
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
    var counts: [String: Int] = [:]
    let verified = try invariants.map { invariant in
      let count = try counts[invariant.noun.many] ?? db.value(invariant.examined) ?? 0
      counts[invariant.noun.many] = count
      return VerifiedInvariant(
        name: invariant.name, sentence: invariant.sentence, examined: count, noun: invariant.noun,
        found: try breaches(of: invariant, db))
    }
    return try verified + FigureInvariants.results(db) + [RollupInvariant.result(db)]
  }

  private static func breaches(of invariant: Invariant, _ db: any Connection) throws -> [String] {
    let ids: [Int64] = try db.values(
      "SELECT x.id FROM (\(invariant.breaches)) x ORDER BY x.id LIMIT \(most + 1)")
    let named = ids.prefix(most).map { "\(invariant.subject) \($0)" }
    return ids.count > most ? named + ["et d’autres"] : named
  }
}

extension Invariant {
  /// What the number of a broken place is a number of.
  fileprivate var subject: String {
    switch name.prefix(while: { $0 != "." }) {
    case "lines", "decisions", "absences", "corrections": "ligne"
    case "statements": "relevé"
    case "people": "participant"
    case "contracts", "missions": "contrat de travail"
    case "bearers", "engagements": "engagement"
    case "plans": "prévisionnel"
    case "owners": "marché"
    case "journal": "territoire"
    case "roles": "rôle"
    case "reports": name == "reports.closing" ? "arrêté" : "rapport"
    default: "numéro"
    }
  }
}
