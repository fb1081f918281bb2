// SPDX-License-Identifier: EUPL-1.2
import Domain

/// What the ledger says of a year and of the same period before, at the grain from which every figure is counted.
struct YearLedger: Sendable {
  /// Kept hours of one engagement, month and kind.
  struct Cell: Sendable {
    let engagement: ID<Engagement>
    let month: Month
    let kind: HoursKind
    let kept: Hours
    /// Of them, decided after the year was closed.
    let late: Hours
  }

  /// One person under one contract, or one chain of missions, on one engagement.
  struct Presence: Sendable {
    let engagement: ID<Engagement>
    let person: ID<Participant>
    let assignment: Assignment
    let employer: Body
    let isWoman: Bool
    let isFromDistrict: Bool
    let year: Hours
    let toDate: Hours
    let before: Hours
  }

  /// What counts for one contract: a contract in no chain, or a whole chain of missions.
  enum Assignment: Sendable, Hashable {
    case contract(Int64)
    case chain(Int64)
  }

  /// A company known by its SIREN, else by its own row.
  struct Body: Sendable, Hashable {
    /// Its SIREN, or its row below zero.
    let key: Int64
    let isStructure: Bool

    init(key: Int64, isStructure: Bool) { (self.key, self.isStructure) = (key, isStructure) }

    /// `siren` is zero when it is not known.
    init(id: Int64, siren: Int64, kind: String) {
      self.init(key: siren > 0 ? siren : -id, isStructure: EmployerKind(rawValue: kind)?.isStructure ?? false)
    }
  }

  struct Owner: Sendable, Hashable {
    let id: ID<Organisation>
    let name: String
    let kind: BuyerKind?
    let share: Int
  }

  /// Where an engagement stands.
  struct Place: Sendable {
    let lot: ID<Lot>
    let contract: ID<PublicContract>
    let sector: Sector
    let policy: TrainingPolicy
    var bearers: [Body]
    /// One buyer, or the members of a group with their shares.
    var owners: [Owner]
  }

  let scope: FigureScope
  let span: FigureSpan
  let cells: [Cell]
  let presences: [Presence]
  let places: [ID<Engagement>: Place]
}

/// The three periods of a report.
enum FigurePeriod: Sendable {
  case year, toDate, before

  func holds(_ month: Month, _ span: FigureSpan) -> Bool {
    switch self {
    case .year: span.first <= month && month <= span.last
    case .toDate: span.first <= month && month <= span.through
    case .before: span.firstBefore <= month && month <= span.throughBefore
    }
  }

  func hours(_ presence: YearLedger.Presence) -> Hours {
    switch self {
    case .year: presence.year
    case .toDate: presence.toDate
    case .before: presence.before
    }
  }
}

extension YearLedger {
  /// The parts of several buyers, a member of a purchasing group with its share: the ledger is gone through once for all of them.
  func parts(of buyers: some Sequence<ID<Organisation>>) -> [(buyer: ID<Organisation>, part: YearLedger)] {
    let parts = parts { $0.owners.count == 1 ? $0.owners.map(\.id) : Array(Set($0.owners.map(\.id))) }
    return buyers.map { buyer in
      var scope = scope
      scope.buyer = buyer
      let part = parts[buyer]
      return (
        buyer,
        YearLedger(
          scope: scope, span: span, cells: part?.cells ?? [], presences: part?.presences ?? [],
          places: part?.places ?? [:])
      )
    }
  }

  /// The parts of each sector that has any.
  func sectors() -> [Sector: YearLedger] { parts { [$0.sector] } }

  /// The ledger parted by what a place says: what stands on one place goes to each of its keys, in one go.
  private func parts<Key: Hashable>(_ keys: (Place) -> [Key]) -> [Key: YearLedger] {
    let cells = Dictionary(grouping: cells, by: \.engagement)
    let presences = Dictionary(grouping: presences, by: \.engagement)
    var engagements: [Key: [ID<Engagement>]] = [:]
    for (id, place) in places {
      for key in keys(place) { engagements[key, default: []].append(id) }
    }
    return engagements.mapValues { engagements in
      YearLedger(
        scope: scope, span: span, cells: engagements.flatMap { cells[$0] ?? [] },
        presences: engagements.flatMap { presences[$0] ?? [] },
        places: Dictionary(uniqueKeysWithValues: engagements.compactMap { id in places[id].map { (id, $0) } }))
    }
  }

