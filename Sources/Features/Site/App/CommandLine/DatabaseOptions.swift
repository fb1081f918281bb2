// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// Where the data is, for every command.
struct DatabaseOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Dossier des données.", valueName: "dossier"))
  var data: String?

  @Option(name: .long, help: ArgumentHelp("Base PostgreSQL au lieu du dossier\u{202F}: postgres://…", valueName: "url"))
  var database: String?

  var configuration: Configuration {
    var configuration = Configuration()
    if let data {
      configuration.dataFolder = data
      configuration.databaseURL = nil
    }
    if let database { configuration.databaseURL = database }
    return configuration
  }

  /// Opens the data. A writing command creates the folder and brings the schema up to date; a reading one refuses what is not
  /// there or not up to date.
  func open(writing: Bool) throws -> Database {
    guard data == nil || database == nil else {
      throw CommandFailure("Donnez --data ou --database, pas les deux.", code: 64)
    }
    let configuration = configuration
    let database = try Self.connect(configuration, creating: writing)
    if writing {
      let applied = try database.migrate(AppMigrations.all)
      try SearchWords.catchUp(database)
      if !applied.isEmpty {
        Terminal.say("Schéma mis à jour\u{202F}: \(FrenchText.count(applied.count, "étape", "étapes")).")
      }
    } else {
      try Self.refuseUnready(database)
    }
    return database
  }

  /// Opens the data whatever its schema, without changing it.
  func openAsIs() throws -> Database {
    guard data == nil || database == nil else {
      throw CommandFailure("Donnez --data ou --database, pas les deux.", code: 64)
    }
    return try Self.connect(configuration, creating: false)
  }

  static func connect(_ configuration: Configuration, creating: Bool) throws -> Database {
    if let url = configuration.databaseURL { return try Database.open(Location.parse(url)) }
    let folder = configuration.dataFolder
    let file = folder + "/clausier.sqlite"
    if creating {
      try makeFolder(folder)
    } else if !FileManager.default.fileExists(atPath: file) {
      try refuseClosed(folder)
      throw CommandFailure(
        "Il n’y a pas de données dans \(folder). Créez-les par «\u{202F}clausier migrate --data \(folder)\u{202F}», ou donnez le bon dossier avec --data."
      )
    }
    return try Database.open(.sqliteFile(file))
  }

  /// A folder that this account may not enter looks empty: it is not.
  private static func refuseClosed(_ folder: String) throws {
    let isSeen = access(folder, F_OK) == 0
    guard isSeen ? access(folder, R_OK | X_OK) != 0 : errno == EACCES else { return }
    throw CommandFailure(
      "Ce compte ne peut pas lire le dossier \(folder). Lancez la commande sous le compte du service, par exemple\u{202F}: runuser -u clausier -- clausier …"
    )
  }

  /// Nobody else on the machine may read what it will hold.
  static func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure(
        "Le dossier \(folder) ne peut pas être créé. Vérifiez les droits ou choisissez-en un autre avec --data.")
    }
  }

  private static func refuseUnready(_ database: Database) throws {
    guard try database.pendingMigrations(AppMigrations.all).isEmpty else {
      throw CommandFailure(
        "La base n’a pas le schéma de cette version. Lancez d’abord «\u{202F}clausier migrate\u{202F}».")
    }
  }
}
