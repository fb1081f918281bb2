// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// One line in the employer's statement of the month; October 2026 is partly missing and partly to validate.
  func writeLine(
    _ cast: DemoCast, _ participant: Int64, _ contract: Int64, _ engagement: Int64, _ employer: Int64, _ month: Month,
    _ units: Int64, _ isApprentice: Bool, _ statements: inout [String: Int64]
  ) {
    let isLatest = month.rawValue == 202610
    // One employer in eight is late for the last month.
    if isLatest, employer % 8 == 3 { return }
    let statement = self.statement(cast, employer, month, isLatest: isLatest, &statements)
    line(cast, statement, participant, contract, engagement, month, "site", units, isLatest && employer % 5 < 2)
    if isApprentice {
      line(cast, statement, participant, contract, engagement, month, "training", 10_500, isLatest && employer % 5 < 2)
    }
  }

  private func statement(
    _ cast: DemoCast, _ employer: Int64, _ month: Month, isLatest: Bool, _ statements: inout [String: Int64]
  ) -> Int64 {
    let key = "\(employer)-\(month.rawValue)"
    if let known = statements[key] { return known }
    let number = id("statement")
    let received = Self.at(month.lastDay.adding(days: 4 + Int(employer % 9)))
    let closed = isLatest ? nil : Self.at(month.lastDay.adding(days: 18))
    add(
      "statement",
      [
        ("id", number), ("territory_id", cast.territory), ("employer_id", employer), ("first_month", month),
        ("last_month", month), ("purpose", "period"), ("received_at", received), ("declarant", "correspondant"),
        ("closed_at", closed), ("closed_by", closed == nil ? nil : cast.facilitators.first),
      ])
    statements[key] = number
    return number
  }

  private func line(
    _ cast: DemoCast, _ statement: Int64, _ participant: Int64, _ contract: Int64, _ engagement: Int64, _ month: Month,
    _ kind: String, _ units: Int64, _ isWaiting: Bool
  ) {
    let number = id("hours_line")
    let received = Self.at(month.lastDay.adding(days: 5))
    let decided = Self.at(month.lastDay.adding(days: 16))
    add(
      "hours_line",
      [
        ("id", number), ("territory_id", cast.territory), ("statement_id", statement), ("participant_id", participant),
        ("employment_contract_id", contract), ("engagement_id", engagement), ("month", month), ("kind", kind),
        ("declared_units", units), ("recorded_at", received),
      ])
    guard !isWaiting else { return }
    let isPart = random.happens(3)
    add(
      "hours_decision",
      [
        ("line_id", number), ("territory_id", cast.territory), ("declared_units", units),
        ("kept_units", isPart ? units / 900 * 600 : units), ("reason", isPart ? "no_proof" : ""),
        ("author_id", cast.facilitators.first), ("decided_at", decided),
      ])
  }
}
