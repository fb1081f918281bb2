// SPDX-License-Identifier: EUPL-1.2

/// Whom a row names.
extension HoursFileReader {
  func person(_ row: FileRow) -> NamedPerson {
    var person = NamedPerson(
      last: plan.last.map { row[$0] } ?? "", first: plan.first.map { row[$0] } ?? "",
      full: plan.full.map { row[$0] } ?? "", number: plan.number.map { row[$0].trimmed } ?? "")
    if let column = plan.born { person.bornOn = try? Day.parse(row[column]) }
    // « Benali Nadia 12/03/1990 »: a birth date written after the name tells homonyms apart.
    if person.bornOn == nil, person.full.contains("/"),
      let word = person.full.split(whereSeparator: \.isWhitespace).last.map(String.init),
      let day = try? Day.parse(word.filter { $0 != "(" && $0 != ")" })
    {
      person.bornOn = day
      person.full = String(person.full.trimmed.dropLast(word.count)).trimmed
    }
    return person
  }

  /// The person of the row; the one above when a merged cell names several rows. A sum without a label is put aside.
  mutating func who(_ row: FileRow, _ hours: Hours) -> NamedPerson? {
    let named = person(row)
    if !named.isBlank {
      lastPerson = named
      if let column = plan.born, named.bornOn == nil, !row[column].trimmed.isEmpty {
        reading.fault(
          sheet, row, column, row[column],
          "Cette date de naissance ne se lit pas\u{202F}: écrivez par exemple 12/03/1990.")
        return nil
      }
      return named
    }
    if let marker = plan.marker, !row[marker].isEmpty { return named }
    if plan.placesAndTimes.contains(where: { !row[$0].trimmed.isEmpty }), let lastPerson { return lastPerson }
    if hours == reading.sinceTotal || hours == reading.hours, hours > .zero {
      (reading.announced, reading.announcedFits) = (hours, true)
      reading.sinceTotal = .zero
      reading.leave(.total)
      return nil
    }
    reading.fault(
      sheet, row, plan.full ?? plan.last ?? plan.number ?? 0, "",
      "Des heures sans nom\u{202F}: écrivez de qui elles sont, ou laissez la ligne de côté.")
    return nil
  }
}
