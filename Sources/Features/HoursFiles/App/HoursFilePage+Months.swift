// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The month in which each sheet was read, and who says it.
extension HoursFilePage {
  /// Shown where a reader could think of another month: several sheets, or a title that is not the month asked.
  var sheetMonthsCard: HTML {
    let sheets = preview.sheetMonths
    let isDoubtful = sheets.count > 1 || sheets.contains { $0.isUsed && $0.month != nil && $0.month != file.askedMonth }
    guard isDoubtful, !preview.needsMonth, preview.hasHours, preview.hasPeople else { return .empty }
    let rows: [[HTML]] = sheets.map { [name($0), "\(read($0))", why($0), box($0)] }
    return card(
      title: "Mois lus", count: sheets.count, id: "mois-lus",
      body: """
        <p>Le mois écrit sur une ligne l’emporte, puis celui du titre de la feuille, puis celui demandé au dépôt.</p>
        <form method="post" action="\(door.answers(file.id))" novalidate>\(csrfField(csrf))
        \(table(
          caption: "Mois de chaque feuille",
          columns: [TableColumn("Feuille"), TableColumn("Lue comme"), TableColumn("D’après"), TableColumn("Corriger")],
          rows: rows))
        <div class="form-actions"><button class="button" type="submit">Relire avec ces mois</button></div></form>
        """)
  }

  private func name(_ sheet: SheetMonth) -> HTML {
    sheet.name.isEmpty ? "Le tableau" : "«\u{202F}\(sheet.name)\u{202F}»"
  }

  private func read(_ sheet: SheetMonth) -> String {
    let months = sheet.found.sorted()
    if months.isEmpty { return "aucune heure" }
    if months.count > 4, let first = months.first, let last = months.last {
      return "\(FrenchNumber.whole(months.count)) mois, de \(first.french) à \(last.french)"
    }
    return FrenchText.list(months.map(\.french))
  }

  private func why(_ sheet: SheetMonth) -> HTML {
    guard sheet.isUsed else { return sheet.found.isEmpty ? "" : "ses lignes" }
    switch sheet.source {
    case .byHand: return "votre correction"
    case .title:
      guard let asked = file.askedMonth, asked != sheet.month else { return "son titre" }
      return "son titre, et non \(asked.french) demandé au dépôt"
    case .above: return "ce qui est écrit au-dessus du tableau"
    case .asked: return file.askedMonth == nil ? "le nom du fichier" : "le mois demandé au dépôt"
    case .nobody: return ""
    }
  }

  private func box(_ sheet: SheetMonth) -> HTML {
    guard sheet.isUsed else { return "" }
    let name = FileAnswers.month(sheet.sheet)
    let label = sheet.name.isEmpty ? "Mois du tableau" : "Mois de «\u{202F}\(sheet.name)\u{202F}»"
    return FormField.text(name, label, value: typed[name] ?? sheet.month?.numeric ?? "")
      .refused(errors.first { $0.field == name }?.sentence).html(prefix: "feuille")
  }
}
