// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// Reads a workbook that was sent, and keeps what it would change.
enum TakeoverReadWork {
  static let kind = "reprise-lecture"
  static let work = JobWork(kind: kind) { job in
    let takeover = try TakeoverWork.takeover(job)
    guard takeover.state == "reading" else { return "Ce fichier est déjà lu." }
    return try TakeoverWork.refusing(takeover, job) {
      let prepared = try TakeoverWork.run(takeover, job).prepare(job.services.database)
      try job.services.database.writeNow { db in try TakeoverStore.ready(takeover.id, prepared.preview, db) }
      return prepared.preview.changesNothing
        ? "Rien ne changerait\u{202F}: tout est déjà là." : "Le fichier est lu. Rien n’est encore écrit."
    }
  }
}

/// Writes it, in one transaction: all or nothing, whatever happens to the process.
enum TakeoverWriteWork {
  static let kind = "reprise-ecriture"
  static let work = JobWork(kind: kind) { job in
    let takeover = try TakeoverWork.takeover(job)
    guard takeover.state == "writing" else { return "Cette reprise est déjà écrite." }
    return try TakeoverWork.refusing(takeover, job) {
      let run = try TakeoverWork.run(takeover, job)
      let prepared = try run.prepare(job.services.database)
      let preview = try job.services.database.writeNow { db in
        try run.write(prepared, as: takeover.id, by: job.job.accountID, at: job.services.now, db)
      }
      TakeoverWork.forget(takeover, job.services)
      return
        "La reprise est écrite\u{202F}: \(FrenchText.count(preview.newLines, "ligne d’heures", "lignes d’heures"))."
    }
  }
}

enum TakeoverUndoWork {
  static let kind = "reprise-annulation"
  static let work = JobWork(kind: kind) { job in
    let takeover = try TakeoverWork.takeover(job)
    guard takeover.state == "written" else { return "Cette reprise est déjà annulée." }
    try job.services.database.writeNow { db in
      try TakeoverUndo.undo(takeover, by: job.job.accountID, at: job.services.now, db)
    }
    return "La reprise est annulée\u{202F}: le territoire est comme avant elle."
  }
}

enum TakeoverWork {
  static func takeover(_ job: JobRun) throws -> Takeover {
    guard let id = Int64(job.job.payload) else { throw Conflict("Cette reprise n’existe plus.") }
    do { return try job.services.database.readNow { db in try TakeoverStore.find(id, in: nil, db) } } catch is Missing {
      throw Conflict("Cette reprise n’existe plus.")
    }
  }

  static func run(_ takeover: Takeover, _ job: JobRun) throws -> TakeoverRun {
    let folder = job.services.configuration.uploadFolder
    let names = takeover.file.components(separatedBy: ", ")
    let paths = takeover.storedFiles.enumerated().map { place, stored in
      (folder + "/" + stored, names.indices.contains(place) ? names[place] : stored)
    }
    guard !paths.isEmpty, paths.allSatisfy({ FileManager.default.fileExists(atPath: $0.0) }) else {
      throw Conflict("Le fichier n’est plus sur ce serveur\u{202F}: envoyez-le de nouveau.")
    }
    let zone: String? = try job.services.database.readNow { db in
      try db.value("SELECT time_zone FROM territory WHERE id = \(takeover.territory)")
    }
    return TakeoverRun(
      book: try TakeoverBook.open(paths), source: takeover.source, territory: takeover.territory,
      today: job.services.today(in: TimeZone(identifier: zone ?? "") ?? .gmt), opensMissing: takeover.opensMissing,
      progress: { count in
        try job.report(JobProgress(done: Int64(count), step: FrenchText.count(count, "ligne lue", "lignes lues")))
      })
  }

  /// A file that cannot be read ends the takeover with the reason, and nothing of it stays.
  static func refusing(_ takeover: Takeover, _ job: JobRun, _ body: () throws -> String) throws -> String {
    do { return try body() } catch let error as any UserFacingError {
      try job.services.database.writeNow { db in
        try TakeoverStore.refuse(takeover.id, error.sentence, at: job.services.now, db)
      }
      forget(takeover, job.services)
      throw error
    }
  }

  /// The file holds names: it does not stay once it is written, refused or dropped.
  static func forget(_ takeover: Takeover, _ services: Services) {
    for name in takeover.storedFiles {
      try? FileManager.default.removeItem(atPath: services.configuration.uploadFolder + "/" + name)
    }
  }
}
