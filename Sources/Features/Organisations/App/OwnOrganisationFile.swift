// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What someone of an organisation reads of it: its own facts and contacts, and what its role may see of its work.
struct OwnOrganisationFile: Sendable {
  let viewer: Viewer
  let record: OrganisationRecord
  /// Bought by a buyer, borne by a company or a structure.
  let lots: [LotProgress]
  /// In post today, for those who employ them.
  let people: [OwnHire]
  /// In numbers, for a prescriber.
  let oriented: OrientedPeople
  let agreements: [AgreementLine]
  let contacts: [ContactLine]
  let csrf: String
  /// What the list of activities says of its code.
  var activity: ReferenceAnswer = .noList
  var contactForm: [FormField] = contactFields { _ in "" }
  var errors: [FieldError] = []

  static func read(
    _ id: ID<Organisation>, for viewer: Viewer, csrf: String, _ db: any Connection
  ) throws -> OwnOrganisationFile {
    let record = try OrganisationStore.find(id, for: viewer, db)
    return OwnOrganisationFile(
      viewer: viewer, record: record,
      lots: viewer.role == .prescriber
        ? [] : try LotProgressStore.list(.territory, for: viewer, on: viewer.today, db),
      people: try OwnDayStore.inPost(for: viewer, db), oriented: try OwnDayStore.oriented(for: viewer, db),
      agreements: viewer.role == .buyer ? try AgreementStore.list(of: id, for: viewer, db) : [],
      contacts: try ContactStore.list(of: id, for: viewer, db), csrf: csrf,
      activity: try ReferenceLookup.activity(record.details.naf, on: viewer.today, db))
  }
}
