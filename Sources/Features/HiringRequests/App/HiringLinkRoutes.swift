// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

/// Asking for a validation before the hiring through an employer's standing link, without an account: the same acts and pages.
struct HiringLinkRoutes {
  let services: Services

  func add(to routes: Routes) {
    let door = LinkDoor(services: services, routes: routes)
    door.get(HiringRequestURLs.linkListPattern, list)
    door.get(HiringRequestURLs.linkNewPattern) { visit in visit.page(try await formPage(Form(), visit).page) }
    door.post(HiringRequestURLs.linkNewPattern, create)
    door.get(HiringRequestURLs.linkPattern) { visit in visit.page(try await page(visit).page) }
    door.upload(HiringRequestURLs.linkPapersPattern, addPaper)
    door.post(HiringRequestURLs.linkWithdrawalPattern, withdraw)
  }

  private static func sender(_ visit: LinkVisit) -> HiringSender {
    let holder = visit.holder
    return HiringSender(
      employer: holder.organisation, in: holder.territory, name: holder.contactName, today: visit.viewer.today,
      contact: holder.contact)
  }

  private static func moment(_ visit: LinkVisit) -> PageMoment {
    PageMoment(today: visit.viewer.today, timeZone: visit.holder.timeZone)
  }

  @Sendable private func list(_ visit: LinkVisit) async throws -> Response {
    let (sender, after) = (Self.sender(visit), ID<HiringRequest>(visit.query["apres"] ?? ""))
    let all = try await services.database.read { try HiringRequestStore.list(for: sender, after: after, $0) }
    let size = HiringRequestStore.pageSize
    let shown = Array(all.prefix(size))
    return visit.page(
      HiringListPage(
        viewer: visit.viewer, open: shown.filter { $0.state == .open }, answered: shown.filter { $0.state != .open },
        next: all.count > size ? shown.last?.id : nil, moment: Self.moment(visit), door: .link(visit.home)
      ).page)
  }

  private func formPage(_ form: Form, _ visit: LinkVisit) async throws -> HiringFormPage {
    let sender = Self.sender(visit)
    let lots = try await services.database.read { try sender.lots($0) }
    return HiringFormPage(sender: sender, lots: lots, form: form, csrf: visit.csrf, door: .link(visit.home))
  }

  @Sendable private func create(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    var page = try await formPage(form, visit)
    let (sender, now, link) = (page.sender, services.now, visit.holder.link)
    do {
      let draft = try HiringRequestForm.read(form, from: sender, lots: page.lots)
      let id = try await services.database.write { db in
        let id = try HiringRequestStore.insert(draft, from: sender, at: now, db)
        try LinkStore.log(.asked, of: link, at: now, db)
        return id
      }
      return visit.redirect(
        to: page.door.request(id),
        flash: "La demande est envoyée. La réponse se lira ici, et un courriel vous dira qu’elle est là.")
    } catch let rejected as FormRejected {
      page.errors = rejected.errors
      return visit.page(page.page, status: .unprocessableContent)
    }
  }

  private func page(_ visit: LinkVisit) async throws -> HiringPage {
    let (id, sender) = (try visit.id(of: HiringRequest.self), Self.sender(visit))
    let (request, given) = try await services.database.read { db in
      (try HiringRequestStore.find(id, for: sender, db), try PaperStore.given(to: id, for: sender, db))
    }
    return HiringPage(
      request: request, viewer: visit.viewer, moment: Self.moment(visit), csrf: visit.csrf, door: .link(visit.home),
      given: given)
  }

  @Sendable private func addPaper(_ upload: Upload, _ visit: LinkVisit) async throws -> Response {
    let (id, now): (ID<HiringRequest>, Instant) = (try visit.id(), services.now)
    let link = visit.holder.link
    do {
      let sentence = try await AddPaper(services: services, sender: Self.sender(visit)).run(upload, to: id) { db in
        try LinkStore.log(.paper, of: link, at: now, db)
      }
      return visit.redirect(to: HiringDoor.link(visit.home).request(id), flash: sentence)
    } catch let rejected as FormRejected {
      // A refused file counts among what a link may send in a quarter of an hour.
      try await services.database.write { try LinkStore.log(.refused, of: link, at: now, $0) }
      var page = try await page(visit)
      (page.paperForm, page.paperErrors) = (upload.form, rejected.errors)
      return visit.page(page.page, status: .unprocessableContent)
    }
  }

  @Sendable private func withdraw(_ form: Form, _ visit: LinkVisit) async throws -> Response {
    let (id, sender, now) = (try visit.id(of: HiringRequest.self), Self.sender(visit), services.now)
    try await services.database.write { try HiringRequestStore.withdraw(id, for: sender, at: now, $0) }
    return visit.redirect(to: HiringDoor.link(visit.home).list, flash: "La demande est retirée.")
  }
}
