// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// The lists of codes, the file to send, and the files that were read.
struct ReferenceListsPage: Sendable {
  var states: [ReferenceState]
  var imports: [ReferenceImportFile]
  /// Those who administer the instance send files: a list is the same for every territory.
  var maySend: Bool
  var megabytes: Int
  var timeZone: TimeZone
  var csrf: String
  var typedDay = ""
  var isExtract = false
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Listes de référence",
      trail: [TrailLink("Imports", NoticeURLs.imports), TrailLink("Listes de référence")],
      line: "Communes, quartiers, codes de marchés, d’activités et de métiers, tels que leurs éditeurs les publient",
      section: .imports,
      body: """
        \(card(title: "Listes", body: lists))\(maySend ? card(title: "Lire un fichier", body: upload) : .empty)\
        \(card(title: "Fichiers lus", body: files))
        """)
  }

  private var lists: HTML {
    table(
      caption: "Listes connues",
      columns: [
        TableColumn("Liste"), TableColumn("Éditeur"), TableColumn("Version en vigueur"),
        TableColumn("Codes", numeric: true), TableColumn("Versions lues", numeric: true),
      ],
      rows: states.map { state in
        let version: HTML = state.day.map { "du \($0.long)" } ?? "—"
        let next: HTML? = state.nextDay.map { " \(badge("la suivante le \($0.french)", .watch))" }
        let name = state.list.french.capitalisedFirst
        return [
          state.versions == 0 ? "\(name)" : link(name, to: ReferenceURLs.list(state.list)), "\(state.list.publisher)",
          "\(state.versions == 0 ? badge("jamais lue") : version)\(next)", "\(FrenchNumber.whole(state.codes))",
          "\(FrenchNumber.whole(state.versions))",
        ]
      })
  }

  private var upload: HTML {
    form(
      action: ReferenceURLs.lists, csrf: csrf, submit: "Envoyer et lire", errors: errors,
      fields: [
        FormField.file("fichier", "Fichier d’une liste", accept: ".csv,text/csv").several()
          .helped(
            """
            CSV, reconnu à ses titres de colonnes, \(FrenchNumber.whole(megabytes))\u{A0}Mo au plus. Une nouvelle version ne change rien aux \
            dates passées\u{202F}: un code terminé reste valable pour elles. Le même fichier lu deux fois ne change rien.
            """),
        .date("jour", "En vigueur le", value: typedDay).optional()
          .helped(
            "Vide\u{202F}: ce que dit le fichier, la loi, ou le 1er janvier de l’année de son nom. Au format jj/mm/aaaa"
          ),
        .checkbox(
          "extrait", "C’est un extrait\u{202F}: ce qui n’y est pas reste en vigueur", isChecked: isExtract),
      ])
  }

  private var files: HTML {
    table(
      caption: "Fichiers lus, le dernier d’abord",
      columns: [
        TableColumn("Fichier"), TableColumn("Liste"), TableColumn("Version"), TableColumn("Lu le"), TableColumn("Par"),
        TableColumn("Ajoutés", numeric: true), TableColumn("Renommés", numeric: true),
        TableColumn("Terminés", numeric: true), TableColumn("Rejets", numeric: true), TableColumn("État"),
      ],
      rows: imports.map { file in
        let result = file.result
        return [
          link(file.file, to: ReferenceURLs.report(file.id), context: "n°\u{A0}\(file.id)"),
          "\(result.list?.french ?? "—")", "\(result.day?.french ?? "—")", "\(file.startedAt.french(in: timeZone))",
          "\(file.isByCommand ? "une commande" : file.author)", "\(FrenchNumber.whole(result.added))",
          "\(FrenchNumber.whole(result.renamed))", "\(FrenchNumber.whole(result.ended))",
          "\(FrenchNumber.whole(result.rejected))", file.state,
        ]
      }, empty: emptyState("Les fichiers lus seront ici, avec leur rapport."))
  }
}

extension ReferenceImportFile {
  fileprivate var state: HTML {
    if undoneAt != nil { return badge("annulé") }
    if finishedAt == nil { return badge(isByCommand ? "interrompu" : "en cours", .watch) }
    if result.failure != nil { return badge("refusé", .act) }
    return result.isChanged ? badge("lu", .fine) : badge("rien de nouveau")
  }
}

