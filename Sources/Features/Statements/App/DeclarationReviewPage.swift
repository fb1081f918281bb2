// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The step before sending: what will be declared, by line and by lot, and what deserves a second look. Going back loses nothing.
struct DeclarationReviewPage: Sendable {
  let pages: DeclarationPages
  let review: DeclarationReview
  var errors: [FieldError] = []

  func page() -> Page {
    Page(
      title: "Vérifier avant d’envoyer",
      trail: [
        TrailLink("Heures", pages.door.home(pages.period)),
        TrailLink(
          "Nouveau relevé",
          back),
        TrailLink("Vérifier"),
      ],
      line: "\(pages.employerName), \(pages.period.french)\u{202F}: rien n’est encore envoyé.", section: .hours,
      body: "\(pages.notices)\(remarks)\(lots)\(lines)\(figures)\(actions)")
  }

  private var remarks: HTML {
    guard !review.remarked.isEmpty else { return .empty }
    let items: [HTML] = review.remarked.map { line in
      """
      <h3>\(line.row.name), \(line.draft.entry.kind.french), \(line.draft.entry.month.french)\u{202F}: \
      \(line.draft.entry.declared)\u{202F}h</h3>\(LinePages.remarks(line.remarks))
      """
    }
    return card(
      title: "À relire", count: review.remarked.count,
      body: """
        <p>Vous pouvez envoyer le relevé tel quel\u{202F}: le facilitateur décidera de ces lignes une par une.</p>\(items)
        """)
  }

  private var lots: HTML {
    let totals = review.lots
    guard !totals.isEmpty else { return .empty }
    let kinds = HoursKind.allCases.filter { kind in totals.contains { $0.byKind[kind] != nil } }
    let columns =
      [TableColumn("Lot"), TableColumn("Personnes", numeric: true)]
      + kinds.map { TableColumn("\(FrenchText.capitalised($0.french)), h", numeric: true) }
    let rows: [[HTML]] = totals.map { total in
      ["\(total.label), \(total.contractTitle)", "\(FrenchNumber.whole(total.people.count))"]
        + kinds.map { "\(total.byKind[$0]?.french ?? "—")" }
    }
    let sums: [HTML] = kinds.map { kind in "\(totals.compactMap { $0.byKind[kind] }.sum)" }
    let people = Set(review.lines.map(\.row.participant)).count
    return card(
      title: "Par lot",
      body: table(
        caption: "Heures déclarées par lot", columns: columns, rows: rows,
        footer: totals.count > 1 ? ["Ensemble", "\(FrenchNumber.whole(people))"] + sums : []))
  }

  private var lines: HTML {
    guard !review.lines.isEmpty else {
      return review.figures.isEmpty
        ? card(title: "Ce relevé", body: "<p>Vous déclarez qu’aucune heure n’a été faite.</p>") : .empty
    }
    let columns = [
      TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Nature"),
      TableColumn("Jours", numeric: true), TableColumn("Heures", numeric: true),
    ]
    return card(
      title: "Ce que vous déclarez", count: review.lines.count,
      body: table(
        caption: "Lignes du relevé", columns: columns,
        rows: review.lines.map { line in
          [
            "\(line.row.name)", "\(line.row.lotLabel)", "\(line.draft.entry.month)", "\(line.draft.entry.kind.french)",
            line.draft.days.isEmpty ? "—" : "\(FrenchNumber.whole(line.draft.days.count))",
            "\(line.draft.entry.declared)\u{202F}h",
          ]
        }))
  }

  private var figures: HTML {
    guard !review.figures.isEmpty else { return .empty }
    let columns = [
      TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Employeur"),
      TableColumn("Votre chiffre", numeric: true), TableColumn("Le sien", numeric: true),
      TableColumn("Écart", numeric: true),
    ]
    return card(
      title: "Comparé, jamais ajouté", count: review.figures.count,
      body: table(
        caption: "Heures des personnes mises à disposition", columns: columns,
        rows: review.figures.map { figure in
          let gap = CrossCheck.gap(payer: figure.payer, userCompany: figure.draft.hours)
          let came = figure.payer != .zero
          return [
            "\(figure.row.name)", "\(figure.row.lotLabel)", "\(figure.draft.month)", "\(figure.row.payer)",
            "\(figure.draft.hours)\u{202F}h", came ? "\(figure.payer)\u{202F}h" : "pas encore reçu",
            came ? "\(gap)\u{202F}h" : "—",
          ]
        }))
  }

  private var actions: HTML {
    let carried = DeclarationForm.carried(pages.typed).filter { $0.name != "vu" }
    let values = carried + [(name: "vu", value: String(pages.seen)), (name: "etape", value: "envoyer")]
    if pages.door.isLink { return certified(values) }
    return """
      <div class="form-actions">\(postButton(
        pages.sendLabel, pages.door.send, csrf: pages.csrf, look: .primary, values: values))\
      \(linkButton("Modifier", back))</div>
      """
  }

  /// Without an account, the one who sends says who it is.
  private func certified(_ values: [(name: String, value: String)]) -> HTML {
    let typed = pages.typed
    return card(
      title: "Certifier et envoyer", id: "certifier",
      body: form(
        action: pages.door.send, csrf: pages.csrf, submit: pages.sendLabel, cancel: back, errors: errors,
        fields: values.map { FormField.hidden($0.name, $0.value) }
          + Certification.fields(typed, name: pages.viewer.accountName)))
  }

  private var back: String {
    pages.door.form(of: pages.employer, pages.period.first, quarter: pages.isQuarter)
  }
}
