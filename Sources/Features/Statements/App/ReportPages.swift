// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// A report as it was issued, and apart from it what was decided since.
struct ReportPages: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let report: IssuedReport
  let since: [LedgerLine]

  func page() -> Page {
    let up =
      report.kind == .year ? TrailLink("Arrêtés annuels", HoursURLs.years) : TrailLink("Rapports", HoursURLs.reports)
    return Page(
      title: report.title, trail: [TrailLink("Heures", HoursURLs.home), up, TrailLink(report.title)],
      line: """
        Émis le \(clock.day(report.issuedAt)) par \(report.author) · \(report.period.french) \
        \(ReportListPages.state(report))
        """, section: .hours, body: "\(warning)\(tiles)\(details)\(regularisations)")
  }

  private var warning: HTML {
    guard report.needsCorrection else { return .empty }
    let text: HTML =
      switch report.kind {
      case .lot:
        "Cette attestation est à rectifier\u{202F}: des décisions prises depuis changent ses heures. Elle se lit ici telle qu’elle a été émise."
      case .month, .year:
        "Ces chiffres sont ceux de la publication. Les régularisations reçues depuis sont listées à part, en bas de page."
      }
    return notice(.watch, text)
  }

  private var tiles: HTML {
    let opened: HTML =
      report.figures.openings.map { ", dont \(Hours(units: $0))\u{202F}h de soldes d’ouverture" } ?? .empty
    var shown = [
      figureTile(label: "Heures retenues", value: report.kept.french, unit: "h", note: "sur site\(opened)"),
      figureTile(label: "Déclarées", value: report.declared.french, unit: "h"),
      figureTile(label: "Personnes", value: FrenchNumber.whole(report.people), note: "comptées une fois"),
      figureTile(
        label: "Contrats de travail", value: FrenchNumber.whole(report.figures.contracts),
        note: "une chaîne de missions compte pour un"),
    ]
    if report.figures.training > 0 {
      let note: HTML? =
        report.kind == .lot
        ? "dont \(Hours(units: report.figures.credited))\u{202F}h valorisées, à part des heures retenues" : nil
      shown.append(
        figureTile(
          label: "Formation", value: Hours(units: report.figures.training).french, unit: "h", note: note ?? .empty))
    }
    return tileRow(shown)
  }

  private var details: HTML {
    let figures = report.figures
    let undecided: HTML =
      figures.undecided == 0
      ? .empty
      : notice(
        .neutral,
        "\(FrenchText.count(figures.undecided, "ligne restait", "lignes restaient")) à décider ce jour-là\u{202F}: elles ne sont dans aucun de ces chiffres."
      )
    return """
      \(undecided)
      \(figures.lots.count > 1 || report.kind != .lot ? card(title: "Par lot", body: lotTable) : .empty)
      \(figures.months.count > 1 ? card(title: "Par mois travaillé", body: monthTable) : .empty)
      \(figures.modalities.isEmpty ? .empty : card(title: "Par modalité", body: modalityTable))
      """
  }

  private var lotTable: HTML {
    table(
      caption: "Heures par lot",
      columns: [
        TableColumn("Lot"), TableColumn("Déclarées", numeric: true), TableColumn("Retenues", numeric: true),
        TableColumn("Personnes", numeric: true),
      ],
      rows: report.figures.lots.map { row in
        [
          link(row.label, to: HoursURLs.lot(ID(row.lot))), "\(Hours(units: row.declared))\u{202F}h",
          "\(Hours(units: row.kept))\u{202F}h", "\(row.people)",
        ]
      }, empty: emptyState("Aucune heure sur cette période."))
  }

  private var monthTable: HTML {
    table(
      caption: "Heures par mois travaillé",
      columns: [TableColumn("Mois"), TableColumn("Retenues", numeric: true)],
      rows: report.figures.months.map { ["\(Month($0.month)?.french ?? "")", "\(Hours(units: $0.kept))\u{202F}h"] })
  }

  private var modalityTable: HTML {
    table(
      caption: "Heures par modalité",
      columns: [
        TableColumn("Modalité"), TableColumn("Contrats", numeric: true), TableColumn("Retenues", numeric: true),
      ],
      rows: report.figures.modalities.map {
        ["\(Modality(rawValue: $0.code)?.french ?? $0.code)", "\($0.contracts)", "\(Hours(units: $0.kept))\u{202F}h"]
      })
  }

  private var regularisations: HTML {
    guard report.needsCorrection else { return .empty }
    let now = report.kept + report.since
    return card(
      title: "Régularisations depuis", count: report.touchedLines,
      body: """
        <p>\(report.since)\u{202F}h depuis la publication\u{202F}: la période compte aujourd’hui \(now)\u{202F}h.</p>
        \(LineTable(viewer: viewer, clock: clock).html(since, caption: "Lignes décidées depuis"))
        """)
  }
}

/// Reports already issued, and the form that issues one.
struct ReportListPages: Sendable {
  let clock: TerritoryClock
  let csrf: String
  let reports: [IssuedReport]
  let lots: [LotWithHours]
  let lastMonth: Month
  let typed: Form

