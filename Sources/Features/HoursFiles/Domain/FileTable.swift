// SPDX-License-Identifier: EUPL-1.2

/// One row of a file, as texts; `number` is the one in the margin of a spreadsheet, or the line of a text.
public struct FileRow: Hashable, Sendable {
  public let number: Int
  public var cells: [String]

  public init(number: Int, cells: [String]) { (self.number, self.cells) = (number, cells) }

  public subscript(column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }
  var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

/// One sheet of a file; a text has one, without a name.
public struct FileSheet: Hashable, Sendable {
  public let name: String
  public var rows: [FileRow]

  public init(name: String, rows: [FileRow]) { (self.name, self.rows) = (name, rows) }
}

/// What a file says above its table, in its name or in the name of a sheet.
public struct FileContext: Hashable, Sendable {
  public var month: Month?
  /// After « Chantier : » or « Marché : »: counts for each row that names no site.
  public var site = ""

  public init(month: Month? = nil, site: String = "") { (self.month, self.site) = (month, site) }

  /// Reads the rows above the headings, then the name of the sheet.
  public static func read(_ rows: some Sequence<FileRow>, sheet: String) -> FileContext {
    var found = FileContext()
    for row in rows {
      for (place, cell) in row.cells.enumerated() where !cell.isEmpty {
        if found.month == nil, !tellsItsMaking(cell) { found.month = month(in: cell) }
        if found.site.isEmpty, let site = labelled(cell, then: row.cells.dropFirst(place + 1)) { found.site = site }
      }
    }
    if found.month == nil { found.month = month(in: sheet) }
    return found
  }

  /// « Édité le 05/11/2026 »: the day of the file, not of the hours.
  private static func tellsItsMaking(_ text: String) -> Bool {
    let words = Search.fold(text)
    return [
      "edite", "edition", "imprime", "impression", "extrait", "extraction", "genere", "etabli", "fait le", "date d",
    ]
    .contains { words == $0 || words.hasPrefix("\($0) ") }
  }

  /// The one year that a name says: « Heures 2026.xlsx ».
  public static func year(in text: String) -> Int? {
    let found = Set(
      text.split { !$0.isPlainDigit }.filter { $0.count == 4 }.compactMap { CellReading.year(String($0)) })
    return found.count == 1 ? found.first : nil
  }

  /// The one month that a sentence names: « Heures d’octobre 2026 », « du 01/10/2026 au 31/10/2026 », « 2026-10 ».
  public static func month(in text: String) -> Month? {
    if let day = Day(iso: text.trimmed) { return day.month }
    var found: Set<Month> = []
    let pieces = text.split { $0.isWhitespace || $0 == "_" || $0 == "(" || $0 == ")" }.map(String.init)
    for (place, piece) in pieces.enumerated() {
      if let day = try? Day.parse(piece) { found.insert(day.month) }
      if let month = try? Month.parse(piece) { found.insert(month) }
      let word = Search.fold(piece).split(separator: " ").last.map(String.init) ?? ""
      guard let number = CellReading.monthNumber(word), place + 1 < pieces.count,
        let year = CellReading.year(Search.fold(pieces[place + 1])), pieces[place + 1].count >= 4
      else { continue }
      if let month = Month(year * 100 + number) { found.insert(month) }
    }
    return found.count == 1 ? found.first : nil
  }

  private static func labelled(_ cell: String, then rest: some Sequence<String>) -> String? {
    let words = Search.fold(cell)
    guard labels.contains(where: { words == $0 || words.hasPrefix("\($0) ") }) else { return nil }
    if let colon = cell.firstIndex(of: ":") {
      let after = cell[cell.index(after: colon)...].trimmed
      if !after.isEmpty { return after }
    }
    guard labels.contains(words) else { return nil }
    return rest.first { !$0.trimmed.isEmpty }?.trimmed
  }

  private static let labels = [
    "chantier", "nom du chantier", "marche", "intitule du marche", "operation", "nom de l operation", "site", "affaire",
    "projet", "marche lot",
  ]
}

/// What the employer's own data says, to recognise columns by what they hold.
public struct KnownWords: Sendable {
  let people: Set<String>
  let sites: Set<String>

  public init(people: [Participant], sites: [SiteCandidate]) {
    self.people = Set(people.flatMap { Self.words("\($0.firstName) \($0.lastName)") })
    self.sites = Set(sites.flatMap { Self.words("\($0.title) \($0.lotName) \($0.reference)") }.filter { $0.count > 3 })
  }

  private static func words(_ text: String) -> [String] { Search.fold(text).split(separator: " ").map(String.init) }
}

/// Where the table of a sheet stands, and what each of its columns holds.
public struct FileTable: Hashable, Sendable {
  /// The place in the sheet's rows where its data begins.
  public let start: Int
  /// Of each column; empty when the file has none.
  public let headings: [String]
  public var roles: [ColumnRole]
  public let context: FileContext

