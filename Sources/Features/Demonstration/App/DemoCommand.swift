// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier demo`: an invented territory in an empty folder, marked as such. The same seed, the same territory.
struct DemoCommand: ParsableCommand {
  enum Scale: String, ExpressibleByArgument, CaseIterable {
    case petit, territoire, france
  }

  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Crée un territoire inventé pour essayer l’application.",
    discussion: "Le dossier est marqué\u{202F}: chaque page y porte un bandeau, et l’on y entre sans mot de passe.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Graine du tirage.", valueName: "nombre")) var seed: UInt64 = 20_261_124

  @Option(
    name: .long,
    help: ArgumentHelp(
      "«\u{202F}petit\u{202F}» (quelques dizaines de personnes), «\u{202F}territoire\u{202F}» (une agglomération) ou «\u{202F}france\u{202F}» (dix ans, 370 territoires).",
      valueName: "taille"))
  var scale: Scale = .territoire

  @Flag(name: .long, help: "Ne change rien si la base a déjà un territoire, ou si elle a été demandée vide.")
  var ifEmpty = false

  func run() throws {
    let database = try options.open(writing: true)
    defer { database.close() }
    guard try write(database) else { return }
    try database.refreshStatistics()
    let day = DemoScript.today.french
    Terminal.print(
      scale != .france
        ? "Territoire de démonstration prêt, au \(day). Tout y est inventé."
        : "France de démonstration prête, au \(day). Tout y est inventé.")
  }

  /// False when there is nothing to do.
  private func write(_ database: Database) throws -> Bool {
    switch scale {
    case .petit, .territoire:
      let size: DemoSize = scale == .petit ? .small : .territory
      return try database.writeNow { db in
        guard try isWanted(db) else { return false }
        try Demonstration.write(db, seed: seed, size: size)
        return true
      }
    case .france:
      guard try database.writeNow({ try isWanted($0) }) else { return false }
      var said = 0
      try DemoCountry.write(database, seed: seed) { done, count in
        guard done == count || done >= said + 37 else { return }
        said = done
        Terminal.say("\(done) territoires sur \(count)")
      }
      return true
    }
  }

  private func isWanted(_ db: any Connection) throws -> Bool {
    if ifEmpty, try DemonstrationMark.isRefused(db) { return false }
    let existing: Int = try db.value("SELECT COUNT(*) FROM territory") ?? 0
    if existing == 0 { return true }
    if ifEmpty { return false }
    throw CommandFailure(
      "Cette base contient déjà un territoire. La démonstration se crée dans un dossier vide\u{202F}: donnez-en un autre avec --data."
    )
  }
}

/// The invented territory.
enum Demonstration {
  static func write(_ db: any Connection, seed: UInt64, size: DemoSize = .territory) throws {
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
    let rows = DemoRows()
    mark(rows)
    let script = DemoScript(rows, size, territory: rows.id("territory"), seed: seed)
    script.writeAll()
    try rows.flush(db)
    try rows.moveSequences(db)
    try SearchWords.fill(db)
    // PostgreSQL would join the new rows one by one, not knowing how many they are.
    try db.execute("ANALYZE")
    let acts = DemoActs(script: script, db: db)
    // The journal is numbered from the acts that it tells: those of the ledger first, then those that add to it.
    try acts.publish()
    script.writeJournal()
    try rows.flush(db)
    try rows.moveSequences(db)
    try acts.amend()
    try DemoPlaces.write(db)
    try Journal.record(
      "demonstration", .territory, script.territory, "Territoire de démonstration créé",
      territory: ID(script.territory),
      author: nil, at: DemoScript.at(DemoScript.today), db)
  }

  /// Marks the folder: its pages bear a banner and its day stands still.
  static func mark(_ rows: DemoRows) {
    rows.add("instance_fact", [("name", "demonstration_day"), ("value", DemoScript.day)])
  }
}

extension DemoScript {
  func writeAll() {
    writeTerritory()
    planContracts()
    writeYears()
    writeOddPeople()
    writeContracts()
    writeExits()
  }
}
