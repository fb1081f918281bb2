// SPDX-License-Identifier: EUPL-1.2

/// One lot as it was pasted from a spreadsheet.
public struct PastedLot: Sendable, Hashable {
  /// Who holds it, as typed: a number or a name.
  public enum Holder: Sendable, Hashable {
    case siret(Siret)
    case name(String)
    case both(String, Siret)
  }

  public let number: String
  public let name: String
  /// One, or several for lots with merged cells.
  public let holders: [Holder]
  /// Hours to do; `nil` where the cell is empty.
  public let hours: Hours?
  public let amount: Money?

  public init(number: String, name: String, holders: [Holder] = [], hours: Hours?, amount: Money?) {
    (self.number, self.name, self.holders, self.hours, self.amount) = (number, name, holders, hours, amount)
  }
}

/// A table of lots pasted as text: one lot a line, cells apart by tabs or semicolons, with or without titles (a merged title above
/// them, or titles on two lines) and a line of totals.
/// Columns by default: number, name, holder (name or SIRET), hours, amount without tax.
public struct PastedLots: Sendable, Hashable {
  /// What is wrong in one cell.
  public struct Fault: Sendable, Hashable {
    /// From 1, titles and empty lines included.
    public let line: Int
    /// From 1; 0 for the line as a whole.
    public let column: Int
    public let sentence: String

    /// `Ligne 3, colonne 4 (heures) : …`
    public var french: String {
      column == 0 ? "Ligne \(line)\u{202F}: \(sentence)" : "Ligne \(line), colonne \(column)\u{202F}: \(sentence)"
    }
  }

  public private(set) var lots: [PastedLot] = []
  public private(set) var faults: [Fault] = []

  /// More lots than any contract has: a table of something else.
  public static let mostLots = 300

  /// What was passed over or does not add up; said, and no fault.
  public private(set) var remarks: [String] = []

  private typealias Column = LotTitles.Column

  public init(_ text: String) {
    let lines = PastedTable.lines(of: text)
    let titles = LotTitles(lines.map(\.cells)) ?? .usual
    var seen: [String: Int] = [:]
    for line in lines.dropFirst(titles.linesAbove) {
      guard lots.count < Self.mostLots else {
        faults.append(Fault(line: line.number, column: 0, sentence: "\(Self.mostLots) lots au plus."))
        return
      }
      let row = LotRow(line, titles)
      if row.isTotal || isSum(row) {
        compare(row)
      } else if row.isMoreHolders {
        addHolder(row)
      } else {
        read(row, &seen)
      }
    }
  }

  private var hours: Hours { lots.compactMap(\.hours).sum }

  /// A last line that names nothing and holds the sum of the hours.
  private func isSum(_ row: LotRow) -> Bool {
    guard lots.count > 1, row.namesNothing, let total = row.plainHours else { return false }
    return total == hours
  }

  private mutating func compare(_ row: LotRow) {
    guard let total = row.plainHours, total != hours, faults.isEmpty else { return }
    remarks.append(
      "Ligne \(row.line.number)\u{202F}: le tableau annonce \(total.frenchTrimmed)\u{202F}h en tout, ses lots en font \(hours.frenchTrimmed)\u{202F}h."
    )
  }

  /// A merged lot: the line under it only names another holder.
  private mutating func addHolder(_ row: LotRow) {
    guard let last = lots.last else {
      faults.append(Fault(line: row.line.number, column: 0, sentence: "Numéro de lot\u{202F}: à remplir."))
      return
    }
    do throws(ValueError) {
      guard let more = try row.holder() else { return }
      lots[lots.count - 1] = PastedLot(
        number: last.number, name: last.name, holders: last.holders + [more], hours: last.hours, amount: last.amount)
    } catch { faults.append(Fault(line: row.line.number, column: row.column(.holder), sentence: error.sentence)) }
  }

  private mutating func read(_ row: LotRow, _ seen: inout [String: Int]) {
    let before = faults.count
    func value<T>(_ column: Column, _ parse: () throws(ValueError) -> T) -> T? {
      do throws(ValueError) { return try parse() } catch {
        faults.append(Fault(line: row.line.number, column: row.column(column), sentence: error.sentence))
        return nil
      }
    }
    let (typedNumber, typedName) = row.identity(next: lots.count + 1)
    let number = value(.number) { () throws(ValueError) in
      try FreeText.required(typedNumber, field: "Numéro de lot", max: 20)
    }
    let name = value(.name) { () throws(ValueError) in
      try FreeText.required(typedName, field: "Nom du lot", max: 300)
    }
    if let number, let earlier = seen[Search.fold(number)] {
      faults.append(
        Fault(
          line: row.line.number, column: row.column(.number),
          sentence: "le lot \(number) est déjà à la ligne \(earlier)."))
    }
    let holder = value(.holder) { () throws(ValueError) in try row.holder() } ?? nil
    let hours = value(.hours) { () throws(ValueError) in try Self.hours(row.filled(.hours)) } ?? nil
    let amount = value(.amount) { () throws(ValueError) in try Self.amount(row.filled(.amount)) } ?? nil
    guard let number, let name, faults.count == before else { return }
    seen[Search.fold(number)] = row.line.number
    lots.append(
      PastedLot(number: number, name: name, holders: holder.map { [$0] } ?? [], hours: hours, amount: amount))
  }

  /// Digits alone are a SIRET, which is checked; anything else a name.
  public static func holder(_ text: String) throws(ValueError) -> PastedLot.Holder? {
    let name = try FreeText.line(text, field: "Titulaire", max: 300)
    guard !name.isEmpty else { return nil }
    let digits = name.filter { !$0.isWhitespace && $0 != "." }
    if digits.count >= 9, digits.allSatisfy(\.isPlainDigit) { return .siret(try Siret.parse(digits)) }
    return .name(name)
  }

  private static func hours(_ text: String) throws(ValueError) -> Hours? {
    guard !text.trimmed.isEmpty else { return nil }
    let hours = try Hours.parse(text)
    guard hours >= .zero else { throw ValueError("Un nombre d’heures ne peut pas être négatif.") }
    guard hours <= Hours(wholeHours: 10_000_000) else {
      throw ValueError("Ce nombre d’heures est trop grand pour un lot.")
    }
    return hours
  }

  private static func amount(_ text: String) throws(ValueError) -> Money? {
    guard !text.trimmed.isEmpty else { return nil }
    let wanted = text.uppercased().hasSuffix("HT") ? text.dropLast(2).trimmed : text
    let amount = try Money.parse(wanted)
    guard amount >= .zero else { throw ValueError("Un montant ne peut pas être négatif.") }
    return amount
  }
}
