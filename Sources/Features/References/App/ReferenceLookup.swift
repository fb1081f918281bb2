// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What a list says of a code on a day.
enum ReferenceAnswer: Sendable, Equatable {
  /// The list was never read: nothing can be said.
  case noList
  case known(String)
  /// It was in force until a day before, and was called so.
  case ended(String, Day)
  /// It will be in force from a later day.
  case later(String, Day)
  case unknown

  /// The label, when there is one.
  var label: String? {
    switch self {
    case .known(let label), .ended(let label, _), .later(let label, _): label
    case .noList, .unknown: nil
    }
  }

  /// What is odd about the code, in a sentence; nil when nothing is.
  func doubt(_ list: ReferenceList) -> String? {
    switch self {
    case .noList, .known: nil
    case .ended(_, let day): "Ce code n’est plus en vigueur depuis le \(day.adding(days: 1).long)."
    case .later(_, let day): "Ce code n’est en vigueur qu’à partir du \(day.long)."
    case .unknown: "Ce code n’est pas dans la liste\u{202F}: \(list.french)."
    }
  }
}

/// A priority district that a person may choose.
struct ReferenceDistrict: Sendable, Equatable {
  let code: String
  let name: String
  let generation: DistrictGeneration

  /// « Belle Beille (carte de 2024) »
  var french: String { "\(name) (\(generation.french))" }
}

/// Reads the lists for the pages that show a code.
enum ReferenceLookup {
  /// What a code is called on a day. Before the first version of a list, the first version answers: nobody knows better.
  static func answer(
    _ list: ReferenceList, _ typed: String, on day: Day, _ db: any Connection
  ) throws -> ReferenceAnswer {
    let code = ReferenceCode(list, typed)?.text ?? typed
    let rows = try db.query(
      """
      SELECT label, starts_on, ends_on, (SELECT MIN(starts_on) FROM reference_entry WHERE list = \(list.rawValue))
        AS first_day
      FROM reference_entry WHERE list = \(list.rawValue) AND code = \(code) ORDER BY starts_on, variant
      """)
    guard !rows.isEmpty else {
      let isRead: Int? = try db.value("SELECT 1 FROM reference_entry WHERE list = \(list.rawValue) LIMIT 1")
      return isRead == nil ? .noList : .unknown
    }
    let first: Day = try rows[0]["first_day"]
    let asked = max(day, first)
    var answer = ReferenceAnswer.unknown
    for row in rows {
      let (label, starts, ends): (String, Day, Day?) = (try row["label"], try row["starts_on"], try row["ends_on"])
      if starts > asked {
        if answer == .unknown { answer = .later(label, starts) }
        break
      }
      guard let ends, ends < asked else { return .known(label) }
      answer = .ended(label, ends)
    }
    return answer
  }

  /// What an activity is called: the list of 2008 until that of 2025 applies, a code of the new one being known at once.
  static func activity(_ code: String, on day: Day, _ db: any Connection) throws -> ReferenceAnswer {
    guard !code.isEmpty else { return .noList }
    let answer = try self.answer(.naf, code, on: day, db)
    guard answer == .unknown else { return answer }
    let next = try self.answer(.naf2025, code, on: day, db)
    return next.label == nil ? answer : next
  }

  /// The districts of a commune, of both maps, the later first: a person hired under the map of 2015 keeps its district. The commune
  /// is typed by people: its name is compared without accents, and its postcode settles between namesakes.
  static func districts(commune: String, postcode: String, _ db: any Connection) throws -> [ReferenceDistrict] {
    let name = Search.fold(commune)
    guard !name.isEmpty else { return [] }
    let codes = try communes(named: name, postcode: postcode, db)
    guard !codes.isEmpty else { return [] }
    let rows = try db.query(
      """
      SELECT DISTINCT code, label FROM reference_entry WHERE list = 'qpv' AND variant IN (\(.list(codes)))
      ORDER BY code DESC
      """)
    let found = try rows.map { row -> ReferenceDistrict in
      let code: String = try row["code"]
      return ReferenceDistrict(code: code, name: try row["label"], generation: DistrictGeneration(code: code))
    }
    return found.sorted {
      ($1.generation.rawValue, Search.fold($0.name)) < ($0.generation.rawValue, Search.fold($1.name))
    }
  }

  /// The codes of the communes of that name; those of the postcode alone, when it is known and the list has postcodes.
  private static func communes(named name: String, postcode: String, _ db: any Connection) throws -> [String] {
    let rows = try db.query(
      """
      SELECT DISTINCT code, detail FROM reference_entry WHERE list = 'communes' AND search_text = \(name)
      """)
    let all = try rows.map { (code: try $0["code"] as String, postcodes: try $0["detail"] as String) }
    let near = all.filter { !postcode.isEmpty && $0.postcodes.split(separator: "|").contains(Substring(postcode)) }
    let chosen = near.isEmpty ? all : near
    guard chosen.isEmpty else { return Array(Set(chosen.map(\.code))).sorted() }
    // Without the list of communes, the names that stand beside the districts.
    var found: Set<String> = []
    try db.each("SELECT DISTINCT variant, detail FROM reference_entry WHERE list = 'qpv' AND detail <> ''") { row in
      let names = (try row["detail"] as String).split(separator: ";").map { Search.fold(String($0)) }
      // Several names for one code: which is which is not said.
      if names == [name] { found.insert(try row["variant"]) }
    }
    return found.sorted()
  }
}
