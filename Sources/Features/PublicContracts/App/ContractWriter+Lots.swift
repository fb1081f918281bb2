// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension ContractWriter {
  /// More lots on a contract that exists; a number that it already has is refused.
  static func add(
    _ lots: [ContractDraft.Lot], to contract: ContractDetail, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let known: [String] = try db.values(
      "SELECT number FROM lot WHERE territory_id = \(viewer.territoryID) AND contract_id = \(contract.id) ORDER BY id")
    let taken = Set(known.map(Search.fold))
    let twice = lots.filter { taken.contains(Search.fold($0.number)) }
    guard twice.isEmpty else {
      throw FormRejected(twice.map { FieldError("lots", "Le lot \($0.number) existe déjà sur ce marché.") })
    }
    for lot in lots { _ = try add(lot, to: contract.id, draft: ContractDraft(contract), for: viewer, at: now, db) }
    let numbers = FrenchText.list(lots.map(\.number))
    try Journal.record(
      "lot.added", .contract, contract.id.value, "Lot \(numbers) ajouté", by: viewer, at: now, db)
  }
}

extension ContractDraft {
  /// What lots added later take from their contract.
  init(_ contract: ContractDetail) {
    self.init(
      buyer: .known(contract.buyerID), reference: contract.reference, title: contract.title,
      purchaseKind: contract.purchaseKind, legalForm: contract.legalForm, sector: contract.sector,
      notifiedOn: contract.notifiedOn, months: contract.months, operation: "", lots: [])
  }
}
