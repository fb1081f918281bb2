// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The exits of a person, on their page: what is known at each milestone, and what can be said.
func exitCard(_ exits: [ExitLine], of person: ID<Participant>, isInPost: Bool, csrf: String, on today: Day) -> HTML {
  let new = isInPost ? .empty : link("Enregistrer la sortie", to: ExitURLs.new(for: person))
  guard !exits.isEmpty else {
    return card(
      title: "Sortie", id: "sortie", action: new,
      body: emptyState(
        isInPost
          ? "La personne est en poste. Sa sortie s’enregistrera à la fin de son dernier contrat."
          : "Aucune sortie n’est enregistrée."))
  }
  return card(
    title: "Sortie", count: exits.count > 1 ? exits.count : nil, id: "sortie", action: new,
    body: exits.map { exitBody($0, csrf, today) }.joined())
}

private func exitBody(_ line: ExitLine, _ csrf: String, _ today: Day) -> HTML {
  let rows: [[HTML]] = ExitMilestone.allCases.map { milestone in
    let isSaid = line.exit.situations[milestone] != nil
    let change: HTML =
      isSaid
      ? link("Corriger", to: ExitURLs.situation(line.exit.id, milestone), context: "situation \(milestone.french)")
      : .empty
    return [
      "\(FrenchText.capitalised(milestone.french))", situationCell(line, milestone, on: today),
      dayOrDash(line.knownOn[milestone]), change,
    ]
  }
  let remark: HTML = line.remark.isEmpty ? .empty : "<p>\(line.remark)</p>"
  return """
    <p>Sortie le \(line.exit.leftOn).</p>\(remark)\(table(
      caption: "Situation après la sortie du \(line.exit.leftOn.french)",
      columns: [
        TableColumn("Échéance"), TableColumn("Situation"), TableColumn("Connue le"),
        TableColumn("Corriger", hiddenTitle: true),
      ], rows: rows))\
    \(postButton(
      "Annuler cette sortie", ExitURLs.withdraw(line.exit.id), csrf: csrf, look: .quiet,
      context: "du \(line.exit.leftOn.french)"))
    """
}

/// What a prescriber reads of the exit of someone it oriented: the day and what it counts for.
func orientedExit(_ exits: [ExitLine]) -> HTML {
  guard let last = exits.first else { return .empty }
  let known = ExitMilestone.allCases.compactMap { milestone in
    last.exit.situations[milestone].map { (FrenchText.capitalised(milestone.french), "\($0.kind.french)" as HTML) }
  }
  return card(
    title: "Sortie", id: "sortie",
    body: definitionList([(term: "Sortie le", value: "\(last.exit.leftOn)")] + known.map { (term: $0.0, value: $0.1) }))
}
