// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The hours of each month beside those of the year before, with the pace that is required from here on.
struct MonthBars {
  let year: Int
  let now: [Month: Hours]
  let before: [Month: Hours]
  let needed: Hours?

  private static let (width, floor, ceiling): (Int64, Int64, Int64) = (360, 150, 14)

  private func hours(_ number: Int, _ year: Int, _ months: [Month: Hours]) -> Hours {
    Month(year * 100 + number).flatMap { months[$0] } ?? .zero
  }

  private var top: Hours {
    max((now.values.map { $0 } + before.values.map { $0 }).max() ?? .zero, needed ?? .zero, Hours(units: 1))
  }

  private func height(_ hours: Hours) -> Int64 {
    Int64(Int128(max(.zero, hours).units) * Int128(Self.floor - Self.ceiling) / Int128(top.units))
  }

  var html: HTML {
    guard !now.isEmpty || !before.isEmpty else {
      return emptyState("Les mois apparaîtront avec les premières heures retenues.")
    }
    return """
      <figure class="chart-figure">\(svg)<figcaption>En plein, \(String(year))\u{202F}; en clair, \(String(year - 1)).\
      \(needed.map { " Tirets\u{202F}: le rythme qu’il faudrait, \($0.frenchShort)\u{202F}h par mois." as HTML })</figcaption></figure>
      \(disclosure("Voir le tableau", rows))
      """
  }

  private var rows: HTML {
    table(
      caption: "Heures retenues par mois travaillé",
      columns: [
        TableColumn("Mois"), TableColumn(String(year), numeric: true), TableColumn(String(year - 1), numeric: true),
      ],
      rows: (1...12).map { number in
        [
          "\(Month.names[number - 1])", "\(hours(number, year, now).french)",
          "\(hours(number, year - 1, before).french)",
        ]
      })
  }

  private var sentence: String {
    let best = now.max { $0.value < $1.value }
    return best.map {
      "Heures par mois en \(year)\u{202F}: au plus \($0.value.frenchShort) heures, en \(Month.names[$0.key.number - 1])"
    } ?? "Aucune heure retenue en \(year)"
  }

  private var svg: HTML {
    let bars: [HTML] = (1...12).map { number in
      let left = Int64(number - 1) * 30 + 3
      let (past, present) = (height(hours(number, year - 1, before)), height(hours(number, year, now)))
      return """
        <rect class="chart-past" x="\(left)" y="\(Self.floor - past)" width="10" height="\(past)"/>\
        <rect class="chart-present" x="\(left + 11)" y="\(Self.floor - present)" width="13" height="\(present)"/>\
        <text class="chart-month" x="\(left + 12)" y="\(Self.floor + 15)">\(Self.letters[number - 1])</text>
        """
    }
    let pace: HTML? = needed.map { hours in
      let y = Self.floor - height(hours)
      return "<line class=\"chart-objective\" x1=\"0\" x2=\"\(Self.width)\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }
    return """
      <svg class="chart chart-months" viewBox="0 0 \(Self.width) 170" role="img" aria-label="\(sentence)">
      <line class="chart-grid" x1="0" x2="\(Self.width)" y1="\(Self.floor)" y2="\(Self.floor)"/>\(bars)\(pace)</svg>
      """
  }

  private static let letters = "JFMAMJJASOND".map { String($0) }
}
