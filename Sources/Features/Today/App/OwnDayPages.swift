// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The first page of a buyer: what awaits it, its contracts and how far they are. No name.
struct BuyerDayPage {
  let viewer: Viewer
  let lots: [LotProgress]
  let report: YearReport

  var page: Page {
    Page(
      title: "Ce qui vous attend", line: "\(viewer.today.weekday.french) \(viewer.today.long)", section: .today,
      body: """
        \(columns(main: work, side: tiles))\
        \(card(title: "Vos lots clausés", id: "lots", body: RiskTable(lots: lots, title: "Vos lots clausés", opensLots: true).html))
        """)
  }

  private var work: HTML {
    let decisions = lots.filter(\.awaitsDecision).map { lot in
      workItem(
        "Dire ce qui reste dû\u{202F}: \(lot.contractTitle), lot \(lot.title)",
        why:
          "Le lot est résilié. Votre décision fixe les heures encore dues\u{202F}; l’équipe de la clause l’enregistre.",
        actionLabel: "Voir le lot", path: ContractLinks.lot(lot.lotID))
    }
    let short = lots.filter { !$0.state.isOpen && !$0.awaitsDecision && $0.remaining > .zero }.map { lot in
      workItem(
        "\(lot.remaining.frenchShort)\u{202F}h manquent\u{202F}: \(lot.contractTitle), lot \(lot.title)",
        why: "Lot \(lot.state.french). Les suites, pénalité comprise, sont votre décision.", actionLabel: "Voir le lot",
        path: ContractLinks.lot(lot.lotID))
    }
    let items = decisions + short
    let others = Array(items.dropFirst(Self.most))
    let more: HTML? =
      others.isEmpty
      ? nil : disclosure("Voir \(others.count == 1 ? "l’autre" : "les \(others.count) autres")", workList(others))
    return card(
      title: "À décider", count: items.isEmpty ? nil : items.count,
      body: items.isEmpty
        ? emptyState("Rien n’attend votre décision aujourd’hui.")
        : "\(workList(Array(items.prefix(Self.most))))\(more)")
  }

  /// How many decisions are shown before the others are folded away.
  private static let most = 8

  private var tiles: HTML {
    let completion = Completion(lots.flatMap(\.completion.parts))
    return tileRow(
      [
        figureTile(
          label: "Heures retenues en \(report.span.year)", value: report.figures.hoursDone.frenchShort, unit: "h",
          note: FigureTrend(report).hours, href: ResultURLs.year(report.span.year)),
        figureTile(
          label: "Participants en \(report.span.year)", value: FrenchNumber.whole(report.figures.people),
          note: FigureTrend(report).people, href: ResultURLs.year(report.span.year)),
        figureTile(
          label: "Avancement, toutes années", value: completion.capped?.french ?? "—",
          note:
            "\(completion.cappedDone.frenchShort)\u{202F}h sur \(completion.due.frenchShort)\u{202F}h, plafonné lot par lot"
        ),
      ], stacked: true)
  }
}

/// The first page of a company or a structure: statements to send, hours left on each site, its people.
struct EmployerDayPage {
  let viewer: Viewer
  let lots: [LotProgress]
  let expected: [ExpectedStatement]
  /// Figures that differ from the payer's of its placed people.
  let gaps: [HoursGap]
  let people: [OwnHire]

  var page: Page {
    Page(
      title: "Ce qui vous attend", line: "\(viewer.today.weekday.french) \(viewer.today.long)", action: action,
      section: .today, body: "\(work)\(sites)\(team)")
  }

  private var awaited: [ExpectedStatement] { expected.filter { !$0.isReceived } }

  private var action: HTML {
    let ask = linkButton("Demander une validation", HiringRequestURLs.new)
    guard let first = awaited.first else { return ask + linkButton("Saisir un relevé", HoursURLs.newStatement) }
    return ask + primaryButton("Saisir les heures", HoursURLs.newStatement(of: first.employer, first.period.last))
  }

  private var work: HTML {
    let items = awaited.map { one in
      let due = one.dueOn.french
      return workItem(
        "Envoyer les heures \(FrenchText.of(one.period.french))",
        why:
          "\(FrenchText.count(one.people, "personne", "personnes")) en poste. \(one.isLate ? "Attendues depuis le \(due)." : "À envoyer avant le \(due).")",
        actionLabel: "Saisir les heures", path: HoursURLs.newStatement(of: one.employer, one.period.last))
    }
    return late(items) + asked
  }

