// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// Files of hours by an account: handing over, settling, writing, undoing.
struct HoursFileRoutes {
  let services: Services
  private let declarers: Set<Role> = [.facilitator, .company, .structure]

  func add(to routes: Routes) {
    routes.get(HoursFileURLs.list, declarers) { context in
      context.page(try await steps(context).listPage(context.query).page())
    }
    routes.upload(HoursFileURLs.list, declarers) { upload, context in
      context.answer(try await steps(context).upload(upload))
    }
    routes.post(HoursFileURLs.pasted, declarers) { form, context in
      context.answer(try await steps(context).paste(form))
    }
    routes.get(HoursFileURLs.template, declarers) { context in
      Self.workbook(try await steps(context).template(context.query))
    }
    routes.get(HoursFileURLs.file, declarers) { context in
      context.answer(try await steps(context).show(try context.id()))
    }
    act(HoursFileURLs.columns, routes) { try await $0.setColumns($1, of: $2) }
    act(HoursFileURLs.answers, routes) { try await $0.answer($1, of: $2) }
    act(HoursFileURLs.month, routes) { try await $0.setMonth($1, of: $2) }
    act(HoursFileURLs.statement, routes) { try await $0.write($1, of: $2) }
    act(HoursFileURLs.dropped, routes) { steps, _, id in try await steps.drop(id) }
    act(HoursFileURLs.undone, routes) { steps, _, id in try await steps.undo(id) }
  }

  typealias Act = @Sendable (HoursFileSteps, Form, ID<HoursFile>) async throws -> HoursFileSteps.Answer

  private func act(_ pattern: String, _ routes: Routes, _ act: @escaping Act) {
    routes.post(pattern, declarers) { form, context in
      context.answer(try await act(steps(context), form, try context.id()))
    }
  }

  private func steps(_ context: MemberContext) -> HoursFileSteps {
    HoursFileSteps(services: services, viewer: context.viewer, csrf: context.csrf, clock: context.territoryClock)
  }

  /// A workbook to fill, as a file.
  static func workbook(_ template: (month: Month, bytes: [UInt8])) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        .contentDisposition: "attachment; filename=\"heures-\(template.month.iso).xlsx\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: template.bytes)))
  }
}
