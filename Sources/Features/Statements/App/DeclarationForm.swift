// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads the boxes of a statement. Each bad box gets its sentence; an empty box declares nothing.
struct DeclarationForm {
  let rows: [DeclarationRow]
  /// People of other employers: what is typed for them is compared, never declared.
  let placed: [DeclarationRow]
  private var read: FormReader
  private(set) var lines: [LineDraft] = []
  private(set) var figures: [UserFigureDraft] = []
  /// Contracts said to have no hours: a zero in one of their boxes, or everybody whose boxes are empty.
  private(set) var idle: Set<ID<EmploymentContract>> = []

  /// Hours in the longest month: nobody works more.
  static let most = Hours(wholeHours: 744)

  init(_ form: Form, rows: [DeclarationRow], placed: [DeclarationRow] = []) {
    (self.rows, self.placed) = (rows, placed)
    read = FormReader(form)
  }

  /// What the form holds, to be sent again by the page that reviews it.
  static func carried(_ form: Form) -> [(name: String, value: String)] {
    let own = ["employeur", "mois", "periode", "vu", "aucune", "reste", "declarant"]
    return form.fields.filter { field in
      own.contains(field.name) || ["h_", "j_", "u_"].contains { field.name.hasPrefix($0) }
    }.map { ($0.name, $0.value) }
  }

  static func figureName(_ row: DeclarationRow, _ month: Month) -> String {
    "u_\(row.employment)_\(row.engagement)_\(month.rawValue)"
  }

  static func hoursName(_ row: DeclarationRow, _ month: Month, _ kind: HoursKind) -> String {
    "h_\(row.employment)_\(row.engagement)_\(month.rawValue)_\(kind.rawValue)"
  }

  static func daysName(_ row: DeclarationRow, _ month: Month) -> String {
    "j_\(row.employment)_\(row.engagement)_\(month.rawValue)"
  }

  /// The lines to write; throws every sentence at once. Without any hours the declarer must say that there are none.
  mutating func parse() throws(FormRejected) -> [LineDraft] {
    for row in rows {
      for month in row.months {
        for kind in HoursKind.allCases { readBox(row, month, kind) }
      }
    }
    for row in placed { for month in row.months { readFigure(row, month) } }
    refuseStrangers()
    if read.isChecked("reste") { idle.formUnion(rows.map(\.employment)) }
    idle.subtract(lines.map(\.entry.employmentContractID))
    let onlyCompared = rows.isEmpty && !figures.isEmpty
    let isSilent = lines.isEmpty && !onlyCompared && !read.isChecked("aucune") && !read.isChecked("reste")
    // A statement without a line says that nobody worked: it is not written because of one person's zero.
    if isSilent, read.errors.isEmpty {
      read.refuse(
        "aucune",
        "Aucune heure n’est indiquée\u{202F}: remplissez au moins une case, ou cochez «\u{202F}Aucune heure\u{202F}».")
    }
    if !lines.isEmpty, read.isChecked("aucune") {
      read.refuse(
        "aucune", "Des heures sont indiquées\u{202F}: décochez «\u{202F}Aucune heure\u{202F}» ou videz les cases.")
    }
    try read.check()
    return lines
  }

  mutating func declarant() -> String { read.optionalText("declarant", "Déclarant", max: 200) }

  private mutating func readBox(_ row: DeclarationRow, _ month: Month, _ kind: HoursKind) {
    let name = Self.hoursName(row, month, kind)
    let label = "\(row.name), \(kind.french), \(month.french)"
    let days = kind == .site ? readDays(row, month) : []
    var hours = read.isBlank(name) ? days.map(\.hours).sum : readHours(name, label) ?? .zero
    if hours < .zero {
      read.refuse(
        name, "\(label)\u{202F}: les heures sont négatives\u{202F}; une correction se fait sur la ligne d’origine.")
      hours = .zero
    }
    if hours > Self.most {
      read.refuse(name, "\(label)\u{202F}: un mois compte 744\u{202F}h au plus\u{202F}; vérifiez la virgule.")
    } else if !days.isEmpty, days.map(\.hours).sum != hours {
      let total = days.map(\.hours).sum
      read.refuse(name, "\(label)\u{202F}: \(StatementError.daysDiffer(days: total, declared: hours).sentence)")
    }
    guard hours != .zero else {
      if !read.isBlank(name) { idle.insert(row.employment) }
      return
    }
    let entry = LedgerEntry(
      participantID: row.participant, employmentContractID: row.employment, engagementID: row.engagement, month: month,
      kind: kind, declared: hours)
    lines.append(LineDraft(entry: entry, days: days))
  }

