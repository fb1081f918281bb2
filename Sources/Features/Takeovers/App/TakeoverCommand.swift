// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier takeover FICHIER…`: what a territory has, read from its own workbook. Nothing is written without `--apply`.
struct TakeoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "takeover", abstract: "Reprend ce qu’un territoire a dans son classeur ou ses fichiers.",
    discussion:
      "Sans --apply, dit ce qui serait fait et retrouve les totaux, sans rien enregistrer. Le même classeur repris deux fois "
      + "met à jour et ne double rien. Un dossier est lu comme l’ensemble de ses fichiers CSV et XLSX.")

  @OptionGroup var options: DatabaseOptions

  @Argument(help: ArgumentHelp("Classeur, fichiers CSV ou dossier.", valueName: "fichier"))
  var files: [String]

  @Option(name: .long, help: ArgumentHelp("Nom du territoire\u{202F}; inutile s’il n’y en a qu’un.", valueName: "nom"))
  var territory: String?

  @Option(
    name: .long,
    help: ArgumentHelp("D’où viennent les fichiers, pour les retrouver la fois suivante.", valueName: "nom"))
  var source: String = TakeoverSource.usual

  @Flag(name: .long, help: "Enregistre, en une fois ou pas du tout.")
  var apply = false

  @Flag(name: .long, help: "Reprend comme solde d’ouverture les années de lots qui ont un total et aucune ligne.")
  var openings = false

  @Flag(name: .long, help: "Résultat en JSON.")
  var json = false

  func run() throws {
    let source = try TakeoverSource.checked(source)
    let database = try options.open(writing: apply)
    defer { database.close() }
    let place = try database.readNow { db in try Self.territory(named: territory, db) }
    let mark = try database.readNow { db in try DemonstrationMark.read(db) }
    let now = mark?.now(Date()) ?? Instant(Date())
    do {
      let run = TakeoverRun(
        book: try TakeoverBook.open(files.map { ($0, URL(filePath: $0).lastPathComponent) }), source: source,
        territory: place.id, today: now.day(in: place.zone), opensMissing: openings)
      let prepared = try run.prepare(database)
      let preview = apply ? try write(run, prepared, at: now, database) : prepared.preview
      Terminal.print(
        json ? try preview.encoded() : TakeoverText.report(preview, isWritten: apply))
    } catch let error as any UserFacingError {
      throw CommandFailure(error.sentence)
    }
  }

  private func write(
    _ run: TakeoverRun, _ prepared: TakeoverRun.Prepared, at now: Instant, _ database: Database
  ) throws -> TakeoverPreview {
    try database.writeNow { db in
      let id = try TakeoverStore.insert(
        source: run.source, file: files.map { URL(filePath: $0).lastPathComponent }.joined(separator: ", "), stored: [],
        state: "writing", opensMissing: openings, in: run.territory, by: nil, at: now, db)
      return try run.write(prepared, as: id, by: nil, at: now, db)
    }
  }

  static func territory(named name: String?, _ db: any Connection) throws -> (id: ID<Territory>, zone: TimeZone) {
    let scope: SQL = name.map { "WHERE name = \($0)" } ?? ""
    let rows = try db.query("SELECT id, time_zone FROM territory \(scope) ORDER BY id LIMIT 2")
    guard rows.count == 1, let row = rows.first else {
      throw CommandFailure(
        rows.isEmpty
          ? "Ce territoire n’existe pas. Créez-le avec «\u{202F}clausier user add\u{202F}», qui crée son premier compte."
          : "Il y a plusieurs territoires\u{202F}: dites lequel avec --territory.", code: 64)
    }
    let zone: String = try row["time_zone"]
    return (try row["id"], TimeZone(identifier: zone) ?? .gmt)
  }
}

/// What the files of a territory are called, so that the same thing is found again under the same reference.
enum TakeoverSource {
  static let usual = "classeur"

  static func checked(_ text: String) throws(FormRejected) -> String {
    do throws(ValueError) {
      let name = try FreeText.line(text, field: "Source", max: 100)
      return name.isEmpty ? usual : name
    } catch { throw FormRejected("source", error.sentence) }
  }
}
