// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// A year parted by what the address says, narrowed by what it says: each figure opens onto its lines.
struct TablePages {
  let viewer: Viewer
  let results: TableResults

  var query: TableQuery { results.query }
  var data: FigureTable { results.table }
  var sight: FigureSight { FigureSight(role: viewer.role) }
  var mayNarrow: Bool { viewer.role == .facilitator }
  private var people: Int { data.total.figures.people }

  var page: Page {
    Page(
      title: "Tableau \(query.span.year) par \(query.breakdown.french)",
      trail: [TrailLink("Bilans", ResultURLs.year(query.span.year)), TrailLink("Tableau")], line: line,
      section: .results, body: "\(notices)\(form)\(sight.mayShow(people) ? content : withheld)")
  }

  private var line: HTML {
    let who: HTML = viewer.role == .buyer ? "Vos marchés" : "\(viewer.territoryName)"
    let basis: HTML = query.basis == .worked ? "par mois travaillé" : "par date où l’heure a été retenue"
    return "\(who) · \(basis) · \(link("Définitions", to: ResultURLs.definitions))"
  }

  private var withheld: HTML {
    card(
      title: "Chiffres non publiés",
      body:
        "<p>Moins de 5 personnes ont des heures retenues en \(String(query.span.year))\u{202F}: leurs chiffres ne sont pas publiés.</p>"
    )
  }

  private var notices: HTML {
    let impossible = ([data.total] + data.lines).filter { _ in sight.mayShow(people) && mayNarrow }.flatMap { row in
      row.impossibilities.map { notice(.act, "Chiffre impossible, à vérifier à la source. \(row.label), \($0)") }
    }
    let chosen: [HTML] = results.chosen.map { facet, label in
      var rest = query.facets
      rest[facet] = nil
      return """
        \(FrenchText.capitalised(facet.french))\u{202F}: \(label) (\(link("retirer", to: query.address(facets: rest), context: facet.french)))
        """
    }
    let narrowed: HTML = chosen.isEmpty ? .empty : notice(.neutral, "Filtres. \(chosen.joined(" · "))")
    let asOf: HTML =
      query.asOf.map { notice(.neutral, "Chiffres tels qu’ils étaient connus le \($0) au soir.") } ?? .empty
    let issued: HTML =
      query.asIssued
      ? notice(.neutral, "Chiffres tels qu’ils étaient à l’arrêté de l’année \(String(query.span.year)).") : .empty
    let refused: HTML = data.lines.isEmpty ? .empty : data.refusals.map { notice(.neutral, "\($0)") }.joined()
    return "\(impossible)\(narrowed)\(asOf)\(issued)\(refused)"
  }

  private var form: HTML {
    let parts = FigureBreakdown.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) }
    var fields: [FormField] = [
      .text("annee", "Année", value: String(query.span.year)),
      .select("par", "Par", parts, value: query.breakdown.rawValue, blank: nil),
    ]
    if mayNarrow {
      fields.append(.more("Filtres et date", isOpen: !query.facets.isEmpty, facetFields + whenFields))
      fields += FigureBreakdown.facets.filter { $0.choices.isEmpty }.compactMap { facet in
        query.facets[facet].map { .hidden(facet.rawValue, $0) }
      }
    }
    return filterForm(action: ResultURLs.table, submit: "Afficher", prefix: "tableau", fields: fields)
  }

  private var facetFields: [FormField] {
    FigureBreakdown.facets.filter { !$0.choices.isEmpty }.map { facet in
      .select(
        facet.rawValue, FrenchText.capitalised(facet.french),
        facet.choices.map { Choice($0.key, FrenchText.capitalised($0.label)) }, value: query.facets[facet] ?? "",
        blank: "Tous"
      ).optional()
    }
  }

  private var whenFields: [FormField] {
    [
      .select(
        "base", "Compter les heures par",
        FigureBasis.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) },
        value: query.basis.rawValue, blank: nil),
      .date("au", "Tels que connus le soir du", value: query.asOf?.french ?? "").optional(),
      .checkbox("arrete", "À l’arrêté de l’année", isChecked: query.asIssued),
      .number("etp", "Heures par équivalent temps plein", value: query.hoursPerFTE.map(String.init) ?? "", unit: "h")
        .optional(),
    ]
  }

  private var content: HTML {
    guard !data.lines.isEmpty else { return card(title: "Rien à compter", body: emptyState(emptySentence)) }
    return "\(lines)\(profiles)\(files)"
  }

  private var emptySentence: String {
    if !query.facets.isEmpty {
      return "Aucune heure retenue en \(query.span.year) ne répond à ces filtres\u{202F}: retirez-en un."
    }
    let from = results.facts.firstMonth.map { " Les heures connues commencent en \($0.french)." } ?? ""
    return "Aucune heure n’est retenue en \(query.span.year).\(from)"
  }

  private var profiles: HTML {
    let shares = data.shares(sight)
    guard !shares.isEmpty else { return .empty }
    return card(
      title: "Profils", id: "profils",
      body: table(
        caption: "Part de chaque profil parmi les personnes de l’ensemble",
        columns: [TableColumn("Profil"), TableColumn("Part", numeric: true)],
        rows: shares.map { share in
          [link(share.indicator.label, to: ResultURLs.definition(share.indicator)), "\(share.french)\u{202F}%"]
        }))
  }

  private var files: HTML {
    let fields = Form(query.fields()).encoded
    return """
      \(exportLinks(.crossTable, query: fields, title: "Ce tableau"))\
      \(exportLinks(.longTable, query: fields, title: "Une ligne par mesure, pour un observatoire"))
      """
  }
}
