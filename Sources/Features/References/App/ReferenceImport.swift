// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// What reading a list gave. The codes of the file = added + renamed + moved + unchanged.
struct ReferenceImportResult: Sendable, Equatable {
  let file: String
  var list: ReferenceList?
  var day: Day?
  var read = 0
  var added = 0
  var renamed = 0
  var moved = 0
  var ended = 0
  var unchanged = 0
  var rejected = 0
  /// Why nothing was changed.
  var failure: String?

  init(file: String) { self.file = file }

  var isChanged: Bool { added + renamed + moved + ended > 0 }
}

/// How somebody wants a list to be read.
struct ReferenceOptions: Sendable, Equatable {
  /// The day of the version; nil to let the file say it.
  var day: Day?
  /// What the file does not name stays in force.
  var isExtract = false
}

/// Reads a version of a list into the database, in one transaction: all of it or nothing.
enum ReferenceImport {
  /// Writes what was read, and closes the import.
  static func write(
    _ reading: ReferenceReading, to importID: Int64, file: String, _ options: ReferenceOptions, at now: Instant,
    _ db: any Connection
  ) throws -> ReferenceImportResult {
    guard let day = options.day ?? reading.versionDay(fileName: file) else { throw ReferenceFileError.noDay }
    let list = reading.list
    try ReferenceStore.lock(list, db)
    let periods = try ReferenceStore.periods(of: list, db)
    let plan = ReferencePlan(
      reading.entries, from: day, until: try ReferenceStore.version(of: list, after: day, db), over: periods,
      isExtract: options.isExtract)
    guard !plan.looksLikeExtract else {
      throw ReferenceFileError.extract(ended: plan.count(.ended), known: plan.known)
    }
    var result = ReferenceImportResult(file: file)
    (result.list, result.day, result.read) = (list, day, reading.read)
    (result.added, result.renamed) = (plan.count(.added), plan.count(.renamed))
    (result.moved, result.ended) = (plan.count(.moved), plan.count(.ended))
    (result.unchanged, result.rejected) = (plan.unchanged, reading.rejected)
    try ReferenceWriter.write(plan, list, importID, db)
    try ReferenceWriter.place(reading.places, db)
    // Of a first version everything is new: to say it code by code would say nothing.
    if plan.known > 0 { try ReferenceWriter.keep(plan.changes, importID, db) }
    try ReferenceWriter.keep(reading.rejections, importID, db)
    try ReferenceStore.end(importID, result, isExtract: options.isExtract, at: now, db)
    return result
  }

  /// The same without keeping anything.
  static func rehearse(
    _ reading: ReferenceReading, file: String, _ options: ReferenceOptions, _ db: (any Connection)?
  ) throws -> ReferenceImportResult {
    guard let day = options.day ?? reading.versionDay(fileName: file) else { throw ReferenceFileError.noDay }
    let list = reading.list
    let plan = ReferencePlan(
      reading.entries, from: day, until: try db.flatMap { try ReferenceStore.version(of: list, after: day, $0) },
      over: try db.map { try ReferenceStore.periods(of: list, $0) } ?? [], isExtract: options.isExtract)
    guard !plan.looksLikeExtract else {
      throw ReferenceFileError.extract(ended: plan.count(.ended), known: plan.known)
    }
    var result = ReferenceImportResult(file: file)
    (result.list, result.day, result.read) = (list, day, reading.read)
    (result.added, result.renamed) = (plan.count(.added), plan.count(.renamed))
    (result.moved, result.ended) = (plan.count(.moved), plan.count(.ended))
    (result.unchanged, result.rejected) = (plan.unchanged, reading.rejected)
    return result
  }
}

/// Reads a list that somebody sent, as a job. It writes at its end only, so that it may begin again.
enum ReferenceImportWork {
  static let kind = "referentiel-import"
  static let work = JobWork(kind: kind, run: run)

  private static func run(_ job: JobRun) throws -> String {
    let services = job.services
    guard let id = Int64(job.job.payload),
      let stored = try services.database.readNow({ db in try ReferenceStore.stored(id, db) })
    else { throw Conflict("Cet import n’existe plus.") }
    guard stored.finishedAt == nil else { return referenceCounts(stored.result) }
    let path = services.configuration.uploadFolder + "/" + stored.storedFile
    guard !stored.storedFile.isEmpty, FileManager.default.fileExists(atPath: path) else {
      throw Conflict("Le fichier n’est plus sur ce serveur. Envoyez-le de nouveau.")
    }
    do {
      let reading = try ReferenceFile.read(path) { offset, lines in
        let step = FrenchText.count(lines, "ligne lue", "lignes lues")
        try job.report(JobProgress(done: offset, total: max(stored.bytes, 1), step: step))
      }
      let result = try services.database.writeNow { db in
        try ReferenceImport.write(reading, to: id, file: stored.file, stored.options, at: services.now, db)
      }
      try? FileManager.default.removeItem(atPath: path)
      return referenceCounts(result)
    } catch let error as ReferenceFileError {
      try services.database.writeNow { db in try ReferenceStore.fail(id, error.sentence, at: services.now, db) }
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }
}

func referenceCounts(_ result: ReferenceImportResult) -> String {
  let list = result.list.map { " (\($0.french)" + (result.day.map { ", version du \($0.long)" } ?? "") + ")" } ?? ""
  let parts = [
    FrenchText.count(result.added, "ajouté", "ajoutés"), FrenchText.count(result.renamed, "renommé", "renommés"),
    FrenchText.count(result.moved, "modifié", "modifiés"), FrenchText.count(result.ended, "terminé", "terminés"),
    FrenchText.count(result.unchanged, "inchangé", "inchangés"),
    FrenchText.count(result.rejected, "rejet", "rejets"),
  ]
  return "\(result.file)\(list)\u{202F}: \(FrenchText.count(result.read, "ligne lue", "lignes lues"))\u{202F}; "
    + parts.joined(separator: ", ") + "."
}
