// SPDX-License-Identifier: EUPL-1.2

/// Reads the cells of a file of hours: more forms than a person types, but never a guess.
public enum CellReading {
  /// What a row says its hours are.
  public enum Nature: Hashable, Sendable {
    case kind(HoursKind)
    /// A meal, a journey, a premium: no hours.
    case notHours
  }

  /// Reads `151,67`, `151:40`, `151:40:00`, `7h`, `1 234,5`, and what spreadsheets make of minutes (`35.333333`): a number finer
  /// than a hundredth is read when one minute, and only one, rounds to it.
  public static func hours(_ text: String) throws(ValueError) -> Hours {
    let wanted = text.trimmed
    if wanted == uncomputed {
      throw ValueError(
        "La formule de cette cellule n’a pas de valeur calculée\u{202F}: ouvrez le fichier dans votre tableur, enregistrez-le, puis déposez-le à nouveau. Ou écrivez ici le nombre d’heures."
      )
    }
    if wanted.hasPrefix("#") {
      throw ValueError(
        "La formule de cette cellule est cassée (\(wanted.quotedShort))\u{202F}: écrivez le nombre d’heures.")
    }
    if let fine = fineNumber(wanted) {
      guard let hours = fine else {
        throw ValueError(
          "«\u{202F}\(wanted.quotedShort)\u{202F}» est plus fin que la minute et que le centième\u{202F}: écrivez 151,67 ou 151:40."
        )
      }
      return hours
    }
    if wanted.hasSuffix(":00"), wanted.filter({ $0 == ":" }).count == 2 {
      return try Hours.parse(String(wanted.dropLast(3)))
    }
    return try Hours.parse(wanted)
  }

  /// How a workbook's reader writes a formula that was saved without its value.
  static let uncomputed = "#SANS VALEUR"

  /// No hours are said: blank, a dash, or a mark of absence in a column of days.
  public static func isNothing(_ text: String, inDays: Bool = false) -> Bool {
    let wanted = Search.fold(text)
    return wanted.isEmpty || (inDays && absenceMarks.contains(wanted))
  }

  static func looksLikeHours(_ text: String) -> Bool { (try? hours(text)) != nil }

  /// A day of work: as typed in a form, with a year of two digits too, in words, or `14/10` when the year is
  /// known.
  public static func day(_ text: String, year: Int? = nil) throws(ValueError) -> Day {
    let wanted = text.trimmed
    let parts = wanted.split { $0 == "/" || $0 == "." || $0 == "-" }.map(String.init)
    if parts.count == 3, parts[2].count == 2, parts[0].count <= 2, let short = Int(parts[2]) {
      return try Day.parse("\(parts[0])/\(parts[1])/\(2000 + short)")
    }
    if parts.count == 2, let year, let day = Int(parts[0]), let month = Int(parts[1]), let found = Day(year, month, day)
    {
      return found
    }
    if let day = inWords(wanted) { return day }
    return try Day.parse(wanted)
  }

  /// « 12 mars 1990 », « 1er avril 2024 », a day of the week before it or not.
  private static func inWords(_ text: String) -> Day? {
    guard text.contains(where: \.isLetter) else { return nil }
    let words = Search.fold(text).split(separator: " ").map(String.init).suffix(3)
    guard words.count == 3, let first = words.first, let last = words.last, last.count == 4, let year = year(last),
      let month = words.dropFirst().first.flatMap(monthNumber)
    else { return nil }
    return Int(first == "1er" ? "1" : first).flatMap { Day(year, month, $0) }
  }

  /// A worked month: `10/2026`, `oct. 26`, `octobre`, `202610`, `10`, or any day of it. Without a year, the one given.
  public static func month(_ text: String, year: Int? = nil) throws(ValueError) -> Month {
    let wanted = text.trimmed
    if let month = try? Month.parse(wanted) { return month }
    if let day = try? Day.parse(wanted) { return day.month }
    let parts = Search.fold(wanted).split(separator: " ").map(String.init)
    if parts.count == 1, parts[0].count == 6, let number = Int(parts[0]), let month = Month(number) { return month }
    if let first = parts.first, let number = monthNumber(first) ?? plainMonth(first) {
      if parts.count == 2, let found = self.year(parts[1]), let month = Month(found * 100 + number) { return month }
      if parts.count == 1, let year, let month = Month(year * 100 + number) { return month }
    }
    throw ValueError("«\u{202F}\(wanted.quotedShort)\u{202F}» ne se lit pas comme un mois\u{202F}: écrivez 10/2026.")
  }

