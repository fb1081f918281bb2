// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation

/// What a takeover would do or did, as it is shown and kept: counts, faults, differences and totals, within bounds.
struct TakeoverPreview: Codable, Sendable {
  struct Sheet: Codable, Sendable {
    var tab: String
    /// Code of its kind, empty when nothing is read of it.
    var kind: String
    var heading: Int
    var headings: [String]
    var columns: [String]
    var tally: TakeoverTally

    var sheet: TakeoverSheet? { TakeoverSheet(rawValue: kind) }
    var layout: TakeoverLayout {
      TakeoverLayout(
        tab: tab, sheet: sheet, lastHeading: heading, headings: headings,
        columns: columns.map { TakeoverColumn(code: $0) })
    }
  }

  struct Fault: Codable, Sendable {
    var sheet: Int
    var line: Int
    var column: Int?
    var heading: String
    var value: String
    var sentence: String
    var isRejection: Bool
  }

  struct Difference: Codable, Sendable {
    var sheet: Int
    var line: Int
    var label: String
    var column: String
    var before: String
    var after: String
  }

  struct Made: Codable, Sendable {
    var table: String
    var created: Int
    var changed: Int
    /// Of those created, how many only because other lines name them.
    var implied: Int
  }

  struct SheetTotal: Codable, Sendable {
    var sheet: Int
    var line: Int
    var announced: Int64
    var computed: Int64
  }

  var sheets: [Sheet]
  var faults: [Fault]
  var faultCount: Int
  var rejectionCount: Int
  var differences: [Difference]
  var differenceCount: Int
  var made: [Made]
  var newLines: Int
  var correctedLines: Int
  var unchangedLines: Int
  var keptUnits: Int64
  var totals: [TakeoverTotals.Row]
  var sheetTotals: [SheetTotal]
  var changesNothing: Bool

  init(_ plan: TakeoverPlan, _ layouts: [TakeoverLayout], _ ground: TakeoverGround) {
    sheets = layouts.enumerated().map { place, layout in
      Sheet(
        tab: layout.tab, kind: layout.sheet?.rawValue ?? "", heading: layout.lastHeading, headings: layout.headings,
        columns: layout.columns.map(\.code), tally: plan.tallies[place] ?? TakeoverTally())
    }
    func heading(_ place: TakeoverPlace, _ column: Int?) -> String {
      guard let column, layouts.indices.contains(place.sheet), layouts[place.sheet].headings.indices.contains(column)
      else { return "" }
      return layouts[place.sheet].headings[column]
    }
    faults = plan.findings.prefix(Self.most).map {
      Fault(
        sheet: $0.place.sheet, line: $0.place.line, column: $0.column, heading: heading($0.place, $0.column),
        value: $0.value, sentence: $0.sentence, isRejection: $0.isRejection)
    }
    (faultCount, rejectionCount) = (plan.findingCount, plan.rejectionCount)
    differences = plan.differences.prefix(Self.most).map {
      Difference(
        sheet: $0.place.sheet, line: $0.place.line, label: $0.label, column: $0.column, before: $0.before,
        after: $0.after)
    }
    differenceCount = plan.differenceCount
    made = TakeoverTable.allCases.map {
      Made(
        table: $0.rawValue, created: plan.created[$0]?.count ?? 0, changed: plan.changed[$0]?.count ?? 0,
        implied: plan.implied[$0] ?? 0)
    }
    (newLines, correctedLines, unchangedLines) = (plan.newLines.count, plan.corrected.count, plan.unchangedLines)
    keptUnits =
      (plan.newLines.filter { $0.key.kind == .site }.map(\.hours.kept.units).reduce(0, +)
        + plan.corrected.filter { $0.key.kind == .site }.map { $0.hours.kept.units - $0.line.kept.units }.reduce(0, +))
    let labels = Self.lotLabels(plan, ground)
    totals = plan.totals.rows(
      label: { labels[$0] ?? "Lot" }, tab: { layouts.indices.contains($0) ? layouts[$0].tab : "" })
    sheetTotals = plan.totals.sheetTotals.map {
      SheetTotal(
        sheet: $0.place.sheet, line: $0.place.line, announced: $0.announced.units, computed: $0.computed.units)
    }
    changesNothing = plan.changesNothing
  }

  private static let most = 1_000

  private static func lotLabels(_ plan: TakeoverPlan, _ ground: TakeoverGround) -> [Int64: String] {
    var lots = ground.rows[.lot] ?? [:]
    var contracts = ground.rows[.contract] ?? [:]
    for row in plan.created[.lot] ?? [] { lots[row.id] = row.values }
    for row in plan.created[.contract] ?? [] { contracts[row.id] = row.values }
    return lots.mapValues { values in
      let contract = values["contract_id"]?.row.flatMap { contracts[$0] } ?? [:]
      return "Lot \(values["number"]?.text ?? "") \(values["name"]?.text ?? ""), \(contract["title"]?.text ?? "")"
    }
  }

  var isBalanced: Bool { totals.allSatisfy(\.isBalanced) }
  var unbalanced: [TakeoverTotals.Row] { totals.filter { !$0.isBalanced } }
  var read: Int { sheets.map(\.tally.read).reduce(0, +) }

  func encoded() throws -> String { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }

  init(stored text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }

  /// « Heures, ligne 12, colonne C (Mois) »
  func place(_ fault: Fault) -> String {
    let tab = sheets.indices.contains(fault.sheet) ? sheets[fault.sheet].tab : ""
    let column = fault.column.map { ", colonne \(FileIntakeNames.letters($0))" } ?? ""
    let heading = fault.heading.isEmpty ? "" : " (\(fault.heading))"
    return "\(tab), ligne \(fault.line)\(column)\(heading)"
  }
}
