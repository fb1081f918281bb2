// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The page of an open file: what is left to settle, then what exactly would be written, then how it was read.
struct HoursFilePage: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  let assembled: AssembledFile
  /// An earlier statement of the same content.
  let earlier: HoursFile?
  var door = HoursFileDoor.account
  var typed = Form()
  var errors: [FieldError] = []

  var file: HoursFile { assembled.file }
  var preview: HoursFilePreview { assembled.preview }
  /// Rows of faults and questions shown at once; the next ones come once these are settled.
  static let shown = 50

  func page() -> Page {
    Page(
      title: file.title,
      trail: [
        TrailLink("Heures", HoursURLs.home), TrailLink("Fichiers d’heures", door.list),
        TrailLink(file.employerName),
      ],
      line: line, action: action, section: .hours,
      body: [
        isCertifying ? .empty : errorSummary(errors.map { ("", $0.sentence) }), notices, tiles, againForm, monthForm,
        sheetMonthsCard,
        columnsFirst, faultsCard,
        questionCards,
        alreadyCard, previewCard, certifyCard, asideCard, foundCard, columnsLast, dropCard,
      ].joined("\n"))
  }

  private var line: HTML {
    let employer: HTML =
      viewer.isFacilitator ? link(file.employerName, to: HoursURLs.employer(file.employer)) : "\(file.employerName)"
    return "\(employer) · \(FrenchText.count(preview.rowCount, "ligne lue", "lignes lues")) · rien n’est encore déclaré"
  }

  private var action: HTML {
    guard preview.isReady, earlier == nil else { return .empty }
    // Without an account, the one who sends reads what is sent, then says who it is.
    if door.isLink { return "<p>\(linkButton("Relire et certifier", "#certifier"))</p>" }
    return postButton(
      "Écrire le relevé\u{202F}: \(preview.hours.frenchTrimmed)\u{202F}h", door.written(file.id), csrf: csrf,
      look: .primary, values: writeValues)
  }

  private var writeValues: [(name: String, value: String)] {
    [("empreinte", preview.fingerprint), ("vu", String(assembled.seen))]
  }

  // MARK: what to know first

  private var notices: HTML {
    var shown: [HTML] = []
    if let earlier {
      let day = earlier.endedAt.map { clock.day($0).french } ?? ""
      let statement = earlier.statement.map { link("ce relevé", to: door.statement($0)) } ?? "un relevé"
      shown.append(notice(.watch, "Ce même fichier a déjà donné \(statement) le \(day)."))
    }
    if let announced = preview.announced, !preview.announcedFits, preview.faultCount == 0 {
      shown.append(
        notice(
          .watch,
          "Le fichier annonce un total de \(announced)\u{202F}h, la lecture donne \(preview.read)\u{202F}h\u{202F}: vérifiez les colonnes et les lignes laissées de côté."
        ))
    }
    if !assembled.unread.isEmpty {
      let names = FrenchText.list(assembled.unread.map { "«\u{202F}\($0)\u{202F}»" })
      shown.append(notice(.neutral, "Feuilles laissées de côté, sans les mêmes colonnes\u{202F}: \(names)."))
    }
    if assembled.isRemembered {
      shown.append(notice(.fine, "Les colonnes sont lues comme dans le dernier fichier de cet employeur."))
    }
    if !preview.asks.isEmpty || preview.faultCount > 0 { return shown.joined("\n") }
    if preview.lines.isEmpty, preview.hasHours, preview.hasPeople, !preview.needsMonth, !preview.needsAlreadyDecision {
      shown.append(notice(.watch, "Aucune ligne de ce fichier ne serait écrite. Vérifiez les colonnes et le mois."))
    }
    return shown.joined("\n")
  }

  private var againForm: HTML {
    guard preview.isReady, earlier != nil, !door.isLink else { return .empty }
    return form(
      action: door.written(file.id), csrf: csrf,
      submit: "Écrire quand même\u{202F}: \(preview.hours.frenchTrimmed)\u{202F}h", prefix: "encore", look: .outlined,
      fields: [
        .hidden("empreinte", preview.fingerprint), .hidden("vu", String(assembled.seen)),
        .checkbox("encore", "Ces heures s’ajoutent à celles de ce relevé"),
      ])
  }

  private var toSettle: Int {
    preview.faultCount + preview.asks.count + (preview.needsMonth ? 1 : 0) + (preview.needsAlreadyDecision ? 1 : 0)
      + (preview.hasHours && preview.hasPeople ? 0 : 1)
  }

  private var tiles: HTML {
    let aside = preview.aside.values.map(\.rows).reduce(0, +)
    let lines = preview.lines.isEmpty ? nil : "#apercu"
    return tileRow([
      figureTile(
        label: preview.already.isEmpty ? "Seront déclarées" : "Différence déclarée", value: preview.hours.french,
        unit: "h",
        note: "\(FrenchText.count(preview.lines.count, "ligne", "lignes"))", href: lines),
      figureTile(
        label: "Personnes", value: FrenchNumber.whole(preview.peopleCount),
        note: "\(FrenchText.count(Set(preview.lines.map(\.post.engagement)).count, "lot", "lots"))", href: lines),
      figureTile(
        label: "Reste à régler", value: FrenchNumber.whole(toSettle),
        note: toSettle == 0 ? "tout est lu" : "ci-dessous", tone: toSettle == 0 ? .fine : .act),
      figureTile(
        label: "Lignes de côté", value: FrenchNumber.whole(aside), note: aside == 0 ? "aucune" : "dites plus bas",
        href: preview.aside.isEmpty ? nil : "#cote"),
    ])
  }

  private var monthForm: HTML {
    guard preview.needsMonth else { return .empty }
    return card(
      title: "De quel mois sont ces heures\u{202F}?", id: "mois",
      body: form(
        action: door.month(file.id), csrf: csrf, submit: "Lire pour ce mois", prefix: "mois", look: .outlined,
        fields: [
          .text("mois", "Mois travaillé", value: typed["mois"] ?? viewer.today.month.previous.numeric)
            .helped("Des lignes de ce fichier ne disent pas leur mois. Par exemple 10/2026.")
        ]))
  }

  // MARK: what would be written, and what would not

  private var previewCard: HTML {
    guard !preview.lines.isEmpty else { return .empty }
    let period = preview.period.map { ", \($0.french)" } ?? ""
    let rest = preview.lines.count - 200
    let more: HTML =
      rest > 0
      ? "<p class=\"help\">Et \(FrenchText.count(rest, "autre ligne", "autres lignes")), lues de même.</p>" : .empty
    return card(
      title: "Ce qui sera écrit", count: preview.lines.count, id: "apercu",
      body: """
        <p>Un relevé \(FrenchText.of(file.employerName))\(period)\u{202F}: \(preview.hours)\u{202F}h pour \
        \(FrenchText.count(preview.peopleCount, "personne", "personnes")).\(replacing)</p>
        \(table(
          caption: "Lignes qui seront écrites", columns: HoursFileTables.lineColumns,
          rows: preview.lines.prefix(200).map { HoursFileTables.line($0) }))\(more)
        """)
  }

  private var replacing: HTML {
    guard preview.replaces else { return .empty }
    return preview.replacesKept
      ? " Des lignes retenues sont remplacées\u{202F}: ce relevé ne s’annulera pas d’un clic, il se corrigera."
      : " Des lignes déjà déclarées sont remplacées\u{202F}: si vous annulez ce relevé avant sa validation, elles reviennent."
  }

  private var asideCard: HTML {
    guard !preview.aside.isEmpty else { return .empty }
    let rows: [[HTML]] = AsideReason.allCases.compactMap { reason in
      guard let count = preview.aside[reason], count.rows > 0 || count.hours > .zero else { return nil }
      let hours: HTML = count.hours == .zero ? "" : "\(count.hours)\u{202F}h"
      let back: HTML =
        reason == .byHand
        ? postButton(
          "Les reprendre", door.answers(file.id), csrf: csrf, look: .quiet, values: [("reprendre", "1")])
        : .empty
      return ["\(FrenchText.capitalised(reason.french))", "\(FrenchNumber.whole(count.rows))", hours, back]
    }
    return card(
      title: "Laissées de côté", id: "cote",
      body: table(
        caption: "Lignes laissées de côté",
        columns: [
          TableColumn("Pourquoi"), TableColumn("Lignes", numeric: true), TableColumn("Heures", numeric: true),
          TableColumn("Action", hiddenTitle: true),
        ], rows: rows))
  }

  private var dropCard: HTML {
    card(
      title: "Abandonner ce fichier",
      body: """
        <p>Le contenu de ce fichier n’est gardé que jusqu’à ce que le relevé soit écrit, ou le fichier abandonné\u{202F}: \
        \(FrenchNumber.whole(HoursFileStore.keptDays)) jours au plus. Ensuite il n’en reste que la date et une empreinte, \
        pour reconnaître le même fichier.</p>
        \(postButton("Abandonner, tout oublier", door.dropped(file.id), csrf: csrf, look: .destructive))
        """)
  }
}
