// SPDX-License-Identifier: EUPL-1.2

/// Reads rows one by one into hours of named people at named places. What a cell does not say is not guessed.
public struct HoursFileReader {
  /// What stands around the file.
  public struct Setting: Sendable {
    /// The month said when the file was handed over, for files that say none.
    public var asked: Month?
    /// The year of sheets that are named after a month alone.
    public var year: Int?
    public var today: Day
    /// Names and numbers under which the file may call the employer.
    public var employer: [String]

    public init(asked: Month? = nil, year: Int? = nil, today: Day, employer: [String]) {
      (self.asked, self.year, self.today, self.employer) = (asked, asked?.year ?? year, today, employer)
    }
  }

  let setting: Setting
  let answers: FileAnswers
  var reading = HoursFileReading()
  var sheet = 0
  var table: FileTable
  var plan: ColumnPlan
  /// The month of the sheet's rows that say none.
  var sheetMonth = SheetMonth()
  private var personPlaces: [NamedPerson: Int] = [:]
  private var sitePlaces: [NamedSite: Int] = [:]
  private var parsedHours: [String: Hours] = [:]
  private var parsedDays: [String: Day] = [:]
  var parsedNatures: [String: CellReading.Nature?] = [:]
  var knownEmployers: [String: Bool] = [:]
  var lastPerson: NamedPerson?
  private var seen: [RepeatKey: Int] = [:]

  private struct RepeatKey: Hashable {
    let group: HoursFileReading.GroupKey
    let nature: String
    let hours: Hours
  }

  private init(_ setting: Setting, _ answers: FileAnswers, _ table: FileTable) {
    (self.setting, self.answers, self.table) = (setting, answers, table)
    plan = ColumnPlan(table.roles)
  }

  /// Reads each sheet that has a table.
  public static func read(
    _ sheets: [(sheet: FileSheet, table: FileTable?)], _ setting: Setting, _ answers: FileAnswers
  ) -> HoursFileReading {
    var reader: HoursFileReader?
    let differ = Set(sheets.compactMap { $0.table?.context.month }).count > 1
    for (place, one) in sheets.enumerated() {
      guard let table = one.table else { continue }
      var current = reader ?? HoursFileReader(setting, answers, table)
      (current.sheet, current.table, current.plan) = (place, table, ColumnPlan(table.roles))
      current.sheetMonth = SheetMonth.of(one.sheet, place, table, setting, answers, sheetsDiffer: differ)
      current.reading.sheetMonths.append(current.sheetMonth)
      current.reading.isState = current.reading.isState || table.isState
      current.lastPerson = nil
      for row in one.sheet.rows.dropFirst(table.start) { current.read(row) }
      reader = current
    }
    return reader?.reading ?? HoursFileReading()
  }

