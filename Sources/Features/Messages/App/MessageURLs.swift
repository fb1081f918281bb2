// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of the mails of a territory.
enum MessageURLs {
  static let list = "/messages"
  static let pattern = "/messages/:id"
  /// Everything that was given up because no server answered.
  static let retries = "/messages/renvois"
  static let retryPattern = "/messages/:id/renvoi"

  static func message(_ id: ID<Message>) -> String { "\(list)/\(id)" }
  static func retry(_ id: ID<Message>) -> String { "\(message(id))/renvoi" }
  static func list(_ state: MessageState?, before: ID<Message>? = nil) -> String {
    var parts: [String] = []
    if let state { parts.append("etat=\(state.rawValue)") }
    if let before { parts.append("avant=\(before)") }
    return parts.isEmpty ? list : "\(list)?\(parts.joined(separator: "&"))"
  }
}
