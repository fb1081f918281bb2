// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Platform

/// The whole site: every feature's pages behind one chain of middleware.
enum Web {
  static func routes(_ services: Services) -> Routes {
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestLog(metrics: services.metrics, log: services.log))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorAnswers(services: services))
    router.add(
      middleware: FileMiddleware(
        services.configuration.publicFolder, urlBasePath: "/static",
        cacheControl: CacheControl([
          (MediaType(type: .any), [.public, .maxAge(3600)])
        ]), searchForIndexHtml: false, logger: Services.quietLog))
    router.add(
      middleware: FileMiddleware(
        services.configuration.fontFolder, urlBasePath: "/polices",
        cacheControl: CacheControl([(MediaType(type: .any), [.public, .maxAge(86_400)])]), searchForIndexHtml: false,
        logger: Services.quietLog))
    router.add(middleware: SessionMiddleware(services: services))
    let routes = Routes(router: router, services: services)
    add(to: routes, services)
    return routes
  }

  /// The server of the site: one guard a connection, whatever the route.
  static func server(_ services: Services, limits: ConnectionLimits) -> HTTPServerBuilder {
    let (count, banner) = (ConnectionCount(), services.demonstration?.banner)
    return .http1(
      configuration: .init(
        additionalChannelHandlers: [
          ConnectionGuard(limits: limits, count: count) { refusalDocument($0, demoBanner: banner).text }
        ]))
  }

  private static func add(to routes: Routes, _ services: Services) {
    SiteRoutes(services: services).add(to: routes)
    SignInRoutes(services: services).add(to: routes)
    ResultRoutes(services: services).add(to: routes)
    HistoryRoutes(services: services).add(to: routes)
    ContractRoutes(services: services).add(to: routes)
    LotRoutes(services: services).add(to: routes)
    OperationRoutes(services: services).add(to: routes)
    EditRoutes(services: services).add(to: routes)
    OrganisationRoutes(services: services).add(to: routes)
    ContactRoutes(services: services).add(to: routes)
    AgreementRoutes(services: services).add(to: routes)
    ObjectiveRoutes(services: services).add(to: routes)
    AccountAdministrationRoutes(services: services).add(to: routes)
    SettingsRoutes(services: services).add(to: routes)
    HoursRoutes(services: services).add(to: routes)
    GapRoutes(services: services).add(to: routes)
    QuestionRoutes(services: services).add(to: routes)
    AnnexRoutes(services: services).add(to: routes)
    BulkValidationRoutes(services: services).add(to: routes)
    StatementRoutes(services: services).add(to: routes)
    HoursFileRoutes(services: services).add(to: routes)
    ReportRoutes(services: services).add(to: routes)
    ParticipantRoutes(services: services).add(to: routes)
    EligibilityRoutes(services: services).add(to: routes)
    EmploymentContractRoutes(services: services).add(to: routes)
    ExitRoutes(services: services).add(to: routes)
    TodayRoutes(services: services).add(to: routes)
    DayFollowUpRoutes(services: services).add(to: routes)
    SearchRoutes(services: services).add(to: routes)
    FollowUpRoutes(services: services).add(to: routes)
    KickOffRoutes(services: services).add(to: routes)
    HiringRequestRoutes(services: services).add(to: routes)
    EngagementRoutes(services: services).add(to: routes)
    SizingRoutes(services: services).add(to: routes)
    ProofRoutes(services: services).add(to: routes)
    NoticeRoutes(services: services).add(to: routes)
    JobRoutes(services: services).add(to: routes)
    MessageRoutes(services: services).add(to: routes)
    LinkRoutes(services: services).add(to: routes)
    AskingRoutes(services: services).add(to: routes)
    NoticeImportRoutes(services: services).add(to: routes)
    TakeoverRoutes(services: services).add(to: routes)
    ReferenceRoutes(services: services).add(to: routes)
    InstallationRoutes(services: services).add(to: routes)
    ExportRoutes(services: services).add(to: routes)
    DocumentRoutes(services: services).add(to: routes)
    DashboardRoutes(services: services).add(to: routes)
  }
}
