// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// One restoration: the backup is copied beside the data, checked and brought up to date there, and takes its place at the end.
struct Restore {
  let backup: String
  let folder: String
  let now: Instant

  /// What the checks of a backup gave.
  struct Found: Sendable {
    let territories: Int
    let ledger: InstallationStore.Ledger
    let lastWritten: Instant?
    let steps: Int
    let rules: Int
    let broken: Int

    var sentence: String {
      let last = lastWritten.map { ", dernier acte le \($0.french(in: .current))" } ?? ""
      return
        "\(FrenchText.count(territories, "territoire", "territoires")), \(FrenchText.count(ledger.lines, "ligne d’heures", "lignes d’heures"))\(last)."
    }
  }

  private var file: String { folder + "/clausier.sqlite" }
  private var working: String { folder + "/clausier.retablissement" }
  private var ready: String { folder + "/clausier.retabli" }
  private var aside: String {
    folder + "/" + DataFolder.setAsideMark + now.text.filter { $0.isNumber || $0 == "T" }.prefix(15)
  }

  var isOccupied: Bool { FileManager.default.fileExists(atPath: file) }

  /// Copies the backup and proves it. Throws a sentence when it cannot take the place of the data; the data are not touched.
  func prepare() throws -> Found {
    try refuseUnreadable()
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      discard()
      try refuseCramped()
      try FileManager.default.copyItem(atPath: backup, toPath: working)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: working)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      discard()
      throw CommandFailure(
        "La sauvegarde ne peut pas être copiée dans \(folder). Vérifiez les droits du dossier et la place sur le disque."
      )
    }
    do { return try prove() } catch {
      discard()
      throw error
    }
  }

  private func refuseUnreadable() throws {
    guard let handle = FileHandle(forReadingAtPath: backup), let head = try? handle.read(upToCount: 16) else {
      throw CommandFailure("Le fichier \(backup) n’existe pas ou ne peut pas être lu.")
    }
    guard head == Data("SQLite format 3\u{0}".utf8) else {
      throw CommandFailure("Le fichier \(backup) n’est pas une sauvegarde de Clausier.")
    }
    let journal =
      (try? FileManager.default.attributesOfItem(atPath: backup + "-wal")[.size] as? NSNumber)?.intValue ?? 0
    guard journal == 0 else {
      throw CommandFailure(
        "Le fichier \(backup) est une base en service, pas une sauvegarde\u{202F}: il lui manque ce qui est dans son journal. Faites-en une par clausier backup."
      )
    }
  }

  private func refuseCramped() throws {
    let needed = try DataFolder.bytes(backup)
    guard let why = InstallationRules.roomToRestore(backup: needed, free: try DataFolder.free(folder)) else { return }
    throw CommandFailure("Rien n’a été changé dans \(folder)\u{202F}: \(why). Faites de la place, puis recommencez.")
  }

  private func prove() throws -> Found {
    do {
      let database = try Database.open(.sqliteFile(working))
      defer { database.close() }
      if let fault = try database.integrityCheck().first { throw BackupError.damaged(fault) }
      guard try !database.appliedMigrations().isEmpty else {
        throw CommandFailure("Le fichier \(backup) n’est pas une sauvegarde de Clausier.")
      }
      let steps = try database.migrate(AppMigrations.all).count
      try SearchWords.catchUp(database)
      let found = try database.readNow { db in
        let results = try VerificationRun.all(db)
        return Found(
          territories: try InstallationStore.territories(db), ledger: try InstallationStore.ledger(db),
          lastWritten: try InstallationStore.lastWritten(db), steps: steps, rules: results.count,
          broken: results.filter { !$0.holds }.count)
      }
      try database.backup(to: ready)
      return found
    } catch let error as MigrationError {
      throw CommandFailure("La sauvegarde est refusée. \(error.description)")
    } catch is BackupError {
      throw CommandFailure("Le fichier \(backup) est abîmé\u{202F}: rien n’a été changé. Prenez une autre sauvegarde.")
    } catch DatabaseError.full {
      throw CommandFailure(
        "Le disque de \(folder) est plein\u{202F}: rien n’a été changé. Faites de la place, puis recommencez.")
    } catch DatabaseError.damaged {
      throw CommandFailure("Le fichier \(backup) est abîmé\u{202F}: rien n’a été changé. Prenez une autre sauvegarde.")
    } catch let error as DatabaseError {
      throw CommandFailure("Le fichier \(backup) ne peut pas être lu comme une base de Clausier. \(error.description)")
    }
  }

  /// What `swap` will do, in sentences.
  func plan(_ found: Found) -> [String] {
    var plan: [String] = []
    if found.steps > 0 {
      plan.append(
        "Elle vient d’une version plus ancienne\u{202F}: \(FrenchText.count(found.steps, "étape du schéma est ajoutée", "étapes du schéma sont ajoutées"))."
      )
    }
    if isOccupied { plan.append("La base qui est dans \(folder) y reste, sous le nom \(aside).") }
    plan.append("La sauvegarde devient \(file).")
    if found.broken > 0 {
      plan.append(
        "Attention\u{202F}: \(FrenchText.count(found.broken, "règle du registre n’y est pas tenue", "règles du registre n’y sont pas tenues")). clausier verify dira où."
      )
    }
    return plan
  }

  /// Puts the proven copy in place.
  func swap() throws {
    let lock: FolderLock
    do { lock = try FolderLock(folder: folder) } catch {
      throw CommandFailure(
        "Un serveur Clausier travaille dans \(folder). Arrêtez-le d’abord, par exemple\u{202F}: systemctl stop clausier."
      )
    }
    defer { withExtendedLifetime(lock) {} }
    if isOccupied { try setAside() }
    do { try FileManager.default.moveItem(atPath: ready, toPath: file) } catch {
      throw CommandFailure("La sauvegarde n’a pas pu prendre le nom \(file). La base d’avant est dans \(aside).")
    }
    try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
  }

  private func setAside() throws {
    do { try Database.setAside(file, as: aside) } catch DatabaseError.busy {
      throw CommandFailure(
        "Un autre programme se sert de la base de \(folder). Attendez qu’il finisse, puis recommencez.")
    }
  }

  /// Removes the working copies.
  func discard() {
    for path in [working, ready] {
      for end in ["", "-wal", "-shm", "-journal", ".partiel"] {
        try? FileManager.default.removeItem(atPath: path + end)
      }
    }
  }
}
