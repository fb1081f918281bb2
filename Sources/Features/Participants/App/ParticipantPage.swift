// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A person's page for the profession: what to do first, then the state, the parts, who looked, and the history.
func participantPage(_ data: ParticipantPageData, csrf: String, _ moment: PageMoment) -> Page {
  let person = data.file.person
  return Page(
    title: person.fullName,
    trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink(person.fullName)],
    line: personLine(data.file, on: moment.today), action: mainAction(data, on: moment.today), section: .participants,
    body: """
      \(remarks(data))\(personTiles(data, on: moment.today))
      \(eligibilityCard(data, on: moment.today))
      \(contractsCard(data, on: moment.today))
      \(hoursCard(data.hours))
      \(exitCard(
        data.exits, of: person.id, isInPost: data.contracts.contains { $0.isRunning(on: moment.today) }, csrf: csrf,
        on: moment.today))
      \(notesCard(data.notes, of: NoteSubject(participant: person.id)))
      \(columns(main: identityCard(data.file), side: accessCard(data.access, moment)))
      \(card(title: "Historique", id: "historique", body: historyBody(data.history, moment)))
      \(lastActions(data, csrf))
      """)
}

private func personLine(_ file: ParticipantFile, on today: Day) -> HTML {
  var parts: [HTML] = []
  if let born = file.person.bornOn, let age = file.person.age(on: today) {
    parts.append("né(e) le \(born), \(age) ans")
  }
  if !file.details.commune.isEmpty { parts.append("\(file.details.commune)") }
  if let organisation = file.details.orientedBy {
    let day: HTML = file.details.orientedOn.map { " le \($0)" } ?? ""
    parts.append("orienté(e) par \(link(file.prescriberName, to: NeighbourURLs.organisation(organisation)))\(day)")
  }
  return parts.isEmpty ? "Fiche à compléter" : parts.joined(" · ")
}

private func mainAction(_ data: ParticipantPageData, on today: Day) -> HTML {
  let id = data.file.person.id
  let edit = linkButton("Modifier la fiche", ParticipantURLs.edit(id))
  switch data.eligibility {
  case .valid, .endsSoon:
    return "\(edit)\(primaryButton("Nouveau contrat de travail", EmploymentContractURLs.new(for: id)))"
  case .none, .refused, .ended:
    return "\(edit)\(primaryButton("Vérifier l’éligibilité", ParticipantURLs.newEligibility(id)))"
  }
}

private func remarks(_ data: ParticipantPageData) -> HTML {
  var found: [HTML] = []
  if data.file.archivedAt != nil {
    found.append(
      notice(.watch, "Cette fiche est archivée\u{202F}: elle n’est plus dans les listes, ses heures comptent toujours.")
    )
  }
  if !data.similar.isEmpty {
    found.append(
      notice(
        .watch,
        "Une autre fiche porte le même nom. \(link("Comparer et fusionner", to: ParticipantURLs.merge(data.file.person.id)))"
      ))
  }
  return found.joined()
}

private func personTiles(_ data: ParticipantPageData, on today: Day) -> HTML {
  let running = data.contracts.filter { $0.isRunning(on: today) }
  let kept = data.hours.map(\.kept).reduce(.zero, +)
  return tileRow([
    figureTile(
      label: "Éligibilité", value: eligibilityWord(data.eligibility), note: eligibilityNote(data.eligibility),
      href: "#eligibilite", tone: eligibilityTone(data.eligibility)),
    figureTile(
      label: "En poste", value: running.isEmpty ? "Non" : "Oui",
      note: running.first.map { "chez \($0.employerName)" } ?? "aucun contrat en cours", href: "#contrats"),
    figureTile(
      label: "Heures retenues", value: kept.frenchShort, unit: "h",
      note: "sur site, depuis le début, soit \(kept)\u{202F}h",
      href: "#heures"),
  ])
}

func eligibilityWord(_ state: EligibilityState) -> String {
  switch state {
  case .none: "À vérifier"
  case .refused: "Refusée"
  case .valid, .endsSoon: "Validée"
  case .ended: "Finie"
  }
}

