// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Slows guessing down: after too many wrong passwords for one account or from one address, one waits. Counted in the database,
/// so that a restart forgets nothing.
enum SignInLimit {
  static let windowSeconds = 900
  static let perAccount = 8
  static let perAddress = 40

  static func isReached(email: String, address: String, at now: Instant, _ db: any Connection) throws -> Bool {
    let since = now.adding(seconds: -windowSeconds)
    func failures(_ subject: String) throws -> Int {
      try db.value("SELECT COUNT(*) FROM signin_failure WHERE subject = \(subject) AND at > \(since)") ?? 0
    }
    return try failures(account(email)) >= perAccount || failures(from(address)) >= perAddress
  }

  static func recordFailure(email: String, address: String, at now: Instant, _ db: any Connection) throws {
    for subject in [account(email), from(address)] {
      try db.execute("INSERT INTO signin_failure (subject, at) VALUES (\(subject), \(now))")
    }
  }

  static func forget(email: String, _ db: any Connection) throws {
    try db.execute("DELETE FROM signin_failure WHERE subject = \(account(email))")
  }

  private static func account(_ email: String) -> String {
    "compte:" + AccountStore.normalised(String(email.prefix(254)))
  }
  private static func from(_ address: String) -> String { "adresse:" + address }
}
