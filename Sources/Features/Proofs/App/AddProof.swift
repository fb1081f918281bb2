// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform

/// A file that was found good, and what it proves.
struct ProofDraft: Sendable {
  let statement: ID<Statement>
  let line: ID<HoursLine>?
  let person: ID<Participant>?
  let kind: ProofKind
  let format: ProofFormat
  let bytes: [UInt8]
  let sha256: String
}

/// Adds a piece to a statement that the viewer may open. What the file may not be is said before anything is written.
struct AddProof: Sendable {
  let services: Services
  let viewer: Viewer

  /// Gives the sentence to show. Throws `FormRejected`.
  func run(
    _ upload: Upload, to statement: ID<Statement>, also: @escaping @Sendable (any Connection) throws -> Void = { _ in }
  ) async throws -> String {
    let (viewer, now) = (viewer, services.now)
    let lines = try await services.database.read { db in
      _ = try StatementStore.find(statement, for: viewer, db)
      return try ProofStore.lines(of: statement, for: viewer, db)
    }
    let (line, person, kind) = try Self.subject(upload.form, among: lines)
    guard let file = upload.files.first(where: { $0.field == "fichier" }), file.bytes > 0 else {
      throw FormRejected("fichier", "Fichier\u{202F}: choisissez un PDF ou une photo.")
    }
    let (format, bytes) = try Self.read(file)
    try await ProofInspection(services: services).inspect(file.path, format)
    let hash = Digest.sha256Text(bytes)
    let draft = ProofDraft(
      statement: statement, line: line, person: person, kind: kind, format: format, bytes: bytes, sha256: hash)
    return try await services.database.write { db in
      guard try ProofStore.add(draft, for: viewer, at: now, db) != nil else {
        return "Cette pièce est déjà jointe\u{202F}: rien n’a changé."
      }
      try Journal.record(
        "proof.add", .statement, statement.value, "Justificatif joint\u{202F}: \(kind.french).", by: viewer, at: now, db
      )
      try also(db)
      return "La pièce est jointe."
    }
  }

  private static func subject(
    _ form: Form, among lines: [ProofCover.Line]
  ) throws -> (ID<HoursLine>?, ID<Participant>?, ProofKind) {
    guard let kind = ProofKind(rawValue: form["nature"] ?? "") else {
      throw FormRejected("nature", "Nature de la pièce\u{202F}: choisissez-en une.")
    }
    let text = form["pour"] ?? ""
    if text.isEmpty { return (nil, nil, kind) }
    if text.hasPrefix("l"), let id = ID<HoursLine>(String(text.dropFirst())), lines.contains(where: { $0.line == id }) {
      return (id, nil, kind)
    }
    if text.hasPrefix("p"), let id = ID<Participant>(String(text.dropFirst())),
      lines.contains(where: { $0.person == id })
    {
      return (nil, id, kind)
    }
    throw FormRejected(
      "pour", "Pour qui\u{202F}: choisissez dans la liste\u{202F}; ce relevé a peut-être changé depuis.")
  }

  /// What a file is by its content, and its bytes. Throws `FormRejected`.
  static func read(_ file: UploadedFile) throws -> (ProofFormat, [UInt8]) {
    guard file.bytes <= ProofFormat.mostBytes else {
      throw FormRejected(
        "fichier",
        "Fichier\u{202F}: il dépasse \(ProofFormat.mostBytes >> 20)\u{A0}Mo. Réduisez la photo, ou numérisez en noir et blanc."
      )
    }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
    do { return (try ProofFormat.recognise(head: bytes, tail: bytes), bytes) } catch {
      throw FormRejected("fichier", error.sentence)
    }
  }
}
