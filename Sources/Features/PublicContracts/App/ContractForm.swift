// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Platform

/// What the form of a new contract offers to choose from.
struct ContractChoices: Sendable {
  var buyers: [(id: ID<Organisation>, name: String)] = []
  var colleagues: [Colleague] = []
  /// The rule of the territory in force today.
  var countingMonths = CountingRules.standard.months

  static func all(for viewer: Viewer, _ db: any Connection) throws -> ContractChoices {
    ContractChoices(
      buyers: try OrganisationStore.choices(.buyer, for: viewer, db).map { ($0.id, $0.name) },
      colleagues: try ContractStore.facilitators(for: viewer, db), countingMonths: viewer.rules[.countingMonths])
  }
}

/// Reads the form of a new contract, the same whether it is typed or comes from notices.
enum ContractForm {
  static func read(_ form: Form, viewer: Viewer) throws -> ContractDraft {
    var read = FormReader(form)
    let buyer = party(&read)
    let title = read.text("objet", "Objet du marché", max: 1000)
    let reference = read.optionalText("reference", "Référence", max: 100)
    let kind = read.code("nature", "Nature", PurchaseKind.self)
    let legal = read.code("forme", "Forme juridique de la clause", LegalForm.self)
    let sector = read.code("secteur", "Secteur", Sector.self)
    let cpv = read.optional("cpv", "Code CPV") { text throws(ValueError) in try CPV.parse(text) }
    let amount = read.optionalMoney("montant", "Montant")
    if let amount, amount < .zero { read.refuse("montant", "Montant\u{202F}: il ne peut pas être négatif.") }
    let notified = read.optionalDay("notification", "Date de notification")
    let months = read.optionalNumber("duree", "Durée", in: 1...1200)
    let operation = read.optionalText("operation", "Opération", max: 300)
    let facilitator = read.optionalID("suivi", "Suivi par", of: Account.self)
    let training = training(&read)
    let counting = read.optionalNumber("comptage", "Durée de prise en compte d’une personne", in: 1...120)
    let rhythm = read.optionalCode("rythme", "Rythme des relevés", Rhythm.self)
    let lots = PastedLots(form["lots"] ?? "")
    for fault in lots.faults { read.refuse("lots", fault.french) }
    try read.check()
    guard let buyer, let kind, let legal, let sector else { throw FormRejected("objet", "Formulaire incomplet.") }
    return ContractDraft(
      buyer: buyer, reference: reference, title: title, purchaseKind: kind, legalForm: legal, sector: sector, cpv: cpv,
      amount: amount, isFramework: read.isChecked("accord_cadre"), notifiedOn: notified, months: months,
      operation: operation, facilitator: facilitator, training: training,
      countingMonths: counting ?? viewer.rules[.countingMonths],
      rhythm: rhythm ?? .monthly, lots: lots.lots.map(ContractDraft.Lot.init),
      notices: form.all("avis").compactMap(Int64.init))
  }

  private static func party(_ read: inout FormReader) -> ContractDraft.Party? {
    if let known = read.optionalID("acheteur", "Donneur d’ordre", of: Organisation.self) { return .known(known) }
    let siret = read.optional("acheteur_siret", "SIRET") { text throws(ValueError) in try Siret.parse(text) }
    let name = read.optionalText("acheteur_nom", "Nom du donneur d’ordre")
    guard siret != nil || !name.isEmpty else {
      if read.isBlank("acheteur_siret") {
        read.refuse("acheteur", "Donneur d’ordre\u{202F}: choisissez-le dans la liste, ou donnez son nom et son SIRET.")
      }
      return nil
    }
    return .described(name: name, siret: siret)
  }

  private static func training(_ read: inout FormReader) -> TrainingPolicy {
    switch read.typed("formation") {
    case "all": return .all
    case "capped":
      return read.number("formation_plafond", "Plafond de formation", in: 1...100).map(TrainingPolicy.cappedPercent)
        ?? .none
    default: return .none
    }
  }

  /// The names of the fields, so that the preview carries each to the next step.
  static let names = [
    "acheteur", "acheteur_nom", "acheteur_siret", "objet", "reference", "nature", "forme", "secteur", "cpv", "montant",
    "accord_cadre", "notification", "duree", "operation", "suivi", "formation", "formation_plafond", "comptage",
    "rythme",
    "lots",
  ]

  /// Everything typed, as hidden values.
  static func carried(_ form: Form) -> [(name: String, value: String)] {
    names.compactMap { name in form[name].map { (name, $0) } } + form.all("avis").map { ("avis", $0) }
  }

