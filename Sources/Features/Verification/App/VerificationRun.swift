// SPDX-License-Identifier: EUPL-1.2
import Database

/// What one invariant gave: its sentence and what breaks it, nothing when it holds.
struct VerifiedInvariant: Sendable, Equatable {
  let name: String
  let sentence: String
  let found: [String]

  var holds: Bool { found.isEmpty }
}

/// Every invariant of the ledger, asked of one snapshot of the database.
enum VerificationRun {
  static func all(_ db: any Connection) throws -> [VerifiedInvariant] {
    try LedgerInvariants.all.map { invariant in
      VerifiedInvariant(name: invariant.name, sentence: invariant.sentence, found: try db.values(invariant.breaches))
    }
  }
}
