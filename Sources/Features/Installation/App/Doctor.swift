// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// Looks at an installation from outside and from inside. It reads, and repairs nothing.
enum Doctor {
  static func examine(_ options: DatabaseOptions, at now: Instant) throws -> [Finding] {
    let configuration = options.configuration
    let database: Database
    do { database = try options.openAsIs() } catch {
      // The disk or the rights may well be why: what surrounds the database is looked at all the same.
      return [closed(error)] + outside(configuration, size: nil)
    }
    defer { database.close() }
    let opened = Finding("database.opens", .sound, "La base s’ouvre.")
    let size = try? database.size()
    return [opened] + inside(database, now) + outside(configuration, size: size)
  }

  private static func closed(_ error: any Error) -> Finding {
    let advice =
      switch error {
      case DatabaseError.damaged: InstallationRules.afterDamage
      case is CommandFailure: ""
      default: "Vérifiez --data, --database ou CLAUSIER_DATA, et que la base est en marche."
      }
    return Finding("database.opens", .fault, sentence(error), advice: advice)
  }

  /// What is written in the database.
  private static func inside(_ database: Database, _ now: Instant) -> [Finding] {
    let schema = schema(database)
    guard schema.state != .fault else { return [schema] }
    return [schema]
      + asked("database.integrity") { database.dialect == .sqlite ? [try integrity(database)] : [] }
      + asked("postgresql.version") {
        try database.serverFacts().map {
          InstallationRules.server(version: $0.version, encoding: $0.encoding, collation: $0.collation)
        } ?? []
      }
      + asked("ledger.invariants") { [try invariants(database)] }
      + asked("jobs.moving") { try database.readNow { db in [try jobs(now, db)] } }
      + asked("mail.moving") { try database.readNow { db in [try messages(now, db)] } }
      + asked("clock.forward") { try database.readNow { db in [try clock(now, db)] } }
      + asked("accounts.some") { try database.readNow { db in [try accounts(db)] } }
  }

  /// An examination that cannot be made is a fault of its own.
  private static func asked(_ name: String, _ body: () throws -> [Finding]) -> [Finding] {
    do { return try body() } catch {
      let advice =
        if case DatabaseError.damaged = error { InstallationRules.afterDamage } else {
          "Relancez l’examen quand la base répond\u{202F}; si cela dure, lisez le journal du service (journalctl -u clausier)."
        }
      return [Finding(name, .fault, sentence(error), advice: advice)]
    }
  }

  private static func schema(_ database: Database) -> Finding {
    do {
      let pending = try database.pendingMigrations(AppMigrations.all)
      guard pending.isEmpty else {
        return Finding(
          "schema.current", .fault,
          "Le schéma attend \(FrenchText.count(pending.count, "étape", "étapes")) de cette version.",
          advice: "Sauvez, puis lancez clausier migrate.")
      }
      return Finding(
        "schema.current", .sound, "Le schéma est celui de cette version (\(AppMigrations.all.count) étapes).")
    } catch {
      return Finding(
        "schema.current", .fault, sentence(error), advice: "Installez la version du programme qui va avec cette base.")
    }
  }

  private static func integrity(_ database: Database) throws -> Finding {
    let found = try database.integrityCheck()
    guard let first = found.first else {
      return Finding("database.integrity", .sound, "La base se lit en entier.")
    }
    return Finding(
      "database.integrity", .fault, "La base est abîmée (\(first)).",
      advice: InstallationRules.afterDamage)
  }

  private static func invariants(_ database: Database) throws -> Finding {
    let results = try database.readNow { try VerificationRun.all($0) }
    let broken = results.filter { !$0.holds }.count
    guard broken > 0 else {
      return Finding("ledger.invariants", .sound, "Les \(results.count) règles du registre des heures sont tenues.")
    }
    return Finding(
      "ledger.invariants", .fault,
      "\(FrenchText.count(broken, "règle du registre n’est pas tenue", "règles du registre ne sont pas tenues")).",
      advice: "Lancez clausier verify, qui dit où\u{202F}; ne corrigez rien à la main sans sauvegarde.")
  }

