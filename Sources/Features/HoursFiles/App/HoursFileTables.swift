// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Tables of a file's page.
enum HoursFileTables {
  static let lineColumns = [
    TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Heures", numeric: true),
    TableColumn("Du fichier"), TableColumn("À savoir"),
  ]

  static func line(_ line: PreviewLine) -> [HTML] {
    let kind = line.kind == .site ? "" : ", \(line.kind.french)"
    let days: HTML = line.days.isEmpty ? .empty : " (\(FrenchText.count(line.days.count, "jour", "jours")))"
    return [
      "\(line.person)", "\(line.place)", "\(line.month.french)\(kind)", "\(line.entry.declared)\u{202F}h",
      "\(rows(line.rows))\(days)", remarks(line),
    ]
  }

  /// « ligne 12 », « lignes 12, 13 et 14 », « 31 lignes, de 4 à 34 »
  static func rows(_ rows: [Int]) -> String {
    guard let first = rows.first, let last = rows.last else { return "" }
    if rows.count == 1 { return "ligne \(first)" }
    if rows.count <= 3 { return "lignes " + FrenchText.list(rows.map(String.init)) }
    return "\(rows.count) lignes, de \(first) à \(last)"
  }

  private static func remarks(_ line: PreviewLine) -> HTML {
    var parts: [HTML] = []
    switch line.act {
    case .complement: parts.append("Complète les \(line.already)\u{202F}h déjà déclarées.")
    case .replace: parts.append("Remplace les \(line.already)\u{202F}h déjà déclarées.")
    case .declare where line.already > .zero: parts.append("S’ajoute aux \(line.already)\u{202F}h déjà déclarées.")
    case .declare, .same, .byHand: break
    }
    parts += line.remarks.filter { $0.severity != .inform }.map { "\($0.sentence)" }
    return parts.joined(" ")
  }
}

extension HoursFilePage {
  // MARK: cells to mend

  var faultsCard: HTML {
    guard preview.faultCount > 0 else { return .empty }
    let rows = Dictionary(grouping: preview.faults) { RowKey(sheet: $0.sheet, row: $0.row) }.sorted { $0.key < $1.key }
    let shown = rows.prefix(Self.shown)
    let rest = preview.faultCount - shown.map(\.value.count).reduce(0, +)
    let more: HTML =
      rest > 0
      ? "<p class=\"help\">Et \(FrenchText.count(rest, "autre cellule", "autres cellules")), montrées ensuite.</p>"
      : .empty
    return card(
      title: "À corriger", count: preview.faultCount, id: "corriger",
      body: """
        <p>Chaque cellule se corrige ici, ou sa ligne se laisse de côté. Le fichier lui-même ne change pas.</p>
        <form method="post" action="\(door.answers(file.id))" novalidate>\(csrfField(csrf))
        \(table(
          caption: "Cellules à corriger",
          columns: [TableColumn("Ligne"), TableColumn("Ce qu’elle dit"), TableColumn("À corriger"), TableColumn("Sinon")],
          rows: shown.map { faultRow($0.key, $0.value) }))\(more)
        <div class="form-actions"><button class="button button-primary" type="submit">Relire avec ces corrections</button>\
        <button class="button" type="submit" name="cote" value="tout">Laisser de côté toutes ces lignes</button></div></form>
        """)
  }

  struct RowKey: Hashable, Comparable {
    let sheet: Int
    let row: Int
    static func < (a: Self, b: Self) -> Bool { (a.sheet, a.row) < (b.sheet, b.row) }
  }

  private func faultRow(_ key: RowKey, _ faults: [CellFault]) -> [HTML] {
    let sheet: HTML = assembled.tables.compactMap { $0 }.count > 1 ? ", \(assembled.sheets[key.sheet].name)" : .empty
    var seen: Set<Int> = []
    let boxes: [HTML] = faults.filter { seen.insert($0.column).inserted }.map { fault in
      let name = FileAnswers.cell(fault.sheet, fault.row, fault.column)
      return FormField.text(name, heading(fault.column), value: typed[name] ?? fault.text)
        .refused(errors.first { $0.field == name }?.sentence ?? fault.sentence).html(prefix: "cellule")
    }
    let keep: HTML =
      faults.contains(where: \.mayKeep)
      ? FormField.checkbox(FileAnswers.kept(key.sheet, key.row), "Garder ces heures").html(prefix: "garder") : .empty
    let leave = FormField.checkbox(FileAnswers.aside(key.sheet, key.row), "Laisser de côté").html(prefix: "cote")
    return ["\(key.row)\(sheet)", "\(says(key))", boxes.joined(), "\(keep)\(leave)"]
  }

