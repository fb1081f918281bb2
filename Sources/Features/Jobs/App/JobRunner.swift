// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Logging
import Platform
import Synchronization

/// A kind of work that the server knows how to do. It may be begun twice: what is already done must not be done again.
struct JobWork: Sendable {
  let kind: String
  /// Blocks its thread until it is over, and gives the sentence that people will read. A `UserFacingError` ends the job; any
  /// other error has it begun again later.
  let run: @Sendable (JobRun) throws -> String
}

/// Why work stops before its end: it is thrown through the work itself.
enum JobStopped: Error {
  case cancelled, lost, closing
}

/// A job under way, for the work that does it.
final class JobRun: Sendable {
  let job: Job
  let services: Services
  private let token: String
  private let lease: Int64
  private let asked = Mutex<JobStopped?>(nil)
  private let saidAt = Mutex<Instant?>(nil)

  init(_ job: Job, token: String, lease: Int64, _ services: Services) {
    (self.job, self.token, self.lease, self.services) = (job, token, lease, services)
  }

  /// Leases are reckoned by the clock of the machine: a demonstration's own day stands still.
  static func now(_ services: Services) -> Instant { Instant(services.clock.now()) }

  /// Says how far the work is, at most once a second, and throws when it must stop. Call it often, outside any transaction.
  func report(_ progress: JobProgress) throws {
    try check()
    let now = Self.now(services)
    let isDue = saidAt.withLock { last in
      if let last, now.milliseconds - last.milliseconds < 1000 { return false }
      last = now
      return true
    }
    guard isDue else { return }
    try say(progress, at: now)
    try check()
  }

  /// Throws when somebody asked to stop.
  func check() throws { if let reason = asked.withLock({ $0 }) { throw reason } }

  /// Has the work stop at its next report.
  func stop(_ reason: JobStopped) { asked.withLock { if $0 == nil { $0 = reason } } }

  private func say(_ progress: JobProgress, at now: Instant) throws {
    let until = Instant(milliseconds: now.milliseconds + lease * 1000)
    let signal = try services.database.writeNow { db in
      try JobStore.renew(job.id, token: token, until: until, progress, db)
    }
    heed(signal)
  }

  /// The sign of life of work that has nothing to report for a while.
  func beat() async throws {
    let until = Instant(milliseconds: Self.now(services).milliseconds + lease * 1000)
    let signal = try await services.database.write { [job, token] db in
      try JobStore.renew(job.id, token: token, until: until, nil, db)
    }
    heed(signal)
  }

  private func heed(_ signal: JobSignal) {
    switch signal {
    case .goOn: break
    case .cancelled: stop(.cancelled)
    case .lost: stop(.lost)
    }
  }
}

/// Takes one job after the other. Several may run on one database, on one machine or more.
struct JobRunner: Sendable {
  let services: Services
  let works: [JobWork]
  /// Seconds after which a job whose worker is silent belongs to another.
  var lease: Int64 = 60

  private static let queue = DispatchQueue(label: "clausier.jobs", attributes: .concurrent)

  /// Runs the next job to its end. False when there is none.
  func runNext() async throws -> Bool {
    let token = Token.random()
    let now = JobRun.now(services)
    let until = Instant(milliseconds: now.milliseconds + lease * 1000)
    let job = try await services.database.write { [works] db in
      try JobStore.claim(works.map(\.kind), token: token, at: now, until: until, db)
    }
    guard let job, let work = works.first(where: { $0.kind == job.kind }) else { return false }
    let run = JobRun(job, token: token, lease: lease, services)
    guard job.attempts <= JobRetry.mostAttempts else {
      return try await end(run, token, .failed, JobText.crashed)
    }
    try await settle(run, token, await result(of: work, run))
    return true
  }

  /// The work blocks, so it has a thread of its own, away from those that answer browsers.
  private func result(of work: JobWork, _ run: JobRun) async -> Result<String, any Error> {
    let pulse = Task { [lease] in
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(max(lease / 3, 1)))
        try? await run.beat()
      }
    }
    defer { pulse.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Self.queue.async { continuation.resume(returning: Result { try work.run(run) }) }
      }
    } onCancel: {
      run.stop(.closing)
    }
  }

  private func settle(_ run: JobRun, _ token: String, _ result: Result<String, any Error>) async throws {
    switch result {
    case .success(let sentence): _ = try await end(run, token, .done, sentence)
    case .failure(JobStopped.lost): return
    case .failure(JobStopped.cancelled): _ = try await end(run, token, .cancelled, JobText.stopped)
    case .failure(JobStopped.closing): try await putBack(run, token, "", seconds: 0, isCounted: false)
    case .failure(let error as any UserFacingError): _ = try await end(run, token, .failed, error.sentence)
    case .failure(let error): try await fail(run, token, error)
    }
  }

  private func fail(_ run: JobRun, _ token: String, _ error: any Error) async throws {
    services.log.error(
      "job failed",
      metadata: [
        "job": "\(run.job.id)", "kind": "\(run.job.kind)", "error": "\(error)", "attempt": "\(run.job.attempts)",
      ])
    if run.job.attempts >= JobRetry.mostAttempts {
      _ = try await end(run, token, .failed, JobText.broken)
    } else {
      try await putBack(run, token, JobText.broken, seconds: JobRetry.delay(after: run.job.attempts), isCounted: true)
    }
  }

  /// Shielded: a server that stops still writes down what became of its job.
  private func end(_ run: JobRun, _ token: String, _ state: JobState, _ sentence: String) async throws -> Bool {
    let now = JobRun.now(services)
    return try await Task { [database = services.database] in
      try await database.write { db in try JobStore.end(run.job.id, token: token, state, sentence, at: now, db) }
    }.value
  }

  private func putBack(
    _ run: JobRun, _ token: String, _ sentence: String, seconds: Int64, isCounted: Bool
  ) async throws {
    let due = Instant(milliseconds: JobRun.now(services).milliseconds + seconds * 1000)
    try await Task { [database = services.database] in
      try await database.write { db in
        try JobStore.putBack(run.job.id, token: token, sentence, due: due, isCounted: isCounted, db)
      }
    }.value
  }
}
