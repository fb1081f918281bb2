// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// The act of taking back a statement that came from a file, while none of its lines is decided: its lines go, it stays with the
/// day on which it was withdrawn, and its employer is expected again. What it replaced stands again.
struct UndoHoursFile: Sendable {
  let id: ID<HoursFile>

  func run(for viewer: Viewer, at clock: Instant, _ db: any Connection) throws -> HoursFile {
    let now = try LedgerStore.open(viewer.territoryID, at: clock, db)
    let file = try HoursFileStore.find(id, for: viewer, db)
    guard file.state == .written, let statement = file.statement else {
      throw Conflict("Ce fichier n’a pas de relevé à annuler.")
    }
    switch try WithdrawnStatements.withdraw(statement, in: viewer.territoryID, at: now, db) {
    case .withdrawn: break
    case .built:
      throw Conflict(
        "Un fichier reçu depuis s’appuie sur ce relevé\u{202F}: annulez d’abord le plus récent, puis celui-ci.")
    case .tooLate:
      throw Conflict(
        "Des lignes de ce relevé sont déjà décidées, corrigées ou closes\u{202F}: il ne s’annule plus. Une ligne fausse se corrige depuis sa page."
      )
    }
    guard try HoursFileStore.markUndone(id, for: viewer, at: now, db) else {
      throw Conflict("Quelqu’un vient d’annuler ce relevé.")
    }
    try Journal.record(
      "statement.withdrawn", .statement, statement.value,
      "Relevé \(FrenchText.of(file.employerName)) annulé avec le fichier dont il venait\u{202F}: \(file.lineCount) lignes, \(file.declared.french)\u{202F}h.",
      by: viewer, at: now, db)
    return file
  }
}
