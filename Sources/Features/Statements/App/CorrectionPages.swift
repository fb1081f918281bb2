// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The form that corrects a decided line.
struct CorrectionPages: Sendable {
  let line: LedgerLine
  let csrf: String
  let places: [LinePlaceChoice]
  let frozenYears: Set<Int>
  var typed: Form?

  func page(errors: [FieldError] = []) -> Page {
    Page(
      title: "Corriger une ligne",
      trail: [
        TrailLink("Heures", HoursURLs.home(line.month)), TrailLink("Ligne", HoursURLs.line(line.id)),
        TrailLink("Correction"),
      ],
      line: """
        \(line.person.text), \(line.place.lotLabel), \(line.month)\u{202F}: \(line.declared)\u{202F}h déclarées, \
        \(line.decision?.kept.french ?? "")\u{202F}h retenues
        """, section: .hours, body: "\(frozen)\(formBody(errors))")
  }

  private var frozen: HTML {
    guard frozenYears.contains(line.month.year) else { return .empty }
    return notice(
      .watch,
      "L’année \(String(line.month.year)) est arrêtée\u{202F}: la correction sera une régularisation, l’arrêté ne change pas."
    )
  }

  private func formBody(_ errors: [FieldError]) -> HTML {
    form(
      action: HoursURLs.correction(line.id), csrf: csrf, submit: "Corriger la ligne", cancel: HoursURLs.line(line.id),
      errors: errors,
      fields: [
        .markup(
          "<p>La ligne d’origine reste lisible\u{202F}: une ligne contraire l’annule, et les lignes ci-dessous la remplacent. Aucun relevé ne rouvre.</p>"
        )
      ] + CorrectionForm.rows.map(group) + [
        .checkbox("rien", "Cette ligne n’aurait pas dû être déclarée", isChecked: !(typed?["rien"] ?? "").isEmpty),
        .text("note", "Motif de la correction", value: typed?["note"] ?? "").helped(
          "Dit au déclarant\u{202F}: par exemple, déclarées sur le mauvais lot"),
      ])
  }

  private func group(_ row: Int) -> FormField {
    .group(
      row == 0 ? "Ce qui aurait dû être déclaré" : "Et aussi, ligne \(row + 1)",
      [
        .select(
          name("lot", row), "Lot", places.map { Choice($0.engagement.description, $0.label) }, value: value("lot", row)
        )
        .optional(row > 0),
        .text(name("mois", row), "Mois travaillé", value: value("mois", row)).optional(row > 0),
        .number(name("declarees", row), "Heures déclarées", value: value("declarees", row), unit: "h").optional(
          row > 0),
        .number(
          name("retenues", row), "Heures retenues, si ce n’est pas tout", value: value("retenues", row), unit: "h"
        )
        .optional(),
        .select(
          name("motif", row), "Motif de ce qui n’est pas retenu", Choice.all(ReasonNotKept.self),
          value: value("motif", row)
        )
        .optional(),
      ])
  }

  private func name(_ field: String, _ row: Int) -> String { CorrectionForm.name(field, row) }

  /// What was typed; at first, the line as it was in the first group.
  private func value(_ field: String, _ row: Int) -> String {
    if let typed { return typed[name(field, row)] ?? "" }
    switch field {
    case "lot": return line.entry.engagementID.description
    case "mois": return line.month.numeric
    case "declarees" where row == 0: return line.declared.french
    case "retenues" where row == 0 && line.decision?.kept != line.declared: return line.decision?.kept.french ?? ""
    case "motif" where row == 0: return line.decision?.reason?.rawValue ?? ""
    default: return ""
    }
  }
}
