// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

@testable import App

extension GalleryTests {
  static let contractPage = Page(
    title: "Construction du groupe scolaire Jacques-Prévert",
    trail: [
      TrailLink("Marchés", "/marches"), TrailLink("Ville de Saint-Orme", "/organisations/1"), TrailLink("2026-0412"),
    ],
    line:
      "Travaux · notifié le 12/03/2026, OS le 02/05/2026, 18 mois · 4\u{202F}280\u{202F}000\u{202F}€ HT · \(badge("condition d’exécution, L2112-2"))",
    action: primaryButton("Valider 164\u{202F}h", "/x"), section: .contracts,
    body: tileRow([
      figureTile(
        label: "Heures à réaliser", value: "6\u{202F}480", unit: "h",
        note: "5 lots, avenant 1 compris (+\u{202F}480\u{202F}h)"),
      figureTile(
        label: "Retenues", value: "3\u{202F}012,50", unit: "h", note: "46,5\u{202F}% · \(link("58 lignes", to: "/x"))"),
      figureTile(label: "À valider", value: "164", unit: "h", note: "octobre, 2 employeurs"),
      figureTile(
        label: "Atterrissage prévisionnel", value: "80,6\u{202F}%", note: "1\u{202F}259\u{202F}h manquent sur 2 lots",
        tone: .act),
    ]) + card(title: "Lots clausés", id: "lots", body: lots)
      + columns(
        main: card(
          title: "Participants en poste", count: 11, id: "participants",
          body: table(
            caption: "Participants en poste",
            columns: [
              TableColumn("Participant"), TableColumn("Employeur"), TableColumn("Contrat"),
              TableColumn("Heures", numeric: true), TableColumn("Comptent jusqu’au"),
            ],
            rows: [
              [link("Nadia B.", to: "/x"), "Couleurs 49", "CDD, peintre", "412,00", "03/02/2027"],
              [
                link("Lucas P.", to: "/x"), "ETTI Envol", "7 missions, électricien", "151,67",
                badge("12/12/2026", .watch),
              ],
            ])),
        side: card(
          title: "Historique", id: "historique",
          body: historyList([
            ("12/11/2026", "Relevé de septembre validé\u{202F}: 98\u{202F}h retenues sur 161 (C. Moreau)"),
            ("04/11/2026", "Appel à Maçonnerie Leduc\u{202F}: sans réponse"),
            ("02/09/2026", "Avenant 1\u{202F}: lot 5, +\u{202F}480\u{202F}h"),
          ])))
      + card(
        title: "Dates", body: definitionList([("Notification", "12/03/2026"), ("Ordre de service", "02/05/2026")]))
      + card(
        title: "Commandes",
        body: emptyState("Les bons de commande apparaîtront ici.", actionLabel: "Ajouter un bon", path: "/x")))

  static let resultsPage = Page(
    title: "Bilan 2026, au 31 octobre", trail: [TrailLink("Convention 2024–2028 · 42 signataires")],
    line: "Tous les donneurs d’ordre · tous les secteurs · \(link("filtrer", to: "?f"))",
    action: linkButton("XLSX", "/x") + primaryButton("Produire le rapport", "/x"), section: .results,
    body: tileRow([
      figureTile(
        label: "Heures retenues", value: "421\u{202F}300", unit: "h",
        note: trend(.up, "12,4\u{202F}%", isGood: true) + " sur la même période", href: "/x"),
      figureTile(label: "Participants", value: "1\u{202F}182", note: trend(.up, "71", isGood: true)),
      figureTile(label: "Femmes", value: "21,3\u{202F}%", note: trend(.up, "1,8 point", isGood: true)),
      figureTile(label: "Habitants de QPV", value: "34,0\u{202F}%", note: trend(.same, "stable", isGood: nil)),
      figureTile(label: "Heures hors bâtiment", value: "38,0\u{202F}%", note: trend(.down, "0,6 point", isGood: false)),
    ])
      + columns(
        main: card(
          title: "Trajectoire",
          body: trajectoryChart(
            Trajectory(
              cumulated: [38_000, 79_000, 121_000, 166_000, 214_000, 262_000, 296_000, 321_000, 370_000, 421_300],
              objective: 480_000,
              landing: .init(low: 488_000, middle: 512_000, high: 536_000),
              caption:
                "Heures retenues, cumulées par mois travaillé. Bande\u{202F}: 8 chances sur 10, d’après les lots semblables. \(link("Définition", to: "/x"))"
            ))),
        side: card(
          title: "Par secteur",
          body: table(
            caption: "Heures par secteur",
            columns: [
              TableColumn("Secteur"), TableColumn("Heures", numeric: true), TableColumn("Part", numeric: true),
              TableColumn("Barre", hiddenTitle: true),
            ],
            rows: [
              ("Bâtiment, TP", 261_206), ("Nettoyage", 71_621), ("Espaces verts", 43_394),
              ("Prestations intell.", 15_588),
            ].map { sector, hours in
              [
                link(sector, to: "/x"), "\(FrenchNumber.whole(hours))",
                "\(FrenchText.percent(Int64(hours), of: 421_300))",
                shareBar(part: Int64(hours), whole: 421_300, label: sector),
              ]
            })))
      + card(
        title: "Début d’année",
        body: trajectoryChart(Trajectory(cumulated: [12], objective: 150_000, caption: "Un mois.")))
      + card(title: "Sans objectif", body: trajectoryChart(Trajectory(cumulated: [0, 5, 9], caption: "Trois mois."))))

