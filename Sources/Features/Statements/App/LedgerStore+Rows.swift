// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension LedgerStore {
  /// A row of `selection` as its reader may see it.
  static func line(_ row: Row, for viewer: Viewer) throws -> LedgerLine {
    let employer: ID<Organisation> = try row["employer_id"]
    let isOwn = viewer.isFacilitator || viewer.organisationID == employer
    return LedgerLine(
      id: try row["id"], entry: try entry(row), note: try row["note"], recordedAt: try row["recorded_at"],
      reverses: try row["reverses_id"], replaces: try row["replaces_id"], reversedBy: try row["reversed_by"],
      person: PersonName(first: try row["first_name"], last: try row["last_name"], isShort: !isOwn),
      place: try place(row), statement: try statement(row, employer), decision: try decision(row),
      employment: try employment(row), isRegularisation: try row["regularisation"])
  }

  private static func entry(_ row: Row) throws -> LedgerEntry {
    LedgerEntry(
      participantID: try row["participant_id"], employmentContractID: try row["employment_contract_id"],
      engagementID: try row["engagement_id"], month: try row["month"], kind: try row["kind"],
      declared: try row["declared_units"])
  }

  private static func place(_ row: Row) throws -> LinePlace {
    LinePlace(
      lot: try row["lot_id"], lotNumber: try row["number"], lotName: try row["lot_name"],
      contract: try row["contract_id"], contractTitle: try row["title"], contractReference: try row["reference"],
      dates: try range(row, "lot_from", "lot_through"))
  }

  private static func statement(_ row: Row, _ employer: ID<Organisation>) throws -> LineStatement {
    let purpose: String = try row["purpose"]
    return LineStatement(
      id: try row["statement_id"], employer: employer, employerName: try row["employer"],
      receivedAt: try row["received_at"], closedAt: try row["closed_at"], isCorrection: purpose == "correction")
  }

  private static func decision(_ row: Row) throws -> LineDecision? {
    let decided: ID<HoursLine>? = try row["decided_line"]
    guard decided != nil else { return nil }
    let reason: String = try row["reason"]
    return LineDecision(
      kept: try row["kept_units"], reason: ReasonNotKept(rawValue: reason), comment: try row["comment"],
      decidedAt: try row["decided_at"], decidedBy: try row["decided_by"])
  }

  private static func employment(_ row: Row) throws -> LineEmployment {
    LineEmployment(
      kind: try row["employment_kind"], dates: DayRange(from: try row["starts_on"], through: try row["ends_on"]),
      counts: try range(row, "counts_from", "counts_until"), rule: try row["counting_rule"])
  }

  private static func range(_ row: Row, _ from: String, _ through: String) throws -> DayRange? {
    let first: Day? = try row[from]
    let last: Day? = try row[through]
    return first.map { DayRange(from: $0, through: last) }
  }
}
