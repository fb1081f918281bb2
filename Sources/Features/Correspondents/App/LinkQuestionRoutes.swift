// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// A question about a line, answered through the standing link.
struct LinkQuestionRoutes {
  let services: Services

  func add(to door: LinkDoor) {
    door.get(LinkURLs.questionPattern, show)
    door.post(LinkURLs.questionPattern, answer)
  }

  @Sendable private func show(_ visit: LinkVisit) async throws -> Response {
    visit.page(QuestionPages(visit).one(try await asked(visit)))
  }

  @Sendable private func answer(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    let (asked, viewer, now) = (try await asked(visit), visit.viewer, services.now)
    do {
      let act = try QuestionRoutes.read(form, asked.question.id)
      try await services.database.write { db in
        _ = try act.run(for: viewer, at: now, db)
        try LinkStore.log(.answered, of: visit.holder.link, at: now, db)
      }
      return visit.redirect(to: visit.home, flash: "Merci\u{202F}: la réponse est enregistrée.")
    } catch let error as FormRejected {
      return visit.page(
        QuestionPages(visit).one(asked, typed: form, errors: error.errors), status: .unprocessableContent)
    }
  }

  private func asked(_ visit: LinkVisit) async throws -> AskedLine {
    let (id, viewer) = (try visit.id(of: LineQuestion.self), visit.viewer)
    return try await services.database.read { try LineQuestionStore.find(id, for: viewer, $0) }
  }
}

extension QuestionPages {
  init(_ visit: LinkVisit) {
    self.init(viewer: visit.viewer, clock: visit.clock, csrf: visit.csrf, standingLink: visit.home)
  }
}
