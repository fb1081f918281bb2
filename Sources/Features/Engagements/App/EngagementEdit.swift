// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Platform

/// The name and the period of an engagement may be edited; its value only changes by dated events.
extension EngagementFacts {
  var edited: EditedFacts {
    EditedFacts([
      EditedFact("nom", "Nom", label), EditedFact("debut", "Début", startsOn?.french ?? ""),
      EditedFact("fin", "Fin", endsOn?.french ?? ""),
    ])
  }
}

struct EditEngagementPage: Sendable {
  var engagement: EngagementFacts
  var lot: LotDetail
  var contractTitle: String
  var typed: Form?
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    let form = typed.map(engagement.edited.merged) ?? engagement.edited.form
    return Page(
      title: "Modifier l’engagement",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contractTitle, ContractURLs.contract(lot.contractID)),
        TrailLink("Lot \(lot.number) \(lot.name)", ContractURLs.lot(lot.id)),
        TrailLink("Engagement", EngagementURLs.engagement(engagement.id)), TrailLink("Modifier"),
      ],
      line:
        "Les heures et la règle ne se modifient pas\u{202F}: notez un changement daté, le passé reste ce qu’il était",
      section: .contracts,
      body: App.form(
        action: EngagementURLs.edit(engagement.id), csrf: csrf, submit: "Enregistrer l’engagement",
        cancel: EngagementURLs.engagement(engagement.id), errors: errors,
        fields: [
          .text("nom", "Nom", value: form["nom"] ?? "").helped("Tranche, année ou reconduction").optional(),
          .date("debut", "Début", value: form["debut"] ?? "").optional(),
          .date("fin", "Fin", value: form["fin"] ?? "").optional(),
        ] + engagement.edited.carried))
  }
}

enum EngagementEdit {
  static func save(
    _ form: Form, _ id: ID<Engagement>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    var read = FormReader(form)
    let label = read.optionalText("nom", "Nom", max: 200)
    let (start, end) = (read.optionalDay("debut", "Début"), read.optionalDay("fin", "Fin"))
    if let start, let end, end < start { read.refuse("fin", "Fin\u{202F}: elle est avant le début.") }
    try read.check()
    try EngagementActs.lock(id, viewer, db)
    let before = try EngagementStore.find(id, for: viewer, at: now, db)
    try before.edited.refuseConflict(form)
    try db.execute(
      """
      UPDATE engagement SET label = \(label), starts_on = \(start), ends_on = \(end)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id)
      """)
    let changes = EditedFacts.sentence(
      from: before.edited, to: try EngagementStore.find(id, for: viewer, at: now, db).edited)
    guard !changes.isEmpty else { return }
    let lot = try LotStore.find(before.lotID, for: viewer, db)
    try Journal.record(
      "engagement.edited", .engagement, id.value, "Lot \(lot.number)\u{202F}: engagement modifié, \(changes)",
      by: viewer, at: now, db)
  }
}
