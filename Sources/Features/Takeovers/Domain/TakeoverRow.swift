// SPDX-License-Identifier: EUPL-1.2

/// Why a line is left out: which cell, and a sentence.
struct TakeoverRejected: Error {
  var column: Int?
  var value = ""
  let sentence: String
}

/// One line of a sheet, its cells by what they hold.
struct TakeoverRow {
  let layout: TakeoverColumns
  let row: FileRow
  let place: TakeoverPlace

  func column(_ field: TakeoverField) -> Int? { layout.fields[field] }
  func has(_ field: TakeoverField) -> Bool { layout.fields[field] != nil }

  /// As written, without spaces at either end.
  func raw(_ field: TakeoverField) -> String { layout.fields[field].map { Self.plain(row[$0].trimmed) } ?? "" }

  /// Without the apostrophe that keeps a spreadsheet from computing a text.
  private static func plain(_ text: String) -> String {
    guard text.utf8.first == 0x27, let second = text.dropFirst().first, "=+-@".contains(second) else { return text }
    return String(text.dropFirst())
  }

  func reject(_ field: TakeoverField, _ sentence: String) -> TakeoverRejected {
    TakeoverRejected(column: column(field), value: raw(field), sentence: sentence)
  }

  /// One line of text without control characters.
  func line(_ field: TakeoverField, max: Int = 300) throws(TakeoverRejected) -> String {
    try read(field, empty: "") { text throws(ValueError) in try FreeText.line(text, field: field.french, max: max) }
  }

  func needed(_ field: TakeoverField, max: Int = 300) throws(TakeoverRejected) -> String {
    let text = try line(field, max: max)
    guard !text.isEmpty else {
      throw TakeoverRejected(
        column: column(field),
        sentence: "\(field.french)\u{202F}: rien n’est écrit. Complétez la ligne, ou supprimez-la.")
    }
    return text
  }

  func day(_ field: TakeoverField) throws(TakeoverRejected) -> Day? {
    let day = try read(field, empty: nil) { text throws(ValueError) in try CellReading.day(text) }
    // A year of two digits: nobody of whom hours are counted was born lately.
    let isShort = !raw(field).split { !$0.isPlainDigit }.contains { $0.count == 4 }
    guard field == .bornOn, let day, day.year >= 2015, isShort else { return day }
    return Day(day.year - 100, day.monthNumber, day.day) ?? day
  }

  func hours(_ field: TakeoverField) throws(TakeoverRejected) -> Hours? {
    guard let column = column(field) else { return nil }
    return try hours(at: column)
  }

  func hours(at column: Int) throws(TakeoverRejected) -> Hours? {
    let text = row[column].trimmed
    guard !text.isEmpty, text != "-" else { return nil }
    do { return try CellReading.hours(text) } catch {
      throw TakeoverRejected(column: column, value: text, sentence: error.sentence)
    }
  }

  func money(_ field: TakeoverField) throws(TakeoverRejected) -> Money? {
    try read(field, empty: nil) { text throws(ValueError) in try Money.parse(text) }
  }

  func siret(_ field: TakeoverField = .siret) throws(TakeoverRejected) -> Siret? {
    try read(field, empty: nil) { text throws(ValueError) in
      // A spreadsheet that took it for a number dropped its zeros.
      let digits = text.filter { !$0.isWhitespace }
      let isShort = (11..<14).contains(digits.count) && digits.allSatisfy(\.isPlainDigit)
      return try Siret.parse(isShort ? String(repeating: "0", count: 14 - digits.count) + digits : digits)
    }
  }

  func year() throws(TakeoverRejected) -> Int? {
    let text = raw(.year)
    guard !text.isEmpty else { return nil }
    guard let year = CellReading.year(Search.fold(text)) else {
      throw reject(.year, "«\u{202F}\(text.prefix(40))\u{202F}» n’est pas une année\u{202F}: écrivez 2024.")
    }
    return year
  }

  /// A code of a closed list by its code or its words; nil when the cell is empty or says something else.
  func code<Code: CodeList>(_ field: TakeoverField, _ list: Code.Type, also words: [String: Code] = [:]) -> Code? {
    TakeoverCodes.find(raw(field), list, also: words)
  }

  private func read<T>(
    _ field: TakeoverField, empty: T, _ parse: (String) throws(ValueError) -> T
  ) throws(TakeoverRejected) -> T {
    guard let column = column(field) else { return empty }
    let text = Self.plain(row[column].trimmed)
    guard !text.isEmpty else { return empty }
    do { return try parse(text) } catch {
      throw TakeoverRejected(column: column, value: text, sentence: error.sentence)
    }
  }
}

