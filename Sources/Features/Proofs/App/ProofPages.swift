// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The pieces of one statement: what came, what is still wanted, and the form that adds one. The same page serves an account and a
/// standing link; only its addresses differ.
struct ProofListPage: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  let statement: StatementSummary
  let lines: [LedgerLine]
  let needs: [ProofCover.Line]
  let proofs: [Proof]
  /// The token of a standing link, when the viewer came through one.
  var token: String?
  var typed = Form()
  var errors: [FieldError] = []

  private var action: String { token.map { ProofURLs.list(statement.id, $0) } ?? ProofURLs.list(statement.id) }
  private func path(_ id: ID<Proof>) -> String { token.map { ProofURLs.file(id, $0) } ?? ProofURLs.file(id) }

  var page: Page {
    Page(
      title: "Justificatifs, \(statement.period.french)",
      trail: [
        TrailLink("Heures", HoursURLs.home(statement.period.last)),
        TrailLink("Relevé \(FrenchText.of(statement.employerName))", HoursURLs.statement(statement.id)),
        TrailLink("Justificatifs"),
      ],
      line: "\(statement.title) · \(FrenchText.count(statement.lines, "ligne", "lignes"))", section: .hours,
      body: "\(wanted)\(given)\(add)\(rules)")
  }

  private var wanted: HTML {
    let cover = ProofCover(lines: needs, pieces: proofs.filter { $0.removedAt == nil }.map(\.piece))
    let missing = cover.missing(under: viewer.rules)
    guard !missing.isEmpty else { return .empty }
    let items: [HTML] = missing.map { one in
      "<li>\(FrenchText.capitalised(one.kind.french))\u{202F}: manque pour \(FrenchText.count(one.lines, "ligne", "lignes")).</li>"
    }
    return notice(.watch, "Pièces demandées par le territoire\u{202F}: <ul>\(items)</ul>")
  }

  private var given: HTML {
    let rows: [[HTML]] = proofs.map { proof in
      let name = FrenchText.capitalised(proof.kind.french)
      let file: HTML =
        proof.removedAt == nil
        ? link(
          "\(name) (\(proof.format.french), \(Self.size(proof.size)))", to: path(proof.id), context: subject(proof))
        : "\(name) \(badge("retirée"))"
      return [file, "\(subject(proof))", "\(clock.day(proof.receivedAt)), \(proof.author)", end(proof)]
    }
    return card(
      title: "Pièces jointes", count: proofs.isEmpty ? nil : proofs.count,
      body: table(
        caption: "Pièces jointes au relevé",
        columns: [
          TableColumn("Pièce"), TableColumn("Pour"), TableColumn("Reçue"), TableColumn("Action", hiddenTitle: true),
        ], rows: rows, empty: emptyState("Aucune pièce n’est encore jointe à ce relevé.")))
  }

  private func end(_ proof: Proof) -> HTML {
    if let removed = proof.removedAt {
      return "retirée le \(clock.day(removed))\(proof.removal.isEmpty ? "" : "\u{202F}: \(proof.removal)")"
    }
    guard token == nil, viewer.isFacilitator || proof.authorID == viewer.accountID else { return .empty }
    return postButton(
      "Retirer", ProofURLs.removal(proof.id), csrf: csrf, look: .quiet,
      context: "\(proof.kind.french), \(subject(proof))")
  }

  private func subject(_ proof: Proof) -> String {
    if let line = proof.line {
      return lines.first { $0.id == line }.map { "\($0.person.text), \($0.kind.french), \($0.month.french)" }
        ?? "une ligne"
    }
    if let person = proof.person {
      return lines.first { $0.entry.participantID == person }.map { "\($0.person.text), toute la période" }
        ?? "une personne"
    }
    return "tout le relevé"
  }

  private var add: HTML {
    var subjects = [Choice("", "Tout le relevé")]
    var people: Set<ID<Participant>> = []
    for line in lines where people.insert(line.entry.participantID).inserted {
      subjects.append(Choice("p\(line.entry.participantID)", "\(line.person.text), toute la période"))
    }
    for line in lines where needs.contains(where: { $0.line == line.id }) {
      subjects.append(
        Choice(
          "l\(line.id)", "\(line.person.text), \(line.kind.french), \(line.month.french), \(line.declared)\u{202F}h"))
    }
    return card(
      title: "Joindre une pièce", id: "joindre",
      body: form(
        action: action, csrf: csrf, submit: "Joindre cette pièce", prefix: "piece", errors: errors,
        fields: [
          .select(
            "nature", "Nature de la pièce",
            ProofKind.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) },
            value: typed["nature"] ?? ProofKind.signedStatement.rawValue, blank: nil),
          .select("pour", "Pour qui", subjects, value: typed["pour"] ?? "", blank: nil),
          .file("fichier", "Fichier", accept: "application/pdf,image/jpeg,image/png")
            .helped(
              "PDF sans mot de passe (\(PDFText.mostPages) pages au plus), ou photo JPEG ou PNG, \(ProofFormat.mostBytes >> 20)\u{A0}Mo au plus. Sur un téléphone, photographiez la feuille."
            ),
        ]))
  }

  private var rules: HTML {
    """
    <p class="help">Vue de l’employeur et de l’équipe du territoire, de personne d’autre. Gardée au plus \
    \(TerritoryRule.proofMonths.french(viewer.rules[.proofMonths])) après le décompte définitif des lots. Jamais de bulletin de paie ni de numéro de \
    sécurité sociale\u{202F}: un bulletin se montre à un contrôle, il ne se joint pas.</p>
    """
  }

  /// « 1,4 Mo », « 240 Ko »
  static func size(_ bytes: Int) -> String {
    let kilobytes = max(1, (bytes + 512) / 1024)
    guard kilobytes >= 1024 else { return "\(kilobytes)\u{A0}Ko" }
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return "\(tenths / 10),\(tenths % 10)\u{A0}Mo"
  }
}

