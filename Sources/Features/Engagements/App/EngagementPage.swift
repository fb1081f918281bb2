// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// An engagement: what it is worth on a day, what changed it, who bears it, its plan.
struct EngagementPage: Sendable {
  var engagement: EngagementFacts
  var lot: LotDetail
  var contractTitle: String
  var progress: LotProgress
  /// As known at the moment that is looked at.
  var hours: LotHours
  var moment: Instant
  /// All that is known today, and the hours kept by now, for the view by dates of effect.
  var allEvents: [EngagementEvent]
  var hoursNow: LotHours
  var now: Instant
  /// The past day asked for; nil: now.
  var at: Day?
  var viewer: Viewer
  var csrf: String
  var day: @Sendable (Instant) -> Day
  var form = Form()
  var errors: [FieldError] = []
  var refusedBearers = false
  /// The nature of the change whose form is shown.
  var noting: EngagementEventKind?
  /// What was typed is odd: it may be confirmed.
  var asksConfirmation = false

  private var balance: EngagementBalance { engagement.balance(knownAt: moment) }
  private var kept: Hours { hours[engagement.id].map(\.kept).sum }
  private var completion: Completion { Completion(engagement.completion(hours: hours, knownAt: moment)) }
  private var isFacilitator: Bool { viewer.isFacilitator }

  var page: Page {
    let mayList = isFacilitator || viewer.role == .buyer
    return Page(
      title: engagement.title,
      trail: [
        TrailLink("Marchés", mayList ? ContractURLs.list : nil),
        TrailLink(contractTitle, ContractURLs.contract(lot.contractID)),
        TrailLink("Lot \(lot.number) \(lot.name)", ContractURLs.lot(lot.id)), TrailLink("Engagement"),
      ], line: line, action: action, section: mayList ? .contracts : nil, body: body)
  }

  private var line: HTML {
    let rule: String = if case .rule(let rule) = engagement.terms { rule.french } else { "en heures" }
    let period = engagement.startsOn.map { " · \(DayRange(from: $0, through: engagement.endsOn).french)" } ?? ""
    let state: HTML = progress.state == .terminated ? badge("résilié", .act) : badge(progress.state.french)
    let sizing: HTML? =
      isFacilitator
      ? engagement.sizingID.map { " · \(link("calibrage", to: SizingURLs.sizing(ID($0))))" } : nil
    return "\(state) \(rule)\(period) · \(engagement.bearing.french)\(sizing)"
  }

  private var action: HTML {
    guard isFacilitator, at == nil else { return .empty }
    return linkButton("Modifier", EngagementURLs.edit(engagement.id))
      + primaryButton(
        engagement.plan.first == nil ? "Demander le prévisionnel" : "Revoir le prévisionnel",
        EngagementURLs.plan(engagement.id))
  }

  private var body: HTML {
    let past: HTML? = at.map {
      notice(
        .watch,
        "Ce qui était connu le soir du \($0.long). \(link("Revenir à aujourd’hui", to: EngagementURLs.engagement(engagement.id)))"
      )
    }
    let waiting: HTML? =
      balance.awaitsDecision
      ? notice(
        .act,
        "Résilié\u{202F}: le donneur d’ordre n’a pas encore dit ce qui reste dû. Ajoutez une résiliation avec sa décision."
      ) : nil
    return """
      \(past)\(waiting)\(tileRow(tiles))\(byEffect)
      \(card(title: "Ce qui a changé l’engagement", count: events.count, id: "evenements", body: eventTable))
      \(columns(main: "\(partsCard)\(addCard)\(bearersCard)", side: "\(pastCard)\(planCard)"))
      """
  }

  private var tiles: [HTML] {
    let missing = completion.missing
    let invoiced =
      balance.invoiced == .zero && balance.ordered == .zero
      ? HTML.empty : "commandé \(balance.ordered.frenchShort), facturé \(balance.invoiced.frenchShort)" as HTML
    return [
      figureTile(label: "Ferme", value: balance.firm.frenchTrimmed, unit: "h", note: invoiced),
      figureTile(label: "Prévisionnel", value: balance.forecast.frenchTrimmed, unit: "h"),
      figureTile(label: "Retenues", value: kept.frenchTrimmed, unit: "h", note: "\(completion.raw?.french ?? "—")"),
      figureTile(
        label: progress.state.isOpen ? "Restent" : "Manquent", value: missing.frenchTrimmed, unit: "h",
        note: completion.surplus > .zero ? "\(completion.surplus.frenchTrimmed)\u{202F}h de plus que dû" : .empty),
    ]
  }