  /// The same for the same headings: by it a sender's columns are remembered.
  public var signature: String {
    headings.map(HeadingWords.fold).map { $0.split(separator: " ").filter { Int($0) == nil }.joined(separator: " ") }
      .joined(separator: "|")
  }

  /// The ASP's monthly state, by the names of its columns (formats §E.3).
  var isState: Bool { headings.filter { HeadingWords.fold($0).hasPrefix("emi ") }.count >= 3 }
  public func has(_ role: ColumnRole) -> Bool { roles.contains(role) }
  public var hasHours: Bool { roles.contains(where: \.isDeclared) }
  public var hasPeople: Bool { roles.contains(where: \.isPerson) }

  /// Rows among which the headings are looked for, and by whose content columns are judged.
  static let head = 40
  static let sample = 200

  /// Recognises the table of a sheet, by its headings, then by its content.
  public static func find(in sheet: FileSheet, known: KnownWords) -> FileTable {
    let heading = bestHeading(sheet.rows.prefix(head)) ?? unknownHeading(sheet.rows.prefix(head))
    let start = heading.map { $0.place + 1 } ?? 0
    let width = sheet.rows.prefix(sample + head).map(\.cells.count).max() ?? 0
    var headings = heading?.texts ?? []
    headings += Array(repeating: "", count: max(0, width - headings.count))
    let sample = sheet.rows.dropFirst(start).prefix(sample).filter { !HoursFileReader.isTotal($0) }
    var columns = ColumnRecognition(headings: headings, sample: Array(sample), known: known)
    return FileTable(
      start: start, headings: headings, roles: columns.roles(),
      context: FileContext.read(sheet.rows.prefix(heading?.first ?? 0), sheet: sheet.name))
  }

  private struct Heading {
    /// The first row of the headings, and the last.
    let first: Int
    let place: Int
    let texts: [String]
    let score: Int
  }

  /// The row that has most recognised headings; with the row above it when the two together say more.
  private static func bestHeading(_ rows: some Sequence<FileRow>) -> Heading? {
    var best: Heading?
    var above: FileRow?
    for (place, row) in rows.enumerated() {
      let own = score(row.cells)
      var found = Heading(first: place, place: place, texts: row.cells, score: own)
      if let upper = above, upper.cells.filter({ !$0.trimmed.isEmpty }).count > 1 {
        let both = joined(upper.cells, row.cells)
        if own > 0, score(both) > max(own, score(upper.cells)) {
          found = Heading(first: place - 1, place: place, texts: both, score: score(both))
        }
      }
      if found.score >= 2, found.score > best?.score ?? 0 { best = found }
      above = row
    }
    return best
  }

  /// Headings in words that nobody knows: the first row of words alone, above one that holds figures.
  private static func unknownHeading(_ rows: some Collection<FileRow>) -> Heading? {
    for (place, (row, next)) in zip(rows, rows.dropFirst()).enumerated() {
      let words = row.cells.filter { !$0.trimmed.isEmpty }
      guard words.count > 1, !words.contains(where: { $0.contains(where: \.isNumber) }) else { continue }
      guard next.cells.contains(where: { $0.contains(where: \.isNumber) }) else { continue }
      return Heading(first: place, place: place, texts: row.cells, score: 1)
    }
    return nil
  }

  /// Recognised headings of a row, without those of cells that hold figures.
  private static func score(_ cells: [String]) -> Int {
    let guesses = cells.map { cell in HeadingWords.guess(cell) }
    let days = guesses.filter { if case .hoursOfDay = $0?.role { true } else { false } }.count
    let words = guesses.compactMap { $0 }.filter { if case .hoursOfDay = $0.role { false } else { $0.score >= 70 } }
      .count
    let figures = cells.filter { !$0.isEmpty && CellReading.looksLikeHours($0) }.count
    let roles = Set(guesses.compactMap { $0?.role })
    guard roles.contains(where: { $0.isPerson || $0.isHours }) else { return 0 }
    return days >= 5 ? words + days : words - figures
  }

  /// A heading over several columns goes before each of theirs.
  private static func joined(_ upper: [String], _ lower: [String]) -> [String] {
    var last = ""
    return (0..<max(upper.count, lower.count)).map { place in
      let top = place < upper.count ? upper[place].trimmed : ""
      let below = place < lower.count ? lower[place].trimmed : ""
      if !top.isEmpty { last = top }
      if below.isEmpty { return top }
      return last.isEmpty || last == below ? below : "\(last) \(below)"
    }
  }
}
