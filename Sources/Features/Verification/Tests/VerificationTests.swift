// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct VerificationTests {
  /// The cast with a line kept in part, and a line reversed.
  static func site(_ engine: Engine) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      let rows = LedgerRows(sample, db)
      try rows.line(202603, declared: "161", kept: "98")
      let line = try rows.line(202604, declared: "77", kept: "77", closed: true)
      try rows.line(202604, declared: "-77", kept: "-77", reverses: line)
    }
    return (site, sample)
  }

  @Test("a sound ledger holds every invariant, each says what it checked", arguments: Engine.available)
  func sound(engine: Engine) async throws {
    let (site, _) = try await Self.site(engine)
    let results = try await site.database.read { try VerificationRun.all($0) }
    #expect(results.filter { !$0.holds }.map(\.name) == [])
    #expect(results.count >= 22 && Set(results.map(\.name)).count == results.count)
    for result in results { #expect(result.sentence.hasSuffix("."), "\(result.name)") }
    #expect(results.first { $0.name == "lines.people" }?.examined == 3)
    #expect(results.first { $0.name == "corrections.opposite" }?.examined == 1)
    #expect(results.first { $0.name == "figures.sums" }?.examined == 1)
  }

  @Test("the demonstration holds every invariant", arguments: Engine.available)
  func demonstration(engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    try database.writeNow { try Demonstration.write($0, seed: 3, size: .small) }
    let results = try database.readNow { try VerificationRun.all($0) }
    #expect(results.filter { !$0.holds }.map { "\($0.name): \($0.found.prefix(3))" } == [])
  }

  @Test("a rule asks a fixed number of questions, whatever the number of lines")
  func budget() async throws {
    let (site, _) = try await Self.site(.sqlite)
    let statements = try await site.database.recording {
      _ = try await site.database.read { try VerificationRun.all($0) }
    }
    #expect(statements.count < 90)
  }

  @Test("each invariant has its fault below")
  func faultsOfAll() {
    let names = VerificationRun.invariants.map(\.name) + ["figures.sums", "figures.buyers", RollupInvariant.name]
    #expect(Set(VerificationFaults.all.map(\.rule)) == Set(names))
  }

  @Test("each fault is found by its rule, which says where", arguments: Engine.available, VerificationFaults.all)
  func fault(engine: Engine, fault: VerificationFault) async throws {
    let (site, sample) = try await Self.site(engine)
    let statements = fault.statements(sample)
    try await site.database.write { db in
      for statement in statements { try db.execute(statement) }
    }
    let results = try await site.database.read { try VerificationRun.all($0) }
    let result = try #require(results.first { $0.name == fault.rule })
    #expect(result.found.first?.hasPrefix(fault.place) == true, "\(result.found)")
  }
}
