// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// What the first page of hours shows for a month.
struct HoursHome: Sendable {
  let query: HoursQuery
  /// One's own contracts, with those of colleagues whom one stands in for.
  let mine: TodayScope
  let choices: HoursChoices
  let totals: LineTotals
  /// Statements of any month with a line to decide, the latest first.
  let undecided: [StatementSummary]
  /// Everyone asked for a statement of the month.
  let asked: [ExpectedStatement]
  /// Statements of the month.
  let received: [StatementSummary]
  let next: ID<Statement>?
  /// Lines of an employer that wait for their days.
  var daysAsked: [LedgerLine] = []
  /// Figures of user companies that differ from the payers'.
  var gaps: [HoursGap] = []
  /// Questions about lines: to answer for an employer, answered for a facilitator.
  var questions: [AskedLine] = []

  var month: Month { query.month }
  var standsIn: Bool { (mine.facilitators ?? []).count > 1 }
  var expected: [ExpectedStatement] { asked.filter { !$0.isReceived } }
  var late: [ExpectedStatement] { asked.filter(\.isLate) }
  var closable: Int { received.filter { $0.closedAt == nil && $0.undecided == 0 }.count }
}

/// The first page of hours: what came, what is to validate, who is late.
struct HoursPages: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String

  func home(_ home: HoursHome) -> Page {
    Page(
      title: "Heures \(FrenchText.of(home.month.french))", line: "Par mois travaillé", action: action(home),
      section: .hours,
      body: """
        \(whose(home))\(monthSwitch(home.query))\(filters(home))
        \(tiles(home))
        \(daysAsked(home.daysAsked))
        \(questions(home.questions))
        \(gaps(home.gaps))
        \(toValidate(home))
        \(expected(home))
        \(received(home))
        """)
  }

  private func action(_ home: HoursHome) -> HTML {
    guard viewer.isFacilitator else {
      let main =
        home.expected.isEmpty
        ? linkButton("Compléter \(home.month.french)", declarePath(home.month))
        : primaryButton("Déclarer \(home.month.french)", declarePath(home.month))
      return "\(linkButton("Importer des heures", HoursFileURLs.list)) \(main)"
    }
    return """
      \(linkButton("Importer des heures", HoursFileURLs.list)) \(linkButton("Rapports", HoursURLs.reports)) \
      \(linkButton("Arrêtés annuels", HoursURLs.years)) \
      \(primaryButton("Saisir un relevé", HoursURLs.newStatement + "?mois=" + home.month.iso))
      """
  }

  private func declarePath(_ month: Month) -> String {
    viewer.organisationID.map { HoursURLs.newStatement(of: $0, month) } ?? HoursURLs.newStatement
  }

  private func whose(_ home: HoursHome) -> HTML {
    guard viewer.isFacilitator else { return .empty }
    let query = home.query
    let mine = home.mine
    func link(_ text: String, _ scope: TodayScope) -> SwitchLink {
      SwitchLink(text, query.path(scope: scope), isCurrent: query.scope == scope)
    }
    return switchLinks(
      label: "Heures de",
      [link(home.standsIn ? "Mes marchés et mes suppléances" : "Mes marchés", mine), link("L’équipe", .team)]
        + home.choices.colleagues.map { link("Pour \($0.label), absent", .colleague(ID($0.id))) })
  }

  private func monthSwitch(_ query: HoursQuery) -> HTML {
    let month = query.month
    let last = max(month, viewer.today.month)
    let months = last.adding(months: -5).through(last)
    let shown = months.contains(month) ? months : [month] + months
    return switchLinks(
      label: "Mois travaillé",
      shown.map {
        SwitchLink(FrenchText.capitalised($0.french), query.path(month: $0), isCurrent: $0 == month)
      })
  }

  private func filters(_ home: HoursHome) -> HTML {
    guard viewer.isFacilitator else { return .empty }
    let query = home.query
    let hidden = query.fields().filter { $0.name == "pour" }.map { FormField.hidden($0.name, $0.value) }
    let fields: [FormField] = [
      .text("mois", "Mois travaillé", value: query.month.numeric).optional(),
      .select(
        "employeur", "Employeur", home.choices.employers.map { Choice(String($0.id), $0.label) },
        value: query.employer?.description ?? "", blank: "Tous"),
      .select(
        "marche", "Marché", home.choices.contracts.map { Choice(String($0.id), $0.label) },
        value: query.contract?.description ?? "", blank: "Tous"),
      .select(
        "etat", "État", StatementFilter.State.allCases.map { Choice($0.rawValue, $0.french) },
        value: query.state?.rawValue ?? "", blank: "Tous"),
    ]
    return disclosure(
      "Filtrer par mois, employeur, marché ou état", isOpen: query.isFiltered,
      filterForm(action: HoursURLs.home, fields: hidden + fields))
  }

  private func questions(_ asked: [AskedLine]) -> HTML {
    guard !asked.isEmpty else { return .empty }
    let pages = QuestionPages(viewer: viewer, clock: clock, csrf: csrf)
    return card(
      title: viewer.isFacilitator ? "Réponses reçues" : "Questions de l’équipe", count: asked.count,
      body: viewer.isFacilitator ? pages.toRead(asked) : pages.toAnswer(asked))
  }

  private func gaps(_ gaps: [HoursGap]) -> HTML {
    guard !gaps.isEmpty else { return .empty }
    let shown = Array(gaps.prefix(5))
    return card(
      title: "Écarts à expliquer", count: gaps.count, action: link("Heures comparées", to: HoursURLs.gaps),
      body: GapPages(viewer: viewer, clock: clock, csrf: csrf).work(shown))
  }

  private func tiles(_ home: HoursHome) -> HTML {
    let lines = linesPath(home.query)
    var shown = [
      figureTile(label: "Déclarées", value: home.totals.declared.french, unit: "h", href: lines),
      figureTile(
        label: "À valider", value: home.totals.toValidate.french, unit: "h",
        note: "\(FrenchText.count(home.totals.undecided, "ligne", "lignes"))", href: lines + "&etat=a-valider",
        tone: home.totals.undecided > 0 ? .watch : .fine),
      figureTile(
        label: "Retenues sur site", value: home.totals.done.french, unit: "h",
        href: lines + "&etat=retenues&nature=site"),
    ]
    if viewer.isFacilitator {
      let note: HTML =
        home.late.isEmpty ? "personne" : "\(FrenchText.count(home.late.count, "employeur", "employeurs"))"
      shown.append(
        figureTile(
          label: "En retard", value: FrenchNumber.whole(home.late.count), note: note,
          href: AskingURLs.list(home.month, .late), tone: home.late.isEmpty ? .fine : .act))
    }
    return tileRow(shown)
  }

  /// Lines behind the tiles: of the same month, person, employer and contract.
  private func linesPath(_ query: HoursQuery) -> String {
    var fields: [(name: String, value: String)] = [("de", query.month.iso), ("a", query.month.iso)]
    if let employer = query.employer { fields.append(("employeur", employer.description)) }
    if let contract = query.contract { fields.append(("marche", contract.description)) }
    fields += (query.scope.facilitators ?? []).map { ("suivi", $0.description) }
    return HoursURLs.lines + "?" + Form(fields).encoded
  }

  private func daysAsked(_ lines: [LedgerLine]) -> HTML {
    guard !lines.isEmpty else { return .empty }
    let items = lines.map { line in
      workItem(
        "\(line.person.text), \(line.month.french), \(line.declared.french)\u{202F}h",
        why: "La validation ne couvre qu’une partie du mois\u{202F}: indiquez les jours travaillés.",
        actionLabel: "Indiquer les jours", path: HoursURLs.line(line.id))
    }
    return card(title: "Jours demandés", count: lines.count, body: workList(items))
  }

  private func toValidate(_ home: HoursHome) -> HTML {
    guard viewer.isFacilitator else { return .empty }
    let statements = home.undecided
    let items = statements.map { statement in
      workItem(
        statement.title,
        why: """
          \(FrenchText.count(statement.undecided, "ligne à décider", "lignes à décider")), \
          \(statement.toValidate.french)\u{202F}h, reçu le \(clock.day(statement.receivedAt))
          """,
        actionLabel: "Relire", path: HoursURLs.statement(statement.id))
    }
    return card(
      title: "À valider, tous mois", count: statements.count,
      action: statements.count > 1
        ? linkButton("Valider les lignes sans remarque", home.query.path(HoursURLs.bulk)) : .empty,
      body: statements.isEmpty ? emptyState("Tout ce qui est arrivé est décidé.") : workList(items))
  }

  private func expected(_ home: HoursHome) -> HTML {
    let rows: [[HTML]] = home.expected.map { one in
      [
        viewer.isFacilitator ? link(one.employerName, to: HoursURLs.employer(one.employer)) : "\(one.employerName)",
        "\(one.period.french)", "\(FrenchText.count(one.people, "personne", "personnes"))",
        "\(one.dueOn) \(one.isLate ? badge("en retard", .act) : badge("attendu"))",
        link(
          "Saisir",
          to: HoursURLs.newStatement(of: one.employer, home.month, quarter: one.period.first != one.period.last),
          context: one.employerName),
      ]
    }
    let columns = [
      TableColumn("Employeur"), TableColumn("Période"), TableColumn("En poste"), TableColumn("Pour le"),
      TableColumn("Action", hiddenTitle: true),
    ]
    return card(
      title: home.late.isEmpty ? "Attendus" : "En retard et attendus", count: home.expected.count,
      action: viewer.isFacilitator
        ? linkButton("Demander et relancer", AskingURLs.list(home.month))
          + linkButton("Justificatifs", ProofURLs.missing(home.month)) : .empty,
      body: table(
        caption: "Relevés attendus pour \(home.month.french)", columns: columns, rows: rows,
        empty: emptyState("Aucun relevé n’est attendu pour \(home.month.french).")))
  }

  private func received(_ home: HoursHome) -> HTML {
    let closing: HTML =
      viewer.isFacilitator && home.closable > 0
      ? postButton(
        "Clore \(home.month.french)", HoursURLs.closeMonth, csrf: csrf, values: home.query.fields(),
        context: FrenchText.count(home.closable, "relevé décidé", "relevés décidés")) : .empty
    return card(
      title: "Reçus", action: closing,
      body: """
        \(table(
          caption: "Relevés reçus pour \(home.month.french)", columns: Self.columns, rows: home.received.map(row),
          empty: emptyState("Aucun relevé n’est arrivé pour \(home.month.french).")))
        \(pager(nextPath: home.next.map { home.query.path() + "&avant=\($0)" }))
        """)
  }

  private static let columns = [
    TableColumn("Relevé"), TableColumn("Reçu le"), TableColumn("Déclarées", numeric: true),
    TableColumn("Retenues", numeric: true), TableColumn("État"),
  ]

  private func row(_ statement: StatementSummary) -> [HTML] {
    [
      link(statement.title, to: HoursURLs.statement(statement.id)), "\(clock.day(statement.receivedAt))",
      "\(statement.declared)\u{202F}h", "\(statement.kept)\u{202F}h", Self.state(statement),
    ]
  }

  static func state(_ statement: StatementSummary) -> HTML {
    if statement.closedAt != nil { return badge("clos", .fine) }
    if statement.undecided == 0 { return badge("décidé", .fine) }
    return badge("\(FrenchText.count(statement.undecided, "ligne à décider", "lignes à décider"))", .watch)
  }
}
