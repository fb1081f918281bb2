// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Questions to employers about lines, and their answers.
struct QuestionRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.post(HoursURLs.questions, .facilitators, ask)
    routes.get(HoursURLs.question, declarers, show)
    routes.post(HoursURLs.question, declarers, answer)
  }

  @Sendable private func ask(_ form: Form, _ context: MemberContext) async throws -> Response {
    let act = AskAboutLine(line: try context.id(of: HoursLine.self), code: form["remarque"] ?? "")
    let (viewer, services) = (context.viewer, services)
    let outcome = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
    let place = HoursURLs.statement(outcome.statement)
    guard let recipient = outcome.recipient else {
      return context.redirect(
        to: place,
        flash:
          "Question notée, mais personne \(FrenchText.of(outcome.employerName)) n’a d’adresse qui fonctionne\u{202F}: appelez, puis notez la réponse.",
        tone: .watch)
    }
    return context.redirect(
      to: place, flash: "Question envoyée à \(recipient), \(outcome.employerName)\u{202F}: la ligne attend sa réponse.")
  }

  @Sendable private func show(_ context: MemberContext) async throws -> Response {
    context.page(pages(context).one(try await asked(context)))
  }

  @Sendable private func answer(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    let asked = try await asked(context)
    do {
      let act = try Self.read(form, asked.question.id)
      let statement = try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      return context.redirect(to: HoursURLs.statement(statement), flash: "Réponse enregistrée.")
    } catch let error as FormRejected {
      return context.refused(pages(context).one(asked, typed: form, errors: error.errors))
    }
  }

  static func read(_ form: Form, _ id: ID<LineQuestion>) throws(FormRejected) -> AnswerQuestion {
    var read = FormReader(form)
    let text = read.optionalText("reponse", "En quelques mots", max: 500)
    let hours = read.optionalHours("heures", "Le bon chiffre")
    if let hours, hours < .zero || hours > DeclarationForm.most {
      read.refuse("heures", "Le bon chiffre\u{202F}: de 0 à 744\u{202F}h.")
    }
    if read.isBlank("reponse"), read.isBlank("heures") {
      read.refuse("reponse", "Répondez en quelques mots, ou donnez le bon chiffre.")
    }
    try read.check()
    return AnswerQuestion(question: id, text: text, hours: hours)
  }

  private func asked(_ context: MemberContext) async throws -> AskedLine {
    let (id, viewer) = (try context.id(of: LineQuestion.self), context.viewer)
    return try await services.database.read { try LineQuestionStore.find(id, for: viewer, $0) }
  }

  private func pages(_ context: MemberContext) -> QuestionPages {
    QuestionPages(viewer: context.viewer, clock: context.territoryClock, csrf: context.csrf)
  }
}
