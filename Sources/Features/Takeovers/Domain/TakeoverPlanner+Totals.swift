// SPDX-License-Identifier: EUPL-1.2

extension TakeoverPlanner {
  // MARK: opening balances

  mutating func readOpening(_ row: TakeoverRow) throws(TakeoverRejected) {
    guard let lot = try lot(row) else {
      throw TakeoverRejected(sentence: "Le lot de ce solde n’est pas dit\u{202F}: écrivez le marché et le lot.")
    }
    guard let hours = try row.hours(.done) else { return pass(row.place) }
    guard hours > .zero else {
      throw row.reject(
        .done, "Un solde d’ouverture est un nombre d’heures au-dessus de zéro\u{202F}: corrigez la cellule.")
    }
    let month = try openingMonth(row)
    let note = try row.line(.reason, max: 500)
    count(try open(lot, month, hours, note: note, row), at: row.place)
  }

  private func openingMonth(_ row: TakeoverRow) throws(TakeoverRejected) -> Month {
    if let day = try row.day(.on) { return min(day.month, ground.today.month) }
    if !row.raw(.month).isEmpty {
      do { return min(try CellReading.month(row.raw(.month), year: try? row.year()), ground.today.month) } catch {
        throw row.reject(.month, error.sentence)
      }
    }
    guard let year = try row.year(), let last = Month(year * 100 + 12) else {
      throw row.reject(.year, "L’année de ce solde n’est pas dite\u{202F}: écrivez-la.")
    }
    return lastMonth(of: last)
  }

  /// December, or the present month in a year that is not over.
  private func lastMonth(of december: Month) -> Month { min(december, ground.today.month) }

  private mutating func open(
    _ lot: Int64, _ month: Month, _ hours: Hours, note: String, _ row: TakeoverRow
  ) throws(TakeoverRejected) -> Outcome {
    let engagement = try engagement(on: lot, at: row)
    let result = upsert(
      .opening, reference: "",
      [
        "engagement_id": .row(.engagement, engagement), "month": .number(Int64(month.rawValue)),
        "units": TakeoverValue(hours), "note": TakeoverValue(note),
      ], label: "Solde d’ouverture, \(label(.lot, lot))", at: row.place)
    plan.totals.add(hours, lot: lot, year: month.year, at: row.place)
    return result.outcome
  }

  /// Years of lots that the workbook counts and of which it has no line at all become opening balances. Call it before `finish`.
  public mutating func openMissingYears() {
    let here = alreadyHere()
    let missing = plan.totals.announced.filter { key, one in
      key.lot != nil && key.year != nil && one.hours > .zero && plan.totals.sum(key) == .zero
        && plan.totals.rejectedSum(key) == .zero && !plan.totals.isSuspect(key) && !here.contains(key)
    }
    for (key, one) in missing.sorted(by: { $0.key < $1.key }) {
      guard let lot = key.lot, let year = key.year, let december = Month(year * 100 + 12) else { continue }
      let empty = TakeoverRow(
        layout: TakeoverColumns(TakeoverLayout(tab: "", sheet: nil, lastHeading: 0, headings: [], columns: [])),
        row: FileRow(number: one.place.line, cells: []), place: one.place)
      _ = try? open(lot, lastMonth(of: december), one.hours, note: "Total du fichier, sans ligne d’heures", empty)
    }
  }

  /// Lots and years of which something is already here, which a balance would count again.
  private func alreadyHere() -> Set<TakeoverTotals.Key> {
    var found: Set<TakeoverTotals.Key> = []
    func add(_ key: TakeoverHoursKey) {
      guard key.kind == .site, let lot = value(.engagement, key.engagement, "lot_id").row else { return }
      found.insert(TakeoverTotals.Key(lot: lot, year: key.month.year))
    }
    ground.lines.keys.forEach(add)
    ground.foreign.keys.forEach(add)
    return found
  }

  // MARK: totals that the workbook announces

  /// What a line of a lot says of the hours already done.
  mutating func announce(_ row: TakeoverRow, lot: Int64?) throws(TakeoverRejected) {
    if let column = row.column(.done), let hours = try row.hours(at: column) {
      announce(hours, TakeoverTotals.Key(lot: lot, year: row.has(.year) ? try row.year() : nil), row, column)
    }
    for (column, year) in row.layout.years {
      guard let hours = try row.hours(at: column) else { continue }
      announce(hours, TakeoverTotals.Key(lot: lot, year: year), row, column)
    }
  }