/// What reading a file changed, code by code.
struct ReferenceReportPage: Sendable {
  var file: ReferenceImportFile
  var changes: [ReferenceChangeLine]
  var hasMore: Bool
  var kind: ReferenceChangeKind?
  var rejections: [ReferenceRejection]
  var timeZone: TimeZone
  var csrf: String
  var mayUndo: Bool
  /// Why it cannot be undone; nil when it can.
  var obstacle: String?

  private var result: ReferenceImportResult { file.result }

  var page: Page {
    Page(
      title: file.file,
      trail: [TrailLink("Listes de référence", ReferenceURLs.lists), TrailLink(file.file)], line: "\(line)",
      action: progress, section: .imports,
      body: """
        \(remarks)\(figures)\(changeCard)\(rejectionCard)\(undo)
        """)
  }

  private var line: String {
    let who = file.isByCommand ? "par une commande" : "par \(file.author)"
    let list = result.list.map { ", \($0.french)" } ?? ""
    let day = result.day.map { ", version du \($0.long)" } ?? ""
    return
      "Lu le \(file.startedAt.french(in: timeZone)) \(who)\(list)\(day)\(file.options.isExtract ? ", extrait" : "")"
  }

  private var progress: HTML {
    guard file.finishedAt == nil, let job = file.jobID, !file.isByCommand else { return .empty }
    return linkButton("Voir l’avancement", JobURLs.job(job))
  }

  private var remarks: HTML {
    var sentences: [HTML] = []
    if let failure = result.failure { sentences.append(notice(.act, "\(failure)")) }
    if let undone = file.undoneAt {
      sentences.append(notice(.neutral, "Cet import a été annulé le \(undone.french(in: timeZone))."))
    }
    return sentences.joined()
  }

  private var figures: HTML {
    func tile(_ label: String, _ value: Int) -> HTML { figureTile(label: label, value: FrenchNumber.whole(value)) }
    return tileRow([
      tile("Lignes lues", result.read), tile("Codes ajoutés", result.added), tile("Renommés", result.renamed),
      tile("Modifiés", result.moved), tile("Terminés", result.ended), tile("Inchangés", result.unchanged),
      tile("Rejets", result.rejected),
    ])
  }

  private var changeCard: HTML? {
    guard result.isChanged, file.undoneAt == nil else { return nil }
    guard !changes.isEmpty || kind != nil else {
      let all: HTML? = result.list.map { link("Voir les codes", to: ReferenceURLs.list($0)) }
      return card(
        title: "Ce qui a changé",
        body: "<p>C’est la première version de cette liste\u{202F}: tous ses codes sont nouveaux. \(all)</p>")
    }
    let last =
      hasMore ? changes.last.map { ReferenceURLs.report(file.id, kind, after: $0.position) + "#changements" } : nil
    let choices = ReferenceChangeKind.allCases.map { Choice($0.rawValue, $0.french.capitalisedFirst) }
    return card(
      title: "Ce qui a changé", id: "changements",
      body: """
        \(filterForm(
          action: ReferenceURLs.report(file.id),
          fields: [.select("quoi", "Changement", choices, value: kind?.rawValue ?? "", blank: "Tous")]))\
        \(table(
          caption: "Codes changés, dans l’ordre des codes",
          columns: [
            TableColumn("Code"), TableColumn("Changement"), TableColumn("Avant"), TableColumn("Depuis cette version"),
          ],
          rows: changes.map { change in
            [
              "\(change.code)\(change.variant.isEmpty ? "" : " (\(change.variant))")", "\(change.kind.french)",
              "\(change.before.isEmpty ? "—" : change.before)", "\(change.after.isEmpty ? "—" : change.after)",
            ]
          }, empty: emptyState("Aucun code n’a changé ainsi.")))\
        \(pager(nextPath: last))
        """)
  }

