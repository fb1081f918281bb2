// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Platform

/// More lots on a contract, one or pasted.
struct NewLotsPage: Sendable {
  var contract: ContractDetail
  var typed: String
  var csrf: String
  var errors: [FieldError] = []

  static func read(_ form: Form) throws -> [ContractDraft.Lot] {
    let pasted = PastedLots(form["lots"] ?? "")
    let errors = pasted.faults.map { FieldError("lots", $0.french) }
    guard errors.isEmpty else { throw FormRejected(errors) }
    guard !pasted.lots.isEmpty else { throw FormRejected("lots", "Lots\u{202F}: collez ou tapez au moins une ligne.") }
    return pasted.lots.map(ContractDraft.Lot.init)
  }

  var page: Page {
    Page(
      title: "Ajouter des lots",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contract.title, ContractURLs.contract(contract.id)),
        TrailLink("Ajouter des lots"),
      ], section: .contracts,
      body: App.form(
        action: ContractURLs.newLot(contract.id), csrf: csrf, submit: "Ajouter ces lots",
        cancel: ContractURLs.contract(contract.id), errors: errors,
        fields: [
          .textarea("lots", "Lots", value: typed, rows: 6).helped(
            "Un lot par ligne\u{202F}: numéro, nom, titulaire (nom ou SIRET), heures, montant hors taxes, séparés par des tabulations ou des points-virgules."
          )
        ]))
  }
}

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
