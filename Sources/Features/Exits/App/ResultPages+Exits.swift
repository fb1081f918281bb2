// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

extension ResultPages {
  /// What became of those who left in the year: the profession reads each count and opens it, the others the rates of enough people.
  var exits: HTML {
    let tally = report.exits
    guard tally.exits > 0 else { return noExit }
    guard sight.opensPages else { return shownExits(tally) }
    let columns =
      [TableColumn("Type")]
      + ExitMilestone.allCases.map { TableColumn(FrenchText.capitalised($0.french), numeric: true) }
    let rows: [[HTML]] = ExitKind.allCases.map { kind in
      [link(FrenchText.capitalised(kind.french), to: ResultURLs.definition(.exits(kind)))]
        + ExitMilestone.allCases.map { count(tally.count(kind, $0), kind, $0) }
    }
    let known: [HTML] = ["Renseignées"] + ExitMilestone.allCases.map { count(tally.known($0), nil, $0) }
    let rate: [HTML] =
      [link("Sorties dynamiques", to: ResultURLs.definition(.positiveExits(.exit)))]
      + ExitMilestone.allCases.map { milestone in
        tally.rate(milestone).map { "\($0.french(decimals: 1))\u{202F}%" } ?? "—"
      }
    return card(
      title: "Sorties", count: tally.exits, id: "sorties", action: open,
      body: """
        \(table(
          caption: "Situation des personnes sorties en \(span.year), par échéance", columns: columns,
          rows: rows + [known], footer: rate))
        <p class="help">Personnes sorties dans l’année et ayant une heure retenue dans l’année. Le taux ne compte ni les \
        sorties neutres ni les situations qui ne sont pas renseignées.</p>
        """)
  }

  private var isNarrowed: Bool { query.scope.buyer != nil || !query.scope.isWhole }

  private var open: HTML {
    link("Voir les sorties", to: ExitURLs.list(ExitQuery(year: span.year)))
  }

  /// A count with the list behind it, where the list is the same: of the whole territory and today.
  private func count(_ count: Int, _ kind: ExitKind?, _ milestone: ExitMilestone) -> HTML {
    guard count > 0, !isNarrowed, query.asOf == nil else { return "\(FrenchNumber.whole(count))" }
    let address = ExitURLs.list(ExitQuery(year: span.year, kind: kind, milestone: milestone))
    return "<a href=\"\(safePath(address))\">\(FrenchNumber.whole(count))</a>"
  }

  private var noExit: HTML {
    guard sight.opensPages else { return .empty }
    return card(
      title: "Sorties", id: "sorties",
      body: emptyState(
        "Aucune sortie n’est enregistrée en \(span.year) parmi ces personnes. Une sortie s’enregistre depuis la fiche d’une personne dont les contrats sont finis."
      ))
  }

  private func shownExits(_ tally: ExitTally) -> HTML {
    let values = sight.values(tally, of: report.figures.people)
    guard !values.isEmpty else { return .empty }
    return card(
      title: "Sorties", id: "sorties",
      body: table(
        caption: "Personnes sorties en \(span.year)",
        columns: [TableColumn("Indicateur"), TableColumn("Valeur", numeric: true), TableColumn("Unité")],
        rows: values.map { value in
          [
            link(value.indicator.label, to: ResultURLs.definition(value.indicator)), "\(value.french)",
            "\(value.indicator.unit)\(value.detail.isEmpty ? "" : " · " + value.detail)",
          ]
        }))
  }
}
