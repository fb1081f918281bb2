// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// One fact of something that is edited: as its field holds it, and as a person reads it.
struct EditedFact: Sendable {
  let name: String
  let label: String
  let value: String
  let shown: String

  init(_ name: String, _ label: String, _ value: String, shown: String? = nil) {
    (self.name, self.label, self.value) = (name, label, value)
    self.shown = shown ?? value
  }
}

/// Guards a form of facts against two people at once. The form carries what each field held when it was opened; what someone else
/// changed meanwhile is said, and nothing that was typed is lost.
struct EditedFacts: Sendable {
  let facts: [EditedFact]

  init(_ facts: [EditedFact]) { self.facts = facts }

  private static let mark = "avant_"

  /// What the fields hold when the form opens.
  var form: Form { Form(facts.map { ($0.name, $0.value) }) }
  /// The fields' values of now, to be sent along unseen.
  var carried: [FormField] { facts.map { .hidden(Self.mark + $0.name, $0.value) } }

  /// What differs now from what the form was opened with.
  func changedMeanwhile(_ typed: Form) -> [EditedFact] {
    facts.filter { fact in typed[Self.mark + fact.name].map { $0 != fact.value } ?? false }
  }

  /// The typed form, where fields that its author left alone take what they have become.
  func merged(_ typed: Form) -> Form {
    changedMeanwhile(typed).reduce(typed) { form, fact in
      let before = typed[Self.mark + fact.name]
      guard (typed[fact.name] ?? "") == before else { return form }
      return Form(form.fields.filter { $0.name != fact.name } + [(fact.name, fact.value)])
    }
  }

  /// Throws when somebody else was first: one sentence for each field, under it.
  func refuseConflict(_ typed: Form) throws(FormRejected) {
    let changed = changedMeanwhile(typed)
    guard !changed.isEmpty else { return }
    throw FormRejected(
      changed.map { fact in
        let now = fact.shown.isEmpty ? "vide" : "«\u{202F}\(fact.shown)\u{202F}»"
        return FieldError(
          fact.name,
          "\(fact.label)\u{202F}: entre-temps, une autre personne l’a changé\u{202F}; c’est maintenant \(now). Relisez, puis enregistrez à nouveau."
        )
      })
  }

  /// « objet, fin prévue (11/03/2027 → 30/06/2027) » between two states; empty when nothing changed.
  static func sentence(from old: EditedFacts, to new: EditedFacts) -> String {
    let changes = zip(old.facts, new.facts).filter { $0.value != $1.value }.map { before, after in
      let (was, now) = (before.shown, after.shown)
      let label = after.label.prefix(1).lowercased() + after.label.dropFirst()
      return was.count + now.count > 60
        ? String(label) : "\(label) (\(was.isEmpty ? "vide" : was) → \(now.isEmpty ? "vide" : now))"
    }
    return changes.joined(separator: ", ")
  }
}
