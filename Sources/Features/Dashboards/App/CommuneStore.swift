// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Where people live, by commune, from the coordinates that came with the list of communes.
enum CommuneStore {
  static func places(
    of people: Set<ID<Participant>>, _ counting: Dashboard.Counting, hidesSmall: Bool, for viewer: Viewer,
    _ db: any Connection
  ) throws -> (places: [CommunePlace], unplaced: Int) {
    guard !people.isEmpty else { return ([], 0) }
    var homes: [Home: Set<ID<Participant>>] = [:]
    for row in try db.query(
      "SELECT id, commune, postcode FROM participant WHERE territory_id = \(viewer.territoryID) AND merged_into IS NULL"
    ) {
      let id: ID<Participant> = try row["id"]
      guard people.contains(id) else { continue }
      homes[Home(name: Search.fold(try row["commune"]), postcode: try row["postcode"]), default: []].insert(id)
    }
    let known = try communes(homes.keys.map(\.name), db)
    var grouped: [String: (commune: Commune, people: Set<ID<Participant>>)] = [:]
    for (home, people) in homes {
      guard let commune = known[home.name]?.first(where: { $0.holds(home.postcode) }) ?? known[home.name]?.only
      else { continue }
      grouped[commune.code, default: (commune, [])].people.formUnion(people)
    }
    let all = grouped.values.sorted { ($1.people.count, $0.commune.code) < ($0.people.count, $1.commune.code) }
    let rest = people.subtracting(all.reduce(into: []) { $0.formUnion($1.people) })
    let hidden = hidesSmall ? SmallCells.hidden(all.map(\.people) + [rest]) : []
    var worth: [ID<Participant>: Hours] = [:]
    for (index, hours) in counting.worth
    where FigurePeriod.year.holds(counting.facts.facts[index].month, counting.facts.span) {
      guard let person = counting.facts.facts[index].worker?.person else { continue }
      worth[person, default: .zero] += hours
    }
    let shown = all.enumerated().filter { !hidden.contains($0.offset) }.map { _, place in
      CommunePlace(
        name: place.commune.name, longitude: place.commune.longitude, latitude: place.commune.latitude,
        people: place.people.count, hours: place.people.compactMap { worth[$0] }.sum)
    }
    return (shown, people.count - shown.map(\.people).reduce(0, +))
  }

  private struct Home: Hashable {
    let name: String
    let postcode: String
  }

  private struct Commune {
    let code: String
    let name: String
    let postcodes: String
    let longitude: Int64
    let latitude: Int64

    func holds(_ postcode: String) -> Bool { !postcode.isEmpty && postcodes.contains(postcode) }
  }

  /// Communes of today by folded name: homonyms are told apart by their postcode.
  private static func communes(_ names: [String], _ db: any Connection) throws -> [String: [Commune]] {
    guard !names.isEmpty else { return [:] }
    let rows = try db.query(
      """
      SELECT DISTINCT e.code, e.label, e.detail, e.search_text, c.longitude, c.latitude FROM reference_entry e
      JOIN commune_place c ON c.code = e.code
      WHERE e.list = 'communes' AND e.variant = 'COM' AND e.ends_on IS NULL AND e.search_text IN (\(.list(names)))
      ORDER BY e.code
      """)
    return try Dictionary(
      grouping: rows.map { row in
        (
          try row["search_text"] as String,
          Commune(
            code: try row["code"], name: try row["label"], postcodes: try row["detail"],
            longitude: try row["longitude"], latitude: try row["latitude"])
        )
      }, by: \.0
    ).mapValues { $0.map(\.1) }
  }
}

extension Array {
  /// The one element of an array of one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