  private static func jobs(_ now: Instant, _ db: any Connection) throws -> Finding {
    let jobs = try InstallationStore.jobs(at: now, db)
    return InstallationRules.jobs(
      pending: jobs.pending, overdue: jobs.overdue, stuck: jobs.stuck, failed: jobs.failed)
  }

  private static func messages(_ now: Instant, _ db: any Connection) throws -> Finding {
    if try DemonstrationMark.read(db) != nil {
      return Finding("mail.moving", .sound, "C’est une démonstration\u{202F}: ses messages ne partent pas.")
    }
    let found = try InstallationStore.messages(at: now, db)
    return InstallationRules.messages(pending: found.pending, overdue: found.overdue, refused: found.refused)
  }

  private static func clock(_ now: Instant, _ db: any Connection) throws -> Finding {
    if try DemonstrationMark.read(db) != nil {
      return Finding("clock.forward", .sound, "C’est une démonstration\u{202F}: son jour est fixe.")
    }
    return InstallationRules.clock(now: now, lastWritten: try InstallationStore.lastWritten(db), in: .current)
  }

  private static func accounts(_ db: any Connection) throws -> Finding {
    let count = try InstallationStore.accounts(db)
    return Finding(
      "accounts.some", count > 0 ? .sound : .watch,
      count > 0 ? "\(FrenchText.count(count, "compte peut", "comptes peuvent")) entrer." : "Personne ne peut entrer.",
      advice: count > 0 ? "" : "Créez le premier compte\u{202F}: clausier user add --help.")
  }

  /// What surrounds the database.
  private static func outside(_ configuration: Configuration, size: Int64?) -> [Finding] {
    var findings: [Finding] = []
    let folder = configuration.dataFolder
    if configuration.databaseURL == nil, access(folder, R_OK | X_OK) == 0 {
      findings += asked("disk.free") { [try disk(folder, size)] }
      findings += asked("folder.permissions") { try permissions(folder) }
      findings += asked("folder.set-aside") { try setAside(folder) }
    }
    let files = FileManager.default
    for (name, folder, what) in [
      ("files.public", configuration.publicFolder + "/css", "Les feuilles de style"),
      ("files.fonts", configuration.fontFolder, "Les polices"),
    ] {
      let isThere = files.fileExists(atPath: folder)
      findings.append(
        Finding(
          name, isThere ? .sound : .watch, isThere ? "\(what) sont là." : "\(what) manquent (\(folder)).",
          advice: isThere ? "" : "Voyez docs/environnement.md\u{202F}: CLAUSIER_PUBLIC, CLAUSIER_FONTS."))
    }
    findings.append(
      Finding(
        "tool.pdftotext", PDFText.tool == nil ? .watch : .sound,
        PDFText.tool == nil
          ? "pdftotext manque\u{202F}: un numéro de sécurité sociale dans un PDF joint ne sera pas vu."
          : "pdftotext est là\u{202F}: le texte des PDF joints est relu.",
        advice: PDFText.tool == nil ? "Installez le paquet poppler-utils." : ""))
    return findings
  }

  private static func disk(_ folder: String, _ size: Int64?) throws -> Finding {
    InstallationRules.disk(free: try DataFolder.free(folder), database: try size ?? DataFolder.size(folder))
  }

  /// Whole databases that a restoration left beside the data: they hold the same people.
  private static func setAside(_ folder: String) throws -> [Finding] {
    let old = try DataFolder.setAside(folder)
    return old.count == 0 ? [] : [InstallationRules.setAside(count: old.count, bytes: old.bytes)]
  }

  private static func permissions(_ folder: String) throws -> [Finding] {
    let files = FileManager.default
    guard files.fileExists(atPath: folder + "/clausier.sqlite") else { return [] }
    func mode(_ path: String) throws -> Int {
      (try files.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
    let file = folder + "/clausier.sqlite"
    return [
      InstallationRules.permissions(
        mode: try mode(folder) & mode(file),
        isWritable: files.isWritableFile(atPath: folder) && files.isWritableFile(atPath: file))
    ]
  }

  static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as CommandFailure: error.sentence
    case let error as any UserFacingError: error.sentence
    default: "\(error)"
    }
  }
}