  private var rejectionCard: HTML? {
    guard result.rejected > 0 else { return nil }
    let more: HTML? =
      result.rejected > rejections.count
      ? "<p class=\"help\">Les \(FrenchNumber.whole(rejections.count)) premiers sont montrés.</p>" : nil
    return card(
      title: "Lignes rejetées", count: result.rejected,
      body: """
        \(table(
          caption: "Lignes rejetées",
          columns: [
            TableColumn("Ligne", numeric: true), TableColumn("Champ"), TableColumn("Valeur"), TableColumn("Pourquoi"),
          ],
          rows: rejections.map {
            ["\(FrenchNumber.whole($0.line))", "\($0.field)", "\($0.value.isEmpty ? "—" : $0.value)", "\($0.reason)"]
          }))\(more)
        """)
  }

  private var undo: HTML? {
    guard mayUndo, file.undoneAt == nil, file.finishedAt != nil, result.failure == nil, result.isChanged else {
      return nil
    }
    if let obstacle { return card(title: "Annuler cet import", body: "<p>\(obstacle)</p>") }
    return card(
      title: "Annuler cet import",
      body: """
        <p>La liste redeviendra comme elle était avant. Rien de ce qui a été saisi ne change\u{202F}: les fiches gardent les noms qu’elles \
        portent.</p>\(postButton("Annuler cet import", ReferenceURLs.undo(file.id), csrf: csrf, look: .destructive))
        """)
  }
}

/// The codes of one list on a day.
struct ReferenceCodesPage: Sendable {
  var list: ReferenceList
  var state: ReferenceState
  var day: Day
  var words: String
  var lines: [ReferenceLine]
  var hasMore: Bool
  var errors: [FieldError] = []

  var page: Page {
    let title = list.french.capitalisedFirst
    return Page(
      title: title, trail: [TrailLink("Listes de référence", ReferenceURLs.lists), TrailLink(title)],
      line: "Les codes en vigueur le \(day.long)", section: .imports,
      body: """
        \(errors.isEmpty ? .empty : notice(.act, "\(errors.map(\.sentence).joined(separator: " "))"))\
        \(filterForm(
          action: ReferenceURLs.list(list), submit: "Chercher",
          fields: [
            .text("q", "Code ou nom", value: words).optional(), .date("jour", "En vigueur le", value: day.french),
          ]))\
        \(card(title: "Codes", body: body))\(pager(nextPath: next))
        """)
  }

  private var next: String? {
    guard hasMore, let last = lines.last else { return nil }
    return ReferenceURLs.list(list, on: day.iso, words: words, after: last.entry.key)
  }

  private var body: HTML {
    table(
      caption: "Codes et noms",
      columns: [TableColumn("Code"), TableColumn("Nom"), TableColumn(more), TableColumn("En vigueur")],
      rows: lines.map { line in
        let end = line.endsOn.map { " au \($0.french)" } ?? ""
        return [
          "\(line.entry.code)\(kind(line.entry))", "\(line.entry.label)", "\(detail(line.entry))",
          "\(line.endsOn == nil ? "depuis le" : "du") \(line.startsOn.french)\(end)",
        ]
      }, empty: emptyState("Aucun code en vigueur ce jour-là ne commence ainsi."))
  }

  private var more: String {
    switch list {
    case .communes: "Codes postaux"
    case .districts: "Commune"
    case .intercommunalities: "Nature"
    case .cpv: "Clé"
    case .naf, .naf2025: "Section"
    case .rome: "Domaine"
    }
  }

  private func kind(_ entry: ReferenceEntry) -> String {
    guard list == .communes else { return "" }
    return switch entry.variant {
    case "COMD": " (déléguée)"
    case "COMA": " (associée)"
    case "ARM": " (arrondissement)"
    default: ""
    }
  }

  private func detail(_ entry: ReferenceEntry) -> String {
    switch list {
    case .districts: "\(entry.detail) (\(entry.variant))"
    case .rome: entry.parent
    default: entry.detail.isEmpty ? "—" : entry.detail.replacing("|", with: ", ")
    }
  }
}

/// A code with what it is called, and what is odd about it.
func referenceCode(_ code: String, _ list: ReferenceList, _ answer: ReferenceAnswer) -> HTML {
  let label: HTML? = answer.label.map { " \($0)" }
  let doubt: HTML? = answer.doubt(list).map { " \(badge($0, .watch))" }
  return "\(code)\(label)\(doubt)"
}
