// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// One takeover: what it would change or has changed, its totals, its faults, its columns.
struct TakeoverPage: Sendable {
  var takeover: Takeover
  /// Why it cannot be undone; nil when it can, or is not written.
  var obstacle: String?
  /// An administrator sees counts, and nobody's name.
  var showsPeople: Bool
  var timeZone: TimeZone
  var csrf: String

  static let shown = 100

  var page: Page {
    Page(
      title: takeover.file.isEmpty ? "Reprise" : takeover.file,
      trail: [
        TrailLink("Imports", NoticeURLs.imports), TrailLink("Reprises", TakeoverURLs.list),
        TrailLink("n°\u{A0}\(takeover.id)"),
      ],
      line: "\(line)", action: action, section: .imports, body: body)
  }

  private var line: String {
    let who = takeover.author.isEmpty ? "une commande" : takeover.author
    let read =
      "Source «\u{202F}\(takeover.source)\u{202F}», lue le \(takeover.createdAt.french(in: timeZone)) par \(who)"
    return takeover.writtenAt.map { "\(read), écrite le \($0.french(in: timeZone))" } ?? read
  }

  private var action: HTML {
    switch takeover.state {
    case "reading", "writing":
      takeover.jobID.map { linkButton("Voir l’avancement", JobURLs.job($0)) } ?? .empty
    case "ready":
      takeover.preview?.changesNothing == false
        ? postButton("Écrire cette reprise", TakeoverURLs.write(takeover.id), csrf: csrf, look: .primary) : .empty
    default: .empty
    }
  }

  private var body: HTML {
    guard let preview = takeover.preview else {
      return takeover.failure.isEmpty
        ? notice(.neutral, "Le fichier se lit. Vous pouvez quitter cette page et revenir.")
        : notice(.act, "\(takeover.failure) Rien n’a été enregistré.")
    }
    return """
      \(state(preview))\(tiles(preview))\(totalsCard(preview))\(faultsCard(preview))\(differencesCard(preview))\
      \(sheetsCard(preview))\(columnsCards(preview))\(end)
      """
  }

  private func state(_ preview: TakeoverPreview) -> HTML {
    switch takeover.state {
    case "ready" where preview.changesNothing:
      notice(.fine, "Tout ce que dit ce classeur est déjà là\u{202F}: rien ne changerait.")
    case "ready":
      notice(
        .neutral,
        "Rien n’est encore écrit. Vérifiez les totaux et les lignes rejetées, corrigez le classeur et renvoyez-le autant de fois qu’il le faut, puis écrivez."
      )
    case "undone": notice(.neutral, "Cette reprise a été annulée\u{202F}: le territoire est comme avant elle.")
    case "refused": notice(.act, "\(takeover.failure) Rien n’a été enregistré.")
    default: .empty
    }
  }

  private func tiles(_ preview: TakeoverPreview) -> HTML {
    func tile(_ label: String, _ value: Int) -> HTML { figureTile(label: label, value: FrenchNumber.whole(value)) }
    func made(_ table: TakeoverTable) -> Int { preview.made.first { $0.table == table.rawValue }?.created ?? 0 }
    return tileRow([
      tile("Lots créés", made(.lot)), tile("Personnes créées", made(.person)),
      tile("Lignes d’heures", preview.newLines),
      figureTile(
        label: "Heures retenues", value: "\(FrenchNumber.whole(Hours(units: preview.keptUnits).nearestHour))\u{202F}h"),
      tile("Lignes rejetées", preview.rejectionCount),
    ])
  }

  // MARK: totals

  private func totalsCard(_ preview: TakeoverPreview) -> HTML {
    let open = preview.unbalanced
    let isBeside = open.contains { $0.standing != 0 }
    let said: HTML
    if preview.totals.isEmpty {
      said =
        "<p>Le classeur ne donne pas de total. Ajoutez une feuille «\u{202F}Totaux\u{202F}» (lot, année, heures), ou une colonne «\u{202F}Heures réalisées\u{202F}» à celle des lots\u{202F}: le programme les retrouvera.</p>"
    } else if open.isEmpty {
      said = notice(
        .fine,
        "Les \(FrenchNumber.whole(preview.totals.count)) totaux du classeur sont retrouvés, lot par lot et année par année, sans écart."
      )
    } else {
      said = notice(
        .watch,
        "\(FrenchText.count(open.count, "total s’écarte", "totaux s’écartent")) sur \(FrenchNumber.whole(preview.totals.count)). Les lignes en cause sont dites à côté.\(isBeside ? " Une reprise n’enlève rien\u{202F}: ce qui n’est plus dans le classeur reste compté. Pour repartir de lui seul, annulez la reprise d’avant, puis reprenez." : "")"
      )
    }
    guard !preview.totals.isEmpty else { return card(title: "Totaux", id: "totaux", body: said) }
    return card(
      title: "Totaux", id: "totaux",
      body: """
        \(said)\(table(
          caption: "Totaux du classeur et de ce que le territoire comptera, les écarts d’abord",
          columns: [
            TableColumn("Lot"), TableColumn("Année"), TableColumn("Classeur", numeric: true),
            TableColumn("Ici", numeric: true), TableColumn("Écart", numeric: true), TableColumn("D’où"),
          ],
          rows: preview.totals.prefix(Self.shown).map(totalRow)))\(rest(preview.totals.count, Self.shown, "totaux"))\
        \(sheetTotals(preview))
        """)
  }

