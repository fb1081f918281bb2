// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Platform

/// Who says, in the employer's name, that a statement is true.
struct Certification: Sendable, Hashable {
  static let nameField = "certifie_nom"
  static let qualityField = "certifie_qualite"
  static let box = "certifie"

  let name: String
  let quality: String

  /// Reads the step before sending; throws what is missing.
  init(reading form: Form) throws(FormRejected) {
    var read = FormReader(form)
    name = read.text(Self.nameField, "Votre nom", max: 90)
    quality = read.text(Self.qualityField, "Votre qualité", max: 90)
    if !read.isChecked(Self.box) {
      read.refuse(Self.box, "Cochez la case pour certifier ces heures, ou revenez les modifier.")
    }
    try read.check()
  }

  /// « Léa Leduc, gérante »
  var text: String { "\(name), \(quality)" }

  /// Written with the statement that it certifies.
  func write(
    of statement: ID<Statement>, in territory: ID<Territory>, at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO statement_certification (statement_id, territory_id, name, quality, certified_at)
      VALUES (\(statement), \(territory), \(name), \(quality), \(now))
      """)
  }
}

extension Certification {
  /// The fields of the step before sending.
  static func fields(_ typed: Form, name: String) -> [FormField] {
    [
      .text(nameField, "Votre nom", value: typed[nameField] ?? name).completed(by: "name"),
      .text(qualityField, "Votre qualité", value: typed[qualityField] ?? "")
        .helped("Par exemple\u{202F}: gérant, comptable, conductrice de travaux")
        .completed(by: "organization-title"),
      .checkbox(
        box, "Je certifie que ces heures ont été faites comme indiqué", isChecked: !(typed[box] ?? "").isEmpty),
    ]
  }
}
