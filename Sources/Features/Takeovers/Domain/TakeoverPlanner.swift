// SPDX-License-Identifier: EUPL-1.2

/// Reads the lines of a workbook one at a time and plans what they change, against what is there. Nothing is written here: the same
/// plan is shown by the dry run and written by the takeover. Sheets are given in the order of `TakeoverSheet`.
public struct TakeoverPlanner {
  public internal(set) var plan = TakeoverPlan()
  let ground: TakeoverGround
  /// Rows as they stand with what was planned so far.
  var rows: [TakeoverTable: [Int64: TakeoverValues]]
  /// What this source calls rows.
  var references: [TakeoverTable: [String: Int64]]
  /// Rows by what names them for anybody.
  var index: [TakeoverTable: [String: [Int64]]] = [:]
  /// Rows that the source calls by a reference of its own.
  var claimed: [TakeoverTable: Set<Int64>] = [:]
  /// Organisations that only another territory knew until now.
  var strangers: Set<Int64> = []
  private var nextID: Int64 = -1
  private var createdAt: [TakeoverTable: [Int64: TakeoverPlace]] = [:]

  // What the lines of hours look for again and again.
  var people = TakeoverPeople()
  var lots = TakeoverLots()
  var employments: [TakeoverPair: [Int64]] = [:]
  var engagements: [Int64: [Int64]] = [:]
  var eligibilities: [Int64: [Int64]] = [:]
  var events: [Int64: [Int64]] = [:]
  var attachments: Set<TakeoverAttachment>
  var hours: [TakeoverHoursKey: TakeoverHours] = [:]
  var cached: [String: Int64] = [:]
  var parsedMonths: [String: Month] = [:]
  var parsedHours: [String: Hours] = [:]
  /// The contract that the line above named, in each sheet of lots.
  var carried: [Int: (line: Int, cells: [TakeoverField: String])] = [:]
  var sinceTotal: [Int: (all: Hours, last: Hours)] = [:]

  public init(_ ground: TakeoverGround) {
    self.ground = ground
    rows = ground.rows
    references = ground.references
    attachments = ground.attachments
    for (table, names) in references { claimed[table] = Set(names.filter { $0.key.hasPrefix("#") }.values) }
    for (table, all) in rows { for (id, values) in all { note(table, id, values) } }
  }

  /// Reads one line of the sheet at `place`.
  public mutating func read(_ row: FileRow, _ columns: TakeoverLayout, sheet place: Int) {
    guard let sheet = columns.sheet else { return }
    read(row, TakeoverReading(sheet: sheet, columns: TakeoverColumns(columns), place: place))
  }