func eligibilityNote(_ state: EligibilityState) -> HTML {
  switch state {
  case .none: "aucune décision n’est encore prise"
  case .refused: "voir la décision"
  case .valid(let day): day.map { "jusqu’au \($0)" } ?? "sans date de fin"
  case .endsSoon(let day): "jusqu’au \(day), bientôt"
  case .ended(let day): "depuis le \(day)"
  }
}

private func eligibilityTone(_ state: EligibilityState) -> Tone {
  switch state {
  case .valid: .fine
  case .none, .endsSoon: .watch
  case .refused, .ended: .act
  }
}

private func identityCard(_ file: ParticipantFile) -> HTML {
  let details = file.details
  func text(_ value: String) -> HTML { "\(value.isEmpty ? "—" : value)" }
  let place = [details.postcode, details.commune].filter { !$0.isEmpty }.joined(separator: " ")
  let district: HTML =
    details.district.map { "\($0.french), \($0.method.french), le \($0.foundOn)" } ?? "Hors quartier, ou non vérifié"
  return card(
    title: "Identité", id: "identite",
    action: link("Modifier", to: ParticipantURLs.edit(file.person.id), context: "identité"),
    body: definitionList([
      ("Genre", "\(details.gender.french)"), ("Naissance", dayOrDash(details.bornOn)),
      ("Téléphone", text(details.phone)),
      ("Adresse électronique", text(details.email)), ("Commune", text(place)),
      ("Niveau de formation", text(details.schooling?.french ?? "")), ("Quartier prioritaire", district),
      ("Orienté par", text(file.prescriberName)), ("Orienté le", dayOrDash(details.orientedOn)),
      ("Informé de ses droits le", dayOrDash(details.informedOn)),
    ]))
}

private func accessCard(_ access: [ParticipantAccess], _ moment: PageMoment) -> HTML {
  let lines: [(day: String, text: HTML)] = access.map { one in
    (one.at.french(in: moment.timeZone), "\(one.accountName), \(one.role.french)\u{202F}: \(one.page.french)")
  }
  return card(
    title: "Qui a consulté", id: "consultations",
    body: lines.isEmpty ? emptyState("Personne n’a encore ouvert cette fiche.") : historyList(lines))
}

func historyBody(_ entries: [JournalEntry], _ moment: PageMoment) -> HTML {
  guard !entries.isEmpty else { return emptyState("Ce qui sera fait sur cette page s’écrira ici.") }
  return historyList(
    entries.map { entry in
      let author: HTML = entry.author.isEmpty ? "" : " <span class=\"help\">\(entry.author)</span>"
      return (entry.at.french(in: moment.timeZone), "\(entry.sentence)\(author)")
    })
}

private func lastActions(_ data: ParticipantPageData, _ csrf: String) -> HTML {
  let id = data.file.person.id
  let merged: [HTML] = data.file.merged.map { other in
    let separate = postButton(
      "Séparer", ParticipantURLs.separate(id), csrf: csrf, look: .quiet, values: [("other", other.id.description)],
      context: "\(other.fullName), fiche \(other.id)")
    return "<li>\(other.fullName), fiche n\u{202F}° \(other.id) \(separate)</li>"
  }
  let list: HTML =
    merged.isEmpty ? .empty : "<p>Fiches fusionnées dans celle-ci\u{202F}:</p><ul class=\"plain-list\">\(merged)</ul>"
  let archive: HTML =
    data.file.archivedAt == nil
    ? "<p>Archiver retire la fiche des listes. Rien n’est effacé, et vous pourrez revenir en arrière.</p>\(postButton("Archiver la fiche", ParticipantURLs.archive(id), csrf: csrf, look: .destructive))"
    : postButton("Sortir la fiche des archives", ParticipantURLs.restore(id), csrf: csrf)
  return card(
    title: "Fusion et archives", id: "fin",
    body: """
      <p>Deux fiches pour une seule personne\u{202F}? Aucune heure ne se perd en les fusionnant.</p>\
      <p>\(linkButton("Fusionner avec une autre fiche", ParticipantURLs.merge(id)))</p>\(list)\(archive)
      """)
}
