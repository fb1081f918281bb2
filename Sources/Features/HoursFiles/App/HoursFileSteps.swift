// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// The steps of a file of hours: hand over, settle, write, undo. An account's pages and a standing link take the same ones; what a link
/// adds is written in the same transactions.
struct HoursFileSteps: Sendable {
  typealias Answer = DeclarationSteps.Answer

  let services: Services
  let viewer: Viewer
  let csrf: String
  let clock: TerritoryClock
  var door = HoursFileDoor.account
  /// Remembers an act, where acts are counted.
  var remember: @Sendable (LinkAct, any Connection) throws -> Void = { _, _ in }
  /// What else is written with the statement.
  var alongside: @Sendable (WriteHoursFile.Written, Certification?, any Connection) throws -> Void = { _, _, _ in }

  // MARK: handing over

  func listPage(_ typed: Form) async throws -> HoursFileListPage {
    let (viewer, clock, csrf, door) = (viewer, clock, csrf, door)
    return try await services.database.read { db in
      HoursFileListPage(
        viewer: viewer, clock: clock, csrf: csrf,
        employers: try DeclarationStore.employers(for: viewer, db).map { Choice($0.id.description, $0.name) },
        files: try HoursFileStore.list(for: viewer, db), door: door, typed: typed)
    }
  }

  /// A file that was dropped. It is read where the database's threads are, for a long one takes a second; it is removed from the
  /// disk with the request.
  func upload(_ upload: Upload) async throws -> Answer {
    let (viewer, form) = (viewer, upload.form)
    do {
      guard let file = upload.files.first(where: { $0.field == "fichier" }), file.bytes > 0 else {
        throw FormRejected("fichier", "Fichier\u{202F}: choisissez un classeur, un CSV ou un état de l’ASP.")
      }
      try await refuseMany()
      let draft = try await services.database.read { _ in
        try HandOverForm(form, viewer).draft(
          name: file.name, digest: try FileIntake.digest(path: file.path),
          sheets: { () throws(FormRejected) in try FileIntake.read(path: file.path) })
      }
      return try await handOver(draft)
    } catch let error as FormRejected {
      return try await refused(error.errors, form)
    }
  }

  func paste(_ form: Form) async throws -> Answer {
    do {
      let text = form["tableau"] ?? ""
      guard !text.allSatisfy(\.isWhitespace) else { throw FormRejected("tableau", "Tableau copié\u{202F}: à remplir.") }
      try await refuseMany()
      let draft = try HandOverForm(form, viewer).draft(
        name: "", digest: Token.hash(text), sheets: { () throws(FormRejected) in try FileIntake.paste(text) })
      return try await handOver(draft)
    } catch let error as FormRejected {
      return try await refused(
        error.errors.map { FieldError($0.field == "fichier" ? "tableau" : $0.field, $0.sentence) }, form)
    }
  }

  /// A refused file counts among what a link may send in a quarter of an hour.
  private func refused(_ errors: [FieldError], _ form: Form) async throws -> Answer {
    if door.isLink { try await services.database.write { [remember] in try remember(.refused, $0) } }
    return .refused(try await listPage(form).page(errors: errors))
  }

  /// Whoever has no account fills no disk: the content of a file stays only while it is open.
  private func refuseMany() async throws {
    guard door.isLink else { return }
    let viewer = viewer
    let open = try await services.database.read { try HoursFileStore.openCount(for: viewer, $0) }
    guard open < LinkLimit.openFiles else {
      throw FormRejected(
        "fichier",
        "\(FrenchNumber.whole(open)) fichiers sont déjà en cours\u{202F}: terminez-en ou abandonnez-en un d’abord.")
    }
  }

  private func handOver(_ draft: HoursFileDraft) async throws -> Answer {
    let (viewer, now) = (viewer, services.now)
    let id = try await services.database.write { [remember] db in
      try remember(.file, db)
      return try HandFileOver(draft: draft).run(for: viewer, at: now, db)
    }
    return .goes(to: door.file(id))
  }

  func template(_ query: Form) async throws -> (month: Month, bytes: [UInt8]) {
    let viewer = viewer
    guard let employer = viewer.isFacilitator ? ID<Organisation>(query["employeur"] ?? "") : viewer.organisationID
    else { throw Missing() }
    let month = (try? Month.parse(query["mois"] ?? "")) ?? viewer.today.month.previous
    let template = try await services.database.read { try HoursTemplate.load(employer, month, for: viewer, $0) }
    return (month, try template.workbook())
  }

  // MARK: settling

  func show(_ id: ID<HoursFile>) async throws -> Answer {
    let page = try await page(id)
    if page.file.state == .open { return .page(page.page()) }
    if page.file.state == .written, let statement = page.file.statement { return .goes(to: door.statement(statement)) }
    return .goes(
      to: door.list, flash: "Ce fichier n’est plus là\u{202F}: il a été traité ou abandonné.", tone: .watch)
  }

  private func page(_ id: ID<HoursFile>) async throws -> HoursFilePage {
    let (viewer, clock, csrf, door) = (viewer, clock, csrf, door)
    return try await services.database.read { db in
      let assembled = try AssembledFile.load(id, for: viewer, db)
      let same = try HoursFileStore.written(
        assembled.file.digest, of: assembled.file.employer, besides: id, for: viewer, db)
      return HoursFilePage(viewer: viewer, clock: clock, csrf: csrf, assembled: assembled, earlier: same, door: door)
    }
  }