  static func fields(_ form: Form, _ choices: ContractChoices) -> [FormField] {
    func typed(_ name: String, _ usual: String = "") -> String { form[name] ?? usual }
    return buyerFields(typed, choices) + contractFields(typed, form, choices) + [lotsField(typed("lots"))]
      + [settings(typed, choices)] + form.all("avis").map { FormField.hidden("avis", $0) }
  }

  /// The same facts on a contract that exists: its lots have their own pages, and its end may be typed.
  static func editFields(_ form: Form, _ choices: ContractChoices) -> [FormField] {
    func typed(_ name: String, _ usual: String = "") -> String { form[name] ?? usual }
    var fields = contractFields(typed, form, choices)
    let end = FormField.date("fin", "Fin prévue", value: typed("fin")).helped(
      "Vide\u{202F}: la notification et la durée. Les lots qui avaient les dates du marché les suivent"
    ).optional()
    let place = fields.firstIndex { $0.name == "suivi" } ?? fields.endIndex
    fields.insert(end, at: place)
    return buyerFields(typed, choices) + fields + [settings(typed, choices)]
  }

  private static func buyerFields(
    _ typed: (String, String) -> String, _ choices: ContractChoices
  ) -> [FormField] {
    let known = choices.buyers.map { Choice($0.id.description, $0.name) }
    return [
      .group(
        "Donneur d’ordre",
        [
          .select(
            "acheteur", "Donneur d’ordre connu", known, value: typed("acheteur", ""), blank: "Un autre, ci-dessous"
          )
          .optional(),
          .text("acheteur_nom", "Nom d’un autre donneur d’ordre", value: typed("acheteur_nom", "")).optional(),
          .text("acheteur_siret", "Son SIRET", value: typed("acheteur_siret", "")).helped("14 chiffres").optional(),
        ])
    ]
  }

  private static func contractFields(
    _ typed: (String, String) -> String, _ form: Form, _ choices: ContractChoices
  ) -> [FormField] {
    [
      .text("objet", "Objet du marché", value: typed("objet", "")),
      .text("reference", "Référence chez le donneur d’ordre", value: typed("reference", "")).optional(),
      .text("operation", "Opération", value: typed("operation", ""))
        .helped("Plusieurs marchés d’un même projet\u{202F}: tapez le même nom").optional(),
      .select("nature", "Nature", Choice.all(PurchaseKind.self), value: typed("nature", "TRAVAUX"), blank: nil),
      .select("secteur", "Secteur", Choice.all(Sector.self), value: typed("secteur", "batiment"), blank: nil),
      .select(
        "forme", "Forme juridique de la clause", Choice.all(LegalForm.self), value: typed("forme", "EXEC"), blank: nil),
      .text("cpv", "Code CPV", value: typed("cpv", "")).optional(),
      .number("montant", "Montant hors taxes", value: typed("montant", ""), unit: "€").optional(),
      .checkbox("accord_cadre", "Accord-cadre", isChecked: !typed("accord_cadre", "").isEmpty),
      .date("notification", "Date de notification", value: typed("notification", "")).optional(),
      .number("duree", "Durée", value: typed("duree", ""), unit: "mois").optional(),
      .select(
        "suivi", "Suivi par", choices.colleagues.map { Choice($0.id.description, $0.name) }, value: typed("suivi", ""),
        blank: "Personne encore"
      ).optional(),
    ]
  }

  private static func lotsField(_ value: String) -> FormField {
    .textarea("lots", "Lots", value: value, rows: 12)
      .helped(
        """
        Collez-les depuis un tableur, un lot par ligne\u{202F}: numéro, nom, titulaire (nom ou SIRET), heures, montant hors taxes. \
        Tabulations ou points-virgules\u{202F}; les titres sont reconnus dans n’importe quel ordre, une ligne de total est passée. \
        Sans lot, le marché en aura un seul.
        """
      ).hinted("2\tGros œuvre\tMaçonnerie Leduc\t1200\t1 250 000").optional()
  }

  private static func settings(
    _ typed: (String, String) -> String, _ choices: ContractChoices
  ) -> FormField {
    let training = [
      Choice("none", "Non valorisée"), Choice("all", "Valorisée entièrement"),
      Choice("capped", "Valorisée jusqu’à un plafond"),
    ]
    return .group(
      "Règles du marché",
      [
        .select("formation", "Heures de formation", training, value: typed("formation", "none"), blank: nil),
        .number(
          "formation_plafond", "Plafond, en part des heures sur site", value: typed("formation_plafond", ""), unit: "%"
        )
        .optional(),
        .number(
          "comptage", "Une personne compte pendant", value: typed("comptage", String(choices.countingMonths)),
          unit: "mois"),
        .select("rythme", "Rythme des relevés", Choice.all(Rhythm.self), value: typed("rythme", "monthly"), blank: nil),
      ])
  }
}
