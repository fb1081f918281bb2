// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Addresses of the log of contacts: each pattern beside its maker.
enum FollowUpURLs {
  static let notes = "/echanges"
  static let newNote = "/echanges/nouveau"
  static let withdrawalPattern = "/echanges/:id/retrait"

  static func notes(_ subject: NoteSubject, page: Int = 1) -> String {
    let more: [(name: String, value: String)] = page > 1 ? [("page", String(page))] : []
    let fields = fields(subject) + more
    return fields.isEmpty ? notes : "\(notes)?\(Form(fields).encoded)"
  }
  static func newNote(_ subject: NoteSubject) -> String { "\(newNote)?\(Form(fields(subject)).encoded)" }
  static func withdrawal(_ id: ID<ContactNote>) -> String { "/echanges/\(id)/retrait" }

  static let kickOffPattern = "/lots/:id/demarrage"
  static let minutesPattern = "/lots/:id/demarrage/compte-rendu"
  static func kickOff(_ lot: ID<Lot>) -> String { "/lots/\(lot)/demarrage" }
  static func minutes(_ lot: ID<Lot>) -> String { "/lots/\(lot)/demarrage/compte-rendu" }

  static func fields(_ subject: NoteSubject) -> [(name: String, value: String)] {
    [
      ("entreprise", subject.organisation?.description), ("lot", subject.lot?.description),
      ("participant", subject.participant?.description),
    ].compactMap { name, value in value.map { (name, $0) } }
  }

  /// Reads what `fields` wrote. A text that is no identifier looks missing.
  static func subject(_ form: Form) throws -> NoteSubject {
    NoteSubject(
      organisation: try id(form["entreprise"]), lot: try id(form["lot"]), participant: try id(form["participant"]))
  }

  private static func id<T>(_ text: String?) throws -> ID<T>? {
    guard let text, !text.isEmpty else { return nil }
    guard let id = ID<T>(text) else { throw Missing() }
    return id
  }
}
