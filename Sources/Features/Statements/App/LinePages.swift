// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// A table of lines: declared, kept, reason, the same two figures for everyone who may see them.
struct LineTable: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  /// Whether each line leads to its own decision.
  var decides = false

  func html(_ lines: [LedgerLine], caption: String = "Lignes du relevé") -> HTML {
    table(
      caption: caption, columns: Self.columns + (decides ? [TableColumn("Décision", hiddenTitle: true)] : []),
      rows: lines.map { row($0) + (decides ? [decision($0)] : []) })
  }

  private static let columns = [
    TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Nature"),
    TableColumn("Déclarées", numeric: true), TableColumn("Retenues", numeric: true), TableColumn("Motif"),
  ]

  private func row(_ line: LedgerLine) -> [HTML] {
    let kept: HTML = line.decision.map { "\($0.kept)\u{202F}h" } ?? badge("à valider", .watch)
    return [
      link(line.person.text, to: HoursURLs.line(line.id), context: "\(line.month.french), \(line.kind.french)"),
      "\(line.place.lotLabel) <span class=\"help\">\(line.place.contractTitle)</span>", "\(line.month)",
      "\(line.kind.french)", "\(line.declared)\u{202F}h", kept,
      reason(line),
    ]
  }

  private func decision(_ line: LedgerLine) -> HTML {
    link("Retenir une partie", to: HoursURLs.decide(line), context: "\(line.person.text), \(line.month.french)")
  }

  private func reason(_ line: LedgerLine) -> HTML {
    var parts: [String] = []
    if let decision = line.decision, decision.kept != line.declared || line.isReversal {
      parts.append(decision.reasonText)
    }
    if line.isReversal { parts.append("annule une ligne") }
    if line.replaces != nil { parts.append("remplace une ligne") }
    if line.reversedBy != nil { parts.append("corrigée depuis") }
    if let late = line.regularisation(clock) { parts.append(late) }
    return "\(parts.filter { !$0.isEmpty }.joined(separator: ", "))"
  }
}

