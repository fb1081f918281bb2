// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import TestSupport
import Testing

@testable import App

@Suite("Pieces of proof through pages")
struct ProofJourneyTests {
  /// A PDF of one page whose text layer says something.
  static func pdf(saying text: String, pages: Int = 1, isLocked: Bool = false) -> [UInt8] {
    let lock = String(repeating: "x", count: 32)
    let drawing = "BT /F1 12 Tf 72 700 Td (\(text)) Tj ET"
    return Array(
      """
      %PDF-1.4
      1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
      2 0 obj <</Type/Pages/Kids[\(Array(repeating: "3 0 R", count: pages).joined(separator: " "))]/Count \(pages)>> endobj
      3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj
      4 0 obj <</Length \(drawing.utf8.count)>> stream
      \(drawing)
      endstream endobj
      5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
      6 0 obj <</Filter/Standard/V 1/R 2/O(\(lock))/U(\(lock))/P -4>> endobj
      trailer <</Root 1 0 R/Size 7\(isLocked ? "/Encrypt 6 0 R" : "")>>
      %%EOF

      """.utf8)
  }

  /// A statement of the mason for Marie.
  private static func statement(_ cast: LinkCast) async throws -> (ID<Statement>, ID<HoursLine>) {
    let sample = cast.sample
    return try await cast.site.database.write { db in
      let line = try LedgerRows(sample, db).line(202610, declared: "70", kept: nil)
      let found: Int64? = try db.value("SELECT statement_id FROM hours_line WHERE id = \(line)")
      return (ID(found ?? 0), line)
    }
  }

  private static func file(_ bytes: [UInt8], _ name: String = "piece.pdf") -> [(
    field: String, name: String, content: [UInt8]
  )] {
    [(field: "fichier", name: name, content: bytes)]
  }

  @Test(
    "the same piece given twice at the same moment is kept once, and both hear so",
    arguments: Engine.available)
  func twice(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let (statement, line) = try await Self.statement(cast)
    let now = Instant(cast.site.clock.now)
    let bytes = Self.pdf(saying: "70")
    let draft = ProofDraft(
      statement: statement, line: line, person: nil, kind: .timeSheet, format: .pdf, bytes: bytes,
      sha256: Digest.sha256Text(bytes))
    let viewer = Viewer(
      accountID: cast.sample.facilitator.account, accountName: "", role: .facilitator,
      territoryID: cast.sample.territory, territoryName: "", organisationID: nil,
      membershipID: ID(0),
      today: Day(2026, 11, 24) ?? .first)
    let database = cast.site.database
    let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await database.write { try ProofStore.add(draft, for: viewer, at: now, $0) != nil }
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(kept == 1)
    #expect(try await cast.count("SELECT COUNT(*) FROM proof") == 1)
  }

  @Test(
    "an employer joins a piece, the team reads it, the neighbours see nothing",
    arguments: Engine.available)
  func joined(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let (sample, (statement, line)) = (cast.sample, try await Self.statement(cast))
    let path = "/heures/releves/\(statement)/justificatifs"
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      let empty = try await browser.get(path)
      #expect(empty.status == 200 && htmlFaults(empty.body) == [] && empty.body.contains("Aucune pièce"))
      let fields = [("nature", "TIME_SHEET"), ("pour", "l\(line)")]
      let sent = try await browser.upload(path, Self.file(Self.pdf(saying: "Heures de Marie, 70")), fields: fields)
      #expect(sent.status == 303, "\(sent.body.prefix(2000))")
      let again = try await browser.upload(path, Self.file(Self.pdf(saying: "Heures de Marie, 70")), fields: fields)
      #expect(again.status == 303)
      let shown = try await browser.get(path)
      #expect(shown.body.components(separatedBy: "/retrait").count == 2 && htmlFaults(shown.body) == [])
      #expect(try await cast.count("SELECT COUNT(*) FROM proof") == 1)
      let id = try await cast.count("SELECT MAX(id) FROM proof")
      let read = try await browser.get("/justificatifs/\(id)")
      #expect(read.body.hasPrefix("%PDF-1.4") && read.headers["content-type"] == "application/pdf")
      #expect(read.headers["content-security-policy"] == "default-src 'none'; sandbox")

      let other = browser.another()
      try other.enter(sample.neighbour)
      for (person, address) in [(other, path), (other, "/justificatifs/\(id)"), (other, "/justificatifs/999999")] {
        #expect(try await person.get(address).status == 404)
      }
      try other.enter(sample.structure)
      #expect(try await other.get(path).status == 404)
      #expect(try await other.get("/justificatifs/\(id)").status == 404)
      #expect(try await other.upload(path, Self.file(Self.pdf(saying: "x")), fields: fields).status == 404)

      try other.enter(sample.facilitator)
      #expect(try await other.get("/justificatifs/\(id)").status == 200)
      let page = try await other.get("/heures/releves/\(statement)")
      #expect(page.body.contains("Voir ou joindre") && htmlFaults(page.body) == [])
      #expect(try await other.post("/justificatifs/\(id)/retrait", []).status == 303)
      #expect(try await other.post("/justificatifs/\(id)/retrait", []).status == 409)
      #expect(try await other.get("/justificatifs/\(id)").status == 404)
      let after = try await other.get(path)
      #expect(after.body.contains("retirée le") && htmlFaults(after.body) == [])
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM file_content") == 0)
  }

