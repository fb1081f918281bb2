// SPDX-License-Identifier: EUPL-1.2

/// How one sheet of a workbook is read: what it is about, where its rows begin, what each column holds.
public struct TakeoverLayout: Hashable, Sendable {
  /// The sheet's tab, or the name of its file.
  public let tab: String
  /// Nil when nothing is read of it.
  public var sheet: TakeoverSheet?
  /// Rows to pass, headings included: the number of the last of them.
  public let lastHeading: Int
  public let headings: [String]
  public var columns: [TakeoverColumn]

  public init(tab: String, sheet: TakeoverSheet?, lastHeading: Int, headings: [String], columns: [TakeoverColumn]) {
    (self.tab, self.sheet, self.lastHeading) = (tab, sheet, lastHeading)
    (self.headings, self.columns) = (headings, columns)
  }

  /// The same for the same tab and headings: by it a correction is remembered from one workbook to the next.
  public var signature: String { ([tab] + headings).map(Search.fold).joined(separator: "|") }

  /// Rows at the top of a sheet among which the headings are looked for, and by whose content columns are judged.
  public static let head = 60

  public func has(_ field: TakeoverField) -> Bool { columns.contains(.field(field)) }
  var hasMonths: Bool { columns.contains { if case .month = $0 { true } else { false } } }
  var hasYears: Bool { columns.contains { if case .year = $0 { true } else { false } } }

  /// Recognises a sheet by its tab, its headings and its first rows.
  public static func recognise(tab: String, rows: [FileRow]) -> TakeoverLayout {
    var best: (score: Int, layout: TakeoverLayout)?
    for (place, row) in rows.prefix(25).enumerated() where row.cells.count(where: { !$0.trimmed.isEmpty }) > 1 {
      let above = place > 0 ? rows[place - 1].cells : []
      let joined = joined(above, row.cells)
      for sheet in TakeoverSheet.allCases {
        // A heading that says nothing alone may say something under the one that spans it: « N° » under « LOT ».
        let mixed = zip(row.cells, joined).map { guess($0, in: sheet).column == .unused ? $1 : $0 }
        for texts in [row.cells, mixed, joined] {
          guard let found = layout(sheet, tab, texts, row.number, Array(rows.dropFirst(place + 1))) else { continue }
          if found.score > best?.score ?? 3 { best = found }
        }
      }
    }
    return best?.layout ?? TakeoverLayout(tab: tab, sheet: nil, lastHeading: 0, headings: [], columns: [])
  }

  /// A heading over several columns goes before each of theirs.
  private static func joined(_ upper: [String], _ lower: [String]) -> [String] {
    guard upper.count(where: { !$0.trimmed.isEmpty }) > 1 else { return lower }
    var last = ""
    return lower.indices.map { place in
      let top = place < upper.count ? upper[place].trimmed : ""
      if !top.isEmpty { last = top }
      let below = lower[place].trimmed
      return below.isEmpty ? top : last.isEmpty || last == below ? below : "\(last) \(below)"
    }
  }

  private static func layout(
    _ sheet: TakeoverSheet, _ tab: String, _ texts: [String], _ number: Int, _ below: [FileRow]
  ) -> (score: Int, layout: TakeoverLayout)? {
    var guesses = texts.map { guess($0, in: sheet) }
    keepOneOfEach(&guesses)
    for place in guesses.indices { guesses[place] = content(guesses[place], place, below) }
    let columns = guesses.map(\.column)
    let layout = TakeoverLayout(tab: tab, sheet: sheet, lastHeading: number, headings: texts, columns: columns)
    guard sheet.required.allSatisfy({ group in group.contains(where: layout.has) }), layout.isEnough else { return nil }
    let words = Search.fold(tab).split(separator: " ").drop { Int($0) != nil }.joined(separator: " ")
    let isNamed = sheet.tabs.contains { words == $0 } ? 60 : sheet.tabs.contains { words.hasPrefix($0) } ? 40 : 0
    return (guesses.map(\.score).reduce(0, +) + isNamed, layout)
  }

