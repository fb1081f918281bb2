// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The lots of someone: those to follow, the most pressing first, or those that are over, the latest first.
struct ContractListPage: Sendable {
  static let pageSize = 50

  var lots: [LotProgress]
  /// Over: `lots` are one page of them, `count` is how many there are, and `next` is where the next page starts.
  var over: (count: Int, next: ID<Lot>?)?
  var role: Role
  /// « moi », « equipe », or the account of a colleague.
  var whose: String
  var colleagues: [Colleague] = []
  var me: ID<Account>
  var search: String
  /// The lot after which the page starts.
  var after: ID<Lot>?

  /// The lots whose number, name, contract, buyer or holder hold every word looked for.
  var found: [LotProgress] {
    guard over == nil else { return lots }
    let words = Search.fold(search).split(separator: " ").map(String.init)
    guard !words.isEmpty else { return lots }
    return lots.filter { lot in
      let names = [lot.title, lot.contractTitle, lot.contractReference, lot.buyerName] + lot.holders.map(\.name)
      let text = Search.fold(names.joined(separator: " "))
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// One page of them, and the key of the next.
  var shown: (lots: [LotProgress], next: ID<Lot>?) {
    if let over { return (lots, over.next) }
    let all = found
    let start = after.flatMap { key in all.firstIndex { $0.lotID == key } }.map { $0 + 1 } ?? 0
    let page = all.dropFirst(start).prefix(Self.pageSize)
    return (Array(page), start + page.count < all.count ? page.last?.lotID : nil)
  }

  var page: Page {
    let isFacilitator = role == .facilitator
    let links: [HTML] = [
      linkButton("Avis de marchés publiés", NoticeURLs.list), linkButton("Opérations", OperationURLs.list),
      linkButton("Calibrages", SizingURLs.list),
      primaryButton("Nouveau marché", ContractURLs.new),
    ]
    let owed = found.map(\.firm).sum
    let line =
      over.map { FrenchText.count($0.count, "lot clausé terminé", "lots clausés terminés") }
      ?? FrenchText.count(found.count, "lot clausé à suivre", "lots clausés à suivre")
      + ", \(owed.frenchShort)\u{202F}h à réaliser"
    return Page(
      title: "Marchés", line: "\(line)", action: isFacilitator ? links.joined() : .empty, section: .contracts,
      body: body)
  }

  private var body: HTML {
    let (lots, next) = shown
    let title = over == nil ? "Lots à suivre, les plus pressants d’abord" : "Lots terminés, les derniers d’abord"
    let list = table(
      caption: title, columns: LotTable.columns(withContract: true),
      rows: lots.map { LotTable.row($0, withContract: true) }, empty: empty)
    return """
      \(role == .facilitator ? switcher : .empty)\(stages)
      \(filterForm(action: ContractURLs.list, submit: "Chercher", fields: [
        .text("q", "Marché, lot, donneur d’ordre ou titulaire", value: search), .hidden("pour", whose),
        .hidden("etat", over == nil ? "" : "termines")]))
      \(card(title: title, count: over?.count ?? found.count, body: list))
      \(pager(nextPath: next.map { path(after: $0) }, previousPath: after == nil ? nil : path(after: nil)))
      \(found.isEmpty ? .empty : exportLinks(.lots))
      """
  }

  private var empty: HTML {
    guard over == nil || !search.isEmpty else { return emptyState("Aucun lot n’est encore soldé ni attesté.") }
    guard search.isEmpty else { return emptyState("Aucun lot ne contient «\u{202F}\(search)\u{202F}».") }
    guard role == .facilitator else {
      return emptyState("Les marchés que vous avez passés avec une clause seront ici.")
    }
    return emptyState(
      whose == "moi" ? "Les lots des marchés que vous suivez seront ici." : "Les lots clausés seront ici.",
      actionLabel: "Nouveau marché", path: ContractURLs.new)
  }

  private var switcher: HTML {
    let away = colleagues.filter { $0.id != me }.map { colleague in
      SwitchLink(
        colleague.awayUntil.map { "Pour \(colleague.name), absence jusqu’au \($0.french)" } ?? "Pour \(colleague.name)",
        Self.path(whose: colleague.id.description), isCurrent: whose == colleague.id.description)
    }
    return switchLinks(
      label: "De qui",
      [
        SwitchLink("Moi", Self.path(whose: "moi"), isCurrent: whose == "moi"),
        SwitchLink("L’équipe", Self.path(whose: "equipe"), isCurrent: whose == "equipe"),
      ] + away)
  }

  private var stages: HTML {
    switchLinks(
      label: "Quels lots",
      [
        SwitchLink("À suivre", Self.path(whose: whose), isCurrent: over == nil),
        SwitchLink("Terminés", Self.path(whose: whose) + "&etat=termines", isCurrent: over != nil),
      ])
  }

  private static func path(whose: String) -> String { "\(ContractURLs.list)?pour=\(whose)" }

  private func path(after key: ID<Lot>?) -> String {
    let stage = over == nil ? "" : "termines"
    let query = Form(
      [("pour", whose), ("etat", stage), ("q", search), ("apres", key?.description ?? "")].filter { !$0.1.isEmpty })
    return "\(ContractURLs.list)?\(query.encoded)"
  }
}

/// The table of lots, the same in the list and on a contract's page.
enum LotTable {
  static func columns(withContract: Bool) -> [TableColumn] {
    let first = [TableColumn("Lot")] + (withContract ? [TableColumn("Marché")] : [])
    return first + [
      TableColumn("Titulaire"), TableColumn("À réaliser", numeric: true), TableColumn("Retenues", numeric: true),
      TableColumn("Avancement et prévisionnel"), TableColumn("Reste par mois", numeric: true),
      TableColumn("Prochaine action"),
    ]
  }

  static func row(_ lot: LotProgress, withContract: Bool) -> [HTML] {
    let contract: HTML = """
      \(link(lot.contractReference.isEmpty ? lot.contractTitle : lot.contractReference, to: ContractURLs.contract(lot.contractID)))\
       <span class="help">\(lot.buyerName)</span>
      """
    return [link(lot.title, to: ContractURLs.lot(lot.lotID))] + (withContract ? [contract] : []) + [
      "\(holders(lot)) \(state(lot))", owed(lot), "\(lot.kept.frenchTrimmed)", bar(lot), pace(lot), "\(lot.nextAction)",
    ]
  }

  static func holders(_ lot: LotProgress) -> HTML {
    guard !lot.holders.isEmpty else { return "—" }
    let names: [HTML] = lot.holders.map { holder in
      let share: HTML? = holder.shareText.isEmpty ? nil : " \(holder.shareText)"
      let kind: HTML? = holder.kind.flatMap { $0.isStructure ? " \(badge($0.short))" : nil }
      return "\(holder.name)\(share)\(kind)"
    }
    return names.joined(", ")
  }

  static func state(_ lot: LotProgress) -> HTML {
    switch lot.state {
    case .running:
      lot.position.isFarBehind ? badge("en retard", .act) : lot.position.isLate ? badge("en retard", .watch) : .empty
    case .notStarted, .planned: badge(lot.state.french)
    case .suspended: badge(lot.state.french, .watch)
    case .terminated, .cancelled: badge(lot.state.french, .act)
    case .ended, .accepted, .settled: badge(lot.state.french, .fine)
    }
  }

  static func owed(_ lot: LotProgress) -> HTML {
    guard lot.forecast != lot.firm, lot.state != .terminated else { return "\(lot.firm.frenchTrimmed)" }
    return "\(lot.firm.frenchTrimmed) <span class=\"help\">prév. \(lot.forecast.frenchTrimmed)</span>"
  }

  static func bar(_ lot: LotProgress) -> HTML {
    guard lot.expected > .zero else { return "—" }
    return progressBar(done: lot.kept, planned: lot.planToDate, total: lot.expected, label: "Lot \(lot.title)")
  }

  static func pace(_ lot: LotProgress) -> HTML {
    if let rest = lot.remainingPerMonth { return "\(rest.frenchShort)\u{202F}h" }
    if lot.remaining > .zero, lot.state.isOpen, let first = lot.planFirstMonth, first > lot.position.lastMonth {
      return "\(first.french)"
    }
    return "—"
  }
}
