// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Through which door a statement is made: the pages of an account, or an employer's standing link. The steps are the same; only
/// their addresses differ, and a link asks who certifies.
enum DeclarationDoor: Sendable, Hashable {
  case account
  /// The address of the link itself.
  case link(String)

  var isLink: Bool { self != .account }

  func home(_ period: StatementPeriod) -> String {
    switch self {
    case .account: HoursURLs.home(period.first)
    case .link(let base): base
    }
  }

  /// Where the form is posted.
  var send: String {
    switch self {
    case .account: HoursURLs.statements
    case .link(let base): "\(base)/releve"
    }
  }

  var forget: String {
    switch self {
    case .account: HoursURLs.forgetDraft
    case .link(let base): "\(base)/brouillon"
    }
  }

  var gaps: String {
    switch self {
    case .account: HoursURLs.gaps
    case .link(let base): base
    }
  }

  func statement(_ id: ID<Statement>) -> String {
    switch self {
    case .account: HoursURLs.statement(id)
    case .link(let base): "\(base)/releves/\(id)"
    }
  }

  func form(of employer: ID<Organisation>, _ month: Month, quarter: Bool) -> String {
    switch self {
    case .account: HoursURLs.newStatement(of: employer, month, quarter: quarter)
    case .link(let base): "\(base)/releve?\(Self.period(month, quarter))"
    }
  }

  func review(of employer: ID<Organisation>, _ month: Month, quarter: Bool) -> String {
    switch self {
    case .account: HoursURLs.reviewStatement(of: employer, month, quarter: quarter)
    case .link(let base): "\(base)/verification?\(Self.period(month, quarter))"
    }
  }

  private static func period(_ month: Month, _ quarter: Bool) -> String {
    "mois=\(month.iso)" + (quarter ? "&periode=trimestre" : "")
  }
}
