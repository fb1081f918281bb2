// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What the choice of the other record needs to be shown.
struct MergeView: Sendable {
  var person: Participant
  var words: String
  var candidates: [Participant]
  var csrf: String
  var errors: [FieldError] = []
}

func mergePage(_ view: MergeView) -> Page {
  let path = ParticipantURLs.file(view.person.id)
  let search = filterForm(
    action: ParticipantURLs.merge(view.person.id), submit: "Chercher",
    fields: [.text("q", "Nom ou prénom de l’autre fiche", value: view.words)])
  return Page(
    title: "Fusionner deux fiches",
    trail: [
      TrailLink("Participants", ParticipantURLs.list), TrailLink(view.person.fullName, path), TrailLink("Fusion"),
    ],
    line:
      "La fiche de \(link(view.person.fullName, to: path)) est gardée. L’autre y renverra\u{202F}: aucune heure ne se perd, et vous pourrez les séparer.",
    section: .participants, body: "\(search)\(card(title: "L’autre fiche", body: choices(view)))")
}

private func choices(_ view: MergeView) -> HTML {
  guard !view.candidates.isEmpty else {
    return emptyState(
      view.words.isEmpty
        ? "Aucune autre fiche ne porte ce nom. Cherchez-la par son nom."
        : "Aucune fiche ne répond à ces mots. Vérifiez l’orthographe.")
  }
  let people = view.candidates.map { person in
    Choice(
      person.id.description, "\(person.fullName), fiche n\u{202F}° \(person.id)",
      help: person.bornOn.map { "né(e) le \($0.french)" } ?? "date de naissance inconnue")
  }
  return form(
    action: ParticipantURLs.merge(view.person.id), csrf: view.csrf, submit: "Fusionner les deux fiches",
    cancel: ParticipantURLs.file(view.person.id), errors: view.errors,
    fields: [.radios("other", "Fiche à fusionner", people)])
}
