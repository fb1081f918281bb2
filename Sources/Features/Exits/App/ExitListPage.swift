// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Who left, with what is known of them at each milestone and what is to be asked.
struct ExitListPage {
  let query: ExitQuery
  let list: ExitList
  let today: Day

  var page: Page {
    Page(
      title: title, trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink("Sorties")], line: line,
      section: .participants,
      body: """
        \(groups)\(filters)
        \(card(title: heading, count: list.count, body: lines))
        \(pager(nextPath: list.next.map { ExitURLs.list(query, after: $0) }))
        \(exportLinks(.exits, query: query.fields.isEmpty ? "" : String(ExitURLs.list(query).dropFirst(ExitURLs.list.count + 1))))
        """)
  }

  private var title: String { query.year.map { "Sorties \($0)" } ?? "Sorties" }

  private var line: HTML {
    let rate: HTML = query.year.map { " · \(link("Bilan \($0)", to: ResultURLs.year($0) + "#sorties"))" } ?? .empty
    return "Ce que deviennent les personnes, à la sortie puis à 3, 6 et 12 mois\(rate)"
  }

  private var heading: String {
    var parts = [query.kind?.french ?? (query.isDue ? "situations à demander" : "toutes les sorties")]
    if query.kind != nil || query.milestone != .exit { parts.append(query.milestone.french) }
    return FrenchText.capitalised(parts.joined(separator: " "))
  }

  private var groups: HTML {
    var (due, all) = (query, query)
    (due.isDue, all.isDue) = (true, false)
    due.year = nil
    return switchLinks(
      label: "Groupes de sorties",
      [
        SwitchLink("À demander (\(FrenchNumber.whole(list.due)))", ExitURLs.list(due), isCurrent: query.isDue),
        SwitchLink("Toutes", ExitURLs.list(all), isCurrent: !query.isDue),
      ])
  }

  private var filters: HTML {
    filterForm(
      action: ExitURLs.list, submit: "Afficher",
      fields: [
        .hidden("groupe", query.isDue ? "a-suivre" : ""),
        .text("annee", "Année de sortie", value: query.year.map(String.init) ?? "").optional(),
        .select("type", "Type", Choice.all(ExitKind.self), value: query.kind?.rawValue ?? "", blank: "Tous").optional(),
        .select(
          "echeance", "Situation",
          ExitMilestone.allCases.map { Choice(String($0.rawValue), $0.french) },
          value: String(query.milestone.rawValue), blank: nil),
      ].filter { $0.name != "groupe" || !$0.value.isEmpty })
  }

  private var lines: HTML {
    table(
      caption: heading,
      columns: [TableColumn("Personne"), TableColumn("Sortie le")]
        + ExitMilestone.allCases.map { TableColumn(FrenchText.capitalised($0.french)) },
      rows: list.lines.map(row),
      empty: emptyState(
        query.isDue
          ? "Aucune situation n’est à demander aujourd’hui."
          : "Aucune sortie ne répond à cette recherche. Une sortie s’enregistre depuis la fiche de la personne."))
  }

  private func row(_ line: ExitLine) -> [HTML] {
    let flag: HTML =
      list.uncounted.contains(line.exit.id) ? " \(badge("sans heure dans l’année, hors chiffres", .neutral))" : .empty
    return [
      "\(link(line.person.listName, to: ParticipantURLs.file(line.person.id) + "#sortie"))\(flag)",
      "\(line.exit.leftOn)",
    ] + ExitMilestone.allCases.map { situationCell(line, $0, on: today) }
  }
}

/// The situation at a milestone, or the link by which it is said.
func situationCell(_ line: ExitLine, _ milestone: ExitMilestone, on today: Day) -> HTML {
  if let situation = line.exit.situations[milestone] {
    return "\(badge(situation.kind.french, situation.kind.tone)) <span class=\"help\">\(situation.french)</span>"
  }
  let day = milestone.day(after: line.exit.leftOn)
  guard day <= today else { return "à partir du \(day)" }
  return link(
    "Renseigner", to: ExitURLs.situation(line.exit.id, milestone),
    context: "situation \(milestone.french), \(line.person.fullName)")
}

extension ExitKind {
  var tone: Tone {
    switch self {
    case .durable, .transitional, .constructive: .fine
    case .other: .watch
    case .neutral: .neutral
    }
  }
}
