// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import TestSupport
import Testing

@testable import App

/// Pages built from the components alone, with invented figures. `CLAUSIER_GALLERY` names a folder where they are written,
/// to look at them in a browser at 1280 and 360 px.
@Suite struct GalleryTests {
  static let pages: [(name: String, html: HTML)] = [
    ("aujourdhui", document(todayPage, in: LayoutTests.shell)),
    ("marche", document(contractPage, in: LayoutTests.shell)),
    ("bilans", document(resultsPage, in: LayoutTests.shell)), ("releve", plainDocument(statementPage)),
    ("formulaire", document(formPage, in: LayoutTests.shell)),
    ("selection", document(selectionPage, in: LayoutTests.shell)),
  ]

  @Test("the pages of the gallery are sound", arguments: pages.map(\.name))
  func soundness(_ name: String) throws {
    let page = try #require(Self.pages.first { $0.name == name })
    #expect(htmlFaults(page.html.text) == [])
    guard let folder = ProcessInfo.processInfo.environment["CLAUSIER_GALLERY"] else { return }
    try Data(page.html.text.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent("\(name).html"))
  }

  static let todayPage = Page(
    title: "Aujourd’hui", line: "mardi 24 novembre 2026 · 64 lots dans mon portefeuille",
    action: switchLinks(
      label: "Liste de",
      [
        SwitchLink("Moi", "?", isCurrent: true), SwitchLink("L’équipe", "?a"),
        SwitchLink("Pour J. Petit, absent", "?b"),
      ])
      + primaryButton("Nouveau marché", "/marches/nouveau"),
    section: .today,
    body: columns(
      main: card(
        title: "À faire, dans l’ordre", count: 9,
        body: workList([
          workItem(
            "Répondre à Net’Ouest\u{202F}: une personne à valider",
            why: "Embauche prévue demain sur Entretien des locaux, lot 1. Pièces reçues à 8\u{202F}h\u{202F}12.",
            actionLabel: "Valider ou refuser", path: "/x"),
          workItem(
            "14 lignes d’octobre à valider",
            why:
              "11 sans remarque. 2 au-dessus du maximum légal, 1 avant la date de validation\u{202F}: 63\u{202F}h sur 161 à ne pas retenir.",
            actionLabel: "Valider les heures", path: "/x"),
          workItem(
            "Rappeler Maçonnerie Leduc",
            why:
              "Gros œuvre non démarré, le prévisionnel disait septembre. Dit le 3 nov.\u{202F}: « on cherche un chef d’équipe ».",
            actionLabel: "02 61 91 00 12", path: "tel:+33261910012"),
          workItem(
            "Préparer l’attestation de Couleurs 49", why: "Lot 5 terminé, demandée par Habitat du Val avant le DGD.",
            actionLabel: "Préparer", path: "/x"),
          workItem(
            "Éligibilité de 2 participants finit avant le 15 décembre", why: "En poste sur Halle des sports, lot 4.",
            actionLabel: "Vérifier", path: "/x"),
          workItem(
            "Calibrer 3 lots pour Habitat du Val", why: "Demandé il y a 6 jours, publication le 12 janvier.",
            actionLabel: "Calibrer", path: "/x"),
        ])),
      side: tileRow(
        [
          figureTile(
            label: "Heures retenues en 2026, au 31 octobre", value: "421\u{202F}300", unit: "h",
            note: trend(.up, "12,4\u{202F}% sur un an", isGood: true) + " · objectif 480\u{202F}000"),
          figureTile(
            label: "Participants", value: "1\u{202F}182",
            note: trend(.up, "71", isGood: true) + " · 262,2 ETP à 1\u{202F}607\u{202F}h"),
        ], stacked: true)
        + card(
          title: "Relevés d’octobre",
          body: table(
            caption: "Relevés d’octobre", columns: [TableColumn("État"), TableColumn("Relevés", numeric: true)],
            rows: [
              ["Demandés", link("212", to: "/x")], ["Reçus", link("187", to: "/x")],
              ["À valider", link("31", to: "/x")], ["En retard", badge("25", .watch)],
            ])))
      + card(title: "Mes lots à surveiller", body: lots))

  static let lots = table(
    caption: "Mes lots à surveiller",
    columns: [
      TableColumn("Marché · lot"), TableColumn("Entreprise"), TableColumn("À réaliser", numeric: true),
      TableColumn("Retenues", numeric: true),
      TableColumn("Avancement et prévisionnel"), TableColumn("Reste par mois", numeric: true), TableColumn("État"),
    ],
    rows: [
      [
        link("Groupe scolaire J. Prévert · 2", to: "/x"), "Maçonnerie Leduc", "1\u{202F}200", "0",
        progressBar(done: 0, planned: 432, total: 1200, label: "Lot 2"), "300\u{202F}h", badge("non démarré", .act),
      ],
      [
        link("Halle des sports · 4", to: "/x"), "Couverture Anjou", "860", "212,50",
        progressBar(done: 212, planned: 522, total: 860, label: "Lot 4"), "108\u{202F}h",
        badge("310\u{202F}h sous le prévisionnel", .act),
      ],
      [
        link("Entretien des locaux · 1", to: "/x"), "Net’Ouest", "5\u{202F}400", "2\u{202F}905,33",
        progressBar(done: 2905, planned: 3565, total: 5400, label: "Lot 1"), "192\u{202F}h",
        badge("660\u{202F}h sous le prévisionnel", .watch),
      ],
      [
        link("Résidence Les Ponts · 3", to: "/x"), "Éclair SAS, Voltaé", "1\u{202F}430", "1\u{202F}371,00",
        progressBar(done: 1371, planned: 1430, total: 1430, label: "Lot 3"), "—",
        badge("59\u{202F}h manquent, lot réceptionné", .watch),
      ],
    ])
}