  @Test("what may not be kept is refused with a sentence, and what was chosen stays", arguments: Engine.available)
  func refused(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let (sample, (statement, _)) = (cast.sample, try await Self.statement(cast))
    let path = "/heures/releves/\(statement)/justificatifs"
    let heic: [UInt8] = [0, 0, 0, 24] + Array("ftypheic".utf8) + Array(repeating: 0, count: 40)
    var cases: [([UInt8], [(String, String)], String)] = [
      (heic, [("nature", "MISSION"), ("pour", "")], "HEIC"),
      ([], [("nature", "MISSION"), ("pour", "")], "choisissez un PDF"),
      (Self.pdf(saying: "x"), [("nature", "AUTRE"), ("pour", "")], "Nature de la pièce"),
      (Self.pdf(saying: "x"), [("nature", "MISSION"), ("pour", "l999999")], "Pour qui"),
      (
        Self.pdf(saying: "x") + Array(repeating: 0x20, count: ProofFormat.mostBytes), [("nature", "MISSION")], "dépasse"
      ),
    ]
    if FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext") {
      cases.append(
        (
          Self.pdf(saying: "Salarie 1 85 05 78 006 084 91"), [("nature", "MISSION"), ("pour", "")],
          "sécurité sociale"
        ))
      cases.append(
        (Self.pdf(saying: "x", pages: 201), [("nature", "MISSION"), ("pour", "")], "200 pages"))
    }
    cases.append(
      (
        Self.pdf(saying: "x", isLocked: true), [("nature", "MISSION"), ("pour", "")], "mot de passe"
      ))
    let tried = cases
    try await cast.site.run { browser in
      try browser.enter(sample.company)
      for (bytes, fields, word) in tried {
        let reply = try await browser.upload(path, Self.file(bytes, "../../<b>=1+1.pdf"), fields: fields)
        #expect(reply.status == 422 && reply.body.contains(word) && htmlFaults(reply.body) == [], "\(word)")
      }
    }
    #expect(try await cast.count("SELECT COUNT(*) FROM file_content") == 0)
  }

  @Test(
    "a photo comes through the standing link, which shows no piece of another employer", arguments: Engine.available)
  func byLink(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let ((statement, _), home) = (try await Self.statement(cast), try await cast.link())
    let token = String(home.split(separator: "/").last ?? "")
    try await cast.site.run { browser in
      let path = "\(home)/justificatifs/\(statement)"
      let page = try await browser.get(path)
      #expect(page.status == 200 && htmlFaults(page.body) == [])
      let sent = try await browser.upload(
        path, Self.file(ProofRulesTests.jpeg, "photo.jpg"), fields: [("nature", "TIME_SHEET"), ("pour", "")],
        csrf: LinkVisit.csrf(token))
      #expect(sent.status == 303, "\(sent.body.prefix(2000))")
      let id = try await cast.count("SELECT MAX(id) FROM proof")
      #expect(try await browser.get("\(home)/pieces/\(id)").headers["content-type"] == "image/jpeg")
      #expect(try await browser.get("\(home)/pieces/999999").status == 404)
      #expect(try await browser.get("/declarer/\(String(token.reversed()))/pieces/\(id)").status == 404)
      #expect(try await browser.get("\(home)/releves/\(statement)").body.contains("Joindre une photo"))
    }
  }

  @Test("what the territory asks for and did not get is on a page", arguments: Engine.available)
  func missing(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let (sample, (statement, _)) = (cast.sample, try await Self.statement(cast))
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let nothing = try await browser.get("/heures/justificatifs?mois=2026-10")
      #expect(nothing.body.contains("aucun justificatif") && htmlFaults(nothing.body) == [])
      let set = try await browser.post(
        "/reglages/regles/justificatif-embauche-directe", [("value", "2"), ("from", "01/01/2020"), ("reason", "")])
      #expect(set.status == 303, "\(set.body.prefix(3000))")
      let page = try await browser.get("/heures/justificatifs?mois=2026-10")
      #expect(page.body.contains("Feuille de pointage (1 ligne)") && htmlFaults(page.body) == [])
      _ = try await browser.upload(
        "/heures/releves/\(statement)/justificatifs", Self.file(ProofRulesTests.png, "p.png"),
        fields: [("nature", "TIME_SHEET"), ("pour", "")])
      #expect(try await browser.get("/heures/justificatifs?mois=2026-10").body.contains("a ses pièces"))
    }
  }

  @Test("files go when their time is over and the lots too, not before", arguments: Engine.available)
  func expired(engine: Engine) async throws {
    let cast = try await LinkCast(engine)
    let (sample, (statement, _)) = (cast.sample, try await Self.statement(cast))
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      _ = try await browser.upload(
        "/heures/releves/\(statement)/justificatifs", Self.file(ProofRulesTests.png, "p.png"),
        fields: [("nature", "OTHER"), ("pour", "")])
    }
    func remove(on day: Day?) async throws -> Int {
      let day = try #require(day)
      let viewer = Viewer(
        accountID: sample.facilitator.account, accountName: "Claire", role: .facilitator, territoryID: sample.territory,
        territoryName: "Val d’Orme", organisationID: nil, membershipID: sample.facilitator.membership, today: day)
      let now = Instant(cast.site.clock.now)
      return try await cast.site.database.write { try ProofStore.removeExpired(for: viewer, at: now, $0) }
    }
    #expect(try await remove(on: Day(2040, 1, 1)) == 0, "the lot has no final account")
    try await cast.site.database.write { try $0.execute("UPDATE lot SET settled_on = '2027-06-01'") }
    #expect(try await remove(on: Day(2029, 5, 31)) == 0)
    #expect(try await remove(on: Day(2040, 1, 1)) == 1)
    #expect(try await remove(on: Day(2040, 1, 1)) == 0)
    #expect(try await cast.count("SELECT COUNT(*) FROM file_content") == 0)
    #expect(try await cast.count("SELECT COUNT(*) FROM proof WHERE removal = 'durée de conservation atteinte'") == 1)
  }
}
