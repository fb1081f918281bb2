// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The first page of a standing link: what is asked, hours left on each site, what was sent.
struct LinkHomePage: Sendable {
  let token: String
  /// What the team asks about lines.
  let questions: (pages: QuestionPages, asked: [AskedLine])
  let organisationName: String
  let clock: TerritoryClock
  let employer: ID<Organisation>
  let expected: [ExpectedStatement]
  let gaps: [HoursGap]
  /// Figures of agencies of which nothing was said yet.
  let agencies: Int
  let lots: [LotProgress]
  let received: [StatementSummary]
  let voice: TeamVoice
  let today: Day

  private var door: DeclarationDoor { .link(LinkURLs.home(token)) }

  var page: Page {
    Page(
      title: "Vos heures d’insertion", line: "\(organisationName), sans mot de passe\u{202F}: ce lien est à vous.",
      action: action, body: "\(LinkPages.questions(questions))\(work)\(sites)\(statements)\(more)")
  }

  private var awaited: [ExpectedStatement] { expected.filter { !$0.isReceived } }
  private var incomplete: [ExpectedStatement] { expected.filter(\.isIncomplete) }

  private func form(_ one: ExpectedStatement) -> String {
    door.form(of: employer, one.period.last, quarter: one.period.first != one.period.last)
  }

  private var action: HTML {
    awaited.first.map { one in
      "<p>\(primaryButton("Déclarer \(one.period.french)", form(one)))</p>"
    } ?? "<p>\(linkButton("Déclarer un autre mois", LinkURLs.months(token)))</p>"
  }

  private var work: HTML {
    let statements = awaited.map { one in
      workItem(
        "Envoyer les heures \(FrenchText.of(one.period.french))",
        why: """
          \(FrenchText.count(one.people, "personne", "personnes")) en poste. \
          \(one.isLate ? "Attendues depuis le \(one.dueOn.french)." : "À envoyer avant le \(one.dueOn.french).")
          """,
        actionLabel: "Déclarer", path: form(one))
    }
    let rest = incomplete.map { one in
      workItem(
        "Compléter les heures \(FrenchText.of(one.period.french))",
        why: "Reçues pour \(one.share). Une case dit que les autres n’ont pas travaillé.", actionLabel: "Compléter",
        path: form(one))
    }
    let asked = gaps.map { gap in
      workItem(
        "\(gap.person.text), \(gap.draft.month.french)\u{202F}: deux chiffres différents",
        why: """
          \(gap.payerName) déclare \(gap.payer)\u{202F}h, vous \(gap.user)\u{202F}h. Rien n’est ajouté.
          """,
        actionLabel: "Confirmer ou contester", path: LinkURLs.gap(gap.id, token))
    }
    let confirm =
      agencies == 0
      ? []
      : [
        workItem(
          "Heures déclarées par vos agences",
          why: "\(FrenchText.count(agencies, "chiffre attend votre avis", "chiffres attendent votre avis")).",
          actionLabel: "Confirmer ou contester", path: LinkURLs.agency(token))
      ]
    let items = statements + rest + confirm + asked
    return card(
      title: "À faire", count: items.isEmpty ? nil : items.count,
      body: items.isEmpty ? emptyState("Rien n’est attendu de vous aujourd’hui.") : workList(items))
  }

  private var sites: HTML {
    let open = lots.filter { $0.state.isOpen && $0.remaining > .zero }
    let over = lots.filter { lot in !open.contains { $0.lotID == lot.lotID } }
    let done: HTML? =
      over.isEmpty
      ? nil
      : disclosure(
        FrenchText.count(over.count, "autre lot", "autres lots"), lotTable(over, "Lots sans heures à réaliser"))
    return card(
      title: "Heures à réaliser sur vos chantiers",
      body: """
        \(open.isEmpty
          ? emptyState("Aucun lot ne vous demande d’heures\u{202F}: celles de vos salariés comptent sur les lots de vos clients.")
            : lotTable(open, "Heures à réaliser sur vos chantiers"))\(done)
        """)
  }

  private func lotTable(_ lots: [LotProgress], _ caption: String) -> HTML {
    table(
      caption: caption,
      columns: [
        TableColumn("Chantier"), TableColumn("Reste", numeric: true), TableColumn("À réaliser", numeric: true),
        TableColumn("Retenues", numeric: true), TableColumn("À valider", numeric: true),
      ],
      rows: lots.map { lot in
        [
          link("Lot \(lot.title), \(lot.contractTitle)", to: LinkURLs.lot(lot.lotID, token)),
          "\(lot.remaining.frenchTrimmed)\u{202F}h", "\(lot.expected.frenchTrimmed)\u{202F}h",
          "\(lot.kept.frenchTrimmed)\u{202F}h", "\(lot.toValidate.frenchTrimmed)\u{202F}h",
        ]
      })
  }

