// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// Reads a file that somebody sent, as a job: it goes on where it stopped, and counts each record once.
enum NoticeImportWork {
  static let kind = "avis-import"
  static let work = JobWork(kind: kind, run: run)

  private static func run(_ job: JobRun) throws -> String {
    let services = job.services
    guard let id = Int64(job.job.payload),
      let stored = try services.database.readNow({ db in try NoticeImportStore.stored(id, db) })
    else { throw Conflict("Cet import n’existe plus.") }
    guard stored.finishedAt == nil else { return countsLine(stored.result) }
    let path = services.configuration.uploadFolder + "/" + stored.storedFile
    guard !stored.storedFile.isEmpty, FileManager.default.fileExists(atPath: path) else {
      throw Conflict(
        "Le fichier n’est plus sur ce serveur. Envoyez-le de nouveau\u{202F}: ce qui a été lu ne sera pas compté deux fois."
      )
    }
    let result = try read(stored, path, job)
    try? FileManager.default.removeItem(atPath: path)
    if let failure = result.failure { throw Conflict("\(countsLine(result)) \(failure)") }
    return countsLine(result)
  }

  private static func read(_ stored: NoticeImportFile, _ path: String, _ job: JobRun) throws -> NoticeImportResult {
    let services = job.services
    let paris = TimeZone(identifier: "Europe/Paris") ?? .current
    let noticeImport = NoticeImport(
      target: NoticeDatabase(services.database, keepsReport: true), today: services.today(in: paris),
      now: { services.now })
    return try noticeImport.run(
      path: path, resuming: (stored.id, stored.result),
      progress: { offset, read in
        try job.report(
          JobProgress(
            done: offset, total: max(stored.bytes, 1),
            step: FrenchText.count(read, "enregistrement lu", "enregistrements lus")))
      })
  }
}

/// Takes an import back, as a job: a large one lasts.
enum NoticeUndoWork {
  static let kind = "avis-annulation"
  static let work = JobWork(kind: kind) { job in
    guard let id = Int64(job.job.payload) else { throw Conflict("Cet import n’existe plus.") }
    try job.services.database.writeNow { db in
      try NoticeUndoStore.undo(id, by: job.job.accountID, at: job.services.now, db)
    }
    return "L’import est annulé\u{202F}: ses avis sont retirés, ceux qu’il avait changés sont comme avant."
  }
}
