// SPDX-License-Identifier: EUPL-1.2
public import Database
public import Domain

// How values of the domain stand in a column. A stored text that is no value any more is said with its own text, never guessed.

extension ID: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .integer(value) }
  public init(sqlValue: SQLValue) throws(DatabaseError) { self.init(try Int64(sqlValue: sqlValue)) }
}

extension Hours: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .integer(units) }
  public init(sqlValue: SQLValue) throws(DatabaseError) { self.init(units: try Int64(sqlValue: sqlValue)) }
}

extension Money: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .integer(cents) }
  public init(sqlValue: SQLValue) throws(DatabaseError) { self.init(cents: try Int64(sqlValue: sqlValue)) }
}

extension Day: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .text(iso) }
  public init(sqlValue: SQLValue) throws(DatabaseError) {
    let text = try String(sqlValue: sqlValue)
    guard let day = Day(iso: text) else { throw .mismatch("not a day: \(text)") }
    self = day
  }
}

extension Month: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .integer(Int64(rawValue)) }
  public init(sqlValue: SQLValue) throws(DatabaseError) {
    let number = try Int(sqlValue: sqlValue)
    guard let month = Month(number) else { throw .mismatch("not a month: \(number)") }
    self = month
  }
}

extension Instant: SQLConvertible, SQLDecodable {
  public var sqlValue: SQLValue { .text(text) }
  public init(sqlValue: SQLValue) throws(DatabaseError) {
    let stored = try String(sqlValue: sqlValue)
    guard let instant = Instant(text: stored) else { throw .mismatch("not an instant: \(stored)") }
    self = instant
  }
}

extension Role: SQLConvertible, SQLDecodable {}
extension BuyerKind: SQLConvertible, SQLDecodable {}
extension EmployerKind: SQLConvertible, SQLDecodable {}
extension PrescriberKind: SQLConvertible, SQLDecodable {}
extension LegalForm: SQLConvertible, SQLDecodable {}
extension PurchaseKind: SQLConvertible, SQLDecodable {}
extension Sector: SQLConvertible, SQLDecodable {}
extension EmploymentContractKind: SQLConvertible, SQLDecodable {}
extension Modality: SQLConvertible, SQLDecodable {}
extension EligibilityCriterion: SQLConvertible, SQLDecodable {}
extension HoursKind: SQLConvertible, SQLDecodable {}
extension ExitSituation: SQLConvertible, SQLDecodable {}
extension EngagementEventKind: SQLConvertible, SQLDecodable {}
extension Bearing: SQLConvertible, SQLDecodable {}
extension ReasonNotKept: SQLConvertible, SQLDecodable {}
extension EducationLevel: SQLConvertible, SQLDecodable {}
extension Gender: SQLConvertible, SQLDecodable {}
extension RuleBasis: SQLConvertible, SQLDecodable {}
extension ContactChannel: SQLConvertible, SQLDecodable {}
