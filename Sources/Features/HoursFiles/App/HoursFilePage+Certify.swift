// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Through a standing link, who sends a file says who it is, under the lines that will be written.
extension HoursFilePage {
  /// What was refused is of this form, and is said there.
  var isCertifying: Bool { door.isLink && preview.isReady && typed["empreinte"] != nil }

  var certifyCard: HTML {
    guard door.isLink, preview.isReady else { return .empty }
    let again: [FormField] =
      earlier == nil
      ? []
      : [
        .checkbox(
          "encore", "Ces heures s’ajoutent à celles du relevé déjà envoyé",
          isChecked: !(typed["encore"] ?? "").isEmpty)
      ]
    return card(
      title: "Certifier et envoyer", id: "certifier",
      body: form(
        action: door.written(file.id), csrf: csrf, submit: "Envoyer \(preview.hours.frenchTrimmed)\u{202F}h",
        prefix: "certifier", errors: isCertifying ? errors : [],
        fields: [
          .hidden("empreinte", preview.fingerprint), .hidden("vu", String(assembled.seen)),
        ] + again + Certification.fields(typed, name: viewer.accountName)))
  }
}
