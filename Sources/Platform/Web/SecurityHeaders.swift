// SPDX-License-Identifier: EUPL-1.2
import HTTPTypes
public import Hummingbird

/// Adds to each answer the headers that close what a browser leaves open: no inline script or style, no frame, no guess of type,
/// no page kept by a shared cache.
public struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  public init() {}

  /// No 'unsafe-inline': bars and charts are SVG attributes, a territory's colour is a generated stylesheet.
  public static var policy: String {
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
      + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
  }

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    func set(_ name: String, _ value: String) {
      guard let field = HTTPField.Name(name), response.headers[field] == nil else { return }
      response.headers[field] = value
    }
    set("Content-Security-Policy", Self.policy)
    set("X-Content-Type-Options", "nosniff")
    set("X-Frame-Options", "DENY")
    set("Referrer-Policy", "same-origin")
    set("Cross-Origin-Opener-Policy", "same-origin")
    set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    set("Cache-Control", "no-store")
    return response
  }
}
