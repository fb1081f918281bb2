// SPDX-License-Identifier: EUPL-1.2

/// Something to say about a source record: it was left out, or it was kept although something is odd.
public struct NoticeFinding: Sendable, Equatable {
  public enum Level: String, CodeList {
    case rejected = "REJET"
    case warning = "AVERTISSEMENT"
    public var french: String { self == .rejected ? "rejeté" : "avertissement" }
  }

  public let rule: NoticeRule
  public let origin: NoticeOrigin
  /// The member or column concerned, empty for the whole record.
  public let field: String
  /// What was found there, shortened to 80 characters.
  public let value: String

  public init(_ rule: NoticeRule, at origin: NoticeOrigin, field: String = "", value: String = "") {
    self.rule = rule
    self.origin = origin
    self.field = field
    self.value = Self.short(value)
  }

  /// A text of 80 bytes has no more characters; of a longer one, no more than 80 are looked at.
  private static func short(_ value: String) -> String {
    guard value.utf8.count > 80 else { return value }
    let head = value.prefix(80)
    return head.endIndex == value.endIndex ? value : head.dropLast() + "…"
  }

  public var level: Level { rule.level }

  /// `n° 12, marches[11].titulaires[0].id`, or `n° 12, ligne 13, colonne titulaire_id`.
  public var place: String {
    let start = "n°\u{A0}\(origin.number)"
    switch origin {
    case .json(_, let path): return field.isEmpty ? "\(start), \(path)" : "\(start), \(path).\(field)"
    case .table(_, let line): return "\(start), ligne \(line)" + (field.isEmpty ? "" : ", colonne \(field)")
    }
  }
}

/// Where a source record stands.
public enum NoticeOrigin: Sendable, Hashable {
  /// Its number from 1 and its path (`marches.marche[3]`).
  case json(number: Int, path: String)
  /// Its number from 1 and the line of the file, the header being line 1.
  case table(number: Int, line: Int)

  public var number: Int {
    switch self {
    case .json(let number, _), .table(let number, _): number
    }
  }

  /// `marches.marche[3]` or `ligne 14`: short, for a list.
  public var text: String {
    switch self {
    case .json(_, let path): path
    case .table(_, let line): "ligne \(line)"
    }
  }
}
