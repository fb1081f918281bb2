// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The groups of the list.
enum ParticipantGroup: String, Sendable, CaseIterable {
  case all = "tous"
  case ending = "fin"
  case inPost = "en-poste"
  case without = "sans"
  case archived = "archives"

  /// `warningDays`: how long before its end an eligibility is to be looked at, a rule of the territory.
  func french(_ warningDays: Int) -> String {
    switch self {
    case .all: "Tous"
    case .ending: "Éligibilité finissant sous \(warningDays) jours"
    case .inPost: "En poste"
    case .without: "Sans éligibilité en cours"
    case .archived: "Archivés"
    }
  }
}

/// Where a person's eligibility stands on a day.
enum EligibilityState: Sendable, Equatable {
  case none, refused
  /// `nil`: no end was given.
  case valid(until: Day?)
  case endsSoon(Day)
  case ended(Day)

  /// `last` is the last day of all the validated periods, `Day.last` when one has no end, nil without any.
  init(last: Day?, refusals: Int, for viewer: Viewer) {
    let today = viewer.today
    switch last {
    case nil: self = refusals > 0 ? .refused : .none
    case Day.last: self = .valid(until: nil)
    case let day? where day < today: self = .ended(day)
    case let day? where today.daysUntil(day) <= viewer.rules[.eligibilityWarningDays]:
      self = .endsSoon(day)
    case let day?: self = .valid(until: day)
    }
  }
}

/// One person in a list.
struct ParticipantLine: Sendable {
  let person: Participant
  let commune: String
  let prescriberName: String
  let orientedOn: Day?
  let eligibility: EligibilityState
  /// Employment under way: how many contracts, since when, and until when it is planned.
  let contracts: Int
  let inPostSince: Day?
  let inPostUntil: Day?
}

/// One page of the list, and how many people each group holds.
struct ParticipantList: Sendable {
  let lines: [ParticipantLine]
  /// The person after whom the next page starts.
  let next: ID<Participant>?
  let counts: [ParticipantGroup: Int]

  static let pageSize = 50

  static func fetch(
    _ group: ParticipantGroup, words: String, after: ID<Participant>?, for viewer: Viewer, _ db: any Connection
  ) throws -> ParticipantList {
    let conditions = [base(group, viewer), group.condition(for: viewer)] + search(words) + key(after, viewer)
    let wanted = conditions.joined(" AND ")
    let order: SQL = "ORDER BY p.last_name, p.first_name, p.id LIMIT \(pageSize + 1)"
    // Where no state decides who is listed, only those of the page are read.
    let page: SQL? = group.asksStates ? nil : "SELECT p.id FROM participant p WHERE \(wanted) \(order)"
    let listed: SQL = page == nil ? wanted : "p.id IN (SELECT id FROM page)"
    let rows = try db.query(
      """
      \(states(viewer, page))
      SELECT p.id, p.first_name, p.last_name, p.born_on, p.commune, p.oriented_on, COALESCE(t.name, '') AS prescriber,
        v.last_day, COALESCE(v.refusals, 0) AS refusals, COALESCE(k.contracts, 0) AS contracts, k.since, k.ends
      \(sources(viewer))
      LEFT JOIN territory_organisation t ON t.territory_id = p.territory_id AND t.organisation_id = p.oriented_by
      WHERE \(listed) \(order)
      """)
    let lines = try rows.prefix(pageSize).map { try line($0, for: viewer) }
    return ParticipantList(
      lines: lines, next: rows.count > pageSize ? lines.last?.person.id : nil, counts: try counts(viewer, db))
  }

  private static func base(_ group: ParticipantGroup, _ viewer: Viewer) -> SQL {
    let archive: SQL = group == .archived ? "p.archived_at IS NOT NULL" : "p.archived_at IS NULL"
    return "\(ParticipantScope.condition(for: viewer)) AND p.merged_into IS NULL AND \(archive)"
  }

  /// Each word looked for starts a word of the name, accents aside.
  private static func search(_ words: String) -> [SQL] {
    Search.fold(words).split(separator: " ").prefix(8).map { word in
      "(' ' || p.search_text) LIKE \("% \(word)%")"
    }
  }

