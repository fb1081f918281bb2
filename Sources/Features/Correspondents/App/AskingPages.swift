// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// Who must declare what for a month, what came, who was asked: to see and to chase.
struct AskingPage: Sendable {
  static let pageSize = 50

  let month: Month
  let all: [AskedEmployer]
  let state: AskedEmployer.State?
  let after: ID<Organisation>?
  let delivery: MailDelivery
  let timeZone: TimeZone
  let csrf: String
  let rules: TerritoryRules
  let today: Day

  /// Those to chase first, each group by name.
  private var chosen: [AskedEmployer] {
    if let state { return all.filter { $0.is(state) } }
    return AskedEmployer.State.allCases.flatMap { state in all.filter { $0.state == state } }
  }

  /// A page of the list, after the employer that ended the one before.
  private var shown: [AskedEmployer] {
    let start = after.flatMap { id in chosen.firstIndex { $0.expected.employer == id } }.map { $0 + 1 } ?? 0
    return Array(chosen.dropFirst(start).prefix(Self.pageSize))
  }

  var page: Page {
    Page(
      title: "Heures \(FrenchText.of(month.french)) à demander",
      trail: [TrailLink("Heures", HoursURLs.home(month)), TrailLink("Demandes")],
      line: """
        Qui doit déclarer, ce qui est arrivé, qui a été relancé. \
        \(link(month.previous.french, to: AskingURLs.list(month.previous, state))) · \
        \(link(month.next.french, to: AskingURLs.list(month.next, state)))
        """,
      action: askAll, section: .hours,
      body: "\(delivery.banner)\(tiles)\(list)\(schedule)")
  }

  private var askAll: HTML {
    let count = all.filter { $0.canBeAsked(on: today) }.count
    guard count > 0 else { return .empty }
    return postButton(
      count == 1 ? "Demander à 1 employeur" : "Demander à \(FrenchNumber.whole(count)) employeurs", AskingURLs.list,
      csrf: csrf, look: .primary, values: [("mois", month.iso)])
  }

  private var tiles: HTML {
    tileRow(
      [AskedEmployer.State.late, .awaited, .incomplete, .toValidate, .done, .unreachable].map { one in
        let count = all.filter { $0.is(one) }.count
        let isBad = one == .late || one == .unreachable
        return figureTile(
          label: FrenchText.capitalised(one.french), value: FrenchNumber.whole(count),
          note: count > 0 && isBad ? "à traiter" : .empty, href: AskingURLs.list(month, one),
          tone: count > 0 && isBad ? .act : .fine)
      })
  }

  private var list: HTML {
    let rows = shown.map(row)
    let next = chosen.count > 0 && shown.last?.expected.employer != chosen.last?.expected.employer
    let columns = [
      TableColumn("Employeur"), TableColumn("Période"), TableColumn("En poste", numeric: true), TableColumn("Pour le"),
      TableColumn("État"), TableColumn("Dernière demande"), TableColumn("Correspondant"),
      TableColumn("Action", hiddenTitle: true),
    ]
    let everybody: HTML =
      state == nil ? .empty : linkButton("Tous les employeurs", AskingURLs.list(month))
    return card(
      title: state.map { FrenchText.capitalised($0.french) } ?? "Employeurs", count: chosen.count, action: everybody,
      body: """
        \(table(caption: "Employeurs \(FrenchText.of(month.french))", columns: columns, rows: rows,
          empty: emptyState(state == nil ? "Aucun relevé n’est attendu pour \(month.french)." : "Aucun employeur ici.")))
        \(pager(nextPath: next ? shown.last.map { AskingURLs.list(month, state, after: $0.expected.employer) } : nil))
        """)
  }

  private func row(_ one: AskedEmployer) -> [HTML] {
    let expected = one.expected
    let ask: HTML =
      one.canBeAsked(on: today) || one.canBeCompleted(on: today)
      ? postButton(
        expected.isLate || expected.isIncomplete ? "Relancer" : "Demander", AskingURLs.list, csrf: csrf, look: .quiet,
        values: [("mois", month.iso), ("employeur", expected.employer.description)], context: expected.employerName)
      : .empty
    return [
      link(expected.employerName, to: AskingURLs.employer(expected.employer, month)), "\(expected.period.french)",
      "\(FrenchNumber.whole(expected.people))", "\(expected.dueOn)", Self.mark(one), asked(one), Self.who(one), ask,
    ]
  }

