// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Platform
import Spreadsheet

/// Files of notices, sent from a page: read by a job, reported line by line, taken back.
struct NoticeImportRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(NoticeURLs.imports, .jobOwners) { context in context.page(try await list(context)) }
    routes.upload(NoticeURLs.imports, .jobOwners, receive)
    routes.get(NoticeURLs.importPattern, .jobOwners, show)
    routes.get(NoticeURLs.tablePattern, .jobOwners, table)
    routes.post(NoticeURLs.undoPattern, .jobOwners, undo)
  }

  private func list(_ context: MemberContext, errors: [FieldError] = []) async throws -> Page {
    let before = (context.query["avant"] ?? "").isEmpty ? nil : Int64(context.query["avant"] ?? "")
    let found = try await services.database.read {
      try NoticeImportStore.list(before: before, for: context.viewer, $0)
    }
    return NoticeImportListPage(
      files: found.files, hasMore: found.hasMore, megabytes: services.configuration.uploadMegabytes,
      timeZone: context.session.timeZone, csrf: context.csrf, errors: errors
    ).page
  }

  @Sendable private func receive(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    let files = upload.files.filter { $0.field == "fichier" && $0.bytes > 0 }
    guard !files.isEmpty else {
      let sentence = upload.files.isEmpty ? "Fichier\u{202F}: choisissez-en un." : "Ce fichier est vide."
      return context.refused(try await list(context, errors: [FieldError("fichier", sentence)]))
    }
    if files.contains(where: { ReferenceFile.recognise($0.path) != nil }) {
      return try await receiveLists(upload, context)
    }
    let (now, jobAt, viewer) = (context.now, JobRun.now(services), context.viewer)
    let jobs = try await services.database.write { db in
      try files.map { file in
        let name = URL(filePath: file.path).lastPathComponent
        return try NoticeImportStore.add(file, storedAs: name, for: viewer, at: now, jobAt: jobAt, db)
      }
    }
    for file in files { upload.keep(file) }
    return context.redirect(to: jobs.count == 1 ? JobURLs.job(jobs[0]) : JobURLs.list, flash: "Le fichier est reçu.")
  }

  /// A list of reference, recognised by its headings, goes where lists go.
  private func receiveLists(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    do {
      guard context.viewer.mayAdminister else {
        throw FormRejected(
          "fichier",
          "Ce fichier est une liste de référence, la même pour tous les territoires\u{202F}: demandez à l’administrateur de l’envoyer."
        )
      }
      let jobs = try await ReferenceUpload(services: services).receive(upload, context)
      return context.redirect(to: jobs.count == 1 ? JobURLs.job(jobs[0]) : JobURLs.list, flash: "Le fichier est reçu.")
    } catch let rejected as FormRejected {
      return context.refused(try await list(context, errors: rejected.errors))
    }
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let id = try number(context)
    let filter = Self.filter(context.query)
    let after = Int64(context.query["apres"] ?? "") ?? 0
    let page = try await services.database.read { db in
      let file = try NoticeImportStore.find(id, for: context.viewer, db)
      let (lines, hasMore) = try NoticeFindingStore.page(of: id, after: after, filter: filter, db)
      let mayUndo = Self.mayUndo(file, context.viewer)
      return NoticeReportPage(
        file: file, rules: try NoticeFindingStore.rules(of: id, db), lines: lines, hasMore: hasMore, filter: filter,
        timeZone: context.session.timeZone, csrf: context.csrf,
        obstacle: mayUndo ? try NoticeUndoStore.obstacle(id, db) : Self.notYours)
    }
    return context.page(page.page)
  }

  private static let notYours =
    "Ce fichier a été lu par une commande\u{202F}: l’administrateur peut annuler son import."

  /// What the command line read concerns every territory.
  private static func mayUndo(_ file: NoticeImportFile, _ viewer: Viewer) -> Bool {
    !file.isByCommand || viewer.mayAdminister
  }

  private func number(_ context: MemberContext) throws -> Int64 { try context.id(of: Notice.self).value }

  /// Filters as an address has them; what means nothing filters nothing.
  static func filter(_ query: Form) -> NoticeFindingFilter {
    func text(_ name: String) -> String { String((query[name] ?? "").filter { $0 != "\0" }.prefix(100)) }
    return NoticeFindingFilter(
      level: NoticeFinding.Level(rawValue: text("niveau")), rule: NoticeRule(rawValue: text("regle")),
      field: text("champ"), place: text("emplacement"))
  }

  /// The report as a table, a thousand lines at a time: its length is nobody's memory.
  @Sendable private func table(_ context: MemberContext) async throws -> Response {
    let id = try number(context)
    let filter = Self.filter(context.query)
    let file = try await services.database.read { try NoticeImportStore.find(id, for: context.viewer, $0) }
    let database = services.database
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: CSVText.mark + CSVText.line(NoticeReport.header)))
      var after: Int64 = 0
      while true {
        let from = after
        let (lines, hasMore) = try await database.read { db in
          try NoticeFindingStore.page(of: id, after: from, filter: filter, limit: 1000, db)
        }
        try await writer.write(ByteBuffer(string: lines.map { NoticeReport.line($0, file: file.file) }.joined()))
        guard hasMore, let last = lines.last else { break }
        after = last.position
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"rapport-\(id).csv\"",
      ], body: body)
  }

  @Sendable private func undo(_ form: Form, _ context: MemberContext) async throws -> Response {
    let id = try number(context)
    let (now, viewer) = (JobRun.now(services), context.viewer)
    let job = try await services.database.write { db in
      let file = try NoticeImportStore.find(id, for: viewer, db)
      guard Self.mayUndo(file, viewer) else { throw Conflict(Self.notYours) }
      guard file.undoneAt == nil else { throw Conflict("Cet import est déjà annulé.") }
      guard file.finishedAt != nil else { throw Conflict("Cet import n’est pas fini. Annulez d’abord son travail.") }
      if let obstacle = try NoticeUndoStore.obstacle(id, db) { throw Conflict(obstacle) }
      return try JobStore.add(
        JobDraft(
          kind: NoticeUndoWork.kind, title: "Annulation de l’import de \(file.file)", payload: String(id),
          accountID: viewer.accountID, path: NoticeURLs.report(id)), at: now, db)
    }
    return context.redirect(to: JobURLs.job(job))
  }
}