  /// A past day by dates of effect: what is known today of what held then.
  private var byEffect: HTML {
    guard let at else { return .empty }
    let steps = EngagementBalance.history(events: allEvents, terms: engagement.terms, knownAt: now)
    let balance = steps.last { $0.day <= at }?.balance ?? .nothing
    let through = at == at.month.lastDay ? at.month : at.month.previous
    let done = hoursNow[engagement.id].filter { $0.month <= through }.map(\.kept).sum
    let part = Percent(part: done, whole: balance.firm)?.french ?? "—"
    return card(
      title: "Au \(at.french), par dates d’effet",
      body: """
        <p>D’après ce qui est connu aujourd’hui\u{202F}: ferme \(balance.firm.frenchTrimmed)\u{202F}h, prévisionnel \
        \(balance.forecast.frenchTrimmed)\u{202F}h\u{202F}; \(done.frenchTrimmed)\u{202F}h retenues des mois travaillés jusqu’à \
        \(through.french), soit \(part).</p>
        """)
  }

  private var events: [EngagementStep] {
    EngagementBalance.history(events: engagement.events, terms: engagement.terms, knownAt: moment)
  }

  private var eventTable: HTML {
    let names = Dictionary(engagement.bearers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows: [[HTML]] = events.map { step in
      let event = step.event
      let change =
        event.amount.map(\.french) ?? event.delta.map { "\($0 > .zero ? "+" : "")\($0.frenchTrimmed)\u{202F}h" }
        ?? event.setsTo.map { "\($0.frenchTrimmed)\u{202F}h dues" } ?? "—"
      let member = event.bearer.flatMap { names[$0] }.map { " (\($0))" } ?? ""
      return [
        "\(event.effectiveOn)", "\(FrenchText.capitalised(event.kind.french))\(member)", "\(change)",
        "\(step.balance.firm.frenchTrimmed)", "\(step.balance.forecast.frenchTrimmed)",
        "\(event.reason.isEmpty ? "—" : event.reason)", "\(day(event.recordedAt))", undo(event),
      ]
    }
    return table(
      caption: "Événements par date d’effet",
      columns: [
        TableColumn("Effet"), TableColumn("Nature"), TableColumn("Changement", numeric: true),
        TableColumn("Ferme ensuite", numeric: true), TableColumn("Prévisionnel ensuite", numeric: true),
        TableColumn("Motif"),
        TableColumn("Connu le"),
      ] + (mayUndo ? [TableColumn("Annuler", hiddenTitle: true)] : []), rows: rows,
      empty: emptyState("L’attribution, les avenants, commandes et factures seront ici."))
  }

  private var mayUndo: Bool { isFacilitator && at == nil }

  /// What was noted by mistake is answered by its opposite.
  private func undo(_ event: EngagementEvent) -> HTML {
    guard mayUndo, let id = event.recordID, EngagementUndo.opposite(of: event, at: moment) != nil else { return .empty }
    if EngagementUndo.isUndone(event, among: engagement.events) { return badge("annulé") }
    return postButton(
      "Annuler", EngagementURLs.undo(engagement.id), csrf: csrf, look: .quiet,
      values: [("evenement", String(id))], context: "\(event.kind.french) du \(event.effectiveOn.french)")
  }

  private var partsCard: HTML {
    let done = hours.kept(of: engagement)
    let rows: [[HTML]] = zip(engagement.dues(knownAt: moment), zip(engagement.bearers, done)).map { due, pair in
      let (bearer, kept) = pair
      let lead: HTML = bearer.isLead && engagement.bearers.count > 1 ? " \(badge("mandataire"))" : .empty
      let name: HTML = isFacilitator ? link(bearer.name, to: ContractURLs.organisation(bearer.id)) : "\(bearer.name)"
      let share = engagement.shareText(bearer)
      return [
        "\(name)\(lead)", "\(share.isEmpty ? "—" : share)", "\(due.firm.frenchTrimmed)",
        "\(due.forecast.frenchTrimmed)",
        "\(kept.frenchTrimmed)",
      ]
    }
    return card(
      title: "Qui porte l’engagement", id: "porteurs",
      body: table(
        caption: "Part de chaque titulaire",
        columns: [
          TableColumn("Titulaire"), TableColumn("Part", numeric: true), TableColumn("Ferme", numeric: true),
          TableColumn("Prévisionnel", numeric: true), TableColumn("Retenues", numeric: true),
        ], rows: rows, empty: emptyState("Aucun titulaire n’est encore connu.")))
  }

  private var addCard: HTML {
    guard isFacilitator, at == nil else { return .empty }
    let typed = refusedBearers ? Form() : form
    let kind = noting ?? EngagementEventForm.usual(for: engagement)
    let kinds = switchLinks(
      label: "Nature du changement",
      EngagementEventKind.allCases.map {
        SwitchLink(
          FrenchText.capitalised($0.french), EngagementURLs.note($0, on: engagement.id), isCurrent: $0 == kind)
      })
    let pauses: HTML = """
      <p class="help">Force majeure, arrêt du chantier\u{202F}: \(link("suspendre ou reprendre le lot", to: ContractURLs.dates(lot.id))).</p>
      """
    return card(
      title: "Noter un changement", id: "changement",
      body: kinds
        + App.form(
          action: EngagementURLs.events(engagement.id), csrf: csrf, submit: "Noter\u{202F}: \(kind.french)",
          prefix: "evenement", errors: refusedBearers ? [] : errors, look: .outlined,
          fields: EngagementEventForm.fields(kind, engagement, typed, asks: asksConfirmation)) + pauses)
  }

  private var bearersCard: HTML {
    guard isFacilitator, at == nil else { return .empty }
    let known = engagement.bearers.map { "\($0.name); \($0.share)" }.joined(separator: "\n")
    let bearing = refusedBearers ? form["portage"] ?? "" : engagement.bearing.rawValue
    return disclosure(
      "Changer les titulaires", isOpen: refusedBearers,
      App.form(
        action: EngagementURLs.bearers(engagement.id), csrf: csrf, submit: "Enregistrer les titulaires",
        prefix: "titulaires",
        errors: refusedBearers ? errors : [], look: .outlined,
        fields: EngagementForm.bearerFields(bearing, refusedBearers ? form["porteurs"] ?? "" : known)))
  }

  private var pastCard: HTML {
    card(
      title: "À une date passée",
      body: filterForm(
        action: EngagementURLs.engagement(engagement.id), submit: "Voir",
        fields: [.date("au", "Ce qui était connu le soir du", value: at?.french ?? "")]))
  }

  private var planCard: HTML {
    let months = engagement.plan.months.sorted { $0.key < $1.key }
    let rows: [[HTML]] = months.map { month, hours in ["\(month)", "\(hours.frenchTrimmed)"] }
    let byMonth = table(
      caption: "Prévisionnel mensuel", columns: [TableColumn("Mois"), TableColumn("Heures", numeric: true)],
      rows: rows,
      empty: emptyState(
        "Sans prévisionnel, rien n’est en retard\u{202F}: il est à demander à la réunion de démarrage."),
      footer: rows.isEmpty ? [] : ["Total", "\(engagement.plan.total.frenchTrimmed)"])
    let agreed: HTML? = engagement.planAgreedOn.map { "<p class=\"help\">Convenu le \($0)</p>" }
    return card(
      title: "Prévisionnel mensuel", id: "previsionnel",
      body: "\(agreed)\(rows.count > 12 ? byYear + disclosure("Voir les \(rows.count) mois", byMonth) : byMonth)")
  }

  /// A long plan is read by year first.
  private var byYear: HTML {
    let years = Dictionary(grouping: engagement.plan.months, by: \.key.year).sorted { $0.key < $1.key }
    return table(
      caption: "Prévisionnel par année", columns: [TableColumn("Année"), TableColumn("Heures", numeric: true)],
      rows: years.map { year, months in ["\(year)", "\(months.map(\.value).sum.frenchTrimmed)"] },
      footer: ["Total", "\(engagement.plan.total.frenchTrimmed)"])
  }
}

/// The form of a new engagement.
struct NewEngagementPage: Sendable {
  var lot: LotDetail
  var contractTitle: String
  /// Where the hours come from.
  var sizing: SizingLine?
  var form: Form
  var csrf: String
  var errors: [FieldError] = []

  private var source: HTML? {
    sizing.map { line in
      notice(
        .fine,
        "Les heures viennent du calibrage \(link(line.title, to: SizingURLs.sizing(line.id)))\u{202F}: \(FrenchNumber.whole(line.retained))\u{202F}h retenues."
      )
    }
  }

  var page: Page {
    Page(
      title: "Engagement du lot \(lot.number)",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contractTitle, ContractURLs.contract(lot.contractID)),
        TrailLink("Lot \(lot.number) \(lot.name)", ContractURLs.lot(lot.id)), TrailLink("Nouvel engagement"),
      ], section: .contracts,
      body: "\(source)"
        + App.form(
          action: EngagementURLs.new(lot.id), csrf: csrf, submit: "Enregistrer l’engagement",
          cancel: ContractURLs.lot(lot.id),
          errors: errors, fields: EngagementForm.fields(form)))
  }
}
