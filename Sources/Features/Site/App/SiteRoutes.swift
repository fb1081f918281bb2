// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import HTTPTypes
import Hummingbird
import Platform

/// What belongs to no feature: the door, health, the colour of a territory, legal pages.
struct SiteRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.open(.get, "/") { _, context in
      guard let session = context.signedIn else { return Answers.redirect(to: AccountURLs.signIn) }
      return Answers.redirect(to: Section.first(for: session.viewer.role).path)
    }
    routes.open(.get, "/health", health)
    routes.open(.get, "/theme/:file", theme)
    routes.open(.get, ShellURLs.accessibility) { _, context in
      Answers.html(accessibilityPage(demoBanner: services.demonstration?.banner))
    }
    routes.open(.get, ShellURLs.legal) { _, context in
      Answers.html(legalPage(demoBanner: services.demonstration?.banner))
    }
  }

  /// 200 when the database answers; 503 with a word when it does not.
  @Sendable private func health(_ request: Request, _ context: SiteContext) async throws -> Response {
    do {
      let one: Int? = try await services.database.read { try $0.value("SELECT COUNT(*) FROM schema_migration") }
      return Answers.text("{\"status\":\"ok\",\"migrations\":\(one ?? 0)}", type: "application/json")
    } catch {
      return Answers.text("{\"status\":\"unavailable\"}", type: "application/json", status: .serviceUnavailable)
    }
  }

  /// The territory's own colour as a small stylesheet: no inline style is allowed anywhere.
  @Sendable private func theme(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let file = context.parameters.get("file"), file.hasSuffix(".css"),
      let id = ID<Territory>(String(file.dropLast(4)))
    else { throw Missing() }
    let colour: String? = try await services.database.read { db in
      try db.value("SELECT colour FROM territory WHERE id = \(id)")
    }
    guard let colour, let shades = Shades(colour) else { throw Missing() }
    let rule = ":root { --brand: \(colour); --brand-strong: \(shades.strong); --brand-soft: \(shades.soft); }\n"
    return Answers.text(rule, type: "text/css; charset=utf-8")
  }
}

/// The darker and the lighter neighbours of a territory's colour, made from it.
struct Shades: Equatable {
  let strong: String
  let soft: String

  /// `nil` unless the colour is `#` and six hexadecimal digits in lower case.
  init?(_ colour: String) {
    guard colour.wholeMatch(of: /#[0-9a-f]{6}/) != nil, let value = Int(colour.dropFirst(), radix: 16) else {
      return nil
    }
    let parts = [value >> 16 & 255, value >> 8 & 255, value & 255]
    strong = Self.hexadecimal(parts.map { $0 * 3 / 4 })
    soft = Self.hexadecimal(parts.map { 255 - (255 - $0) / 8 })
  }

  private static func hexadecimal(_ parts: [Int]) -> String {
    "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

func accessibilityPage(demoBanner: String?) -> HTML {
  plainDocument(
    PlainPage(
      title: "Accessibilité", demoBanner: demoBanner, version: clausierVersion, brandPath: "/",
      body: """
        <p>Clausier vise le RGAA 4.1 et les WCAG 2.2, niveau AA. Aucun audit complet n’a encore eu lieu\u{202F}: l’état de conformité n’est donc pas déclaré.</p>
        <p>Chaque page se lit au clavier, sans JavaScript, à 320 pixels de large et à l’impression. Si quelque chose vous arrête, dites-le à l’équipe de votre territoire.</p>
        """))
}

func legalPage(demoBanner: String?) -> HTML {
  plainDocument(
    PlainPage(
      title: "Mentions légales", demoBanner: demoBanner, version: clausierVersion, brandPath: "/",
      body: """
        <p>Clausier est un logiciel libre sous licence EUPL-1.2. Ce service est édité par le territoire qui l’exploite\u{202F}; ses coordonnées vous ont été données avec votre accès.</p>
        <p>Les données des participants servent à suivre la clause sociale d’insertion, mission d’intérêt public (RGPD, article 6-1 e). Chaque consultation d’une fiche est enregistrée. Pour exercer vos droits, écrivez à l’équipe de votre territoire.</p>
        """))
}
