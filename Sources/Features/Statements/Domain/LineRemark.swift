// SPDX-License-Identifier: EUPL-1.2

/// Something to look at on a declared line, with where the rule comes from.
public struct LineRemark: Sendable, Hashable {
  public enum Severity: String, CodeList {
    /// Nothing of the line can be kept as it is.
    case block
    /// A person must look before keeping.
    case warn
    /// Good to know; the line stays clean.
    case inform

    public var french: String {
      switch self {
      case .block: "à corriger"
      case .warn: "à vérifier"
      case .inform: "pour information"
      }
    }
  }

  public var severity: Severity
  /// Stable name of the check, such as `before_validation`.
  public let code: String
  public let sentence: String
  /// The rule or the text behind it.
  public let source: String
  /// The territory chose that nothing is kept of such a line.
  public var isBinding = false
}

extension Sequence where Element == LineRemark {
  /// Whether the line may be validated with the others in one action.
  public var isClean: Bool { allSatisfy { $0.severity == .inform } }
}

/// What the checks of a line look at.
public struct LineFacts: Sendable, Hashable {
  public var month: Month
  public var kind: HoursKind
  public var declared: Hours
  /// Empty when only the month's total is declared.
  public var days: [DayHours]
  /// Days on which the person counts; `nil` without a validation.
  public var eligibility: DayRange?
  public var contract: DayRange
  /// Days on which the lot is worked; `nil` while none of its dates is known.
  public var lot: DayRange?
  /// All hours of the person in that month, this line's included, absence excepted.
  public var monthTotal: Hours
  /// The same total in each of the three months before, the earliest first; empty where nobody looked.
  public var totalsBefore: [Hours]
  /// Hours at work of each day in all lines of the person that the viewer may see, this one's included.
  public var personDays: [Day: Hours]
  /// Years frozen by their arrêté.
  public var frozenYears: Set<Int>
  /// Days that the annexes of the employer cover; `nil` when it needs none, empty when none is known.
  public var annexes: [DayRange]?
  /// The place of work has the holidays of Alsace and Moselle besides.
  public var isAlsaceMoselle = false
  /// A reversal is negative by nature.
  public var isReversal: Bool

  public init(
    month: Month, kind: HoursKind, declared: Hours, days: [DayHours] = [], eligibility: DayRange?, contract: DayRange,
    lot: DayRange?, monthTotal: Hours, totalsBefore: [Hours] = [], personDays: [Day: Hours] = [:],
    frozenYears: Set<Int> = [], isReversal: Bool = false
  ) {
    (self.month, self.kind, self.declared, self.days) = (month, kind, declared, days)
    (self.eligibility, self.contract, self.lot) = (eligibility, contract, lot)
    (self.monthTotal, self.frozenYears, self.isReversal) = (monthTotal, frozenYears, isReversal)
    (self.totalsBefore, self.personDays) = (totalsBefore, personDays)
  }

  /// Legal maxima are by day and week: without days they are *non vérifiables*.
  public var legalMaximaAreVerifiable: Bool { !days.isEmpty }
}