  /// The days of a week: `42`, `S42`, `2026-S42`.
  static func week(_ text: String, year: Int?) throws(ValueError) -> DayRange {
    let numbers = Search.fold(text).split { !$0.isPlainDigit }.compactMap { Int($0) }
    let number = numbers.last { $0 <= 53 }
    let found = numbers.first { $0 >= 2000 } ?? year
    guard let number, number >= 1, let found, let fourth = Day(found, 1, 4) else {
      throw ValueError(
        "«\u{202F}\(text.quotedShort)\u{202F}» ne se lit pas comme une semaine\u{202F}: écrivez par exemple 2026-S42.")
    }
    // The first week of a year holds 4 January (ISO 8601).
    let monday = fourth.adding(days: 1 - fourth.weekday.rawValue + (number - 1) * 7)
    return DayRange(from: monday, through: monday.adding(days: 6))
  }

  /// What a row's label says its hours are; nil when it says nothing known.
  public static func nature(_ text: String) -> Nature? {
    let padded = " \(Search.fold(text)) "
    for (nature, words) in natures where words.contains(where: { padded.contains(" \($0) ") }) { return nature }
    return nil
  }

  /// 1 to 12, by the name of a month or its first letters (three at least, four for `juin` and `juillet`).
  static func monthNumber(_ word: String) -> Int? {
    guard word.count >= 3, !word.contains(where: \.isNumber) else { return nil }
    let fits = monthNames.indices.filter { monthNames[$0].hasPrefix(word) }
    return fits.count == 1 ? fits[0] + 1 : nil
  }

  private static func plainMonth(_ word: String) -> Int? {
    Int(word).flatMap { (1...12).contains($0) && word.count <= 2 ? $0 : nil }
  }

  static func year(_ word: String) -> Int? {
    guard let number = Int(word) else { return nil }
    if word.count == 4, (1990...2100).contains(number) { return number }
    return word.count == 2 ? 2000 + number : nil
  }

  private static let monthNames = Month.names.map(Search.fold)

  /// Nil when the text is no number with three decimals or more; an inner nil when it is finer than what hours may be.
  private static func fineNumber(_ text: String) -> Hours?? {
    let sides = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    guard sides.count == 2, (3...20).contains(sides[1].count), sides[0].count <= 7,
      sides[1].allSatisfy(\.isPlainDigit),
      let value = FrenchNumber.scaled("\(sides[0]).\(sides[1].prefix(12))", decimals: 12)
    else { return nil }
    // Half of the last decimal that is written, of twelve at most.
    let room = max(Int128(5) * power(11 - sides[1].count), 1) * 300
    let exact = Int128(value) * 300
    let whole: Int128 = 1_000_000_000_000
    for step in [Int128(3), 5] {
      let wanted = (exact + (exact < 0 ? -1 : 1) * whole * step / 2) / (whole * step) * step
      if (wanted * whole - exact).magnitude <= room.magnitude { return .some(Hours(units: Int64(wanted))) }
    }
    return .some(nil)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<max(exponent, 0)).reduce(1) { value, _ in value * 10 } }

  private static let absenceMarks: Set = [
    "cp", "rtt", "am", "at", "mal", "maladie", "abs", "absent", "absente", "absence", "f", "ferie", "jf", "int",
    "intemperies", "ec", "cfa", "ecole", "repos", "r", "x", "conges", "ca", "css", "we", "m", "a",
  ]

  private static let natures: [(Nature, [String])] = [
    (
      .notHours,
      [
        "panier", "paniers", "repas", "trajet", "transport", "deplacement", "indemnite", "indemnites", "prime",
        "primes",
        "ifm", "iccp", "iccp ifm", "frais", "acompte", "remise", "gestion", "km", "forfait",
      ]
    ),
    (.kind(.training), ["formation", "cfa", "ecole", "centre", "cours"]),
    (.kind(.tutoring), ["tutorat", "accompagnement"]),
    (
      .kind(.absence),
      [
        "absence", "absences", "maladie", "conge", "conges", "cp", "rtt", "ferie", "intemperies", "accident", "at",
        "abs",
        "non travaillees", "non travaille", "arret",
      ]
    ),
    (
      .kind(.site),
      [
        "normales", "normale", "hn", "travail", "travaillees", "travaille", "chantier", "site", "sup",
        "supplementaires",
        "supplementaire", "hs", "hs25", "hs50", "jour", "nuit", "heures", "mission", "base", "production",
      ]
    ),
  ]
}
