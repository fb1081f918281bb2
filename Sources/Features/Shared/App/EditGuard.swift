// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Platform

/// Guards a form that two people may have open: it carries what was stored when it was shown. When that has changed by the time it
/// is sent, nothing is written; the form comes back with what was typed, what the other changed elsewhere, and who did it.
enum EditGuard {
  static let name = "lu"

  /// Put it in the form: what its fields were filled from.
  static func field(_ stored: Form) -> FormField { .hidden(name, stored.encoded) }

  /// Call it in the transaction that writes, under a lock of the row.
  /// - Throws: `EditedMeanwhile` when `stored` is no longer what the form was filled from.
  static func check(
    _ form: Form, stored: Form, fields: [FormField], last: JournalEntry?, in zone: TimeZone
  ) throws {
    guard let seen = form[name].flatMap({ try? Form(encoded: $0.utf8) }) else { return }
    let names = Set((stored.fields + seen.fields).map(\.name)).subtracting([name])
    let changed = names.filter { !same(seen, stored, $0) }
    guard !changed.isEmpty else { return }
    let labels = fields.flatMap { described($0) }.filter { changed.contains($0.field.name) }
    let changes = labels.map { change($0.field, $0.label, stored) }
    let who =
      last.map { "\($0.author) a modifié cette page le \($0.at.french(in: zone))" } ?? "Cette page a été modifiée"
    let what = changes.isEmpty ? "." : "\u{202F}: \(changes.joined(separator: "\u{202F}; "))."
    throw EditedMeanwhile(
      sentence: """
        \(who), pendant que vous écriviez\(what) Rien n’est encore enregistré. Votre saisie est gardée ci-dessous, avec ce qui a \
        changé ailleurs\u{202F}: relisez, puis enregistrez de nouveau.
        """,
      form: merged(form, seen, stored, changed), stored: stored)
  }

  private static func same(_ one: Form, _ other: Form, _ name: String) -> Bool {
    values(one, name) == values(other, name)
  }

  /// Browsers write line ends their own way; a blank answer is none.
  private static func values(_ form: Form, _ name: String) -> Set<String> {
    Set(form.all(name).map { $0.replacingOccurrences(of: "\r\n", with: "\n") }.filter { !$0.isEmpty })
  }

  /// What the other changed and this person left alone comes in; what this person changed stays.
  private static func merged(_ typed: Form, _ seen: Form, _ stored: Form, _ changed: Set<String>) -> Form {
    let theirs = changed.filter { same(typed, seen, $0) }
    let kept = typed.fields.filter { !theirs.contains($0.name) && $0.name != name }
    return Form(kept + stored.fields.filter { theirs.contains($0.name) })
  }

  private static func described(_ field: FormField) -> [(field: FormField, label: String)] {
    switch field.control {
    case .group(let fields), .more(_, let fields): fields.flatMap(described)
    case .hidden, .markup: []
    default: [(field, field.label)]
    }
  }

  private static func change(_ field: FormField, _ label: String, _ stored: Form) -> String {
    let values = stored.all(field.name).filter { !$0.isEmpty }
    let choices: [Choice] =
      switch field.control {
      case .select(let choices, _), .radios(let choices), .checkboxes(let choices): choices
      default: []
      }
    let words = values.map { value in choices.first { $0.value == value }?.label ?? value }
    guard !words.isEmpty else { return "«\u{202F}\(label)\u{202F}» est maintenant vide" }
    return
      "«\u{202F}\(label)\u{202F}» est maintenant «\u{202F}\(String(words.joined(separator: ", ").prefix(120)))\u{202F}»"
  }
}

/// Somebody else was first: the form to show again, and what it should now be compared with.
struct EditedMeanwhile: UserFacingError {
  let sentence: String
  let form: Form
  let stored: Form
  var kind: ErrorKind { .conflict }
  /// For the summary at the top of the form.
  var errors: [FieldError] { [FieldError("", sentence)] }
}
