// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain

/// `clausier reindex`: makes the words of the search again, from the names as they are now.
struct ReindexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Refait les mots de la recherche.",
    discussion: "À lancer quand des lignes ont été écrites dans la base sans passer par l’application.")

  @OptionGroup var options: DatabaseOptions

  func run() throws {
    let database = try options.open(writing: true)
    defer { database.close() }
    let count = try SearchWords.rebuild(database)
    Terminal.print("Recherche refaite\u{202F}: \(FrenchText.count(count, "fiche", "fiches")).")
  }
}
