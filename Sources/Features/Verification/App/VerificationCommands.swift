// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier verify`: proves the invariants of the ledger on what is stored. 0 when all hold, 1 with each breach otherwise.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Vérifie les invariants du registre des heures et l’intégrité de la base.")

  @OptionGroup var options: DatabaseOptions

  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let database = try options.open(writing: false)
    defer { database.close() }
    var results = try database.readNow { try VerificationRun.all($0) }
    results.append(
      VerifiedInvariant(
        name: "storage.integrity",
        sentence: "La base de données est lisible en entier, et chaque renvoi y mène quelque part.",
        examined: 1, noun: ("base", "bases"), found: try database.integrityCheck()))
    json ? Terminal.print(Self.json(results)) : Self.say(results)
    guard results.allSatisfy(\.holds) else {
      let broken = results.filter { !$0.holds }.count
      throw CommandFailure(
        "Vérification\u{202F}: \(FrenchText.count(broken, "règle n’est pas tenue", "règles ne sont pas tenues")).")
    }
  }

  private static func say(_ results: [VerifiedInvariant]) {
    for result in results {
      let examined = FrenchText.count(result.examined, result.noun.one, result.noun.many)
      Terminal.print("\(result.holds ? "vrai" : "FAUX")  \(result.sentence) [\(examined)]")
      for breach in result.found { Terminal.print("      \(breach)") }
    }
  }

  private static func json(_ results: [VerifiedInvariant]) -> String {
    JSONText.object([
      ("ok", .bool(results.allSatisfy(\.holds))),
      (
        "checks",
        .array(
          results.map { result in
            .members([
              ("name", .string(result.name)), ("sentence", .string(result.sentence)),
              ("examined", .integer(Int64(result.examined))), ("holds", .bool(result.holds)),
              ("found", .array(result.found.map { .string($0) })),
            ])
          })
      ),
    ])
  }
}
