// SPDX-License-Identifier: EUPL-1.2

/// What was counted for a year in one scope, and the ratios that follow.
public struct YearFigures: Sendable, Hashable {
  public var year: Int
  public var hoursDone: Hours
  public var hoursCredited: Hours
  public var people: Int
  public var assignments: Int
  public var companies: Int
  public var structures: Int
  /// The year's aim, where there is one.
  public var objective: Hours?
  /// Of the lots of the scope; empty when it is not asked.
  public var completion: Completion
  /// Lots on which hours were kept in months after they had ended; zero when it is not asked.
  public var endedLots = 0

  public init(
    year: Int, hoursDone: Hours, hoursCredited: Hours, people: Int, assignments: Int, companies: Int, structures: Int,
    objective: Hours? = nil, completion: Completion = Completion([])
  ) {
    (self.year, self.hoursDone, self.hoursCredited) = (year, hoursDone, hoursCredited)
    (self.people, self.assignments, self.companies) = (people, assignments, companies)
    (self.structures, self.objective, self.completion) = (structures, objective, completion)
  }

  /// Fewer contracts than people holding one, more structures than companies, people without hours, hours on lots that had ended:
  /// somebody must look at the source.
  public var impossibilities: [String] {
    var sentences = Self.impossibilities(
      year, hours: hoursDone, people: people, assignments: assignments, companies: companies, structures: structures)
    // How many hours would tell those of a few people.
    if endedLots > 0 {
      let lots = endedLots == 1 ? "un lot" : "\(FrenchNumber.whole(endedLots)) lots"
      sentences.append(
        """
        \(year)\u{202F}: heures retenues sur \(lots) après le mois de la réception, de la résiliation ou de l’annulation.
        """)
    }
    return sentences
  }

  /// The same of figures of which some may not be known.
  static func impossibilities(
    _ year: Int, hours: Hours?, people: Int?, assignments: Int?, companies: Int?, structures: Int?
  ) -> [String] {
    var sentences: [String] = []
    if let people, people > 0, hours == .zero { sentences.append("\(year)\u{202F}: des personnes et aucune heure.") }
    if let people, let assignments, assignments < people {
      sentences.append(
        "\(year)\u{202F}: moins de contrats (\(FrenchNumber.whole(assignments))) que de personnes (\(FrenchNumber.whole(people)))."
      )
    }
    if let companies, let structures, structures > companies {
      sentences.append("\(year)\u{202F}: plus de structures que d’entreprises.")
    }
    return sentences
  }

  public var isImpossible: Bool { !impossibilities.isEmpty }

  /// Every indicator with its value, in the order of a bilan; ratios without a divisor are left out.
  public func values(hoursPerFTE: Int) throws(ValueError) -> [IndicatorValue] {
    let fte = try Ratios.fullTimeEquivalents(hours: hoursDone, hoursPerFTE: hoursPerFTE)
    let always: [IndicatorValue] = [
      .init(.hoursDone, .hours(hoursDone)), .init(.hoursCredited, .hours(hoursCredited)),
      .init(.people, .count(people)),
      .init(.assignments, .count(assignments)), .init(.companies, .count(companies)),
      .init(.structures, .count(structures)),
      .init(.fte, .ratio(fte), detail: "\(FrenchNumber.whole(hoursPerFTE))\u{202F}h par ETP"),
    ]
    let ratios: [(Indicator, Rational?)] = [
      (.hoursPerPerson, Ratios.perPerson(hours: hoursDone, people: people)),
      (.completion, Ratios.percent(completion.cappedDone.rational, of: completion.due.rational)),
      (.completionRaw, Ratios.percent(completion.done.rational, of: completion.due.rational)),
      (.objective, objective.flatMap { Ratios.percent(hoursDone.rational, of: $0.rational) }),
    ]
    return always + ratios.compactMap { indicator, value in value.map { IndicatorValue(indicator, .ratio($0)) } }
  }
}

/// An indicator and what it is worth.
public struct IndicatorValue: Sendable, Hashable {
  public enum Value: Sendable, Hashable {
    case hours(Hours)
    case count(Int)
    case ratio(Rational)
  }

  public let indicator: Indicator
  public let value: Value
  /// Said beside it, such as the divisor; may be empty.
  public let detail: String

  public init(_ indicator: Indicator, _ value: Value, detail: String = "") {
    (self.indicator, self.value, self.detail) = (indicator, value, detail)
  }

  /// `indicator.definition`, and the detail where there is one.
  public var definition: String { detail.isEmpty ? indicator.definition : "\(indicator.definition) (\(detail))" }

  /// With the decimals of its definition.
  public var french: String {
    switch value {
    case .hours(let hours): hours.french
    case .count(let count): FrenchNumber.whole(count)
    case .ratio(let ratio): ratio.french(decimals: indicator.decimals)
    }
  }

  /// Hours without decimals, the rest as `french`: for summaries.
  public var frenchShort: String {
    if case .hours(let hours) = value { return hours.frenchShort }
    return french
  }

  /// A quantity leaves as a text with a point, a count as a whole number.
  public var plain: String {
    switch value {
    case .hours(let hours): hours.decimal
    case .count(let count): String(count)
    case .ratio(let ratio): ratio.plain(decimals: indicator.decimals)
    }
  }

  /// Whether it leaves as a number rather than as a text.
  public var isCount: Bool {
    if case .count = value { return true }
    return false
  }
}