  static func mark(_ one: AskedEmployer) -> HTML {
    switch one.state {
    case .late: badge("en retard", .act)
    case .awaited: badge("attendu")
    case .incomplete: "\(badge("incomplet", .watch)) \(one.expected.share)"
    case .toValidate:
      badge(FrenchText.count(one.toValidate, "ligne à valider", "lignes à valider"), .watch)
    case .done, .unreachable: badge("reçu", .fine)
    }
  }

  private func asked(_ one: AskedEmployer) -> HTML {
    guard let last = one.lastAsked else { return "—" }
    return "\(last.at.day(in: timeZone)), \(AskingStep(rawValue: last.step)?.french ?? "à la main")"
  }

  static func who(_ one: AskedEmployer) -> HTML {
    guard let main = one.main else { return badge("aucun contact", .act) }
    if main.isRefused { return "\(main.name) \(badge("adresse refusée", .act))" }
    if main.email.isEmpty { return "\(main.name) \(badge("sans adresse", .act))" }
    guard let known = main.link else { return "\(main.name) \(badge("pas encore de lien"))" }
    return "\(main.name) \(known.usedAt == nil ? badge("lien envoyé") : badge("lien utilisé", .fine))"
  }

  private var schedule: HTML {
    func days(_ rule: TerritoryRule, _ when: String) -> HTML {
      rules[rule] == 0
        ? "<li>\(rule.french)\u{202F}: jamais</li>"
        : "<li>\(FrenchText.capitalised(FrenchText.count(rules[rule], "jour", "jours"))) \(when)\u{202F}: \(rule.french)</li>"
    }
    return disclosure(
      "Ce qui part tout seul",
      """
      <ul>\(days(.askingDaysBefore, "avant"))\(days(.reminderDaysAfter, "après"))\(days(.escalationDaysAfter, "après"))</ul>\
      <p class="help">Chaque étape part une seule fois par employeur et par période, et vous recevez chaque lundi le point de la \
      semaine. Les jours se changent dans \(link("les réglages", to: SettingsURLs.home)).</p>
      """)
  }
}

/// One employer: who can be written to, their links, what was written to them.
struct CorrespondentsPage: Sendable {
  let employer: ID<Organisation>
  let employerName: String
  let month: Month
  let people: [HoursCorrespondent]
  /// What is asked of it for the month, nil when nothing is.
  let asked: AskedEmployer?
  let today: Day
  let origins: [ID<Contact>: LinkOrigin]
  let uses: [(at: Instant, act: LinkAct, who: String)]
  let messages: [Message]
  let delivery: MailDelivery
  let timeZone: TimeZone
  let csrf: String

  var page: Page {
    Page(
      title: "Correspondants \(FrenchText.of(employerName))",
      trail: [
        TrailLink("Heures", HoursURLs.home(month)), TrailLink("Demandes", AskingURLs.list(month)),
        TrailLink(employerName),
      ],
      line: link("Page de l’organisme", to: OrganisationURLs.page(employer)), section: .hours,
      body: "\(delivery.banner)\(chase)\(links)\(log)\(written)")
  }

  /// What is asked of it for the month, and the button that asks.
  private var chase: HTML {
    guard let asked else { return .empty }
    let (expected, period) = (asked.expected, asked.expected.period.french)
    let people = FrenchText.count(expected.people, "personne", "personnes")
    let state =
      expected.isIncomplete
      ? "Des heures sont arrivées, pas celles de tout le monde."
      : expected.isReceived
        ? "Le relevé est arrivé."
        : expected.isLate
          ? "\(people) en poste. Attendues depuis le \(expected.dueOn.french)."
          : "\(people) en poste. À envoyer avant le \(expected.dueOn.french)."
    let button: HTML =
      asked.canBeAsked(on: today) || asked.canBeCompleted(on: today)
      ? postButton(
        expected.isLate || expected.isIncomplete ? "Relancer" : "Demander", AskingURLs.list, csrf: csrf, look: .primary,
        values: [("mois", month.iso), ("employeur", employer.description), ("retour", "employeur")],
        context: employerName) : .empty
    return card(
      title: "Heures \(FrenchText.of(period))", body: "<p>\(state) \(AskingPage.mark(asked))</p>\(button)")
  }

