// SPDX-License-Identifier: EUPL-1.2

/// Where the columns of a pasted table of lots stand, found from its titles.
struct LotTitles {
  enum Column: CaseIterable { case number, name, holder, hours, amount, siret }

  var places: [Column: Int]
  /// How many lines stand above the first lot: a merged title, titles on one line or two.
  var linesAbove = 0

  /// The order of columns when nothing names them.
  static let usual = LotTitles(places: [.number: 0, .name: 1, .holder: 2, .hours: 3, .amount: 4])

  /// Titles may stand under a merged title, and on two lines; a line with a number in it is a lot.
  init?(_ lines: [[String]]) {
    guard let top = lines.prefix(6).firstIndex(where: { Self.found($0).count >= 2 }),
      lines[..<top].allSatisfy({ $0.filter { !$0.isEmpty }.count <= 2 && !Self.hasNumber($0) })
    else { return nil }
    places = Self.found(lines[top])
    linesAbove = top + 1
    guard lines.indices.contains(linesAbove), !Self.found(lines[linesAbove]).isEmpty,
      Self.found(lines[linesAbove]).count >= 2
        || !lines[linesAbove].contains(where: { !$0.isEmpty && Self.column(named: $0) == nil })
    else { return }
    for (column, place) in Self.found(lines[linesAbove]) { places[column] = place }
    linesAbove += 1
  }

  private init(places: [Column: Int]) { self.places = places }

  /// The best cell for each column; none where a cell holds a number.
  private static func found(_ cells: [String]) -> [Column: Int] {
    guard !hasNumber(cells) else { return [:] }
    var best: [Column: (place: Int, rank: Int)] = [:]
    for (place, cell) in cells.enumerated() {
      guard let (column, rank) = column(named: cell), rank > best[column]?.rank ?? -1 else { continue }
      best[column] = (place, rank)
    }
    return best.mapValues(\.place)
  }

  private static func hasNumber(_ cells: [String]) -> Bool {
    cells.contains { FrenchNumber.scaled($0, decimals: 2) != nil || (try? Siret.parse($0)) != nil }
  }

  /// What a title names, and how well: hours of insertion before hours of work, an amount without tax before one with.
  private static func column(named title: String) -> (Column, rank: Int)? {
    let folded = Search.fold(title)
    let words = folded.split(separator: " ").map(String.init)
    func has(_ wanted: String...) -> Bool { words.contains { wanted.contains($0) } }
    if title.contains("%") || has("taux", "part", "date", "duree") { return nil }
    let numbers = [
      "n", "no", "num", "numero", "lot", "lots", "n lot", "numero de lot", "numero du lot", "n de lot", "n du lot",
      "lot n",
      "code lot", "ref lot",
    ]
    if numbers.contains(folded) { return (.number, 1) }
    if has("montant", "montants", "euros", "prix", "ht", "ttc") { return (.amount, has("ttc") ? 0 : has("ht") ? 2 : 1) }
    if has("heures", "heure", "h", "insertion") { return (.hours, has("insertion") ? 2 : 1) }
    if has("siret", "siren") { return (.siret, 1) }
    if has(
      "titulaire", "titulaires", "entreprise", "entreprises", "attributaire", "attributaires", "mandataire", "societe")
    {
      return (.holder, 1)
    }
    if has("intitule", "nom", "designation", "libelle", "objet", "description", "nature") { return (.name, 1) }
    return nil
  }
}
