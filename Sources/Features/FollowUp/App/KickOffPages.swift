// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// What a kick-off meeting goes through, to tick on the day.
struct KickOffPage: Sendable {
  var lot: LotProgress
  var last: KickOff?
  var today: Day
  var form: Form
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Réunion de démarrage", trail: kickOffTrail(lot) + [TrailLink("Réunion de démarrage")],
      line: "\(lot.contractTitle) · \(lot.holders.map(\.name).joined(separator: ", "))",
      action: last == nil ? .empty : linkButton("Lire le compte rendu", FollowUpURLs.minutes(lot.lotID)),
      section: .contracts,
      body: card(
        title: "La réunion",
        body: App.form(
          action: FollowUpURLs.kickOff(lot.lotID), csrf: csrf, submit: "Enregistrer et lire le compte rendu",
          draft: "demarrage-\(lot.lotID)", cancel: ContractURLs.lot(lot.lotID), errors: errors, fields: fields)))
  }

  private func typed(_ name: String, _ stored: String?) -> String { form[name] ?? stored ?? "" }

  private var fields: [FormField] {
    let draft = last?.draft
    let isTyped = !form.fields.isEmpty
    let ticked =
      isTyped
      ? form.fields.filter { $0.name == "points" }.map(\.value)
      : KickOffItem.allCases.filter { draft?.items.contains($0) == true }.map(\.rawValue)
    return [
      .date("le", "Tenue le", value: typed("le", draft?.heldOn.french ?? today.french)),
      .text("presents", "Présents", value: typed("presents", draft?.attendees)).optional(),
      .group(
        "Correspondant de l’entreprise",
        [
          .text("correspondant", "Nom", value: typed("correspondant", draft?.correspondent)).optional(),
          .telephone("telephone", "Téléphone", value: typed("telephone", draft?.phone)).optional(),
          .email("adresse", "Adresse électronique", value: typed("adresse", draft?.email)).optional(),
          .checkbox(
            "contact", "L’ajouter aux contacts de l’entreprise",
            isChecked: isTyped ? form["contact"] == "1" : last == nil),
        ]),
      .checkboxes("points", "Points vus", KickOffItem.allCases.map { Choice($0.rawValue, $0.french) }, values: ticked)
        .optional(),
      .textarea("convenu", "Ce qui est convenu", value: typed("convenu", draft?.decided), rows: 5)
        .helped("Repris dans le compte rendu. Rien sur la situation d’une personne.").optional(),
    ]
  }
}

/// One page to print and send: what was gone through, what was agreed, the prévisionnel.
struct KickOffMinutesPage: Sendable {
  var lot: LotProgress
  var kickOff: KickOff
  var plan: MonthlyPlan
  var territoryName: String

  var page: Page {
    let draft = kickOff.draft
    return Page(
      title: "Compte rendu de la réunion de démarrage",
      trail: kickOffTrail(lot) + [TrailLink("Compte rendu")],
      line: "\(lot.contractTitle), lot \(lot.title) · \(territoryName)",
      action: "\(linkButton("Modifier", FollowUpURLs.kickOff(lot.lotID)))\(planAction)", section: .contracts,
      body: """
        \(card(title: "La réunion", body: facts(draft)))
        \(columns(main: "\(points(draft))\(agreed(draft))", side: planCard))
        """)
  }

  private func facts(_ draft: KickOffDraft) -> HTML {
    let reach = [draft.phone, draft.email].filter { !$0.isEmpty }.joined(separator: ", ")
    return definitionList([
      ("Tenue le", "\(draft.heldOn)"), ("Présents", "\(draft.attendees.isEmpty ? "—" : draft.attendees)"),
      ("Donneur d’ordre", "\(lot.buyerName)"),
      ("Entreprise", "\(lot.holders.isEmpty ? "—" : lot.holders.map(\.name).joined(separator: ", "))"),
      (
        "Correspondant",
        "\(draft.correspondent.isEmpty ? "à nommer" : draft.correspondent)\(reach.isEmpty ? "" : ", \(reach)")"
      ),
      ("Heures à réaliser", "\(lot.expected.frenchTrimmed)\u{202F}h"),
      ("Fin prévue", "\(lot.endsOn?.french ?? "—")"), ("Rédigé par", "\(kickOff.author)"),
    ])
  }

  private func points(_ draft: KickOffDraft) -> HTML {
    let rows: [[HTML]] = KickOffItem.allCases.map { item in
      ["\(item.french)", draft.items.contains(item) ? badge("vu", .fine) : badge("à voir", .watch)]
    }
    return card(
      title: "Points vus",
      body: table(caption: "Points vus", columns: [TableColumn("Point"), TableColumn("État")], rows: rows))
  }

  private func agreed(_ draft: KickOffDraft) -> HTML {
    let lines: [HTML] = draft.decided.split(separator: "\n").map { "<p>\(String($0))</p>" }
    return card(
      title: "Ce qui est convenu", body: lines.isEmpty ? emptyState("Rien de plus n’a été noté.") : lines.joined())
  }

  private var planAction: HTML {
    guard plan.first == nil, let first = lot.engagements.first else { return .empty }
    return primaryButton("Saisir le prévisionnel", EngagementURLs.plan(first))
  }

  private var planCard: HTML {
    let months = plan.months.filter { $0.value > .zero }.sorted { $0.key < $1.key }
    let rows: [[HTML]] = months.map { ["\(FrenchText.capitalised($0.key.french))", "\($0.value.frenchTrimmed)"] }
    return card(
      title: "Prévisionnel mensuel",
      body: table(
        caption: "Prévisionnel mensuel", columns: [TableColumn("Mois"), TableColumn("Heures", numeric: true)],
        rows: rows, empty: emptyState("Il reste à convenir. Tant qu’il manque, rien n’est en retard."),
        footer: rows.isEmpty ? [] : ["Total", "\(plan.total.frenchTrimmed)"]))
  }
}

private func kickOffTrail(_ lot: LotProgress) -> [TrailLink] {
  [
    TrailLink("Marchés", ContractURLs.list), TrailLink(lot.contractTitle, ContractURLs.contract(lot.contractID)),
    TrailLink("Lot \(lot.title)", ContractURLs.lot(lot.lotID)),
  ]
}
