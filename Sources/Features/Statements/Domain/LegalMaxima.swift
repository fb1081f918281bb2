// SPDX-License-Identifier: EUPL-1.2

/// The most that the law lets one person work, all employers together, as it stands from a day on.
public struct LegalMaxima: Sendable, Hashable {
  public struct Limit: Sendable, Hashable {
    public let hours: Hours
    /// The article that sets it.
    public let article: String
  }

  /// First day of this state of the law.
  public let from: Day
  public let day: Limit
  public let week: Limit
  /// For twelve weeks in a row: twelve times their average.
  public let twelveWeeks: Limit

  /// States of the law, the earliest first. Before them nothing is said to be above a maximum.
  public static let states = [
    LegalMaxima(
      from: Day(checked: 2016, 8, 10),
      day: Limit(hours: Hours(wholeHours: 10), article: "L3121-18"),
      week: Limit(hours: Hours(wholeHours: 48), article: "L3121-20"),
      twelveWeeks: Limit(hours: Hours(wholeHours: 44 * 12), article: "L3121-22"))
  ]

  public static func on(_ day: Day) -> LegalMaxima? { states.last { $0.from <= day } }
}

/// Days, weeks and twelve weeks above the law. A day that nobody declared only lowers a sum, so what is said is certain.
enum LegalMaximaCheck {
  static func remarks(on facts: LineFacts) -> [LineRemark] {
    guard facts.legalMaximaAreVerifiable, facts.kind.mayCount, let law = LegalMaxima.on(facts.month.firstDay) else {
      return []
    }
    let own = Dictionary(grouping: facts.days, by: \.day).mapValues { $0.map(\.hours).sum }
    let sums = Sums(own: own, all: own.merging(facts.personDays) { max($0, $1) })
    let mondays = Set(own.keys.map { $0.adding(days: 1 - $0.weekday.rawValue) }).sorted()
    return [
      longDay(sums, law.day), longWeek(sums, law.week, mondays), longTwelveWeeks(sums, law.twelveWeeks, mondays),
    ].compactMap { $0 }
  }

  /// Hours of this line, and of all lines of the person.
  private struct Sums {
    let own: [Day: Hours]
    let all: [Day: Hours]

    func total(_ first: Day, days: Int) -> Hours { sum(all, first, days) }
    func elsewhere(_ first: Day, days: Int) -> Hours { sum(all, first, days) - sum(own, first, days) }
    private func sum(_ hours: [Day: Hours], _ first: Day, _ days: Int) -> Hours {
      (0..<days).map { hours[first.adding(days: $0)] ?? .zero }.sum
    }
  }

  private static func longDay(_ sums: Sums, _ limit: LegalMaxima.Limit) -> LineRemark? {
    guard let day = sums.own.keys.sorted().first(where: { sums.total($0, days: 1) > limit.hours }) else { return nil }
    return above(
      "long_day", "\(limit.hours.frenchShort)\u{202F}h par jour",
      "\(sums.total(day, days: 1).french)\u{202F}h le \(day.french)", sums.elsewhere(day, days: 1), limit)
  }

  private static func longWeek(_ sums: Sums, _ limit: LegalMaxima.Limit, _ mondays: [Day]) -> LineRemark? {
    guard let monday = mondays.first(where: { sums.total($0, days: 7) > limit.hours }) else { return nil }
    return above(
      "long_week", "\(limit.hours.frenchShort)\u{202F}h par semaine",
      "\(sums.total(monday, days: 7).french)\u{202F}h la semaine du \(monday.french)",
      sums.elsewhere(monday, days: 7), limit)
  }

  private static func longTwelveWeeks(_ sums: Sums, _ limit: LegalMaxima.Limit, _ mondays: [Day]) -> LineRemark? {
    let starts = mondays.map { $0.adding(days: -77) }
    guard let first = starts.first(where: { sums.total($0, days: 84) > limit.hours }) else { return nil }
    return above(
      "long_twelve_weeks", "\(limit.hours.frenchShort)\u{202F}h sur douze semaines",
      "\(sums.total(first, days: 84).french)\u{202F}h du \(first.french) au \(first.adding(days: 83).french)",
      sums.elsewhere(first, days: 84), limit)
  }

  private static func above(
    _ code: String, _ maximum: String, _ found: String, _ elsewhere: Hours, _ limit: LegalMaxima.Limit
  ) -> LineRemark {
    let rest = elsewhere > .zero ? ", dont \(elsewhere.french)\u{202F}h dans d’autres lignes" : ""
    return LineRemark(
      severity: .warn, code: code,
      sentence: "Au-dessus du maximum légal de \(maximum)\u{202F}: \(found)\(rest).",
      // The maxima hold for all employers together by another article.
      source: "Code du travail, art. \(limit.article)\(elsewhere > .zero ? " et L8261-1" : "")")
  }
}