  /// Besides what a kind of sheet requires.
  private var isEnough: Bool {
    switch sheet {
    case .hours: (has(.month) || hasMonths) && (hasMonths || [.kept, .declared, .training].contains(where: has))
    case .totals:
      (hasYears || has(.done)) && (has(.year) || has(.lotNumber) || has(.lotName))
        && ![.holder, .owed, .fullName, .lastName].contains(where: has)
    default: true
    }
  }

  private typealias Guess = (column: TakeoverColumn, score: Int)

  private static func guess(_ heading: String, in sheet: TakeoverSheet) -> Guess {
    let words = Search.fold(heading)
    guard !words.isEmpty, words.count <= 120 else { return (.unused, 0) }
    if sheet == .hours, let day = try? Day.parse(heading), day.day == 1 { return (.month(day.month), 10) }
    if sheet == .hours, case .hoursOfMonth(let month)? = HeadingWords.guess(heading)?.role, let found = Month(month) {
      return (.month(found), 10)
    }
    if sheet == .lots || sheet == .totals || sheet == .contracts, let year = yearOfTotal(words) {
      return (.year(year), 9)
    }
    var best: (field: TakeoverField, length: Int)?
    let padded = " \(words) "
    for one in sheet.headings {
      for phrase in one.words {
        if phrase == words { return (.field(one.field), 10) }
        guard phrase.count > 3, padded.contains(" \(phrase) ") else { continue }
        if phrase.count > best?.length ?? 0 { best = (one.field, phrase.count) }
      }
    }
    return best.map { (.field($0.field), $0.length > 9 ? 6 : 3) } ?? (.unused, 0)
  }

  /// « Total 2024 », « réalisé en 2024 », « 2024 »: never « date 2024 ».
  private static func yearOfTotal(_ words: String) -> Int? {
    let parts = words.split(separator: " ").map(String.init)
    guard let year = parts.compactMap({ CellReading.year($0) }).last, year >= 1990, parts.count <= 6 else { return nil }
    let known: Set = [
      "total", "heures", "realise", "realisees", "h", "en", "annee", "cumul", "retenues", "bilan", "au", "titre", "de",
    ]
    return parts.allSatisfy { known.contains($0) || CellReading.year($0) == year } ? year : nil
  }

  /// The best column of each field; the others are not read.
  private static func keepOneOfEach(_ guesses: inout [Guess]) {
    var seen: [TakeoverColumn: Int] = [:]
    for (place, guess) in guesses.enumerated() where guess.column != .unused {
      if let other = seen[guess.column] {
        let loser = guesses[other].score >= guess.score ? place : other
        guesses[loser] = (.unused, 0)
        if loser == other { seen[guess.column] = place }
      } else {
        seen[guess.column] = place
      }
    }
  }

  /// What the cells below say of the heading: a day where hours are expected is no hours.
  private static func content(_ guess: Guess, _ column: Int, _ rows: [FileRow]) -> Guess {
    let values = rows.prefix(40).map { $0[column].trimmed }.filter { !$0.isEmpty }
    guard values.count >= 3 else { return guess }
    func part(_ isTrue: (String) -> Bool) -> Int { values.count(where: isTrue) * 100 / values.count }
    switch guess.column {
    case .field(.owed), .field(.done), .field(.kept), .field(.declared), .year, .month:
      if part({ (try? Day.parse($0)) != nil && $0.count >= 8 }) > 60 { return (.unused, 0) }
    case .field(.lotNumber): if part({ $0.count > 20 }) > 60 { return (.field(.lotName), guess.score) }
    case .field(.lastName):
      // Both names in one column headed « Nom » stay as they are: the reader splits them.
      return guess
    default: break
    }
    return guess
  }
}
