// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// A lot: what it owes, its engagements, its dates, its people, its history.
struct LotPage: Sendable {
  var lot: LotDetail
  var progress: LotProgress
  var engagements: [EngagementFacts]
  var sizings: [SizingLine] = []
  var people: [PersonOnLot]
  var peopleCount: Int
  var notes: [ContactNote] = []
  /// Kept on site, month by month.
  var done: [Month: Hours] = [:]
  var history: [JournalEntry]
  var viewer: Viewer
  var now: Instant
  var day: @Sendable (Instant) -> Day

  private var isFacilitator: Bool { viewer.isFacilitator }

  var page: Page {
    let reference = progress.contractReference.isEmpty ? progress.contractTitle : progress.contractReference
    let mayList = isFacilitator || viewer.role == .buyer
    return Page(
      title: "Lot \(lot.number) \(lot.name)",
      trail: [
        TrailLink("Marchés", mayList ? ContractURLs.list : nil),
        TrailLink(progress.buyerName, isFacilitator ? ContractURLs.organisation(progress.buyerID) : nil),
        TrailLink(reference, ContractURLs.contract(lot.contractID)), TrailLink("Lot \(lot.number)"),
      ], line: line, action: action, section: viewer.role == .company || viewer.role == .structure ? nil : .contracts,
      body: body)
  }

  private var line: HTML {
    let amount: HTML? = lot.amount.map { " · \($0.frenchShort) HT" }
    let place: HTML? = lot.place.isEmpty ? nil : " · \(lot.place)"
    return "\(badge(progress.state.french)) \(progress.contractTitle) · \(LotTable.holders(progress))\(amount)\(place)"
  }

  private var action: HTML {
    guard isFacilitator else { return .empty }
    let dates =
      linkButton("Modifier", ContractURLs.edit(lot.id)) + linkButton("Dates", ContractURLs.dates(lot.id))
      + linkButton("Réunion de démarrage", FollowUpURLs.kickOff(lot.id))
    if progress.toValidate > .zero {
      return dates
        + primaryButton(
          "Valider \(progress.toValidate.frenchTrimmed)\u{202F}h", ContractURLs.toValidate(lot.id))
    }
    guard let first = engagements.first else {
      return dates + primaryButton("Saisir l’engagement", EngagementURLs.new(lot.id))
    }
    if progress.state.isOpen, progress.position.state == .noPlan, progress.remaining > .zero {
      return dates + primaryButton("Demander le prévisionnel", EngagementURLs.plan(first.id))
    }
    return dates
  }

  private var body: HTML {
    """
    \(tileRow([owed, kept, toValidate, rest]))
    \(engagementsCard)
    \(columns(main: "\(PeopleCard(people: people, count: peopleCount, viewer: viewer).html)\(pace)\(exchanges)\(sizingCard)", side: "\(documentsCard)\(datesCard)\(historyCard)"))
    """
  }

  /// Made anew each time from the register: to print, or to edit.
  private var documentsCard: HTML {
    let items: [HTML] = LotDocumentKind.allCases.map { kind in
      """
      <li>\(link(kind.french, to: DocumentURLs.lot(kind, lot.id))) · \(link(
        ".docx", to: DocumentURLs.lotFile(kind, lot.id), context: kind.french))</li>
      """
    }
    return card(title: "Documents", id: "documents", body: "<ul class=\"plain-list\">\(items)</ul>")
  }

  private var owed: HTML {
    let more: HTML =
      progress.forecast == progress.firm || progress.state == .terminated
      ? .empty : "prévisionnel \(progress.forecast.frenchTrimmed)\u{202F}h"
    return figureTile(label: "Heures à réaliser", value: progress.firm.frenchTrimmed, unit: "h", note: more)
  }

  private var kept: HTML {
    let opened: HTML =
      progress.openings == .zero
      ? .empty : ", dont \(progress.openings.frenchTrimmed)\u{202F}h de soldes d’ouverture"
    return figureTile(
      label: "Retenues", value: progress.kept.frenchTrimmed, unit: "h",
      note: "\(progress.percent?.french ?? "—")\(opened)",
      href: isFacilitator && progress.keptLines > 0 ? ContractURLs.lines(of: lot.id) : nil)
  }

