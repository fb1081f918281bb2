// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Slows guessing down: after too many wrong passwords for one account, from one address or from one device, one waits. Counted in
/// the database, so that a restart forgets nothing. Someone who guesses elsewhere does not lock out the rightful person: a device that
/// has signed in to the account before has a count of its own (OWASP, « device cookies »).
struct SignInLimit {
  static let windowSeconds = 900
  static let perAccount = 8
  static let perDevice = 8
  static let perAddress = 40

  let email: String
  let address: String
  /// The hash of the device's token, when that device has signed in to this account before.
  let device: String?

  init(email: String, address: String, deviceToken: String?, _ db: any Connection) throws {
    self.email = AccountStore.normalised(String(email.filter { $0 != "\0" }.prefix(254)))
    self.address = address
    device = try KnownDevice.hash(of: deviceToken, knownTo: self.email, db)
  }

  func isReached(at now: Instant, _ db: any Connection) throws -> Bool {
    if let device { return try failures(Self.from(device: device), now, db) >= Self.perDevice }
    return try failures(ofAccount, now, db) >= Self.perAccount || failures(fromAddress, now, db) >= Self.perAddress
  }

  /// Failures of the last quarter of an hour. Those of a clock that was ahead are not of it.
  private func failures(_ subject: String, _ now: Instant, _ db: any Connection) throws -> Int {
    let since = now.adding(seconds: -Self.windowSeconds)
    return try db.value(
      "SELECT COUNT(*) FROM signin_failure WHERE subject = \(subject) AND at > \(since) AND at <= \(now)") ?? 0
  }

  func recordFailure(at now: Instant, _ db: any Connection) throws {
    let subjects = device.map { [Self.from(device: $0)] } ?? [ofAccount, fromAddress]
    for subject in subjects {
      try db.execute("INSERT INTO signin_failure (subject, at) VALUES (\(subject), \(now))")
    }
    // What is older serves nobody: the table holds one day at most, whoever tries.
    try db.execute("DELETE FROM signin_failure WHERE at < \(now.adding(seconds: -86_400))")
  }

  /// A right password ends the count that it stood in.
  func forget(_ db: any Connection) throws {
    let subject = device.map { Self.from(device: $0) } ?? ofAccount
    try db.execute("DELETE FROM signin_failure WHERE subject = \(subject)")
  }

  /// Whoever may give a new password opens the door again.
  static func forget(email: String, _ db: any Connection) throws {
    try db.execute("DELETE FROM signin_failure WHERE subject = \("compte:" + AccountStore.normalised(email))")
  }

  private var ofAccount: String { "compte:" + email }
  private var fromAddress: String { "adresse:" + address }
  private static func from(device: String) -> String { "appareil:" + device }
}

/// Devices that have signed in to an account. The cookie holds an opaque token; only its hash is kept.
enum KnownDevice {
  static let cookieName = "clausier_appareil"
  static let days = 180

  /// The hash of a token, when its device has signed in to this account; nil otherwise.
  static func hash(of token: String?, knownTo email: String, _ db: any Connection) throws -> String? {
    guard let token, token.count == 64 else { return nil }
    let hash = Token.hash(token)
    let known: Int? = try db.value(
      """
      SELECT COUNT(*) FROM known_device d JOIN account a ON a.id = d.account_id
      WHERE d.token_hash = \(hash) AND a.email = \(email)
      """)
    return known == 1 ? hash : nil
  }

  /// Remembers the device, under the token that it has or a new one; returns the token for the cookie.
  static func remember(
    _ token: String?, of account: ID<Account>, at now: Instant, _ db: any Connection
  ) throws -> String {
    let kept = token.flatMap { $0.count == 64 ? $0 : nil } ?? Token.random()
    try db.execute(
      """
      INSERT INTO known_device (token_hash, account_id, seen_at) VALUES (\(Token.hash(kept)), \(account), \(now))
      ON CONFLICT (token_hash, account_id) DO UPDATE SET seen_at = EXCLUDED.seen_at
      """)
    try db.execute("DELETE FROM known_device WHERE seen_at < \(now.adding(seconds: -days * 86_400))")
    return kept
  }
}
