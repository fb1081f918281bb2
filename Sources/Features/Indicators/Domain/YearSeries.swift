// SPDX-License-Identifier: EUPL-1.2

/// The figures of a year as somebody typed them from what was published, before the program held its lines. What was not published
/// is nil.
public struct TypedYear: Sendable, Hashable {
  public var year: Int
  public var hours: Hours?
  public var people: Int?
  public var assignments: Int?
  public var companies: Int?
  public var structures: Int?
  /// Where it was published.
  public var source: String

  public init(
    year: Int, hours: Hours? = nil, people: Int? = nil, assignments: Int? = nil, companies: Int? = nil,
    structures: Int? = nil, source: String = ""
  ) {
    (self.year, self.hours, self.people, self.assignments) = (year, hours, people, assignments)
    (self.companies, self.structures, self.source) = (companies, structures, source)
  }

  public var isEmpty: Bool {
    hours == nil && people == nil && assignments == nil && companies == nil && structures == nil
  }
}

/// A year among others: typed from what was published, or counted from the lines, or both.
public struct SeriesYear: Sendable, Hashable {
  public let year: Int
  public let typed: TypedYear?
  public let counted: YearFigures?
  /// Hours and people as the arrêté printed them, where there is one.
  public let issued: (hours: Hours, people: Int)?
  public let objective: Hours?

  public init(
    year: Int, typed: TypedYear? = nil, counted: YearFigures? = nil, issued: (hours: Hours, people: Int)? = nil,
    objective: Hours? = nil
  ) {
    (self.year, self.typed, self.counted, self.issued, self.objective) = (year, typed, counted, issued, objective)
  }

  public static func == (one: SeriesYear, other: SeriesYear) -> Bool {
    one.year == other.year && one.typed == other.typed && one.counted == other.counted
      && one.objective == other.objective && one.issued?.hours == other.issued?.hours
      && one.issued?.people == other.issued?.people
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(year)
    hasher.combine(typed)
    hasher.combine(counted)
  }

  /// What is counted stands before what was typed.
  public var isCounted: Bool { counted != nil }
  public var hours: Hours? { counted?.hoursDone ?? typed?.hours }
  public var people: Int? { counted?.people ?? typed?.people }
  public var assignments: Int? { counted?.assignments ?? typed?.assignments }
  public var companies: Int? { counted?.companies ?? typed?.companies }
  public var structures: Int? { counted?.structures ?? typed?.structures }

  public var hoursPerPerson: Rational? {
    guard let hours, let people else { return nil }
    return Ratios.perPerson(hours: hours, people: people)
  }
  public var percentOfObjective: Rational? {
    guard let hours, let objective else { return nil }
    return Ratios.percent(hours.rational, of: objective.rational)
  }
  /// Change of the hours from another year.
  public func growth(from earlier: SeriesYear) -> Rational? {
    guard let before = earlier.hours, let hours else { return nil }
    return Ratios.growth(from: before, to: hours)
  }

  /// What cannot be, or does not agree: somebody must look at the source.
  public var impossibilities: [String] {
    var sentences = YearFigures.impossibilities(
      year, hours: hours, people: people, assignments: assignments, companies: companies, structures: structures)
    if counted != nil, let typed {
      // What was published keeps its own faults beside what is counted.
      sentences += YearFigures.impossibilities(
        year, hours: typed.hours, people: typed.people, assignments: typed.assignments, companies: typed.companies,
        structures: typed.structures
      ).map { "Publié, \($0)" }
    }
    if let counted, let printed = typed?.hours, printed != counted.hoursDone {
      sentences.append(
        "\(year)\u{202F}: \(counted.hoursDone.frenchShort)\u{202F}h comptées, \(printed.frenchShort)\u{202F}h publiées."
      )
    }
    if let counted, let issued, issued.hours != counted.hoursDone || issued.people != counted.people {
      sentences.append(
        """
        \(year)\u{202F}: l’arrêté dit \(issued.hours.frenchShort)\u{202F}h et \(FrenchNumber.whole(issued.people)) personnes, \
        les lignes \(counted.hoursDone.frenchShort)\u{202F}h et \(FrenchNumber.whole(counted.people)).
        """)
    }
    return sentences
  }
}
