// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension FigureYearReader {
  /// No statement takes more values than that.
  private static let mostListed = 5_000

  private func some(_ ids: Set<Int64>, _ body: (SQL) throws -> Void) rethrows {
    var rest = ids.sorted()[...]
    while !rest.isEmpty {
      try body("(\(.list(Array(rest.prefix(Self.mostListed)))))")
      rest = rest.dropFirst(Self.mostListed)
    }
  }

  func hires(_ contracts: Set<Int64>, _ db: any Connection) throws -> [Int64: FigureHire] {
    var found: [Int64: FigureHire] = [:]
    try some(contracts) { ids in
      try db.each(
        """
        SELECT k.id, k.parcours_id, k.employer_id, k.user_company_id, k.kind, k.modality, k.job, k.starts_on,
          COALESCE(k.ended_on, k.planned_end_on) AS ends_on, k.age_at_hiring, k.district_at_hiring,
          k.schooling_at_hiring, k.criteria_at_hiring, o.siren, o.employer_kind
        FROM employment_contract k JOIN organisation o ON o.id = k.employer_id WHERE k.id IN \(ids)
        """
      ) { row in
        var hire = FigureHire()
        hire.chain = try row["parcours_id"] ?? 0
        hire.employer = try row["employer_id"]
        hire.userCompany = try row["user_company_id"] ?? 0
        (hire.kind, hire.modality, hire.job) = (try row["kind"], try row["modality"], try row["job"])
        hire.age = try row["age_at_hiring"] ?? -1
        hire.district = try row["district_at_hiring"]
        hire.schooling = try row["schooling_at_hiring"]
        hire.criteria = try row["criteria_at_hiring"]
        hire.siren = Self.number(try row["siren"])
        hire.employerKind = try row["employer_kind"] ?? ""
        hire.term = ContractTerm(from: try row["starts_on"], through: try row["ends_on"]).rawValue
        found[try row["id"]] = hire
      }
    }
    return found
  }

  func genders(_ people: Set<Int64>, _ db: any Connection) throws -> [Int64: String] {
    var found: [Int64: String] = [:]
    try some(people) { ids in
      try db.each("SELECT id, gender FROM participant WHERE id IN \(ids)") { row in
        found[try row["id"]] = try row["gender"]
      }
    }
    return found
  }

  func places(_ engagements: Set<Int64>, _ db: any Connection) throws -> [Int64: FigurePlace] {
    var found: [Int64: FigurePlace] = [:]
    try some(engagements) { ids in
      try db.each(
        """
        SELECT g.id, g.lot_id, t.contract_id, t.sector, c.training_policy, c.training_cap_percent, c.buyer_id, y.buyer_kind
        FROM engagement g
        JOIN lot t ON t.territory_id = g.territory_id AND t.id = g.lot_id
        JOIN public_contract c ON c.territory_id = t.territory_id AND c.id = t.contract_id
        JOIN organisation y ON y.id = c.buyer_id WHERE g.id IN \(ids)
        """
      ) { row in
        let (policy, cap): (String, Int) = (try row["training_policy"], try row["training_cap_percent"])
        found[try row["id"]] = FigurePlace(
          engagement: try row["id"], lot: try row["lot_id"], contract: try row["contract_id"],
          buyer: try row["buyer_id"], sector: try row["sector"], policy: policy == "capped" ? "capped:\(cap)" : policy,
          buyerKind: try row["buyer_kind"] ?? "")
      }
      try db.each(
        """
        SELECT b.engagement_id, b.organisation_id, o.siren, o.employer_kind FROM engagement_bearer b
        JOIN organisation o ON o.id = b.organisation_id
        WHERE b.engagement_id IN \(ids) ORDER BY b.engagement_id, b.organisation_id
        """
      ) { row in
        found[try row["engagement_id"]]?.bearers.append(
          YearLedger.Body(
            id: try row["organisation_id"], siren: Self.number(try row["siren"]), kind: try row["employer_kind"] ?? ""))
      }
      // Nearly every buyer buys alone.
      try db.each(
        """
        SELECT g.id, w.organisation_id, w.share FROM contract_owner w
        JOIN lot t ON t.territory_id = w.territory_id AND t.contract_id = w.contract_id
        JOIN engagement g ON g.territory_id = t.territory_id AND g.lot_id = t.id
        WHERE g.id IN \(ids) ORDER BY g.id, w.coordinator DESC, w.organisation_id
        """
      ) { row in
        found[try row["id"]]?.group.append(.init(id: try row["organisation_id"], share: try row["share"]))
      }
    }
    return found
  }

  private static func number(_ siren: String?) -> Int64 { siren.flatMap { Int64($0) } ?? 0 }
}
