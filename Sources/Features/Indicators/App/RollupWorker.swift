// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Logging
import Platform
import ServiceLifecycle

/// Counts again what changed, a few seconds after it did, for as long as the server lives.
struct RollupWorker: Service {
  let services: Services

  private static let queue = DispatchQueue(label: "clausier.rollup")

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          _ = try await Self.runOnce(services)
        } catch {
          if !Task.isCancelled { services.log.error("rollup", metadata: ["error": "\(error)"]) }
        }
        try? await Task.sleep(for: .seconds(3))
      }
    }
  }

  /// How many years were counted. It blocks a thread of its own, away from those that answer browsers.
  static func runOnce(_ services: Services) async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            try EngagementChange.prune(services.database)
            return try FigureRollup.run(services.database)
          })
      }
    }
  }
}
