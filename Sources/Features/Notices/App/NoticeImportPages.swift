// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// Files of notices: send one, and find those that were read.
struct NoticeImportListPage: Sendable {
  var files: [NoticeImportFile]
  var hasMore: Bool
  var megabytes: Int
  var timeZone: TimeZone
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Imports d’avis publiés", trail: [TrailLink("Imports")],
      line: "Les données essentielles des marchés (DECP), telles que les donneurs d’ordre les publient",
      action: """
        \(linkButton("Reprendre un classeur", TakeoverURLs.list)) \(linkButton("Listes de référence", ReferenceURLs.lists))
        """, section: .imports,
      body: """
        \(card(title: "Lire un fichier", body: upload))\
        \(card(title: "Fichiers lus", body: list))\(pager(nextPath: next))
        """)
  }

  private var upload: HTML {
    form(
      action: NoticeURLs.imports, csrf: csrf, submit: "Envoyer et lire", errors: errors,
      fields: [
        FormField.file("fichier", "Fichier de données essentielles", accept: ".json,.csv,application/json,text/csv")
          .several()
          .helped(
            """
            JSON ou CSV, de toutes les versions, \(FrenchNumber.whole(megabytes))\u{A0}Mo au plus. Le même fichier lu deux fois ne change \
            rien. Ce qui n’a pas de sens est laissé de côté et vous est dit, ligne par ligne.
            """)
      ])
  }

  private var list: HTML {
    table(
      caption: "Fichiers lus, le dernier d’abord",
      columns: [
        TableColumn("Fichier"), TableColumn("Lu le"), TableColumn("Par"), TableColumn("Lus", numeric: true),
        TableColumn("Créés", numeric: true), TableColumn("Mis à jour", numeric: true),
        TableColumn("Inchangés", numeric: true), TableColumn("Rejetés", numeric: true), TableColumn("État"),
      ],
      rows: files.map(row), empty: emptyState("Les fichiers que vous enverrez seront ici, avec leur rapport."))
  }

  private func row(_ file: NoticeImportFile) -> [HTML] {
    let result = file.result
    return [
      link(file.file, to: NoticeURLs.report(file.id), context: "n°\u{A0}\(file.id)"),
      "\(file.startedAt.french(in: timeZone))", "\(file.isByCommand ? "une commande" : file.author)",
      "\(FrenchNumber.whole(result.read))", "\(FrenchNumber.whole(result.created))",
      "\(FrenchNumber.whole(result.updated))", "\(FrenchNumber.whole(result.unchanged))",
      "\(FrenchNumber.whole(result.rejected))", file.state,
    ]
  }

  private var next: String? {
    guard hasMore, let last = files.last else { return nil }
    return "\(NoticeURLs.imports)?avant=\(last.id)"
  }
}

extension NoticeImportFile {
  fileprivate var state: HTML {
    if undoneAt != nil { return badge("annulé") }
    if finishedAt == nil { return badge(isByCommand ? "interrompu" : "en cours", .watch) }
    return result.failure == nil ? badge("lu", .fine) : badge("lu en partie", .act)
  }
}

/// What reading a file gave: counts, what was found by rule, and line by line.
struct NoticeReportPage: Sendable {
  var file: NoticeImportFile
  var rules: [(rule: NoticeRule, count: Int, first: String)]
  var lines: [NoticeFindingLine]
  var hasMore: Bool
  var filter: NoticeFindingFilter
  var timeZone: TimeZone
  var csrf: String
  /// Why it cannot be undone; nil when it can.
  var obstacle: String?

  private var result: NoticeImportResult { file.result }

  var page: Page {
    Page(
      title: file.file, trail: [TrailLink("Imports", NoticeURLs.imports), TrailLink(file.file)],
      line: "\(line)", action: progress, section: .imports,
      body: """
        \(failure)\(figures)\(card(title: "Ce qui a été remarqué", body: ruleTable))\
        \(file.findings == 0 ? .empty : card(title: "Ligne par ligne", id: "lignes", action: download, body: report))\
        \(undo)
        """)
  }

  private var line: String {
    let who = file.isByCommand ? "par une commande" : "par \(file.author)"
    let shape = result.shape.map { ", \($0.french)" } ?? ""
    return "Lu le \(file.startedAt.french(in: timeZone)) \(who)\(shape)"
  }

