// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Domain

/// `clausier sizing`: the four formulas, without a database.
struct SizingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sizing", abstract: "Calibre une clause\u{202F}: combien d’heures un marché peut porter.",
    subcommands: [
      SizingAmountCommand.self, SizingHoursCommand.self, SizingFullTimeCommand.self, SizingCleaningCommand.self,
    ])
}

/// Prints a result as text or JSON.
private func show(_ result: SizingResult, json: Bool) { Terminal.print(json ? sizingJSON(result) : sizingText(result)) }

/// Values of the command line: the option is named in the sentence, wrong ones end with code 64.
private enum Given {
  static func value<T>(_ option: String, _ text: String, _ read: (String) throws(ValueError) -> T) throws -> T {
    do throws(ValueError) { return try read(text) } catch {
      throw CommandFailure("--\(option)\u{202F}: \(error.sentence)", code: 64)
    }
  }

  /// The sentence of a percentage names its field by itself.
  static func percent(_ option: String, _ text: String) throws -> Rational {
    try checked { () throws(ValueError) in try Rational.parsePercent(text, field: "--\(option)") }
  }

  static func checked<T>(_ make: () throws(ValueError) -> T) throws -> T {
    do throws(ValueError) { return try make() } catch { throw CommandFailure(error.sentence, code: 64) }
  }
}

struct SizingAmountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "amount", abstract: "Par le montant\u{202F}: montant × part de main-d’œuvre × taux ÷ coût horaire.")

  @Option(name: .long, help: ArgumentHelp("Montant hors taxes du marché, en euros.", valueName: "euros")) var amount:
    String
  @Option(name: .long, help: ArgumentHelp("Part de main-d’œuvre, en pour cent.", valueName: "pourcent"))
  var labourShare: String
  @Option(name: .long, help: ArgumentHelp("Taux d’insertion, en pour cent.", valueName: "pourcent")) var rate: String
  @Option(name: .long, help: ArgumentHelp("Coût horaire chargé, en euros.", valueName: "euros")) var hourlyCost: String
  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let (amount, cost) = (
      try Given.value("amount", amount, Money.parse), try Given.value("hourly-cost", hourlyCost, Money.parse)
    )
    let (share, rate) = (try Given.percent("labour-share", labourShare), try Given.percent("rate", rate))
    let sizing = try Given.checked { () throws(ValueError) in
      try Sizing.Amount(amount: amount, labourShare: share, rate: rate, hourlyCost: cost)
    }
    show(sizing.result, json: json)
  }
}

struct SizingHoursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hours", abstract: "Par les heures du marché\u{202F}: heures × taux.")

  @Option(name: .long, help: ArgumentHelp("Heures totales du marché.", valueName: "heures")) var totalHours: String
  @Option(name: .long, help: ArgumentHelp("Taux d’insertion, en pour cent.", valueName: "pourcent")) var rate: String
  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let (hours, rate) = (try Given.value("total-hours", totalHours, Hours.parse), try Given.percent("rate", rate))
    let sizing = try Given.checked { () throws(ValueError) in try Sizing.TotalHours(totalHours: hours, rate: rate) }
    show(sizing.result, json: json)
  }
}

struct SizingFullTimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fte", abstract: "Par les équivalents temps plein\u{202F}: ETP × heures par an × mois ÷ 12 × taux.")

  @Option(name: .long, help: ArgumentHelp("Équivalents temps plein.", valueName: "etp")) var fte: String
  @Option(name: .long, help: ArgumentHelp("Durée, en mois.", valueName: "mois")) var months: Int
  @Option(name: .long, help: ArgumentHelp("Taux d’insertion, en pour cent.", valueName: "pourcent")) var rate: String =
    "100"
  @Option(name: .long, help: ArgumentHelp("Heures par an d’un temps plein.", valueName: "heures"))
  var hoursPerYear: Int = Sizing.FullTime.hoursPerYear
  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let people = try Given.checked { () throws(ValueError) in
      try Rational.parse(fte, field: "--fte", decimals: 4)
    }
    let rate = try Given.percent("rate", rate)
    let (months, hoursPerYear) = (months, hoursPerYear)
    let sizing = try Given.checked { () throws(ValueError) in
      try Sizing.FullTime(fte: people, months: months, rate: rate, hoursPerYear: hoursPerYear)
    }
    show(sizing.result, json: json)
  }
}

struct SizingCleaningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleaning", abstract: "Nettoyage avec reprise de personnel (P.A.C.T. Propreté).")

  @Option(name: .long, help: ArgumentHelp("Chiffre d’affaires du lot sur la période, en euros.", valueName: "euros"))
  var turnover: String
  @Option(name: .long, help: ArgumentHelp("Durée, en mois.", valueName: "mois")) var months: Int
  @Option(name: .long, help: ArgumentHelp("Heures mensuelles du personnel à reprendre.", valueName: "heures"))
  var transferableHours: String
  @Option(name: .long, help: ArgumentHelp("Taux d’insertion, en pour cent.", valueName: "pourcent")) var rate: String
  @Option(name: .long, help: ArgumentHelp("Chiffre d’affaires pour une heure, en euros.", valueName: "euros"))
  var eurosPerHour: String = "25"
  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    let turnover = try Given.value("turnover", turnover, Money.parse)
    let hours = try Given.value("transferable-hours", transferableHours, Hours.parse)
    let perHour = try Given.value("euros-per-hour", eurosPerHour, Money.parse)
    let rate = try Given.percent("rate", rate)
    let months = months
    let sizing = try Given.checked { () throws(ValueError) in
      try Sizing.Cleaning(
        turnover: turnover, months: months, transferableMonthlyHours: hours, rate: rate, eurosPerHour: perHour)
    }
    show(sizing.result, json: json)
  }
}