  func page(errors: [FieldError] = []) -> Page {
    Page(
      title: "Rapports et attestations", trail: [TrailLink("Heures", HoursURLs.home), TrailLink("Rapports")],
      line: "Chacun se réimprime tel qu’il a été émis. \(link("Arrêtés annuels", to: HoursURLs.years))",
      section: .hours,
      body: "\(card(title: "Émis", count: reports.count, body: list))\(card(title: "Émettre", body: issue(errors)))")
  }

  private var list: HTML {
    table(
      caption: "Rapports émis",
      columns: [
        TableColumn("Rapport"), TableColumn("Émis le"), TableColumn("Retenues", numeric: true), TableColumn("État"),
      ],
      rows: reports.map { report in
        let path = report.kind == .year ? HoursURLs.year(report.period.first.year) : HoursURLs.report(report.id)
        return [
          link(report.title, to: path), "\(clock.day(report.issuedAt))", "\(report.kept)\u{202F}h", Self.state(report),
        ]
      }, empty: emptyState("Les rapports émis seront ici, avec leurs chiffres du jour de l’émission."))
  }

  static func state(_ report: IssuedReport) -> HTML {
    guard report.needsCorrection else { return badge("à jour", .fine) }
    return report.kind == .year ? badge("régularisations depuis", .watch) : badge("à rectifier", .watch)
  }

  private func issue(_ errors: [FieldError]) -> HTML {
    form(
      action: HoursURLs.reports, csrf: csrf, submit: "Émettre", errors: errors,
      fields: [
        .radios(
          "objet", "Quoi", [Choice("mois", "Le rapport d’un mois"), Choice("lot", "L’attestation d’un lot")],
          value: typed["objet"] ?? (typed["lot"] == nil ? "mois" : "lot")),
        .text("mois", "Mois travaillé", value: typed["mois"] ?? lastMonth.numeric).optional(),
        .select("lot", "Lot", lots.map { Choice($0.id.description, $0.label) }, value: typed["lot"] ?? "").optional(),
      ])
  }
}

/// What a year shows before its arrêté.
struct YearFiguresShown: Sendable {
  let year: Int
  let totals: ReportStore.Totals
  let closed: [IssuedReport]
}

/// Yearly arrêtés, and the one to come.
struct YearPages: Sendable {
  let clock: TerritoryClock
  let csrf: String
  let today: Day

  func list(_ shown: YearFiguresShown) -> Page {
    Page(
      title: "Arrêtés annuels", trail: [TrailLink("Heures", HoursURLs.home), TrailLink("Arrêtés annuels")],
      line: "Un arrêté fige ce qui est publié d’une année\u{202F}; les régularisations se lisent à part.",
      section: .hours,
      body: "\(next(shown))\(card(title: "Années arrêtées", count: shown.closed.count, body: closed(shown.closed)))")
  }

  private func closed(_ reports: [IssuedReport]) -> HTML {
    table(
      caption: "Années arrêtées",
      columns: [
        TableColumn("Année"), TableColumn("Arrêtée le"), TableColumn("Heures arrêtées", numeric: true),
        TableColumn("Régularisations depuis", numeric: true),
      ],
      rows: reports.map { report in
        [
          link(String(report.period.first.year), to: HoursURLs.year(report.period.first.year)),
          "\(clock.day(report.issuedAt))", "\(report.kept)\u{202F}h", "\(report.since)\u{202F}h",
        ]
      }, empty: emptyState("Aucune année n’est encore arrêtée."))
  }

  private func next(_ shown: YearFiguresShown) -> HTML {
    let year = String(shown.year)
    guard !shown.closed.contains(where: { $0.period.first.year == shown.year }) else {
      return notice(
        .fine, "L’année \(year) est arrêtée\u{202F}: \(link("voir son arrêté", to: HoursURLs.year(shown.year))).")
    }
    guard shown.year < today.year else {
      return notice(
        .neutral,
        "L’année \(year) n’est pas finie\u{202F}: elle s’arrête à partir de janvier \(String(shown.year + 1)).")
    }
    return card(
      title: "Arrêter l’année \(year)",
      body: """
        <p>\(shown.totals.kept)\u{202F}h retenues, \(FrenchText.count(shown.totals.people, "personne", "personnes")). \
        \(undecided(shown.totals))</p>
        <p>Ces chiffres ne changeront plus. Ce qui arrivera ensuite pour \(year) sera une régularisation, à part. Un arrêté ne s’annule pas.</p>
        \(postButton(
          "Arrêter l’année \(year)", HoursURLs.years, csrf: csrf, look: .primary,
          values: [
            ("annee", year), ("retenues", String(shown.totals.kept.units)), ("a_decider", String(shown.totals.undecided)),
          ]))
        """)
  }

  private func undecided(_ totals: ReportStore.Totals) -> HTML {
    guard totals.undecided > 0 else { return "Toutes les lignes sont décidées." }
    return
      "\(FrenchText.count(totals.undecided, "ligne reste à décider", "lignes restent à décider"))\u{202F}: ce qui sera décidé après l’arrêté sera une régularisation."
  }
}