/// Statements of a month that lack what the territory asks for.
struct MissingProofsPage: Sendable {
  let month: Month
  let rules: TerritoryRules
  let rows: [(statement: StatementSummary, missing: [(kind: ProofKind, lines: Int)])]
  /// How many lack something in all.
  let count: Int

  private var asksNothing: Bool {
    [TerritoryRule.proofDirect, .proofPlaced, .proofSubcontracted].allSatisfy { rules[$0] == 0 }
  }

  var page: Page {
    Page(
      title: "Justificatifs \(FrenchText.of(month.french))",
      trail: [TrailLink("Heures", HoursURLs.home(month)), TrailLink("Justificatifs")],
      line: """
        \(link(month.previous.french, to: ProofURLs.missing(month.previous))) · \
        \(link(month.adding(months: 1).french, to: ProofURLs.missing(month.adding(months: 1))))
        """, section: .hours, body: "\(body)\(demands)")
  }

  private var body: HTML {
    guard !asksNothing else {
      return card(
        title: "Relevés incomplets",
        body: emptyState(
          "Le territoire ne demande encore aucun justificatif.", actionLabel: "Régler", path: SettingsURLs.home))
    }
    let cells: [[HTML]] = rows.map { one in
      let missing = one.missing.map { "\($0.kind.french) (\(FrenchText.count($0.lines, "ligne", "lignes")))" }
      return [
        link(one.statement.title, to: HoursURLs.statement(one.statement.id)),
        "\(FrenchText.capitalised(FrenchText.list(missing)))",
        link("Voir ou joindre", to: ProofURLs.list(one.statement.id), context: one.statement.title),
      ]
    }
    let rest: HTML? =
      count > rows.count ? "<p class=\"help\">Les \(rows.count) premiers sur \(FrenchNumber.whole(count)).</p>" : nil
    return card(
      title: "Relevés incomplets", count: count,
      body: """
        \(table(
          caption: "Relevés auxquels il manque une pièce",
          columns: [TableColumn("Relevé"), TableColumn("Ce qui manque"), TableColumn("Action", hiddenTitle: true)],
          rows: cells, empty: emptyState("Chaque relevé reçu a ses pièces.")))\(rest)
        """)
  }

  private var demands: HTML {
    let rows: [[HTML]] = [TerritoryRule.proofDirect, .proofPlaced, .proofSubcontracted].map { rule in
      [link(rule.french, to: SettingsURLs.rule(rule)), "\(rule.french(rules[rule]))"]
    }
    return card(
      title: "Ce que le territoire demande",
      body: table(
        caption: "Pièces demandées", columns: [TableColumn("Heures"), TableColumn("Pièce")], rows: rows))
  }
}
