// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier restore FILE`: puts a backup in place of the data, after it was checked from end to end. What was there is kept under
/// another name.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Remet une sauvegarde en place, service arrêté.",
    discussion: """
      La sauvegarde est d’abord copiée, vérifiée et mise au schéma de cette version\u{202F}; la base actuelle ne bouge \
      qu’ensuite, et reste dans le dossier sous un autre nom.
      """)

  @OptionGroup var options: DatabaseOptions

  @Argument(help: ArgumentHelp("Sauvegarde faite par clausier backup.", valueName: "fichier"))
  var file: String

  @Flag(name: .long, help: "Remplace la base qui est là.") var replace = false

  @Flag(name: .long, help: "Vérifie la sauvegarde et dit ce qui serait fait, sans rien changer.") var dryRun = false

  func run() throws {
    let configuration = options.configuration
    guard configuration.databaseURL == nil else {
      throw CommandFailure(
        "Une base PostgreSQL se rétablit avec ses propres outils\u{202F}: pg_restore --clean --if-exists --dbname=ADRESSE FICHIER, puis clausier verify.",
        code: 64)
    }
    let restore = Restore(backup: file, folder: configuration.dataFolder, now: Instant(Date()))
    let found = try restore.prepare()
    defer { restore.discard() }
    Terminal.say("Sauvegarde lue en entier\u{202F}: \(found.sentence)")
    for sentence in restore.plan(found) { Terminal.say(sentence) }
    if dryRun {
      Terminal.print("Rien n’a été changé.")
      // As when it is done: a broken rule is 1.
      guard found.broken == 0 else { throw CommandFailure("Cette sauvegarde ne tient pas toutes les règles.") }
      return
    }
    guard replace || !restore.isOccupied else {
      throw CommandFailure(
        "Le dossier \(configuration.dataFolder) contient déjà une base. Ajoutez --replace pour la remplacer\u{202F}; elle restera dans le dossier sous un autre nom."
      )
    }
    try restore.swap()
    Terminal.print("La sauvegarde est en place dans \(configuration.dataFolder).")
    guard found.broken == 0 else {
      throw CommandFailure(
        "Mais \(FrenchText.count(found.broken, "règle du registre n’y est pas tenue", "règles du registre n’y sont pas tenues")). Lancez clausier verify pour savoir où."
      )
    }
  }
}
