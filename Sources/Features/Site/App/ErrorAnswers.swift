// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import HTTPTypes
import Hummingbird
import Logging
import Platform

/// The only place that knows status codes: every error of a handler becomes a page with a sentence.
struct ErrorAnswers: RouterMiddleware {
  typealias Context = SiteContext
  let services: Services

  func handle(
    _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as any UserFacingError {
      return page(Self.status(error.kind), Self.title(error.kind), error.sentence)
    } catch let error as HTTPError where error.status == .notFound || error.status == .methodNotAllowed {
      return page(.notFound, "Page introuvable", Missing().sentence)
    } catch Passwords.Failure.crowded {
      return page(
        .serviceUnavailable, "Un instant",
        "Beaucoup de personnes se connectent en ce moment. Attendez une demi-minute, puis recommencez.")
    } catch is OversizedForm {
      return page(.contentTooLarge, "Envoi trop lourd", OversizedForm().sentence)
    } catch let error as DatabaseError {
      return databasePage(error, request, context)
    } catch let error as any HTTPResponseError {
      return page(
        error.status, "Demande illisible", "Cette demande ne peut pas être lue. Revenez en arrière et réessayez.")
    } catch {
      context.logger.error(
        "request failed", metadata: ["error": "\(type(of: error))", "route": "\(context.endpointPath ?? "none")"])
      return page(.internalServerError, Self.brokenTitle, Self.brokenSentence)
    }
  }

  private func databasePage(_ error: DatabaseError, _ request: Request, _ context: SiteContext) -> Response {
    context.logger.error("database", metadata: ["error": "\(error)", "route": "\(context.endpointPath ?? "none")"])
    switch error {
    case .full:
      return page(
        .serviceUnavailable, "Le disque du serveur est plein",
        "Ce que vous avez saisi n’a pas été enregistré\u{202F}; ce qui l’était déjà est intact et se lit. Prévenez votre administrateur\u{202F}: dès qu’il y a de la place, revenez en arrière et renvoyez."
      )
    case .readOnly:
      return page(
        .serviceUnavailable, "Le serveur ne peut rien enregistrer",
        "Ses données sont en lecture seule. Ce que vous avez saisi n’a pas été enregistré\u{202F}; ce qui l’était déjà se lit. Prévenez votre administrateur\u{202F}: il vérifie les droits du dossier des données."
      )
    case .damaged:
      return page(
        .serviceUnavailable, "La base de données est abîmée",
        "Ce que vous avez saisi n’a pas été enregistré. Prévenez votre administrateur tout de suite\u{202F}: il examine le serveur (clausier doctor) et rétablit la dernière sauvegarde."
      )
    case .busy, .tooLong, .unavailable:
      return page(
        .serviceUnavailable, "Un instant",
        "La base de données ne répond pas pour le moment. Ce que vous avez saisi n’a pas été enregistré\u{202F}: revenez en arrière et renvoyez dans une minute."
      )
    case .unique, .foreignKey:
      return page(
        .conflict, "Déjà enregistré ou changé entre-temps",
        "Quelqu’un a enregistré la même chose, ou changé ce dont cette page dépend. Rechargez la page et recommencez.")
    default: return page(.internalServerError, Self.brokenTitle, Self.brokenSentence)
    }
  }

  static let brokenTitle = "La page n’a pas pu être préparée"
  static let brokenSentence =
    "Rien n’a été enregistré. Revenez en arrière et réessayez\u{202F}; si cela se répète, dites à votre administrateur ce que vous faisiez et à quelle heure."

  static func status(_ kind: ErrorKind) -> HTTPResponse.Status {
    switch kind {
    case .invalid: .unprocessableContent
    case .missing: .notFound
    case .forbidden: .forbidden
    case .conflict: .conflict
    }
  }

  static func title(_ kind: ErrorKind) -> String {
    switch kind {
    case .invalid: "À corriger"
    case .missing: "Page introuvable"
    case .forbidden: "Action impossible"
    case .conflict: "Changé entre-temps"
    }
  }

  private func page(_ status: HTTPResponse.Status, _ title: String, _ sentence: String) -> Response {
    Answers.html(
      plainDocument(
        PlainPage(
          title: title, demoBanner: services.demonstration?.banner, version: clausierVersion, brandPath: "/",
          body: "<p>\(sentence)</p><p>\(link("Revenir à l’accueil", to: "/"))</p>")),
      status: status)
  }
}

/// The page of a connection that is closed before its request reached a handler.
func refusalDocument(_ refusal: ConnectionRefusal, demoBanner: String?) -> HTML {
  let (title, sentence): (String, String) =
    switch refusal {
    case .crowded:
      (
        "Trop de visites à la fois",
        "Clausier répond déjà à autant de navigateurs qu’il le peut. Attendez une demi-minute, puis rechargez la page."
      )
    case .slow:
      (
        "Envoi trop lent",
        "La demande n’est pas arrivée en entier dans le temps prévu, et rien n’a été enregistré. Vérifiez votre connexion, revenez en arrière et renvoyez."
      )
    case .unreadable:
      (
        "Demande illisible",
        "Ce qui est arrivé n’est pas une demande de navigateur, ou ses en-têtes sont trop longs. Effacez les cookies de ce site et rechargez la page."
      )
    }
  return plainDocument(
    PlainPage(
      title: title, demoBanner: demoBanner, version: clausierVersion, brandPath: "/", body: "<p>\(sentence)</p>"))
}