  /// The same with columns that were looked up once.
  public mutating func read(_ row: FileRow, _ reading: TakeoverReading) {
    guard !row.cells.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) else { return }
    let line = TakeoverRow(
      layout: reading.columns, row: row, place: TakeoverPlace(sheet: reading.place, line: row.number))
    plan.tallies[reading.place, default: TakeoverTally()].read += 1
    do throws(TakeoverRejected) {
      if reading.columns.isHeading(row) || Self.isExample(row) { return pass(line.place) }
      if HoursFileReader.isTotal(row), [.hours, .lots, .totals, .openings].contains(reading.sheet) {
        return try readTotal(line, reading.sheet)
      }
      try read(reading.sheet == .lots ? carriedDown(line) : line, reading.sheet)
    } catch {
      plan.tallies[line.place.sheet, default: TakeoverTally()].rejected += 1
      find(line.place, error.column, error.value, error.sentence, isRejection: true)
    }
  }

  private mutating func read(_ row: TakeoverRow, _ sheet: TakeoverSheet) throws(TakeoverRejected) {
    switch sheet {
    case .buyers, .companies, .prescribers: try readBody(row, sheet)
    case .contracts: try readContract(row)
    case .lots: try readLot(row)
    case .engagements: try readEngagement(row)
    case .events: try readEvent(row)
    case .people: try readPerson(row)
    case .eligibilities: try readEligibility(row)
    case .employments: try readEmployment(row)
    case .hours: try readHours(row)
    case .openings: try readOpening(row)
    case .totals: try readTotal(row, sheet)
    }
  }

  /// A line of a lot whose contract is said once for all of its lots, on the line above or in a cell over several lines.
  private mutating func carriedDown(_ row: TakeoverRow) -> TakeoverRow {
    let named: [TakeoverField] = [.buyer, .contractReference, .contractTitle]
    let own = named.reduce(into: [TakeoverField: String]()) { $0[$1] = row.column($1).map { row.row[$0] } }
    guard own.values.allSatisfy({ $0.trimmed.isEmpty }) else {
      carried[row.place.sheet] = (row.place.line, own)
      return row
    }
    guard let above = carried[row.place.sheet], above.line == row.place.line - 1,
      !row.raw(.lotNumber).isEmpty || !row.raw(.lotName).isEmpty
    else { return row }
    carried[row.place.sheet]?.line = row.place.line
    var cells = row.row.cells
    for (field, text) in above.cells {
      guard let column = row.column(field) else { continue }
      while cells.count <= column { cells.append("") }
      cells[column] = text
    }
    return TakeoverRow(layout: row.layout, row: FileRow(number: row.row.number, cells: cells), place: row.place)
  }

  /// The lines with which the model workbook shows what to write.
  private static func isExample(_ row: FileRow) -> Bool {
    row.cells.prefix(4).contains { cell in
      guard let first = cell.utf8.first, first == 0x45 || first == 0x65 else { return false }
      return Search.fold(cell).hasPrefix("exemple ") || Search.fold(cell) == "exemple"
    }
  }

  mutating func pass(_ place: TakeoverPlace) { plan.tallies[place.sheet, default: TakeoverTally()].passed += 1 }

  mutating func find(
    _ place: TakeoverPlace, _ column: Int?, _ value: String, _ sentence: String, isRejection: Bool = false
  ) {
    plan.findingCount += 1
    if isRejection { plan.rejectionCount += 1 }
    guard plan.findings.count < TakeoverPlan.most else { return }
    plan.findings.append(
      TakeoverFinding(
        place: place, column: column, value: String(value.prefix(80)), sentence: sentence, isRejection: isRejection))
  }

  // MARK: rows

  enum Outcome { case created, updated, unchanged }

  /// The row that the source or its own facts name; made when there is none, changed where the file says otherwise. `row` is one
  /// that was found otherwise. Nothing is taken away: an empty cell changes nothing.
  @discardableResult
  mutating func upsert(
    _ table: TakeoverTable, reference: String, found: Int64? = nil, _ values: TakeoverValues, label: String,
    at place: TakeoverPlace
  ) -> (id: Int64, outcome: Outcome) {
    let key = reference.isEmpty ? "" : "#" + Search.fold(reference)
    let natural = Self.natural(table, values)
    // Read in place: a second name for the references would have each new one copy them all.
    let known =
      found ?? references[table]?[key]
      ?? natural.compactMap { references[table]?["=" + $0] }.first { mayBe($0, reference, table) }
      ?? natural.compactMap { index[table]?[$0].flatMap(Self.only) }.first { mayBe($0, reference, table) }
    guard let id = known else {
      let id = insert(table, values, at: place)
      remember(table, key, natural, id)
      return (id, .created)
    }
    remember(table, key, natural, id)
    return (id, merge(table, id, values, label, place))
  }

  /// A row that the source already calls otherwise is another one.
  func mayBe(_ id: Int64, _ reference: String, _ table: TakeoverTable) -> Bool {
    reference.isEmpty || !(claimed[table]?.contains(id) ?? false)
  }

  private static func only(_ ids: [Int64]) -> Int64? { ids.count == 1 ? ids[0] : nil }

  mutating func insert(_ table: TakeoverTable, _ values: TakeoverValues, at place: TakeoverPlace) -> Int64 {
    let id = nextID
    nextID -= 1
    rows[table, default: [:]][id] = values
    createdAt[table, default: [:]][id] = place
    note(table, id, values)
    return id
  }

  /// Remembers what this source calls a row, so that its next workbook finds it whatever else has changed.
  private mutating func remember(_ table: TakeoverTable, _ key: String, _ natural: [String], _ id: Int64) {
    // A name made of numbers of rows is found again from the rows themselves.
    let isOfWords = [.organisation, .contract, .person].contains(table)
    let name = key.isEmpty ? (isOfWords ? natural.first.map { "=" + $0 } ?? "" : "") : key
    guard !name.isEmpty, references[table]?[name] != id else { return }
    references[table, default: [:]][name] = id
    if name.hasPrefix("#") { claimed[table, default: []].insert(id) }
    plan.references[table, default: [:]][name] = id
  }

  private mutating func merge(
    _ table: TakeoverTable, _ id: Int64, _ values: TakeoverValues, _ label: String, _ place: TakeoverPlace
  ) -> Outcome {
    var outcome = Outcome.unchanged
    guard let old = rows[table]?[id] else { return .unchanged }
    let isShared = table == .organisation && (ground.shared.contains(id) || strangers.contains(id))
    for (column, value) in values.sorted(by: { $0.key < $1.key })
    where value != .nothing && old[column] ?? .nothing != value {
      if isShared {
        guard old[column] ?? .nothing != .nothing else { continue }
        find(
          place, nil, text(value),
          "\(label)\u{202F}: \(TakeoverWords.column(column)) est «\u{202F}\(text(old[column] ?? .nothing))\u{202F}» pour tous les territoires qui connaissent cet organisme. Rien n’est changé\u{202F}: corrigez sa page s’il le faut."
        )
        continue
      }
      rows[table]?[id]?[column] = value
      if table == .person { people.matching = nil }
      guard id > 0 else { continue }
      outcome = .updated
      var change = plan.changed[table]?[id] ?? TakeoverPlan.Changed(before: [:], after: [:], place: place)
      if change.before[column] == nil { change.before[column] = old[column] ?? .nothing }
      change.after[column] = value
      plan.changed[table, default: [:]][id] = change
      plan.differenceCount += 1
      guard plan.differences.count < TakeoverPlan.most else { continue }
      plan.differences.append(
        TakeoverDifference(
          place: place, table: table, label: label, column: TakeoverWords.column(column),
          before: text(old[column] ?? .nothing, of: column), after: text(value, of: column)))
    }
    return outcome
  }

  mutating func count(_ outcome: Outcome, at place: TakeoverPlace) {
    switch outcome {
    case .created: plan.tallies[place.sheet, default: TakeoverTally()].created += 1
    case .updated: plan.tallies[place.sheet, default: TakeoverTally()].updated += 1
    case .unchanged: plan.tallies[place.sheet, default: TakeoverTally()].unchanged += 1
    }
  }

  mutating func imply(_ table: TakeoverTable) { plan.implied[table, default: 0] += 1 }

  func value(_ table: TakeoverTable, _ id: Int64, _ column: String) -> TakeoverValue {
    rows[table]?[id]?[column] ?? .nothing
  }

  /// What a person reads of a value.
  func text(_ value: TakeoverValue, of column: String = "") -> String {
    switch value {
    case .nothing: ""
    case .text(let text): Day(iso: text)?.french ?? text
    case .number(let number) where column.hasSuffix("units"): Hours(units: number).french + "\u{202F}h"
    case .number(let number) where column.hasSuffix("cents"): Money(cents: number).french
    case .number(let number): String(number)
    case .row(let table, let id): label(table, id)
    case .bearers(let all): all.map { label(.organisation, $0.organisation) }.joined(separator: ", ")
    case .codes(let codes): codes.joined(separator: ", ")
    }
  }

  func label(_ table: TakeoverTable, _ id: Int64) -> String {
    guard let values = rows[table]?[id] else { return "" }
    switch table {
    case .organisation: return values["name"]?.text ?? ""
    case .contract: return values["title"]?.text ?? ""
    case .lot:
      let title = values["contract_id"]?.row.map { label(.contract, $0) } ?? ""
      return "Lot \(values["number"]?.text ?? "") \(values["name"]?.text ?? ""), \(title)"
    case .engagement: return values["lot_id"]?.row.map { label(.lot, $0) } ?? ""
    case .person: return "\(values["first_name"]?.text ?? "") \(values["last_name"]?.text ?? "")"
    default: return ""
    }
  }

  /// Ends the plan, after the last line of the last sheet.
  public mutating func finish() {
    settleHours()
    settleTotals()
    for table in TakeoverTable.allCases {
      let all = (createdAt[table] ?? [:]).sorted { $0.key > $1.key }
      plan.created[table] = all.map {
        TakeoverPlan.Created(id: $0.key, values: rows[table]?[$0.key] ?? [:], place: $0.value)
      }
    }
    plan.findings.sort { ($0.isRejection ? 0 : 1, $0.place) < ($1.isRejection ? 0 : 1, $1.place) }
  }
}

/// A sheet being read: its kind and its columns, looked up once.
public struct TakeoverReading {
  let sheet: TakeoverSheet
  let columns: TakeoverColumns
  let place: Int

  init(sheet: TakeoverSheet, columns: TakeoverColumns, place: Int) {
    (self.sheet, self.columns, self.place) = (sheet, columns, place)
  }

  /// Nil when nothing is read of the sheet.
  public init?(_ layout: TakeoverLayout, sheet place: Int) {
    guard let sheet = layout.sheet else { return nil }
    self.init(sheet: sheet, columns: TakeoverColumns(layout), place: place)
  }
}

/// Two numbers that name something together.
struct TakeoverPair: Hashable {
  let first: Int64
  let second: Int64
}
