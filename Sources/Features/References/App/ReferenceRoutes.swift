// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Hummingbird
import Platform

/// Lists of codes: read from a file by a job, looked up, taken back.
struct ReferenceRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ReferenceURLs.lists, .jobOwners) { context in context.page(try await lists(context)) }
    routes.upload(ReferenceURLs.lists, [.administrator], receive)
    routes.get(ReferenceURLs.importPattern, .jobOwners, show)
    routes.post(ReferenceURLs.undoPattern, [.administrator], undo)
    routes.get(ReferenceURLs.listPattern, .jobOwners, codes)
  }

  private func lists(_ context: MemberContext, typed: Form = Form(), errors: [FieldError] = []) async throws -> Page {
    let viewer = context.viewer
    let (states, imports) = try await services.database.read { db in
      (
        try ReferenceStore.states(on: viewer.today, for: viewer, db), try ReferenceStore.imports(for: viewer, db)
      )
    }
    return ReferenceListsPage(
      states: states, imports: imports, maySend: viewer.mayAdminister,
      megabytes: services.configuration.uploadMegabytes, timeZone: context.session.timeZone, csrf: context.csrf,
      typedDay: typed["jour"] ?? "", isExtract: typed["extrait"] == "1", errors: errors
    ).page
  }

  @Sendable private func receive(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    do {
      let jobs = try await ReferenceUpload(services: services).receive(upload, context)
      return context.redirect(to: jobs.count == 1 ? JobURLs.job(jobs[0]) : JobURLs.list, flash: "Le fichier est reçu.")
    } catch let rejected as FormRejected {
      return context.refused(try await lists(context, typed: upload.form, errors: rejected.errors))
    }
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let (viewer, id) = (context.viewer, try context.id(of: ReferenceEntry.self).value)
    let kind = ReferenceChangeKind(rawValue: context.query["quoi"] ?? "")
    let after = Int64(context.query["apres"] ?? "") ?? 0
    let page = try await services.database.read { db in
      let file = try ReferenceStore.find(id, for: viewer, db)
      let (changes, hasMore) = try ReferenceReportStore.changes(of: id, kind, after: after, db)
      return ReferenceReportPage(
        file: file, changes: changes, hasMore: hasMore, kind: kind,
        rejections: try ReferenceReportStore.rejections(of: id, db), timeZone: context.session.timeZone,
        csrf: context.csrf, mayUndo: viewer.mayAdminister, obstacle: try ReferenceStore.obstacle(file, db))
    }
    return context.page(page.page)
  }

  @Sendable private func undo(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, now, id) = (context.viewer, context.now, try context.id(of: ReferenceEntry.self).value)
    try await services.database.write { db in
      let file = try ReferenceStore.find(id, for: viewer, db)
      guard file.finishedAt != nil, file.result.failure == nil else {
        throw Conflict("Cet import n’a rien changé\u{202F}: il n’y a rien à annuler.")
      }
      try ReferenceWriter.undo(file, by: viewer.accountID, at: now, db)
    }
    return context.redirect(to: ReferenceURLs.report(id), flash: "L’import est annulé, la liste est comme avant.")
  }

  @Sendable private func codes(_ context: MemberContext) async throws -> Response {
    guard let list = ReferenceList(rawValue: context.parameters.get("id") ?? "") else { throw Missing() }
    let viewer = context.viewer
    let typed = context.query["jour"] ?? ""
    var errors: [FieldError] = []
    var day = viewer.today
    if !typed.isEmpty {
      do throws(ValueError) { day = try Day.parse(typed) } catch { errors = [FieldError("jour", error.sentence)] }
    }
    let words = String((context.query["q"] ?? "").filter { $0 != "\0" }.prefix(100))
    func plain(_ name: String) -> String { String((context.query[name] ?? "").filter { $0 != "\0" }.prefix(20)) }
    let after = plain("apres").isEmpty ? nil : ReferenceKey(code: plain("apres"), variant: plain("variante"))
    let page = try await services.database.read { [day, errors] db in
      guard let state = try ReferenceStore.states(on: day, for: viewer, db).first(where: { $0.list == list }) else {
        throw Missing()
      }
      let (lines, hasMore) = try ReferenceReportStore.lines(of: list, on: day, words: words, after: after, db)
      return ReferenceCodesPage(
        list: list, state: state, day: day, words: words, lines: lines, hasMore: hasMore, errors: errors)
    }
    return context.page(page.page)
  }
}

/// Takes files of lists, from the page of lists as from that of notices.
struct ReferenceUpload {
  let services: Services

  /// Puts each file in the queue. Throws `FormRejected` when one is no list, or nothing says its day.
  func receive(_ upload: Upload, _ context: MemberContext) async throws -> [ID<Job>] {
    var read = FormReader(upload.form)
    let day = read.optionalDay("jour", "En vigueur le")
    let isExtract = read.isChecked("extrait")
    try read.check()
    let files = upload.files.filter { $0.field == "fichier" && $0.bytes > 0 }
    guard !files.isEmpty else {
      throw FormRejected(
        "fichier", upload.files.isEmpty ? "Fichier\u{202F}: choisissez-en un." : "Ce fichier est vide.")
    }
    let options = ReferenceOptions(day: day, isExtract: isExtract)
    let lists = try files.map { try Self.list($0) }
    let (now, jobAt, viewer) = (context.now, JobRun.now(services), context.viewer)
    let jobs = try await services.database.write { db in
      try zip(files, lists).map { file, list in
        try ReferenceStore.add(
          file, storedAs: URL(filePath: file.path).lastPathComponent, list, options, for: viewer, at: now, jobAt: jobAt,
          db)
      }
    }
    for file in files { upload.keep(file) }
    return jobs
  }

  private static func list(_ file: UploadedFile) throws -> ReferenceList {
    if let layout = ReferenceFile.recognise(file.path) { return layout.list }
    do { _ = try ReferenceFile.read(file.path) } catch let error as ReferenceFileError {
      throw FormRejected("fichier", "\(file.name)\u{202F}: \(error.sentence)")
    }
    throw FormRejected("fichier", "\(file.name)\u{202F}: ce fichier n’est pas une liste.")
  }
}
