// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The form of a new contract; refused, it keeps all that was typed and shows the lots that were read.
struct NewContractPage: Sendable {
  var form: Form
  var choices: ContractChoices
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    let isFromNotices = form["avis"] != nil
    return Page(
      title: "Nouveau marché",
      trail: [TrailLink("Marchés", ContractURLs.list), TrailLink("Nouveau marché")],
      line: isFromNotices
        ? "Prérempli depuis les avis publiés\u{202F}: relisez, puis vérifiez"
        : "Le marché, son donneur d’ordre et ses lots en une fois",
      section: .contracts, body: "\(typing)\(read)")
  }

  private var typing: HTML {
    App.form(
      action: ContractURLs.new, csrf: csrf, submit: "Vérifier avant d’enregistrer", draft: "nouveau-marche",
      cancel: ContractURLs.list, errors: errors, fields: ContractForm.fields(form, choices))
  }

  private var read: HTML {
    let lots = PastedLots(form["lots"] ?? "").lots
    guard !errors.isEmpty, !lots.isEmpty else { return .empty }
    return card(
      title: "Lignes bien lues", count: lots.count, body: LotPreview.table(lots.map { ($0, nil) }))
  }
}

/// What is about to be written, before it is.
struct ContractPreviewPage: Sendable {
  var draft: ContractDraft
  /// The buyer as found, nil when it will be made.
  var buyerFound: String?
  /// For each lot, each holder as found; nil when it will be made.
  var holdersFound: [[String?]]
  /// What the table of lots says of itself and does not hold.
  var remarks: [String] = []
  var form: Form
  var csrf: String

  var page: Page {
    Page(
      title: "Vérifier avant d’enregistrer",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink("Nouveau marché", ContractURLs.new), TrailLink("Vérifier"),
      ],
      line: "\(draft.title)", section: .contracts, body: body)
  }

  private var body: HTML {
    let carried = ContractForm.carried(form)
    return """
      \(remarks.map { notice(.watch, "\($0)") })\(card(title: "Marché", body: definitionList(facts)))
      \(card(title: "Lots", count: draft.lots.count, body: lots))
      <div class="form-actions">\(postButton("Enregistrer le marché", ContractURLs.new, csrf: csrf, look: .primary, values: carried + [("etape", "enregistrer")]))\
      \(postButton("Modifier", ContractURLs.new, csrf: csrf, values: carried + [("etape", "modifier")]))</div>
      """
  }

  private var facts: [(term: String, value: HTML)] {
    var items: [(term: String, value: HTML)] = [
      ("Donneur d’ordre", buyerFound.map { "\($0)" } ?? "\(draft.buyer.french) \(badge("sera créé", .watch))"),
      ("Objet", "\(draft.title)"),
    ]
    if !draft.reference.isEmpty { items.append(("Référence", "\(draft.reference)")) }
    if !draft.operation.isEmpty { items.append(("Opération", "\(draft.operation)")) }
    items.append(("Clause", "\(draft.legalForm.french)"))
    if let day = draft.notifiedOn { items.append(("Notification", "\(day)")) }
    if let end = draft.endsOn { items.append(("Fin prévue", "\(end)")) }
    if let amount = draft.amount { items.append(("Montant hors taxes", "\(amount)")) }
    return items
  }

  private var lots: HTML {
    guard !draft.lots.isEmpty else { return "<p>Aucun lot collé\u{202F}: le marché aura un lot unique, le lot 1.</p>" }
    let total = draft.lots.compactMap(\.hours).sum
    return LotPreview.table(
      zip(draft.lots, holdersFound).map { lot, found in
        (
          PastedLot(number: lot.number, name: lot.name, hours: lot.hours, amount: lot.amount),
          holder(lot, found)
        )
      }) + "<p>\(FrenchText.count(draft.lots.count, "lot", "lots")), \(total.frenchTrimmed)\u{202F}h à réaliser.</p>"
  }

  private func holder(_ lot: ContractDraft.Lot, _ found: [String?]) -> HTML {
    guard !lot.holders.isEmpty else { return "—" }
    return zip(lot.holders, found).map { party, name in
      name.map { "\($0)" } ?? "\(party.french) \(badge("sera créé", .watch))" as HTML
    }.joined(", ")
  }
}

/// Lots as they were read.
enum LotPreview {
  static func table(_ lots: [(lot: PastedLot, holder: HTML?)]) -> HTML {
    App.table(
      caption: "Lots lus",
      columns: [
        TableColumn("Lot"), TableColumn("Titulaire"), TableColumn("Heures", numeric: true),
        TableColumn("Montant HT", numeric: true),
      ],
      rows: lots.map { lot, holder in
        let names = lot.holders.map { ContractDraft.Party($0).french }.joined(separator: ", ")
        let typed = names.isEmpty ? "—" : names
        return [
          "\(lot.number) \(lot.name)", holder ?? "\(typed)", "\(lot.hours?.frenchTrimmed ?? "—")",
          "\(lot.amount?.frenchShort ?? "—")",
        ]
      })
  }
}

/// The members of a purchasing group, one a line with its share.
struct OwnersPage: Sendable {
  var contract: ContractDetail
  var typed: String?
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    let known = contract.owners.map { "\($0.name); \($0.share)" }.joined(separator: "\n")
    return Page(
      title: "Groupement d’achat",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contract.title, ContractURLs.contract(contract.id)),
        TrailLink("Groupement d’achat"),
      ], section: .contracts,
      body: App.form(
        action: ContractURLs.owners(contract.id), csrf: csrf, submit: "Enregistrer le groupement",
        cancel: ContractURLs.contract(contract.id), errors: errors,
        fields: [
          .textarea("membres", "Membres et parts", value: typed ?? known, rows: 6).helped(
            """
            Un membre par ligne, nom ou SIRET, point-virgule, part (un nombre entier)\u{202F}: «\u{202F}Habitat du Val; 40\u{202F}». \
            Le premier coordonne. Vide\u{202F}: le donneur d’ordre passe le marché seul.
            """
          ).optional()
        ]))
  }
}
