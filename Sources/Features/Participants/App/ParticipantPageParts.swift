// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Every decision with its criteria, for the profession only.
func eligibilityCard(_ data: ParticipantPageData, on today: Day) -> HTML {
  let rows: [[HTML]] = data.decisions.map { line in
    let answer =
      line.isRefused
      ? badge("refusée", .act)
      : badge(line.endsOn.map { "validée jusqu’au \($0.french)" } ?? "validée", .fine)
    let reason: HTML = line.reason.isEmpty ? "" : " \(line.reason)"
    return [
      answer + reason, "\(line.startsOn)", line.criteria.isEmpty ? "—" : criteriaList(line.criteria),
      "\(line.decidedOn), \(line.authorName)",
    ]
  }
  return card(
    title: "Éligibilité", id: "eligibilite",
    action: linkButton("Nouvelle vérification", ParticipantURLs.newEligibility(data.file.person.id)),
    body: table(
      caption: "Décisions d’éligibilité",
      columns: [
        TableColumn("Décision"), TableColumn("À partir du"), TableColumn("Critères et justificatifs vus"),
        TableColumn("Décidée"),
      ], rows: rows,
      empty: emptyState("Les décisions d’éligibilité seront ici. Aucune heure ne compte avant une validation.")))
}

private func criteriaList(_ criteria: [SeenCriterion]) -> HTML {
  let lines: [HTML] = criteria.map { seen in
    let date: HTML = seen.proofOn.map { " du \($0)" } ?? ""
    let proof = seen.proof.isEmpty ? seen.criterion.proof : seen.proof
    return
      "<li>\(seen.criterion.french.capitalisedFirst) <span class=\"help\">\(proof)\(date), vu le \(seen.seenOn)</span></li>"
  }
  return "<ul class=\"plain-list\">\(lines)</ul>"
}

func contractsCard(_ data: ParticipantPageData, on today: Day) -> HTML {
  let rows: [[HTML]] = data.contracts.map { line in
    let chain: HTML = line.isInChain ? " \(badge("chaîne de missions"))" : ""
    return [
      link(
        line.kind.french.capitalisedFirst, to: EmploymentContractURLs.file(line.id),
        context: "du \(line.startsOn.french)")
        + chain,
      link(line.employerName, to: NeighbourURLs.organisation(line.employerID)), "\(line.startsOn)",
      lastDayCell(line, on: today), countsCell(line),
    ]
  }
  return card(
    title: "Contrats de travail", count: data.contracts.count, id: "contrats",
    action: linkButton("Ajouter un contrat", EmploymentContractURLs.new(for: data.file.person.id)),
    body: table(
      caption: "Contrats de travail",
      columns: [
        TableColumn("Contrat"), TableColumn("Employeur"), TableColumn("Début"), TableColumn("Fin"),
        TableColumn("Compte"),
      ], rows: rows, empty: emptyState("Les contrats et les missions de cette personne seront ici.")))
}

func lastDayCell(_ line: EmploymentContractLine, on today: Day) -> HTML {
  guard let day = line.lastDay else { return "sans terme" }
  return line.isEnded ? "terminé le \(day)" : "prévue le \(day)"
}

func countsCell(_ line: EmploymentContractLine) -> HTML {
  line.countsUntil.map { "jusqu’au \($0)" } ?? badge(line.rule.isEmpty ? "pas encore" : "date à indiquer", .watch)
}

/// Hours done and kept, by year and lot.
func hoursCard(_ hours: [KeptOnLot]) -> HTML {
  card(
    title: "Heures retenues par lot et par année", id: "heures",
    body: table(
      caption: "Heures sur site retenues",
      columns: [
        TableColumn("Lot"), TableColumn("Marché"), TableColumn("Année"), TableColumn("Heures retenues", numeric: true),
      ],
      rows: hours.map { line in
        [
          link(line.lotTitle, to: NeighbourURLs.lot(line.lotID), context: String(line.year)), "\(line.contractTitle)",
          "\(String(line.year))", "\(line.kept)\u{202F}h",
        ]
      }, empty: emptyState("Les heures retenues dans les relevés seront ici.")))
}
