// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The figures of a year for a program: `{"year","indicators":[{"code","label","value","unit","definition"}]}`. Quantities are texts
/// with a point, counts are whole numbers. `territory` nil counts every territory of the folder.
func indicatorsJSON(
  year: Int, territory: ID<Territory>?, today: Day, hoursPerFTE: Int? = nil,
  knownAt moment: Instant? = nil, _ db: any Connection
) throws -> String {
  let span = try FigureSpan(year: year, asOf: today)
  let report = try IndicatorStore.year(span, FigureScope(territory: territory), knownAt: moment, db)
  let indicators = try report.values(hoursPerFTE: hoursPerFTE).map { value in
    JSONText.members([
      ("code", .string(value.indicator.code)), ("label", .string(value.indicator.label)), ("value", value.json),
      ("unit", .string(value.indicator.unit)), ("definition", .string(value.definition)),
    ])
  }
  return JSONText.object([("year", .integer(Int64(year))), ("indicators", .array(indicators))])
}

extension IndicatorValue {
  fileprivate var json: JSONText {
    if case .count(let count) = value { return .integer(Int64(count)) }
    return .string(plain)
  }
}
