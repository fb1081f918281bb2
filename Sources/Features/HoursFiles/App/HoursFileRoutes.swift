// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// Files of hours: handing over, settling, writing, undoing.
struct HoursFileRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.get(HoursFileURLs.list, declarers, list)
    routes.upload(HoursFileURLs.list, declarers, upload)
    routes.post(HoursFileURLs.pasted, declarers, paste)
    routes.get(HoursFileURLs.template, declarers, template)
    routes.get(HoursFileURLs.file, declarers, show)
    routes.post(HoursFileURLs.columns, declarers, setColumns)
    routes.post(HoursFileURLs.answers, declarers, answer)
    routes.post(HoursFileURLs.month, declarers, setMonth)
    routes.post(HoursFileURLs.statement, declarers, write)
    routes.post(HoursFileURLs.dropped, declarers, drop)
    routes.post(HoursFileURLs.undone, declarers, undo)
  }

  // MARK: handing over

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    context.page(try await listPage(context, typed: context.query).page())
  }

  func listPage(_ context: MemberContext, typed: Form) async throws -> HoursFileListPage {
    let (viewer, clock, csrf) = (context.viewer, context.territoryClock, context.csrf)
    return try await services.database.read { db in
      HoursFileListPage(
        viewer: viewer, clock: clock, csrf: csrf,
        employers: try DeclarationStore.employers(for: viewer, db).map { Choice($0.id.description, $0.name) },
        files: try HoursFileStore.list(for: viewer, db), typed: typed)
    }
  }

  @Sendable private func paste(_ form: Form, _ context: MemberContext) async throws -> Response {
    do {
      let text = form["tableau"] ?? ""
      guard !text.allSatisfy(\.isWhitespace) else { throw FormRejected("tableau", "Tableau copié\u{202F}: à remplir.") }
      let draft = try HandOverForm(form, context.viewer).draft(
        name: "", digest: Token.hash(text), sheets: { () throws(FormRejected) in try FileIntake.paste(text) })
      return try await handOver(draft, context)
    } catch let error as FormRejected {
      let errors = error.errors.map { FieldError($0.field == "fichier" ? "tableau" : $0.field, $0.sentence) }
      return context.refused(try await listPage(context, typed: form).page(errors: errors))
    }
  }

  func handOver(_ draft: HoursFileDraft, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    let id = try await services.database.write { db in
      try HandFileOver(draft: draft).run(for: viewer, at: services.now, db)
    }
    return context.redirect(to: HoursFileURLs.file(id))
  }

  @Sendable private func template(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    guard
      let employer = viewer.isFacilitator ? ID<Organisation>(context.query["employeur"] ?? "") : viewer.organisationID
    else { throw Missing() }
    let month = (try? Month.parse(context.query["mois"] ?? "")) ?? viewer.today.month.previous
    let template = try await services.database.read { try HoursTemplate.load(employer, month, for: viewer, $0) }
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        .contentDisposition: "attachment; filename=\"heures-\(month.iso).xlsx\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: try template.workbook())))
  }

  // MARK: settling

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    let page = try await page(context)
    guard page.file.state == .open else {
      if page.file.state == .written, let statement = page.file.statement {
        return context.redirect(to: HoursURLs.statement(statement))
      }
      return context.redirect(
        to: HoursFileURLs.list, flash: "Ce fichier n’est plus là\u{202F}: il a été traité ou abandonné.", tone: .watch)
    }
    return context.page(page.page())
  }

  private func page(_ context: MemberContext) async throws -> HoursFilePage {
    let (id, viewer, clock, csrf) = (
      try context.id(of: HoursFile.self), context.viewer, context.territoryClock, context.csrf
    )
    return try await services.database.read { db in
      let assembled = try AssembledFile.load(id, for: viewer, db)
      let same = try HoursFileStore.written(
        assembled.file.digest, of: assembled.file.employer, besides: id, for: viewer, db)
      return HoursFilePage(viewer: viewer, clock: clock, csrf: csrf, assembled: assembled, earlier: same)
    }
  }

  @Sendable private func setColumns(_ form: Form, _ context: MemberContext) async throws -> Response {
    let answers = form.fields.filter { field in
      AnswerNames.isColumn(field.name) && (field.value == "none" || ColumnRole(code: field.value) != nil)
    }
    return try await save(answers.map { ($0.name, $0.value) }, context)
  }

  @Sendable private func answer(_ form: Form, _ context: MemberContext) async throws -> Response {
    do {
      let answers = try AnswerForm(form).answers()
      if form["reprendre"] != nil { return try await takeBack(context) }
      return try await save(answers, context)
    } catch let error as FormRejected {
      var page = try await page(context)
      (page.typed, page.errors) = (form, error.errors)
      return context.refused(page.page())
    }
  }

  private func save(_ answers: [(name: String, value: String)], _ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: HoursFile.self), context.viewer)
    try await services.database.write { db in
      guard try HoursFileStore.find(id, for: viewer, db).state == .open else {
        throw Conflict("Ce fichier a déjà été traité\u{202F}: regardez la liste des relevés.")
      }
      try HoursFileStore.save(answers, of: id, in: viewer.territoryID, db)
    }
    return context.redirect(to: HoursFileURLs.file(id))
  }

  private func takeBack(_ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: HoursFile.self), context.viewer)
    let standing = try await services.database.read { db in
      _ = try HoursFileStore.find(id, for: viewer, db)
      return try HoursFileStore.answers(of: id, in: viewer.territoryID, db).keys.sorted()
    }
    return try await save(
      standing.filter { $0.hasPrefix("s_") || $0.hasPrefix("q_place_") || $0.hasPrefix("p_") }.map { ($0, "") }, context
    )
  }

  @Sendable private func setMonth(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer) = (try context.id(of: HoursFile.self), context.viewer)
    var read = FormReader(form)
    let month = read.month("mois", "Mois travaillé")
    if let month, month > viewer.today.month { read.refuse("mois", "Ce mois n’a pas commencé.") }
    do throws(FormRejected) { try read.check() } catch {
      var page = try await page(context)
      (page.typed, page.errors) = (form, error.errors)
      return context.refused(page.page())
    }
    try await services.database.write { db in
      _ = try HoursFileStore.find(id, for: viewer, db)
      try HoursFileStore.setMonth(month, of: id, for: viewer, db)
    }
    return context.redirect(to: HoursFileURLs.file(id))
  }

  // MARK: writing and undoing

  @Sendable private func write(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, services) = (try context.id(of: HoursFile.self), context.viewer, services)
    let act = WriteHoursFile(
      id: id, fingerprint: form["empreinte"] ?? "", seen: Int64(form["vu"] ?? "") ?? -1,
      isConfirmed: !(form["encore"] ?? "").isEmpty)
    do {
      let written = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      var sentence =
        "Relevé écrit\u{202F}: \(Self.declared(written.hours)). Le contenu du fichier est oublié."
      for year in written.frozenYears {
        sentence += " L’année \(year) est arrêtée\u{202F}: ces heures sont une régularisation."
      }
      return context.redirect(to: HoursURLs.statement(written.statement), flash: sentence)
    } catch let error as FormRejected {
      var page = try await page(context)
      page.errors = error.errors
      return context.refused(page.page())
    }
  }

  /// A corrected file may take hours away.
  private static func declared(_ hours: Hours) -> String {
    hours < .zero ? "\((-hours).french)\u{202F}h de moins" : "\(hours.french)\u{202F}h déclarées"
  }

  @Sendable private func drop(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, services) = (try context.id(of: HoursFile.self), context.viewer, services)
    try await services.database.write { db in
      _ = try HoursFileStore.find(id, for: viewer, db)
      guard try HoursFileStore.end(id, as: .dropped, for: viewer, at: services.now, db) else {
        throw Conflict("Ce fichier a déjà été traité.")
      }
    }
    return context.redirect(to: HoursFileURLs.list, flash: "Fichier abandonné\u{202F}: son contenu est oublié.")
  }

  @Sendable private func undo(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (id, viewer, services) = (try context.id(of: HoursFile.self), context.viewer, services)
    let file = try await services.database.write { try UndoHoursFile(id: id).run(for: viewer, at: services.now, $0) }
    return context.redirect(
      to: HoursFileURLs.list,
      flash:
        "Relevé annulé\u{202F}: \(FrenchText.count(file.lineCount, "ligne retirée", "lignes retirées")), \(file.declared.french)\u{202F}h."
    )
  }
}
