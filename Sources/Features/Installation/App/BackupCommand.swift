// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier backup FILE`: a whole copy while the server goes on, checked before it is called done. Files that users add are in the
/// database, so one file holds everything.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copie la base et ses pièces dans un fichier, serveur en marche.")

  @OptionGroup var options: DatabaseOptions

  @Argument(help: ArgumentHelp("Fichier à créer\u{202F}; il ne doit pas exister.", valueName: "fichier"))
  var file: String

  func run() throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: file) else {
      throw CommandFailure(
        "Le fichier \(file) existe déjà. Donnez un autre nom\u{202F}: une sauvegarde n’en écrase jamais une autre.")
    }
    // As it is: the program that is about to upgrade a database saves it first.
    let database = try options.openAsIs()
    defer { database.close() }
    try database.backup(to: file)
    let size = (try? files.attributesOfItem(atPath: file)[.size] as? NSNumber)?.int64Value ?? 0
    Terminal.print("Sauvegarde vérifiée\u{202F}: \(file) (\(FrenchNumber.whole(size)) octets).")
  }
}