  private var asked: HTML {
    guard !gaps.isEmpty else { return .empty }
    let body = workList([
      workItem(
        "\(FrenchText.count(gaps.count, "écart", "écarts")) avec l’employeur de personnes mises à votre disposition",
        why: "Dites quel chiffre est juste. Rien n’est ajouté d’ici là.", actionLabel: "Expliquer",
        path: gaps.count == 1 ? gaps.map { HoursURLs.gap($0.id) }.joined() : HoursURLs.gaps)
    ])
    return card(title: "Heures comparées", count: gaps.count, body: body)
  }

  private func late(_ items: [HTML]) -> HTML {
    card(
      title: "Relevés à envoyer", count: items.isEmpty ? nil : items.count,
      body: items.isEmpty
        ? emptyState("Vos relevés sont à jour.", actionLabel: "Voir vos relevés", path: HoursURLs.home)
        : workList(items))
  }

  private var sites: HTML {
    let open = lots.filter(\.state.isOpen)
    let over = lots.filter { !$0.state.isOpen }
    let finished: HTML? =
      over.isEmpty
      ? nil
      : disclosure(
        FrenchText.count(over.count, "chantier terminé", "chantiers terminés"),
        table(caption: "Vos chantiers terminés", columns: Self.siteColumns, rows: over.map(row)))
    return card(
      title: "Heures à réaliser sur vos chantiers", id: "chantiers",
      body: """
        \(table(
          caption: "Heures à réaliser sur vos chantiers", columns: Self.siteColumns, rows: open.map(row),
          empty: emptyState("Aucun de vos lots ne porte d’heures à réaliser pour le moment.")))\(finished)
        """)
  }

  private static let siteColumns = [
    TableColumn("Chantier"), TableColumn("À réaliser", numeric: true), TableColumn("Retenues", numeric: true),
    TableColumn("À valider", numeric: true), TableColumn("Reste", numeric: true), TableColumn("Avancement"),
    TableColumn("Fin"),
  ]

  private func row(_ lot: LotProgress) -> [HTML] {
    [
      "\(lot.contractTitle) · \(lot.title)", "\(lot.expected.frenchTrimmed)", "\(lot.kept.frenchTrimmed)",
      "\(lot.toValidate.frenchTrimmed)", "\(lot.remaining.frenchTrimmed)\u{202F}h",
      progressBar(done: lot.kept, planned: lot.planToDate, total: lot.expected, label: "Lot \(lot.lotNumber)"),
      "\(lot.endsOn?.french ?? "—")",
    ]
  }

  private var team: HTML {
    card(
      title: "Vos salariés en parcours", count: people.isEmpty ? nil : people.count, id: "salaries",
      action: link("Vos demandes de validation", to: HiringRequestURLs.list),
      body: table(
        caption: "Vos salariés en parcours",
        columns: [
          TableColumn("Personne"), TableColumn("Poste"), TableColumn("Lots"), TableColumn("Fin du contrat"),
          TableColumn("Compte jusqu’au"),
        ],
        rows: people.map { person in
          [
            "\(person.name)", "\(person.job.isEmpty ? "—" : person.job)", "\(person.lots.isEmpty ? "—" : person.lots)",
            "\(person.until?.french ?? "sans terme")", "\(person.countsUntil?.french ?? "—")",
          ]
        },
        empty: emptyState("Personne n’est en poste chez vous au titre de la clause aujourd’hui.")))
  }
}

/// The first page of a prescriber: what became of the people whom it oriented.
struct PrescriberDayPage {
  let viewer: Viewer
  let oriented: OrientedPeople

  var page: Page {
    Page(
      title: "Ce qui vous attend", line: "\(viewer.today.weekday.french) \(viewer.today.long)",
      action: linkButton("Vos demandes de validation", HiringRequestURLs.list)
        + primaryButton("Demander une validation", HiringRequestURLs.new), section: .today,
      body: """
        \(tileRow(tiles))\(card(title: "Vos orientations", body: next))
        """)
  }

  private var tiles: [HTML] {
    [
      tile("Personnes orientées", oriented.people), tile("Éligibilité en cours", oriented.eligible),
      tile("En poste aujourd’hui", oriented.inPost), tile("Avec des heures retenues", oriented.atWork),
      figureTile(label: "Heures retenues pour elles", value: oriented.kept.frenchShort, unit: "h"),
    ]
  }

  private func tile(_ label: String, _ count: Int) -> HTML {
    figureTile(label: label, value: FrenchNumber.whole(count), href: "/participants")
  }

  private var next: HTML {
    guard oriented.people > 0 else {
      return emptyState("Les personnes que vous orientez vers la clause apparaîtront ici.")
    }
    let waiting = oriented.people - oriented.inPost
    return """
      <p>\(FrenchText.count(waiting, "personne orientée par vous n’est pas en poste", "personnes orientées par vous ne sont pas en poste")) aujourd’hui. \
      \(link("Voir les personnes", to: "/participants"))</p>
      """
  }
}
