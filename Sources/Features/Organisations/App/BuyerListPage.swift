// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A buyer and where its lots stand: those of its own contracts, and its share of those that it buys in a group.
struct BuyerLine: Sendable {
  let id: ID<Organisation>
  let name: String
  let contracts: Int
  /// Of them, bought in a purchasing group.
  let grouped: Int
  let lots: Int
  let expected: Hours
  let kept: Hours
  let completion: Percent?

  /// What one member counts of a lot.
  private struct Part {
    let lot: LotBalance
    let isGrouped: Bool
    let expected: Hours
    let kept: Hours
    /// A surplus on one lot does not fill another.
    let capped: Hours
  }

  static func list(
    _ buyers: [Organisation], _ lots: [LotBalance],
    groups: [ID<PublicContract>: [(id: ID<Organisation>, share: Int)]] = [:]
  ) -> [BuyerLine] {
    var parts: [ID<Organisation>: [Part]] = [:]
    for lot in lots {
      // A purchasing group takes the place of its coordinator alone.
      let members = groups[lot.contractID] ?? [(lot.buyerID, 1)]
      guard let key = try? SplitKey(members.map(\.share)) else { continue }
      let (expected, kept) = (key.split(lot.expected), key.split(lot.kept))
      let capped = key.split(min(lot.kept, lot.expected))
      for (index, member) in members.enumerated() {
        parts[member.id, default: []].append(
          Part(
            lot: lot, isGrouped: members.count > 1, expected: expected[index], kept: kept[index], capped: capped[index])
        )
      }
    }
    return buyers.map { line($0, parts[$0.id] ?? []) }
  }

  private static func line(_ buyer: Organisation, _ own: [Part]) -> BuyerLine {
    let expected = own.map(\.expected).reduce(Hours.zero, +)
    return BuyerLine(
      id: buyer.id, name: buyer.name, contracts: Set(own.map(\.lot.contractID)).count,
      grouped: Set(own.filter(\.isGrouped).map(\.lot.contractID)).count, lots: own.count, expected: expected,
      kept: own.map(\.kept).reduce(Hours.zero, +),
      completion: Percent(part: own.map(\.capped).reduce(Hours.zero, +), whole: expected))
  }
}

func buyerListPage(_ buyers: [BuyerLine]) -> Page {
  let rows: [[HTML]] = buyers.map { buyer in
    [
      link(buyer.name, to: OrganisationURLs.page(buyer.id)), contracts(buyer), "\(FrenchNumber.whole(buyer.lots))",
      "\(buyer.expected.frenchShort)", "\(buyer.kept.frenchShort)", "\(buyer.completion?.french ?? "—")",
    ]
  }
  let columns = [
    TableColumn("Donneur d’ordre"), TableColumn("Marchés", numeric: true), TableColumn("Lots", numeric: true),
    TableColumn("À réaliser (h)", numeric: true), TableColumn("Retenues (h)", numeric: true),
    TableColumn("Réalisation plafonnée par lot", numeric: true),
  ]
  return Page(
    title: "Donneurs d’ordre", trail: [TrailLink("Marchés", "/marches"), TrailLink("Donneurs d’ordre")],
    line: "Toutes années. Dans un groupement de commandes, chaque membre compte le marché, et sa part des heures.",
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

private func contracts(_ buyer: BuyerLine) -> HTML {
  let all = FrenchNumber.whole(buyer.contracts)
  return buyer.grouped == 0
    ? "\(all)" : "\(all) <span class=\"help\">dont \(FrenchNumber.whole(buyer.grouped)) en groupement</span>"
}
