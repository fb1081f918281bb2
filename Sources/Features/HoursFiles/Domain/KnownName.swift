// SPDX-License-Identifier: EUPL-1.2

/// A name as a row writes it, cut in words.
struct WantedName: Sendable {
  let tokens: [String]
  let sorted: [String]
  let whole: String
  let words: [SpelledWord]

  init(_ tokens: [String]) {
    (self.tokens, sorted, whole) = (tokens, tokens.sorted(), tokens.joined())
    words = tokens.map { SpelledWord($0) }
  }
}

/// Somebody's names, and how well a written name fits them.
struct KnownName: Sendable {
  let person: ID<Participant>
  let bornOn: Day?
  let first: [String]
  let last: [String]
  let all: [String]
  let sorted: [String]
  let lastFirst: String
  let firstLast: String
  private let words: [SpelledWord]

  init(_ person: Participant, first: [String], last: [String]) {
    (self.person, bornOn, self.first, self.last) = (person.id, person.bornOn, first, last)
    all = first + last
    sorted = all.sorted()
    (lastFirst, firstLast) = ((last + first).joined(), (first + last).joined())
    words = all.map { SpelledWord($0) }
  }

  /// Whether it may be the same name with a letter or two wrong: as many words, one with the same first letter, and each with
  /// letters that one of ours nearly has.
  func mayBe(_ wanted: WantedName) -> Bool {
    guard words.count == wanted.words.count else { return false }
    var sharesInitial = false
    for word in wanted.words {
      guard words.contains(where: { $0.mayBe(word) }) else { return false }
      sharesInitial = sharesInitial || words.contains { $0.initial == word.initial }
    }
    return sharesInitial
  }

  /// From 0 to 100, with its reason; nil when it is somebody else.
  func score(_ wanted: WantedName) -> (Int, String)? {
    let tokens = wanted.tokens
    if wanted.sorted == sorted {
      let inOrder = tokens == last + first || tokens == all
      return (100, inOrder ? "mêmes nom et prénom" : "mêmes noms, dans un autre ordre")
    }
    if wanted.whole == lastFirst || wanted.whole == firstLast { return (96, "mêmes nom et prénom, autrement coupés") }
    if let compound = compound(tokens) { return compound }
    if let initial = initial(tokens) { return initial }
    if let near = misspelt(wanted) { return near }
    if tokens == last { return (60, "même nom, sans prénom") }
    if tokens == first { return (50, "même prénom, sans nom") }
    return nil
  }

  /// All that the shorter says stands in the longer, with a first and a last name in common: « Da Silva » for « Da Silva Pereira ».
  private func compound(_ tokens: [String]) -> (Int, String)? {
    guard first.contains(where: tokens.contains), last.contains(where: tokens.contains) else { return nil }
    let common = Set(tokens).intersection(all)
    let isWithin = common.count == Set(tokens).count || common.count == Set(all).count
    return isWithin ? (91, "nom composé écrit plus court ou plus long") : (72, "une partie du nom et du prénom")
  }

  /// « BENALI N. » or « Nadia B. »
  private func initial(_ tokens: [String]) -> (Int, String)? {
    let letters = tokens.filter { $0.count == 1 }
    guard !letters.isEmpty, letters.count < tokens.count else { return nil }
    let words = tokens.filter { $0.count > 1 }.sorted()
    if words == last.sorted(), letters.joined().first == first.first?.first {
      return (82, "même nom, initiale du prénom")
    }
    if words == first.sorted(), letters.joined().first == last.first?.first {
      return (72, "même prénom, initiale du nom")
    }
    return nil
  }

  /// As many names, each the same but for a letter or two.
  private func misspelt(_ wanted: WantedName) -> (Int, String)? {
    guard wanted.words.count == words.count else { return nil }
    var left = words
    var faults = 0
    for word in wanted.words {
      let ranked = left.indices.map { (place: $0, distance: word.distance(to: left[$0])) }
      guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
      guard best.distance <= left[best.place].faultsAllowed else { return nil }
      faults += best.distance
      left.remove(at: best.place)
    }
    return (max(88 - 4 * faults, 70), faults == 1 ? "une lettre de différence" : "\(faults) lettres de différence")
  }
}

/// A name seen from afar: how many words, how many letters, which ones, which begin a word.
struct NameShape: Sendable {
  private let words: Int
  private let length: Int
  private let letters: UInt64
  private let initials: UInt64

  init(_ tokens: [String]) {
    var (length, letters, initials) = (0, UInt64(0), UInt64(0))
    for token in tokens {
      length += token.utf8.count
      for letter in token.utf8 { letters |= 1 << UInt64(letter & 63) }
      if let first = token.utf8.first { initials |= 1 << UInt64(first & 63) }
    }
    (words, self.length, self.letters, self.initials) = (tokens.count, length, letters, initials)
  }

  /// False when it is surely not the same name with two letters at most wrong in each word.
  func mayBe(_ other: NameShape) -> Bool {
    words == other.words && initials & other.initials != 0 && abs(length - other.length) <= 2 * words
      && (letters ^ other.letters).nonzeroBitCount <= 4 * words
  }
}

/// A word in a form that compares fast.
struct SpelledWord: Sendable {
  private let letters: [UInt8]
  /// A bit for each letter or digit that it holds: a wrong letter changes two at most.
  private let mask: UInt64

  init(_ text: String) {
    letters = Array(text.utf8)
    mask = letters.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  var initial: UInt8? { letters.first }
  /// A short word bears no fault, a long one two.
  var faultsAllowed: Int { letters.count >= 8 ? 2 : letters.count >= 4 ? 1 : 0 }

  /// False when it is surely too far from this one.
  func mayBe(_ other: SpelledWord) -> Bool {
    abs(letters.count - other.letters.count) <= faultsAllowed
      && (mask ^ other.mask).nonzeroBitCount <= 2 * faultsAllowed
  }

  /// Letters to change, add, drop or swap (Damerau and Levenshtein), at most three.
  func distance(to other: SpelledWord) -> Int {
    let (a, b) = (letters, other.letters)
    guard abs(a.count - b.count) <= 2, a.count <= 40, b.count <= 40 else { return 3 }
    if a == b { return 0 }
    var (before, last) = ([Int](), Array(0...b.count))
    for row in 0..<a.count {
      var current = [row + 1]
      current.reserveCapacity(b.count + 1)
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