  private func heading(_ column: Int) -> String {
    guard let table = assembled.table, table.roles.indices.contains(column) else {
      return "Colonne \(FileIntakeNames.letters(column))"
    }
    let heading = table.headings[column].trimmingLine
    return heading.isEmpty ? table.roles[column].french : heading
  }

  /// The cells of the row that are read, apart from the hours, in a line.
  private func says(_ key: RowKey) -> String {
    guard let table = assembled.table, assembled.sheets.indices.contains(key.sheet),
      let row = assembled.sheets[key.sheet].rows.first(where: { $0.number == key.row })
    else { return "" }
    let cells = table.roles.indices.filter { table.roles[$0] != .unused && !table.roles[$0].isHours }
      .map { row[$0].trimmingLine }.filter { !$0.isEmpty }
    return cells.prefix(6).joined(separator: " · ")
  }

  // MARK: words to explain

  var questionCards: HTML {
    FileQuestion.Subject.allCases.map { subject -> HTML in
      let asked = preview.asks.filter { $0.subject == subject }
      guard !asked.isEmpty else { return .empty }
      return card(
        title: Self.title(subject), count: asked.count, id: "demande-\(subject.rawValue)",
        body:
          "<p>\(Self.why(subject))</p>\(questionForm(Array(asked.prefix(Self.shown * 2)), subject, total: asked.count))"
      )
    }.joined("\n")
  }

  private static func title(_ subject: FileQuestion.Subject) -> String {
    switch subject {
    case .person: "Qui est-ce\u{202F}?"
    case .site: "Quel chantier\u{202F}?"
    case .nature: "Quelles heures\u{202F}?"
    case .employer: "Quel employeur\u{202F}?"
    case .place: "Sur quel lot\u{202F}?"
    }
  }

  private static func why(_ subject: FileQuestion.Subject) -> HTML {
    switch subject {
    case .person:
      "Ces noms ne désignent pas sûrement une personne suivie. Le choix est retenu pour les prochains fichiers."
    case .site:
      "Ces chantiers ne sont pas sûrement un lot clausé. Les heures d’un autre chantier ne comptent pas\u{202F}: laissez-les de côté."
    case .nature: "Le fichier nomme ainsi ces heures. Dites ce qu’elles sont."
    case .employer: "Le fichier nomme un employeur que ce relevé ne reconnaît pas."
    case .place: "La personne est reconnue, mais rien ne dit sûrement sur quel lot vont ces heures."
    }
  }

  private static func leave(_ subject: FileQuestion.Subject) -> String {
    switch subject {
    case .person: "Personne qui n’est pas suivie ici\u{202F}: laisser de côté"
    case .site: "Autre chantier\u{202F}: laisser de côté"
    case .nature: "Ni heures ni absence\u{202F}: laisser de côté"
    case .employer: "Un autre employeur\u{202F}: laisser de côté"
    case .place: "Laisser de côté"
    }
  }

  private func questionForm(_ questions: [FileQuestion], _ subject: FileQuestion.Subject, total: Int) -> HTML {
    let rows: [[HTML]] = questions.map { question in
      [
        "\(question.text)", "\(HoursFileTables.rows(question.rows))", "\(question.hours)\u{202F}h",
        "\(select(question))\(parts(question))",
      ]
    }
    let rest = total - questions.count
    let more: HTML =
      rest > 0 ? "<p class=\"help\">Et \(FrenchNumber.whole(rest)) autres, demandés ensuite.</p>" : .empty
    return """
      <form method="post" action="\(door.answers(file.id))" novalidate>\(csrfField(csrf))
      \(table(
        caption: Self.title(subject),
        columns: [
          TableColumn("Dans le fichier"), TableColumn("Lignes"), TableColumn("Heures", numeric: true), TableColumn("C’est"),
        ], rows: rows))\(more)
      <div class="form-actions"><button class="button" type="submit">Enregistrer ces réponses</button></div></form>
      """
  }

  private func select(_ question: FileQuestion) -> HTML {
    let choices =
      question.options.map { option in
        let why = option.score > 0 ? " (\(option.score)\u{202F}%, \(option.reason))" : ""
        return Choice(option.value, option.label + why)
      } + [Choice(FileAnswers.leave, Self.leave(question.subject))]
    let note: HTML = question.note.isEmpty ? .empty : "\(question.note)"
    return FormField.select(
      question.name, "«\u{202F}\(question.text)\u{202F}»", choices,
      value: question.chosen.map { $0 == FileAnswers.shared ? "" : $0 } ?? suggestion(question)
    ).helped(note).html(prefix: "sens")
  }

