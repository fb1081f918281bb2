// SPDX-License-Identifier: EUPL-1.2

/// People of a structure, pasted from its own list: number of PASS, name, first name, birth date, start, lot.
public struct PastedHires: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public let number: Int
    public let pass: PassNumber
    /// Dates of the PASS itself, as far as the list has them.
    public let passFrom: Day?
    public let passUntil: Day?
    public let lastName: String
    public let firstName: String
    public let bornOn: Day
    public let startsOn: Day
    /// As it was written; empty for the lot of the whole list.
    public let lot: String
  }

  /// Why a line is left out.
  public struct Fault: Sendable, Hashable {
    public let number: Int
    public let sentence: String

    public init(number: Int, sentence: String) { (self.number, self.sentence) = (number, sentence) }
  }

  public private(set) var lines: [Line] = []
  public private(set) var faults: [Fault] = []

  /// How many people one list may hold.
  public static let most = 200

  enum Column: CaseIterable {
    case pass, lastName, firstName, bornOn, startsOn, lot, passFrom, passUntil

    var label: String {
      switch self {
      case .pass: "Numéro de PASS"
      case .lastName: "Nom"
      case .firstName: "Prénom"
      case .bornOn: "Date de naissance"
      case .startsOn: "Début"
      case .lot: "Lot"
      case .passFrom: "Début du PASS"
      case .passUntil: "Fin du PASS"
      }
    }

    var words: [String] {
      switch self {
      case .pass: ["pass", "agrement"]
      case .firstName: ["prenom"]
      case .lastName: ["nom"]
      case .bornOn: ["naissance", "ne le", "nee le", "ne e le"]
      case .startsOn: ["debut", "embauche", "entree", "start"]
      case .lot: ["lot", "chantier", "marche"]
      case .passFrom: ["debut du pass", "debut pass", "pass debut", "pass du", "pass delivre", "debut de validite"]
      case .passUntil: ["fin du pass", "fin pass", "pass fin", "pass jusqu", "pass au", "fin de validite", "expir"]
      }
    }
  }

  /// Reads what was pasted. Good lines are kept, bad ones are said with their number.
  public init(_ text: String) {
    var rows = PastedTable.lines(of: text)
    var places = Dictionary(uniqueKeysWithValues: Column.allCases.enumerated().map { ($1, $0) })
    if let first = rows.first, let titles = Self.titles(first.cells) {
      places = titles
      rows.removeFirst()
    }
    if rows.count > Self.most {
      faults.append(
        Fault(
          number: rows[Self.most].number,
          sentence: "\(Self.most) personnes au plus par liste\u{202F}: envoyez la suite dans une autre."))
      rows = Array(rows.prefix(Self.most))
    }
    var known: [PassNumber: Int] = [:]
    for row in rows {
      do throws(ValueError) {
        let line = try Self.read(row, places)
        if let earlier = known[line.pass] { throw ValueError("même PASS qu’à la ligne \(earlier).") }
        known[line.pass] = row.number
        lines.append(line)
      } catch {
        faults.append(Fault(number: row.number, sentence: error.sentence))
      }
    }
  }

  /// Where each column is, when the first row says it: a number of PASS is no title.
  private static func titles(_ cells: [String]) -> [Column: Int]? {
    var found: [Column: Int] = [:]
    for (index, cell) in cells.enumerated() {
      let folded = Search.fold(cell)
      guard !folded.contains(where: \.isNumber) else { return nil }
      let order: [Column] = [.passFrom, .passUntil, .pass, .firstName, .bornOn, .startsOn, .lot, .lastName]
      // « Nom de naissance » is a name, not a birth date.
      let isName = folded.hasPrefix("nom") && found[.lastName] == nil
      let column =
        isName
        ? Column.lastName : order.first { one in found[one] == nil && one.words.contains { folded.contains($0) } }
      if let column { found[column] = index }
    }
    return found[.lastName] != nil && found.count >= 3 ? found : nil
  }

  private static func read(_ row: PastedTable.Line, _ places: [Column: Int]) throws(ValueError) -> Line {
    func cell(_ column: Column) -> String {
      guard let place = places[column], place < row.cells.count else { return "" }
      return row.cells[place].trimmed
    }
    func day(_ column: Column) throws(ValueError) -> Day {
      guard !cell(column).isEmpty else { throw ValueError("\(column.label)\u{202F}: à remplir.") }
      do throws(ValueError) { return try Day.parse(cell(column)) } catch {
        throw ValueError("\(column.label)\u{202F}: \(error.sentence)")
      }
    }
    func name(_ column: Column) throws(ValueError) -> String {
      let name = try FreeText.required(cell(column), field: column.label, max: 100)
      guard !Search.fold(name).isEmpty, name.unicodeScalars.count <= 100 else {
        throw ValueError("\(column.label)\u{202F}: écrivez-le avec des lettres, 100 au plus.")
      }
      return name
    }
    func optionalDay(_ column: Column) throws(ValueError) -> Day? { cell(column).isEmpty ? nil : try day(column) }
    let pass: PassNumber
    do throws(ValueError) { pass = try PassNumber.parse(cell(.pass)) } catch {
      throw ValueError("\(Column.pass.label)\u{202F}: \(error.sentence)")
    }
    let (from, until) = (try optionalDay(.passFrom), try optionalDay(.passUntil))
    if let from, let until, until < from { throw ValueError("Fin du PASS\u{202F}: elle est avant son début.") }
    return Line(
      number: row.number, pass: pass, passFrom: from, passUntil: until, lastName: try name(.lastName),
      firstName: try name(.firstName),
      bornOn: try day(.bornOn), startsOn: try day(.startsOn),
      lot: try FreeText.line(cell(.lot), field: Column.lot.label, max: 300))
  }
}
