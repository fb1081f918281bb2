// SPDX-License-Identifier: EUPL-1.2

/// The public holidays of the labour code (art. L3133-1), computed for any year, and the two more of Alsace and Moselle (art. L3134-13).
public enum PublicHolidays {
  /// Its name, such as `14 juillet`; `nil` on another day.
  public static func name(of day: Day, inAlsaceMoselle: Bool = false) -> String? {
    if inAlsaceMoselle, let local = localName(of: day) { return local }
    let dated: [(month: Int, day: Int, name: String)] = [
      (1, 1, "jour de l’An"), (5, 1, "1er mai"), (5, 8, "8 mai"), (7, 14, "14 juillet"), (8, 15, "Assomption"),
      (11, 1, "Toussaint"), (11, 11, "11 novembre"), (12, 25, "Noël"),
    ]
    if let found = dated.first(where: { $0.month == day.monthNumber && $0.day == day.day }) { return found.name }
    switch easter(day.year).daysUntil(day) {
    case 1: return "lundi de Pâques"
    case 39: return "Ascension"
    case 50: return "lundi de Pentecôte"
    default: return nil
    }
  }

  /// In the départements 57, 67 and 68. Good Friday is one where there is a church of each kind: it is said everywhere, to be looked at.
  private static func localName(of day: Day) -> String? {
    if day.monthNumber == 12, day.day == 26 { return "Saint-Étienne" }
    return easter(day.year).daysUntil(day) == -2 ? "Vendredi saint" : nil
  }

  /// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones, Butcher).
  public static func easter(_ year: Int) -> Day {
    let golden = year % 19
    let (century, rest) = (year / 100, year % 100)
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
    let late = (golden + 11 * epact + 22 * sunday) / 451
    let count = epact + sunday - 7 * late + 114
    return Day(checked: year, count / 31, count % 31 + 1)
  }

  /// Hours on a holiday are lawful and said; on 1 May nobody works save where work cannot stop.
  static func remarks(on facts: LineFacts) -> [LineRemark] {
    guard facts.kind.mayCount else { return [] }
    return facts.days.filter { $0.hours > .zero }.sorted { $0.day < $1.day }.compactMap { worked in
      guard let name = name(of: worked.day, inAlsaceMoselle: facts.isAlsaceMoselle) else {
        return nil
      }
      let isLocal = localName(of: worked.day) != nil
      let isMayDay = worked.day.monthNumber == 5 && worked.day.day == 1
      return LineRemark(
        severity: isMayDay ? .warn : .inform, code: isMayDay ? "may_day" : "holiday",
        sentence: "\(worked.hours.french)\u{202F}h le \(worked.day.french), jour férié (\(name)).",
        source: "Code du travail, art. \(isMayDay ? "L3133-4" : isLocal ? "L3134-13" : "L3133-1")")
    }
  }
}