  /// Boxes that share a person's hours out over lots; what is in none of them is left aside.
  private func parts(_ question: FileQuestion) -> HTML {
    guard !question.parts.isEmpty else { return .empty }
    let boxes = question.parts.map { part in
      FormField.text(part.name, "Heures, \(part.label)", value: typed[part.name] ?? part.value)
        .refused(errors.first { $0.field == part.name }?.sentence).html(prefix: "part")
    }
    let isOpen = question.chosen == nil && question.parts.count > 1
    return disclosure("Répartir ces heures", isOpen: isOpen, boxes.joined())
  }

  /// The best candidate, never one of two that look the same; nobody when nobody looks like it.
  private func suggestion(_ question: FileQuestion) -> String {
    switch question.subject {
    case .person, .site:
      guard let best = question.options.first, best.score >= 60 else { return FileAnswers.leave }
      let isAlone = question.options.count < 2 || question.options[1].score < best.score - 10
      return isAlone ? best.value : ""
    case .place: return question.parts.count == 1 ? question.options.first?.value ?? "" : ""
    default: return ""
    }
  }

  // MARK: how it was read

  var foundCard: HTML {
    let found = preview.found.filter { $0.subject != .nature || !$0.isFound }
    guard !found.isEmpty else { return .empty }
    let parts: [HTML] = FileQuestion.Subject.allCases.compactMap { subject in
      let some = found.filter { $0.subject == subject }
      guard !some.isEmpty else { return nil }
      return disclosure(
        "\(Self.foundTitle(subject)) (\(FrenchNumber.whole(some.count)))",
        questionForm(Array(some.prefix(Self.shown * 2)), subject, total: some.count))
    }
    return card(title: "Reconnus", count: found.count, id: "reconnus", body: parts.joined("\n"))
  }

  private static func foundTitle(_ subject: FileQuestion.Subject) -> String {
    switch subject {
    case .person: "Personnes"
    case .site: "Chantiers"
    case .nature: "Natures d’heures"
    case .employer: "Employeurs"
    case .place: "Lots choisis"
    }
  }

  private var lacksColumns: Bool { !preview.hasHours || !preview.hasPeople }
  var columnsFirst: HTML { lacksColumns ? columnsCard(isOpen: true) : .empty }
  var columnsLast: HTML { lacksColumns ? .empty : columnsCard(isOpen: false) }

  private func columnsCard(isOpen: Bool) -> HTML {
    guard let table = assembled.table else { return .empty }
    let rows = assembled.sheets[assembled.main].rows.dropFirst(table.start)
    let lines: [[HTML]] = table.roles.indices.compactMap { column in
      let examples = rows.lazy.map { $0[column].trimmingLine }.filter { !$0.isEmpty }.prefix(3)
      guard !table.headings[column].isEmpty || !examples.isEmpty else { return nil }
      let name = AssembledFile.column(assembled.main, column)
      let role = table.roles[column]
      var choices = ColumnRole.choices.map { Choice($0 == .unused ? "none" : $0.code, $0.french) }
      if !ColumnRole.choices.contains(role) { choices.insert(Choice(role.code, role.french), at: 0) }
      let label = "Colonne \(FileIntakeNames.letters(column))"
      return [
        "\(FileIntakeNames.letters(column))", "\(table.headings[column])",
        "\(examples.joined(separator: " · "))",
        FormField.select(name, label, choices, value: role == .unused ? "none" : role.code, blank: nil)
          .html(prefix: "colonne"),
      ]
    }
    let missing: HTML =
      !preview.hasPeople
      ? notice(.act, "Aucune colonne ne dit de qui sont les heures\u{202F}: indiquez laquelle.")
      : !preview.hasHours ? notice(.act, "Aucune colonne ne dit les heures\u{202F}: indiquez laquelle.") : .empty
    let body: HTML = """
      \(missing)<form method="post" action="\(door.columns(file.id))" novalidate>\(csrfField(csrf))
      \(App.table(
        caption: "Colonnes du fichier",
        columns: [
          TableColumn("Colonne"), TableColumn("Titre"), TableColumn("Exemples"), TableColumn("Ce qu’elle contient"),
        ], rows: lines))
      <div class="form-actions"><button class="button" type="submit">Relire avec ces colonnes</button></div></form>
      """
    return card(
      title: "Colonnes", id: "colonnes", body: isOpen ? body : disclosure("Voir et corriger les colonnes", body))
  }
}

/// Names of columns as spreadsheets write them.
enum FileIntakeNames {
  /// `A`, `Z`, `AA`.
  static func letters(_ column: Int) -> String {
    var (left, text) = (column, "")
    repeat {
      text = String(UnicodeScalar(UInt8(65 + left % 26))) + text
      left = left / 26 - 1
    } while left >= 0
    return text
  }
}

extension String {
  /// Without spaces at either end.
  fileprivate var trimmingLine: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
