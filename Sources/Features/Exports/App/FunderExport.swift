// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import Spreadsheet

/// Tables laid out for funders, from the facts that pages count. They leave for others: they show what a buyer may see.
enum FunderExport {
  static func shape(
    _ preset: FunderPreset, _ query: Form, for viewer: Viewer, _ db: any Connection
  ) throws -> ExportShape {
    let asked = try FunderQuery(query, for: viewer)
    let each: (([WrittenCell]) throws -> Void) throws -> Void =
      switch preset {
      case .spaser: try FunderBuyers.rows(asked, for: viewer, db)
      case .purchases: FunderPurchases.rows(asked, for: viewer, db)
      case .alliance: try FunderContracts.rows(asked, for: viewer, db)
      case .anru: try FunderOperations.rows(asked, for: viewer, db)
      case .fse: try FunderPeople.rows(asked, for: viewer, db)
      }
    let state = preset.isConfirmed ? "format publié" : "format à confirmer auprès du financeur"
    return ExportShape(
      columns: preset.columns.map { .init($0.title, format($0.kind), width: width($0), $0.meaning) },
      notes: [(word: preset.french, sentence: "\(state). \(preset.note ?? "")")]
        + (try openings(preset, asked, for: viewer, db)), each: each)
  }

  /// Hours that were taken over without their lines: of nobody, so that no profile nor modality holds them.
  private static func openings(
    _ preset: FunderPreset, _ asked: FunderQuery, for viewer: Viewer, _ db: any Connection
  ) throws -> [(word: String, sentence: String)] {
    guard preset != .purchases else { return [] }
    let (first, last) = preset == .anru ? asked.half.months : (asked.span.year * 100 + 1, asked.span.year * 100 + 12)
    let bought: SQL = asked.buyer.map { ContractScope.bought(by: $0) } ?? "1 = 1"
    let hours: Hours? = try db.value(
      """
      SELECT CAST(SUM(b.units) AS BIGINT) FROM opening_balance b
      JOIN engagement g ON g.territory_id = b.territory_id AND g.id = b.engagement_id
      JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
      JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
      WHERE b.territory_id = \(viewer.territoryID) AND b.month BETWEEN \(first) AND \(last) AND \(bought)
      """)
    guard let hours, hours != .zero else { return [] }
    let many = "\(hours.french)\u{202F}h reprises sans leurs lignes"
    return [
      (
        word: preset == .fse ? "Soldes d’ouverture" : "Dont soldes d’ouverture",
        sentence: preset == .fse
          ? "\(many)\u{202F}: elles ne sont celles de personne, et ne figurent pas ici."
          : "\(many), comptées dans les heures réalisées\u{202F}; ni personnes, ni contrats, ni modalités ne les portent."
      )
    ]
  }

  private static func format(_ kind: FunderColumn.Kind) -> ColumnFormat {
    switch kind {
    case .text: .text
    case .whole: .whole
    case .hundredths: .hundredths
    case .euros: .euros
    case .day: .day
    }
  }

  private static func width(_ column: FunderColumn) -> Int { column.kind == .text ? 26 : 14 }
}

/// What the address of a funder's file asks for.
struct FunderQuery: Sendable {
  let span: FigureSpan
  let half: HalfYear
  /// The one buyer asked for, or that of the viewer.
  let buyer: ID<Organisation>?

  init(_ query: Form, for viewer: Viewer) throws {
    let widest = FigureScope.widest(for: viewer)
    buyer = try viewer.isFacilitator ? query.identifier("donneur") : widest.buyer
    let typed = query.filled("semestre")
    guard let half = typed.map({ HalfYear($0) }) ?? HalfYear(endedBefore: viewer.today) else { throw Missing() }
    self.half = half
    let year = try query.year("annee") ?? (typed == nil ? viewer.today.year : half.year)
    span = try FigureSpan(year: year, asOf: viewer.today)
  }

  /// The same, for the year of the half that is asked for.
  func spanOfHalf(today: Day) throws -> FigureSpan { try FigureSpan(year: half.year, asOf: today) }

