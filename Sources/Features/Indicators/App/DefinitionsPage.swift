// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What each published figure counts, with its unit and its rounding.
struct DefinitionsPage {
  let isFacilitator: Bool
  /// In force today.
  let hoursPerFTE: Int

  var page: Page {
    Page(
      title: "Définitions des indicateurs", trail: [TrailLink("Bilans", ResultURLs.year), TrailLink("Définitions")],
      line: "Ce que compte chaque chiffre publié. Les arrondis se font au plus près, la moitié vers le haut.",
      section: .results, body: "\(Indicator.all.map(definition))\(rules)")
  }

  private func definition(_ indicator: Indicator) -> HTML {
    card(
      title: indicator.label, id: ResultURLs.anchor(indicator),
      body: """
        <p>\(indicator.definition)</p>
        \(definitionList([
          ("Unité", "\(indicator.unit)"), ("Décimales", "\(indicator.decimals)"), ("Code", "\(indicator.code)"),
          ("Version", "\(indicator.version)"), ("Vaut", validity(indicator)),
        ]))
        """)
  }

  private func validity(_ indicator: Indicator) -> HTML {
    indicator.validFrom.map { "à partir du \($0.french)" } ?? "pour toute année"
  }

  private var rules: HTML {
    card(
      title: "Règles communes", id: "regles",
      body: """
        <ul>
        <li>Une heure est comptée dans le mois où elle a été travaillée, même reçue plus tard.</li>
        <li>Une heure ne compte qu’une fois dans le territoire, quels que soient les donneurs d’ordre qui la rapportent\u{202F}; \
        dans un groupement de commandes, chaque membre rapporte sa part.</li>
        <li>Les personnes ne s’additionnent pas entre années, donneurs d’ordre, secteurs ou lots.</li>
        <li>Une évolution compare les mêmes mois de l’année précédente, jusqu’au dernier mois fini.</li>
        <li>Un équivalent temps plein vaut \(FrenchNumber.whole(hoursPerFTE))\u{202F}h par an.</li>
        <li>Les élus ne voient aucun chiffre de moins de 5 personnes\u{202F}; pour les autres, les profils se lisent à partir de 5.</li>
        </ul>
        """)
  }
}
