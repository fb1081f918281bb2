// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Kept hours of one territory and one year at the grain of a person: what somebody worked under a contract, on an engagement, of one
/// kind, month by month. Tables and bilans are counted from it, whether it was read from the lines or from the rollup.
struct FigureYear: Sendable, Hashable {
  /// One row for each engagement, hiring and kind: columns, so that a country is gone through in milliseconds.
  struct Rows: Sendable, Hashable {
    /// Places in `places`, in `hires` and in `FigureYear.kinds`.
    var place: [Int32] = []
    var hire: [Int32] = []
    var kind: [UInt8] = []
    /// Twelve for each row, in units of hours.
    var units: [Int32] = []

    var count: Int { kind.count }
    func units(_ row: Int, _ month: Int) -> Int64 { Int64(units[row * 12 + month - 1]) }
  }

  /// What is counted; an absence never is.
  static let kinds: [HoursKind] = [.site, .training, .tutoring]

  let territory: ID<Territory>
  let year: Int
  var hires: [FigureHire] = []
  var places: [FigurePlace] = []
  var rows = Rows()
}

/// An employment contract, and what was true of the person at the hiring.
struct FigureHire: Sendable, Hashable {
  var contract: Int64 = 0
  /// The head of the person's records.
  var person: Int64 = 0
  /// Zero when the contract is in no chain of missions.
  var chain: Int64 = 0
  var employer: Int64 = 0
  /// Zero without one.
  var userCompany: Int64 = 0
  /// Zero when it is not known.
  var siren: Int64 = 0
  /// Below zero when it is not known.
  var age: Int64 = -1
  var employerKind = ""
  var gender = ""
  var kind = ""
  var modality = ""
  var district = ""
  var schooling = ""
  /// Codes separated by commas.
  var criteria = ""
  var job = ""
  /// A key of `ContractTerm`.
  var term = ""

  /// What a contract counts for: itself, or its chain.
  var assignment: YearLedger.Assignment { chain == 0 ? .contract(contract) : .chain(chain) }
  var body: YearLedger.Body { YearLedger.Body(id: employer, siren: siren, kind: employerKind) }
}

/// Where an engagement stands: its lot, its contract, who buys and who bears it.
struct FigurePlace: Sendable, Hashable {
  struct Owner: Sendable, Hashable {
    let id: Int64
    let share: Int64
  }

  var engagement: Int64 = 0
  var lot: Int64 = 0
  var contract: Int64 = 0
  var buyer: Int64 = 0
  var sector = ""
  /// As `TrainingPolicy.code`.
  var policy = ""
  var buyerKind = ""
  /// The members of a purchasing group; empty for a buyer alone.
  var group: [Owner] = []
  var bearers: [YearLedger.Body] = []

  /// One buyer, or the members of a group.
  var owners: [Owner] { group.isEmpty ? [Owner(id: buyer, share: 1)] : group }

  func isBought(by organisation: Int64) -> Bool { buyer == organisation || group.contains { $0.id == organisation } }
}

extension FigureYear {
  /// Hours of a row in some months.
  func sum(_ row: Int, _ months: ClosedRange<Int>) -> Int64 {
    months.reduce(0) { $0 + rows.units(row, $1) }
  }

  /// Hours of a row in the twelve months.
  func whole(_ row: Int) -> Int64 {
    var total: Int64 = 0
    for place in (row * 12)..<(row * 12 + 12) { total += Int64(rows.units[place]) }
    return total
  }

  /// Rows whose engagement a scope holds.
  func holds(_ scope: FigureScope) -> [Bool] {
    places.map { place in
      (scope.buyer.map { place.isBought(by: $0.value) } ?? true)
        && (scope.sector.map { $0.rawValue == place.sector } ?? true)
        && (scope.contract.map { $0.value == place.contract } ?? true)
        && (scope.lot.map { $0.value == place.lot } ?? true)
    }
  }
}
