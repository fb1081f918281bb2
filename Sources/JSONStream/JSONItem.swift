// SPDX-License-Identifier: EUPL-1.2

/// One record of a file, or why it is passed over, and where it stands.
public struct JSONItem: Sendable {
  public enum Content: Sendable {
    /// Any JSON value: what is not an object is given too, and is for the caller to judge.
    case record(JSONRecord)
    case refused(JSONRefusal)
  }

  /// Counted from 1 over the whole file.
  public let number: Int
  /// The list that holds it (`marches.marche`), empty for a bare list.
  public let list: String
  /// Its place in that list, from 0; nil when the record stands there alone, without a list.
  public let index: Int?
  /// Where it starts, in bytes from the start of the file.
  public let offset: Int
  /// The line where it starts, from 1.
  public let line: Int
  public let content: Content

  /// `marches.marche[3]`
  public var path: String { index.map { "\(list)[\($0)]" } ?? list }
}
