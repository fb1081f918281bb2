// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Figures of user companies beside the payers': what agrees, what is asked. Nothing of it is added to hours.
struct GapPages: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  /// The address of a standing link, whose pages lead nowhere else.
  var standingLink: String?

  func list(_ all: [HoursGap]) -> Page {
    let asked = all.filter(\.isAsked)
    return Page(
      title: "Heures comparées",
      trail: [TrailLink("Heures", HoursURLs.home), TrailLink("Heures comparées")],
      line:
        "L’employeur qui paie déclare. Le chiffre de l’entreprise utilisatrice est comparé au sien, il ne s’y ajoute pas.",
      section: .hours,
      body: """
        \(asked.isEmpty ? .empty : card(title: "Écarts à expliquer", count: asked.count, body: work(asked)))
        \(card(title: "Tous les chiffres", count: all.count, body: rows(all)))
        """)
  }

  func work(_ asked: [HoursGap]) -> HTML {
    workList(
      asked.map { gap in
        workItem(
          "\(gap.person.text), \(gap.place.lotLabel), \(gap.draft.month.french)", why: why(gap),
          actionLabel: "Expliquer l’écart", path: HoursURLs.gap(gap.id))
      })
  }

  private func why(_ gap: HoursGap) -> HTML {
    let who: HTML = viewer.isFacilitator ? "\(gap.companyName) déclare" : "Vous déclarez"
    return """
      \(gap.payerName) déclare \(gap.payer)\u{202F}h. \(who) \(gap.user)\u{202F}h, soit \(gap.difference). Rien n’est ajouté.
      """
  }

  private func rows(_ all: [HoursGap]) -> HTML {
    let columns = [
      TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Employeur"),
      TableColumn("Entreprise utilisatrice"), TableColumn("Employeur, h", numeric: true),
      TableColumn("Utilisatrice, h", numeric: true), TableColumn("Écart, h", numeric: true), TableColumn("Suite"),
    ]
    return table(
      caption: "Chiffres des entreprises utilisatrices", columns: columns,
      rows: all.map { gap in
        [
          link(gap.person.text, to: HoursURLs.gap(gap.id), context: gap.draft.month.french), "\(gap.place.lotLabel)",
          "\(gap.draft.month)", "\(gap.payerName)", "\(gap.companyName)",
          gap.isCompared ? "\(gap.payer)" : "—", "\(gap.user)", gap.isCompared ? "\(gap.gap)" : "—", state(gap),
        ]
      },
      empty: emptyState("Les chiffres des entreprises utilisatrices seront ici, à côté de ceux des employeurs."))
  }

  private func state(_ gap: HoursGap) -> HTML {
    if !gap.isCompared { return badge("relevé de l’employeur attendu") }
    if gap.isAsked { return badge("à expliquer", .watch) }
    return gap.gap == .zero ? badge("identiques", .fine) : "\(gap.draft.answer)"
  }

  func one(_ gap: HoursGap, typed: Form = Form(), errors: [FieldError] = []) -> Page {
    Page(
      title: "\(gap.person.text), \(gap.draft.month.french)",
      trail: [
        TrailLink("Heures", HoursURLs.home(gap.draft.month)), TrailLink("Heures comparées", HoursURLs.gaps),
        TrailLink("Écart"),
      ],
      line: standingLink == nil
        ? LinePages.place(gap.place, for: viewer) : "\(gap.place.lotLabel), \(gap.place.contractTitle)",
      section: .hours,
      body: """
        \(tileRow([
          figureTile(label: "Déclarées par \(gap.payerName)", value: gap.payer.french, unit: "h", note: "seules comptées"),
          figureTile(label: "Déclarées par \(gap.companyName)", value: gap.user.french, unit: "h", note: "comparées"),
          figureTile(label: "Écart", value: gap.isCompared ? gap.gap.french : "—", unit: gap.isCompared ? "h" : "",
            note: "0\u{202F}h ajoutée", tone: gap.isAsked ? .watch : .fine),
        ]))
        \(gap.isAsked ? answer(gap, typed, errors) : card(title: "Suite", body: "<p>\(state(gap))</p>"))
        """)
  }

  private func own(_ gap: HoursGap) -> String { standingLink.map { "\($0)/ecarts/\(gap.id)" } ?? HoursURLs.gap(gap.id) }

  private func answer(_ gap: HoursGap, _ typed: Form, _ errors: [FieldError]) -> HTML {
    card(
      title: "Expliquer l’écart",
      body: form(
        action: own(gap), csrf: csrf, submit: "Enregistrer la réponse", cancel: standingLink ?? HoursURLs.gaps,
        errors: errors,
        fields: [
          .radios(
            "reponse", "Quel chiffre est juste",
            [
              Choice("employeur", "Celui \(FrenchText.of(gap.payerName))\u{202F}: \(gap.payer.french)\u{202F}h"),
              Choice(
                "utilisatrice", "Celui \(FrenchText.of(gap.companyName))\u{202F}: \(gap.user.french)\u{202F}h",
                help: "Le facilitateur demandera une correction à l’employeur. Rien ne s’ajoute d’ici là."),
            ], value: typed["reponse"] ?? ""),
          FormField.text("motif", "D’où vient l’écart", value: typed["motif"] ?? "").optional()
            .helped("À remplir si votre chiffre est le bon\u{202F}: par exemple, le 31 compté sur un autre chantier"),
        ]))
  }
}
