// SPDX-License-Identifier: EUPL-1.2
import Database
import Dispatch
import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import App

@Suite("L’import des avis") struct NoticeImportTests {
  static let now = Instant(text: "2026-11-24T09:00:00.000Z") ?? Instant(milliseconds: 0)

  private func importer(_ target: any NoticeTarget, batch: Int = 1000) -> NoticeImport {
    var noticeImport = NoticeImport(target: target, today: NoticeSample.today, now: { Self.now })
    noticeImport.batchSize = batch
    return noticeImport
  }

  private func run(
    _ text: String, into target: any NoticeTarget, name: String = "essai.json", batch: Int = 1000
  ) throws -> NoticeImportResult {
    let path = FileManager.default.temporaryDirectory.appending(path: "avis-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    return try importer(target, batch: batch).run(path: path, name: name)
  }

  private func counts(_ result: NoticeImportResult) -> [Int] {
    [result.created, result.updated, result.unchanged, result.rejected]
  }

  @Test("a file of each version is read, and read again changes nothing", arguments: Engine.available)
  func twice(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let target = NoticeDatabase(database)
    let flat = "{\"marches\":[\(NoticeSample.v1),\(NoticeSample.v1),3,{\"id\":\"x\"}]}"
    let wrapped =
      "{\"marches\":{\"marche\":[\(NoticeSample.v201)],\"contrat-concession\":[\(NoticeSample.concession)]}}"
    let first = try run(flat, into: target)
    #expect(counts(first) == [1, 0, 1, 2])
    #expect(first.read == 4 && first.contracts == 1 && first.shape == .v1Flat)
    #expect(counts(try run(wrapped, into: target)) == [2, 0, 0, 0])
    #expect(counts(try run(flat, into: target)) == [0, 0, 2, 2])
    #expect(counts(try run(wrapped, into: target)) == [0, 0, 2, 0])
    let kept: Int? = try database.readNow { db in try db.value("SELECT COUNT(*) FROM notice_import") }
    #expect(kept == 4)
  }

  @Test("what is kept is what was read", arguments: Engine.available)
  func roundTrip(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    _ = try run("{\"marches\":{\"marche\":[\(NoticeSample.v201)]}}", into: NoticeDatabase(database))
    let reading = try NoticeSample.read(NoticeSample.v201, list: "marches.marche")
    let notice = try database.readNow { db in
      let (lines, hasMore) = try NoticeStore.page(db)
      #expect(lines.map(\.reference) == ["L07"] && !hasMore)
      return try NoticeStore.find(try #require(lines.first).id, db)
    }
    #expect(notice?.record == reading.record)
    #expect(notice?.firstSeenAt == Self.now)
  }

  @Test("batches of any size give the same notices", arguments: Engine.available)
  func batches(_ engine: Engine) throws {
    let later = try NoticeSample.v1(["datePublicationDonnees": "\"2019-01-01\"", "montant": "140000"])
    let otherLot = try NoticeSample.v1([
      "objet": "\"Peinture\"",
      "titulaires": "[{\"typeIdentifiant\":\"SIRET\",\"id\":\"\(NoticeSample.other)\",\"denominationSociale\":\"X\"}]",
    ])
    let text = "[\(NoticeSample.v1),\(later),\(otherLot)]"
    for batch in [1, 2, 1000] {
      let database = try engine.makeDatabase(migrations: AppMigrations.all)
      #expect(counts(try run(text, into: NoticeDatabase(database), batch: batch)) == [2, 1, 0, 0])
      let amounts = try database.readNow { db in
        try NoticeStore.page(db).lines.map(\.amount?.cents).sorted { ($0 ?? 0) < ($1 ?? 0) }
      }
      #expect(amounts == [12_500_050, 14_000_000])
    }
  }

  @Test("the rows of a table add their holders, and a later situation replaces them", arguments: Engine.available)
  func table(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let head = "id,acheteur_id,titulaire_id,titulaire_nom,montant,dateNotification\n"
    let row = { (holder: String, amount: String, day: String) in
      "L1,\(NoticeSample.buyer),\(holder),N,\(amount),\(day)\n"
    }
    let text = head + row(NoticeSample.holder, "10", "2024-01-01") + row(NoticeSample.other, "10", "2024-01-01")
    #expect(counts(try run(text, into: NoticeDatabase(database), name: "t.csv", batch: 1)) == [1, 1, 0, 0])
    #expect(try holders(database) == [NoticeSample.holder, NoticeSample.other])
    _ = try run(head + row(NoticeSample.other, "20", "2024-06-01"), into: NoticeDatabase(database))
    #expect(try holders(database) == [NoticeSample.other])
  }

  private func holders(_ database: Database) throws -> [String] {
    try database.readNow { db in try NoticeStore.page(db).lines.flatMap(\.holders).map(\.identifier) }
  }

  @Test("a rehearsal counts what an import would do, and writes nothing", arguments: Engine.available)
  func rehearsal(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    _ = try run("[\(NoticeSample.v1)]", into: NoticeDatabase(database))
    let later = try NoticeSample.v1(["montant": "1"])
    let text = "[\(NoticeSample.v1),\(later),\(NoticeSample.v200)]"
    #expect(counts(try run(text, into: try NoticeRehearsal(of: database), batch: 1)) == [1, 1, 1, 0])
    #expect(counts(try run(text, into: try NoticeRehearsal(of: nil))) == [2, 1, 0, 0])
    let kept: Int? = try database.readNow { db in try db.value("SELECT COUNT(*) FROM notice_record") }
    #expect(kept == 1)
  }

  @Test("two people who import the same file at once make no notice twice", arguments: Engine.available)
  func together(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let records = try (0..<60).map { try NoticeSample.v1(["id": "\"R\($0 % 30)\"", "montant": "\($0 + 1)"]) }
    let text = "[\(records.joined(separator: ","))]"
    let results = Mutex<[NoticeImportResult]>([])
    DispatchQueue.concurrentPerform(iterations: 3) { _ in
      guard let result = try? run(text, into: NoticeDatabase(database), batch: 7) else { return }
      results.withLock { $0.append(result) }
    }
    let all = results.withLock { $0 }
    #expect(all.count == 3)
    #expect(all.reduce(0) { $0 + $1.created } == 30)
    #expect(all.reduce(0) { $0 + $1.updated } == 30)
    #expect(all.reduce(0) { $0 + $1.unchanged } == 120)
    #expect(try database.readNow { db in try NoticeStore.count(NoticeFilter(), db) } == 30)
  }

  @Test("the list is searched, filtered and paged", arguments: Engine.available)
  func list(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    let texts = "{\"marches\":[\(NoticeSample.v1),\(NoticeSample.v200)]}"
    _ = try run(texts, into: NoticeDatabase(database))
    try database.readNow { db in
      func found(_ filter: NoticeFilter) throws -> [String] {
        try NoticeStore.page(filter: filter, db).lines.map(\.reference)
      }
      #expect(try found(NoticeFilter()) == ["2024-07", "2018TRAVX0100"])
      #expect(try found(NoticeFilter(search: "TOITURE école")) == ["2018TRAVX0100"])
      #expect(try found(NoticeFilter(search: "zz%_")) == [])
      #expect(try found(NoticeFilter(buyerSiren: "991000001")).count == 2)
      #expect(try found(NoticeFilter(buyerSiren: "991000019")) == [])
      #expect(try found(NoticeFilter(isSocialOnly: true)) == ["2024-07"])
      #expect(try found(NoticeFilter(unlinkedIn: ID(1))).count == 2)
      #expect(try NoticeStore.count(NoticeFilter(), db) == 2)
      let (first, hasMore) = try NoticeStore.page(limit: 1, db)
      #expect(hasMore)
      #expect(try NoticeStore.page(after: first.last?.place, limit: 1, db).lines.map(\.reference) == ["2018TRAVX0100"])
      let id = try #require(first.first).id
      #expect(try NoticeStore.sources(of: id, db).map(\.place) == ["marches[1]"])
      #expect(try NoticeStore.find(ID(999_999), db) == nil)
    }
  }

  /// What is wrong with the file is a sentence; what stands before it is kept.
  @Test(
    "a file that cannot be read says why",
    arguments: [
      ("", 0), ("{\"marches\":[\(NoticeSample.v1),{\"id\"", 1), ("<?xml version=\"1.0\"?><marches/>", 0),
      ("PK\u{3}\u{4}", 0),
      ("bonjour\n", 0), ("12;45\n", 0), ("{\"lots\":[]}", 0), ("[\(NoticeSample.v1)] suite", 1),
      ("\u{89}PNG\r\n\u{1A}\n\u{0}", 0),
      (String(repeating: "[", count: 10_000), 0),
    ])
  func unreadable(_ text: String, _ kept: Int) throws {
    let database = try Engine.sqlite.makeDatabase(migrations: AppMigrations.all)
    let result = try run(text, into: NoticeDatabase(database))
    #expect(result.failure?.hasSuffix(".") == true)
    #expect(result.created == kept)
    #expect(result.read == result.created + result.updated + result.unchanged + result.rejected)
  }

  @Test("a record that is broken inside is rejected and the others are read")
  func brokenInside() throws {
    let database = try Engine.sqlite.makeDatabase(migrations: AppMigrations.all)
    let result = try run("[{\"id\":\"\\q\"},\(NoticeSample.v1)]", into: NoticeDatabase(database))
    #expect(counts(result) == [1, 0, 0, 1])
    #expect(result.failure == nil)
  }

  @Test("scripts read the members that they rely on, in their order")
  func json() {
    var result = NoticeImportResult(file: "a.json")
    (result.shape, result.read, result.created, result.warnings) = (.v201Wrapped, 1, 1, 2)
    #expect(
      decpImportJSON([result])
        == "{\"files\":[{\"file\":\"a.json\",\"shape\":\"v2.0.1+\",\"read\":1,\"contracts\":0,\"created\":1,\"updated\":0,"
        + "\"unchanged\":0,\"rejected\":0,\"warnings\":2}]}")
  }

  @Test("the real files give the counts that were simulated, on both engines", arguments: Engine.available)
  func realFiles(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: AppMigrations.all)
    for (name, shape, wanted, contracts) in RealFiles.counts {
      guard let path = RealFiles.path(name) else { return }
      let first = try importer(NoticeDatabase(database)).run(path: path, name: name)
      #expect(counts(first) == wanted && first.shape == shape && first.contracts == contracts, "\(name)")
      let second = try importer(NoticeDatabase(database)).run(path: path, name: name)
      #expect(counts(second) == [0, 0, wanted[0] + wanted[1] + wanted[2], wanted[3]] && second.contracts == contracts)
    }
  }
}
