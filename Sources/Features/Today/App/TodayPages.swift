// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The day's first page of a facilitator: what to do, in order; then where things stand.
struct TodayPages {
  let viewer: Viewer
  let day: FacilitatorDay
  /// Everything of one kind, when that is asked for.
  var only: DayTaskKind?
  let csrf: String

  var page: Page {
    Page(
      title: "Aujourd’hui", line: line, action: whose + primaryButton("Nouveau marché", "/marches/nouveau"),
      section: .today, body: "\(columns(main: work, side: "\(tiles)\(statements)"))\(lots)")
  }

  private var line: HTML {
    let weekday = viewer.today.weekday.french
    let lots = FrenchText.count(day.lots.filter(\.state.isOpen).count, "lot en cours", "lots en cours")
    let place =
      switch day.scope {
      case .mine:
        day.covered.isEmpty
          ? "dans mon portefeuille"
          : "dans mon portefeuille et \(FrenchText.list(day.covered.map { "celui de \($0.name), absent jusqu’au \($0.until.french)" }))"
      case .team: "dans le territoire"
      case .colleague: "dans le portefeuille de \(colleague)"
      }
    return "\(weekday) \(viewer.today.long) · \(lots) \(place)"
  }

  private var absent: [TodayStore.Reminder] { day.reminders.filter { $0.kind == .absent } }

  private var colleague: String {
    guard case .colleague(let id) = day.scope else { return "" }
    return absent.first { $0.id == id.value }?.label ?? ""
  }

  private var whose: HTML {
    let others = absent.map { one -> SwitchLink in
      let scope = TodayScope.colleague(ID(one.id))
      return SwitchLink("Pour \(one.label), absent", TodayURLs.today(scope), isCurrent: day.scope == scope)
    }
    let mine = TodayScope.mine(viewer.accountID, standingInFor: day.covered.map(\.id))
    return switchLinks(
      label: "Liste de",
      [
        SwitchLink(
          day.covered.isEmpty ? "Moi" : "Moi et mes suppléances", TodayURLs.today(mine), isCurrent: day.scope == mine),
        SwitchLink("L’équipe", TodayURLs.today(.team), isCurrent: day.scope == .team),
      ] + others)
  }

  private var work: HTML {
    let list = DayList(DayTasks(day: day, viewer: viewer).all, marks: day.marks, only: only, on: viewer.today)
    let items = list.rows.map(item)
    let all: HTML = only == nil ? .empty : link("Toute la liste", to: TodayURLs.today(day.scope))
    return card(
      title: only.map { FrenchText.capitalised($0.french) } ?? "À faire, dans l’ordre",
      count: list.count == 0 ? nil : list.count, id: "a-faire", action: all,
      body: "\(items.isEmpty ? nothing : workList(items))\(away(list))")
  }

  private func item(_ row: DayList.Row) -> HTML {
    switch row {
    case .task(let task): return DayItem(task: task, scope: day.scope, today: viewer.today, csrf: csrf).html
    case .more(let kind, let count):
      return workItem(
        "Et \(FrenchText.count(count, "autre", "autres"))\u{202F}: \(kind.french)",
        why: "Les plus pressants sont au-dessus.", actionLabel: "Voir tout",
        path: TodayURLs.today(day.scope, only: kind))
    }
  }

  /// What was done or put off, and may come back.
  private func away(_ list: DayList) -> HTML {
    guard !list.away.isEmpty else { return .empty }
    let shown = list.away.prefix(50)
    let rows: [[HTML]] = shown.map { task, mark in
      let state: HTML =
        mark.state == .done
        ? badge("fait", .fine) : badge(mark.until.map { "remis au \($0.french)" } ?? "remis")
      return [
        "\(task.title)", state,
        postButton(
          "Remettre dans la liste", TodayURLs.returns, csrf: csrf, look: .quiet,
          values: [("cle", task.key.description), ("pour", day.scope.word)], context: task.title),
      ]
    }
    return disclosure(
      FrenchText.count(list.away.count, "ligne faite ou remise", "lignes faites ou remises"),
      table(
        caption: "Lignes faites ou remises",
        columns: [TableColumn("Ligne"), TableColumn("État"), TableColumn("Action", hiddenTitle: true)], rows: rows))
  }

  private var nothing: HTML {
    guard case .mine = day.scope, day.lots.isEmpty else {
      return emptyState("Rien ne presse aujourd’hui. Les heures à valider et les relances viendront ici.")
    }
    return emptyState(
      "Votre portefeuille est vide. Les heures à valider, les relances et les échéances de vos marchés viendront ici.",
      actionLabel: "Nouveau marché", path: "/marches/nouveau")
  }