  /// Whether a row only adds up others.
  static func isTotal(_ row: FileRow) -> Bool {
    guard let first = row.cells.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return false }
    guard let start = first.first(where: { !$0.isWhitespace }), "tTsScCrR".contains(start) else { return false }
    let words = Search.fold(first)
    return ["total", "totaux", "sous total", "s total", "ss total", "cumul", "recapitulatif"].contains {
      words == $0 || words.hasPrefix("\($0) ")
    }
  }

  private mutating func read(_ original: FileRow) {
    guard !original.isBlank else { return }
    let row = mended(original)
    reading.rowCount += 1
    if !answers.values.isEmpty, answers.values[FileAnswers.aside(sheet, row.number)] != nil {
      return reading.leave(.byHand, roughHours(row))
    }
    if isHeading(row) { return reading.leave(.heading) }
    if Self.isTotal(row) { return readTotal(row) }
    guard let nature = nature(of: row), isOurs(row) else { return }
    readHours(row, nature: nature)
  }

  private func mended(_ row: FileRow) -> FileRow {
    guard !answers.values.isEmpty else { return row }
    var copy = row
    for column in table.roles.indices {
      guard let text = answers.values[FileAnswers.cell(sheet, row.number, column)] else { continue }
      while copy.cells.count <= column { copy.cells.append("") }
      copy.cells[column] = text
    }
    return copy
  }

  /// A page of a printed file begins with its headings again.
  private func isHeading(_ row: FileRow) -> Bool {
    let used = table.roles.indices.filter { table.roles[$0] != .unused && !table.headings[$0].isEmpty }
    return used.count > 1 && used.allSatisfy { row[$0] == table.headings[$0] }
  }

  private mutating func readTotal(_ row: FileRow) {
    let hours = roughHours(row)
    if hours > .zero {
      reading.announced = hours
      reading.announcedFits = hours == reading.sinceTotal || hours == reading.hours
      reading.sinceTotal = .zero
    }
    reading.leave(.total)
  }

  /// The hours of a row as far as they can be read, for totals and for what is left aside.
  func roughHours(_ row: FileRow) -> Hours {
    plan.hours.filter { table.roles[$0] != .hours(.absence) }.compactMap { try? CellReading.hours(row[$0]) }.sum
  }

  /// Days are written the same way thousands of times.
  mutating func day(_ text: String, _ year: Int?) throws(ValueError) -> Day {
    let key = year.map { "\(text)|\($0)" } ?? text
    if let known = parsedDays[key] { return known }
    let day = try CellReading.day(text, year: year)
    parsedDays[key] = day
    return day
  }

  // MARK: hours

  private mutating func readHours(_ row: FileRow, nature: HoursKind?) {
    var entries: [Entry] = []
    for column in plan.hours {
      guard let entry = entry(row, column, nature) else { continue }
      entries.append(entry)
    }
    guard !entries.isEmpty else {
      if plan.hours.allSatisfy({ row[$0].trimmed.isEmpty || (try? CellReading.hours(row[$0])) == .zero }),
        !person(row).isBlank
      {
        reading.leave(.noHours)
      }
      return
    }
    let counted = entries.filter { $0.kind != .absence }.map(\.hours).sum
    guard let person = who(row, counted) else { return }
    guard let when = when(row) else { return }
    for entry in entries { add(entry, of: person, when, row) }
    reading.hours += counted
    reading.sinceTotal += counted
  }

  private struct Entry {
    let column: Int
    let kind: HoursKind
    let hours: Hours
    /// Of a column of one month or of one day.
    var month: Int?
    var day: Int?
  }

  private mutating func entry(_ row: FileRow, _ column: Int, _ nature: HoursKind?) -> Entry? {
    let (text, role) = (row[column], table.roles[column])
    var entry = Entry(column: column, kind: nature ?? .site, hours: .zero)
    switch role {
    case .hours(let kind): entry = Entry(column: column, kind: kind == .site ? nature ?? .site : kind, hours: .zero)
    case .hoursOfMonth(let month): entry.month = month
    case .hoursOfDay(let day): entry.day = day
    default: return nil
    }
    guard !text.isEmpty, !CellReading.isNothing(text, inDays: entry.day != nil), let hours = hours(text, row, column)
    else { return nil }
    if hours < .zero {
      reading.fault(
        sheet, row, column, text,
        "Des heures négatives\u{202F}: une correction se fait sur la ligne d’origine, pas ici.")
      return nil
    }
    let most = entry.day != nil || plan.day != nil ? 24 : 744
    if hours > Hours(wholeHours: most) {
      let span = most == 24 ? "Un jour compte 24" : "Un mois compte 744"
      reading.fault(sheet, row, column, text, "\(span)\u{202F}h au plus\u{202F}: vérifiez la virgule.")
      return nil
    }
    guard hours > .zero else { return nil }
    return Entry(column: column, kind: entry.kind, hours: hours, month: entry.month, day: entry.day)
  }

  private mutating func hours(_ text: String, _ row: FileRow, _ column: Int) -> Hours? {
    if let known = parsedHours[text] { return known }
    do throws(ValueError) {
      let hours = try CellReading.hours(text)
      if parsedHours.count < 20_000 { parsedHours[text] = hours }
      return hours
    } catch {
      reading.fault(sheet, row, column, text, error.sentence)
      return nil
    }
  }

  // MARK: adding

  private mutating func add(_ entry: Entry, of person: NamedPerson, _ when: When, _ row: FileRow) {
    var when = when
    if let month = entry.month {
      let year = sheetMonth.month?.year ?? setting.year ?? setting.today.year
      when.month = Month(month > 12 ? month : year * 100 + month)
      if let asked = setting.asked, when.month != asked { return reading.leave(.otherMonth, entry.hours, rows: 0) }
      if let month = when.month, month > setting.today.month {
        return reading.fault(
          sheet, row, entry.column, row[entry.column],
          "\(FrenchText.capitalised(month.french)) n’a pas commencé\u{202F}: videz cette case, ou vérifiez l’année.")
      }
    }
    if let number = entry.day {
      let day = ColumnRole.day(number) ?? when.month.flatMap { Day($0.year, $0.number, number) }
      guard let day else {
        let month = when.month?.french ?? "ce mois"
        return reading.fault(
          sheet, row, entry.column, row[entry.column],
          "Il n’y a pas de \(number) en \(month)\u{202F}: videz cette case.")
      }
      (when.month, when.day) = (day.month, day)
    }
    let key = HoursFileReading.GroupKey(
      person: place(of: person), site: place(of: site(row)), month: when.month?.rawValue ?? 0, kind: entry.kind,
      anchor: (when.day ?? when.span?.from)?.dayNumber ?? 0, marker: plan.marker.map { row[$0].trimmed } ?? "")
    guard isFirst(key, entry, row) else { return }
    var group = reading.groups[key] ?? HoursFileReading.Group()
    group.hours += entry.hours
    group.isDay = when.day != nil
    group.through = when.span?.through ?? when.day
    group.rows.append(
      HoursFileReading.RowPlace(sheet: sheet, row: row.number, monthColumn: when.column, hoursColumn: entry.column))
    reading.groups[key] = group
    reading.note(when.month, isOfRow: when.column >= 0 || entry.month != nil || entry.day.map { $0 > 31 } == true)
  }

  /// The same person, place, time and hours twice is asked: a line copied twice looks just like that.
  private mutating func isFirst(_ key: HoursFileReading.GroupKey, _ entry: Entry, _ row: FileRow) -> Bool {
    let repeated = RepeatKey(
      group: key, nature: "\(plan.nature.map { row[$0] } ?? "")|\(entry.column)", hours: entry.hours)
    guard let first = seen[repeated] else {
      seen[repeated] = row.number
      return true
    }
    if !answers.values.isEmpty, answers.values[FileAnswers.kept(sheet, row.number)] != nil { return true }
    reading.fault(
      sheet, row, entry.column, row[entry.column],
      "La même ligne que la ligne \(first)\u{202F}: laissez-la de côté, ou gardez-la si ces heures s’ajoutent.",
      mayKeep: true)
    return false
  }

  private func site(_ row: FileRow) -> NamedSite {
    let named = NamedSite(
      site: plan.site.map { row[$0] } ?? "", lot: plan.lot.map { row[$0] } ?? "",
      reference: plan.reference.map { row[$0] } ?? "", client: plan.client.map { row[$0] } ?? "")
    return named.isBlank ? NamedSite(site: table.context.site) : named
  }

  private mutating func place(of person: NamedPerson) -> Int {
    if let known = personPlaces[person] { return known }
    reading.people.append(person)
    personPlaces[person] = reading.people.count - 1
    return reading.people.count - 1
  }

  private mutating func place(of site: NamedSite) -> Int {
    if let known = sitePlaces[site] { return known }
    reading.sites.append(site)
    sitePlaces[site] = reading.sites.count - 1
    return reading.sites.count - 1
  }
}
