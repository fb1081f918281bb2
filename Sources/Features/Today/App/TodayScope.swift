// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Whose work the day's page lists.
enum TodayScope: Sendable, Hashable {
  /// One’s own, with those of colleagues whom one stands in for today.
  case mine(ID<Account>, standingInFor: [ID<Account>] = [])
  case team
  case colleague(ID<Account>)

  /// Reads `?pour=`: nothing or `moi`, `equipe`, or the account of a colleague. What has no meaning looks missing.
  init(_ text: String?, me: ID<Account>, standingInFor others: [ID<Account>] = []) throws {
    switch text {
    case nil, "moi": self = .mine(me, standingInFor: others)
    case "equipe": self = .team
    case let text?:
      guard let id = ID<Account>(text) else { throw Missing() }
      self = id == me ? .mine(me, standingInFor: others) : .colleague(id)
    }
  }

  /// The facilitators whose contracts are listed; nil for all.
  var facilitators: [ID<Account>]? {
    switch self {
    case .mine(let id, let others): [id] + others
    case .colleague(let id): [id]
    case .team: nil
    }
  }

  /// As an address and a form say it.
  var word: String {
    switch self {
    case .mine: ""
    case .team: "equipe"
    case .colleague(let id): id.description
    }
  }

  var lots: LotScope { facilitators.map { .portfolios($0) } ?? .territory }

  /// Conditions on `public_contract c`.
  var contracts: SQL { facilitators.map { "c.facilitator_id IN (\(.list($0)))" } ?? "1 = 1" }
}

/// Addresses of the day's first page.
enum TodayURLs {
  static let today = "/aujourdhui"
  /// Where a line of the list is done or put off.
  static let followUps = "/aujourdhui/suites"
  /// Where a line comes back into the list.
  static let returns = "/aujourdhui/retours"

  static func today(_ scope: TodayScope, only kind: DayTaskKind? = nil) -> String {
    let parts = [
      scope.word.isEmpty ? nil : "pour=\(scope.word)", kind.map { "genre=\($0.rawValue)" },
    ].compactMap { $0 }
    return parts.isEmpty ? today : "\(today)?\(parts.joined(separator: "&"))"
  }
}