  private var links: HTML {
    let rows: [[HTML]] = people.map { one in
      [
        "\(one.name)", "\(one.position)", one.email.isEmpty ? "—" : "\(one.email)", state(one),
        "\(send(one))\(revoke(one))",
      ]
    }
    return card(
      title: "Liens de déclaration",
      body: """
        <p class="help">Un lien par personne, sans mot de passe, pour tous les lots et tous les mois. Il ouvre ce que l’employeur \
        peut voir, rien de plus. Révoqué, il ne s’ouvre plus nulle part, ni ceux transmis à partir de lui. Qui quitte l’employeur \
        se marque «\u{202F}parti\u{202F}» sur la page de l’organisme\u{202F}: aucun lien ne lui est plus envoyé.</p>
        \(table(
          caption: "Correspondants et leurs liens",
          columns: [
            TableColumn("Nom"), TableColumn("Fonction"), TableColumn("Adresse électronique"), TableColumn("Lien"),
            TableColumn("Action", hiddenTitle: true),
          ], rows: rows,
          empty: emptyState(
            "Aucun contact n’est enregistré pour cet employeur.", actionLabel: "Ajouter un contact",
            path: OrganisationURLs.page(employer))))
        """)
  }

  private func state(_ one: HoursCorrespondent) -> HTML {
    let origin = origins[one.contact]
    let from: HTML? = origin.flatMap { $0.passedBy.isEmpty ? nil : "<br>transmis par \($0.passedBy)" }
    return "\(mark(of: one, origin))\(from)"
  }

  private func mark(of one: HoursCorrespondent, _ origin: LinkOrigin?) -> HTML {
    if one.isRefused { return badge("adresse refusée", .act) }
    guard let known = one.link else {
      return origin?.revokedAt.map { badge("révoqué le \($0.day(in: timeZone).french)", .watch) } ?? badge("aucun lien")
    }
    guard let used = known.usedAt else { return badge("envoyé le \(known.createdAt.day(in: timeZone).french)") }
    return badge("utilisé le \(used.day(in: timeZone).french)", .fine)
  }

  private func send(_ one: HoursCorrespondent) -> HTML {
    guard one.isReachable else { return .empty }
    return postButton(
      one.link == nil ? "Envoyer un lien" : "Renvoyer le lien", AskingURLs.send(employer), csrf: csrf, look: .quiet,
      values: [("contact", one.contact.description)], context: one.name)
  }

  private func revoke(_ one: HoursCorrespondent) -> HTML {
    guard let known = one.link else { return .empty }
    return postButton(
      "Révoquer", AskingURLs.revoke(employer), csrf: csrf, look: .quiet, values: [("lien", known.id.description)],
      context: one.name)
  }

  private var log: HTML {
    guard !uses.isEmpty else { return .empty }
    return card(
      title: "Ce qui a été fait par lien",
      body: historyList(uses.map { ($0.at.day(in: timeZone), "\(FrenchText.capitalised($0.act.french)), \($0.who)") }))
  }

  private var written: HTML {
    card(
      title: "Messages écrits",
      body: table(
        caption: "Messages écrits à cet employeur",
        columns: [TableColumn("Objet"), TableColumn("À"), TableColumn("Le"), TableColumn("État")],
        rows: messages.map { message in
          [
            link(message.subject, to: MessageURLs.message(message.id)), "\(message.recipientName)",
            "\(message.createdAt.day(in: timeZone))", message.stateBadge(delivery),
          ]
        }, empty: emptyState("Rien n’a encore été écrit à cet employeur.")))
  }
}
