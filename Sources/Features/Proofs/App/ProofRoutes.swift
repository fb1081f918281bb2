// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// Pieces of proof, for who may open their statement: its employer, by an account or a standing link, and the territory's team.
struct ProofRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]
  private static let mostRows = 100

  func add(to routes: Routes) {
    routes.get(ProofURLs.missing, .facilitators, missing)
    routes.get(ProofURLs.list, declarers) { context in
      context.page(try await page(try context.id(of: Statement.self), of: context).page)
    }
    routes.upload(ProofURLs.list, declarers, add)
    routes.get(ProofURLs.file, declarers) { context in try await file(context.id(), for: context.viewer) }
    routes.post(ProofURLs.removal, declarers, remove)
    let door = LinkDoor(services: services, routes: routes)
    door.get(ProofURLs.linkList) { visit in visit.page(try await page(try visit.id(), of: visit).page) }
    door.upload(ProofURLs.linkList, addByLink)
    door.get(ProofURLs.linkFile) { visit in LinkAnswers.closed(try await file(visit.id(), for: visit.viewer)) }
  }

  @Sendable private func missing(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let month = (try? Month.parse(context.query["mois"] ?? "")) ?? viewer.today.month.previous
    let page = try await services.database.read { db in
      let found = try ProofStore.missing(in: month, for: viewer, db).compactMap { one in
        let missing = one.cover.missing(under: viewer.rules)
        return missing.isEmpty ? nil : (one.statement, missing)
      }
      let shown = found.prefix(Self.mostRows)
      let statements = try StatementStore.list(shown.map(\.0), for: viewer, db)
      return MissingProofsPage(
        month: month, rules: viewer.rules,
        rows: shown.compactMap { id, missing in statements[id].map { ($0, missing) } }, count: found.count)
    }
    return context.page(page.page)
  }

  private func page(_ id: ID<Statement>, of context: MemberContext) async throws -> ProofListPage {
    try await page(id, for: context.viewer, context.territoryClock, csrf: context.csrf)
  }

  private func page(_ id: ID<Statement>, of visit: LinkVisit) async throws -> ProofListPage {
    var page = try await page(id, for: visit.viewer, visit.clock, csrf: visit.csrf)
    page.token = visit.token
    return page
  }

  private func page(
    _ id: ID<Statement>, for viewer: Viewer, _ clock: TerritoryClock, csrf: String
  ) async throws -> ProofListPage {
    try await services.database.read { db in
      ProofListPage(
        viewer: viewer, clock: clock, csrf: csrf, statement: try StatementStore.find(id, for: viewer, db),
        lines: try LedgerStore.lines(of: id, for: viewer, db), needs: try ProofStore.lines(of: id, for: viewer, db),
        proofs: try ProofStore.list(of: id, for: viewer, db))
    }
  }

  @Sendable private func add(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    let id = try context.id(of: Statement.self)
    do {
      let sentence = try await AddProof(services: services, viewer: context.viewer).run(upload, to: id)
      return context.redirect(to: ProofURLs.list(id), flash: sentence)
    } catch let error as FormRejected {
      var page = try await page(id, of: context)
      (page.typed, page.errors) = (upload.form, error.errors)
      return context.refused(page.page)
    }
  }

  @Sendable private func addByLink(_ upload: Upload, _ visit: LinkVisit) async throws -> Response {
    let (id, now): (ID<Statement>, Instant) = (try visit.id(), services.now)
    do {
      let link = visit.holder.link
      let sentence = try await AddProof(services: services, viewer: visit.viewer).run(upload, to: id) { db in
        try LinkStore.log(.proof, of: link, at: now, db)
      }
      return visit.redirect(to: ProofURLs.list(id, visit.token), flash: sentence)
    } catch let error as FormRejected {
      // A refused file counts among what a link may send in a quarter of an hour.
      let link = visit.holder.link
      try await services.database.write { try LinkStore.log(.refused, of: link, at: now, $0) }
      var page = try await page(id, of: visit)
      (page.typed, page.errors) = (upload.form, error.errors)
      return visit.page(page.page, status: .unprocessableContent)
    }
  }

  @Sendable private func remove(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try context.id(of: Proof.self), context.viewer, services.now)
    let statement = try await services.database.write { db in
      let proof = try ProofStore.find(id, for: viewer, db)
      guard viewer.isFacilitator || proof.authorID == viewer.accountID else { throw Missing() }
      guard try ProofStore.remove(id, why: "", for: viewer, at: now, db) else {
        throw Conflict("Cette pièce a déjà été retirée.")
      }
      try Journal.record(
        "proof.remove", .statement, proof.statement.value, "Justificatif retiré\u{202F}: \(proof.kind.french).",
        by: viewer,
        at: now, db)
      return proof.statement
    }
    return context.redirect(to: ProofURLs.list(statement), flash: "La pièce est retirée, son fichier est effacé.")
  }

  /// The bytes of a piece. The browser is told what they are, may run nothing of them, and keeps no copy.
  private func file(_ id: ID<Proof>, for viewer: Viewer) async throws -> Response {
    let (proof, bytes) = try await services.database.read { db in
      (try ProofStore.find(id, for: viewer, db), try ProofStore.content(of: id, for: viewer, db))
    }
    return Self.file(bytes, proof.format, named: "justificatif-\(id)")
  }

  /// An answer that is a file somebody sent. `name` is ours, without its ending.
  static func file(_ bytes: [UInt8], _ format: ProofFormat, named name: String) -> Response {
    var headers: HTTPFields = [
      .contentType: format.rawValue, .cacheControl: "no-store",
      // Browsers show no PDF in a sandbox: it is saved, and a picture is shown.
      .contentDisposition:
        "\(format == .pdf ? "attachment" : "inline"); filename=\"\(name).\(format.ending)\"",
    ]
    if let sniff = HTTPField.Name("X-Content-Type-Options") { headers[sniff] = "nosniff" }
    if let policy = HTTPField.Name("Content-Security-Policy") { headers[policy] = "default-src 'none'; sandbox" }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
