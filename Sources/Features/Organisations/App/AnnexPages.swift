// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The annexes of a structure and the form of the next.
struct AnnexPages: Sendable {
  let organisation: ID<Organisation>
  let details: OrganisationDetails
  let annexes: [StructureAnnex]
  let today: Day
  let csrf: String
  var typed = Form()
  var errors: [FieldError] = []

  func page() -> Page {
    Page(
      title: "Annexes financières",
      trail: [
        TrailLink("Entreprises et SIAE", OrganisationURLs.list),
        TrailLink(details.name, OrganisationURLs.page(organisation)), TrailLink("Annexes financières"),
      ],
      line: "Une heure d’un mois sans annexe en vigueur est signalée à la relecture des relevés.",
      section: .organisations,
      body: """
        \(card(title: "Annexes", count: annexes.count, body: list))
        \(card(title: "Ajouter une annexe", body: newForm))
        """)
  }

  private var list: HTML {
    table(
      caption: "Annexes de la structure, la dernière d’abord",
      columns: [
        TableColumn("Nature"), TableColumn("Numéro"), TableColumn("Dates"), TableColumn("État"),
        TableColumn("Action", hiddenTitle: true),
      ],
      rows: annexes.map { annex in
        [
          "\(annex.kind.french)", "\(annex.number.isEmpty ? "—" : annex.number)", "\(annex.range.french)", state(annex),
          postButton(
            "Retirer", OrganisationURLs.annexWithdrawal(organisation), csrf: csrf, look: .quiet,
            values: [("annexe", annex.id.description)], context: annex.range.french),
        ]
      }, empty: emptyState("Aucune annexe n’est enregistrée pour cette structure."))
  }

  private func state(_ annex: StructureAnnex) -> HTML {
    if annex.range.contains(today) { return badge("en vigueur", .fine) }
    return annex.range.from > today ? badge("à venir") : badge("finie")
  }

  private var newForm: HTML {
    let own = details.employerKind.flatMap { $0.hasAnnex ? $0.rawValue : nil } ?? ""
    return form(
      action: OrganisationURLs.annexes(organisation), csrf: csrf, submit: "Ajouter l’annexe",
      cancel: OrganisationURLs.page(organisation), errors: errors,
      fields: [
        .select(
          "nature", "Nature", EmployerKind.withAnnex.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) },
          value: typed["nature"] ?? own),
        .text("numero", "Numéro", value: typed["numero"] ?? "").optional(),
        .date("debut", "Début", value: typed["debut"] ?? ""), .date("fin", "Fin", value: typed["fin"] ?? ""),
      ])
  }
}
