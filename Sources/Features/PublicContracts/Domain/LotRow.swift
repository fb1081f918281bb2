// SPDX-License-Identifier: EUPL-1.2

/// One line of a pasted table of lots.
struct LotRow {
  let line: PastedTable.Line
  let titles: LotTitles

  init(_ line: PastedTable.Line, _ titles: LotTitles) { (self.line, self.titles) = (line, titles) }

  func cell(_ column: LotTitles.Column) -> String {
    titles.places[column].flatMap { line.cells.indices.contains($0) ? line.cells[$0] : nil } ?? ""
  }

  /// The cell, empty where it says in one sign or word that there is nothing.
  func filled(_ column: LotTitles.Column) -> String {
    let text = cell(column)
    let signs = text.allSatisfy { "-–—/.".contains($0) }
    return signs
      || ["neant", "sans", "sans objet", "so", "s o", "na", "n a", "nc", "aucun", "aucune"].contains(Search.fold(text))
      ? "" : text
  }

  /// From 1; 0 where no column is that one.
  func column(_ column: LotTitles.Column) -> Int { (titles.places[column] ?? -1) + 1 }

  var plainHours: Hours? { try? Hours.parse(filled(.hours)) }
  var namesNothing: Bool {
    cell(.number).isEmpty && cell(.name).isEmpty && cell(.holder).isEmpty && cell(.siret).isEmpty
  }

  /// « Total », « Sous-total », « Ensemble des lots » in its first filled cell.
  var isTotal: Bool {
    let first = Search.fold(line.cells.first { !$0.isEmpty } ?? "")
    return first == "total" || first == "ensemble"
      || ["total ", "totaux", "sous total", "ensemble des"].contains { first.hasPrefix($0) }
  }

  /// Only a holder: the lot's own cells are merged with the line above.
  var isMoreHolders: Bool {
    cell(.number).isEmpty && cell(.name).isEmpty && filled(.hours).isEmpty && filled(.amount).isEmpty
      && !(filled(.holder).isEmpty && filled(.siret).isEmpty)
  }

  /// Number and name, also from one cell (« Lot 2 - Gros œuvre »); lots of a table without numbers are numbered in their order.
  func identity(next: Int) -> (number: String, name: String) {
    let (number, name) = (Self.withoutWord(cell(.number)), cell(.name))
    if !number.isEmpty, !name.isEmpty { return (number, name) }
    let whole = name.isEmpty ? cell(.number) : name
    if titles.places[.number] == nil || name.isEmpty, let parts = Self.split(whole) { return parts }
    return titles.places[.number] == nil ? (String(next), name) : (number, name)
  }

  /// « Lot n° 2 » is « 2 ».
  private static func withoutWord(_ text: String) -> String {
    var rest = Substring(text)
    for word in ["lot", "n°", "no ", "numéro "] where rest.lowercased().hasPrefix(word) && rest.count > word.count {
      rest = rest.dropFirst(word.count).drop { $0.isWhitespace }
    }
    return rest.isEmpty ? text : String(rest)
  }

  /// « Lot 2 - Gros œuvre », « 2. Gros œuvre »: a number, a sign, a name.
  private static func split(_ text: String) -> (number: String, name: String)? {
    let rest = withoutWord(text)
    let number = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
    guard number.contains(where: \.isNumber), number.count <= 8 else { return nil }
    let name = rest.dropFirst(number.count).drop { $0.isWhitespace || ":-–—.)".contains($0) }
    guard !name.isEmpty else { return nil }
    return (String(number.hasSuffix(".") ? number.dropLast() : number), String(name))
  }

  /// A name, a SIRET, or both where the table has both.
  func holder() throws(ValueError) -> PastedLot.Holder? {
    let named = try PastedLots.holder(filled(.holder))
    let digits = filled(.siret).filter { !$0.isWhitespace }
    guard !digits.isEmpty else { return named }
    let siret = try Siret.parse(digits)
    if case .name(let name)? = named, !name.contains(" + ") { return .both(name, siret) }
    return named ?? .siret(siret)
  }
}
