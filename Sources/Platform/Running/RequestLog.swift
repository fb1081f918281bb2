// SPDX-License-Identifier: EUPL-1.2
import HTTPTypes
public import Hummingbird
public import Logging

/// One line and one count for each answer: method, route pattern, status, duration, identifier of the request. Never the address
/// itself nor its query, which may hold a name or point to a person. Goes before every other middleware.
public struct RequestLog<Context: RequestContext>: RouterMiddleware {
  private let metrics: RequestMetrics
  private let log: Logger

  public init(metrics: RequestMetrics, log: Logger) { (self.metrics, self.log) = (metrics, log) }

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      var response = try await next(request, context)
      write(request, context, Int(response.status.code), start.duration(to: clock.now))
      if let name = HTTPField.Name("X-Request-Id") { response.headers[name] = context.id }
      return response
    } catch {
      write(request, context, 500, start.duration(to: clock.now))
      throw error
    }
  }

  private func write(_ request: Request, _ context: Context, _ status: Int, _ duration: Duration) {
    let route = Self.route(context.endpointPath)
    let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    metrics.record(method: request.method.rawValue, route: route, status: status, microseconds: microseconds)
    log.log(
      level: route == Self.file ? .debug : .info, "request",
      metadata: [
        "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(status)",
        "ms": "\(microseconds / 1000).\(microseconds % 1000 / 100)", "request": "\(context.id)",
      ])
  }

  private static var file: String { "file" }

  /// The server's own words for what is not a route of ours.
  private static func route(_ endpoint: String?) -> String {
    switch endpoint {
    case nil, "NotFound": "none"
    case "FileMiddleware": file
    case .some(let pattern): pattern.replacing("{", with: ":").replacing("}", with: "")
    }
  }
}
