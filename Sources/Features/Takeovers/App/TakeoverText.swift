// SPDX-License-Identifier: EUPL-1.2
import Domain

/// The dry run and the result as a terminal says them.
enum TakeoverText {
  static func report(_ preview: TakeoverPreview, isWritten: Bool) -> String {
    (sheets(preview) + made(preview, isWritten) + faults(preview) + differences(preview) + totals(preview))
      .joined(separator: "\n")
  }

  private static func sheets(_ preview: TakeoverPreview) -> [String] {
    preview.sheets.map { sheet in
      guard let kind = sheet.sheet else {
        return "\(sheet.tab)\u{202F}: rien n’est lu de cette feuille, ses titres n’en disent pas assez."
      }
      let tally = sheet.tally
      let used = zip(sheet.headings, sheet.columns).filter { $1 != "-" }
        .map { "\($0) = \(TakeoverColumn(code: $1).french)" }
      return """
        \(sheet.tab)\u{202F}: \(kind.french). \(FrenchText.count(tally.read, "ligne lue", "lignes lues")), créées \(tally.created), \
        mises à jour \(tally.updated), inchangées \(tally.unchanged), rejetées \(tally.rejected).
            \(used.joined(separator: " · "))
        """
    }
  }

  private static func made(_ preview: TakeoverPreview, _ isWritten: Bool) -> [String] {
    var parts = preview.made.compactMap { made -> String? in
      guard let table = TakeoverTable(rawValue: made.table), made.created + made.changed > 0 else { return nil }
      let created = FrenchText.count(made.created, table.french.one, table.french.many)
      let changed = made.changed > 0 ? ", \(made.changed) à mettre à jour" : ""
      return "    \(created)\(changed)"
    }
    if preview.newLines + preview.correctedLines + preview.unchangedLines > 0 {
      let corrected = preview.correctedLines > 0 ? ", \(preview.correctedLines) corrigées" : ""
      parts.append(
        "    \(FrenchText.count(preview.newLines, "ligne d’heures", "lignes d’heures")), \(Hours(units: preview.keptUnits).french)\u{202F}h retenues\(corrected), \(preview.unchangedLines) inchangées"
      )
    }
    guard !preview.changesNothing else {
      return [
        isWritten ? "Rien n’a changé\u{202F}: tout était déjà là." : "Rien ne changerait\u{202F}: tout est déjà là."
      ]
    }
    return [isWritten ? "Écrit\u{202F}:" : "Ce qui serait écrit\u{202F}:"] + parts
  }

  private static func faults(_ preview: TakeoverPreview) -> [String] {
    guard preview.faultCount > 0 else { return ["Aucune remarque."] }
    let shown = preview.faults.prefix(40).map {
      "    \($0.isRejection ? "rejet" : "à voir") · \(preview.place($0)) · «\u{202F}\($0.value)\u{202F}» · \($0.sentence)"
    }
    let rest = preview.faultCount - shown.count
    return ["Remarques (\(preview.faultCount), dont \(preview.rejectionCount) rejets)\u{202F}:"] + shown
      + (rest > 0 ? ["    et \(rest) autres."] : [])
  }

  private static func differences(_ preview: TakeoverPreview) -> [String] {
    guard preview.differenceCount > 0 else { return [] }
    let shown = preview.differences.prefix(40).map {
      "    \($0.label)\u{202F}: \($0.column), «\u{202F}\($0.before)\u{202F}» → «\u{202F}\($0.after)\u{202F}» (ligne \($0.line))"
    }
    return ["Différences avec ce qui est là (\(preview.differenceCount))\u{202F}:"] + shown
  }

  private static func totals(_ preview: TakeoverPreview) -> [String] {
    guard !preview.totals.isEmpty else { return ["Totaux\u{202F}: le fichier n’en donne pas."] }
    let open = preview.unbalanced
    guard !open.isEmpty else {
      return ["Totaux\u{202F}: les \(preview.totals.count) totaux du fichier sont retrouvés, sans écart."]
    }
    let rows = open.prefix(60).map { row in
      let year = row.year.map { ", \($0)" } ?? ""
      let rejected = row.rejected > 0 ? ", dont \(Hours(units: row.rejected).french)\u{202F}h de lignes rejetées" : ""
      let standing =
        row.standing == 0
        ? "" : ", dont \(Hours(units: row.standing).french)\u{202F}h déjà ici et pas dans le fichier"
      return
        "    \(row.lot)\(year)\u{202F}: fichier \(Hours(units: row.announced ?? 0).french)\u{202F}h (\(row.source)), ici \(Hours(units: row.computed).french)\u{202F}h (\(row.lines)\(standing)), écart \(row.gap.french)\u{202F}h\(rejected)"
    }
    return ["Totaux\u{202F}: \(open.count) écarts sur \(preview.totals.count)\u{202F}:"] + rows
  }
}
