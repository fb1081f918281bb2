// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier rollup`: counts again the years that changed; with `--all`, every year from its lines.
struct RollupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollup", abstract: "Met à jour les cumuls par année d’où viennent les résultats.",
    discussion: """
      Le serveur le fait de lui-même quelques secondes après chaque changement\u{202F}; d’ici là, une année changée est comptée \
      depuis ses lignes. Avec --all, toutes les années sont recomptées.
      """)

  @OptionGroup var options: DatabaseOptions

  @Flag(name: .long, help: "Recompte toutes les années depuis leurs lignes.") var all = false

  func run() throws {
    let database = try options.open(writing: true)
    defer { database.close() }
    if all { try database.writeNow { try FigureYearStore.forget($0) } }
    let count = try FigureRollup.run(database)
    Terminal.print("Cumuls à jour\u{202F}: \(FrenchText.count(count, "année recomptée", "années recomptées")).")
  }
}

/// Brings the rollup up to date, some years of one territory in each transaction so that nobody waits long behind it.
enum FigureRollup {
  /// How many years were counted. `isAsked` says whether to go on.
  static func run(_ database: Database, isAsked: () -> Bool = { true }) throws -> Int {
    var count = 0
    while isAsked() {
      guard let next = try database.readNow({ try FigureYearStore.staleOfOne(limit: together, $0) }) else { break }
      let now = Instant(Date())
      try database.writeNow { try FigureYearStore.refresh(next.territory, next.years, at: now, $0) }
      count += next.years.count
    }
    return count
  }

  private static let together = 12
}
