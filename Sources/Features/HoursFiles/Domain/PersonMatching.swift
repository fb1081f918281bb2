// SPDX-License-Identifier: EUPL-1.2

/// Finds who is named, by tokens in any order, without accents nor case. Pure, and the same for the same file. Whoever shares a whole
/// name is found by an index; only misspellings are looked for among everybody, behind filters that cost next to nothing.
public struct PersonMatching: Sendable {
  private var known: [KnownName] = []
  /// Of each of them, what a first look needs: most names are passed over without another.
  private var shapes: [NameShape] = []
  /// Places in `known` by whole names.
  private var byName: [String: [Int]] = [:]
  /// The same by all names in one word, for those that are cut otherwise.
  private var byWhole: [String: [Int]] = [:]
  private var places: [ID<Participant>: Int] = [:]

  public init(_ people: [Participant]) {
    for person in people { add(person) }
  }

  /// Adds one person, without reading the others again. False when the person is already there.
  @discardableResult
  public mutating func add(_ person: Participant) -> Bool {
    guard places[person.id] == nil else { return false }
    let one = KnownName(person, first: Self.tokens(person.firstName), last: Self.tokens(person.lastName))
    let place = known.count
    for name in Set(one.all) { byName[name, default: []].append(place) }
    for whole in Set([one.lastFirst, one.firstLast]) { byWhole[whole, default: []].append(place) }
    places[person.id] = place
    known.append(one)
    shapes.append(NameShape(one.all))
    return true
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
    let wanted = WantedName(tokens)
    var sharing = Set(tokens.flatMap { byName[$0] ?? [] })
    let exact = sharing.compactMap { match(wanted, named, known[$0]) }.sorted(by: Self.isBetter)
    if let best = exact.first, best.score >= Self.same { return exact }
    sharing.formUnion(byWhole[wanted.whole] ?? [])
    let shape = NameShape(tokens)
    let near = shapes.indices.filter { shapes[$0].mayBe(shape) }.filter { known[$0].mayBe(wanted) }
    return Set(near).union(sharing).compactMap { match(wanted, named, known[$0]) }.sorted(by: Self.isBetter)
  }

  private static func isBetter(_ one: PersonMatch, _ other: PersonMatch) -> Bool {
    (one.score, other.person) > (other.score, one.person)
  }

  private func match(_ wanted: WantedName, _ named: NamedPerson, _ known: KnownName) -> PersonMatch? {
    guard var (score, reason) = known.score(wanted) else { return nil }
    if let typed = named.bornOn, let born = known.bornOn {
      if typed == born {
        (score, reason) = (min(score + 15, 100), reason + ", même date de naissance")
      } else {
        (score, reason) = (min(score, 60), reason + ", mais une autre date de naissance")
      }
    }
    return score >= Self.least ? PersonMatch(person: known.person, score: score, reason: reason) : nil
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

  /// Letters to change, add, drop or swap (Damerau and Levenshtein), at most three.
  static func distance(_ left: String, _ right: String) -> Int {
    SpelledWord(left).distance(to: SpelledWord(right))
  }
}
