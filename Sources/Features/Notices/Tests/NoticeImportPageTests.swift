// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Testing

@testable import App
@testable import TestSupport

@Suite("Notices imported from a page") struct NoticeImportPageTests {
  private struct Stage {
    let site: TestSite
    let sample: Sample
    let runner: JobRunner
  }

  private func stage(_ engine: Engine) async throws -> Stage {
    let site = try TestSite(engine)
    return Stage(
      site: site, sample: try await Sample.insert(into: site),
      runner: JobRunner(services: site.services, works: Works.all))
  }

  private func file(_ records: [String]) -> [UInt8] { Array("{\"marches\":[\(records.joined(separator: ","))]}".utf8) }

  private func send(_ stage: Stage, _ name: String, _ bytes: [UInt8]) async throws -> Int64 {
    try await stage.site.run { browser in
      try browser.enter(stage.sample.facilitator)
      let reply = try await browser.upload(NoticeURLs.imports, [("fichier", name, bytes)])
      #expect(reply.status == 303 && reply.location?.hasPrefix(JobURLs.list + "/") == true, "\(reply.status)")
    }
    return try await stage.site.database.read { db in try #require(try db.value("SELECT MAX(id) FROM notice_import")) }
  }

  private func finish(_ stage: Stage) async throws { while try await stage.runner.runNext() {} }

  /// All that is kept of notices, to compare before and after.
  private func kept(_ site: TestSite) async throws -> [String] {
    try await site.database.read { db in
      let notices = try db.query("SELECT \(NoticeRow.columns) FROM notice n ORDER BY n.id").map { "\($0)" }
      let holders = try db.query("SELECT * FROM notice_holder ORDER BY notice_id, position").map { "\($0)" }
      let changes = try db.query("SELECT * FROM notice_modification ORDER BY notice_id, position").map { "\($0)" }
      let records = try db.query("SELECT fingerprint, notice_id FROM notice_record ORDER BY fingerprint").map {
        "\($0)"
      }
      return notices + holders + changes + records
    }
  }

  @Test("a file is sent, read by a job, reported line by line and as a table", arguments: Engine.available)
  func journey(_ engine: Engine) async throws {
    let stage = try await stage(engine)
    let odd = try NoticeSample.v1(["id": "\"=ODD\"", "codeCPV": "\"=cmd\"", "objet": "\"<b>\u{202E}x</b>\""])
    let id = try await send(stage, "../avis <b>.json", file([NoticeSample.v1, odd, "3", "{\"id\":\"x\"}"]))
    try await finish(stage)
    let stored = try await stage.site.database.read { db in try #require(try NoticeImportStore.stored(id, db)) }
    #expect(stored.file == "avis <b>.json" && stored.result.failure == nil)
    let counts: [Int] = [stored.result.created, stored.result.rejected, stored.result.read]
    #expect(counts == [2, 2, 4])
    #expect(stored.findings > 3 && stored.finishedAt != nil)
    let left = try FileManager.default.contentsOfDirectory(atPath: stage.site.services.configuration.uploadFolder)
    #expect(left == [])
    try await stage.site.run { browser in
      for person in [stage.sample.facilitator, stage.sample.administrator] {
        try browser.enter(person)
        for path in [
          NoticeURLs.imports, NoticeURLs.report(id), NoticeURLs.report(id) + "?niveau=REJET&champ=id&apres=1",
        ] {
          let reply = try await browser.get(path)
          #expect(reply.status == 200 && htmlFaults(reply.body) == [] && !reply.body.contains("<b>"), "\(path)")
        }
      }
      let rejected = try await browser.get(NoticeURLs.report(id) + "?regle=pas-un-objet")
      #expect(rejected.body.contains("marches[2]") && !rejected.body.contains("=cmd"))
      let table = try await browser.get(NoticeURLs.report(id) + "/rapport.csv?champ=codeCPV")
      #expect(table.body.hasPrefix("\u{FEFF}fichier;") && table.body.contains(";'=cmd;"))
      #expect(!table.body.contains("pas-un-objet"))
      try browser.enter(stage.sample.neighbour)
      #expect(try await browser.get(NoticeURLs.report(id)).status == 404)
      #expect(try await browser.get(NoticeURLs.report(id) + "/rapport.csv").status == 404)
      #expect(try await browser.post(NoticeURLs.undo(id), []).status == 404)
      #expect(try await browser.get(NoticeURLs.imports).body.contains("seront ici"))
    }
  }

  @Test("an import that nobody used is undone, and leaves what was there before", arguments: Engine.available)
  func undo(_ engine: Engine) async throws {
    let stage = try await stage(engine)
    let first = try await send(stage, "a.json", file([NoticeSample.v1]))
    try await finish(stage)
    let before = try await kept(stage.site)
    let later = try NoticeSample.v1(["datePublicationDonnees": "\"2019-03-01\"", "montant": "99"])
    let new = try NoticeSample.v1(["id": "\"NEUF0001\""])
    let second = try await send(stage, "b.json", file([later, new]))
    try await finish(stage)
    #expect(try await kept(stage.site) != before)
    try await stage.site.run { browser in
      try browser.enter(stage.sample.facilitator)
      let early = try await browser.post(NoticeURLs.undo(first), [])
      #expect(early.status == 409 && early.body.contains("b.json"))
      #expect(try await browser.post(NoticeURLs.undo(second), []).status == 303)
    }
    try await finish(stage)
    #expect(try await kept(stage.site) == before)
    try await stage.site.run { browser in
      try browser.enter(stage.sample.facilitator)
      #expect(try await browser.post(NoticeURLs.undo(second), []).status == 409)
      #expect(try await browser.get(NoticeURLs.report(second)).body.contains("a été annulé"))
      #expect(try await browser.post(NoticeURLs.undo(first), []).status == 303)
    }
    try await finish(stage)
    #expect(try await kept(stage.site) == [])
    // What was undone can be read again.
    _ = try await send(stage, "b.json", file([later, new]))
    try await finish(stage)
    let count: Int? = try await stage.site.database.read { try $0.value("SELECT COUNT(*) FROM notice") }
    #expect(count == 2)
  }

  @Test("an import whose notices are used stays, and says which", arguments: Engine.available)
  func used(_ engine: Engine) async throws {
    let stage = try await stage(engine)
    let id = try await send(stage, "a.json", file([NoticeSample.v1]))
    try await finish(stage)
    try await stage.site.database.write { db in
      _ = try db.execute(
        """
        INSERT INTO contract_notice (territory_id, contract_id, notice_id, linked_at)
        SELECT \(stage.sample.territory), CAST(\(stage.sample.school) AS BIGINT), id,
          '2026-11-24T12:00:00.000Z' FROM notice
        """)
    }
    try await stage.site.run { browser in
      try browser.enter(stage.sample.facilitator)
      let page = try await browser.get(NoticeURLs.report(id))
      #expect(page.body.contains("ne peut pas être annulé") && htmlFaults(page.body) == [])
      let reply = try await browser.post(NoticeURLs.undo(id), [])
      #expect(reply.status == 409 && reply.body.contains("des marchés ont été faits"))
    }
  }

  @Test(
    "an import that stops anywhere goes on from there, with the counts of one that did not", arguments: Engine.available
  )
  func resumes(_ engine: Engine) async throws {
    let records = try (0..<40).map { number -> String in
      number % 7 == 3 ? "7" : try NoticeSample.v1(["id": "\"R\(number % 20)\"", "montant": "\(number / 2)"])
    }
    let whole = try await stage(engine)
    let cut = try await stage(engine)
    let path = FileManager.default.temporaryDirectory.appending(path: "avis-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(file(records)).write(to: URL(filePath: path))
    struct Cut: Error {}
    func importer(_ stage: Stage) -> NoticeImport {
      var result = NoticeImport(
        target: NoticeDatabase(stage.site.database, keepsReport: true), today: NoticeSample.today,
        now: { NoticeImportTests.now })
      result.batchSize = 3
      return result
    }
    let expected = try importer(whole).run(path: path, name: "x")
    let target = NoticeDatabase(cut.site.database, keepsReport: true)
    let id = try target.begin(file: "x", at: NoticeImportTests.now)
    // A target that breaks after so many batches stands for a server that dies.
    var result: NoticeImportResult?
    for batches in 1...20 where result == nil {
      let stored = try #require(try cut.site.database.readNow { db in try NoticeImportStore.stored(id, db) })
      var frail = importer(cut)
      frail = NoticeImport(
        target: Frail(target: target, batches: batches), today: frail.today, now: frail.now, batchSize: 3)
      result = try? frail.run(path: path, resuming: (id, stored.result))
    }
    #expect(result == expected)
    func report(_ stage: Stage) async throws -> [String] {
      try await stage.site.database.read { db in
        try db.query("SELECT position, rule, place, field, value FROM notice_finding ORDER BY position").map { "\($0)" }
      }
    }
    #expect(try await report(cut) == report(whole))
    #expect(try await kept(cut.site) == kept(whole.site))
  }

  private final class Frail: NoticeTarget {
    struct Broken: Error {}
    let target: NoticeDatabase
    var batches: Int
    init(target: NoticeDatabase, batches: Int) { (self.target, self.batches) = (target, batches) }
    func begin(file: String, at now: Instant) throws -> Int64 { try target.begin(file: file, at: now) }
    func notices(of fingerprints: [[UInt8]]) throws -> Set<Int64> { try target.notices(of: fingerprints) }
    func end(_ importID: Int64, _ result: NoticeImportResult, at now: Instant) throws {
      try target.end(importID, result, at: now)
    }
    func write(_ batch: NoticeSourceBatch, importID: Int64, at now: Instant) throws -> NoticeBatchResult {
      guard batches > 0 else { throw Broken() }
      batches -= 1
      return try target.write(batch, importID: importID, at: now)
    }
  }

  @Test("what is no upload gets a sentence, and leaves no file", arguments: Engine.available)
  func refused(_ engine: Engine) async throws {
    let stage = try await stage(engine)
    let bytes = file([NoticeSample.v1])
    try await stage.site.run { browser in
      try browser.enter(stage.sample.facilitator)
      let none = try await browser.upload(NoticeURLs.imports, [])
      #expect(none.status == 422 && none.body.contains("choisissez-en un") && htmlFaults(none.body) == [])
      let empty = try await browser.upload(NoticeURLs.imports, [("fichier", "vide.json", [])])
      #expect(empty.status == 422 && empty.body.contains("est vide"))
      let cut = try await browser.upload(NoticeURLs.imports, [("fichier", "a.json", bytes)], cut: 20)
      #expect(cut.status == 422 && cut.body.contains("arrêté avant la fin"))
      let forged = try await browser.upload(NoticeURLs.imports, [("fichier", "a.json", bytes)], csrf: "faux")
      #expect(forged.status == 403)
      let plain = try await browser.post(NoticeURLs.imports, [("fichier", "a.json")])
      #expect(plain.status == 422)
    }
    let folder = stage.site.services.configuration.uploadFolder
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    let id = try await send(stage, "image.json", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2])
    try await finish(stage)
    let stored = try await stage.site.database.read { db in try #require(try NoticeImportStore.stored(id, db)) }
    #expect(stored.result.failure != nil && stored.result.read == 0)
  }

  @Test("a full disk is said to be")
  func full() throws {
    let handle = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    #expect(throws: UploadRefused.full) { try UploadSink.write([1, 2, 3], to: handle) }
    #expect(throws: UploadRefused.unwritable) { try UploadSink.create("/proc/refuse") }
  }
}
