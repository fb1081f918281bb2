// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Communes as circles whose area is the number of people, at their places. Coordinates are whole numbers: tenths of a point.
struct CommuneMap {
  let places: [CommunePlace]
  let unplaced: Int

  private static let (width, height, margin, largest): (Int64, Int64, Int64, Int64) = (6000, 3600, 420, 320)

  private struct Circle {
    let place: CommunePlace
    let x: Int64
    let y: Int64
    let radius: Int64
  }

  /// The first places are the largest: they are drawn first, and the smaller ones over them.
  private var circles: [Circle] {
    let west = places.map(\.longitude).min() ?? 0
    let east = places.map(\.longitude).max() ?? 0
    let south = places.map(\.latitude).min() ?? 0
    let north = places.map(\.latitude).max() ?? 0
    // At the latitudes of France a degree of longitude is about 0.69 of a degree of latitude.
    let wide = max(1, (east - west) * 69 / 100)
    let high = max(1, north - south)
    let (roomX, roomY) = (Self.width - 2 * Self.margin, Self.height - 2 * Self.margin)
    // One scale for both, so that distances keep their proportions.
    let isWide = Int128(wide) * Int128(roomY) > Int128(high) * Int128(roomX)
    let (part, whole) = isWide ? (roomX, wide) : (roomY, high)
    func scaled(_ value: Int64) -> Int64 { Int64(Int128(value) * Int128(part) / Int128(whole)) }
    let (freeX, freeY) = ((Self.width - scaled(wide)) / 2, (Self.height - scaled(high)) / 2)
    let most = places.map(\.people).max() ?? 1
    return places.map { place in
      Circle(
        place: place, x: freeX + scaled((place.longitude - west) * 69 / 100), y: freeY + scaled(north - place.latitude),
        radius: max(30, Self.root(Self.largest * Self.largest * Int64(place.people) / Int64(max(1, most)))))
    }
  }

  /// The whole square root.
  private static func root(_ value: Int64) -> Int64 { Int64(Double(max(0, value)).squareRoot()) }

  var html: HTML {
    let left: HTML? =
      unplaced > 0
      ? " \(FrenchText.count(unplaced, "personne n’est pas placée", "personnes ne sont pas placées"))\u{202F}: commune inconnue, ou trop peu nombreuses pour être dites."
      : nil
    return """
      <figure class="chart-figure">\(svg)<figcaption>Communes de résidence saisies\u{202F}; l’aire d’un cercle est \
      proportionnelle au nombre de personnes.\(left)</figcaption></figure>\(disclosure("Voir le tableau", rows))
      """
  }

  private var rows: HTML {
    table(
      caption: "Personnes et heures retenues par commune de résidence",
      columns: [TableColumn("Commune"), TableColumn("Personnes", numeric: true), TableColumn("Heures", numeric: true)],
      rows: places.map { ["\($0.name)", "\(FrenchNumber.whole($0.people))", "\($0.hours.frenchShort)"] })
  }

  private var svg: HTML {
    let drawn: [HTML] = circles.map { circle in
      """
      <circle class="map-circle" cx="\(Self.tenths(circle.x))" cy="\(Self.tenths(circle.y))" \
      r="\(Self.tenths(circle.radius))"><title>\(circle.place.name)\u{202F}: \
      \(FrenchText.count(circle.place.people, "personne", "personnes"))</title></circle>
      """
    }
    let names: [HTML] = labelled.map { circle in
      """
      <text class="chart-month" x="\(Self.tenths(circle.x))" y="\(Self.tenths(circle.y + circle.radius + 130))">\
      \(circle.place.name) (\(FrenchNumber.whole(circle.place.people)))</text>
      """
    }
    return """
      <svg class="chart chart-map" viewBox="0 0 600 360" role="img" aria-label="\(sentence)">\(drawn)\(names)</svg>
      """
  }

  /// The largest ones whose names do not cover one another.
  private var labelled: [Circle] {
    var kept: [Circle] = []
    for circle in circles where kept.count < Self.named {
      let isFree = kept.allSatisfy { other in
        abs(other.x - circle.x) > 1100 || abs(other.y + other.radius - circle.y - circle.radius) > 160
      }
      if isFree { kept.append(circle) }
    }
    return kept
  }

  private static let named = 10

  private var sentence: String {
    let first = places.prefix(3).map { "\($0.name) (\($0.people))" }.joined(separator: ", ")
    return "Carte des communes de résidence, les plus nombreuses d’abord\u{202F}: \(first)"
  }

  private static func tenths(_ value: Int64) -> String {
    value.isMultiple(of: 10) ? "\(value / 10)" : "\(value / 10).\(abs(value) % 10)"
  }
}
