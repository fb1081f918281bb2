// SPDX-License-Identifier: EUPL-1.2

/// What happened, for the one file that turns errors into pages. Domain knows no status code.
public enum ErrorKind: String, Sendable, CaseIterable {
  /// What was typed has no meaning or breaks a rule.
  case invalid
  /// It does not exist, or not for this reader.
  case missing
  /// The reader may see it but not do that.
  case forbidden
  /// Somebody else, or time, changed it first.
  case conflict
}

/// An error whose sentence may be shown as it is: what happened, and what to do next, in French.
public protocol UserFacingError: Error {
  var kind: ErrorKind { get }
  var sentence: String { get }
}

/// A typed text that is no value: the sentence says what is wrong and what to type instead.
public struct ValueError: UserFacingError, Equatable {
  public let sentence: String
  public var kind: ErrorKind { .invalid }
  public init(_ sentence: String) { self.sentence = sentence }
}
