// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Rows of a territory as cells of the model workbook, each thing under a reference of its own.
struct ArchiveRows {
  struct Line {
    let person: Int64
    let employment: Int64
    let engagement: Int64
    let month: Month
    let kind: HoursKind
    let declared: Hours
    /// Nil while nobody decided.
    let kept: Hours?
    let reason: String
  }

  struct Total {
    let lot: Int64
    let year: Int
    let hours: Hours
  }

  private typealias Cells = [TakeoverField: String]
  private let ground: TakeoverGround
  /// What other sheets call a contract or a body: its own number or name, unless two have the same.
  private let contractNames: [Int64: String]
  private let bodyNames: [Int64: String]
  /// Engagements of each contract of work.
  private let attached: [Int64: [Int64]]

  init(_ ground: TakeoverGround) {
    self.ground = ground
    attached = Dictionary(grouping: ground.attachments, by: \.employment).mapValues { $0.map(\.engagement) }
    contractNames = Self.names(ground.rows[.contract] ?? [:], "reference", "M")
    bodyNames = Self.names(ground.rows[.organisation] ?? [:], "name", "O")
  }

  private static func names(_ rows: [Int64: TakeoverValues], _ column: String, _ letter: String) -> [Int64: String] {
    let count = Dictionary(rows.values.map { (Search.fold($0[column]?.text ?? ""), 1) }, uniquingKeysWith: +)
    return rows.reduce(into: [:]) { found, row in
      let text = row.value[column]?.text ?? ""
      found[row.key] = text.isEmpty || count[Search.fold(text)] != 1 ? "\(letter)\(row.key)" : text
    }
  }

  private func value(_ table: TakeoverTable, _ id: Int64, _ column: String) -> TakeoverValue {
    ground.rows[table]?[id]?[column] ?? .nothing
  }

