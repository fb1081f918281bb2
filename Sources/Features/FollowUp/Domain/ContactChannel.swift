// SPDX-License-Identifier: EUPL-1.2

/// How an exchange with a company, on a lot or about a person took place.
public enum ContactChannel: String, CodeList {
  case call, visit, meeting, mail

  public var french: String {
    switch self {
    case .call: "appel"
    case .visit: "visite"
    case .meeting: "réunion"
    case .mail: "message"
    }
  }
}
