// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform
import Spreadsheet

/// `clausier reference`: the lists of codes that others publish.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Lit les listes de référence.", subcommands: [ReferenceImportCommand.self])
}

struct ReferenceImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Lit des listes en CSV, reconnues à leurs titres\u{202F}: communes, EPCI, QPV, CPV, NAF, ROME.",
    discussion:
      "Chaque version a son jour\u{202F}: un code terminé reste valable pour les dates d’avant. Le même fichier lu deux fois ne "
      + "change rien.")

  @OptionGroup var options: DatabaseOptions

  @Argument(help: ArgumentHelp("Fichiers à lire.", valueName: "fichier"))
  var files: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Jour de la version, AAAA-MM-JJ. Sans lui\u{202F}: le fichier, la loi, ou l’année du nom.", valueName: "jour"))
  var on: String?

  @Flag(name: .long, help: "C’est un extrait\u{202F}: ce qui n’y est pas reste en vigueur.")
  var extract = false

  @Flag(name: .long, help: "Résultat en JSON.")
  var json = false

  @Flag(name: .long, help: "Dit ce qui serait fait, sans rien enregistrer.")
  var dryRun = false

  @Option(name: .long, help: ArgumentHelp("Écrit chaque ligne rejetée dans un fichier CSV.", valueName: "fichier"))
  var report: String?

  func run() throws {
    let reading = ReferenceOptions(day: try day(), isExtract: extract)
    let database = try dryRun ? existing() : options.open(writing: true)
    defer { database?.close() }
    var results: [ReferenceImportResult] = []
    var rejections: [(file: String, rejection: ReferenceRejection)] = []
    for path in files {
      let (result, rejected) = try read(path, reading, into: database)
      results.append(result)
      rejections += rejected.map { (result.file, $0) }
      if json || result.failure != nil {
        Terminal.say(talk(result, rejected))
      } else {
        Terminal.print(talk(result, rejected))
      }
    }
    if let report { try write(rejections, to: report) }
    if json { Terminal.print(referenceJSON(results)) }
    let broken = results.count { $0.failure != nil }
    guard broken == 0 else {
      throw CommandFailure("\(FrenchText.count(broken, "fichier n’a pas été lu", "fichiers n’ont pas été lus")).")
    }
  }

  private func day() throws -> Day? {
    guard let on else { return nil }
    do throws(ValueError) { return try Day.parse(on) } catch {
      throw CommandFailure("--on\u{202F}: \(error.sentence)", code: 64)
    }
  }

  /// A dry run creates nothing, not even the folder.
  private func existing() throws -> Database? {
    let configuration = options.configuration
    let exists = FileManager.default.fileExists(atPath: configuration.dataFolder + "/clausier.sqlite")
    return configuration.databaseURL != nil || exists ? try options.open(writing: false) : nil
  }

  private func read(
    _ path: String, _ options: ReferenceOptions, into database: Database?
  ) throws -> (ReferenceImportResult, [ReferenceRejection]) {
    let name = URL(filePath: path).lastPathComponent
    var result = ReferenceImportResult(file: name)
    do {
      let reading = try ReferenceFile.read(path)
      result.list = reading.list
      guard !dryRun, let database else {
        let planned = try database.map { database in
          try database.readNow { db in try ReferenceImport.rehearse(reading, file: name, options, db) }
        }
        return (try planned ?? ReferenceImport.rehearse(reading, file: name, options, nil), reading.rejections)
      }
      let now = Instant(Date())
      result = try database.writeNow { db in
        let id = try ReferenceStore.begin(name, reading.list, options, at: now, db)
        return try ReferenceImport.write(reading, to: id, file: name, options, at: now, db)
      }
      return (result, reading.rejections)
    } catch let error as ReferenceFileError {
      result.failure = error.sentence
      return (result, [])
    }
  }

  private func talk(_ result: ReferenceImportResult, _ rejected: [ReferenceRejection]) -> String {
    if let failure = result.failure { return "\(result.file)\u{202F}: \(failure)" }
    let lines = rejected.prefix(20).map {
      "  ligne \(FrenchNumber.whole($0.line)), \($0.field) «\u{202F}\($0.value)\u{202F}»\u{202F}: \($0.reason)"
    }
    let more = rejected.count > 20 ? ["  … et \(FrenchNumber.whole(rejected.count - 20)) autres (--report)."] : []
    return ([referenceCounts(result)] + lines + more).joined(separator: "\n")
  }

  private func write(_ rejections: [(file: String, rejection: ReferenceRejection)], to path: String) throws {
    let header = CSVText.line(["fichier", "ligne", "champ", "valeur", "pourquoi"])
    let lines = rejections.map { file, rejection in
      CSVText.line([file, String(rejection.line), rejection.field, rejection.value, rejection.reason])
    }
    do {
      try Data((CSVText.mark + header + lines.joined()).utf8).write(to: URL(filePath: path))
    } catch {
      throw CommandFailure("Le rapport ne peut pas être écrit dans \(path). Vérifiez le dossier et les droits.")
    }
  }
}

/// What scripts read: `{"files":[{"file","list","version","read","added","renamed","moved","ended","unchanged","rejected","failure"}]}`.
func referenceJSON(_ results: [ReferenceImportResult]) -> String {
  let files = results.map { result -> JSONText in
    .members([
      ("file", .string(result.file)), ("list", result.list.map { .string($0.rawValue) } ?? .null),
      ("version", result.day.map { .string($0.iso) } ?? .null), ("read", .integer(Int64(result.read))),
      ("added", .integer(Int64(result.added))), ("renamed", .integer(Int64(result.renamed))),
      ("moved", .integer(Int64(result.moved))), ("ended", .integer(Int64(result.ended))),
      ("unchanged", .integer(Int64(result.unchanged))), ("rejected", .integer(Int64(result.rejected))),
      ("failure", result.failure.map { .string($0) } ?? .null),
    ])
  }
  return JSONText.object([("files", .array(files))])
}
