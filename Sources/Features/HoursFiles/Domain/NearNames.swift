// SPDX-License-Identifier: EUPL-1.2

/// Orders names by how much they look like a text, when none is the same: what to offer first out of many. It settles nothing.
struct NearNames: Sendable {
  private let pairs: [Set<Pair>]

  private struct Pair: Hashable {
    let first: UInt8
    let second: UInt8
  }

  init(_ names: [String]) { pairs = names.map(Self.pairs) }

  /// Places of the nearest names, the best first, each with how much of the two is common, in percent and under a real match.
  func nearest(_ text: String, _ count: Int) -> [(place: Int, score: Int)] {
    let wanted = Self.pairs(text)
    guard !wanted.isEmpty else { return [] }
    return pairs.enumerated().compactMap { place, own in
      let common = own.intersection(wanted).count
      guard common > 0 else { return nil }
      return (place, min(200 * common / (own.count + wanted.count), PersonMatching.least - 1))
    }.sorted { ($0.score, $1.place) > ($1.score, $0.place) }.prefix(count).filter { $0.score >= 10 }
  }

  /// Letters two by two, word by word.
  private static func pairs(_ text: String) -> Set<Pair> {
    var found: Set<Pair> = []
    for word in Search.fold(text).split(separator: " ") {
      let letters = [32] + Array(word.utf8)
      for (first, second) in zip(letters, letters.dropFirst()) { found.insert(Pair(first: first, second: second)) }
    }
    return found
  }
}