/// Columns of a layout by what they hold.
struct TakeoverColumns {
  var fields: [TakeoverField: Int] = [:]
  var months: [(column: Int, month: Month)] = []
  var years: [(column: Int, year: Int)] = []
  let headings: [String]

  init(_ layout: TakeoverLayout) {
    headings = layout.headings
    for (place, column) in layout.columns.enumerated() {
      switch column {
      case .unused: break
      case .field(let field): if fields[field] == nil { fields[field] = place }
      case .month(let month): months.append((place, month))
      case .year(let year): years.append((place, year))
      }
    }
  }

  /// A page of a printed workbook begins with its headings again.
  func isHeading(_ row: FileRow) -> Bool {
    let used = fields.values.filter { $0 < headings.count && !headings[$0].isEmpty }
    return used.count > 1 && used.allSatisfy { row[$0] == headings[$0] }
  }
}

/// Words of closed lists as territories write them.
enum TakeoverCodes {
  static func find<Code: CodeList>(_ text: String, _ list: Code.Type, also words: [String: Code] = [:]) -> Code? {
    let wanted = Search.fold(text)
    guard !wanted.isEmpty else { return nil }
    if let exact = list.allCases.first(where: { Search.fold($0.rawValue) == wanted || Search.fold($0.french) == wanted }
    ) {
      return exact
    }
    if let known = words[wanted] { return known }
    if let known = words.filter({ " \(wanted) ".contains(" \($0.key) ") }).max(by: { $0.key.count < $1.key.count }) {
      return known.value
    }
    guard wanted.count > 3 else { return nil }
    let near = list.allCases.filter {
      let french = Search.fold($0.french)
      return french.hasPrefix(wanted) || (french.count > 3 && " \(wanted) ".contains(" \(french) "))
    }
    return near.count == 1 ? near[0] : nil
  }

  static let contractKinds: [String: EmploymentContractKind] = [
    "cdi": .permanent, "cdd": .fixedTerm, "cddi": .fixedTermInclusion, "cddu": .fixedTermUsage, "interim": .temporary,
    "mission": .temporary, "ctt": .temporary, "ctti": .temporary, "interimaire": .temporary,
    "apprentissage": .apprenticeship,
    "apprenti": .apprenticeship, "professionnalisation": .professionalTraining, "contrat pro": .professionalTraining,
    "cui": .assisted, "pec": .assisted, "mad": .placementByAssociation, "mise a disposition": .placementByAssociation,
  ]
  static let buyers: [String: BuyerKind] = [
    "ville": .commune, "mairie": .commune, "agglomeration": .epci, "metropole": .epci, "communaute": .epci,
    "bailleur": .bailleurSocial, "oph": .bailleurSocial, "esh": .bailleurSocial, "chu": .hopital, "sem": .amenageur,
    "spl": .amenageur, "syndicat": .syndicatMixte,
  ]
  static let employers: [String: EmployerKind] = [
    "entreprise classique": .classique, "titulaire": .classique, "chantier d insertion": .aci, "regie": .regie,
    "interim": .ett,
  ]
  static let sectors: [String: Sector] = [
    "btp": .batiment, "travaux": .batiment, "espaces verts": .espacesVerts, "proprete": .nettoyage,
    "menage": .nettoyage,
  ]
  static let events: [String: EngagementEventKind] = [
    "notification": .award, "marche initial": .award, "commande": .order, "bon": .order, "tranche": .tranche,
  ]
  static let genders: [String: Gender] = [
    "f": .female, "mme": .female, "madame": .female, "feminin": .female, "m": .male, "h": .male, "mr": .male,
    "monsieur": .male, "masculin": .male,
  ]
  static let criteria: [String: EligibilityCriterion] = [
    "deld": .deld, "rsa": .rsa, "rqth": .th, "th": .th, "jeune": .youngUnqualified, "senior": .senior, "qpv": .qpv,
    "iae": .iae, "siae": .iae, "plie": .plie, "ass": .ass, "aah": .aah,
  ]

  /// Several codes in one cell; `unknown` are the words that no list has.
  static func criteria(_ text: String) -> (known: [EligibilityCriterion], unknown: [String]) {
    var (known, unknown): ([EligibilityCriterion], [String]) = ([], [])
    for part in text.split(whereSeparator: { ";,/+\n".contains($0) }).map({ String($0).trimmed }) where !part.isEmpty {
      if let code = find(part, EligibilityCriterion.self, also: criteria) {
        if !known.contains(code) { known.append(code) }
      } else {
        unknown.append(part)
      }
    }
    return (known, unknown)
  }

  static func isYes(_ text: String) -> Bool {
    ["oui", "o", "x", "1", "vrai", "refusee", "refuse"].contains(Search.fold(text))
  }
}
