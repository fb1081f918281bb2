// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// What a person has typed of a statement and not sent: it is found again on any device, and goes when the statement is sent.
struct SavedDraft: Sendable {
  let form: Form
  let savedAt: Instant
}

enum StatementDraftStore {
  /// A draft of a month of many people stays far below.
  static let mostBytes = 512 * 1024

  /// The viewer's own draft; nobody reads another's.
  static func find(
    _ employer: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, _ db: any Connection
  ) throws -> SavedDraft? {
    guard
      let row = try db.first(
        "SELECT fields, saved_at FROM statement_draft WHERE \(place(employer, period, viewer))")
    else { return nil }
    let text: String = try row["fields"]
    guard let form = try? Form(encoded: text.utf8) else { return nil }
    return SavedDraft(form: form, savedAt: try row["saved_at"])
  }

  static func save(
    _ form: Form, _ employer: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    let text = Form(DeclarationForm.carried(form)).encoded
    guard text.utf8.count <= mostBytes else { return }
    try db.execute(
      """
      INSERT INTO statement_draft (territory_id, account_id, employer_id, first_month, last_month, fields, saved_at)
      VALUES (\(viewer.territoryID), \(viewer.accountID), \(employer), \(period.first), \(period.last), \(text), \(now))
      ON CONFLICT (territory_id, account_id, employer_id, first_month, last_month)
      DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at
      """)
  }

  static func forget(
    _ employer: ID<Organisation>, _ period: StatementPeriod, for viewer: Viewer, _ db: any Connection
  ) throws {
    try db.execute("DELETE FROM statement_draft WHERE \(place(employer, period, viewer))")
  }

  private static func place(_ employer: ID<Organisation>, _ period: StatementPeriod, _ viewer: Viewer) -> SQL {
    """
    territory_id = \(viewer.territoryID) AND account_id = \(viewer.accountID) AND employer_id = \(employer)
      AND first_month = \(period.first) AND last_month = \(period.last)
    """
  }
}
