// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// What a note is about, with the names that its page shows.
struct NoteSubjectNames: Sendable {
  var subject: NoteSubject
  var organisation = ""
  var lot = ""
  var participant = ""

  var title: String { [lot, organisation, participant].first { !$0.isEmpty } ?? "" }
  var path: String {
    if let lot = subject.lot { return ContractLinks.lot(lot) }
    if let organisation = subject.organisation { return OrganisationURLs.page(organisation) }
    if let participant = subject.participant { return ParticipantURLs.file(participant) }
    return FollowUpURLs.notes
  }
}

/// The short form of an exchange: usable with one hand, on a building site.
struct ContactNotePage: Sendable {
  var names: NoteSubjectNames
  var today: Day
  var form: Form
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Noter un échange", trail: [TrailLink(names.title, names.path), TrailLink("Noter un échange")],
      line: "Lu par l’équipe de la clause seulement.", section: .today,
      body: card(
        title: names.title,
        body: App.form(
          action: FollowUpURLs.newNote, csrf: csrf, submit: "Noter", draft: "echange", cancel: names.path,
          errors: errors, fields: fields)))
  }

  private var fields: [FormField] {
    FollowUpURLs.fields(names.subject).map { FormField.hidden($0.name, $0.value) }
      + noteFields(today: today) { form[$0] }
  }
}

/// The fields of an exchange, as they were typed.
func noteFields(today: Day, _ typed: (String) -> String?) -> [FormField] {
  [
    .radios(
      "moyen", "Échange", ContactChannel.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) },
      value: typed("moyen") ?? ContactChannel.call.rawValue),
    .date("le", "Le", value: typed("le") ?? today.french),
    .text("avec", "Avec", value: typed("avec") ?? "").optional(),
    .textarea("dit", "Ce qui a été dit", value: typed("dit") ?? "", rows: 4)
      .helped("Ce qui est convenu, en une phrase ou deux. Rien sur la santé ni sur la vie privée d’une personne."),
    .date("suite", "Y revenir le", value: typed("suite") ?? "")
      .helped("Ce jour-là, l’échange revient dans votre liste.").optional(),
  ]
}

/// The last exchanges, on the page of what they are about.
func notesCard(_ notes: [ContactNote], of subject: NoteSubject) -> HTML {
  let more: HTML? =
    notes.isEmpty ? nil : "<p>\(link("Tous les échanges", to: FollowUpURLs.notes(subject)))</p>"
  return card(
    title: "Appels, visites et réunions", id: "echanges",
    action: linkButton("Noter un échange", FollowUpURLs.newNote(subject)),
    body: notes.isEmpty
      ? emptyState("Ce qui est dit au téléphone ou sur place se note ici, et revient dans la liste du jour.")
      : "\(historyList(notes.map { noteItem($0, apart: subject) }))\(more)")
}

/// One exchange in a history; what the page is about is not said again.
private func noteItem(_ note: ContactNote, apart subject: NoteSubject) -> (day: Day, text: HTML) {
  let with = note.correspondent.isEmpty ? "" : " avec \(note.correspondent)"
  var about: [HTML] = []
  if let id = note.subject.lot, subject.lot != id { about.append(link(note.lotTitle, to: ContractLinks.lot(id))) }
  if let id = note.subject.organisation, subject.organisation != id {
    about.append(link(note.organisationName, to: OrganisationURLs.page(id)))
  }
  if let id = note.subject.participant, subject.participant != id {
    about.append(link(note.participantName, to: ParticipantURLs.file(id)))
  }
  let place: HTML? = about.isEmpty ? nil : " · \(about.joined(", "))"
  let next: HTML? = note.nextOn.map { " \(badge("à revoir le \($0.french)"))" }
  let words: HTML = note.isWithdrawn ? "<span class=\"help\">note retirée</span>" : "\(note.said)"
  return (
    note.happenedOn,
    "\(words)\(next) <span class=\"help\">\(FrenchText.capitalised(note.channel.french))\(with), \(note.author)\(place)</span>"
  )
}

/// Every exchange on one thing, or of the territory.
struct ContactNoteListPage: Sendable {
  var names: NoteSubjectNames
  var notes: [ContactNote]
  var number: Int
  var hasMore: Bool
  var csrf: String

  var page: Page {
    let subject = names.subject
    let start: [TrailLink] = subject.isEmpty ? [] : [TrailLink(names.title, names.path)]
    return Page(
      title: "Appels, visites et réunions", trail: start + [TrailLink("Échanges")],
      line: subject.isEmpty ? "Les derniers échanges de l’équipe." : "\(names.title)",
      action: subject.isEmpty ? .empty : primaryButton("Noter un échange", FollowUpURLs.newNote(subject)),
      section: .today,
      body: card(
        title: "Échanges",
        body: table(
          caption: "Échanges",
          columns: [
            TableColumn("Le"), TableColumn("Échange"), TableColumn("Sur"), TableColumn("Ce qui a été dit"),
            TableColumn("Noté par"), TableColumn("Retirer", hiddenTitle: true),
          ], rows: notes.map(row),
          empty: emptyState(
            "Aucun échange n’est noté. On les note depuis la page d’une entreprise, d’un lot ou d’une personne.")
        )
          + pager(
            nextPath: hasMore ? FollowUpURLs.notes(subject, page: number + 1) : nil,
            previousPath: number > 1 ? FollowUpURLs.notes(subject, page: number - 1) : nil)))
  }

  private func row(_ note: ContactNote) -> [HTML] {
    let with = note.correspondent.isEmpty ? "" : " avec \(note.correspondent)"
    var about: [HTML] = []
    if let id = note.subject.lot { about.append(link(note.lotTitle, to: ContractLinks.lot(id))) }
    if let id = note.subject.organisation {
      about.append(link(note.organisationName, to: OrganisationURLs.page(id)))
    }
    if let id = note.subject.participant {
      about.append(link(note.participantName, to: ParticipantURLs.file(id)))
    }
    let next: HTML? = note.nextOn.map { " \(badge("à revoir le \($0.french)"))" }
    return [
      "\(note.happenedOn)", "\(FrenchText.capitalised(note.channel.french))\(with)", about.joined(", "),
      note.isWithdrawn ? "<span class=\"help\">note retirée</span>" : "\(note.said)\(next)", "\(note.author)",
      note.isWithdrawn
        ? .empty
        : postButton(
          "Retirer", FollowUpURLs.withdrawal(note.id), csrf: csrf, look: .quiet,
          context: "échange du \(note.happenedOn.french)"),
    ]
  }
}