  static let statementPage = PlainPage(
    title: "Combien d’heures en octobre\u{202F}?", subtitle: "Couleurs 49 · heures d’octobre 2026",
    line: "Groupe scolaire J. Prévert, lot 5 · reste 690\u{202F}h à réaliser",
    body: "<p>Vos salariés seulement\u{202F}: les missions d’intérim sont déclarées par l’agence.</p>"
      + form(
        action: "/x", csrf: "j", submit: "Relire et envoyer", draft: "releve",
        fields: [
          .group(
            "Nadia B., CDD, 35\u{202F}h par semaine", [.number("l1", "Sur le chantier", value: "151,67").inline()]),
          .group(
            "Ibrahim S., apprenti",
            [.number("l2", "Sur le chantier", value: "77").inline(), .number("l3", "Au CFA", value: "70").inline()]),
          .group(
            "Karim D., CDD jusqu’au 17 octobre",
            [
              .number("l4", "Sur le chantier", value: "221").inline().doubted(
                "Au-dessus du maximum légal du 1er au 17 octobre (126\u{202F}h). Est-ce le bon mois\u{202F}?")
            ]),
          .group(
            "Sofia L., CDI · 148\u{202F}h en septembre",
            [.number("l5", "Sur le chantier").inline().hinted("sept.\u{202F}: 148")]),
        ]))

  static let formPage = Page(
    title: "Nouveau marché", trail: [TrailLink("Marchés", "/marches"), TrailLink("Nouveau")], section: .contracts,
    body: notice(.watch, "Un marché du même objet existe déjà\u{202F}: \(link("2026-0412", to: "/x")).")
      + card(
        title: "Le marché",
        body: form(
          action: "/x", csrf: "j", submit: "Créer le marché", draft: "nouveau", cancel: "/marches",
          errors: [
            FieldError("debut", "Le 31/02/2026 n’existe pas. Tapez un jour comme 12/03/2026."),
            FieldError("genre", "Choisissez un genre."),
          ],
          fields: [
            .text("objet", "Objet", value: "Construction du groupe scolaire").helped("Tel qu’il est publié."),
            .select(
              "acheteur", "Acheteur", [Choice("1", "Ville de Saint-Orme"), Choice("2", "Habitat du Val")], value: "1"),
            .date("debut", "Notification", value: "31/02/2026"),
            .number("montant", "Montant HT", value: "4 280 000", unit: "€").optional(),
            .radios(
              "genre", "Genre",
              [
                Choice("t", "Travaux"), Choice("s", "Services", help: "Nettoyage, espaces verts…"),
                Choice("f", "Fournitures"),
              ]),
            .checkboxes(
              "clauses", "Clauses", [Choice("1", "Condition d’exécution"), Choice("2", "Critère d’attribution")],
              values: ["1"]
            ).optional(),
            .group(
              "Pièces",
              [
                .file("piece", "Acte d’engagement", accept: ".pdf").optional(),
                .checkbox("accord", "La pièce est signée"),
              ]),
            .textarea("note", "Remarque").optional(),
          ])))

  static let selectionPage = Page(
    title: "Heures à valider", section: .hours,
    body: filterForm(
      action: "/heures",
      fields: [.select("mois", "Mois", [Choice("1", "octobre 2026")], blank: "Tous"), .text("employeur", "Employeur")])
      + card(
        title: "Lignes d’octobre", count: 2,
        body: selectionForm(
          action: "/x", csrf: "j",
          actions: bulkButton("Valider les lignes cochées", one: "Valider 1 ligne", many: "Valider %n lignes"),
          body: table(
            caption: "Lignes d’octobre",
            columns: [
              TableColumn("Choisir", hiddenTitle: true), TableColumn("Participant"),
              TableColumn("Déclarées", numeric: true), TableColumn("Remarque"), TableColumn("Actes", hiddenTitle: true),
            ],
            rows: [("Nadia B.", "151,67"), ("Ibrahim S.", "77,00")].map { name, hours in
              [
                selectionBox(name: "ligne", value: name, label: "Choisir \(name)"), link(name, to: "/x"), "\(hours)",
                badge("rien à signaler", .fine), link("Retenir une part", to: "/x", context: name),
              ]
            }) + pager(nextPath: "?apres=1"))))
}