  private mutating func announce(_ hours: Hours, _ key: TakeoverTotals.Key, _ row: TakeoverRow, _ column: Int) {
    // A lot on several lines: its total is their sum where each line is a part, and one figure where it is repeated.
    if let known = plan.totals.announced[key], known.hours != hours, known.place.sheet == row.place.sheet,
      key.lot != nil
    {
      find(
        row.place, column, row.row[column],
        "Un autre total est déjà donné pour ce lot, ligne \(known.place.line)\u{202F}: celui-ci n’est pas comparé.")
      return
    }
    plan.totals.announced[key] =
      plan.totals.announced[key] ?? TakeoverTotals.Announced(hours: hours, place: row.place, column: column)
  }

  /// A line that adds up others: compared, never imported.
  mutating func readTotal(_ row: TakeoverRow, _ sheet: TakeoverSheet) throws(TakeoverRejected) {
    defer { pass(row.place) }
    switch sheet {
    case .hours:
      guard let column = row.column(.kept) ?? row.column(.declared), let hours = try? row.hours(at: column) ?? nil
      else { return }
      let sums = sinceTotal[row.place.sheet] ?? (.zero, .zero)
      plan.totals.sheetTotals.append((row.place, hours, hours == sums.last ? sums.last : sums.all))
      sinceTotal[row.place.sheet]?.last = .zero
    case .lots, .totals:
      if HoursFileReader.isTotal(row.row) { return try announce(row, lot: nil) }
      let named = [TakeoverField.lotNumber, .lotName, .contractReference, .contractTitle].contains {
        !row.raw($0).isEmpty
      }
      try announce(row, lot: named ? try lot(row) : nil)
    default: return
    }
  }
}

// MARK: what names a row for anybody

extension TakeoverPlanner {
  static func natural(_ table: TakeoverTable, _ values: TakeoverValues) -> [String] {
    func text(_ column: String) -> String { Search.fold(values[column]?.text ?? "") }
    func id(_ column: String) -> String { values[column]?.row.map(String.init) ?? "?" }
    switch table {
    case .organisation:
      let siret = values["siret"]?.text ?? ""
      return (siret.isEmpty ? [] : ["siret:" + siret]) + ["nom:" + text("name")]
    case .contract: return ["marche:\(text("reference"))|\(text("title"))"]
    case .lot: return ["lot:\(id("contract_id"))|\(Search.fold(plainNumber(values["number"]?.text ?? "")))"]
    case .engagement: return ["engagement:\(id("lot_id"))|\(text("label"))"]
    case .event: return ["evenement:\(id("engagement_id"))|\(text("kind"))|\(text("effective_on"))|\(text("reason"))"]
    case .person:
      return ["personne:\(tokens("\(text("last_name")) \(text("first_name"))"))|\(values["born_on"]?.text ?? "")"]
    case .eligibility:
      return ["eligibilite:\(id("participant_id"))|\(text("starts_on"))|\(values["refused"]?.number ?? 0)"]
    case .employment: return ["contrat:\(id("participant_id"))|\(id("employer_id"))|\(text("starts_on"))"]
    case .opening: return ["solde:\(id("engagement_id"))|\(values["month"]?.number ?? 0)"]
    }
  }

  /// Keeps a row where lines look for it.
  mutating func note(_ table: TakeoverTable, _ id: Int64, _ values: TakeoverValues) {
    for name in Self.natural(table, values) { index[table, default: [:]][name, default: []].append(id) }
    switch table {
    case .contract:
      let (number, title) = (Search.fold(values["reference"]?.text ?? ""), Search.fold(values["title"]?.text ?? ""))
      if !number.isEmpty { lots.byReference[number, default: []].append(id) }
      lots.byTitle[title, default: []].append(id)
    case .lot:
      if let contract = values["contract_id"]?.row { lots.ofContract[contract, default: []].append(id) }
      lots.matching = nil
    case .engagement: if let lot = values["lot_id"]?.row { engagements[lot, default: []].append(id) }
    case .event: if let engagement = values["engagement_id"]?.row { events[engagement, default: []].append(id) }
    case .person:
      let names = "\(values["last_name"]?.text ?? "") \(values["first_name"]?.text ?? "")"
      people.byNames[Self.tokens(names), default: []].append(id)
      if people.matching?.add(Self.candidate(id, values)) == false { people.matching = nil }
    case .eligibility:
      if let person = values["participant_id"]?.row { eligibilities[person, default: []].append(id) }
    case .employment:
      guard let person = values["participant_id"]?.row, let employer = values["employer_id"]?.row else { return }
      employments[TakeoverPair(first: person, second: employer), default: []].append(id)
    case .organisation, .opening: break
    }
  }
}
