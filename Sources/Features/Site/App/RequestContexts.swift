// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Hummingbird
import NIOCore
import Platform

/// The context of every request, before anyone is known.
struct SiteContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Set by `SessionMiddleware` when the cookie names a live session.
  var signedIn: SignedIn?
  /// The other end of the connection: a client, or the proxy before it. For the sign-in rate limit only.
  let peerAddress: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peerAddress = source.channel.remoteAddress?.ipAddress
  }
}

/// A live session: who, in which role, and the token that each of its forms must carry.
struct SignedIn: Sendable {
  let viewer: Viewer
  let csrf: String
  let tokenHash: String
  let colour: String
  let timeZone: TimeZone
  /// The account has other memberships to change to.
  let hasOtherRoles: Bool
}

/// What a handler behind the door gets: a viewer that is never absent.
struct MemberContext: Sendable {
  let viewer: Viewer
  let csrf: String
  let session: SignedIn
  let parameters: Parameters
  let query: Form
  let flash: Flash?
  let services: Services

  /// The identifier in the address; anything else than a positive number looks missing.
  func id<T>(_ name: String = "id", of kind: T.Type = T.self) throws -> ID<T> {
    guard let text = parameters.get(name), let id = ID<T>(text) else { throw Missing() }
    return id
  }

  var today: Day { viewer.today }
  var now: Instant { services.now }
}
