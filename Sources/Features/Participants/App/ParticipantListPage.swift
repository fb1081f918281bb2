// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What the list of people needs to be shown.
struct ParticipantListView: Sendable {
  var group: ParticipantGroup
  /// What is looked for, as typed and as an address holds it.
  var words: String
  var escapedWords: String
  var list: ParticipantList
  var isFirstPage: Bool
  var viewer: Viewer
  var warningDays: Int { viewer.rules[.eligibilityWarningDays] }
}

func participantListPage(_ view: ParticipantListView) -> Page {
  let isPrescriber = view.viewer.role == .prescriber
  let search = filterForm(
    action: ParticipantURLs.list, submit: "Chercher",
    fields: [
      .text("q", "Nom ou prénom", value: view.words),
      .hidden("groupe", view.group.rawValue),
    ])
  return Page(
    title: isPrescriber ? "Personnes orientées" : "Participants",
    line: isPrescriber
      ? "Les personnes que votre organisme a orientées, et où elles en sont."
      : "Les personnes dont les heures peuvent compter. Chaque fiche ouverte est enregistrée.",
    action: (isPrescriber ? .empty : linkButton("Sorties", ExitURLs.list(ExitQuery(isDue: true))))
      + linkButton("Demandes de validation", HiringRequestURLs.list)
      + primaryButton(isPrescriber ? "Orienter une personne" : "Nouveau participant", ParticipantURLs.new),
    section: .participants,
    body: """
      \(search)
      \(switchLinks(label: "Groupes de participants", groupLinks(view)))
      \(card(title: view.group.french(view.warningDays), count: view.list.counts[view.group], body: isPrescriber ? orientedTable(view) : peopleTable(view)))
      \(pager(
        nextPath: view.list.next.map { ParticipantURLs.list(view.group, words: view.escapedWords, after: $0) },
        previousPath: view.isFirstPage ? nil : ParticipantURLs.list(view.group, words: view.escapedWords)))
      \(isPrescriber ? .empty : exportLinks(.participants))
      """)
}

private func groupLinks(_ view: ParticipantListView) -> [SwitchLink] {
  ParticipantGroup.allCases.filter { $0 != .archived || view.viewer.isFacilitator }.map { group in
    SwitchLink(
      "\(group.french(view.warningDays)) (\(FrenchNumber.whole(view.list.counts[group] ?? 0)))",
      ParticipantURLs.list(group, words: view.escapedWords), isCurrent: group == view.group)
  }
}

private func peopleTable(_ view: ParticipantListView) -> HTML {
  table(
    caption: "Participants\u{202F}: \(view.group.french(view.warningDays))",
    columns: [
      TableColumn("Nom"), TableColumn("Naissance"), TableColumn("Commune"), TableColumn("Éligibilité"),
      TableColumn("Emploi"), TableColumn("Orienté par"),
    ],
    rows: view.list.lines.map { line in
      [
        link(line.person.listName, to: ParticipantURLs.file(line.person.id)),
        dayOrDash(line.person.bornOn), "\(line.commune.isEmpty ? "—" : line.commune)",
        eligibilityBadge(line.eligibility), employmentCell(line),
        "\(line.prescriberName.isEmpty ? "—" : line.prescriberName)",
      ]
    }, empty: emptyList(view))
}

private func orientedTable(_ view: ParticipantListView) -> HTML {
  table(
    caption: "Personnes orientées\u{202F}: \(view.group.french(view.warningDays))",
    columns: [TableColumn("Nom"), TableColumn("Orienté le"), TableColumn("Validation"), TableColumn("Emploi")],
    rows: view.list.lines.map { line in
      [
        link(line.person.listName, to: ParticipantURLs.file(line.person.id)), dayOrDash(line.orientedOn),
        eligibilityBadge(line.eligibility), employmentCell(line),
      ]
    }, empty: emptyList(view))
}

private func emptyList(_ view: ParticipantListView) -> HTML {
  guard view.words.isEmpty else {
    return emptyState(
      "Personne ne porte ce nom ici. Vérifiez l’orthographe, ou cherchez dans «\u{202F}Tous\u{202F}».",
      actionLabel: "Nouveau participant", path: ParticipantURLs.new)
  }
  switch view.group {
  case .ending: return emptyState("Aucune éligibilité ne finit dans les \(view.warningDays) jours.")
  case .inPost: return emptyState("Personne n’est en poste aujourd’hui.")
  case .without: return emptyState("Chaque personne a une éligibilité en cours.")
  case .archived: return emptyState("Aucune fiche n’est archivée.")
  case .all:
    return emptyState(
      "Les personnes suivies apparaîtront ici.", actionLabel: "Enregistrer la première", path: ParticipantURLs.new)
  }
}

private func employmentCell(_ line: ParticipantLine) -> HTML {
  guard line.contracts > 0, let since = line.inPostSince else { return "—" }
  let until: HTML = line.inPostUntil.map { " au \($0)" } ?? ""
  return "\(badge("en poste", .fine)) du \(since)\(until)"
}

func dayOrDash(_ day: Day?) -> HTML { day.map { "\($0)" } ?? "—" }

/// The state of an eligibility: never a criterion.
func eligibilityBadge(_ state: EligibilityState) -> HTML {
  switch state {
  case .none: badge("à vérifier", .watch)
  case .refused: badge("refusée", .act)
  case .valid(let day?): badge("validée jusqu’au \(day.french)", .fine)
  case .valid(nil): badge("validée", .fine)
  case .endsSoon(let day): badge("finit le \(day.french)", .watch)
  case .ended(let day): badge("finie le \(day.french)", .act)
  }
}