  private func sorted(_ table: TakeoverTable) -> [(Int64, TakeoverValues)] {
    (ground.rows[table] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func all(_ sheet: TakeoverSheet) -> [[TakeoverField: String]] {
    switch sheet {
    case .buyers: bodies("buyer_kind")
    case .companies: bodies("employer_kind")
    case .prescribers: bodies("prescriber_kind")
    case .contracts: sorted(.contract).map { contract($0, $1) }
    case .lots: sorted(.lot).map { lot($0, $1) }
    case .engagements: sorted(.engagement).map { engagement($0, $1) }
    case .events: sorted(.event).map { event($0, $1) }
    case .people: sorted(.person).map { person($0, $1) }
    case .eligibilities: sorted(.eligibility).map { eligibility($0, $1) }
    case .employments: sorted(.employment).flatMap { employment($0, $1) }
    case .openings: sorted(.opening).map { opening($0, $1) }
    case .hours, .totals: []
    }
  }

  // MARK: cells

  private func cells(_ values: TakeoverValues, _ pairs: [(TakeoverField, String)]) -> Cells {
    pairs.reduce(into: [:]) { found, pair in
      let value = values[pair.1] ?? .nothing
      switch value {
      case .text(let text): found[pair.0] = Day(iso: text)?.french ?? text
      case .number(let number) where pair.1.hasSuffix("units"): found[pair.0] = Self.hours(Hours(units: number))
      case .number(let number) where pair.1.hasSuffix("cents"):
        found[pair.0] = Money(cents: number).decimal.replacing(".", with: ",")
      case .number(let number): found[pair.0] = String(number)
      default: break
      }
    }
  }

  /// In hundredths, or in hours and minutes where hundredths are not exact.
  private static func hours(_ hours: Hours) -> String {
    if hours.units % 3 == 0 { return hours.decimal.replacing(".", with: ",") }
    let minutes = hours.units / 5
    return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }

  private func bodies(_ kind: String) -> [Cells] {
    sorted(.organisation).filter { $0.1[kind] != nil }.map { id, values in
      cells(
        values,
        [
          (.name, "name"), (.siret, "siret"), (.kind, kind), (.address, "address"), (.postcode, "postcode"),
          (.commune, "commune"), (.phone, "phone"),
        ]
      ).with(.reference, bodyNames[id] == values["name"]?.text ? "" : "O\(id)")
    }
  }

  private func body(_ value: TakeoverValue?) -> String { value?.row.flatMap { bodyNames[$0] } ?? "" }

  private func contract(_ id: Int64, _ values: TakeoverValues) -> Cells {
    cells(
      values,
      [
        (.contractReference, "reference"), (.contractTitle, "title"), (.purchaseKind, "purchase_kind"),
        (.legalForm, "legal_form"), (.sector, "sector"), (.cpv, "cpv"), (.amount, "amount_cents"),
        (.notifiedOn, "notified_on"), (.endsOn, "ends_on"),
      ]
    ).with(.reference, "M\(id)").with(.buyer, body(values["buyer_id"]))
  }

  private func lot(_ id: Int64, _ values: TakeoverValues) -> Cells {
    cells(
      values,
      [
        (.lotNumber, "number"), (.lotName, "name"), (.sector, "sector"), (.place, "place"), (.amount, "amount_cents"),
        (.notifiedOn, "notified_on"), (.startsOn, "started_on"), (.endsOn, "ends_on"), (.receivedOn, "received_on"),
        (.settledOn, "settled_on"), (.terminatedOn, "terminated_on"), (.cancelledOn, "cancelled_on"),
      ]
    ).with(.reference, "L\(id)").with(
      .contractReference, values["contract_id"]?.row.flatMap { contractNames[$0] } ?? "")
  }

  /// The columns by which another sheet names a lot.
  private func place(_ lot: Int64?) -> Cells {
    guard let lot else { return [:] }
    return [
      .contractReference: value(.lot, lot, "contract_id").row.flatMap { contractNames[$0] } ?? "",
      .lotNumber: value(.lot, lot, "number").text,
    ]
  }

  private func place(ofEngagement id: Int64?) -> Cells {
    guard let id else { return [:] }
    return place(value(.engagement, id, "lot_id").row).with(.engagement, "E\(id)")
  }

  private func engagement(_ id: Int64, _ values: TakeoverValues) -> Cells {
    var bearers = ""
    if case .bearers(let all)? = values["bearers"] {
      bearers = all.map { one in
        let name = bodyNames[one.organisation] ?? ""
        return all.count > 1 ? "\(name) (\(one.share))" : name
      }.joined(separator: "\u{202F}; ")
    }
    let rule = values["terms"]?.text == "rule"
    return cells(
      values,
      [
        (.label, "label"), (.bearing, "bearing"), (.slice, "slice_cents"), (.sliceHours, "slice_units"),
        (.threshold, "threshold_cents"), (.basis, "basis"), (.rounding, "rounding"), (.startsOn, "starts_on"),
        (.endsOn, "ends_on"),
      ]
    ).merging(place(values["lot_id"]?.row)) { $1 }.with(.reference, "E\(id)").with(.holder, bearers)
      .with(.terms, rule ? "règle" : "heures")
  }

  private func event(_ id: Int64, _ values: TakeoverValues) -> Cells {
    cells(
      values,
      [
        (.event, "kind"), (.on, "effective_on"), (.delta, "delta_units"), (.amount, "amount_cents"),
        (.setsTo, "sets_units"), (.reason, "reason"),
      ]
    ).merging(place(ofEngagement: values["engagement_id"]?.row)) { $1 }.with(.reference, "V\(id)")
  }

  private func person(_ id: Int64, _ values: TakeoverValues) -> Cells {
    cells(
      values,
      [
        (.lastName, "last_name"), (.firstName, "first_name"), (.bornOn, "born_on"), (.gender, "gender"),
        (.phone, "phone"), (.email, "email"), (.postcode, "postcode"), (.commune, "commune"),
        (.schooling, "schooling"), (.informedOn, "informed_on"),
      ]
    ).with(.person, "P\(id)").with(.prescriber, body(values["oriented_by"]))
  }

  private func named(_ person: Int64?) -> Cells {
    guard let person else { return [:] }
    return cells(
      ground.rows[.person]?[person] ?? [:],
      [(.lastName, "last_name"), (.firstName, "first_name"), (.bornOn, "born_on")]
    ).with(.person, "P\(person)")
  }

  private func eligibility(_ id: Int64, _ values: TakeoverValues) -> Cells {
    var codes = ""
    if case .codes(let all)? = values["criteria"] { codes = all.joined(separator: ", ") }
    return cells(values, [(.startsOn, "starts_on"), (.endsOn, "ends_on"), (.on, "decided_on"), (.reason, "reason")])
      .merging(named(values["participant_id"]?.row)) { $1 }.with(.criteria, codes)
      .with(.refused, values["refused"]?.number == 1 ? "oui" : "")
  }

  /// A contract of work on a line for each engagement that it counts for.
  private func employment(_ id: Int64, _ values: TakeoverValues) -> [Cells] {
    let ends = values["ended_on"] ?? values["planned_end_on"] ?? .nothing
    let facts = cells(
      values,
      [
        (.contractKind, "kind"), (.modality, "modality"), (.job, "job"), (.startsOn, "starts_on"),
        (.weekly, "weekly_units"),
      ]
    ).merging(named(values["participant_id"]?.row)) { $1 }.with(.reference, "C\(id)")
      .with(.employer, body(values["employer_id"])).with(.userCompany, body(values["user_company_id"]))
      .with(.endsOn, ends.day?.french ?? "")
    let engagements = attached[id] ?? []
    return engagements.isEmpty
      ? [facts] : engagements.sorted().map { facts.merging(place(ofEngagement: $0)) { $1 } }
  }

  private func opening(_ id: Int64, _ values: TakeoverValues) -> Cells {
    let month = values["month"]?.number.flatMap { Month(Int($0)) }
    return cells(values, [(.done, "units"), (.reason, "note")])
      .merging(place(ofEngagement: values["engagement_id"]?.row)) { $1 }
      .with(.year, month.map { String($0.year) } ?? "").with(.month, month?.numeric ?? "")
  }

  // MARK: figures

  func hours(_ line: Line) -> [TakeoverField: String] {
    let nature: [HoursKind: String] = [
      .site: "site", .training: "formation", .tutoring: "tutorat", .absence: "absence",
    ]
    return named(line.person).merging(place(ofEngagement: line.engagement)) { $1 }
      .with(.employer, body(value(.employment, line.employment, "employer_id")))
      .with(.employment, "C\(line.employment)").with(.month, line.month.numeric).with(.nature, nature[line.kind] ?? "")
      .with(.declared, Self.hours(line.declared)).with(.kept, line.kept.map(Self.hours) ?? "")
      .with(.reason, line.kept == line.declared ? "" : line.reason)
  }

  func total(_ total: Total) -> [TakeoverField: String] {
    place(total.lot).with(.year, String(total.year)).with(.done, Self.hours(total.hours))
  }
}

extension [TakeoverField: String] {
  /// With one more cell, unless it is empty.
  fileprivate func with(_ field: TakeoverField, _ text: String) -> Self {
    guard !text.isEmpty else { return self }
    var cells = self
    cells[field] = text
    return cells
  }
}
