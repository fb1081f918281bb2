// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// All that the page of a contract shows.
struct EmploymentContractPageData: Sendable {
  let contract: EmploymentContractFile
  let months: [ContractMonth]
  let history: [JournalEntry]
  /// Lots that may be added: for the profession.
  let lots: [LotChoice]
}

func employmentContractPage(
  _ data: EmploymentContractPageData, for viewer: Viewer, csrf: String, _ moment: PageMoment,
  errors: [FieldError] = [], typed: TypedValues = TypedValues()
) -> Page {
  let contract = data.contract
  let person = ParticipantURLs.file(contract.person.id)
  let title = "\(contract.kind.french.capitalisedFirst) \(FrenchText.of(contract.person.fullName))"
  let trail = [TrailLink(contract.person.fullName, person), TrailLink(contract.kind.french.capitalisedFirst)]
  return Page(
    title: title, trail: viewer.isFacilitator ? [TrailLink("Participants", ParticipantURLs.list)] + trail : trail,
    line: contractLine(contract, viewer), action: contractAction(contract, viewer),
    section: viewer.isFacilitator ? .participants : nil,
    body: """
      \(contractNotices(contract, viewer))\(contractTiles(data, viewer))
      \(lotsCard(contract, viewer))
      \(monthsCard(data.months, viewer))
      \(chainCard(contract))
      \(viewer.isFacilitator ? professionCards(data, csrf, moment, errors, typed) : .empty)
      """)
}

private func contractLine(_ contract: EmploymentContractFile, _ viewer: Viewer) -> HTML {
  let employer: HTML =
    viewer.isFacilitator
    ? link(contract.employerName, to: NeighbourURLs.organisation(contract.employerID)) : "\(contract.employerName)"
  var parts: [HTML] = [
    link(contract.person.fullName, to: ParticipantURLs.file(contract.person.id)), "chez \(employer)",
  ]
  if let user = contract.userCompanyID {
    parts.append(
      viewer.isFacilitator
        ? "mission chez \(link(contract.userCompanyName, to: NeighbourURLs.organisation(user)))"
        : "mission chez \(contract.userCompanyName)")
  }
  if !contract.job.isEmpty { parts.append("\(contract.job)") }
  parts.append("\(contract.modality.french)")
  return parts.joined(" · ")
}

private func contractAction(_ contract: EmploymentContractFile, _ viewer: Viewer) -> HTML {
  guard viewer.isFacilitator, contract.kind == .temporary else { return .empty }
  return primaryButton(
    "Ajouter une mission", EmploymentContractURLs.next(after: contract.id, of: contract.person.id))
}

/// What is said of a hiring that came too early: nothing is blocked, the hours will say.
private func contractNotices(_ contract: EmploymentContractFile, _ viewer: Viewer) -> HTML {
  let shown = contract.remarks.filter { viewer.isFacilitator || $0.code != "modality" }
  return shown.map { notice(.watch, "\($0.sentence)\(consequence(of: $0, contract, viewer))") }.joined()
}

private func consequence(of remark: LineRemark, _ contract: EmploymentContractFile, _ viewer: Viewer) -> HTML {
  switch remark.code {
  case "not_validated":
    """
     Aucune heure ne compte pour le moment.\(viewer.isFacilitator
      ? " \(link("Vérifier l’éligibilité", to: ParticipantURLs.newEligibility(contract.person.id)))" : .empty)
    """
  case "before_validation": " Les heures d’avant ne sont pas retenues, sauf décision motivée."
  default: .empty
  }
}

private func contractTiles(_ data: EmploymentContractPageData, _ viewer: Viewer) -> HTML {
  let contract = data.contract
  let site = data.months.filter { $0.kind == .site }
  let kept = site.map(\.kept).reduce(.zero, +)
  let waiting = site.map(\.undecided).reduce(.zero, +)
  return tileRow([
    figureTile(
      label: "Compte jusqu’au", value: contract.countsUntil?.french ?? "—",
      note: contract.rule.isEmpty ? "une validation est attendue" : "\(contract.rule)",
      tone: contract.countsUntil == nil ? .watch : .neutral),
    figureTile(
      label: "Contrat", value: contract.startsOn.french, note: termNote(contract)),
    figureTile(
      label: "Heures retenues", value: kept.frenchShort, unit: "h", note: "sur site, soit \(kept)\u{202F}h",
      href: "#heures"),
    figureTile(
      label: "Heures à valider", value: waiting.frenchShort, unit: "h", note: "déclarées, pas encore décidées",
      href: "#heures"),
  ])
}

private func termNote(_ contract: EmploymentContractFile) -> HTML {
  if let ended = contract.endedOn { return "terminé le \(ended)" }
  return contract.plannedEndOn.map { "fin prévue le \($0)" } ?? "sans terme"
}

private func lotsCard(_ contract: EmploymentContractFile, _ viewer: Viewer) -> HTML {
  card(
    title: "Lots", count: contract.lots.count, id: "lots",
    body: table(
      caption: "Lots du contrat de travail",
      columns: [TableColumn("Lot"), TableColumn("Marché"), TableColumn("À partir du"), TableColumn("Jusqu’au")],
      rows: contract.lots.map { lot in
        [
          viewer.isFacilitator ? link(lot.title, to: NeighbourURLs.lot(lot.lotID)) : "\(lot.title)",
          "\(lot.contractTitle)", "\(lot.startsOn)", lot.endsOn.map { "\($0)" } ?? "fin du contrat",
        ]
      }, empty: emptyState("Ce contrat ne porte sur aucun lot.")))
}

private func monthsCard(_ months: [ContractMonth], _ viewer: Viewer) -> HTML {
  card(
    title: "Heures par mois", id: "heures",
    body: table(
      caption: "Heures par mois",
      columns: [
        TableColumn("Mois"), TableColumn("Lot"), TableColumn("Nature"), TableColumn("Déclarées", numeric: true),
        TableColumn("Retenues", numeric: true), TableColumn("À valider", numeric: true),
      ],
      rows: months.map { line in
        [
          "\(line.month.french)",
          viewer.isFacilitator
            ? link("Lot \(line.lotNumber)", to: NeighbourURLs.lot(line.lotID), context: line.month.french)
            : "Lot \(line.lotNumber)",
          "\(line.kind.french)", "\(line.declared)\u{202F}h", "\(line.kept)\u{202F}h", "\(line.undecided)\u{202F}h",
        ]
      }, empty: emptyState("Les heures des relevés seront ici, mois par mois.")))
}

private func chainCard(_ contract: EmploymentContractFile) -> HTML {
  guard contract.chain.count > 1 else { return .empty }
  let items: [HTML] = contract.chain.map { mission in
    let dates = "du \(mission.startsOn.french)\(mission.lastDay.map { " au \($0.french)" } ?? "")"
    return mission.id == contract.id
      ? "<li>Cette mission, \(dates)</li>"
      : "<li>\(link("Mission \(dates)", to: EmploymentContractURLs.file(mission.id)))</li>"
  }
  return card(
    title: "Chaîne de missions", count: contract.chain.count, id: "chaine",
    body: "<p>Pour les comptes, \(Parcours.definition).</p><ul class=\"plain-list\">\(items)</ul>")
}
