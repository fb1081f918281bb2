// SPDX-License-Identifier: EUPL-1.2
import Domain
import Hummingbird
import Platform

/// Files of hours handed over through an employer's standing link: the steps of an account, of its own people, contracts and lots only.
/// Who sends certifies, as with the form, and gets the receipt.
struct LinkFileRoutes {
  let services: Services

  func add(to door: LinkDoor) {
    door.get(LinkURLs.filesPattern) { visit in visit.page(try await steps(visit).listPage(visit.query).page()) }
    door.upload(LinkURLs.filesPattern) { upload, visit in visit.answer(try await steps(visit).upload(upload)) }
    door.post(LinkURLs.filesPattern + "/colle") { form, visit in visit.answer(try await steps(visit).paste(form)) }
    door.get(LinkURLs.filesPattern + "/gabarit") { visit in
      LinkAnswers.closed(HoursFileRoutes.workbook(try await steps(visit).template(visit.query)))
    }
    door.get(LinkURLs.filePattern) { visit in visit.answer(try await steps(visit).show(try visit.id())) }
    act("colonnes", door) { try await $0.setColumns($1, of: $2) }
    act("reponses", door) { try await $0.answer($1, of: $2) }
    act("mois", door) { try await $0.setMonth($1, of: $2) }
    act("releve", door) { try await $0.write($1, of: $2) }
    act("abandon", door) { steps, _, id in try await steps.drop(id) }
    act("annulation", door) { steps, _, id in try await steps.undo(id) }
  }

  private func act(_ last: String, _ door: LinkDoor, _ act: @escaping HoursFileRoutes.Act) {
    door.post("\(LinkURLs.filePattern)/\(last)") { form, visit in
      visit.answer(try await act(steps(visit), form, try visit.id()))
    }
  }

  private func steps(_ visit: LinkVisit) -> HoursFileSteps {
    let (holder, now) = (visit.holder, services.now)
    return HoursFileSteps(
      services: services, viewer: visit.viewer, csrf: visit.csrf, clock: visit.clock, door: .link(visit.home),
      remember: { act, db in try LinkStore.log(act, of: holder.link, at: now, db) }
    ) { written, certification, db in
      try LinkStore.log(.sent, of: holder.link, at: now, db)
      try certification?.write(of: written.statement, in: holder.territory, at: now, db)
      try Receipt(
        id: written.statement, period: written.period, total: written.hours, certification: certification,
        holder: holder
      ).write(at: now, db)
    }
  }
}
