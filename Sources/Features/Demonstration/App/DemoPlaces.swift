// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The communes and districts of the invented territory, read as the files of their publishers are: maps and lists have something to
/// show. They end nothing of a true list that is imported besides.
enum DemoPlaces {
  static func write(_ db: any Connection) throws {
    try read(InventedPlaces.communesHeader, InventedPlaces.communes, as: "communes-inventees.csv", db)
    try read(InventedPlaces.districtsHeader, InventedPlaces.districts, as: "quartiers-inventes.csv", db)
  }

  private static func read(
    _ header: [String], _ rows: [[String]], as file: String, _ db: any Connection
  ) throws {
    guard let layout = ReferenceLayout(header: header, first: rows) else { return }
    var reading = ReferenceReading(layout)
    for (index, row) in rows.enumerated() { reading.take(row, line: index + 2) }
    let options = ReferenceOptions(day: Day(2024, 1, 1), isExtract: true)
    let now = DemoScript.at(DemoScript.today)
    let id = try ReferenceStore.begin(file, reading.list, options, at: now, db)
    _ = try ReferenceImport.write(reading, to: id, file: file, options, at: now, db)
  }
}
