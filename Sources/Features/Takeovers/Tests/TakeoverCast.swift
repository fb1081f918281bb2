// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Spreadsheet

@testable import App
@testable import TestSupport

/// The sample's territory with workbooks to take over, each in a folder that goes with the test.
struct TakeoverCast {
  let site: TestSite
  let sample: Sample
  let folder: String

  init(_ engine: Engine) async throws {
    site = try TestSite(engine)
    sample = try await Sample.insert(into: site)
    folder = NSTemporaryDirectory() + "reprise-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func done() { try? FileManager.default.removeItem(atPath: folder) }

  static let lots = """
    Maître d’ouvrage;N° marché;Objet;Lot n°;Intitulé du lot;Entreprise titulaire;Heures prévues;Total 2024;Heures réalisées
    Ville de Belval;24-01;Médiathèque;1;Gros œuvre;SARL Roche;1200;303,34;455,01
    Ville de Belval;24-01;Médiathèque;2;Peinture;Pinceaux réunis;400;;35
    Ville de Belval;24-02;Nettoyage des écoles;;;Net Plus;800;700;700
    TOTAL;;;;;;2400;1003,34;
    """
  static let hours = """
    Nom;Prénom;Né(e) le;Employeur;N° marché;Lot;Mois;Nb heures
    BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;10/2024;151,67
    BENALI;Nadia;12/03/1990;SARL Roche;24-01;lot 01;nov. 2024;151:40
    BENALI;Nadia;12/03/1990;SARL Roche;24-01;1;2025-01;151,67
    MOREL;Luc;01/02/1985;ETTI Envol;24-01;2;03/2025;35
    Total;;;;;;;490,01
    """

  /// Files of these names; returns the folder of this workbook.
  func files(_ files: [(String, String)]) throws -> String {
    let path = folder + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8) }
    return path
  }

  func run(_ path: String, openings: Bool = false, territory: ID<Territory>? = nil) throws -> TakeoverRun {
    TakeoverRun(
      book: try TakeoverBook.open([(path, "suivi")]), source: "essai", territory: territory ?? sample.territory,
      today: site.services.today(in: .gmt), opensMissing: openings)
  }

  func rehearse(_ path: String, openings: Bool = false) throws -> TakeoverPreview {
    try run(path, openings: openings).prepare(site.database).preview
  }

  @discardableResult
  func apply(_ path: String, openings: Bool = false, territory: ID<Territory>? = nil) throws -> TakeoverPreview {
    let run = try run(path, openings: openings, territory: territory)
    let prepared = try run.prepare(site.database)
    let now = site.services.now
    return try site.database.writeNow { db in
      let id = try TakeoverStore.insert(
        source: "essai", file: "suivi", stored: [], state: "writing", opensMissing: openings, in: run.territory,
        by: nil,
        at: now, db)
      return try run.write(prepared, as: id, by: nil, at: now, db)
    }
  }

  func undo() throws {
    try site.database.writeNow { db in
      let id: Int64 = try db.value("SELECT MAX(id) FROM takeover WHERE state = 'written'") ?? 0
      try TakeoverUndo.undo(
        try TakeoverStore.find(id, in: nil, db), by: nil, at: site.services.now, db)
    }
  }

  func figure(_ question: SQL) throws -> Int { try site.database.readNow { try $0.value(question) as Int? ?? 0 } }

  /// Invariants that do not hold, by name.
  func broken() throws -> [String] {
    try site.database.readNow { db in try VerificationRun.all(db).filter { !$0.holds }.map(\.name) }
  }

  /// Everything of the territory, as an archive gives it, to compare before and after.
  func everything(_ territory: ID<Territory>? = nil, named name: String = "tout") throws -> String {
    let path = folder + "/" + name + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    _ = try site.database.readNow { db in
      try TerritoryArchive(
        territory: territory ?? sample.territory, folder: path, today: site.services.today(in: .gmt)
      ).write(db)
    }
    return path
  }
}
