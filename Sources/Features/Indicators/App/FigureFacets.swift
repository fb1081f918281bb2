// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

extension FigureBreakdown {
  /// All that narrows a table: a month is a row, or a filter of lines.
  static let facets = allCases.filter { $0 != .month }

  /// The lines that a key holds, on `employment_contract k`, `participant p` (the head), `lot t` and `public_contract c`: the same
  /// as `FigureGrouping`.
  func condition(_ key: String) -> SQL {
    let text = key == Self.unknown ? "" : key
    let id = Int64(key) ?? 0
    switch self {
    case .month: return "1 = 1"
    case .sector: return "t.sector = \(key)"
    case .buyer: return ContractScope.bought(by: ID(id))
    case .buyerKind:
      return "c.buyer_id IN (SELECT y.id FROM organisation y WHERE COALESCE(y.buyer_kind, '') = \(text))"
    case .contract: return "c.id = \(id)"
    case .lot: return "t.id = \(id)"
    case .employer: return "k.employer_id = \(id)"
    case .employerKind:
      return "k.employer_id IN (SELECT y.id FROM organisation y WHERE COALESCE(y.employer_kind, '') = \(text))"
    case .modality: return "k.modality = \(text)"
    case .contractKind: return "k.kind = \(text)"
    case .job: return "k.job = \(text)"
    case .term: return Self.termCondition(key)
    case .gender: return "p.gender = \(text)"
    case .age: return Self.ageCondition(key)
    case .district: return "k.district_at_hiring = \(text)"
    case .education: return "k.schooling_at_hiring = \(text)"
    case .criterion:
      let pattern: String = "%,\(text),%"
      return text.isEmpty
        ? "k.criteria_at_hiring = ''" : "(',' || k.criteria_at_hiring || ',') LIKE \(pattern)"
    }
  }

  private static func ageCondition(_ key: String) -> SQL {
    switch AgeBand(rawValue: key) {
    case .young: "k.age_at_hiring < 26"
    case .middle: "k.age_at_hiring BETWEEN 26 AND 50"
    case .senior: "k.age_at_hiring > 50"
    case nil: "k.age_at_hiring IS NULL"
    }
  }

  /// As `ContractTerm` reckons.
  private static func termCondition(_ key: String) -> SQL {
    // What has no contract has no term: hours of an opening balance.
    guard key != unknown else { return "1 = 0" }
    let end: SQL = "COALESCE(k.ended_on, k.planned_end_on)"
    guard let term = ContractTerm(rawValue: key), term != .open else { return "\(end) IS NULL" }
    let days: SQL = "\(number(end)) - \(number("k.starts_on")) + 1"
    let index = ContractTerm.steps.firstIndex { $0.term == term } ?? ContractTerm.steps.count
    let least = index == 0 ? -400_000 : ContractTerm.steps[index - 1].months * 31
    let most = index == ContractTerm.steps.count ? 40_000_000 : ContractTerm.steps[index].months * 31
    return "(\(days) >= \(least) AND \(days) < \(most))"
  }

  private static func number(_ day: SQL) -> SQL {
    """
    (CAST(SUBSTR(\(day), 1, 4) AS BIGINT) * 372 + CAST(SUBSTR(\(day), 6, 2) AS BIGINT) * 31
      + CASE WHEN (SUBSTR(\(day), 6, 2) = '02' AND SUBSTR(\(day), 9, 2) >= '28')
          OR (SUBSTR(\(day), 6, 2) IN ('04', '06', '09', '11') AND SUBSTR(\(day), 9, 2) = '30') THEN 31
        ELSE CAST(SUBSTR(\(day), 9, 2) AS BIGINT) END)
    """
  }

  /// Whether the key has a meaning.
  func admits(_ key: String) -> Bool {
    switch self {
    case .month: false
    // Hours of an opening balance have no employer.
    case .employer: key == Self.unknown || ID<Organisation>(key) != nil
    case .buyer, .contract, .lot: ID<Organisation>(key) != nil
    case .district: key.utf8.count <= 40 && !key.unicodeScalars.contains { $0.value < 32 }
    case .job: key.utf8.count <= 400 && !key.unicodeScalars.contains { $0.value < 32 }
    default: french(key) != nil
    }
  }
}

extension Form {
  /// The facets of an address; a key without a meaning looks missing.
  func facets(_ wanted: [FigureBreakdown] = FigureBreakdown.facets) throws -> [FigureBreakdown: String] {
    var found: [FigureBreakdown: String] = [:]
    for breakdown in wanted {
      guard let key = filled(breakdown.rawValue) else { continue }
      guard breakdown.admits(key) else { throw Missing() }
      found[breakdown] = key
    }
    return found
  }
}