  /// The hours of a cell that the scope counts: all of them, or the share of one member of a purchasing group.
  private func counted(_ hours: Hours, of engagement: ID<Engagement>) -> Hours {
    guard let buyer = scope.buyer, let owners = places[engagement]?.owners, owners.count > 1,
      let index = owners.firstIndex(where: { $0.id == buyer }), let key = try? SplitKey(owners.map(\.share))
    else { return hours }
    return key.split(hours)[index]
  }

  func hours(_ period: FigurePeriod, _ kind: HoursKind = .site) -> Hours {
    var total = Hours.zero
    for cell in cells where cell.kind == kind && period.holds(cell.month, span) {
      total += counted(cell.kept, of: cell.engagement)
    }
    return total
  }

  func byMonth() -> [Month: Hours] {
    var months: [Month: Hours] = [:]
    for cell in cells where cell.kind == .site && FigurePeriod.year.holds(cell.month, span) {
      months[cell.month, default: .zero] += counted(cell.kept, of: cell.engagement)
    }
    return months
  }

  /// Kept after the year was closed.
  var regularised: Hours {
    cells.filter { $0.kind == .site && FigurePeriod.year.holds($0.month, span) }
      .map { counted($0.late, of: $0.engagement) }.sum
  }

  /// Site hours, and the training that the policy of each contract credits over the period.
  func credited(_ period: FigurePeriod) -> Hours {
    var site: [ID<PublicContract>: Hours] = [:]
    var training: [ID<PublicContract>: Hours] = [:]
    var policies: [ID<PublicContract>: TrainingPolicy] = [:]
    for cell in cells where period.holds(cell.month, span) {
      guard let place = places[cell.engagement] else { continue }
      policies[place.contract] = place.policy
      let hours = counted(cell.kept, of: cell.engagement)
      if cell.kind == .site { site[place.contract, default: .zero] += hours }
      if cell.kind == .training { training[place.contract, default: .zero] += hours }
    }
    return policies.map { $1.credited(site: site[$0] ?? .zero, training: training[$0] ?? .zero) }.sum
  }

  /// Keys whose hours add up to more than zero: what was corrected away counts for nobody.
  private func present<Key: Hashable>(_ period: FigurePeriod, _ key: (Presence) -> Key) -> Set<Key> {
    var sums: [Key: Hours] = [:]
    for presence in presences {
      // Most are of the other period.
      let hours = period.hours(presence)
      if hours != .zero { sums[key(presence), default: .zero] += hours }
    }
    var found = Set<Key>(minimumCapacity: sums.count)
    for (key, hours) in sums where hours > .zero { found.insert(key) }
    return found
  }

  func people(_ period: FigurePeriod) -> Set<ID<Participant>> { present(period, \.person) }
  func assignments(_ period: FigurePeriod) -> Int { present(period, \.assignment).count }

  func engagements(_ period: FigurePeriod) -> Set<ID<Engagement>> { present(period, \.engagement) }

  func lots(_ period: FigurePeriod) -> Int { Set(engagements(period).compactMap { places[$0]?.lot }).count }
  func contracts(_ period: FigurePeriod) -> Int { Set(engagements(period).compactMap { places[$0]?.contract }).count }

  /// Employers and holders with kept hours, by SIREN.
  func companies(_ period: FigurePeriod) -> (all: Int, structures: Int) {
    let holders = engagements(period).flatMap { places[$0]?.bearers ?? [] }
    let bodies = present(period, \.employer).union(holders)
    return (Set(bodies.map(\.key)).count, Set(bodies.filter(\.isStructure).map(\.key)).count)
  }

  /// Of the people of a period, `people(period)`.
  func women(_ people: Set<ID<Participant>>) -> Int {
    people.intersection(Set(presences.filter(\.isWoman).map(\.person))).count
  }

  /// The same, of those hired in that period while they lived in a priority district.
  func fromDistricts(_ people: Set<ID<Participant>>, _ period: FigurePeriod) -> Int {
    people.intersection(
      Set(presences.filter { $0.isFromDistrict && period.hours($0) > .zero }.map(\.person))
    ).count
  }

  func figures(
    _ period: FigurePeriod, objective: Hours? = nil, people: Set<ID<Participant>>? = nil
  ) -> YearFigures {
    let companies = companies(period)
    return YearFigures(
      year: period == .before ? span.year - 1 : span.year, hoursDone: hours(period), hoursCredited: credited(period),
      people: people?.count ?? self.people(period).count, assignments: assignments(period), companies: companies.all,
      structures: companies.structures, objective: objective)
  }

  /// Hours and people alone, from the presences: the same sums as `figures`, where no purchasing group shares them out.
  func headline(_ period: FigurePeriod) -> (hours: Hours, people: Int) {
    (presences.map { period.hours($0) }.sum, people(period).count)
  }
}
