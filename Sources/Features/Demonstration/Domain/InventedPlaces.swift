// SPDX-License-Identifier: EUPL-1.2

/// Where the invented communes stand around the invented town, as files of communes and of districts say it. The codes are those
/// of no commune, the places were chosen for a map that can be read.
public enum InventedPlaces {
  public static let communesHeader = ["typecom", "code_insee", "libelle", "codes_postaux", "lon", "lat"]
  public static let districtsHeader = ["code_qp", "lib_qp", "insee_com", "lib_com"]

  public static let postcode = "99100"

  /// In the order of `InventedNames.communes`: where, and how many of a hundred people live there.
  private static let spots: [(longitude: String, latitude: String, people: Int)] = [
    ("0.300", "47.500", 44), ("0.345", "47.528", 13), ("0.412", "47.455", 3), ("0.262", "47.541", 8),
    ("0.228", "47.486", 6), ("0.385", "47.560", 3), ("0.331", "47.447", 5), ("0.192", "47.532", 2),
    ("0.272", "47.429", 4), ("0.448", "47.512", 3), ("0.155", "47.455", 2), ("0.372", "47.402", 2),
    ("0.298", "47.598", 2), ("0.498", "47.447", 2), ("0.225", "47.605", 1),
  ]

  public static let communes: [[String]] = zip(InventedNames.communes, spots).enumerated().map { index, commune in
    ["COM", code(index), commune.0, postcode, commune.1.longitude, commune.1.latitude]
  }

  private static let quarters: [(code: String, name: String, commune: Int)] = [
    ("QN99901M", "Les Tilleuls", 0), ("QN99902M", "Le Port", 0), ("QN99903M", "La Roseraie", 1),
  ]

  public static let districts: [[String]] = quarters.map { quarter in
    [quarter.code, quarter.name, code(quarter.commune), InventedNames.communes[quarter.commune]]
  }

  private static func code(_ index: Int) -> String { String(99_901 + index) }

  /// Where someone lives, from a number below a hundred; who lives in a district lives in its commune.
  public static func home(_ draw: Int, district: String) -> String {
    if let quarter = quarters.first(where: { $0.code == district }) { return InventedNames.communes[quarter.commune] }
    var left = draw
    for (name, spot) in zip(InventedNames.communes, spots) {
      if left < spot.people { return name }
      left -= spot.people
    }
    return InventedNames.communes[0]
  }
}
