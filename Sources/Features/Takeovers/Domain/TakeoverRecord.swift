// SPDX-License-Identifier: EUPL-1.2

/// The tables that a takeover writes, in the order of writing: a row comes after those that it names.
public enum TakeoverTable: String, CaseIterable, Sendable, Codable {
  case organisation
  case contract = "public_contract"
  case lot, engagement
  case event = "engagement_event"
  case person = "participant"
  case eligibility
  case employment = "employment_contract"
  case opening = "opening_balance"

  /// One and several of them, as a person reads it.
  public var french: (one: String, many: String) {
    switch self {
    case .organisation: ("organisme", "organismes")
    case .contract: ("marché", "marchés")
    case .lot: ("lot", "lots")
    case .engagement: ("engagement", "engagements")
    case .event: ("événement d’engagement", "événements d’engagement")
    case .person: ("personne", "personnes")
    case .eligibility: ("éligibilité", "éligibilités")
    case .employment: ("contrat de travail", "contrats de travail")
    case .opening: ("solde d’ouverture", "soldes d’ouverture")
    }
  }
}

/// What one column of a row holds. A row named by another is named by its table and number; numbers under zero are rows that the
/// takeover is about to create.
public enum TakeoverValue: Hashable, Sendable {
  case nothing
  case text(String)
  case number(Int64)
  case row(TakeoverTable, Int64)
  /// Who bears an engagement, the lead first, with shares.
  case bearers([TakeoverBearer])
  /// Codes of criteria.
  case codes([String])

  public init(_ day: Day?) { self = day.map { .text($0.iso) } ?? .nothing }
  public init(_ text: String) { self = text.isEmpty ? .nothing : .text(text) }
  public init(_ hours: Hours?) { self = hours.map { .number($0.units) } ?? .nothing }
  public init(_ money: Money?) { self = money.map { .number($0.cents) } ?? .nothing }
  init(_ code: (some RawRepresentable<String>)?) { self = code.map { .text($0.rawValue) } ?? .nothing }

  public var text: String { if case .text(let text) = self { text } else { "" } }
  public var number: Int64? { if case .number(let number) = self { number } else { nil } }
  public var row: Int64? { if case .row(_, let id) = self { id } else { nil } }
  public var day: Day? { Day(iso: text) }
}

/// A body that bears a part of an engagement.
public struct TakeoverBearer: Hashable, Sendable {
  public let organisation: Int64
  public let share: Int

  public init(organisation: Int64, share: Int) { (self.organisation, self.share) = (organisation, share) }
}

/// The values of a row by column, as they are stored.
public typealias TakeoverValues = [String: TakeoverValue]

/// Where something was read: sheet by its place in the workbook, line by its number in the margin.
public struct TakeoverPlace: Hashable, Sendable, Comparable {
  public let sheet: Int
  public let line: Int

  public init(sheet: Int, line: Int) { (self.sheet, self.line) = (sheet, line) }
  public static func < (a: Self, b: Self) -> Bool { (a.sheet, a.line) < (b.sheet, b.line) }
}

/// Something that was not taken, or was taken with a doubt.
public struct TakeoverFinding: Hashable, Sendable {
  public let place: TakeoverPlace
  /// From 0; nil for a whole line.
  public let column: Int?
  public let value: String
  /// What is wrong, why, and what to do.
  public let sentence: String
  /// The line was left out; else it was taken all the same.
  public let isRejection: Bool
}

/// What the workbook says otherwise than what is there.
public struct TakeoverDifference: Hashable, Sendable {
  public let place: TakeoverPlace
  public let table: TakeoverTable
  public let label: String
  public let column: String
  public let before: String
  public let after: String
}

/// What became of the lines of one sheet.
public struct TakeoverTally: Hashable, Sendable, Codable {
  public var read = 0
  public var created = 0
  public var updated = 0
  public var unchanged = 0
  public var rejected = 0
  /// Totals of the sheet itself and repeated headings.
  public var passed = 0

  public init() {}
}

/// Hours of one person under one contract of work, on one engagement, in one month: the sum of the lines that say them.
public struct TakeoverHoursKey: Hashable, Sendable {
  public let person: Int64
  public let employment: Int64
  public let engagement: Int64
  public let month: Month
  public let kind: HoursKind
  public let isDecided: Bool

  public init(
    person: Int64, employment: Int64, engagement: Int64, month: Month, kind: HoursKind, isDecided: Bool
  ) {
    (self.person, self.employment, self.engagement) = (person, employment, engagement)
    (self.month, self.kind, self.isDecided) = (month, kind, isDecided)
  }

  var decided: TakeoverHoursKey {
    TakeoverHoursKey(
      person: person, employment: employment, engagement: engagement, month: month, kind: kind, isDecided: true)
  }
}

/// Declared and kept, with the first line that says them.
public struct TakeoverHours: Hashable, Sendable {
  public var declared: Hours
  public var kept: Hours
  public var reason: ReasonNotKept?
  public var place: TakeoverPlace

  public init(declared: Hours, kept: Hours, reason: ReasonNotKept? = nil, place: TakeoverPlace) {
    (self.declared, self.kept, self.reason, self.place) = (declared, kept, reason, place)
  }
}
