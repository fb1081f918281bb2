// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Drops a paper with a request: looked at like a proof before anything is written, and never given back.
struct AddPaper: Sendable {
  let services: Services
  let sender: HiringSender

  /// Gives the sentence to show. Throws `FormRejected`.
  func run(
    _ upload: Upload, to request: ID<HiringRequest>,
    also: @escaping @Sendable (any Connection) throws -> Void = { _ in }
  ) async throws -> String {
    let (sender, now) = (sender, services.now)
    _ = try await services.database.read { try HiringRequestStore.find(request, for: sender, $0) }
    guard let kind = PaperKind(rawValue: upload.form["nature"] ?? "") else {
      throw FormRejected("nature", "Nature du papier\u{202F}: choisissez-en une.")
    }
    guard let file = upload.files.first(where: { $0.field == "fichier" }), file.bytes > 0 else {
      throw FormRejected("fichier", "Fichier\u{202F}: choisissez un PDF ou une photo.")
    }
    let (format, bytes) = try AddProof.read(file)
    try await ProofInspection(services: services).inspect(file.path, format)
    let draft = PaperDraft(kind: kind, format: format, bytes: bytes, sha256: Digest.sha256Text(bytes))
    return try await services.database.write { db in
      guard try PaperStore.insert(draft, to: request, from: sender, at: now, db) else {
        return "Ce papier est déjà joint\u{202F}: rien n’a changé."
      }
      try also(db)
      return "Le papier est joint. L’équipe seule le voit."
    }
  }
}
