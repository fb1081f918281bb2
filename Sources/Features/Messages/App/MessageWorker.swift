// SPDX-License-Identifier: EUPL-1.2
import Logging
import ServiceLifecycle

/// Sends mails beside the pages, for as long as the server lives.
struct MessageWorker: Service {
  let sender: MessageSender
  /// Mails on their way at once: a server's answer is mostly waiting.
  var atOnce = 4

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<atOnce { group.addTask { await work() } }
      }
    }
  }

  private func work() async {
    while !Task.isCancelled {
      if !(await sent()) { try? await Task.sleep(for: .seconds(2)) }
    }
  }

  /// The database may be away for a minute: the worker waits for it.
  private func sent() async -> Bool {
    do { return try await sender.sendNext() } catch {
      if !Task.isCancelled { sender.services.log.error("mail worker", metadata: ["error": "\(error)"]) }
      return false
    }
  }
}
