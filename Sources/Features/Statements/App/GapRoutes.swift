// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Hours that both the payer and the user company declare: compared, and the gap is asked.
struct GapRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.get(HoursURLs.gaps, declarers, list)
    routes.get(HoursURLs.gap, declarers, one)
    routes.post(HoursURLs.gap, declarers, answer)
  }

  @Sendable private func list(_ context: MemberContext) async throws -> Response {
    let viewer = context.viewer
    let all = try await services.database.read { try UserFigureStore.list(for: viewer, $0) }
    return context.page(pages(context).list(all))
  }

  @Sendable private func one(_ context: MemberContext) async throws -> Response {
    context.page(pages(context).one(try await gap(context)))
  }

  @Sendable private func answer(_ form: Form, _ context: MemberContext) async throws -> Response {
    let (viewer, services) = (context.viewer, services)
    let gap = try await gap(context)
    do {
      let act = try Self.read(form, gap.id)
      try await services.database.write { try act.run(for: viewer, at: services.now, $0) }
      return context.redirect(
        to: HoursURLs.gaps, flash: "Réponse enregistrée\u{202F}: les heures retenues ne changent pas.")
    } catch let error as FormRejected {
      return context.refused(pages(context).one(gap, typed: form, errors: error.errors))
    }
  }

  static func read(_ form: Form, _ id: ID<UserFigure>) throws(FormRejected) -> AnswerGap {
    var read = FormReader(form)
    let answer = read.typed("reponse")
    if answer != "employeur", answer != "utilisatrice" {
      read.refuse("reponse", "Dites quel chiffre est juste.")
    }
    let why = read.optionalText("motif", "D’où vient l’écart", max: 300)
    if answer == "utilisatrice", why.isEmpty {
      read.refuse("motif", "Dites en quelques mots d’où vient l’écart.")
    }
    try read.check()
    return AnswerGap(figure: id, agrees: answer == "employeur", why: why)
  }

  private func gap(_ context: MemberContext) async throws -> HoursGap {
    let (id, viewer) = (try context.id(of: UserFigure.self), context.viewer)
    return try await services.database.read { try UserFigureStore.find(id, for: viewer, $0) }
  }

  private func pages(_ context: MemberContext) -> GapPages {
    GapPages(viewer: context.viewer, clock: context.territoryClock, csrf: context.csrf)
  }
}
