// SPDX-License-Identifier: EUPL-1.2

/// What each column holds, by its heading and its content.
struct ColumnRecognition {
  let headings: [String]
  let sample: [FileRow]
  let known: KnownWords
  private var found: [ColumnRole]
  private var scores: [Int]

  init(headings: [String], sample: [FileRow], known: KnownWords) {
    (self.headings, self.sample, self.known) = (headings, sample, known)
    found = Array(repeating: .unused, count: headings.count)
    scores = Array(repeating: 0, count: headings.count)
  }

  mutating func roles() -> [ColumnRole] {
    for (column, heading) in headings.enumerated() {
      guard let guess = HeadingWords.guess(heading) else { continue }
      found[column] = guess.role
      scores[column] = guess.score
    }
    forgetLonelyDays()
    forgetWhatContentDenies()
    keepOneOfEach()
    settleHours()
    settleNames()
    lookAtContent()
    return found
  }

  private func values(_ column: Int) -> [String] {
    sample.map { $0[column].trimmed }.filter { !$0.isEmpty }
  }

  /// The part of the cells, in percent, for which something is true; 100 for an empty column.
  private func part(_ column: Int, _ isTrue: (String) -> Bool) -> Int {
    let all = values(column)
    return all.isEmpty ? 100 : all.filter(isTrue).count * 100 / all.count
  }

  /// Days are columns when there are five at least; a lone « 1 » is something else.
  private mutating func forgetLonelyDays() {
    let days = found.indices.filter { if case .hoursOfDay = found[$0] { true } else { false } }
    guard !days.isEmpty else { return }
    let dates = days.compactMap { column -> Day? in
      if case .hoursOfDay(let number) = found[column] { ColumnRole.day(number) } else { nil }
    }
    if dates.count == days.count, dates.allSatisfy({ $0.day == 1 }) {
      for (column, day) in zip(days, dates) { found[column] = .hoursOfMonth(day.month.rawValue) }
    } else if days.count < 5 {
      for column in days { found[column] = .unused }
    }
  }

  private mutating func forgetWhatContentDenies() {
    for column in found.indices {
      let isDenied =
        switch found[column] {
        case .hoursOfDay: false
        case let role where role.isHours:
          part(
            column,
            {
              CellReading.looksLikeHours($0) || CellReading.isNothing($0, inDays: true) || $0 == CellReading.uncomputed
            }) < 50
        case .day, .from, .through, .bornOn: part(column, { (try? CellReading.day($0, year: 2000)) != nil }) < 40
        case .month: part(column, { (try? CellReading.month($0, year: 2000)) != nil }) < 40
        case .fullName, .lastName, .firstName: part(column, { $0.contains(where: \.isLetter) }) < 40
        default: false
        }
      guard isDenied else { continue }
      // A number where a name was announced is the sender's own number of the person.
      found[column] =
        found[column].isPerson && part(column, { $0.allSatisfy(\.isNumber) }) > 60 ? .personNumber : .unused
      scores[column] = 0
    }
  }

  /// One column of each, the surest and then the first; hours may be several.
  private mutating func keepOneOfEach() {
    for role in Set(found) where role != .unused && !role.isHours {
      let columns = found.indices.filter { found[$0] == role }
      guard columns.count > 1, let kept = columns.max(by: { (scores[$0], -$0) < (scores[$1], -$1) }) else { continue }
      for column in columns where column != kept { found[column] = .unused }
    }
  }

  /// Parts (normal, overtime, night) are added unless a column already says all the hours; a total alone is what is declared.
  private mutating func settleHours() {
    let site = found.indices.filter { found[$0] == .hours(.site) }
    if site.count > 1 {
      let ranked = site.compactMap { column in Self.wholeRank(headings[column]).map { (column, $0) } }
      if let whole = ranked.min(by: { $0.1 < $1.1 }) {
        for column in site where column != whole.0 { found[column] = .unused }
      }
    }
    if !found.contains(where: \.isDeclared), let total = found.firstIndex(of: .total) { found[total] = .hours(.site) }
    if found.contains(where: { if case .hoursOfDay = $0 { true } else { false } }) {
      for column in found.indices where found[column] == .hours(.site) { found[column] = .total }
    }
  }

  /// Headings that announce all the hours worked, the most telling first; nil for a part of them.
  private static func wholeRank(_ heading: String) -> Int? {
    let words = " \(HeadingWords.fold(heading)) "
    for part in ["sup", "supplementaires", "nuit", "hs", "hn", "norm", "normales"] where words.contains(" \(part) ") {
      return nil
    }
    let ranked = ["insertion", "chantier", "site", "travaillees", "realisees", "effectuees", "mission", "facturees"]
    return ranked.firstIndex { words.contains(" \($0) ") } ?? (words.contains(" payees ") ? 20 : 10)
  }

  /// « Nom » alone may hold both names.
  private mutating func settleNames() {
    guard let last = found.firstIndex(of: .lastName), !found.contains(.fullName) else { return }
    guard !found.contains(.firstName) else { return }
    if part(last, { $0.split(whereSeparator: \.isWhitespace).count > 1 }) >= 50 || known.people.isEmpty {
      found[last] = .fullName
    }
  }

  private mutating func lookAtContent() {
    let free = found.indices.filter { found[$0] == .unused && scores[$0] < 60 && !values($0).isEmpty }
    if !found.contains(where: \.isPerson), !known.people.isEmpty {
      let best = free.map { ($0, part($0, { holds($0, known.people) })) }.max { ($0.1, -$0.0) < ($1.1, -$1.0) }
      if let best, best.1 >= 40 { found[best.0] = .fullName }
    }
    if !found.contains(where: \.isPlaceOrTime) {
      let days = free.first { found[$0] == .unused && part($0, { (try? Day.parse($0)) != nil }) >= 80 }
      if let days { found[days] = .day }
      let months = free.first { found[$0] == .unused && part($0, { (try? Month.parse($0)) != nil }) >= 80 }
      if let months { found[months] = .month }
    }
    if !found.contains(where: { [.site, .lot, .reference].contains($0) }), !known.sites.isEmpty {
      let best = free.filter { found[$0] == .unused }.map { ($0, part($0, { holds($0, known.sites) })) }
        .max { ($0.1, -$0.0) < ($1.1, -$1.0) }
      if let best, best.1 >= 40 { found[best.0] = .site }
    }
    if !found.contains(where: \.isDeclared) {
      let hours = free.filter { found[$0] == .unused && part($0, isPlausible) >= 80 }
      if hours.count == 1 { found[hours[0]] = .hours(.site) }
    }
  }

  private func holds(_ text: String, _ words: Set<String>) -> Bool {
    Search.fold(text).split(separator: " ").contains { words.contains(String($0)) }
  }

  private func isPlausible(_ text: String) -> Bool {
    guard let hours = try? CellReading.hours(text) else { return false }
    return hours >= .zero && hours <= Hours(wholeHours: 400)
  }
}