  func setColumns(_ form: Form, of id: ID<HoursFile>) async throws -> Answer {
    let answers = form.fields.filter { field in
      AnswerNames.isColumn(field.name) && (field.value == "none" || ColumnRole(code: field.value) != nil)
    }
    return try await save(answers.map { ($0.name, $0.value) }, of: id)
  }

  func answer(_ form: Form, of id: ID<HoursFile>) async throws -> Answer {
    do {
      let answers = try AnswerForm(form).answers()
      return form["reprendre"] == nil ? try await save(answers, of: id) : try await takeBack(id)
    } catch let error as FormRejected {
      return try await refused(error.errors, form, id)
    }
  }

  private func refused(_ errors: [FieldError], _ form: Form, _ id: ID<HoursFile>) async throws -> Answer {
    var page = try await page(id)
    (page.typed, page.errors) = (form, errors)
    return .refused(page.page())
  }

  private func save(_ answers: [(name: String, value: String)], of id: ID<HoursFile>) async throws -> Answer {
    let viewer = viewer
    try await services.database.write { [remember] db in
      guard try HoursFileStore.find(id, for: viewer, db).state == .open else {
        throw Conflict("Ce fichier a déjà été traité\u{202F}: regardez la liste des relevés.")
      }
      try remember(.draft, db)
      try HoursFileStore.save(answers, of: id, in: viewer.territoryID, db)
    }
    return .goes(to: door.file(id))
  }

  private func takeBack(_ id: ID<HoursFile>) async throws -> Answer {
    let viewer = viewer
    let standing = try await services.database.read { db in
      _ = try HoursFileStore.find(id, for: viewer, db)
      return try HoursFileStore.answers(of: id, in: viewer.territoryID, db).keys.sorted()
    }
    return try await save(
      standing.filter { $0.hasPrefix("s_") || $0.hasPrefix("q_place_") || $0.hasPrefix("p_") }.map { ($0, "") }, of: id)
  }

  func setMonth(_ form: Form, of id: ID<HoursFile>) async throws -> Answer {
    let viewer = viewer
    var read = FormReader(form)
    let month = read.month("mois", "Mois travaillé")
    if let month, month > viewer.today.month { read.refuse("mois", "Ce mois n’a pas commencé.") }
    do throws(FormRejected) { try read.check() } catch { return try await refused(error.errors, form, id) }
    try await services.database.write { [remember] db in
      _ = try HoursFileStore.find(id, for: viewer, db)
      try remember(.draft, db)
      try HoursFileStore.setMonth(month, of: id, for: viewer, db)
    }
    return .goes(to: door.file(id))
  }

  // MARK: writing and undoing

  func write(_ form: Form, of id: ID<HoursFile>) async throws -> Answer {
    let (viewer, now) = (viewer, services.now)
    do {
      let certification = door.isLink ? try Certification(reading: form) : nil
      let act = WriteHoursFile(
        id: id, fingerprint: form["empreinte"] ?? "", seen: Int64(form["vu"] ?? "") ?? -1,
        isConfirmed: !(form["encore"] ?? "").isEmpty, declarant: certification?.text ?? WriteHoursFile.usualDeclarant)
      let written = try await services.database.write { [alongside] db in
        let written = try act.run(for: viewer, at: now, db)
        try alongside(written, certification, db)
        return written
      }
      return .goes(to: door.statement(written.statement), flash: Self.thanks(written))
    } catch let error as FormRejected {
      return try await refused(error.errors, form, id)
    }
  }

  private static func thanks(_ written: WriteHoursFile.Written) -> String {
    var sentence = "Relevé écrit\u{202F}: \(declared(written.hours)). Le contenu du fichier est oublié."
    for year in written.frozenYears {
      sentence += " L’année \(year) est arrêtée\u{202F}: ces heures sont une régularisation."
    }
    return sentence
  }

  /// A corrected file may take hours away.
  private static func declared(_ hours: Hours) -> String {
    hours < .zero ? "\((-hours).french)\u{202F}h de moins" : "\(hours.french)\u{202F}h déclarées"
  }

  func drop(_ id: ID<HoursFile>) async throws -> Answer {
    let (viewer, now) = (viewer, services.now)
    try await services.database.write { [remember] db in
      _ = try HoursFileStore.find(id, for: viewer, db)
      try remember(.draft, db)
      guard try HoursFileStore.end(id, as: .dropped, for: viewer, at: now, db) else {
        throw Conflict("Ce fichier a déjà été traité.")
      }
    }
    return .goes(to: door.list, flash: "Fichier abandonné\u{202F}: son contenu est oublié.")
  }

  func undo(_ id: ID<HoursFile>) async throws -> Answer {
    let (viewer, now) = (viewer, services.now)
    let file = try await services.database.write { [remember] db in
      try remember(.undone, db)
      return try UndoHoursFile(id: id).run(for: viewer, at: now, db)
    }
    return .goes(
      to: door.list,
      flash:
        "Relevé annulé\u{202F}: \(FrenchText.count(file.lineCount, "ligne retirée", "lignes retirées")), \(file.declared.french)\u{202F}h."
    )
  }
}
