// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Files laid out for funders: each with its two forms, and what stands in each of its columns.
struct FunderPresetsPage: Sendable {
  let year: Int
  let half: HalfYear
  let viewer: Viewer

  init(query: Form, viewer: Viewer) throws {
    let typed = query.filled("semestre")
    guard let half = typed.map({ HalfYear($0) }) ?? HalfYear(endedBefore: viewer.today) else { throw Missing() }
    (self.half, self.viewer) = (half, viewer)
    year = try query.year("annee") ?? viewer.today.year
  }

  private var shown: [(table: ExportedTable, preset: FunderPreset)] {
    ExportedTable.allCases.compactMap { table in
      table.roles.contains(viewer.role) ? table.preset.map { (table, $0) } : nil
    }
  }

  var page: Page {
    Page(
      title: "Fichiers pour les financeurs",
      trail: [TrailLink("Bilans", ResultURLs.year(year)), TrailLink("Fichiers pour les financeurs")],
      line: "Année \(String(year)) · \(half.french) pour l’ANRU", action: years, section: .results,
      body: "\(notice(.neutral, Self.caution))\(choice)\(shown.map { card($0.table, $0.preset) })")
  }

  private static let caution: HTML = """
    Un format «\u{202F}à confirmer\u{202F}» n’est pas publié par celui qui le demande\u{202F}: comparez ses colonnes à \
    celles que l’on vous réclame avant de l’envoyer. Une donnée inconnue est une cellule vide, jamais un zéro.
    """

  private var years: HTML {
    switchLinks(
      label: "Année",
      ((viewer.today.year - 3)...viewer.today.year).map { year in
        SwitchLink(
          String(year), "\(ExportURLs.presets)?annee=\(year)&semestre=\(half.text)", isCurrent: year == self.year)
      })
  }

  private var choice: HTML {
    let last = HalfYear(endedBefore: viewer.today)
    let halves = ((last.year - 2)...viewer.today.year).reversed().flatMap { year in
      [true, false].map { HalfYear(year: year, isSecond: $0) }
    }
    return filterForm(
      action: ExportURLs.presets, submit: "Choisir",
      fields: [
        .hidden("annee", String(year)),
        .select("semestre", "Semestre, pour l’ANRU", halves.map { Choice($0.text, $0.french) }, value: half.text),
      ])
  }

  private func card(_ table: ExportedTable, _ preset: FunderPreset) -> HTML {
    let query = preset == .anru ? "semestre=\(half.text)" : "annee=\(year)"
    let columns = App.table(
      caption: "Colonnes\u{202F}: \(preset.french)",
      columns: [TableColumn("Colonne"), TableColumn("Ce qui y est écrit")],
      rows: preset.columns.map { ["\($0.title)", "\($0.meaning)"] })
    return App.card(
      title: preset.french, id: preset.rawValue,
      action: preset.isConfirmed ? badge("format publié", .fine) : badge("format à confirmer", .watch),
      body: "<p>\(preset.note ?? "")</p>\(exportLinks(table, query: query))\(disclosure("Voir les colonnes", columns))")
  }
}
