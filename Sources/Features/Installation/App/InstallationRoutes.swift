// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTTPTypes
import Hummingbird
import Platform

/// What a watching program asks. It says nothing of anybody, and looks missing to all but the operator.
struct InstallationRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.open(.get, "/metrics", metrics)
  }

  @Sendable private func metrics(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard isOperator(request, context) else { throw Missing() }
    let page = try await MetricsText.write(services)
    return Answers.text(page, type: "text/plain; version=0.0.4; charset=utf-8")
  }

  /// With a token, who shows it; without, this machine, unless a proxy speaks there for somebody else.
  private func isOperator(_ request: Request, _ context: SiteContext) -> Bool {
    if let token = services.configuration.metricsToken {
      return Token.equal(request.headers[.authorization] ?? "", "Bearer " + token)
    }
    let forwarded = ["Forwarded", "X-Forwarded-For", "X-Real-IP"].compactMap { HTTPField.Name($0) }
    return ["127.0.0.1", "::1", "local"].contains(context.peerAddress ?? "local")
      && !forwarded.contains { request.headers[$0] != nil }
  }
}