  private var tiles: HTML {
    let (year, trend) = (day.year, FigureTrend(day.year))
    let path = ResultURLs.year(year.span.year)
    let objective: HTML = year.objective.map { "objectif \($0.frenchShort)" } ?? ""
    return tileRow(
      [
        figureTile(
          label: "Heures retenues en \(year.span.year)", value: year.year.hours.frenchShort, unit: "h",
          note: dotted([trend.hours, objective]), href: path),
        figureTile(
          label: "Participants en \(year.span.year)", value: FrenchNumber.whole(year.year.people),
          note: dotted([trend.people, fte]), href: path),
      ], stacked: true)
  }

  private var fte: HTML {
    let divisor = day.year.hoursPerFTE
    let value = try? Ratios.fullTimeEquivalents(hours: day.year.year.hours, hoursPerFTE: divisor)
    return "\(value?.french(decimals: 1) ?? "—") ETP à \(FrenchNumber.whole(divisor))\u{202F}h"
  }

  private func dotted(_ pieces: [HTML]) -> HTML { pieces.filter { !$0.isEmpty }.joined(" · ") }

  private var statements: HTML {
    let month = viewer.today.month.previous
    let home = HoursURLs.home(month)
    let pending = day.pending.filter { $0.month == month }.map(\.statements).reduce(0, +)
    let late = day.expected.filter(\.isLate).count
    let received = day.expected.filter(\.isReceived).count
    let title = "Relevés " + FrenchText.of(Month.names[month.number - 1])
    func row(_ label: String, _ count: Int) -> [HTML] {
      ["\(label)", link(FrenchNumber.whole(count), to: home, context: label)]
    }
    return card(
      title: title,
      body: table(
        caption: title, columns: [TableColumn("État"), TableColumn("Relevés", numeric: true)],
        rows: [
          row("Demandés", day.expected.count), row("Reçus", received), row("À valider", pending),
          row("En retard", late),
        ]))
  }

  /// How many lots the page shows before it leads to the list of contracts.
  static let mostLots = 12

  private var lots: HTML {
    let open = day.lots.filter { $0.risk < 9 }
    let title = day.scope == .team ? "Lots à surveiller" : "Mes lots à surveiller"
    let more: HTML =
      open.count > Self.mostLots
      ? "<p>\(link("Voir les \(FrenchNumber.whole(open.count)) lots", to: "/marches"))</p>" : .empty
    return card(
      title: title, id: "lots",
      body: RiskTable(lots: Array(open.prefix(Self.mostLots)), title: title, opensLots: true).html + more)
  }
}

/// Lots by risk, as on the first pages.
struct RiskTable {
  let lots: [LotProgress]
  let title: String
  let opensLots: Bool

  var html: HTML {
    table(
      caption: title,
      columns: [
        TableColumn("Marché · lot"), TableColumn("Entreprise"), TableColumn("À réaliser", numeric: true),
        TableColumn("Retenues", numeric: true), TableColumn("Avancement et prévisionnel"),
        TableColumn("Reste par mois", numeric: true), TableColumn("État"),
      ],
      rows: lots.map(row),
      empty: emptyState("Aucun lot en cours ici. Les lots apparaîtront avec leur marché et leur engagement."))
  }

  private func row(_ lot: LotProgress) -> [HTML] {
    let name = "\(lot.contractTitle) · \(lot.lotNumber)"
    return [
      opensLots ? link(name, to: ContractLinks.lot(lot.lotID)) : "\(name)",
      "\(lot.holders.isEmpty ? "—" : lot.holders.map(\.name).joined(separator: ", "))", "\(lot.expected.frenchTrimmed)",
      "\(lot.kept.frenchTrimmed)",
      lot.expected > .zero
        ? progressBar(done: lot.kept, planned: lot.planToDate, total: lot.expected, label: "Lot \(lot.lotNumber)")
        : "—",
      "\(lot.remainingPerMonth.map { "\($0.frenchShort)\u{202F}h" } ?? "—")", state(lot),
    ]
  }

  private func state(_ lot: LotProgress) -> HTML {
    if lot.awaitsDecision { return badge("décision attendue", .act) }
    if lot.isToCall, let gap = lot.position.gap {
      if lot.kept == .zero { return badge("non démarré", .act) }
      return badge("\((-gap).frenchShort)\u{202F}h sous le prévisionnel", lot.position.isFarBehind ? .act : .watch)
    }
    if !lot.state.isOpen, lot.remaining > .zero {
      return badge("\(lot.remaining.frenchShort)\u{202F}h manquent, lot \(lot.state.french)", .watch)
    }
    if lot.state.isOpen, lot.position.state == .achieved { return badge("atteint", .fine) }
    if lot.state.isOpen, lot.position.state == .noPlan, lot.remaining > .zero {
      return badge("sans prévisionnel", .watch)
    }
    return badge(lot.state.french)
  }
}
