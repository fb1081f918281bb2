// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier export --all DOSSIER`: everything of a territory, given back as files that a takeover reads.
struct ArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Rend tout ce qu’un territoire a, en fichiers.",
    discussion: "Les fichiers contiennent des données personnelles\u{202F}: le dossier n’est lisible que de vous.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Dossier où tout écrire, vide ou à créer.", valueName: "dossier"))
  var all: String

  @Option(name: .long, help: ArgumentHelp("Nom du territoire\u{202F}; inutile s’il n’y en a qu’un.", valueName: "nom"))
  var territory: String?

  func run() throws {
    let database = try options.open(writing: false)
    defer { database.close() }
    let inside = (try? FileManager.default.contentsOfDirectory(atPath: all)) ?? []
    guard inside.isEmpty else {
      throw CommandFailure("Le dossier \(all) n’est pas vide\u{202F}: donnez un dossier neuf avec --all.", code: 64)
    }
    try DatabaseOptions.makeFolder(all)
    let files = try database.readNow { db in
      let place = try TakeoverCommand.territory(named: territory, db)
      let now = try DemonstrationMark.read(db)?.now(Date()) ?? Instant(Date())
      return try TerritoryArchive(territory: place.id, folder: all, today: now.day(in: place.zone)).write(db)
    }
    for file in files { Terminal.print("\(file.file)\u{202F}: \(FrenchText.count(file.lines, "ligne", "lignes"))") }
    Terminal.say("Ces fichiers contiennent des données personnelles\u{202F}: voyez LISEZMOI.txt.")
  }
}
