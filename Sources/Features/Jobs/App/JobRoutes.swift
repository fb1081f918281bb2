// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Long work of the person who asks, and nobody else's.
struct JobRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(JobURLs.list, .jobOwners) { context in
      let jobs = try await services.database.read { try JobStore.list(for: context.viewer, $0) }
      return context.page(JobListPage(jobs: jobs, timeZone: context.session.timeZone).page)
    }
    routes.get(JobURLs.pattern, .jobOwners) { context in
      let id = try context.id(of: Job.self)
      let job = try await services.database.read { try JobStore.find(id, for: context.viewer, $0) }
      return context.page(JobPage(job: job, timeZone: context.session.timeZone, csrf: context.csrf).page)
    }
    routes.post(JobURLs.cancelPattern, .jobOwners) { _, context in
      let id = try context.id(of: Job.self)
      let isDone = try await change(context) { try JobStore.cancel(id, for: context.viewer, at: $0, $1) }
      return context.redirect(
        to: JobURLs.job(id), flash: isDone ? "L’arrêt est demandé." : "Ce travail était déjà terminé.")
    }
    routes.post(JobURLs.retryPattern, .jobOwners) { _, context in
      let id = try context.id(of: Job.self)
      let isDone = try await change(context) { try JobStore.retry(id, for: context.viewer, at: $0, $1) }
      return context.redirect(
        to: JobURLs.job(id), flash: isDone ? "Le travail reprend." : "Ce travail n’était pas arrêté.")
    }
  }

  private func change(
    _ context: MemberContext, _ act: @escaping @Sendable (Instant, any Connection) throws -> Bool
  ) async throws -> Bool {
    let now = JobRun.now(services)
    return try await services.database.write { db in try act(now, db) }
  }
}

extension Set<Role> {
  /// Those who may start long work.
  static let jobOwners: Self = [.facilitator, .administrator]
}
