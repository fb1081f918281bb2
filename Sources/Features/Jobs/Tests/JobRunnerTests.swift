// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Synchronization
import Testing

@testable import App
@testable import TestSupport

@Suite("Long work") struct JobRunnerTests {
  private struct Broken: Error {}

  private func add(_ site: TestSite, _ title: String = "Un travail") async throws -> ID<Job> {
    let now = Instant(site.clock.now)
    return try await site.database.write { db in
      try JobStore.add(JobDraft(kind: "essai", title: title, payload: "12"), at: now, db)
    }
  }

  private func runner(_ site: TestSite, _ run: @escaping @Sendable (JobRun) throws -> String) -> JobRunner {
    JobRunner(services: site.services, works: [JobWork(kind: "essai", run: run)])
  }

  private func state(_ id: ID<Job>, _ site: TestSite) async throws -> String {
    try await site.database.read { db in
      let row = try #require(try db.first("SELECT state, attempts, sentence FROM job WHERE id = \(id)"))
      return "\(try row["state"] as String) \(try row["attempts"] as Int) \(try row["sentence"] as String)"
    }
  }

  /// Moves the clock on by that many seconds.
  private func wait(_ seconds: Double, _ site: TestSite) -> TestSite {
    site.at(Instant(site.clock.now.addingTimeInterval(seconds)).text)
  }

  @Test("a job is done once, with what it was given", arguments: Engine.available)
  func once(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let id = try await add(site)
    let runner = runner(site) { run in
      try run.report(JobProgress(done: 1, total: 2, step: "à moitié"))
      return "Fait\u{202F}: \(run.job.payload)."
    }
    #expect(try await runner.runNext())
    #expect(try await state(id, site) == "done 1 Fait\u{202F}: 12.")
    #expect(try await !runner.runNext())
  }

  @Test("work that fails is begun again later and later, five times in all", arguments: Engine.available)
  func retries(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let id = try await add(site)
    var now = site
    for attempt in 1...JobRetry.mostAttempts {
      let failing = runner(now) { _ in throw Broken() }
      #expect(try await failing.runNext())
      #expect(try await !failing.runNext(), "not at once")
      if attempt < JobRetry.mostAttempts {
        #expect(try await state(id, site).hasPrefix("pending \(attempt) "))
        now = wait(Double(JobRetry.delay(after: attempt)) + 1, now)
      }
    }
    #expect(try await state(id, site).hasPrefix("failed 5 Une erreur"))
    #expect([1, 2, 3, 4, 9, 40].map(JobRetry.delay) == [10, 40, 160, 640, 3600, 3600])
  }

  @Test("what a person can mend is not tried again", arguments: Engine.available)
  func refused(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let id = try await add(site)
    #expect(try await runner(site) { _ in throw Conflict("Le fichier est vide.") }.runNext())
    #expect(try await state(id, site) == "failed 1 Le fichier est vide.")
  }

  @Test("a job whose worker died is taken by another, and the dead one may not end it", arguments: Engine.available)
  func lease(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let id = try await add(site)
    let now = Instant(site.clock.now)
    let soon = Instant(milliseconds: now.milliseconds + 60_000)
    let first = try await site.database.write { db in
      try JobStore.claim(["essai"], token: "a", at: now, until: soon, db)
    }
    #expect(first?.id == id)
    #expect(try await !runner(site) { _ in "trop tôt" }.runNext())
    let later = wait(61, site)
    #expect(try await runner(later) { _ in "repris" }.runNext())
    let late = try await site.database.write { db in
      (
        try JobStore.renew(id, token: "a", until: soon, nil, db),
        try JobStore.end(id, token: "a", .done, "en retard", at: now, db)
      )
    }
    #expect(late == (.lost, false))
    #expect(try await state(id, site) == "done 2 repris")
  }

  @Test("two workers never take the same job", arguments: Engine.available)
  func twoWorkers(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    for number in 0..<20 { _ = try await add(site, "Travail \(number)") }
    let seen = Mutex<[Int64]>([])
    let runner = runner(site) { run in
      seen.withLock { $0.append(run.job.id.value) }
      return ""
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { while (try? await runner.runNext()) == true {} } }
    }
    let ids = seen.withLock { $0 }
    #expect(ids.count == 20 && Set(ids).count == 20)
  }

  @Test("work stops where it may when its owner cancels it, and goes on when asked", arguments: Engine.available)
  func cancelled(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let now = Instant(site.clock.now)
    let id = try await site.database.write { db in
      try JobStore.add(JobDraft(kind: "essai", title: "T", accountID: sample.facilitator.account), at: now, db)
    }
    let runner = runner(site) { run in
      try site.database.writeNow { db in
        _ = try db.execute("UPDATE job SET cancel_asked_at = \(now) WHERE id = \(run.job.id)")
      }
      try run.report(JobProgress(done: 1))
      return "jamais"
    }
    #expect(try await runner.runNext())
    #expect(try await state(id, site) == "cancelled 1 \(JobText.stopped)")
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      let again = try await browser.submit(JobURLs.retry(id), [])
      #expect(again.body.contains("en attente"))
      let stopped = try await browser.submit(JobURLs.cancel(id), [])
      #expect(stopped.body.contains("annulé"))
    }
  }

  @Test("a server that stops lets go of its job, which counts for nothing", arguments: Engine.available)
  func closing(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let id = try await add(site)
    let runner = runner(site) { run in
      run.stop(.closing)
      try run.report(JobProgress(done: 1))
      return "jamais"
    }
    #expect(try await runner.runNext())
    #expect(try await state(id, site).hasPrefix("pending 0"))
  }

  @Test("the pages of one's own work are sound, and nobody else's opens", arguments: Engine.available)
  func pages(_ engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let now = Instant(site.clock.now)
    let title = "Import de <b>\u{202E}=1+1.csv"
    let id = try await site.database.write { db in
      try JobStore.add(
        JobDraft(kind: "essai", title: title, accountID: sample.facilitator.account, path: "/avis"), at: now, db)
    }
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for state in JobState.allCases {
        try await site.database.write { db in
          _ = try db.execute("UPDATE job SET state = \(state), done_count = 3, total_count = 4 WHERE id = \(id)")
        }
        for path in [JobURLs.list, JobURLs.job(id)] {
          let reply = try await browser.get(path)
          #expect(reply.status == 200 && htmlFaults(reply.body) == [], "\(state) \(path)")
          #expect(reply.body.contains(state.french) && !reply.body.contains("<b>"))
        }
      }
      for other in [sample.colleague, sample.administrator, sample.neighbour] {
        let stranger = browser.another()
        try stranger.enter(other)
        #expect(try await stranger.get(JobURLs.job(id)).status == 404)
        #expect(try await stranger.post(JobURLs.cancel(id), []).status == 404)
        #expect(try await stranger.post(JobURLs.retry(id), []).status == 404)
      }
    }
  }
}
