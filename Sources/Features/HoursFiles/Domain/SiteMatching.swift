// SPDX-License-Identifier: EUPL-1.2

/// A place of work as a row of a file names it.
public struct NamedSite: Hashable, Sendable {
  public var site: String
  public var lot: String
  public var reference: String
  public var client: String

  public init(site: String = "", lot: String = "", reference: String = "", client: String = "") {
    (self.site, self.lot, self.reference, self.client) = (site, lot, reference, client)
  }

  public var isBlank: Bool { [site, lot, reference, client].allSatisfy { $0.allSatisfy(\.isWhitespace) } }
  public var text: String {
    let number = lot.trimmed
    let label = number.isEmpty || Search.fold(number).hasPrefix("lot") ? number : "lot \(number)"
    return [reference.trimmed, site.trimmed, label, client.trimmed].filter { !$0.isEmpty }.joined(separator: ", ")
  }
  public var key: String { [site, lot, reference, client].map(Search.fold).joined(separator: "|") }
}

/// A lot on which an employer has people.
public struct SiteCandidate: Hashable, Sendable {
  public let engagement: ID<Engagement>
  public let contract: ID<PublicContract>
  public let lotNumber: String
  public let lotName: String
  public let title: String
  public let reference: String
  public let buyer: String

  public init(
    engagement: ID<Engagement>, contract: ID<PublicContract>, lotNumber: String, lotName: String, title: String,
    reference: String, buyer: String
  ) {
    (self.engagement, self.contract, self.lotNumber, self.lotName) = (engagement, contract, lotNumber, lotName)
    (self.title, self.reference, self.buyer) = (title, reference, buyer)
  }

  public var label: String { "Lot \(lotNumber) \(lotName), \(title)" }
}

public struct SiteMatch: Hashable, Sendable {
  public let engagement: ID<Engagement>
  public let contract: ID<PublicContract>
  public let score: Int
  public let reason: String
}

/// Finds which lot is meant by what a sender calls its sites.
public struct SiteMatching: Sendable {
  private struct Known: Sendable {
    let site: SiteCandidate
    let number: String
    let reference: String
    let words: [String]
    /// Those of the lot and of its contract, without the buyer's.
    let names: [String]
  }
  private let known: [Known]

  public init(_ sites: [SiteCandidate]) {
    known = sites.map {
      Known(
        site: $0, number: Self.number(Search.fold($0.lotNumber)), reference: Search.fold($0.reference),
        words: Self.words([$0.lotName, $0.title, $0.buyer].joined(separator: " ")),
        names: Self.words([$0.lotName, $0.title].joined(separator: " ")))
    }
  }

  public static let sure = 75
  public static let least = 30

  /// Lots that may be meant, the best first.
  public func rank(_ named: NamedSite) -> [SiteMatch] {
    known.compactMap { Self.score(named, $0) }.filter { $0.score >= Self.least }
      .sorted { ($0.score, $1.engagement) > ($1.score, $0.engagement) }
  }

  /// The lots that are surely meant: one, or several of one contract when the file does not say which.
  public static func settled(_ ranked: [SiteMatch]) -> Set<ID<Engagement>> {
    guard let best = ranked.first, best.score >= sure else { return [] }
    let near = ranked.filter { $0.score > best.score - 15 }
    guard near.allSatisfy({ $0.contract == best.contract }) else { return [] }
    return Set(near.map(\.engagement))
  }

  private static func score(_ named: NamedSite, _ known: Known) -> SiteMatch? {
    let text = Search.fold([named.reference, named.site, named.client].joined(separator: " "))
    // A client is often the user company, which no lot names: its words only help.
    let words = words([named.reference, named.site].joined(separator: " "))
    var score = 0
    var reasons: [String] = []
    if !known.reference.isEmpty, " \(text) ".contains(" \(known.reference) ") {
      score += 75
      reasons.append("numéro du marché")
    }
    // A word of the file stands for one of ours when it begins it: « maç. » for « maçonnerie ».
    let own = words.filter { !known.reference.contains($0) }
    let found = own.filter { word in known.words.contains { fits(word, $0) } }
    if own.isEmpty {
      let client = Self.words(named.client).filter { word in known.words.contains { fits(word, $0) } }
      score += min(20 * client.count, 40)
    }
    // All its words and all of ours: nothing that shares only some of them is near.
    let isWhole =
      !own.isEmpty && found.count == own.count && known.names.allSatisfy { name in own.contains { fits($0, name) } }
    if !found.isEmpty {
      score += 80 * found.count / own.count
      reasons.append("mots en commun\u{202F}: \(found.prefix(4).joined(separator: ", "))")
    }
    if let number = lotNumber(named, text) {
      if number == known.number {
        score += 25
        reasons.append("numéro de lot")
      } else {
        score -= 40
      }
    }
    guard score > 0 else { return nil }
    return SiteMatch(
      engagement: known.site.engagement, contract: known.site.contract,
      score: isWhole ? min(score, 100) : min(score, 84),
      reason: reasons.joined(separator: ", "))
  }

  private static func fits(_ word: String, _ known: String) -> Bool {
    word == known || (word.count >= 3 && known.hasPrefix(word)) || (known.count >= 5 && word.hasPrefix(known))
      || (word.count >= 6 && PersonMatching.distance(word, known) <= 1)
  }

  /// The number in the column of lots, or after the word « lot » in the text.
  private static func lotNumber(_ named: NamedSite, _ text: String) -> String? {
    let typed = number(Search.fold(named.lot))
    if !typed.isEmpty { return typed }
    let words = text.split(separator: " ").map(String.init)
    for (place, word) in words.enumerated() where word == "lot" && place + 1 < words.count {
      let next =
        words[place + 1] == "n" || words[place + 1] == "no" ? words.dropFirst(place + 2).first : words[place + 1]
      if let next, next.contains(where: \.isNumber) { return number(next) }
    }
    return nil
  }

  /// `lot 02 b` and `2B` are the same number.
  private static func number(_ folded: String) -> String {
    let parts = folded.split(separator: " ").filter { !["lot", "n", "no", "numero"].contains($0) }
    guard let first = parts.first, first.contains(where: \.isNumber) else { return "" }
    // A letter alone belongs to the number; the words after it are the lot's name.
    let letter = parts.dropFirst().first.flatMap { $0.count == 1 && $0.first?.isLetter == true ? $0 : nil }
    return String((String(first) + String(letter ?? "")).drop { $0 == "0" })
  }

  private static func words(_ text: String) -> [String] {
    Search.fold(text).split(separator: " ").map(String.init).filter { $0.count >= 3 && !small.contains($0) }
  }

  private static let small: Set = [
    "les", "des", "une", "lot", "lots", "marche", "travaux", "construction", "chantier", "rue", "pour", "sur", "avec",
    "operation", "site", "ville", "commune", "aux",
  ]
}