  private mutating func readFigure(_ row: DeclarationRow, _ month: Month) {
    let name = Self.figureName(row, month)
    let label = "\(row.name), \(month.french)"
    guard !read.isBlank(name), let hours = readHours(name, label) else { return }
    guard hours >= .zero, hours <= Self.most else {
      read.refuse(name, "\(label)\u{202F}: de 0 à 744\u{202F}h.")
      return
    }
    figures.append(
      UserFigureDraft(employment: row.employment, engagement: row.engagement, month: month, hours: hours))
  }

  private mutating func readHours(_ name: String, _ label: String) -> Hours? {
    read.value(name, label, Hours.parse)
  }

  private mutating func readDays(_ row: DeclarationRow, _ month: Month) -> [DayHours] {
    let name = Self.daysName(row, month)
    return read.optional(name, "\(row.name), jours") { text throws(ValueError) in
      try DaysText.parse(text, month: month)
    } ?? []
  }

  /// A box of someone who is no longer in post on the lot: said, never dropped.
  private mutating func refuseStrangers() {
    var known: Set<String> = []
    for row in rows {
      for month in row.months {
        known.insert(Self.daysName(row, month))
        for kind in HoursKind.allCases { known.insert(Self.hoursName(row, month, kind)) }
      }
    }
    for row in placed { for month in row.months { known.insert(Self.figureName(row, month)) } }
    let strangers = read.form.fields.filter { field in
      ["h_", "j_", "u_"].contains { field.name.hasPrefix($0) } && !known.contains(field.name)
        && !field.value.allSatisfy(\.isWhitespace)
    }
    guard !strangers.isEmpty else { return }
    read.refuse(
      "",
      "Des heures étaient saisies pour une personne qui n’est plus en poste sur ce lot à cette période\u{202F}: relisez le relevé avant de l’envoyer."
    )
  }
}

/// Days typed one a line: `14/10 : 7` or `14/10/2025 7,5`.
enum DaysText {
  /// Days of that month, in order; throws on a line that is no day with hours, a day of another month, or a day twice.
  static func parse(_ text: String, month: Month) throws(ValueError) -> [DayHours] {
    var found: [DayHours] = []
    let pieces = text.split { $0.isNewline || $0 == ";" }.map(String.init)
    guard pieces.count <= 62 else { throw ValueError("Un mois a 31 jours au plus.") }
    for piece in pieces where !piece.allSatisfy(\.isWhitespace) {
      let day = try one(piece, month)
      guard !found.contains(where: { $0.day == day.day }) else {
        throw ValueError("Le \(day.day.french) est écrit deux fois.")
      }
      if day.hours > .zero { found.append(day) }
    }
    return found.sorted { $0.day < $1.day }
  }

  /// The days as they would be typed.
  static func text(_ days: [DayHours]) -> String {
    days.map { "\($0.day.french.prefix(5))\u{202F}: \($0.hours.french)" }.joined(separator: "\n")
  }

  private static func one(_ piece: String, _ month: Month) throws(ValueError) -> DayHours {
    let wanted = piece.drop(while: \.isWhitespace)
    let date = wanted.prefix { !$0.isWhitespace && $0 != ":" }
    let rest = wanted.dropFirst(date.count).drop { $0.isWhitespace || $0 == ":" }
    let day = try day(String(date), month)
    guard day.month == month else { throw ValueError(StatementError.dayOutsideMonth(day, month).sentence) }
    let hours = try Hours.parse(String(rest))
    guard hours >= .zero, hours <= Hours(wholeHours: 24) else {
      throw ValueError("Le \(day.french)\u{202F}: un jour compte de 0 à 24\u{202F}h.")
    }
    return DayHours(day: day, hours: hours)
  }

  /// `14/10` is of the month's year; `14` alone is of the month.
  private static func day(_ text: String, _ month: Month) throws(ValueError) -> Day {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 { return try Day.parse("\(text)/\(month.year)") }
    if parts.count == 1, let number = Int(text), let day = Day(month.year, month.number, number) { return day }
    return try Day.parse(text)
  }
}
