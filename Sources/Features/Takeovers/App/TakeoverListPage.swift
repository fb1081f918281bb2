// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// Where a takeover begins: a workbook to send, a model to fill, and those that were read.
struct TakeoverListPage: Sendable {
  var takeovers: [Takeover]
  var megabytes: Int
  var timeZone: TimeZone
  var csrf: String
  var typed = TypedSource()
  var errors: [FieldError] = []

  /// What was typed beside the file.
  struct TypedSource: Sendable {
    var source = TakeoverSource.usual
    var opensMissing = false
  }

  var page: Page {
    Page(
      title: "Reprises", trail: [TrailLink("Imports", NoticeURLs.imports), TrailLink("Reprises")],
      line: "Ce que le territoire tient déjà dans ses classeurs, avec ses propres totaux retrouvés",
      action: linkButton("Télécharger le classeur modèle", TakeoverURLs.template), section: .imports,
      body: """
        \(card(title: "Reprendre un classeur", body: upload))\
        \(card(title: "Reprises", count: takeovers.isEmpty ? nil : takeovers.count, body: list))
        """)
  }

  private var upload: HTML {
    form(
      action: TakeoverURLs.list, csrf: csrf, submit: "Envoyer et lire", errors: errors,
      fields: [
        FormField.file("fichier", "Classeur, ou fichiers CSV", accept: ".xlsx,.csv,text/csv").several()
          .helped(
            """
            Une feuille par sujet\u{202F}: donneurs d’ordre, marchés, lots, entreprises, participants, contrats de travail, heures, \
            totaux. Celles que vous avez suffisent, avec vos titres de colonnes. \(FrenchNumber.whole(megabytes))\u{A0}Mo au plus. \
            Rien n’est écrit avant votre accord\u{202F}: la lecture dit d’abord ce qui changerait.
            """),
        FormField.text("source", "D’où il vient", value: typed.source)
          .helped(
            "Le même nom à chaque fois\u{202F}: le classeur corrigé met alors à jour ce qu’il a déjà apporté, sans rien doubler."
          ),
        FormField.checkbox(
          "soldes", "Reprendre comme soldes d’ouverture les années de lots qui ont un total et aucune ligne d’heures",
          isChecked: typed.opensMissing),
      ])
  }

  private var list: HTML {
    table(
      caption: "Reprises, la dernière d’abord",
      columns: [
        TableColumn("Classeur"), TableColumn("Source"), TableColumn("Lu le"), TableColumn("Par"), TableColumn("État"),
      ],
      rows: takeovers.map { one in
        [
          link(one.file, to: TakeoverURLs.takeover(one.id), context: "n°\u{A0}\(one.id)"), "\(one.source)",
          "\(one.createdAt.french(in: timeZone))", "\(one.author.isEmpty ? "une commande" : one.author)", one.badge,
        ]
      },
      empty: emptyState("Les classeurs que vous enverrez seront ici, avec ce qu’ils ont changé."))
  }
}

extension Takeover {
  var badge: HTML {
    switch state {
    case "reading": App.badge("en lecture", .watch)
    case "ready": App.badge("à vérifier", .watch)
    case "writing": App.badge("en écriture", .watch)
    case "written": App.badge("écrite", .fine)
    case "undone": App.badge("annulée")
    default: App.badge("refusée", .act)
    }
  }
}
