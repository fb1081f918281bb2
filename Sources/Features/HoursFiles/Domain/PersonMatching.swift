// SPDX-License-Identifier: EUPL-1.2

/// A person as a row of a file names them.
public struct NamedPerson: Hashable, Sendable {
  public var last: String
  public var first: String
  /// Both in one cell, in an order that nobody knows.
  public var full: String
  public var bornOn: Day?
  public var number: String

  public init(last: String = "", first: String = "", full: String = "", bornOn: Day? = nil, number: String = "") {
    (self.last, self.first, self.full, self.bornOn, self.number) = (last, first, full, bornOn, number)
  }

  public var isBlank: Bool { [last, first, full, number].allSatisfy { $0.allSatisfy(\.isWhitespace) } }
  /// « Benali Nadia, 12/03/1990 », as the file has it.
  public var text: String {
    let name = [full, last, first].map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
    let shown = name.isEmpty ? number.trimmed : name
    return bornOn.map { "\(shown), \($0.french)" } ?? shown
  }
  /// Names the same person throughout a file, and from one file to the next.
  public var key: String {
    [Search.fold([full, last, first].joined(separator: " ")), bornOn?.iso ?? "", Search.fold(number)].joined(
      separator: "|")
  }
}

/// One whom the row may name, and how well.
public struct PersonMatch: Hashable, Sendable {
  public let person: ID<Participant>
  /// From 0 to 100.
  public let score: Int
  public let reason: String
}

/// Finds who is named, by tokens in any order, without accents nor case. Pure, and the same for the same file.
public struct PersonMatching: Sendable {
  private struct Known: Sendable {
    let person: Participant
    let first: [String]
    let last: [String]
    var all: [String] { first + last }
  }

  private let known: [Known]
  /// Known people by the first letter of each of their names, so that a long file does not compare all with all.
  private let byLetter: [Character: Set<Int>]
  /// The same by whole names: most rows write them right, and need no other comparison.
  private let byName: [String: [Int]]

  public init(_ people: [Participant]) {
    let all = people.map {
      Known(person: $0, first: Self.tokens($0.firstName), last: Self.tokens($0.lastName))
    }
    var letters: [Character: Set<Int>] = [:]
    var whole: [String: [Int]] = [:]
    for (place, one) in all.enumerated() {
      for letter in one.all.compactMap(\.first) { letters[letter, default: []].insert(place) }
      for name in Set(one.all) { whole[name, default: []].append(place) }
    }
    (known, byLetter, byName) = (all, letters, whole)
  }

  /// From this score, and with nobody else near, a match stands without being asked.
  public static let sure = 90
  /// From this score all names are the same: nobody is nearer.
  private static let same = 96
  /// Under this score somebody is not shown as a candidate.
  public static let least = 50

  /// Who may be meant, the best first.
  public func rank(_ named: NamedPerson) -> [PersonMatch] {
    let tokens = Self.tokens([named.full, named.last, named.first].joined(separator: " "))
    guard !tokens.isEmpty else { return [] }
    let exact = matches(tokens, named, Set(tokens.flatMap { byName[$0] ?? [] }))
    if let best = exact.first, best.score >= Self.same { return exact }
    return matches(
      tokens, named, tokens.compactMap(\.first).reduce(into: Set<Int>()) { $0.formUnion(byLetter[$1] ?? []) })
  }

  private func matches(_ tokens: [String], _ named: NamedPerson, _ places: Set<Int>) -> [PersonMatch] {
    places.compactMap { place in
      Self.score(tokens, named, known[place]).flatMap { $0.score >= Self.least ? $0 : nil }
    }.sorted { ($0.score, $1.person) > ($1.score, $0.person) }
  }

  /// The one who is surely meant: near certain, and no second person that could be.
  public static func settled(_ ranked: [PersonMatch]) -> ID<Participant>? {
    guard let best = ranked.first, best.score >= sure else { return nil }
    guard ranked.count < 2 || ranked[1].score <= best.score - 15 else { return nil }
    return best.person
  }