  private func totalRow(_ row: TakeoverTotals.Row) -> [HTML] {
    let rejected: HTML =
      row.rejected > 0 ? " (et \(Hours(units: row.rejected).french)\u{202F}h de lignes rejetées)" : .empty
    let standing: HTML =
      row.standing == 0
      ? .empty
      : "\u{202F}; dont \(Hours(units: row.standing).french)\u{202F}h déjà dans le territoire, que ce classeur ne dit pas"
    return [
      "\(row.lot)", "\(row.year.map(String.init) ?? "toutes")", "\(Hours(units: row.announced ?? 0).french)\u{202F}h",
      "\(Hours(units: row.computed).french)\u{202F}h",
      row.isBalanced ? badge("juste", .fine) : "\(row.gap.french)\u{202F}h",
      "\(row.source)\u{202F}; \(row.lines)\(standing)\(rejected)",
    ]
  }

  private func sheetTotals(_ preview: TakeoverPreview) -> HTML {
    let wrong = preview.sheetTotals.filter { Hours(units: $0.announced - $0.computed).hundredths != 0 }
    guard !wrong.isEmpty else { return .empty }
    let items: [HTML] = wrong.prefix(20).map { one in
      let tab = preview.sheets.indices.contains(one.sheet) ? preview.sheets[one.sheet].tab : ""
      return
        "<li>\(tab), ligne \(one.line)\u{202F}: le classeur écrit \(Hours(units: one.announced).french)\u{202F}h, ses lignes font \(Hours(units: one.computed).french)\u{202F}h.</li>"
    }
    return "<p>Lignes de total qui ne tombent pas juste\u{202F}:</p><ul>\(items.joined())</ul>"
  }

  // MARK: lines

  private func faultsCard(_ preview: TakeoverPreview) -> HTML {
    let rows: [[HTML]] = preview.faults.prefix(Self.shown).map { fault in
      let hides =
        !showsPeople
        && (preview.sheets.indices.contains(fault.sheet) && preview.sheets[fault.sheet].sheet?.isPersonal == true)
      return [
        fault.isRejection ? badge("rejetée", .act) : badge("prise", .watch), "\(preview.place(fault))",
        "\(hides || fault.value.isEmpty ? "—" : fault.value)",
        "\(hides ? "Réservé aux facilitateurs." : fault.sentence)",
      ]
    }
    return card(
      title: "À corriger ou à voir", count: preview.faultCount, id: "lignes",
      body: """
        \(table(
          caption: "Lignes rejetées, puis lignes prises avec un doute",
          columns: [TableColumn("Ligne"), TableColumn("Où"), TableColumn("Valeur"), TableColumn("Pourquoi, et que faire")],
          rows: rows, empty: emptyState("Chaque ligne est prise, sans doute.")))\
        \(rest(preview.faultCount, rows.count, "remarques"))
        """)
  }

  private func differencesCard(_ preview: TakeoverPreview) -> HTML {
    guard preview.differenceCount > 0 else { return .empty }
    guard showsPeople else {
      return card(
        title: "Différences avec ce qui est là", count: preview.differenceCount,
        body: "<p>Le détail est réservé aux facilitateurs, parce qu’il nomme des personnes.</p>")
    }
    let rows: [[HTML]] = preview.differences.prefix(Self.shown).map {
      ["\($0.label)", "\($0.column)", "\($0.before.isEmpty ? "—" : $0.before)", "\($0.after)", "\($0.line)"]
    }
    return card(
      title: "Différences avec ce qui est là", count: preview.differenceCount, id: "differences",
      body: """
        \(table(
          caption: "Ce que le classeur dit autrement",
          columns: [
            TableColumn("Quoi"), TableColumn("Donnée"), TableColumn("Ici"), TableColumn("Classeur"),
            TableColumn("Ligne", numeric: true),
          ], rows: rows))\(rest(preview.differenceCount, rows.count, "différences"))
        """)
  }

  private func rest(_ count: Int, _ shown: Int, _ what: String) -> HTML {
    count > shown ? "<p class=\"help\">Et \(FrenchNumber.whole(count - shown)) autres \(what).</p>" : .empty
  }

  private var end: HTML {
    switch takeover.state {
    case "ready":
      card(
        title: "Abandonner",
        body: """
          <p>Le fichier envoyé est effacé\u{202F}; rien n’a été écrit.</p>\
          \(postButton("Abandonner cette lecture", TakeoverURLs.drop(takeover.id), csrf: csrf, look: .destructive))
          """)
    case "written":
      obstacle.map { card(title: "Annuler cette reprise", body: "<p>\($0)</p>") }
        ?? card(
          title: "Annuler cette reprise",
          body: """
            <p>Tout ce qu’elle a créé est retiré, ce qu’elle a changé redevient comme avant.</p>\
            \(postButton("Annuler cette reprise", TakeoverURLs.undo(takeover.id), csrf: csrf, look: .destructive))
            """)
    default: .empty
    }
  }
}
