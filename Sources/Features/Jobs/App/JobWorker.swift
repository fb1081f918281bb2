// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Logging
import ServiceLifecycle

/// Runs jobs beside the pages, for as long as the server lives. A stop lets go of the job under way, which begins again at the next
/// start from where it was.
struct JobWorker: Service {
  let runner: JobRunner

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        if !(await worked()) { try? await Task.sleep(for: .seconds(1)) }
      }
    }
  }

  /// The database may be away for a minute: the worker waits for it.
  private func worked() async -> Bool {
    do { return try await runner.runNext() } catch {
      if !Task.isCancelled { runner.services.log.error("job worker", metadata: ["error": "\(error)"]) }
      try? await Task.sleep(for: .seconds(5))
      return false
    }
  }
}
