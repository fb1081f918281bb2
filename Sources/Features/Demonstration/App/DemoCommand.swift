// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier demo`: an invented territory in an empty folder, marked as such. The same seed, the same territory.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Crée un territoire inventé pour essayer l’application.",
    discussion: "Le dossier est marqué\u{202F}: chaque page y porte un bandeau, et l’on y entre sans mot de passe.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Graine du tirage.", valueName: "nombre")) var seed: UInt64 = 20_261_124

  @Flag(name: .long, help: "Ne change rien si la base a déjà un territoire, ou si elle a été demandée vide.")
  var ifEmpty = false

  func run() throws {
    let database = try options.open(writing: true)
    defer { database.close() }
    let isNew = try database.writeNow { db in
      let existing: Int = try db.value("SELECT COUNT(*) FROM territory") ?? 0
      if ifEmpty, try DemonstrationMark.isRefused(db) { return false }
      guard existing == 0 else {
        if ifEmpty { return false }
        throw CommandFailure(
          "Cette base contient déjà un territoire. La démonstration se crée dans un dossier vide\u{202F}: donnez-en un autre avec --data."
        )
      }
      try Demonstration.write(db, seed: seed)
      return true
    }
    guard isNew else { return }
    try database.refreshStatistics()
    Terminal.print(
      "Territoire de démonstration prêt, au \(Day(iso: DemoScript.day)?.french ?? DemoScript.day). Tout y est inventé.")
  }
}

/// The invented territory.
enum Demonstration {
  static func write(_ db: any Connection, seed: UInt64) throws {
    let script = DemoScript(db, seed: seed)
    var cast = script.writeTerritory()
    script.writeContracts(&cast, count: 190)
    script.writePeople(cast, perYear: 1470)
    try script.finish()
    // What was true at the hiring stays with the contract.
    try db.execute(
      """
      UPDATE employment_contract SET
        district_at_hiring = (SELECT p.district FROM participant p WHERE p.id = employment_contract.participant_id),
        schooling_at_hiring = (SELECT p.schooling FROM participant p WHERE p.id = employment_contract.participant_id)
      """)
    try Journal.record(
      "demonstration", .territory, cast.territory, "Territoire de démonstration créé", territory: ID(cast.territory),
      author: nil, at: DemoScript.at(script.start), db)
  }
}
