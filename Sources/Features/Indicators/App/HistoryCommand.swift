// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier history`: results year after year; `--load FILE` types past years from a CSV.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Donne les résultats année après année, et reprend ceux d’années passées.",
    discussion: """
      Le fichier de --load est un CSV (;) dont la première ligne dit les colonnes, parmi annee, heures, personnes, contrats, \
      entreprises, structures et source. Rien n’est écrit si une ligne ne se lit pas.
      """)

  @OptionGroup var options: DatabaseOptions

  @Option(
    name: .long, help: ArgumentHelp("Nom d’un territoire\u{202F}; tous ensemble si rien n’est dit.", valueName: "nom"))
  var territory: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Ne compte que cela, par exemple genre=F\u{202F}; peut se répéter.", valueName: "filtre"))
  var filter: [String] = []

  @Option(name: .long, help: ArgumentHelp("Reprend les années d’un fichier CSV.", valueName: "fichier"))
  var load: String?

  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let typed = try load.map { try HistoryFile.read($0) } ?? []
    let database = try options.open(writing: load != nil)
    defer { database.close() }
    let (name, facets) = (territory, try FigureBreakdown.facets(said: filter))
    let place = try database.readNow { try Self.territory(name, $0) }
    if !typed.isEmpty {
      guard let place else { throw CommandFailure("Dites de quel territoire avec --territory.", code: 64) }
      let now = Instant(Date())
      try database.writeNow { db in
        for year in typed { try HistoryStore.write(year, in: place, by: nil, at: now, db) }
      }
    }
    let (years, divisor) = try database.readNow { db in
      let today = try DemonstrationMark.read(db)?.day ?? Instant(Date()).day(in: .current)
      let facts = try IndicatorStore.facts(
        FigureSpan(year: today.year, asOf: today), FigureScope(territory: place), db)
      return (try YearSeriesStore.read(place, narrowedBy: facets, through: today.year, db), facts.hoursPerFTE)
    }
    Terminal.print(json ? Self.json(years, divisor) : Self.text(years, divisor))
  }

  /// The one that is named, or the only one; nil for several.
  private static func territory(_ name: String?, _ db: any Connection) throws -> ID<Territory>? {
    let found: [Int64] = try db.values(
      name.map { "SELECT id FROM territory WHERE name = \($0)" } ?? "SELECT id FROM territory ORDER BY id LIMIT 2")
    if let name, found.isEmpty {
      throw CommandFailure("Il n’y a pas de territoire «\u{202F}\(name)\u{202F}» dans cette base.")
    }
    return found.count == 1 ? found.first.map { ID($0) } : nil
  }

  private static func text(_ years: [SeriesYear], _ divisor: Int) -> String {
    guard !years.isEmpty else { return "Aucune année n’est connue." }
    return years.map { year in
      let parts = [
        year.hours.map { "\($0.frenchShort)\u{202F}h" },
        year.people.map { FrenchText.count($0, "personne", "personnes") },
        year.assignments.map { FrenchText.count($0, "contrat", "contrats") },
        year.companies.map { FrenchText.count($0, "entreprise", "entreprises") },
        year.structures.map { FrenchText.count($0, "structure", "structures") },
        year.hoursPerPerson.map { "\($0.french(decimals: 1))\u{202F}h par personne" },
        year.percentOfObjective.map { "\($0.french(decimals: 1))\u{202F}% de l’objectif" },
        year.isCounted ? nil : "saisie",
      ]
      let flags = year.impossibilities.map { "\n      à vérifier\u{202F}: \($0)" }.joined()
      return "\(year.year)\u{202F}: \(parts.compactMap { $0 }.joined(separator: " · "))\(flags)"
    }.joined(separator: "\n")
  }

  private static func json(_ years: [SeriesYear], _ divisor: Int) -> String {
    func count(_ value: Int?) -> JSONText { value.map { .integer(Int64($0)) } ?? .null }
    func quantity(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }
    return JSONText.object([
      ("hoursPerFTE", .integer(Int64(divisor))), ("personsMayNotBeSummedOverYears", .bool(true)),
      (
        "years",
        .array(
          years.map { year in
            let fte = year.hours.flatMap { try? Ratios.fullTimeEquivalents(hours: $0, hoursPerFTE: divisor) }
            return .members([
              ("year", .integer(Int64(year.year))), ("source", .string(year.isCounted ? "lines" : "typed")),
              ("hours", quantity(year.hours?.decimal)), ("persons", count(year.people)),
              ("contracts", count(year.assignments)), ("companies", count(year.companies)),
              ("structures", count(year.structures)),
              ("hoursPerPerson", quantity(year.hoursPerPerson?.plain(decimals: 1))),
              ("fte", quantity(fte?.plain(decimals: 1))),
              ("percentOfObjective", quantity(year.percentOfObjective?.plain(decimals: 1))),
              ("impossible", .bool(!year.impossibilities.isEmpty)),
              ("reasons", .array(year.impossibilities.map { .string($0) })),
            ])
          })
      ),
    ])
  }
}