  private static func tokens(_ text: String) -> [String] {
    Search.fold(text).split(separator: " ").map(String.init).filter {
      !titles.contains($0) && !$0.allSatisfy(\.isNumber)
    }
  }

  private static let titles: Set = ["m", "mr", "mme", "mlle", "monsieur", "madame", "ep", "epouse", "nee", "ne"]

  private static func score(_ tokens: [String], _ named: NamedPerson, _ known: Known) -> PersonMatch? {
    guard var (score, reason) = nameScore(tokens, known) else { return nil }
    if let typed = named.bornOn, let born = known.person.bornOn {
      if typed == born {
        (score, reason) = (min(score + 15, 100), reason + ", même date de naissance")
      } else {
        (score, reason) = (min(score, 60), reason + ", mais une autre date de naissance")
      }
    }
    return PersonMatch(person: known.person.id, score: score, reason: reason)
  }

  private static func nameScore(_ tokens: [String], _ known: Known) -> (Int, String)? {
    if tokens.sorted() == known.all.sorted() {
      let inOrder = tokens == known.last + known.first || tokens == known.first + known.last
      return (100, inOrder ? "mêmes nom et prénom" : "mêmes noms, dans un autre ordre")
    }
    if [known.last + known.first, known.first + known.last].contains(where: { $0.joined() == tokens.joined() }) {
      return (96, "mêmes nom et prénom, autrement coupés")
    }
    if let compound = compound(tokens, known) { return compound }
    if let initial = initial(tokens, known) { return initial }
    if let near = misspelt(tokens, known) { return near }
    if tokens == known.last { return (60, "même nom, sans prénom") }
    if tokens == known.first { return (50, "même prénom, sans nom") }
    return nil
  }

  /// All that the shorter says stands in the longer, with a first and a last name in common: « Da Silva » for « Da Silva Pereira ».
  private static func compound(_ tokens: [String], _ known: Known) -> (Int, String)? {
    let common = Set(tokens).intersection(known.all)
    guard !common.isDisjoint(with: known.first), !common.isDisjoint(with: known.last) else { return nil }
    let isWithin = common.count == Set(tokens).count || common.count == Set(known.all).count
    return isWithin ? (91, "nom composé écrit plus court ou plus long") : (72, "une partie du nom et du prénom")
  }

  /// « BENALI N. » or « Nadia B. »
  private static func initial(_ tokens: [String], _ known: Known) -> (Int, String)? {
    let letters = tokens.filter { $0.count == 1 }
    let words = tokens.filter { $0.count > 1 }
    guard !letters.isEmpty, !words.isEmpty else { return nil }
    if words.sorted() == known.last.sorted(), letters.joined().first == known.first.first?.first {
      return (82, "même nom, initiale du prénom")
    }
    if words.sorted() == known.first.sorted(), letters.joined().first == known.last.first?.first {
      return (72, "même prénom, initiale du nom")
    }
    return nil
  }

  /// As many names, each the same but for a letter or two.
  private static func misspelt(_ tokens: [String], _ known: Known) -> (Int, String)? {
    guard tokens.count == known.all.count else { return nil }
    var left = known.all
    var faults = 0
    for token in tokens {
      guard let place = left.indices.min(by: { distance(token, left[$0]) < distance(token, left[$1]) }) else {
        return nil
      }
      let found = distance(token, left[place])
      guard found <= (left[place].count >= 8 ? 2 : left[place].count >= 4 ? 1 : 0) else { return nil }
      faults += found
      left.remove(at: place)
    }
    return (max(88 - 4 * faults, 70), faults == 1 ? "une lettre de différence" : "\(faults) lettres de différence")
  }

  /// Letters to change, add, drop or swap (Damerau and Levenshtein), at most three.
  static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.utf8), Array(right.utf8))
    guard abs(a.count - b.count) <= 2, a.count <= 40, b.count <= 40 else { return 3 }
    var (before, last) = ([Int](), Array(0...b.count))
    for row in 0..<a.count {
      var current = [row + 1]
      for column in 0..<b.count {
        let same = a[row] == b[column] ? 0 : 1
        var least = min(last[column] + same, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      (before, last) = (last, current)
    }
    return min(last[b.count], 3)
  }
}