  private var progress: HTML {
    guard file.finishedAt == nil, let job = file.jobID else { return .empty }
    return linkButton("Voir l’avancement", JobURLs.job(job))
  }

  private var failure: HTML {
    var sentences: [HTML] = result.remarks.map { notice(.neutral, "\($0)") }
    if let sentence = result.failure { sentences.append(notice(.act, "\(sentence)")) }
    if let undone = file.undoneAt {
      sentences.append(notice(.neutral, "Cet import a été annulé le \(undone.french(in: timeZone))."))
    }
    return sentences.joined()
  }

  private var figures: HTML {
    func tile(_ label: String, _ value: Int) -> HTML { figureTile(label: label, value: FrenchNumber.whole(value)) }
    return tileRow([
      tile("Enregistrements lus", result.read), tile("Avis créés", result.created),
      tile("Mis à jour", result.updated), tile("Inchangés", result.unchanged), tile("Rejetés", result.rejected),
    ])
  }

  private var ruleTable: HTML {
    table(
      caption: "Règles, et combien de fois",
      columns: [
        TableColumn("Remarque"), TableColumn("Ce qui en est fait"), TableColumn("Fois", numeric: true),
        TableColumn("La première"),
      ],
      rows: rules.map { rule, count, first in
        [
          "\(rule.level == .rejected ? badge("rejet", .act) : .empty) \(link(rule.sentence, to: NoticeURLs.report(file.id, NoticeFindingFilter(rule: rule)) + "#lignes"))",
          "\(rule.advice)", "\(FrenchNumber.whole(count))", "\(first)",
        ]
      },
      empty: emptyState(
        file.isByCommand
          ? "Le rapport d’un fichier lu par une commande s’obtient par son option «\u{202F}--report\u{202F}»."
          : file.finishedAt == nil
            ? "Le fichier se lit encore." : "Rien à remarquer\u{202F}: chaque enregistrement est en règle."))
  }

  private var download: HTML { linkButton("Télécharger (CSV)", NoticeURLs.table(file.id, filter)) }

  private var report: HTML {
    let last: String? =
      hasMore ? lines.last.map { NoticeURLs.report(file.id, filter, after: $0.position) + "#lignes" } : nil
    return """
      \(filterForm(action: NoticeURLs.report(file.id), fields: fields))\
      \(table(
        caption: "Remarques dans l’ordre du fichier",
        columns: [
          TableColumn("N°", numeric: true), TableColumn("Emplacement"), TableColumn("Champ"), TableColumn("Valeur"),
          TableColumn("Remarque"),
        ],
        rows: lines.map(row), empty: emptyState("Aucune ligne ne répond à ces filtres.")))\
      \(pager(nextPath: last))
      """
  }

  private var fields: [FormField] {
    [
      .select(
        "niveau", "Niveau", NoticeFinding.Level.allCases.map { Choice($0.rawValue, $0.french) },
        value: filter.level?.rawValue ?? "", blank: "Tous"),
      .select(
        "regle", "Remarque", rules.map { Choice($0.rule.rawValue, $0.rule.sentence) },
        value: filter.rule?.rawValue ?? "", blank: "Toutes"),
      .text("champ", "Champ", value: filter.field).optional(),
      .text("emplacement", "Emplacement", value: filter.place).optional(),
    ]
  }

  private func row(_ line: NoticeFindingLine) -> [HTML] {
    let mark: HTML? = line.level == .rejected ? badge("rejet", .act) : nil
    return [
      "\(FrenchNumber.whole(line.number))", "\(line.place)", "\(line.field.isEmpty ? "—" : line.field)",
      "\(line.value.isEmpty ? "—" : line.value)", "\(mark) \(line.rule?.sentence ?? "")",
    ]
  }

  private var undo: HTML {
    guard file.undoneAt == nil, file.finishedAt != nil, result.created + result.updated > 0 else { return .empty }
    if let obstacle { return card(title: "Annuler cet import", body: "<p>\(obstacle)</p>") }
    return card(
      title: "Annuler cet import",
      body: """
        <p>\(FrenchText.count(result.created, "avis créé sera retiré", "avis créés seront retirés")), et ceux qui existaient avant \
        redeviendront comme ils étaient. Vous pourrez relire le fichier ensuite.</p>
        \(postButton("Annuler cet import", NoticeURLs.undo(file.id), csrf: csrf, look: .destructive))
        """)
  }
}
