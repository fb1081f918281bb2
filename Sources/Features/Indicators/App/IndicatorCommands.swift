// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// `clausier indicators --year 2025`: the figures of a year, the same as on the pages, each with its definition.
struct IndicatorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicators", abstract: "Donne les indicateurs d’une année, avec leur définition.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Année de travail.", valueName: "année")) var year: Int

  @Option(
    name: .long, help: ArgumentHelp("Nom d’un territoire\u{202F}; tous ensemble si rien n’est dit.", valueName: "nom"))
  var territory: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Heures par an d’un équivalent temps plein\u{202F}; la règle du territoire si rien n’est dit.",
      valueName: "heures"))
  var hoursPerFte: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Ventile par mois, secteur, donneur, employeur, genre, age, critere…, comme dans l’adresse d’un tableau.",
      valueName: "ventilation"))
  var by: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Ne compte que cela, par exemple genre=F\u{202F}; peut se répéter.", valueName: "filtre"))
  var filter: [String] = []

  @Option(name: .long, help: ArgumentHelp("Un seul indicateur, par son code.", valueName: "code"))
  var only: String?

  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    if let only {
      guard let asked = Indicator.all.first(where: { $0.code == only }) else {
        let codes = Indicator.all.map(\.code).joined(separator: ", ")
        throw CommandFailure("--only \(only)\u{202F}: l’un de \(codes).", code: 64)
      }
      if let refusal = asked.refusal(year: year) { throw CommandFailure(refusal) }
    }
    guard (1990...2100).contains(year) else {
      throw CommandFailure("--year\u{202F}: une année de 1990 à 2100.", code: 64)
    }
    guard hoursPerFte.map((1...8784).contains) ?? true else {
      throw CommandFailure("--hours-per-fte\u{202F}: de 1 à 8784 heures.", code: 64)
    }
    let database = try options.open(writing: false)
    defer { database.close() }
    let text = try database.readNow { db in
      let place = try chosenTerritory(db)
      let today = try DemonstrationMark.read(db)?.day ?? Instant(Date()).day(in: .current)
      if by != nil || !filter.isEmpty { return try table(place, today, db) }
      guard !json else {
        return try indicatorsJSON(year: year, territory: place, today: today, hoursPerFTE: hoursPerFte, db)
      }
      let span = try FigureSpan(year: year, asOf: max(today, Day(year, 12, 31) ?? today))
      let report = try IndicatorStore.year(span, FigureScope(territory: place), knownAt: nil, db)
      return try report.values(hoursPerFTE: hoursPerFte).filter { only == nil || $0.indicator.code == only }.map {
        "\($0.indicator.label)\u{202F}: \($0.french)\n    \($0.definition)"
      }
      .joined(separator: "\n")
    }
    Terminal.print(text)
  }

  private func table(_ place: ID<Territory>?, _ today: Day, _ db: any Connection) throws -> String {
    let words = FigureBreakdown.allCases.map(\.rawValue).joined(separator: ", ")
    guard let breakdown = by.map({ FigureBreakdown(rawValue: $0) }) ?? .month else {
      throw CommandFailure("--by\u{202F}: l’un de \(words).", code: 64)
    }
    let facets = try FigureBreakdown.facets(said: filter)
    let span = try FigureSpan(year: year, asOf: max(today, Day(year, 12, 31) ?? today))
    let query = TableQuery(
      span: span, scope: FigureScope(territory: place), breakdown: breakdown, facets: facets, hoursPerFTE: hoursPerFte)
    let table = try TableResults.read(query, db).table
    return json ? try tableJSON(table) : try tableText(table)
  }

  private func chosenTerritory(_ db: any Connection) throws -> ID<Territory>? {
    guard let territory else { return nil }
    guard let id: Int64 = try db.value("SELECT id FROM territory WHERE name = \(territory)") else {
      throw CommandFailure("Il n’y a pas de territoire «\u{202F}\(territory)\u{202F}» dans cette base.")
    }
    return ID(id)
  }
}

extension FigureBreakdown {
  /// Filters said as `genre=F`.
  static func facets(said texts: [String]) throws -> [FigureBreakdown: String] {
    var facets: [FigureBreakdown: String] = [:]
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let facet = FigureBreakdown(rawValue: parts[0]), facet.admits(parts[1]) else {
        let words = FigureBreakdown.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure(
          "--filter \(text)\u{202F}: un nom et sa valeur, comme genre=F. Noms\u{202F}: \(words).", code: 64)
      }
      facets[facet] = parts[1]
    }
    return facets
  }
}
