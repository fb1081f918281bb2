// SPDX-License-Identifier: EUPL-1.2

/// The month of a sheet's rows that do not say theirs, and who says it: a person, the title of the sheet, what stands above its
/// table, or the month that was asked when the file was handed over.
public struct SheetMonth: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case byHand, title, above, asked, nobody
  }

  /// The place of the sheet in the file.
  public var sheet = 0
  public var name = ""
  public var month: Month?
  public var source = Source.nobody
  /// Rows without a month of their own were read with it.
  public var isUsed = false
  /// Months in which the rows of the sheet were read.
  public var found: Set<Month> = []

  public init() {}

  /// A month typed for the sheet, else the one of its title, else, where sheets differ, the one above its table, else the one asked.
  static func of(
    _ sheet: FileSheet, _ place: Int, _ table: FileTable, _ setting: HoursFileReader.Setting, _ answers: FileAnswers,
    sheetsDiffer: Bool
  ) -> SheetMonth {
    var found = SheetMonth()
    (found.sheet, found.name) = (place, sheet.name)
    let typed = answers.values[FileAnswers.month(place)].flatMap { try? Month.parse($0) }
    let above = table.context.month
    let ranked: [(Month?, Source)] = [
      (typed, .byHand), (title(sheet.name, year: setting.year ?? above?.year), .title),
      (sheetsDiffer ? above : nil, .above), (setting.asked, .asked), (above, .above),
    ]
    if let (month, source) = ranked.first(where: { $0.0 != nil }) { (found.month, found.source) = (month, source) }
    return found
  }

  /// The one month that a title names: « mars 2026 », « 03-2026 », « 202603 », « Mars » of the year given. A whole date names none:
  /// it is often the day on which the file was made.
  static func title(_ text: String, year: Int?) -> Month? {
    let pieces = text.split { $0.isWhitespace || $0 == "_" || $0 == "(" || $0 == ")" }.map(String.init)
      .filter { (try? Day.parse($0)) == nil }
    var found: Set<Month> = []
    for piece in pieces { if let month = try? CellReading.month(piece, year: nil) { found.insert(month) } }
    let words = Search.fold(pieces.joined(separator: " ")).split(separator: " ").map(String.init)
    for (place, word) in words.enumerated() {
      guard let number = CellReading.monthNumber(word) else { continue }
      let next = words.dropFirst(place + 1).first.flatMap(CellReading.year).flatMap { $0 >= 2015 ? $0 : nil }
      if let year = next ?? words.compactMap({ $0.count == 4 ? CellReading.year($0) : nil }).first ?? year,
        let month = Month(year * 100 + number)
      {
        found.insert(month)
      }
    }
    if found.isEmpty, words.count == 2, let month = try? Month.parse(words.joined(separator: "/")) {
      found.insert(month)
    }
    return found.count == 1 ? found.first : nil
  }
}
