// SPDX-License-Identifier: EUPL-1.2
import NIOCore
import Synchronization

/// How long a client may take, and how many may come at once. A browser on a poor line stays far within; a client that sends a
/// byte a second, or reads none, does not keep a place that somebody else needs.
public struct ConnectionLimits: Sendable {
  /// Until the last header of a request has come.
  public var head: Duration = .seconds(15)
  /// Spent waiting for a body, beyond what `slowest` allows for its length.
  public var body: Duration = .seconds(20)
  /// The slowest line that is served, in bytes a second.
  public var slowest = 8 * 1024
  /// Between two requests on a connection that is kept open.
  public var idle: Duration = .seconds(60)
  /// Without reading a byte of the answer.
  public var answer: Duration = .seconds(60)
  /// To read a refusal while still sending.
  public var farewell: Duration = .seconds(2)
  /// Connections at once.
  public var connections = 800

  public init() {}

  /// The longest wait for a body of which so many bytes have come.
  func allowance(after received: Int) -> TimeAmount {
    TimeAmount(body) + .milliseconds(Int64(received) * 1000 / Int64(max(1, slowest)))
  }
}

/// How many connections are open now, on one server.
public final class ConnectionCount: Sendable {
  private let open = Atomic(0)

  public init() {}

  /// How many are open now.
  public var current: Int { open.load(ordering: .relaxed) }

  /// Takes a place; false when all are taken.
  func take(below most: Int) -> Bool {
    guard open.wrappingAdd(1, ordering: .relaxed).newValue <= most else {
      leave()
      return false
    }
    return true
  }

  func leave() { open.wrappingSubtract(1, ordering: .relaxed) }
}
