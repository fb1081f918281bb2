// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Whose hours are counted. What is nil does not narrow.
struct FigureScope: Sendable, Hashable {
  var territory: ID<Territory>?
  /// Its contracts, alone or in a purchasing group: then its share of the hours.
  var buyer: ID<Organisation>?
  var sector: Sector?
  var contract: ID<PublicContract>?
  var lot: ID<Lot>?

  /// What a viewer may count at most: a buyer its own contracts, the others their territory.
  static func widest(for viewer: Viewer) -> FigureScope {
    FigureScope(territory: viewer.territoryID, buyer: viewer.role == .buyer ? viewer.organisationID : nil)
  }

  /// Narrowed to nothing else than a territory or a buyer: only then has the year an objective.
  var isWhole: Bool { sector == nil && contract == nil && lot == nil }

  /// Narrowed by what is known of a lot or of its contract.
  var isOfLots: Bool { buyer != nil || !isWhole }

  /// Conditions on `hours_line l`, `lot t` and `public_contract c`.
  var condition: SQL {
    var parts: [SQL] = ["1 = 1"]
    if let territory { parts.append("l.territory_id = \(territory)") }
    if let buyer { parts.append(ContractScope.bought(by: buyer)) }
    if let sector { parts.append("t.sector = \(sector)") }
    if let contract { parts.append("c.id = \(contract)") }
    if let lot { parts.append("t.id = \(lot)") }
    return parts.joined(" AND ")
  }
}

/// The months that are counted and compared.
struct FigureSpan: Sendable, Hashable {
  let year: Int
  /// The last month that is over at `asOf`, held within the year: the same period is compared with the year before.
  let through: Month
  let asOf: Day
  let first: Month
  let last: Month
  let firstBefore: Month
  let throughBefore: Month

  /// Throws unless the year is one of 1990 to 2100.
  init(year: Int, asOf: Day) throws(ValueError) {
    guard (1990...2100).contains(year), let first = Month(year * 100 + 1), let last = Month(year * 100 + 12) else {
      throw ValueError("L’année \(year) ne se compte pas\u{202F}: donnez une année de 1990 à 2100.")
    }
    self.year = year
    self.asOf = asOf
    (self.first, self.last) = (first, last)
    through = min(max(asOf.month.previous, first), last)
    (firstBefore, throughBefore) = (first.adding(months: -12), through.adding(months: -12))
  }

  /// The year is not over.
  var isRunning: Bool { asOf.month <= last }
}
