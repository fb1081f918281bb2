// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Someone whom the viewer hired: name, contracts, until when they count. Never a criterion, a prescriber or another employer.
func hiredPersonPage(_ data: OwnPersonData, on today: Day) -> Page {
  let rows: [[HTML]] = data.contracts.map { line in
    [
      link(
        line.kind.french.capitalisedFirst, to: EmploymentContractURLs.file(line.id),
        context: "du \(line.startsOn.french)"),
      "\(line.job.isEmpty ? "—" : line.job)", "\(line.startsOn)", lastDayCell(line, on: today), hiredCounts(line),
    ]
  }
  return Page(
    title: data.person.fullName, trail: [TrailLink(data.person.fullName)],
    line: "Ses contrats avec vous, et jusqu’à quand ses heures comptent.",
    body: card(
      title: "Contrats de travail", count: rows.count,
      body: table(
        caption: "Contrats de travail avec vous",
        columns: [
          TableColumn("Contrat"), TableColumn("Emploi"), TableColumn("Début"), TableColumn("Fin"),
          TableColumn("Prise en compte"),
        ], rows: rows)))
}

/// « Compte jusqu’au 13/10/2027 »: all that an employer is told.
func hiredCounts(_ line: EmploymentContractLine) -> HTML {
  line.countsUntil.map { "Compte jusqu’au \($0)" } ?? badge("validation attendue", .watch)
}

/// Someone whom the viewer oriented: the state and the dates of contracts.
func orientedPersonPage(_ data: OwnPersonData) -> Page {
  let rows: [[HTML]] = data.contracts.map { line in
    let end: HTML = line.lastDay.map { "\($0)" } ?? "sans terme"
    return ["\(line.kind.french.capitalisedFirst)", "\(line.startsOn)", end]
  }
  return Page(
    title: data.person.fullName,
    trail: [TrailLink("Personnes orientées", ParticipantURLs.list), TrailLink(data.person.fullName)],
    line: "Orienté(e) par votre organisme.", section: .participants,
    body: """
      \(tileRow([figureTile(
        label: "Validation", value: eligibilityWord(data.eligibility), note: orientedNote(data.eligibility))]))
      \(card(title: "Contrats de travail", count: rows.count, body: table(
        caption: "Contrats de travail",
        columns: [TableColumn("Contrat"), TableColumn("Début"), TableColumn("Fin")],
        rows: rows, empty: emptyState("Ses contrats de travail apparaîtront ici, avec leurs dates."))))
      \(orientedExit(data.exits))
      """)
}

private func orientedNote(_ state: EligibilityState) -> HTML {
  switch state {
  case .none: "l’équipe de la clause doit encore répondre"
  case .refused: "l’équipe de la clause peut vous en dire plus"
  default: eligibilityNote(state)
  }
}