  private var statements: HTML {
    card(
      title: "Vos derniers relevés",
      body: table(
        caption: "Relevés envoyés, le dernier d’abord",
        columns: [
          TableColumn("Relevé"), TableColumn("Déclarées", numeric: true), TableColumn("Retenues", numeric: true),
          TableColumn("État"),
        ],
        rows: received.map { statement in
          [
            link(FrenchText.capitalised(statement.period.french), to: door.statement(statement.id)),
            "\(statement.declared)\u{202F}h", "\(statement.kept)\u{202F}h", HoursPages.state(statement),
          ]
        }, empty: emptyState("Vos relevés seront ici, avec les heures retenues.")))
  }

  private var more: HTML {
    let other = link("Déclarer un autre mois", to: LinkURLs.months(token))
    let again: HTML? = awaited.isEmpty ? nil : "<li>\(other)</li>"
    return card(
      title: "Autre chose",
      body: """
        <ul>\(again)<li>\(link("Déposer un fichier d’heures", to: LinkURLs.files(token)))</li>\
        <li>\(link("Demander une validation avant une embauche", to: LinkURLs.hirings(token)))</li><li>\(link("Transmettre à un collègue", to: LinkURLs.colleague(token)))</li>\
        <li>\(LinkPages.question(voice))</li></ul>
        """)
  }
}

/// The other pages of a standing link.
enum LinkPages {
  static func question(_ voice: TeamVoice) -> HTML {
    let phone: HTML? =
      voice.phone.isEmpty ? nil : ", \(link(voice.phone, to: "tel:\(voice.phone.filter { !$0.isWhitespace })"))"
    let mail: HTML? = voice.email.isEmpty ? nil : ", \(link(voice.email, to: "mailto:\(voice.email)"))"
    return "Une question\u{202F}? \(voice.name)\(phone)\(mail)"
  }

  static func questions(_ questions: (pages: QuestionPages, asked: [AskedLine])) -> HTML {
    questions.asked.isEmpty
      ? .empty
      : card(
        title: "Questions de l’équipe", count: questions.asked.count, body: questions.pages.toAnswer(questions.asked))
  }

  /// For someone whose link is lost, wrong or revoked. It says nothing of who is registered.
  static func lost(isDead: Bool, typed: Form = Form(), errors: [FieldError] = [], banner: String?) -> PlainPage {
    let why: HTML =
      isDead
      ? "<p>Ce lien n’ouvre plus rien\u{202F}: il a été remplacé ou révoqué, ou l’adresse est incomplète. Rien de ce que vous avez déclaré n’est perdu.</p>"
      : .empty
    return PlainPage(
      title: isDead ? "Ce lien ne s’ouvre pas" : "Recevoir votre lien", demoBanner: banner, version: clausierVersion,
      body: """
        \(why)
        \(card(title: "Recevoir un nouveau lien", body: """
          <p>Donnez l’adresse électronique que l’équipe de la clause sociale connaît de vous\u{202F}: le lien n’est envoyé qu’à elle.</p>
          \(form(
            action: LinkURLs.lost, csrf: "", submit: "Recevoir un lien", errors: errors,
            fields: [.email("email", "Votre adresse électronique", value: typed["email"] ?? "")]))
          """))
        """)
  }

  /// The same whether the address is registered or not.
  static func onItsWay(banner: String?) -> PlainPage {
    PlainPage(
      title: "Regardez votre boîte", demoBanner: banner, version: clausierVersion,
      body: """
        <p>Si cette adresse est celle d’un correspondant enregistré, un lien lui est envoyé dans les minutes qui viennent.</p>\
        <p>Rien n’arrive\u{202F}? Appelez l’équipe de la clause sociale de votre territoire\u{202F}: votre adresse a peut-être changé.</p>
        """)
  }

