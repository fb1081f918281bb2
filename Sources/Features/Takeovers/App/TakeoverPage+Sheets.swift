// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

extension TakeoverPage {
  func sheetsCard(_ preview: TakeoverPreview) -> HTML {
    card(
      title: "Feuilles", id: "feuilles",
      body: table(
        caption: "Ce que chaque feuille donne",
        columns: [
          TableColumn("Feuille"), TableColumn("Sujet"), TableColumn("Lignes lues", numeric: true),
          TableColumn("Créées", numeric: true), TableColumn("Mises à jour", numeric: true),
          TableColumn("Inchangées", numeric: true), TableColumn("Rejetées", numeric: true),
        ],
        rows: preview.sheets.map { sheet in
          let tally = sheet.tally
          let counts = [tally.read, tally.created, tally.updated, tally.unchanged, tally.rejected]
          return ["\(sheet.tab)", "\(sheet.sheet?.french ?? "non lue")"] + counts.map { "\(FrenchNumber.whole($0))" }
        }))
  }

  /// The columns of each sheet, to be corrected by hand; what is chosen is remembered for the same headings.
  func columnsCards(_ preview: TakeoverPreview) -> HTML {
    guard takeover.state == "ready" else { return .empty }
    let parts = preview.sheets.enumerated().filter { !$1.headings.isEmpty }.map { place, sheet in
      disclosure("Colonnes de «\u{202F}\(sheet.tab)\u{202F}»", columnsForm(place, sheet))
    }
    guard !parts.isEmpty else { return .empty }
    return card(
      title: "Colonnes", id: "colonnes",
      body: """
        <p>Vos titres sont reconnus quels que soient leur ordre et leurs accents. Si une colonne est mal comprise, corrigez-la\u{202F}: \
        le choix est retenu pour les prochaines fois.</p>\(parts.joined("\n"))
        """)
  }

  private func columnsForm(_ place: Int, _ sheet: TakeoverPreview.Sheet) -> HTML {
    let kinds = TakeoverSheet.allCases.map { Choice($0.rawValue, $0.french) }
    let fields = sheet.sheet.map { Self.fields(of: $0) } ?? []
    let columns: [FormField] = zip(sheet.headings, sheet.columns).enumerated().compactMap { column, one in
      guard !one.0.isEmpty else { return nil }
      var choices = [Choice("-", "ne sert pas")] + fields.map { Choice($0.field.rawValue, $0.title) }
      if !choices.contains(where: { $0.value == one.1 }) {
        choices.append(Choice(one.1, TakeoverColumn(code: one.1).french))
      }
      return .select("c\(column)", one.0, choices, value: one.1, blank: nil)
    }
    return form(
      action: TakeoverURLs.columns(takeover.id), csrf: csrf, submit: "Relire avec ces colonnes",
      prefix: "feuille\(place)",
      fields: [
        .hidden("feuille", String(place)),
        .select("sujet", "Sujet de la feuille", kinds, value: sheet.kind, blank: "Ne pas lire cette feuille"),
      ] + columns)
  }

  /// Each field once, as the model heads it.
  private static func fields(of sheet: TakeoverSheet) -> [TakeoverHeading] {
    var seen: Set<TakeoverField> = []
    return sheet.headings.filter { seen.insert($0.field).inserted }
  }
}
