// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Published notices: looked for, ticked, turned into a contract.
struct NoticeListPage: Sendable {
  var lines: [NoticeLine]
  var hasMore: Bool
  var search: String
  var isSocialOnly: Bool
  /// Contracts of the territory that come from these notices.
  var contracts: [ID<Notice>: ID<PublicContract>]

  var page: Page {
    Page(
      title: "Avis de marchés publiés", trail: [TrailLink("Marchés", ContractURLs.list), TrailLink("Avis")],
      line: "Les données essentielles des marchés, telles que les donneurs d’ordre les publient",
      action: linkButton("Importer un fichier", NoticeURLs.imports), section: .contracts,
      body: "\(noticeSearch)\(card(title: "Avis", body: list))\(pager(nextPath: next))")
  }

  private var noticeSearch: HTML {
    filterForm(
      action: NoticeURLs.list, submit: "Chercher",
      fields: [
        .text("q", "Donneur d’ordre, SIREN, numéro, objet ou titulaire", value: search),
        .checkbox("social", "Avec une considération sociale seulement", isChecked: isSocialOnly),
      ])
  }

  private var list: HTML {
    guard !lines.isEmpty else {
      return emptyState(
        search.isEmpty
          ? "Les avis des fichiers que vous importerez seront ici."
          : "Aucun avis ne contient «\u{202F}\(search)\u{202F}».")
    }
    return NoticeChoiceTable(lines: lines, contracts: contracts).html
  }

  private var next: String? {
    guard hasMore, let place = lines.last?.place else { return nil }
    let query = Form(
      [("q", search), ("social", isSocialOnly ? "1" : ""), ("jour", place.sortDay), ("apres", place.id.description)]
        .filter { !$0.1.isEmpty })
    return "\(NoticeURLs.list)?\(query.encoded)"
  }
}

/// Notices with a box each, and the button that makes one contract of those ticked.
struct NoticeChoiceTable: Sendable {
  var lines: [NoticeLine]
  var contracts: [ID<Notice>: ID<PublicContract>]
  /// Ticked from the start.
  var ticked: Set<ID<Notice>> = []

  var html: HTML {
    """
    <form method="get" action="\(ContractURLs.new)" data-selection>\(rows)\
    <div class="form-actions">\(bulkButton(
      "Faire un marché des avis cochés", one: "Faire un marché de cet avis", many: "Faire un marché de ces %n avis"))</div></form>
    """
  }

  private var rows: HTML {
    table(
      caption: "Avis de marchés",
      columns: [
        TableColumn("Choisir", hiddenTitle: true), TableColumn("Avis"), TableColumn("Donneur d’ordre"),
        TableColumn("Titulaire"),
        TableColumn("Notifié"), TableColumn("Montant HT", numeric: true), TableColumn("Considération sociale"),
      ], rows: lines.map(row))
  }

  private func row(_ line: NoticeLine) -> [HTML] {
    let done: HTML? = contracts[line.id].map {
      " \(link("marché suivi", to: ContractURLs.contract($0), context: line.reference))"
    }
    let object: HTML? = line.object.map { " <span class=\"help\">\($0)</span>" }
    let holders = line.holders.map { $0.name ?? $0.identifier }.joined(separator: ", ")
    return [
      selectionBox(
        name: "avis", value: line.id.description, label: "Avis \(line.reference)", isChecked: ticked.contains(line.id)),
      "\(link(line.reference, to: NoticeURLs.notice(line.id)))\(object)\(done)", "\(line.buyerName ?? line.buyerSiret)",
      "\(holders.isEmpty ? "—" : holders)", "\(line.notifiedOn?.french ?? "—")", "\(line.amount?.frenchShort ?? "—")",
      "\(line.social.isEmpty ? "non renseignée" : line.social.map(\.french).joined(separator: ", "))",
    ]
  }
}

/// One notice, what it says and where it was read, beside others of the same buyer and number.
struct NoticePage: Sendable {
  var notice: Notice
  var sources: [NoticeSource]
  var siblings: [NoticeLine]
  var contracts: [ID<Notice>: ID<PublicContract>]
  /// Contracts of the same buyer, to which it may bring a lot.
  var candidates: [(id: ID<PublicContract>, name: String)] = []
  /// What the list of the vocabulary says of its code.
  var vocabulary: ReferenceAnswer = .noList

  private var record: NoticeRecord { notice.record }

  var page: Page {
    let done = contracts[notice.id]
    return Page(
      title: record.object ?? "Avis \(record.reference)",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink("Avis", NoticeURLs.list), TrailLink(record.reference),
      ],
      line: "\(record.buyerName ?? record.buyerSiret)",
      action: done.map { linkButton("Voir le marché suivi", ContractURLs.contract($0)) }
        ?? primaryButton("En faire un marché", NoticeURLs.turn(notice.id)),
      section: .contracts, body: body)
  }

  private var body: HTML {
    let others: HTML =
      siblings.isEmpty
      ? .empty
      : card(
        title: "Du même donneur d’ordre", count: siblings.count,
        body:
          "<p class=\"help\">Ce sont peut-être d’autres lots du même marché\u{202F}: cochez ceux qui vont ensemble.</p>"
          + NoticeChoiceTable(lines: siblings, contracts: contracts, ticked: [notice.id]).html)
    let read: [HTML] = sources.map { "<li>\($0.file), \($0.place)</li>" }
    return """
      \(card(title: "Ce que dit l’avis", body: definitionList(facts)))
      \(others)\(joining)\(card(title: "Lu dans", body: "<ul>\(read)</ul>"))
      """
  }

  private var joining: HTML {
    guard !candidates.isEmpty else { return .empty }
    return card(
      title: "Un lot d’un marché déjà suivi",
      body: filterForm(
        action: NoticeURLs.join(notice.id), submit: "En faire un lot de ce marché",
        fields: [.select("marche", "Marché", candidates.map { Choice($0.id.description, $0.name) })]))
  }

  private var facts: [(term: String, value: HTML)] {
    let missing: HTML = "non publié"
    var items: [(term: String, value: HTML)] = [
      ("Donneur d’ordre", "\(record.buyerName ?? "") \(record.buyerSiret)"), ("Numéro", "\(record.reference)"),
      ("Objet", record.object.map { "\($0)" } ?? missing),
      ("CPV", record.cpv.map { referenceCode($0, .cpv, vocabulary) } ?? missing),
      ("Notification", record.notifiedOn.map { "\($0)" } ?? missing),
      ("Durée", record.durationMonths.map { "\($0) mois" } ?? missing),
      ("Montant hors taxes", record.amount.map { "\($0)" } ?? missing),
    ]
    for holder in record.holders { items.append(("Titulaire", "\(holder.name ?? "") \(holder.identifier)")) }
    let social = record.social.map(\.french).joined(separator: ", ")
    items.append(("Considération sociale", social.isEmpty ? "non renseignée" : "\(social)"))
    for change in record.modifications {
      let amount = change.amount.map { ", \($0.french)" } ?? ""
      items.append(("Modification \(change.number)", "\(change.notifiedOn?.french ?? "sans date")\(amount)"))
    }
    return items
  }
}
