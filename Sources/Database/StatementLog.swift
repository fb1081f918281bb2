// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Keeps the text of the statements run while someone records: how tests hold the number of queries of a page.
final class StatementLog: Sendable {
  private struct State {
    var recordings = 0
    var texts: [String] = []
  }
  private let state = Mutex(State())

  func record(_ sql: SQL) {
    state.withLock { if $0.recordings > 0 { $0.texts.append(sql.withoutValues) } }
  }

  func start() -> Int {
    state.withLock {
      $0.recordings += 1
      return $0.texts.count
    }
  }

  func stop(since start: Int) -> [String] {
    state.withLock {
      let texts = Array($0.texts[start...])
      $0.recordings -= 1
      if $0.recordings == 0 { $0.texts = [] }
      return texts
    }
  }
}

extension Database {
  /// The texts of the statements that this database runs during `body`, with `?` for each value: not its `BEGIN` and `COMMIT`.
  public func recording(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Void
  ) async rethrows -> [String] {
    let start = log.start()
    do {
      try await body()
      return log.stop(since: start)
    } catch {
      _ = log.stop(since: start)
      throw error
    }
  }
}
