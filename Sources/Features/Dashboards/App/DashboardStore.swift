// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Reads a dashboard: the facts of the two years, the lots, the ages and the communes, in a fixed number of statements.
enum DashboardStore {
  static func read(
    _ subject: DashboardSubject, year: Int, facets: [FigureBreakdown: String], for viewer: Viewer,
    _ db: any Connection
  ) throws -> Dashboard {
    let span = try FigureSpan(year: year, asOf: viewer.today)
    let scope = scope(of: subject, for: viewer)
    let known = try IndicatorStore.facts(span, scope, db)
    let facts = try FigureFactStore.read(span, scope, by: .worked, knownAt: nil, zone: known.zone, db)
    let lots = try subject.lotScope.map {
      try LotProgressStore.list($0, plans: false, for: viewer, on: viewer.today, db)
    }
    let (contracts, own) = (Set((lots ?? []).map(\.contractID)), Set((lots ?? []).map(\.lotID)))
    let counting = counting(subject, facts, facets, contracts, own)
    let whole = counting.people
    let target = try target(subject, span, known, facets.isEmpty ? lots : [], for: viewer, db)
    let map = try CommuneStore.places(of: whole, counting, hidesSmall: viewer.role != .facilitator, for: viewer, db)
    let ledger = counting.ledger
    var figures = counting.figures(.year, objective: target.hours)
    figures.endedLots = try EndedLots.count(counting.worth, facts, in: viewer.territoryID, db)
    let flags =
      try facets.isEmpty
      ? DashboardFlags.read(subject, facts, known, lots: own, contracts: contracts, for: viewer, db) : DashboardFlags()
    return Dashboard(
      subject: subject, flags: flags, span: span, facets: facets,
      figures: figures,
      toDate: counting.figures(.toDate), before: counting.figures(.before),
      contracts: ledger.contracts(.year), lots: ledger.lots(.year), hoursPerFTE: known.hoursPerFTE,
      months: counting.months(.year), monthsBefore: counting.months(.before),
      women: counting.people(.gender) { $0 == Gender.female.rawValue },
      locals: counting.people(.district) { $0 != FigureBreakdown.unknown },
      breakdowns: try breakdowns(subject, counting, for: viewer, db), target: target.hours, targetSource: target.source,
      completion: Completion((lots ?? []).flatMap(\.parts)),
      pyramid: AgePyramid(
        try AgeStore.people(whole, for: viewer, db), hidesSmall: viewer.role != .facilitator),
      places: map.places, unplaced: map.unplaced)
  }

  private static func scope(of subject: DashboardSubject, for viewer: Viewer) -> FigureScope {
    var scope = FigureScope(territory: viewer.territoryID)
    switch subject.kind {
    case .buyer(let id): scope.buyer = id
    case .contract(let id): scope.contract = id
    case .agreement, .operation, .employer, .holder, .district: break
    }
    return scope
  }

  private static func counting(
    _ subject: DashboardSubject, _ facts: FigureFacts, _ facets: [FigureBreakdown: String],
    _ contracts: Set<ID<PublicContract>>, _ lots: Set<ID<Lot>>
  ) -> Dashboard.Counting {
    var worth: [Int: Hours] = [:]
    for index in facts.narrowed(facets) {
      if let hours = subject.hours(index, facts, contracts: contracts, lots: lots) { worth[index] = hours }
    }
    return Dashboard.Counting(facts: facts, worth: worth)
  }

  /// The objective of an agreement or of a buyer; elsewhere what the monthly plans of the lots expect of the year.
  private static func target(
    _ subject: DashboardSubject, _ span: FigureSpan, _ known: YearFacts, _ lots: [LotProgress]?, for viewer: Viewer,
    _ db: any Connection
  ) throws -> (hours: Hours?, source: String) {
    switch subject.kind {
    case .agreement: return (known.objective, known.objectiveSource)
    case .buyer where known.objective != nil: return (known.objective, known.objectiveSource)
    case .employer, .district: return (nil, "")
    case .buyer, .operation, .contract, .holder:
      guard let lots, !lots.isEmpty else { return (nil, "") }
      let units: Hours? = try db.value(
        """
        SELECT CAST(SUM(m.units) AS BIGINT) FROM plan_month m
        JOIN engagement_plan p ON p.territory_id = m.territory_id AND p.id = m.plan_id
        JOIN engagement g ON g.territory_id = p.territory_id AND g.id = p.engagement_id
        WHERE m.territory_id = \(viewer.territoryID) AND m.month BETWEEN \(span.first) AND \(span.last)
          AND g.lot_id IN (\(.list(lots.map(\.lotID)))) AND p.id = (SELECT MAX(q.id) FROM engagement_plan q
            WHERE q.territory_id = p.territory_id AND q.engagement_id = p.engagement_id)
        """)
      return (units.flatMap { $0 == .zero ? nil : $0 }, "prévisionnels mensuels des lots")
    }
  }

  /// What says something of people is kept back in small groups, except for those who follow them.
  private static func breakdowns(
    _ subject: DashboardSubject, _ counting: Dashboard.Counting, for viewer: Viewer, _ db: any Connection
  ) throws -> [Dashboard.Breakdown] {
    try kinds(of: subject, for: viewer).map { kind in
      let names = kind.isNamed ? try FigureNameStore.names(kind, in: viewer.territoryID, db) : [:]
      let parts = counting.parts(kind, names: names)
      let isHidden = kind.isProfile && viewer.role != .facilitator
      return Dashboard.Breakdown(
        kind: kind, parts: parts, hidden: isHidden ? SmallCells.hidden(parts.map(\.people)) : [])
    }.filter { !$0.parts.isEmpty }
  }

  private static func kinds(of subject: DashboardSubject, for viewer: Viewer) -> [FigureBreakdown] {
    let profile: [FigureBreakdown] = [.age, .education] + (viewer.maySeeCriteria ? [.criterion, .district] : [])
    // Who employs is the profession's: a holder sees neither the other employers of a person, nor a buyer.
    let employers: [FigureBreakdown] = viewer.isFacilitator ? [.employer] : []
    switch subject.kind {
    case .agreement: return [.buyer, .sector, .modality] + employers + profile
    case .buyer, .operation: return [.contract, .sector, .modality] + employers + profile
    case .contract: return [.lot, .modality, .contractKind] + employers + profile
    case .employer: return [.contract, .sector, .modality, .contractKind] + profile
    case .holder: return [.lot, .modality, .contractKind] + employers + profile
    case .district: return [.buyer, .sector, .modality] + employers + [.gender] + profile.filter { $0 != .district }
    }
  }
}

/// Ages at the first hiring, for a pyramid.
enum AgeStore {
  static func people(
    _ people: Set<ID<Participant>>, for viewer: Viewer, _ db: any Connection
  ) throws -> [AgePyramid.Person] {
    guard !people.isEmpty else { return [] }
    return try db.query(
      """
      SELECT h.head_id, p.gender, MIN(k.age_at_hiring) AS age FROM employment_contract k
      JOIN participant_head h ON h.territory_id = k.territory_id AND h.participant_id = k.participant_id
      JOIN participant p ON p.id = h.head_id
      WHERE k.territory_id = \(viewer.territoryID) GROUP BY h.head_id, p.gender
      """
    ).compactMap { row in
      let id: ID<Participant> = try row["head_id"]
      guard people.contains(id) else { return nil }
      return AgePyramid.Person(id: id, age: try row["age"], gender: try row["gender"])
    }
  }
}
