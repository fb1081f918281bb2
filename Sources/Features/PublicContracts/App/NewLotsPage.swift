// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// More lots on a contract, one or pasted.
struct NewLotsPage: Sendable {
  var contract: ContractDetail
  var typed: String
  /// The notices that bring these lots.
  var notices: [String] = []
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
        ] + notices.map { .hidden("avis", $0) }))
  }
}
