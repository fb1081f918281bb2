// SPDX-License-Identifier: EUPL-1.2

/// One lot as it was pasted from a spreadsheet.
public struct PastedLot: Sendable, Hashable {
  /// Who holds it, as typed: a number or a name.
  public enum Holder: Sendable, Hashable {
    case siret(Siret)
    case name(String)
  }

  public let number: String
  public let name: String
  public let holder: Holder?
  /// Hours to do; `nil` where the cell is empty.
  public let hours: Hours?
  public let amount: Money?

  public init(number: String, name: String, holder: Holder?, hours: Hours?, amount: Money?) {
    (self.number, self.name, self.holder, self.hours, self.amount) = (number, name, holder, hours, amount)
  }
}

/// A table of lots pasted as text: one lot a line, cells apart by tabs or semicolons, with or without a line of titles.
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

  enum Column: CaseIterable { case number, name, holder, hours, amount }

  public init(_ text: String) {
    let lines = PastedTable.lines(of: text)
    guard let first = lines.first else { return }
    let titles = Self.titles(first.cells)
    let order = titles ?? Dictionary(uniqueKeysWithValues: Column.allCases.enumerated().map { ($1, $0) })
    var seen: [String: Int] = [:]
    for line in lines.dropFirst(titles == nil ? 0 : 1) {
      guard lots.count < Self.mostLots else {
        faults.append(Fault(line: line.number, column: 0, sentence: "\(Self.mostLots) lots au plus."))
        return
      }
      read(line, order, &seen)
    }
  }

  /// Where each column stands when the first line names at least two of them.
  static func titles(_ cells: [String]) -> [Column: Int]? {
    var found: [Column: Int] = [:]
    for (index, cell) in cells.enumerated() {
      if let column = column(named: Search.fold(cell)), found[column] == nil { found[column] = index }
    }
    return found.count >= 2 ? found : nil
  }

  private static func column(named title: String) -> Column? {
    let words = title.split(separator: " ").map(String.init)
    if ["n", "no", "num", "numero", "lot", "lots", "n lot", "numero de lot", "numero du lot", "n de lot", "lot n"]
      .contains(title)
    {
      return .number
    }
    func has(_ wanted: String...) -> Bool { words.contains { word in wanted.contains(word) } }
    if has("heures", "heure", "h", "insertion") { return .hours }
    if has("montant", "euros", "prix", "ht") { return .amount }
    if has("titulaire", "titulaires", "entreprise", "attributaire", "siret", "mandataire") { return .holder }
    if has("intitule", "nom", "designation", "libelle", "objet") { return .name }
    return nil
  }

  private mutating func read(_ line: PastedTable.Line, _ order: [Column: Int], _ seen: inout [String: Int]) {
    let before = faults.count
    func cell(_ column: Column) -> String {
      order[column].flatMap { line.cells.indices.contains($0) ? line.cells[$0] : nil } ?? ""
    }
    func refuse(_ column: Column, _ sentence: String) {
      faults.append(Fault(line: line.number, column: (order[column] ?? -1) + 1, sentence: sentence))
    }
    func value<T>(_ column: Column, _ parse: (String) throws(ValueError) -> T) -> T? {
      do throws(ValueError) { return try parse(cell(column)) } catch {
        refuse(column, error.sentence)
        return nil
      }
    }
    let number = value(.number) { text throws(ValueError) in
      try FreeText.required(text, field: "Numéro de lot", max: 20)
    }
    let name = value(.name) { text throws(ValueError) in try FreeText.required(text, field: "Nom du lot", max: 300) }
    if let number, let earlier = seen[Search.fold(number)] {
      refuse(.number, "le lot \(number) est déjà à la ligne \(earlier).")
    }
    let holder = value(.holder, Self.holder) ?? nil
    let hours = value(.hours, Self.hours) ?? nil
    let amount = value(.amount, Self.amount) ?? nil
    guard let number, let name, faults.count == before else { return }
    seen[Search.fold(number)] = line.number
    lots.append(PastedLot(number: number, name: name, holder: holder, hours: hours, amount: amount))
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
    let amount = try Money.parse(text)
    guard amount >= .zero else { throw ValueError("Un montant ne peut pas être négatif.") }
    return amount
  }
}
