// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What the first page of hours shows for a month.
struct HoursHome: Sendable {
  let month: Month
  let totals: LineTotals
  /// Statements of any month with a line to decide, the latest first.
  let undecided: [StatementSummary]
  let expected: [ExpectedStatement]
  /// Statements of the month.
  let received: [StatementSummary]
  let next: ID<Statement>?
  /// Lines of an employer that wait for their days.
  var daysAsked: [LedgerLine] = []

  var late: [ExpectedStatement] { expected.filter(\.isLate) }
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
        \(monthSwitch(home.month))
        \(tiles(home))
        \(daysAsked(home.daysAsked))
        \(toValidate(home.undecided))
        \(expected(home))
        \(received(home))
        """)
  }

  private func action(_ home: HoursHome) -> HTML {
    guard viewer.isFacilitator else {
      return home.expected.isEmpty
        ? linkButton("Compléter \(home.month.french)", declarePath(home.month))
        : primaryButton("Déclarer \(home.month.french)", declarePath(home.month))
    }
    return """
      \(linkButton("Rapports", HoursURLs.reports)) \(linkButton("Arrêtés annuels", HoursURLs.years)) \
      \(primaryButton("Saisir un relevé", HoursURLs.newStatement + "?mois=" + home.month.iso))
      """
  }

  private func declarePath(_ month: Month) -> String {
    viewer.organisationID.map { HoursURLs.newStatement(of: $0, month) } ?? HoursURLs.newStatement
  }

  private func monthSwitch(_ month: Month) -> HTML {
    let last = max(month, viewer.today.month)
    let months = last.adding(months: -5).through(last)
    let shown = months.contains(month) ? months : [month] + months
    return switchLinks(
      label: "Mois travaillé",
      shown.map { SwitchLink(FrenchText.capitalised($0.french), HoursURLs.home($0), isCurrent: $0 == month) })
  }

  private func tiles(_ home: HoursHome) -> HTML {
    let lines = HoursURLs.lines + "?de=\(home.month.iso)&a=\(home.month.iso)"
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
          tone: home.late.isEmpty ? .fine : .act))
    }
    return tileRow(shown)
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

  private func toValidate(_ statements: [StatementSummary]) -> HTML {
    guard viewer.isFacilitator else { return .empty }
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
      title: "À valider", count: statements.count,
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
      body: table(
        caption: "Relevés attendus pour \(home.month.french)", columns: columns, rows: rows,
        empty: emptyState("Aucun relevé n’est attendu pour \(home.month.french).")))
  }

  private func received(_ home: HoursHome) -> HTML {
    let closing: HTML =
      viewer.isFacilitator && home.closable > 0
      ? postButton(
        "Clore \(home.month.french)", HoursURLs.closeMonth, csrf: csrf, values: [("mois", home.month.iso)],
        context: FrenchText.count(home.closable, "relevé décidé", "relevés décidés")) : .empty
    return card(
      title: "Reçus", action: closing,
      body: """
        \(table(
          caption: "Relevés reçus pour \(home.month.french)", columns: Self.columns, rows: home.received.map(row),
          empty: emptyState("Aucun relevé n’est arrivé pour \(home.month.french).")))
        \(pager(nextPath: home.next.map { HoursURLs.home(home.month) + "&avant=\($0)" }))
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
