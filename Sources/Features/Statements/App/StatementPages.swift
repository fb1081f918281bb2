// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The page of one statement: what is clean in one action, the rest line by line, what is decided.
struct StatementPages: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  let statement: StatementSummary
  let lines: [ReviewedLine]
  let history: [JournalEntry]
  /// The file that it came from, when the viewer may take both back.
  var source: HoursFile?
  /// Its pieces of proof, and what is asked for.
  var proofs: ProofCover?
  /// A decision that was refused: which line, what was typed, why.
  var refused: (line: ID<HoursLine>, typed: Form, errors: [FieldError])?

  /// A line to decide by itself though nothing is remarked on it.
  var chosen: ID<HoursLine>?

  private var clean: [ReviewedLine] { lines.filter { $0.isClean && !isApart($0) } }
  private var doubtful: [ReviewedLine] { lines.filter { $0.line.isUndecided && (!$0.isClean || isApart($0)) } }
  private func isApart(_ reviewed: ReviewedLine) -> Bool {
    reviewed.line.id == chosen || reviewed.line.id == refused?.line
  }
  private var decided: [ReviewedLine] { lines.filter { !$0.line.isUndecided } }

  func page() -> Page {
    Page(
      title: statement.title,
      trail: [TrailLink("Heures", HoursURLs.home(statement.period.last)), TrailLink("Relevé")], line: line,
      action: action,
      section: .hours,
      body: """
        \(tiles)
        \(viewer.isFacilitator ? facilitatorCards : employerCards)
        \(proofCard)
        \(undoCard)
        \(card(title: "Historique", body: historyList(history.map { (clock.day($0.at), "\($0.sentence) \($0.author)") })))
        """)
  }

  private var line: HTML {
    let who = statement.declarant.isEmpty ? "enregistré par \(statement.author)" : "de \(statement.declarant)"
    let closed: HTML? = statement.closedAt.map { ", clos le \(clock.day($0))" }
    let employer: HTML =
      viewer.isFacilitator
      ? link(statement.employerName, to: HoursURLs.employer(statement.employer)) : "\(statement.employerName)"
    return "\(employer) · reçu le \(clock.day(statement.receivedAt)), \(who)\(closed) \(HoursPages.state(statement))"
  }

  private var action: HTML {
    guard viewer.isFacilitator, statement.closedAt == nil else { return .empty }
    if !clean.isEmpty {
      let hours = clean.filter { $0.line.kind.mayCount }.map(\.line.declared).sum
      return postButton(
        "Valider \(hours.frenchTrimmed)\u{202F}h", HoursURLs.validation(statement.id), csrf: csrf, look: .primary,
        values: clean.map { ("ligne", $0.line.id.description) },
        context: FrenchText.count(clean.count, "ligne sans remarque", "lignes sans remarque"))
    }
    guard doubtful.isEmpty else { return .empty }
    return postButton("Clore le relevé", HoursURLs.closing(statement.id), csrf: csrf, look: .primary)
  }

  private var tiles: HTML {
    let notKept = decided.filter { $0.line.kind.mayCount }
      .map { $0.line.declared - ($0.line.decision?.kept ?? .zero) }.sum
    return tileRow([
      figureTile(label: "Déclarées", value: statement.declared.french, unit: "h"),
      figureTile(
        label: "À valider", value: statement.toValidate.french, unit: "h",
        note: "\(FrenchText.count(statement.undecided, "ligne", "lignes"))",
        tone: statement.undecided > 0 ? .watch : .fine),
      figureTile(label: "Retenues", value: statement.kept.french, unit: "h"),
      figureTile(label: "Non retenues", value: notKept.french, unit: "h"),
    ])
  }

  private var proofCard: HTML {
    let count = proofs.map { $0.pieces.count } ?? 0
    let missing = proofs?.missing(under: viewer.rules) ?? []
    let wanted: HTML? =
      missing.isEmpty ? nil : "<p>\(badge("il manque", .watch)) \(FrenchText.list(missing.map(\.kind.french))).</p>"
    return card(
      title: "Justificatifs", count: count == 0 ? nil : count,
      action: linkButton(count == 0 ? "Joindre une pièce" : "Voir ou joindre", ProofURLs.list(statement.id)),
      body: wanted ?? (count == 0 ? "<p class=\"help\">Aucune pièce n’est jointe.</p>" : .empty))
  }

  /// One action takes back what a file wrote, until the first line is decided.
  private var undoCard: HTML {
    guard let source, statement.closedAt == nil, decided.allSatisfy(\.line.isOfCorrectedFile) else { return .empty }
    let back: HTML? =
      decided.isEmpty ? nil : " Ce qu’il remplace redevient à valider, comme avant le fichier."
    return card(
      title: "Venu d’un fichier",
      body: """
        <p>Tant qu’aucune ligne n’est décidée, ce relevé s’annule en une fois\u{202F}: ses \
        \(FrenchText.count(lines.count, "ligne est retirée", "lignes sont retirées")), et le relevé est de nouveau attendu.\(back)</p>
        \(postButton("Annuler ce relevé", HoursFileURLs.undone(source.id), csrf: csrf, look: .destructive))
        """)
  }

  private var facilitatorCards: HTML {
    let single: HTML =
      doubtful.isEmpty
      ? .empty
      : card(
        title: "À regarder une par une", count: doubtful.count, id: "a-regarder",
        body: doubtful.map { decisionBlock($0) }.joined("\n"))
    let ready: HTML =
      clean.isEmpty
      ? .empty
      : card(
        title: "Sans remarque", count: clean.count,
        body: LineTable(viewer: viewer, clock: clock, decides: statement.closedAt == nil).html(clean.map(\.line)))
    let done: HTML =
      decided.isEmpty
      ? .empty
      : card(
        title: "Décidées", count: decided.count, body: LineTable(viewer: viewer, clock: clock).html(decided.map(\.line))
      )
    let nothing: HTML = lines.isEmpty ? emptyState("Ce relevé dit qu’aucune heure n’a été faite.") : .empty
    return "\(nothing)\(single)\(ready)\(done)"
  }

  private var employerCards: HTML {
    let asked = lines.filter(\.needsDays).map { reviewed in
      workItem(
        "\(reviewed.line.person.text), \(reviewed.line.month.french)",
        why: "La validation ne couvre qu’une partie du mois\u{202F}: indiquez les jours travaillés.",
        actionLabel: "Indiquer les jours", path: HoursURLs.line(reviewed.line.id))
    }
    let work: HTML = asked.isEmpty ? .empty : card(title: "Jours demandés", count: asked.count, body: workList(asked))
    let open = lines.flatMap { reviewed in
      reviewed.questions.map { AskedLine(question: $0, line: reviewed.line) }.filter(\.isOpen)
    }
    let toAnswer: HTML =
      open.isEmpty ? .empty : card(title: "Questions de l’équipe", count: open.count, body: questions.toAnswer(open))
    return """
      \(toAnswer)
      \(work)
      \(card(
        title: "Lignes", count: lines.count,
        body: lines.isEmpty
          ? emptyState("Ce relevé dit qu’aucune heure n’a été faite.")
          : LineTable(viewer: viewer, clock: clock).html(lines.map(\.line))))
      """
  }

  private var questions: QuestionPages { QuestionPages(viewer: viewer, clock: clock, csrf: csrf) }

  private func decisionBlock(_ reviewed: ReviewedLine) -> HTML {
    let isRefused = refused?.line == reviewed.line.id
    return """
      <section class="stack" aria-labelledby="ligne-\(reviewed.line.id)">\
      <h3 id="ligne-\(reviewed.line.id)">\(reviewed.line.person.text), \(reviewed.line.kind.french), \
      \(reviewed.line.month.french)\u{202F}: \(reviewed.line.declared)\u{202F}h</h3>\
      <p>\(LinePages.place(reviewed.line, for: viewer)) · \(link("Voir la ligne", to: HoursURLs.line(reviewed.line.id)))</p>\
      \(questions.remarks(reviewed))\(reviewed.needsDays ? daysNotice : .empty)
      \(DecisionFields(reviewed: reviewed, typed: isRefused ? refused?.typed ?? Form() : Form()).form(
        action: HoursURLs.decision(reviewed.line.id, in: statement.id), csrf: csrf,
        errors: isRefused ? refused?.errors ?? [] : []))</section>
      """
  }

  private var daysNotice: HTML {
    notice(
      .watch,
      "Les jours sont demandés au déclarant, sur cette page de son espace\u{202F}: un mois n’est jamais réparti au prorata. Vous pouvez aussi les saisir depuis la ligne."
    )
  }
}