/// The page of one line, and lists of lines.
struct LinePages: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String

  func line(
    _ reviewed: ReviewedLine, chain: [LedgerLine], gap: HoursGap? = nil, typed: Form = Form(),
    errors: [FieldError] = []
  ) -> Page {
    let line = reviewed.line
    return Page(
      title: "\(line.person.text), \(line.month.french)",
      trail: [
        TrailLink("Heures", HoursURLs.home(line.month)),
        TrailLink(
          "Relevé \(FrenchText.of(line.statement.employerName))",
          mayOpenStatement(line) ? HoursURLs.statement(line.statement.id) : nil),
        TrailLink("Ligne"),
      ],
      line: "\(FrenchText.capitalised(line.kind.french)) · \(Self.place(line, for: viewer))", action: action(line),
      section: .hours,
      body: """
        \(tiles(line))
        \(remarksCard(reviewed))
        \(compared(gap))
        \(details(line))
        \(days(reviewed, typed: typed, errors: errors))
        \(chain.isEmpty ? .empty : card(
          title: "Corrections", body: LineTable(viewer: viewer, clock: clock).html(chain, caption: "Lignes liées par une correction")))
        """)
  }

  private func remarksCard(_ reviewed: ReviewedLine) -> HTML {
    guard !reviewed.remarks.isEmpty || !reviewed.questions.isEmpty else { return .empty }
    return card(
      title: "Remarques", body: QuestionPages(viewer: viewer, clock: clock, csrf: csrf).remarks(reviewed))
  }

  private func compared(_ gap: HoursGap?) -> HTML {
    guard let gap else { return .empty }
    let asked: HTML = gap.isAsked ? " \(badge("à expliquer", .watch))" : .empty
    let words: HTML =
      gap.gap == .zero
      ? "les deux chiffres sont identiques" : "\(gap.difference), rien n’est ajouté\(asked) \(gap.draft.answer)"
    return card(
      title: "Entreprise utilisatrice",
      body: """
        <p>\(gap.companyName) compte \(gap.user)\u{202F}h pour les mêmes heures\u{202F}: \(words). \
        \(link("Voir l’écart", to: HoursURLs.gap(gap.id)))</p>
        """)
  }

  /// Lines behind a figure.
  func list(
    _ lines: [LedgerLine], totals: LineTotals, credits: [PersonCredit], title: String, nextPath: String?,
    query: String = ""
  ) -> Page {
    Page(
      title: title, trail: [TrailLink("Heures", HoursURLs.home), TrailLink("Lignes")],
      line: """
        \(FrenchText.count(totals.lines, "ligne", "lignes"))\u{202F}: \(totals.declared)\u{202F}h déclarées, \(totals.kept)\u{202F}h \
        retenues, dont \(totals.done)\u{202F}h sur site, \(totals.toValidate)\u{202F}h à valider\(credited(credits))
        """, section: .hours,
      body: """
        \(lines.isEmpty
          ? emptyState("Aucune ligne ne correspond.")
          : LineTable(viewer: viewer, clock: clock).html(lines, caption: title))\(pager(nextPath: nextPath))\(lines.isEmpty ? .empty : exportLinks(.lines, query: query))
        """)
  }

  /// Beside the hours done, never in them: what each contract's policy credits of the training.
  private func credited(_ credits: [PersonCredit]) -> HTML {
    guard credits.training != .zero else { return .empty }
    return " · avec la formation (\(credits.training)\u{202F}h), \(credits.credited)\u{202F}h valorisées"
  }

  static func place(_ line: LedgerLine, for viewer: Viewer) -> HTML { place(line.place, for: viewer) }

  static func place(_ place: LinePlace, for viewer: Viewer) -> HTML {
    guard viewer.isFacilitator else { return "\(place.lotLabel), \(place.contractTitle)" }
    return """
      \(link(place.lotLabel, to: HoursURLs.lot(place.lot))), \
      \(link(place.contractTitle, to: HoursURLs.contract(place.contract)))
      """
  }

  static func remarks(_ remarks: [LineRemark]) -> HTML {
    let items: [HTML] = remarks.map { "<li>\(remark($0))</li>" }
    return "<ul class=\"remarks\">\(items)</ul>"
  }

  static func remark(_ remark: LineRemark) -> HTML {
    let tone: Tone = remark.severity == .block ? .act : remark.severity == .warn ? .watch : .neutral
    return "\(badge(remark.severity.french, tone)) \(remark.sentence) <span class=\"help\">\(remark.source)</span>"
  }

  private func mayOpenStatement(_ line: LedgerLine) -> Bool {
    viewer.isFacilitator || viewer.organisationID == line.statement.employer
  }

  private func action(_ line: LedgerLine) -> HTML {
    guard viewer.isFacilitator else { return .empty }
    if line.isUndecided { return primaryButton("Décider cette ligne", HoursURLs.decide(line)) }
    guard !line.isReversal, line.reversedBy == nil else { return .empty }
    return linkButton("Corriger", HoursURLs.correction(line.id))
  }

  private func tiles(_ line: LedgerLine) -> HTML {
    tileRow([
      figureTile(label: "Déclarées", value: line.declared.french, unit: "h"),
      figureTile(
        label: "Retenues", value: line.decision?.kept.french ?? "—", unit: line.decision == nil ? "" : "h",
        note: line.decision.map { "\($0.reasonText)" } ?? "à valider"),
    ])
  }

  private func details(_ line: LedgerLine) -> HTML {
    let person: HTML =
      viewer.isFacilitator
      ? link(line.person.text, to: HoursURLs.participant(line.entry.participantID)) : "\(line.person.text)"
    let contract: HTML =
      viewer.isFacilitator
      ? link(line.employment.kind.french, to: HoursURLs.employment(line.entry.employmentContractID))
      : "\(line.employment.kind.french)"
    var items: [(term: String, value: HTML)] = [
      ("Personne", person), ("Employeur", "\(line.statement.employerName)"),
      ("Contrat", "\(contract), \(line.employment.dates.french)"), ("Mois travaillé", "\(line.month)"),
      ("Reçue le", "\(clock.day(line.recordedAt))"),
    ]
    if let late = line.regularisation(clock) { items.append(("Arrivée", badge(late, .watch))) }
    if mayOpenStatement(line) {
      let counts = line.employment.counts?.french ?? "pas de validation"
      items.append(("Prise en compte", "\(FrenchText.capitalised(counts)). \(line.employment.rule)"))
    }
    if let decision = line.decision {
      items.append(("Décision", "\(clock.day(decision.decidedAt)), \(decision.decidedBy)"))
    }
    if !line.note.isEmpty { items.append(("Motif de la correction", "\(line.note)")) }
    return card(title: "La ligne", body: definitionList(items))
  }

  private func days(_ reviewed: ReviewedLine, typed: Form, errors: [FieldError]) -> HTML {
    let line = reviewed.line
    if !line.days.isEmpty {
      let rows: [[HTML]] = line.days.map { ["\($0.day.weekday.french) \($0.day.french)", "\($0.hours)\u{202F}h"] }
      return card(
        title: "Jours", count: line.days.count,
        body: table(
          caption: "Heures par jour", columns: [TableColumn("Jour"), TableColumn("Heures", numeric: true)], rows: rows))
    }
    guard line.isUndecided, line.kind.mayCount, mayOpenStatement(line) else { return .empty }
    return card(
      title: reviewed.needsDays ? "Jours demandés" : "Jours",
      body: form(
        action: HoursURLs.lineDays(line.id), csrf: csrf, submit: "Enregistrer les jours", errors: errors,
        look: reviewed.needsDays ? .primary : .outlined,
        fields: [
          FormField.textarea("jours", "Heures de chaque jour", value: typed["jours"] ?? "", rows: 8)
            .helped(
              "Une ligne par jour, par exemple 14/\(line.month.numeric.prefix(2))\u{202F}: 7. Le total est de \(line.declared)\u{202F}h."
            )
        ]))
  }
}
