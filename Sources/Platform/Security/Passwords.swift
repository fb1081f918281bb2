// SPDX-License-Identifier: EUPL-1.2
import CSodium
import Dispatch
import Synchronization

/// Password hashes by argon2id (libsodium, RFC 9106), computed on a queue of its own with few at once: a hash takes 64 MiB.
public final class Passwords: Sendable {
  public enum Failure: Error {
    case unavailable
    /// Too many wait for a hash already: another one would wait longer than its person.
    case crowded
  }

  /// Cost of one hash. `interactive` is libsodium's own choice for a sign-in; `light` only serves tests.
  public enum Cost: Sendable { case interactive, light }

  /// Longest password accepted, in bytes: a longer one costs time and protects nothing more.
  public static let maximumBytes = 1024

  private let cost: Cost
  /// One thread each: a wait for a place must not hold the threads that the database needs.
  private let queues: [DispatchQueue]
  private let waiting = Atomic(0)
  private let mostWaiting: Int

  public init(cost: Cost = .interactive, atOnce: Int = 2, mostWaiting: Int = 100) {
    self.cost = cost
    self.mostWaiting = mostWaiting
    queues = (0..<max(1, atOnce)).map { DispatchQueue(label: "clausier.passwords.\($0)") }
    _ = sodium_init()
  }

  /// The encoded hash, which holds its own salt and cost.
  public func hash(_ password: String) async throws -> String {
    try await run { try self.hashNow(password) }
  }

  /// Whether the password gives the hash. With no hash it takes the same time and answers no, so that an unknown address
  /// cannot be told from a wrong password.
  /// - Throws: `Failure.crowded` when too many wait.
  public func verify(_ password: String, against hash: String?) async throws -> Bool {
    try await run {
      guard let hash else {
        _ = try? self.hashNow(password)
        return false
      }
      return self.verifyNow(password, against: hash)
    }
  }

  /// The same as `hash`, on the calling thread: for the command line.
  public func hashNow(_ password: String) throws -> String {
    guard password.utf8.count <= Self.maximumBytes else { throw Failure.unavailable }
    var output = [CChar](repeating: 0, count: Int(crypto_pwhash_argon2id_strbytes()))
    let (operations, memory) = limits
    let status = password.withCString { text in
      crypto_pwhash_argon2id_str(&output, text, UInt64(password.utf8.count), operations, memory)
    }
    guard status == 0 else { throw Failure.unavailable }
    return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func verifyNow(_ password: String, against hash: String) -> Bool {
    guard password.utf8.count <= Self.maximumBytes else { return false }
    return password.withCString { text in
      hash.withCString { crypto_pwhash_argon2id_str_verify($0, text, UInt64(password.utf8.count)) == 0 }
    }
  }

  private var limits: (UInt64, Int) {
    switch cost {
    case .interactive:
      (UInt64(crypto_pwhash_argon2id_opslimit_interactive()), crypto_pwhash_argon2id_memlimit_interactive())
    case .light: (UInt64(crypto_pwhash_argon2id_opslimit_min()), crypto_pwhash_argon2id_memlimit_min())
    }
  }

  private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    let place = waiting.wrappingAdd(1, ordering: .relaxed).newValue
    defer { waiting.wrappingSubtract(1, ordering: .relaxed) }
    guard place <= mostWaiting else { throw Failure.crowded }
    return try await withCheckedThrowingContinuation { continuation in
      queues[place % queues.count].async { continuation.resume(with: Result { try work() }) }
    }
  }
}
