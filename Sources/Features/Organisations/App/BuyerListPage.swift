// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A buyer and where its lots stand.
struct BuyerLine: Sendable {
  let id: ID<Organisation>
  let name: String
  let lots: Int
  let expected: Hours
  let kept: Hours
  let completion: Percent?

  static func list(_ buyers: [Organisation], _ lots: [LotProgress]) -> [BuyerLine] {
    let byBuyer = Dictionary(grouping: lots, by: \.buyerID)
    return buyers.map { buyer in
      let own = byBuyer[buyer.id] ?? []
      let expected = own.map(\.expected).reduce(Hours.zero, +)
      // A surplus on one lot does not fill another.
      let capped = own.map { min($0.kept, $0.expected) }.reduce(Hours.zero, +)
      return BuyerLine(
        id: buyer.id, name: buyer.name, lots: own.count, expected: expected,
        kept: own.map(\.kept).reduce(Hours.zero, +), completion: Percent(part: capped, whole: expected))
    }
  }
}

func buyerListPage(_ buyers: [BuyerLine]) -> Page {
  let rows: [[HTML]] = buyers.map { buyer in
    [
      link(buyer.name, to: OrganisationURLs.page(buyer.id)), "\(FrenchNumber.whole(buyer.lots))",
      "\(buyer.expected.frenchShort)", "\(buyer.kept.frenchShort)", "\(buyer.completion?.french ?? "—")",
    ]
  }
  let columns = [
    TableColumn("Donneur d’ordre"), TableColumn("Lots", numeric: true), TableColumn("À réaliser (h)", numeric: true),
    TableColumn("Retenues (h)", numeric: true), TableColumn("Réalisation plafonnée par lot", numeric: true),
  ]
  return Page(
    title: "Donneurs d’ordre", trail: [TrailLink("Marchés", "/marches"), TrailLink("Donneurs d’ordre")],
    line: "Toutes années, lots des marchés dont chacun est l’acheteur.",
    action:
      "\(linkButton("Conventions", AgreementURLs.list)) \(primaryButton("Nouvel organisme", OrganisationURLs.new))",
    section: .contracts,
    body: card(
      title: "Donneurs d’ordre", count: buyers.count,
      body: table(
        caption: "Donneurs d’ordre", columns: columns, rows: rows,
        empty: emptyState(
          "Ici viendront les donneurs d’ordre du territoire.", actionLabel: "Ajouter un organisme",
          path: OrganisationURLs.new))))
}
