// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Hummingbird
import Platform

extension HoursFileRoutes {
  /// A file that was dropped. It is read where the database's threads are, for a long one takes a second; it is removed from the
  /// disk with the request.
  @Sendable func upload(_ upload: Upload, _ context: MemberContext) async throws -> Response {
    let (viewer, form) = (context.viewer, upload.form)
    do {
      guard let file = upload.files.first(where: { $0.field == "fichier" }), file.bytes > 0 else {
        throw FormRejected("fichier", "Fichier\u{202F}: choisissez un classeur, un CSV ou un état de l’ASP.")
      }
      let draft = try await services.database.read { _ in
        try HandOverForm(form, viewer).draft(
          name: file.name, digest: try FileIntake.digest(path: file.path),
          sheets: { () throws(FormRejected) in try FileIntake.read(path: file.path) })
      }
      return try await handOver(draft, context)
    } catch let error as FormRejected {
      return context.refused(try await listPage(context, typed: form).page(errors: error.errors))
    }
  }
}
