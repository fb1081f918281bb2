// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Platform

/// The facts of a contract that may be edited.
extension ContractDetail {
  var edited: EditedFacts {
    let cap: String = if case .cappedPercent(let percent) = training { String(percent) } else { "" }
    let policy =
      switch training {
      case .none: "none"
      case .all: "all"
      case .cappedPercent: "capped"
      }
    return EditedFacts([
      EditedFact("acheteur", "Donneur d’ordre", buyerID.description, shown: buyerName),
      EditedFact("objet", "Objet du marché", title), EditedFact("reference", "Référence", reference),
      EditedFact("operation", "Opération", operationName),
      EditedFact("nature", "Nature", purchaseKind.rawValue, shown: purchaseKind.french),
      EditedFact("secteur", "Secteur", sector.rawValue, shown: sector.french),
      EditedFact("forme", "Forme juridique de la clause", legalForm.rawValue, shown: legalForm.french),
      EditedFact("cpv", "Code CPV", cpv ?? ""),
      EditedFact("montant", "Montant", amount.map { FrenchNumber.decimal($0.cents, decimals: 2) } ?? ""),
      EditedFact("accord_cadre", "Accord-cadre", isFramework ? "1" : "", shown: isFramework ? "oui" : "non"),
      EditedFact("notification", "Date de notification", notifiedOn?.french ?? ""),
      EditedFact("duree", "Durée", months.map(String.init) ?? ""),
      EditedFact("fin", "Fin prévue", endsOn?.french ?? ""),
      EditedFact("suivi", "Suivi par", facilitatorID?.description ?? "", shown: facilitatorName),
      EditedFact("formation", "Heures de formation", policy, shown: training.french),
      EditedFact("formation_plafond", "Plafond", cap),
      EditedFact("comptage", "Durée de prise en compte d’une personne", String(countingMonths)),
      EditedFact("rythme", "Rythme des relevés", rhythm.rawValue, shown: rhythm.french),
    ])
  }
}

/// A contract's facts as typed.
struct TypedContract: Sendable {
  let draft: ContractDraft
  /// As typed, else the last day of the term.
  let endsOn: Day?

  init(_ form: Form, viewer: Viewer) throws {
    var errors: [FieldError] = []
    var draft: ContractDraft?
    do { draft = try ContractForm.read(Form(form.fields.filter { $0.name != "lots" }), viewer: viewer) } catch let
      rejected as FormRejected
    {
      errors = rejected.errors
    }
    var read = FormReader(form)
    let end = read.optionalDay("fin", "Fin prévue")
    if let end, let start = draft?.notifiedOn, end < start {
      read.refuse("fin", "Fin prévue\u{202F}: elle est avant la notification (\(start.french)).")
    }
    errors += read.errors
    guard let draft, errors.isEmpty else { throw FormRejected(errors) }
    // A term that changes moves an end that nobody typed anew.
    let isMoved = ["duree", "notification"].contains { form[$0] != form["avant_\($0)"] }
    let isLeft = form["avant_fin"] != nil && form["fin"] == form["avant_fin"]
    (self.draft, endsOn) = (draft, (isMoved && isLeft ? draft.endsOn : nil) ?? end ?? draft.endsOn)
  }
}

extension ContractWriter {
  /// Replaces the facts of a contract, unless someone was first. Lots that had the contract's own dates follow them.
  static func update(
    _ id: ID<PublicContract>, to typed: TypedContract, as form: Form, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let key: SQL = "territory_id = \(viewer.territoryID) AND id = \(id)"
    _ = try db.query("SELECT id FROM public_contract WHERE \(key)\(db.forUpdate)")
    let before = try ContractStore.find(id, for: viewer, db)
    try before.edited.refuseConflict(form)
    let draft = typed.draft
    let buyer = try OrganisationMatcher.resolve(draft.buyer, as: .buyer, for: viewer, at: now, db)
    let operation = try operation(draft.operation, of: buyer, for: viewer, at: now, db)
    let (policy, cap) = stored(draft.training)
    try db.execute(
      """
      UPDATE public_contract SET operation_id = \(operation), buyer_id = \(buyer), facilitator_id = \(draft.facilitator),
        reference = \(draft.reference), title = \(draft.title), purchase_kind = \(draft.purchaseKind),
        legal_form = \(draft.legalForm), sector = \(draft.sector), cpv = \(draft.cpv?.code), amount_cents = \(draft.amount),
        framework = \(draft.isFramework ? 1 : 0), notified_on = \(draft.notifiedOn), duration_months = \(draft.months),
        ends_on = \(typed.endsOn), training_policy = \(policy), training_cap_percent = \(cap),
        counting_months = \(draft.countingMonths), rhythm = \(draft.rhythm.rawValue), search_text = \(draft.searchText)
      WHERE \(key)
      """)
    try SearchWords.write(.contract, id.value, db)
    try follow("notified_on", before.notifiedOn, draft.notifiedOn, id, viewer, db)
    try follow("ends_on", before.endsOn, typed.endsOn, id, viewer, db)
    let changes = EditedFacts.sentence(from: before.edited, to: try ContractStore.find(id, for: viewer, db).edited)
    guard !changes.isEmpty else { return }
    try Journal.record(
      "contract.edited", .contract, id.value, "Marché modifié\u{202F}: \(changes)", by: viewer, at: now, db)
  }

  /// Lots whose date was the contract's take its new one.
  private static func follow(
    _ column: StaticString, _ old: Day?, _ new: Day?, _ contract: ID<PublicContract>, _ viewer: Viewer,
    _ db: any Connection
  ) throws {
    guard let old, old != new else { return }
    let column = SQL(unchecked: column.description)
    try db.execute(
      """
      UPDATE lot SET \(column) = \(new) WHERE territory_id = \(viewer.territoryID) AND contract_id = \(contract)
        AND \(column) = \(old)
      """)
  }
}

/// The form that edits a contract's facts.
struct EditContractPage: Sendable {
  var contract: ContractDetail
  var choices: ContractChoices
  /// What was typed; nil when the form opens.
  var typed: Form?
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Modifier le marché",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contract.title, ContractURLs.contract(contract.id)),
        TrailLink("Modifier"),
      ], line: "\(contract.title)", section: .contracts,
      body: App.form(
        action: ContractURLs.edit(contract.id), csrf: csrf, submit: "Enregistrer le marché",
        cancel: ContractURLs.contract(contract.id), errors: errors, fields: fields))
  }

  private var fields: [FormField] {
    let form = typed.map(contract.edited.merged) ?? contract.edited.form
    return ContractForm.editFields(form, choices) + contract.edited.carried
  }
}
