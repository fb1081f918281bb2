// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// One invariant of the ledger: what must hold, and what does not.
struct Check: Sendable {
  /// Stable name, for scripts.
  let name: String
  /// What must hold, in a sentence.
  let sentence: String
  /// Each place where it does not, a few at most: numbers of rows, never a name.
  let broken: [String]

  var holds: Bool { broken.isEmpty }
}

/// Everything that must hold whatever was typed, imported or corrected. It reads, and repairs nothing.
enum VerificationRun {
  /// How many broken places of one check are said.
  static let most = 20

  static func all(_ db: any Connection) throws -> [Check] {
    try LedgerChecks.all(db) + StructureChecks.all(db) + FigureChecks.all(db)
  }

  /// A check by one statement that finds what is broken: its column `broken` says where.
  static func check(
    _ name: String, _ sentence: String, _ db: any Connection, _ query: SQL
  ) throws -> Check {
    let rows = try db.query("SELECT x.broken FROM (\(query)) x ORDER BY x.broken LIMIT \(most)")
    return Check(name: name, sentence: sentence, broken: try rows.map { try $0["broken"] })
  }
}