  /// One's statement once it is sent: what was declared, by whom, what is kept of it. Prints as a receipt.
  static func receipt(
    _ statement: StatementSummary, lines: [LedgerLine], certified: String?, clock: TerritoryClock,
    proofs: String, undo: HTML?, questions: (pages: QuestionPages, asked: [AskedLine])
  ) -> Page {
    let columns = [
      TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Nature"),
      TableColumn("Déclarées", numeric: true), TableColumn("Retenues", numeric: true), TableColumn("Motif"),
    ]
    let rows: [[HTML]] = lines.map { line in
      [
        "\(line.person.text)", "\(line.place.lotLabel)", "\(line.month)", "\(line.kind.french)",
        "\(line.declared)\u{202F}h", line.decision.map { "\($0.kept)\u{202F}h" } ?? "à valider",
        "\(line.decision?.reasonText ?? "")",
      ]
    }
    let isUntouched = statement.closedAt == nil && lines.allSatisfy { $0.decision == nil || $0.isOfCorrectedFile }
    let back: HTML? = undo.flatMap { button in
      guard isUntouched else { return nil }
      return card(
        title: "Venu d’un fichier",
        body: """
          <p>Tant qu’aucune ligne n’est décidée, ce relevé s’annule en une fois, et le mois est de nouveau attendu.</p>\(button)
          """)
    }
    let who: HTML? = certified.map { "<p>Certifié exact par \($0).</p>" }
    return Page(
      title: "Relevé \(FrenchText.of(statement.period.french))",
      line: "Reçu le \(statement.receivedAt.french(in: clock.zone)) \(HoursPages.state(statement))",
      body: """
        \(tileRow([
          figureTile(label: "Déclarées", value: statement.declared.french, unit: "h"),
          figureTile(label: "Retenues", value: statement.kept.french, unit: "h"),
          figureTile(label: "À valider", value: statement.toValidate.french, unit: "h"),
        ]))
        \(Self.questions(questions))
        \(card(title: "Accusé de réception", body: """
          <p>Relevé n°\u{202F}\(statement.id.description) \(FrenchText.of(statement.employerName)).</p>\(who)\
          <p class="help">Cette page s’imprime. Une erreur\u{202F}? Dites-la à l’équipe, qui corrige par une ligne nouvelle.</p>
          """))
        \(card(title: "Justificatifs", action: linkButton("Joindre une photo ou un PDF", proofs), body: """
          <p>Feuilles de pointage, facture de missions, attestation du CFA\u{202F}: une photo nette suffit.</p>
          """))
        \(card(title: "Lignes", count: lines.count, body: table(
          caption: "Lignes du relevé", columns: columns, rows: rows,
          empty: emptyState("Vous avez déclaré qu’aucune heure n’a été faite."))))
        \(back)
        """)
  }

  /// The whole of a lot that one holds: everybody's hours, with short names for the people of others.
  static func lot(_ progress: LotProgress, lines: [LedgerLine], isCut: Bool) -> Page {
    let columns = [
      TableColumn("Personne"), TableColumn("Mois"), TableColumn("Nature"), TableColumn("Déclarées", numeric: true),
      TableColumn("Retenues", numeric: true),
    ]
    let cut: HTML? = isCut ? "<p class=\"help\">Les lignes les plus récentes seulement.</p>" : nil
    return Page(
      title: "Lot \(progress.title)", line: "\(progress.contractTitle), \(progress.buyerName)",
      body: """
        \(tileRow([
          figureTile(label: "Reste à réaliser", value: progress.remaining.frenchTrimmed, unit: "h"),
          figureTile(label: "Retenues", value: progress.kept.frenchTrimmed, unit: "h",
            note: "sur \(progress.expected.frenchTrimmed)\u{202F}h"),
          figureTile(label: "À valider", value: progress.toValidate.frenchTrimmed, unit: "h"),
        ]))
        \(card(title: "Heures du lot", body: """
          \(table(caption: "Heures du lot", columns: columns, rows: lines.map { line in
            [
              "\(line.person.text)", "\(line.month)", "\(line.kind.french)", "\(line.declared)\u{202F}h",
              line.decision.map { "\($0.kept)\u{202F}h" } ?? "à valider",
            ]
          }, empty: emptyState("Aucune heure n’est encore déclarée sur ce lot.")))\(cut)
          """))
        """)
  }

  /// A link of their own for somebody else of the employer.
  static func colleague(_ visit: (token: String, csrf: String), typed: Form, errors: [FieldError] = []) -> Page {
    Page(
      title: "Transmettre à un collègue",
      line: "La personne reçoit son propre lien par courriel. Le vôtre reste valable.",
      body: card(
        title: "Qui déclarera",
        body: form(
          action: LinkURLs.colleague(visit.token), csrf: visit.csrf, submit: "Envoyer un lien",
          cancel: LinkURLs.home(visit.token), errors: errors,
          fields: [
            .text("nom", "Nom", value: typed["nom"] ?? ""),
            .text("fonction", "Fonction", value: typed["fonction"] ?? "").optional(),
            .email("email", "Adresse électronique", value: typed["email"] ?? ""),
          ])))
  }
}
