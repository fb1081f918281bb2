// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of handing a file over: its rows wait to be settled, nothing is declared yet. The same file still open is the same work.
struct HandFileOver: Sendable {
  let draft: HoursFileDraft

  func run(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> ID<HoursFile> {
    _ = try DeclarationStore.employer(draft.employer, for: viewer, db)
    try HoursFileStore.dropForgotten(in: viewer.territoryID, at: now, db)
    let same = try HoursFileStore.same(draft.digest, of: draft.employer, for: viewer, db)
    if let same, same.state == .open {
      // The month said last is the one that is meant.
      if let month = draft.askedMonth, month != same.askedMonth {
        try HoursFileStore.setMonth(month, of: same.id, for: viewer, db)
      }
      return same.id
    }
    return try HoursFileStore.insert(draft, for: viewer, at: now, db)
  }
}

/// The act of writing what a file's page showed, as one statement, in one transaction.
struct WriteHoursFile: Sendable {
  let id: ID<HoursFile>
  /// Of the lines that were shown, and the employer's last statement then.
  let fingerprint: String
  let seen: Int64
  /// The person confirmed that the same file may be written again.
  let isConfirmed: Bool
  /// Who says it, besides the author.
  var declarant = usualDeclarant
  static let usualDeclarant = "Fichier déposé"

  struct Written: Sendable {
    let statement: ID<Statement>
    let period: StatementPeriod
    let hours: Hours
    let frozenYears: [Int]
  }

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> Written {
    // Taken first, so that two people who press the button come one after the other.
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let assembled = try AssembledFile.load(id, for: viewer, db)
    let (file, preview) = (assembled.file, assembled.preview)
    guard file.state == .open else {
      throw Conflict("Ce fichier a déjà été traité\u{202F}: regardez la liste des relevés.")
    }
    guard preview.isReady, preview.fingerprint == fingerprint, let period = preview.period else {
      throw Conflict(
        "Ce qui serait écrit a changé depuis que vous avez ouvert la page\u{202F}: relisez l’aperçu, puis écrivez le relevé."
      )
    }
    let before = try HoursFileStore.written(file.digest, of: file.employer, besides: id, for: viewer, db)
    if before != nil, !isConfirmed {
      throw FormRejected(
        "encore", "Ce même fichier a déjà donné un relevé\u{202F}: cochez la case pour en écrire un autre.")
    }
    let received = try ReceiveStatement(
      employer: file.employer, employerName: file.employerName, period: period,
      lines: preview.lines.compactMap(FileCorrections.draft), declarant: declarant, seen: seen
    ).run(for: viewer, at: now, db)
    guard let statement = received.id else { throw Conflict("Ce fichier ne déclare rien.") }
    try FileCorrections(lines: preview.lines, statement: statement, employer: file.employer, period: period)
      .write(for: viewer, at: clock, db)
    guard
      try HoursFileStore.end(
        id, as: .written, statement: statement, lines: preview.lines.count, declared: preview.hours, for: viewer,
        at: now, db)
    else { throw Conflict("Ce fichier vient d’être traité par quelqu’un d’autre.") }
    if let table = assembled.table {
      try SenderMemoryStore.remember(table, of: file.employer, in: viewer.territoryID, at: now, db)
    }
    try SenderMemoryStore.remember(preview.found, of: file.employer, in: viewer.territoryID, at: now, db)
    return Written(
      statement: statement, period: period, hours: preview.hours, frozenYears: received.frozenYears)
  }
}
