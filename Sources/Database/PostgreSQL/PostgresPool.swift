// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// At most so many links, handed to one transaction at a time, first come first served. Waiting holds no thread and is bounded.
final class PostgresPool: Sendable {
  typealias Handler = @Sendable (Result<PostgresLink, DatabaseError>) -> Void

  private struct State {
    var idle: [PostgresLink] = []
    var made = 0
    var waiting: [(ticket: UInt64, handler: Handler)] = []
    var lastTicket: UInt64 = 0
    var isClosed = false
  }

  private let url: String
  private let settings: Database.Settings
  private let state = Mutex(State())

  private static let crowded = DatabaseError.unavailable("toutes les connexions sont prises.")

  init(url: String, settings: Database.Settings) {
    self.url = url
    self.settings = settings
  }

  /// Calls `handler` once, with a link to give back by `release`, or with the reason why there is none.
  func acquire(_ handler: @escaping Handler) {
    enum Turn { case link(PostgresLink), wait(UInt64), closed }
    let turn: Turn = state.withLock { state in
      if state.isClosed { return .closed }
      if let link = state.idle.popLast() { return .link(link) }
      if state.made < settings.connections {
        state.made += 1
        return .link(PostgresLink(url: url, settings: settings))
      }
      state.lastTicket += 1
      state.waiting.append((state.lastTicket, handler))
      return .wait(state.lastTicket)
    }
    switch turn {
    case .link(let link): handler(.success(link))
    case .closed: handler(.failure(.closed))
    case .wait(let ticket): giveUpLater(ticket)
    }
  }

  private func giveUpLater(_ ticket: UInt64) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(settings.patience)) { [weak self] in
      let handler = self?.state.withLock { state -> Handler? in
        guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        return state.waiting.remove(at: index).handler
      }
      handler?(.failure(Self.crowded))
    }
  }

  /// Gives a link back, to the first who waits.
  func release(_ link: PostgresLink) {
    if !link.isIdle { link.disconnect() }
    let next = state.withLock { state -> Handler? in
      if !state.waiting.isEmpty { return state.waiting.removeFirst().handler }
      if !state.isClosed { state.idle.append(link) }
      return nil
    }
    next?(.success(link))
  }

  /// Takes a link on the calling thread, which waits.
  func acquireNow() throws(DatabaseError) -> PostgresLink {
    let answer = Answer()
    acquire { answer.put($0) }
    return try answer.wait().get()
  }

  /// The one answer that a blocked thread waits for.
  private final class Answer: Sendable {
    private let result = Mutex<Result<PostgresLink, DatabaseError>>(.failure(.closed))
    private let signal = DispatchSemaphore(value: 0)

    func put(_ answer: Result<PostgresLink, DatabaseError>) {
      result.withLock { $0 = answer }
      signal.signal()
    }

    func wait() -> Result<PostgresLink, DatabaseError> {
      signal.wait()
      return result.withLock { $0 }
    }
  }

  func links() -> Database.Links {
    state.withLock { Database.Links(open: $0.made, idle: $0.idle.count, waiting: $0.waiting.count) }
  }

  /// Ends idle connections now and the others when they come back; those who wait are served.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      defer { state.idle = [] }
      return state.idle
    }
    for link in idle { link.disconnect() }
  }
}