  private var toValidate: HTML {
    figureTile(
      label: "À valider", value: progress.toValidate.frenchTrimmed, unit: "h",
      note: "\(FrenchText.count(progress.linesToValidate, "ligne", "lignes")) sans décision",
      href: isFacilitator && progress.linesToValidate > 0 ? ContractURLs.toValidate(lot.id) : nil)
  }

  private var rest: HTML {
    let remaining: HTML = "\(progress.remaining.frenchTrimmed)\u{202F}h restent"
    guard let rest = progress.remainingPerMonth else {
      return figureTile(
        label: "Restent", value: progress.remaining.frenchTrimmed, unit: "h", note: "\(progress.position.state.french)")
    }
    return figureTile(
      label: "Reste par mois", value: rest.frenchShort, unit: "h",
      note: "\(remaining), \(progress.position.state.french)")
  }

  private var engagementsCard: HTML {
    let add: HTML = isFacilitator ? link("Ajouter un engagement", to: EngagementURLs.new(lot.id)) : .empty
    let columns = [
      TableColumn("Engagement"), TableColumn("Porté par"), TableColumn("Ferme", numeric: true),
      TableColumn("Prévisionnel", numeric: true), TableColumn("Prévisionnel mensuel"),
    ]
    let rows: [[HTML]] = engagements.map { engagement in
      let balance = engagement.balance(knownAt: now)
      let bearers = engagement.bearers.map {
        [$0.name, engagement.shareText($0)].filter { !$0.isEmpty }.joined(separator: " ")
      }
      return [
        link(engagement.title, to: EngagementURLs.engagement(engagement.id)),
        "\(bearers.isEmpty ? "—" : bearers.joined(separator: ", "))", "\(balance.firm.frenchTrimmed)",
        "\(balance.forecast.frenchTrimmed)", "\(planText(engagement))",
      ]
    }
    let empty = emptyState(
      "Ce que le lot doit sera ici, en heures ou par une règle.",
      actionLabel: isFacilitator ? "Saisir l’engagement" : nil,
      path: isFacilitator ? EngagementURLs.new(lot.id) : nil)
    return card(
      title: "Engagements", id: "engagements", action: add,
      body: table(caption: "Engagements du lot", columns: columns, rows: rows, empty: empty))
  }

  /// Done against what was agreed: for all who may open the lot.
  private var pace: HTML {
    guard !engagements.isEmpty else { return .empty }
    return LotPace(
      lot: progress, plan: MonthlyPlan.sum(engagements.map(\.plan)), done: done, today: viewer.today,
      isFacilitator: isFacilitator
    ).html
  }

  /// What was said on it: for the profession only.
  private var exchanges: HTML { isFacilitator ? notesCard(notes, of: NoteSubject(lot: lot.id)) : .empty }

  /// How its hours were found.
  private var sizingCard: HTML {
    guard isFacilitator else { return .empty }
    let rows: [[HTML]] = sizings.map { line in
      [
        link(line.title, to: SizingURLs.sizing(line.id)), "\(line.method.french)",
        "\(FrenchNumber.whole(line.retained))", "\(line.authorName), le \(day(line.recordedAt))",
        link(
          "En faire un engagement", to: "\(EngagementURLs.new(lot.id))?calibrage=\(line.id)", context: line.title),
      ]
    }
    return card(
      title: "Calibrages", id: "calibrages",
      action: link("Nouveau calibrage", to: SizingURLs.new(for: lot.id), context: "lot \(lot.number)"),
      body: table(
        caption: "Calibrages du lot",
        columns: [
          TableColumn("Calibrage"), TableColumn("Méthode"), TableColumn("Heures retenues", numeric: true),
          TableColumn("Par"), TableColumn("Engagement", hiddenTitle: true),
        ], rows: rows, empty: emptyState("Les calibrages de ce lot, avec chaque facteur, seront ici.")))
  }

  private func planText(_ engagement: EngagementFacts) -> String {
    guard let first = engagement.plan.first, let last = engagement.plan.last else { return "à demander" }
    return "\(engagement.plan.total.frenchTrimmed)\u{202F}h de \(first.french) à \(last.french)"
  }

