// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML
import HTTPTypes
import Hummingbird
import NIOCore
import Platform

/// The ways in which a handler answers.
enum Answers {
  static func html(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
  }

  static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok)
    -> Response
  {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// To another page of ours, with a sentence shown there once.
  static func redirect(to path: String, flash: Flash? = nil) -> Response {
    var response = Response(status: .seeOther, headers: [.location: localPath(path) ?? "/"])
    if let flash { FlashCookie.set(flash, on: &response) }
    return response
  }

  /// Someone signed out is sent to the sign-in page, then back to where they wanted to go.
  static func signInFirst(_ request: Request) -> Response {
    let back = request.method == .get ? request.uri.string : ""
    return redirect(to: back.isEmpty || back == "/" ? "/connexion" : "/connexion?vers=\(Form.escaped(back))")
  }
}

extension MemberContext {
  /// A whole page in its shell. The flash is shown once.
  func page(_ page: Page, status: HTTPResponse.Status = .ok) -> Response {
    var response = Answers.html(document(page, in: shell), status: status)
    if flash != nil { FlashCookie.clear(on: &response) }
    return response
  }

  /// The page again with what was typed and why it was refused.
  func refused(_ page: Page) -> Response { self.page(page, status: .unprocessableContent) }

  func redirect(to path: String, flash sentence: String? = nil, tone: Tone = .fine) -> Response {
    Answers.redirect(to: path, flash: sentence.map { Flash(tone, $0) })
  }

  var shell: Shell {
    Shell(
      viewerName: viewer.accountName, roleLabel: viewer.role.french, territoryName: viewer.territoryName,
      entries: Section.entries(for: viewer.role), privateEntries: Section.privateEntries(for: viewer.role),
      demoBanner: services.demonstration?.banner, csrf: csrf,
      searchAvailable: SearchRoutes.readers.contains(viewer.role), searchText: "",
      flash: flash, themePath: session.colour == "#0e5a5a" ? nil : "/theme/\(viewer.territoryID).css",
      otherMemberships: session.hasOtherRoles, version: clausierVersion)
  }
}

extension Section {
  /// The menu of a role: only addresses that this role can open.
  static func entries(for role: Role) -> [Section] {
    switch role {
    case .facilitator: [.today, .hours, .contracts, .participants, .organisations, .results]
    case .administrator: [.administration, .results]
    case .buyer: [.today, .contracts, .results, .ownOrganisation]
    case .company, .structure: [.today, .hours, .ownOrganisation]
    case .prescriber: [.today, .participants, .ownOrganisation]
    case .elected: [.results]
    }
  }

  /// What stands behind the name, for roles that have something there.
  static func privateEntries(for role: Role) -> [Section] {
    let settings: [Section] = SettingsRoutes.keepers.contains(role) ? [.settings] : []
    return settings + (Set.jobOwners.contains(role) ? [.imports, .jobs, .messages] : [])
  }

  /// Where a role arrives after signing in.
  static func first(for role: Role) -> Section { entries(for: role).first ?? .today }
}

/// The sentence that follows an act, carried by a cookie to the next page and then forgotten.
enum FlashCookie {
  static let name = "clausier_flash"

  static func read(_ request: Request) -> Flash? {
    guard let value = request.cookies[name]?.value, let data = Data(base64Encoded: value),
      let text = String(data: data, encoding: .utf8), let separator = text.firstIndex(of: "|"),
      let tone = Tone(rawValue: String(text[..<separator]))
    else { return nil }
    return Flash(tone, String(text[text.index(after: separator)...].prefix(500)))
  }

  static func set(_ flash: Flash, on response: inout Response) {
    let value = Data("\(flash.tone.rawValue)|\(flash.text)".utf8).base64EncodedString()
    response.setCookie(Cookie(name: name, value: value, maxAge: 60, path: "/", httpOnly: true, sameSite: .lax))
  }

  static func clear(on response: inout Response) {
    response.setCookie(Cookie(name: name, value: "", maxAge: 0, path: "/", httpOnly: true, sameSite: .lax))
  }
}

/// The version that pages, the command line and the changelog say.
let clausierVersion = "0.1.0"
