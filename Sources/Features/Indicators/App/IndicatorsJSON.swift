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

/// A table for a program: `{"year","by","rows":[{"key","label","values":[{"code","value","unit"}]}],"total":[…]}`.
func tableJSON(_ table: FigureTable) throws -> String {
  func values(_ line: FigureTable.Line) throws -> JSONText {
    .array(
      try table.values(line).map { value in
        JSONText.members([
          ("code", .string(value.indicator.code)), ("value", value.json), ("unit", .string(value.indicator.unit)),
        ])
      })
  }
  return JSONText.object([
    ("year", .integer(Int64(table.span.year))), ("by", .string(table.breakdown.rawValue)),
    (
      "rows",
      .array(
        try table.lines.map { line in
          JSONText.members([("key", .string(line.key)), ("label", .string(line.label)), ("values", try values(line))])
        })
    ), ("total", try values(table.total)),
  ])
}

/// The same to be read: a line for each part, the whole last.
func tableText(_ table: FigureTable) throws -> String {
  guard !table.lines.isEmpty else { return "Aucune heure retenue en \(table.span.year) ne répond à cette demande." }
  return try (table.lines + [table.total]).map { line in
    let values = try table.values(line).map { "\($0.indicator.label) \($0.french)" }
    return "\(line.label)\u{202F}: \(values.joined(separator: " · "))"
  }.joined(separator: "\n")
}
