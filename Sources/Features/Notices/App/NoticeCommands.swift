// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier decp`: the essential data that buyers publish.
struct DecpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decp", abstract: "Lit les données essentielles de la commande publique.",
    subcommands: [DecpImportCommand.self, DecpCheckCommand.self])
}

struct DecpImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Lit des fichiers de données essentielles (JSON ou CSV, toutes versions).",
    discussion:
      "Le même fichier lu deux fois ne change rien. Ce qui n’a pas de sens est rejeté, ce qui est curieux est gardé "
      + "avec un avertissement.")

  @OptionGroup var options: DatabaseOptions

  @Argument(help: ArgumentHelp("Fichiers à lire.", valueName: "fichier"))
  var files: [String]

  @Flag(name: .long, help: "Résultat en JSON.")
  var json = false

  @Flag(name: .long, help: "Dit ce qui serait fait, sans rien enregistrer.")
  var dryRun = false

  @Option(
    name: .long, help: ArgumentHelp("Écrit chaque rejet et avertissement dans un fichier CSV.", valueName: "fichier"))
  var report: String?

  func run() throws {
    let report = try report.map { try NoticeReport(path: $0) }
    let database = try open()
    defer { database?.close() }
    let target: any NoticeTarget = try dryRun ? NoticeRehearsal(of: database) : NoticeDatabase(try opened(database))
    let results = try runDecpImport(files, into: target, report: report)
    try report?.close()
    if json { Terminal.print(decpImportJSON(results)) }
    let broken = results.count { $0.failure != nil }
    guard broken == 0 else {
      let what = FrenchText.count(broken, "fichier n’a pas été lu", "fichiers n’ont pas été lus")
      throw CommandFailure("\(what) jusqu’au bout.")
    }
  }

  /// A dry run creates nothing, not even the folder.
  private func open() throws -> Database? {
    guard dryRun else { return try options.open(writing: true) }
    let configuration = options.configuration
    let exists = FileManager.default.fileExists(atPath: configuration.dataFolder + "/clausier.sqlite")
    return configuration.databaseURL != nil || exists ? try options.open(writing: false) : nil
  }

  private func opened(_ database: Database?) throws -> Database {
    guard let database else { throw CommandFailure("La base n’a pas été ouverte.") }
    return database
  }

  private func runDecpImport(
    _ files: [String], into target: any NoticeTarget, report: NoticeReport?
  ) throws -> [NoticeImportResult] {
    let now = { Instant(Date()) }
    let paris = TimeZone(identifier: "Europe/Paris") ?? .current
    let noticeImport = NoticeImport(target: target, today: now().day(in: paris), now: now)
    return try files.map { path in
      let name = URL(filePath: path).lastPathComponent
      var tally = NoticeTally()
      let result = try noticeImport.run(path: path, name: name) { finding in
        tally.add(finding)
        try report?.add(finding, file: name)
      }
      // What is wrong with a file is talk; its counts are the result, unless the result is JSON.
      let talk = decpImportTalk(result, tally)
      if json || result.failure != nil { Terminal.say(talk) } else { Terminal.print(talk) }
      return result
    }
  }
}