  private var datesCard: HTML {
    let known = LotDateField.allCases.compactMap { field in
      field.day(of: progress.dates).map { (field.label, "\($0)" as HTML) }
    }
    let pauses: [(String, HTML)] = lot.suspensions.map { pause in
      let why = pause.reason.isEmpty ? "" : ", \(pause.reason)"
      return ("Suspension", "\(DayRange(from: pause.from, through: pause.through).french)\(why)")
    }
    let items = (known + pauses).map { (term: $0.0, value: $0.1) }
    let edit: HTML = isFacilitator ? link("Modifier", to: ContractURLs.dates(lot.id), context: "dates du lot") : .empty
    return card(
      title: "Dates", id: "dates", action: edit,
      body: items.isEmpty
        ? emptyState("Notification, ordre de service et réception seront ici.") : definitionList(items))
  }

  private var historyCard: HTML {
    let items = history.map { (day: day($0.at), text: "\($0.sentence)" as HTML) }
    let body = items.isEmpty ? emptyState("Ce qui est fait sur ce lot sera noté ici.") : historyList(items)
    return card(title: "Historique", id: "historique", body: body)
  }
}

extension EngagementFacts {
  /// « 1 200 h », « Reconduction 1 », or the rule in a sentence.
  var title: String {
    if !label.isEmpty { return label }
    switch terms {
    case .hours: return "Engagement en heures"
    case .rule(let rule): return rule.french
    }
  }
}

/// The dates of a lot, and its suspensions.
struct LotDatesPage: Sendable {
  var lot: LotDetail
  var contractTitle: String
  var csrf: String
  var form: Form
  var errors: [FieldError] = []
  /// Which of the three forms was refused.
  var refused: Part = .dates

  enum Part { case dates, suspension, resumption }

  var page: Page {
    Page(
      title: "Dates du lot \(lot.number)",
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink(contractTitle, ContractURLs.contract(lot.contractID)),
        TrailLink("Lot \(lot.number) \(lot.name)", ContractURLs.lot(lot.id)), TrailLink("Dates"),
      ], section: .contracts, body: "\(card(title: "Dates", body: datesForm))\(card(title: "Suspension", body: pauses))"
    )
  }

  private func value(_ field: LotDateField) -> String {
    if refused == .dates, !errors.isEmpty { return form[field.rawValue] ?? "" }
    return field.day(of: lot.dates)?.french ?? ""
  }

  private var datesForm: HTML {
    App.form(
      action: ContractURLs.dates(lot.id), csrf: csrf, submit: "Enregistrer les dates", cancel: ContractURLs.lot(lot.id),
      errors: refused == .dates ? errors : [],
      fields: LotDateField.allCases.map { FormField.date($0.rawValue, $0.label, value: value($0)).optional() })
  }

  private var pauses: HTML {
    let open = lot.suspensions.first { $0.through == nil }
    let known = lot.suspensions.map {
      "<li>\(DayRange(from: $0.from, through: $0.through).french) \($0.reason)</li>" as HTML
    }
    let list: HTML = known.isEmpty ? "<p>Aucune suspension.</p>" : "<ul>\(known)</ul>"
    return "\(list)\(open == nil ? suspensionForm : resumptionForm)"
  }

  private var suspensionForm: HTML {
    App.form(
      action: ContractURLs.suspensions(lot.id), csrf: csrf, submit: "Suspendre", prefix: "suspension",
      errors: refused == .suspension ? errors : [], look: .outlined,
      fields: [
        .date("du", "Suspendu à partir du", value: form["du"] ?? ""),
        .text("motif", "Motif", value: form["motif"] ?? "").optional(),
      ])
  }

  private var resumptionForm: HTML {
    App.form(
      action: ContractURLs.resumptions(lot.id), csrf: csrf, submit: "Enregistrer la reprise", prefix: "reprise",
      errors: refused == .resumption ? errors : [], look: .outlined,
      fields: [
        .date("le", "Reprise le", value: form["le"] ?? "").helped("La suspension s’arrête la veille. Format jj/mm/aaaa")
      ])
  }
}