  private static func key(_ after: ID<Participant>?, _ viewer: Viewer) -> [SQL] {
    guard let after else { return [] }
    return [
      """
      (p.last_name, p.first_name, p.id) > (SELECT a.last_name, a.first_name, a.id FROM participant a
        WHERE a.id = \(after) AND a.territory_id = \(viewer.territoryID))
      """
    ]
  }

  /// What is known of each head record of the territory, or of a page, read once for all the lines.
  private static func states(_ viewer: Viewer, _ page: SQL? = nil) -> SQL {
    let first: SQL = page.map { "page AS (\($0))," } ?? ""
    let isOfPage: SQL = page == nil ? "" : "AND h.head_id IN (SELECT id FROM page)"
    return """
      WITH \(first) v AS (
        SELECT h.head_id, SUM(e.refused) AS refusals,
          MAX(CASE WHEN e.refused = 0 THEN COALESCE(e.ends_on, '9999-12-31') END) AS last_day
        FROM eligibility e
        JOIN participant_head h ON h.territory_id = e.territory_id AND h.participant_id = e.participant_id
        WHERE e.territory_id = \(viewer.territoryID) \(isOfPage) GROUP BY h.head_id
      ), k AS (
        SELECT h.head_id, COUNT(*) AS contracts, MIN(c.starts_on) AS since,
          MAX(COALESCE(c.ended_on, c.planned_end_on)) AS ends
        FROM employment_contract c
        JOIN participant_head h ON h.territory_id = c.territory_id AND h.participant_id = c.participant_id
        WHERE c.territory_id = \(viewer.territoryID) AND c.starts_on <= \(viewer.today)
        AND COALESCE(c.ended_on, c.planned_end_on, '9999-12-31') >= \(viewer.today) \(isOfPage) GROUP BY h.head_id
      )
      """
  }

  private static func sources(_ viewer: Viewer) -> SQL {
    "FROM participant p LEFT JOIN v ON v.head_id = p.id LEFT JOIN k ON k.head_id = p.id"
  }

  private static func counts(_ viewer: Viewer, _ db: any Connection) throws -> [ParticipantGroup: Int] {
    let groups = ParticipantGroup.allCases
    let sums: [SQL] = groups.enumerated().map { index, group in
      let archive: SQL = group == .archived ? "p.archived_at IS NOT NULL" : "p.archived_at IS NULL"
      let name = SQL(unchecked: "g\(index)")
      return "SUM(CASE WHEN \(archive) AND \(group.condition(for: viewer)) THEN 1 ELSE 0 END) AS \(name)"
    }
    let row = try db.first(
      """
      \(states(viewer)) SELECT \(sums.joined(", ")) \(sources(viewer))
      WHERE \(ParticipantScope.condition(for: viewer)) AND p.merged_into IS NULL
      """)
    var counts: [ParticipantGroup: Int] = [:]
    for (index, group) in groups.enumerated() {
      let found: Int? = try row.flatMap { try $0["g\(index)"] }
      counts[group] = found ?? 0
    }
    return counts
  }

  private static func line(_ row: Row, for viewer: Viewer) throws -> ParticipantLine {
    ParticipantLine(
      person: try ParticipantStore.participant(row), commune: try row["commune"], prescriberName: try row["prescriber"],
      orientedOn: try row["oriented_on"],
      eligibility: EligibilityState(last: try row["last_day"], refusals: try row["refusals"], for: viewer),
      contracts: try row["contracts"], inPostSince: try row["since"], inPostUntil: try row["ends"])
  }
}

extension ParticipantGroup {
  /// Whether who is listed depends on eligibility or employment.
  fileprivate var asksStates: Bool { self != .all && self != .archived }

  fileprivate func condition(for viewer: Viewer) -> SQL {
    let today = viewer.today
    return switch self {
    case .all, .archived: "1 = 1"
    case .ending:
      "v.last_day >= \(today) AND v.last_day <= \(today.adding(days: viewer.rules[.eligibilityWarningDays]))"
    case .inPost: "k.contracts > 0"
    case .without: "(v.last_day IS NULL OR v.last_day < \(today))"
    }
  }
}
