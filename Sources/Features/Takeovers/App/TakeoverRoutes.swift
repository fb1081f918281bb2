// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// A workbook sent, read by a job, looked at, read again with other columns, written, undone.
struct TakeoverRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(TakeoverURLs.list, .jobOwners) { context in context.page(try await list(context).page) }
    routes.upload(TakeoverURLs.list, .jobOwners, receive)
    routes.get(TakeoverURLs.template, .jobOwners, template)
    routes.get(TakeoverURLs.pattern, .jobOwners, show)
    routes.post(TakeoverURLs.columnsPattern, .jobOwners, setColumns)
    routes.post(TakeoverURLs.writePattern, .jobOwners, write)
    routes.post(TakeoverURLs.undoPattern, .jobOwners, undo)
    routes.post(TakeoverURLs.dropPattern, .jobOwners, drop)
  }

  private func list(_ context: MemberContext) async throws -> TakeoverListPage {
    let viewer = context.viewer
    let found = try await services.database.read { try TakeoverStore.list(for: viewer, $0) }
    return TakeoverListPage(
      takeovers: found, megabytes: services.configuration.uploadMegabytes, timeZone: context.session.timeZone,
      csrf: context.csrf)
  }

  @Sendable private func receive(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    let files = upload.files.filter { $0.field == "fichier" && $0.bytes > 0 }
    let typed = TakeoverListPage.TypedSource(
      source: upload.form["source"] ?? "", opensMissing: upload.form["soldes"] != nil)
    let source: String
    do throws(FormRejected) {
      source = try TakeoverSource.checked(typed.source)
      guard !files.isEmpty else {
        throw FormRejected(
          "fichier", upload.files.isEmpty ? "Fichier\u{202F}: choisissez-en un." : "Ce fichier est vide.")
      }
    } catch {
      var page = try await list(context)
      (page.typed, page.errors) = (typed, error.errors)
      return context.refused(page.page)
    }
    let (now, jobAt, viewer) = (context.now, JobRun.now(services), context.viewer)
    let job = try await services.database.write { db in
      let id = try TakeoverStore.insert(
        source: source, file: files.map { $0.name.replacing(", ", with: " ") }.joined(separator: ", "),
        stored: files.map { URL(filePath: $0.path).lastPathComponent }, state: "reading",
        opensMissing: typed.opensMissing,
        in: viewer.territoryID, by: viewer.accountID, at: now, db)
      return try TakeoverStore.move(
        id, from: ["reading"], to: "reading",
        job: draft(TakeoverReadWork.kind, "Lecture de", id, files[0].name, viewer),
        at: jobAt, db)
    }
    for file in files { upload.keep(file) }
    return context.redirect(to: job.map(JobURLs.job) ?? TakeoverURLs.list, flash: "Le fichier est reçu.")
  }

  private func draft(_ kind: String, _ verb: String, _ id: Int64, _ name: String, _ viewer: Viewer) -> JobDraft {
    JobDraft(
      kind: kind, title: "\(verb) \(name)", payload: String(id), accountID: viewer.accountID,
      path: TakeoverURLs.takeover(id))
  }

  @Sendable private func template(_ context: MemberContext) async throws -> Response {
    let bytes = try TakeoverTemplate.workbook()
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        .contentDisposition: "attachment; filename=\"modele-reprise.xlsx\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func number(_ context: MemberContext) throws -> Int64 { try context.id(of: TakeoverRun.self).value }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try number(context), context.viewer)
    let (takeover, obstacle) = try await services.database.read { db in
      let found = try TakeoverStore.find(id, for: viewer, db)
      return (found, found.state == "written" ? try TakeoverUndo.obstacle(found, db) : nil)
    }
    return context.page(
      TakeoverPage(
        takeover: takeover, obstacle: obstacle, showsPeople: viewer.isFacilitator, timeZone: context.session.timeZone,
        csrf: context.csrf
      ).page)
  }

  @Sendable private func setColumns(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, now) = (try number(context), context.viewer, context.now)
    let jobAt = JobRun.now(services)
    let job = try await services.database.write { db in
      let takeover = try TakeoverStore.find(id, for: viewer, db)
      guard let sheets = takeover.preview?.sheets, let place = Int(form["feuille"] ?? ""),
        sheets.indices.contains(place)
      else { throw Missing() }
      var layout = sheets[place].layout
      layout.sheet = TakeoverSheet(rawValue: form["sujet"] ?? "")
      for column in layout.columns.indices {
        if let code = form["c\(column)"] { layout.columns[column] = TakeoverColumn(code: code) }
      }
      try TakeoverLayoutStore.keep(layout, in: viewer.territoryID, at: now, db)
      return try TakeoverStore.move(
        id, from: ["ready"], to: "reading",
        job: draft(TakeoverReadWork.kind, "Nouvelle lecture de", id, takeover.file, viewer), at: jobAt, db)
    }
    return context.redirect(
      to: job.map(JobURLs.job) ?? TakeoverURLs.takeover(id), flash: "Colonnes retenues\u{202F}: le fichier se relit.")
  }

  @Sendable private func write(_ form: Form, _ context: MemberContext) async throws -> Response {
    try await begin(TakeoverWriteWork.kind, "Reprise de", from: "ready", to: "writing", context)
  }

  @Sendable private func undo(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try number(context), context.viewer)
    try await services.database.read { db in
      if let obstacle = try TakeoverUndo.obstacle(try TakeoverStore.find(id, for: viewer, db), db) {
        throw Conflict(obstacle)
      }
    }
    return try await begin(
      TakeoverUndoWork.kind, "Annulation de la reprise de", from: "written", to: "written", context)
  }

  private func begin(
    _ kind: String, _ verb: String, from: String, to: String, _ context: MemberContext
  ) async throws -> Response {
    let (id, viewer, jobAt) = (try number(context), context.viewer, JobRun.now(services))
    let job = try await services.database.write { db in
      let takeover = try TakeoverStore.find(id, for: viewer, db)
      return try TakeoverStore.move(
        id, from: [from], to: to, job: draft(kind, verb, id, takeover.file, viewer), at: jobAt, db)
    }
    return context.redirect(to: job.map(JobURLs.job) ?? TakeoverURLs.takeover(id))
  }

  @Sendable private func drop(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, jobAt) = (try number(context), context.viewer, JobRun.now(services))
    let takeover = try await services.database.write { db in
      let found = try TakeoverStore.find(id, for: viewer, db)
      _ = try TakeoverStore.move(id, from: ["ready", "refused"], to: "dropped", job: nil, at: jobAt, db)
      return found
    }
    TakeoverWork.forget(takeover, services)
    return context.redirect(to: TakeoverURLs.list, flash: "La lecture est abandonnée\u{202F}; le fichier est effacé.")
  }
}
