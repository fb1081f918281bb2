// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Platform

/// The facts of a lot that may be edited; its dates have their own page.
extension LotDetail {
  var edited: EditedFacts {
    EditedFacts([
      EditedFact("numero", "Numéro", number), EditedFact("nom", "Nom", name),
      EditedFact("secteur", "Secteur", sector.rawValue, shown: sector.french), EditedFact("lieu", "Lieu", place),
      EditedFact("montant", "Montant", amount.map { FrenchNumber.decimal($0.cents, decimals: 2) } ?? ""),
    ])
  }
}

struct TypedLot: Sendable {
  let number: String
  let name: String
  let sector: Sector
  let place: String
  let amount: Money?

  init(_ form: Form) throws {
    var read = FormReader(form)
    number = read.text("numero", "Numéro", max: 20)
    name = read.text("nom", "Nom", max: 300)
    let sector = read.code("secteur", "Secteur", Sector.self)
    place = read.optionalText("lieu", "Lieu", max: 300)
    amount = read.optionalMoney("montant", "Montant")
    if let amount, amount < .zero { read.refuse("montant", "Montant\u{202F}: il ne peut pas être négatif.") }
    try read.check()
    guard let sector else { throw FormRejected("secteur", "Secteur\u{202F}: choisissez une valeur.") }
    self.sector = sector
  }
}

extension LotStore {
  /// Replaces the facts of a lot, unless someone was first.
  static func update(
    _ id: ID<Lot>, to typed: TypedLot, as form: Form, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let contract = try find(id, for: viewer, db).contractID
    _ = try db.query(
      "SELECT id FROM public_contract WHERE territory_id = \(viewer.territoryID) AND id = \(contract)\(db.forUpdate)")
    let before = try find(id, for: viewer, db)
    try before.edited.refuseConflict(form)
    let others: [String] = try db.values(
      """
      SELECT number FROM lot WHERE territory_id = \(viewer.territoryID) AND contract_id = \(contract) AND id <> \(id)
      ORDER BY id
      """)
    if others.contains(where: { Search.fold($0) == Search.fold(typed.number) }) {
      throw FormRejected("numero", "Numéro\u{202F}: un autre lot de ce marché porte déjà le numéro \(typed.number).")
    }
    try db.execute(
      """
      UPDATE lot SET number = \(typed.number), name = \(typed.name), sector = \(typed.sector), place = \(typed.place),
        amount_cents = \(typed.amount)
      WHERE territory_id = \(viewer.territoryID) AND id = \(id)
      """)
    try SearchWords.write(.lot, id.value, db)
    let changes = EditedFacts.sentence(from: before.edited, to: try find(id, for: viewer, db).edited)
    guard !changes.isEmpty else { return }
    try Journal.record(
      "lot.edited", .lot, id.value, "Lot \(typed.number) modifié\u{202F}: \(changes)", by: viewer, at: now, db)
  }
}

/// The form that edits a lot's facts.
struct EditLotPage: Sendable {
  var lot: LotDetail
  var contractTitle: String
  var typed: Form?
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Modifier le lot \(lot.number)",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contractTitle, ContractURLs.contract(lot.contractID)),
        TrailLink("Lot \(lot.number) \(lot.name)", ContractURLs.lot(lot.id)), TrailLink("Modifier"),
      ], section: .contracts,
      body: App.form(
        action: ContractURLs.edit(lot.id), csrf: csrf, submit: "Enregistrer le lot", cancel: ContractURLs.lot(lot.id),
        errors: errors, fields: fields)
        + "<p>\(link("Notification, ordre de service, fin, réception…", to: ContractURLs.dates(lot.id)))</p>")
  }

  private var fields: [FormField] {
    let form = typed.map(lot.edited.merged) ?? lot.edited.form
    func value(_ name: String) -> String { form[name] ?? "" }
    return [
      .text("numero", "Numéro", value: value("numero")), .text("nom", "Nom", value: value("nom")),
      .select("secteur", "Secteur", Choice.all(Sector.self), value: value("secteur"), blank: nil),
      .text("lieu", "Lieu", value: value("lieu")).helped("Commune ou quartier du chantier ou de la prestation")
        .optional(),
      .number("montant", "Montant hors taxes", value: value("montant"), unit: "€").optional(),
    ] + lot.edited.carried
  }
}