  func scope(for viewer: Viewer) -> FigureScope {
    var scope = FigureScope.widest(for: viewer)
    scope.buyer = buyer
    return scope
  }
}

/// The facts of a year, cut as funders want them.
struct FunderFacts {
  let facts: FigureFacts
  let hoursPerFTE: Int

  static func read(
    _ span: FigureSpan, _ scope: FigureScope, _ db: any Connection
  ) throws -> FunderFacts {
    let known = try IndicatorStore.facts(span, scope, db)
    return FunderFacts(
      facts: try FigureFactStore.read(span, scope, by: .worked, knownAt: nil, zone: known.zone, db),
      hoursPerFTE: known.hoursPerFTE)
  }

  /// The facts of each entry of a breakdown.
  func parts(_ breakdown: FigureBreakdown) -> [String: [Int]] { facts.parts(Array(facts.facts.indices), breakdown) }

  func people(_ indices: [Int]) -> Set<ID<Participant>> { facts.people(indices) }

  func hours(_ indices: [Int], for buyer: ID<Organisation>? = nil) -> Hours {
    indices.filter { FigurePeriod.year.holds(facts.facts[$0].month, facts.span) }
      .map { facts.hours($0, for: buyer) }.sum
  }

  /// Those of `indices` that an entry of a breakdown holds.
  func only(_ indices: [Int], _ breakdown: FigureBreakdown, _ holds: (String) -> Bool) -> [Int] {
    facts.only(indices, breakdown, holds)
  }

  /// Counts of people that part a group: those that may not be said are empty.
  private func counts(_ indices: [Int], _ breakdown: FigureBreakdown, _ groups: [Set<String>]) -> [WrittenCell] {
    let named = groups.map { group in people(only(indices, breakdown, group.contains)) }
    // What none of the groups holds is a cell too: it could be found by subtraction.
    let rest = people(indices).subtracting(named.reduce(into: []) { $0.formUnion($1) })
    let hidden = SmallCells.hidden(named + [rest])
    return named.enumerated().map { hidden.contains($0.offset) ? .empty : WrittenCell($0.element.count) }
  }

  /// In the order of `FunderColumn.profiles`.
  func profiles(_ indices: [Int]) -> [WrittenCell] {
    let districts = people(only(indices, .district) { $0 != FigureBreakdown.unknown })
    return counts(indices, .gender, [[Gender.female.rawValue], [Gender.male.rawValue]])
      + counts(indices, .age, AgeBand.allCases.map { [$0.rawValue] })
      + [share(districts, of: people(indices))] + counts(indices, .education, Self.levels)
  }

  /// In the order of `FunderColumn.criteria`.
  func criteria(_ indices: [Int]) -> [WrittenCell] {
    let all = people(indices)
    return [EligibilityCriterion.rsa, .deld, .th].map { criterion in
      share(people(only(indices, .criterion) { $0 == criterion.rawValue }), of: all)
    }
  }

  private func share(_ part: Set<ID<Participant>>, of all: Set<ID<Participant>>) -> WrittenCell {
    maySay(part.count, of: all.count) ? WrittenCell(part.count) : .empty
  }

  func maySay(_ part: Int, of all: Int) -> Bool { part == 0 || !SmallCells.reveals(part: part, of: all) }

  /// In the order of `FunderColumn.modalities`.
  func modalities(_ indices: [Int], for buyer: ID<Organisation>? = nil) -> [WrittenCell] {
    ["DIRECT", "MAD_", "ST_"].map { start in
      WrittenCell(hours(only(indices, .modality) { $0.hasPrefix(start) }, for: buyer))
    }
  }

  private static let levels: [Set<String>] = [
    levels(.nonCertifying, .neverSchooled, .shortTraining, .compulsorySchool), levels(.capLevel, .cap),
    levels(.bac, .vocationalBac), levels(.bts, .bachelor, .master),
  ]

  private static func levels(_ all: EducationLevel...) -> Set<String> { Set(all.map(\.rawValue)) }
}
