// SPDX-License-Identifier: EUPL-1.2

/// How long an employment contract lasts, from its start to its end, planned or real.
public enum ContractTerm: String, CodeList {
  case underMonth = "moins-1"
  case underQuarter = "1-3"
  case underHalf = "3-6"
  case underYear = "6-12"
  case overYear = "plus-12"
  case open = "sans-terme"

  /// From its first day to its last, both worked; nil without an end.
  public init(from start: Day, through end: Day?) {
    guard let end else {
      self = .open
      return
    }
    let days = Self.number(end) - Self.number(start) + 1
    self = Self.steps.first { days < $0.months * 31 }?.term ?? .overYear
  }

  /// Under how many months each is.
  public static let steps: [(term: ContractTerm, months: Int)] = [
    (.underMonth, 1), (.underQuarter, 3), (.underHalf, 6), (.underYear, 12),
  ]

  /// Months of 31 days, the last day of a month always its 31st: a contract of three months is one whatever its months are.
  private static func number(_ day: Day) -> Int {
    let isLast = day.day >= 28 && (day.day == 31 || day.adding(days: 1).day == 1 || day.monthNumber == 2)
    return day.year * 372 + day.monthNumber * 31 + (isLast ? 31 : day.day)
  }

  public var french: String {
    switch self {
    case .underMonth: "moins d’un mois"
    case .underQuarter: "d’un à trois mois"
    case .underHalf: "de trois à six mois"
    case .underYear: "de six à douze mois"
    case .overYear: "un an et plus"
    case .open: "sans terme"
    }
  }
}