/// The boxes that decide one line.
struct DecisionFields: Sendable {
  let reviewed: ReviewedLine
  let typed: Form

  func form(action: String, csrf: String, errors: [FieldError]) -> HTML {
    App.form(
      action: action, csrf: csrf, submit: "Décider cette ligne", prefix: "l\(reviewed.line.id)", errors: errors,
      look: .outlined,
      fields: [
        .radios("choix", "Décision", choices, value: typed["choix"] ?? (validity == nil ? "" : "validite")),
        .number("heures", "Heures retenues, si une partie", value: typed["heures"] ?? "", unit: "h").optional(),
        .select("motif", "Motif de ce qui n’est pas retenu", reasons, value: typed["motif"] ?? suggested).optional(),
        .text("precision", "Précision, dite au déclarant", value: typed["precision"] ?? "").optional(),
      ])
  }

  private var validity: HoursDecision? { (try? reviewed.validityDecision()).flatMap { $0 } }

  private var choices: [Choice] {
    var all: [Choice] = []
    if let validity, validity.notKept > .zero, reviewed.isBoundByValidityOnly {
      all.append(Choice("validite", "Retenir à partir de la validité", help: validity.sentence))
    }
    if reviewed.binding.isEmpty {
      all.append(Choice("tout", "Tout retenir\u{202F}: \(reviewed.line.declared.french)\u{202F}h"))
      all.append(Choice("partie", "Retenir une partie"))
    }
    all.append(Choice("rien", "Ne rien retenir"))
    return all
  }

  private var reasons: [Choice] { Choice.all(ReasonNotKept.self) }

  private var suggested: String {
    let codes = Set(reviewed.remarks.map(\.code))
    if codes.contains("before_validation") || codes.contains("not_validated") { return "before_validation" }
    return ["after_eligibility", "outside_contract", "outside_lot", "declared_twice"].first(where: codes.contains) ?? ""
  }
}
