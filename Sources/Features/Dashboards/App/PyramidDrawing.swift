// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// An age pyramid: women on the left, men on the right, the youngest at the bottom, and its table.
struct PyramidDrawing {
  let pyramid: AgePyramid

  private static let (middle, span, row): (Int64, Int64, Int64) = (200, 130, 20)

  var html: HTML {
    guard pyramid.largest > 0 else {
      return emptyState("Trop peu de personnes ont un âge connu pour en montrer une pyramide.")
    }
    let unknown: HTML? =
      pyramid.unknown > 0
      ? " \(FrenchText.count(pyramid.unknown, "personne n’a", "personnes n’ont")) ni âge ou genre connu." : nil
    return """
      <figure class="chart-figure">\(svg)<figcaption>Femmes à gauche, hommes à droite.\(unknown)</figcaption></figure>
      \(disclosure("Voir le tableau", rows))
      """
  }

  private var rows: HTML {
    table(
      caption: "Personnes par âge à l’embauche et genre",
      columns: [TableColumn("Âge"), TableColumn("Femmes", numeric: true), TableColumn("Hommes", numeric: true)],
      rows: pyramid.bands.map { ["\($0.label)", "\(Self.text($0.women))", "\(Self.text($0.men))"] })
  }

  private static func text(_ count: Int?) -> String { count.map { FrenchNumber.whole($0) } ?? "non publié" }

  private func length(_ count: Int?) -> Int64 { Int64(count ?? 0) * Self.span / Int64(max(1, pyramid.largest)) }

  private var svg: HTML {
    let height = Int64(pyramid.bands.count) * Self.row
    let bars: [HTML] = pyramid.bands.reversed().enumerated().map { place, band in
      let y = Int64(place) * Self.row
      let (women, men) = (length(band.women), length(band.men))
      return """
        <rect class="chart-past" x="\(Self.middle - 40 - women)" y="\(y + 3)" width="\(women)" height="14"/>\
        <rect class="chart-present" x="\(Self.middle + 40)" y="\(y + 3)" width="\(men)" height="14"/>\
        <text class="chart-month" x="\(Self.middle)" y="\(y + 14)">\(Self.short(band.label))</text>\
        <text class="chart-left" x="\(Self.middle - 44 - women)" y="\(y + 14)">\(Self.number(band.women))</text>\
        <text x="\(Self.middle + 44 + men)" y="\(y + 14)">\(Self.number(band.men))</text>
        """
    }
    return """
      <svg class="chart chart-pyramid" viewBox="0 0 400 \(height)" role="img" \
      aria-label="Pyramide des âges à l’embauche, femmes à gauche, hommes à droite">\(bars)</svg>
      """
  }

  private static func number(_ count: Int?) -> String { count.map { $0 == 0 ? "" : FrenchNumber.whole($0) } ?? "…" }

  private static func short(_ label: String) -> String { label.replacing(" ans et moins", with: " et −") }
}
