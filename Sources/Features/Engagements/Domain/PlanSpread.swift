// SPDX-License-Identifier: EUPL-1.2

extension MonthlyPlan {
  /// Longer than any contract.
  public static let mostMonths = 120

  /// A total spread evenly over months: whole hours in each, the first months take what is left over, the last one the fraction
  /// of an hour. The months add up to the total.
  public static func even(_ total: Hours, from first: Month, through last: Month) throws(ValueError) -> MonthlyPlan {
    guard total > .zero else { throw ValueError("Donnez un nombre d’heures au-dessus de zéro.") }
    guard last >= first else {
      throw ValueError("Le dernier mois (\(last.french)) est avant le premier (\(first.french)).")
    }
    let count = first.monthsUntil(last) + 1
    guard count <= mostMonths else { throw ValueError("\(mostMonths) mois au plus.") }
    let whole = Hours(wholeHours: 1).units
    let (each, left) = (total.units / whole).quotientAndRemainder(dividingBy: Int64(count))
    var months: [Month: Hours] = [:]
    for index in 0..<count {
      months[first.adding(months: index)] = Hours(units: (each + (index < left ? 1 : 0)) * whole)
    }
    months[last, default: .zero] += Hours(units: total.units % whole)
    return MonthlyPlan(months)
  }
}

/// A monthly plan pasted from a spreadsheet: a month and its hours on each line; or months on one line and hours on the next; or
/// hours alone, for months that follow one another. Titles and totals are passed over.
public struct PastedPlan: Sendable, Hashable {
  public struct Fault: Sendable, Hashable {
    /// From 1.
    public let line: Int
    public let sentence: String
    public var french: String { "Ligne \(line)\u{202F}: \(sentence)" }
  }

  public private(set) var months: [Month: Hours] = [:]
  public private(set) var faults: [Fault] = []

  /// `first` is the month of the first figure when no month is written.
  public init(_ text: String, startingAt first: Month) {
    let rows = Self.rows(text)
    guard !rows.isEmpty else { return }
    if !readAcross(rows), !readDown(rows) { readAlone(rows, first) }
  }

  private struct Line { let number: Int, cells: [String] }

  private static func rows(_ text: String) -> [Line] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap { index, line in
      let cells = PastedTable.lines(of: String(line)).first?.cells ?? []
      guard let filled = cells.first(where: { !$0.isEmpty }), !Search.fold(filled).hasPrefix("total") else {
        return nil
      }
      return Line(number: index + 1, cells: cells)
    }
  }

  /// Months side by side, hours under them.
  private mutating func readAcross(_ rows: [Line]) -> Bool {
    guard let top = rows.firstIndex(where: { row in row.cells.filter { Self.month($0) != nil }.count > 1 }),
      rows.indices.contains(top + 1)
    else { return false }
    for (title, cell) in zip(rows[top].cells, rows[top + 1].cells) where !cell.isEmpty {
      if let month = Self.month(title) { keep(cell, month, rows[top + 1].number) }
    }
    return true
  }

  /// A month and its hours on each line.
  private mutating func readDown(_ rows: [Line]) -> Bool {
    guard rows.contains(where: { row in row.cells.contains { Self.month($0) != nil } }) else { return false }
    for (index, row) in rows.enumerated() {
      guard let place = row.cells.firstIndex(where: { Self.month($0) != nil }), let month = Self.month(row.cells[place])
      else {
        let isTitle = index == 0 && !row.cells.contains { (try? Hours.parse($0)) != nil }
        if !isTitle { faults.append(Fault(line: row.number, sentence: Self.unreadable(row.cells))) }
        continue
      }
      let hours = row.cells[(place + 1)...].first { !$0.isEmpty }
      keep(hours ?? "", month, row.number)
    }
    return true
  }

  private static func unreadable(_ cells: [String]) -> String {
    let first = cells.first { !$0.isEmpty } ?? ""
    return "«\u{202F}\(first.quotedShort)\u{202F}» ne se lit pas comme un mois\u{202F}: écrivez 03/2026."
  }

  private mutating func readAlone(_ rows: [Line], _ first: Month) {
    var month = first
    for row in rows {
      for cell in row.cells where !cell.isEmpty {
        keep(cell, month, row.number)
        month = month.next
      }
    }
  }

  private mutating func keep(_ cell: String, _ month: Month, _ line: Int) {
    do throws(ValueError) {
      let hours = try Hours.parse(cell)
      guard hours >= .zero else { throw ValueError("un nombre d’heures ne peut pas être négatif.") }
      guard months[month] == nil else { throw ValueError("\(month.french) figure deux fois.") }
      guard months.count < MonthlyPlan.mostMonths else { throw ValueError("\(MonthlyPlan.mostMonths) mois au plus.") }
      months[month] = hours
    } catch { faults.append(Fault(line: line, sentence: error.sentence)) }
  }

  /// `03/2026`, `mars 2026`, `01/03/2026`, or `janv.-26` as spreadsheets show months.
  static func month(_ text: String) -> Month? {
    if let month = try? Month.parse(text) { return month }
    if let day = Day(iso: text) ?? (try? Day.parse(text)) { return day.day == 1 ? day.month : nil }
    let words = Search.fold(text).split(separator: " ")
    guard words.count == 2, words[0].count >= 3, (2...4).contains(words[1].count), words[1].count != 3,
      let year = Int(words[1]), words[1].allSatisfy(\.isPlainDigit)
    else { return nil }
    let found = Month.names.indices.filter { Search.fold(Month.names[$0]).hasPrefix(words[0]) }
    guard found.count == 1 else { return nil }
    return Month((year < 100 ? 2000 + year : year) * 100 + found[0] + 1)
  }
}
