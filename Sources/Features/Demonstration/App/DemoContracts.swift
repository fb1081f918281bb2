// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// Public contracts and their lots, from the year before the first to today. Rows come later: what is owed depends on what is done.
  func planContracts() {
    let operations = writeOperations()
    guard let first = Day(start.year - 1, 7, 1) else { return }
    let span = first.daysUntil(Self.today.adding(days: -12))
    for index in 0..<size.publicContracts {
      let work = index % 10 < 6 ? InventedNames.works[0] : InventedNames.works[1 + index % 4]
      let isLarge = index % 9 == 0
      let place = random.pick(InventedNames.places)
      let months = work.sector == "batiment" ? 10 + random.below(20) : 12 * (1 + random.below(3))
      let notified = first.adding(days: index * span / max(1, size.publicContracts) + random.below(12))
      let buyer = random.happens(55) ? buyers[random.below(min(6, buyers.count))] : random.pick(buyers)
      var contract = DemoContract(
        id: id("public_contract"), buyer: buyer, facilitator: facilitators[index % facilitators.count],
        title: "\(random.pick(work.titles)) \(place)", reference: "\(notified.year)-\(padded(1000 + index))",
        sector: work.sector, notified: notified, months: months, isFramework: index % 11 == 6,
        isReserved: index % 13 == 5,
        operation: work.sector == "batiment" ? operations[buyer]?.randomElement(using: &random) : nil)
      let count = isLarge ? 5 : 1 + random.below(3)
      let begin = lots.count
      for (number, name) in work.lots.shuffled(using: &random).prefix(count).enumerated() {
        planLot(number + 1, name, of: contract)
      }
      contract.lots = begin..<lots.count
      contracts.append(contract)
    }
  }

  private func padded(_ number: Int) -> String { size.isDetailed ? String(number) : "\(territory)-\(number)" }

  /// The larger buyers run operations: urban renewal, a hospital, a tramway.
  private func writeOperations() -> [Int64: [Int64]] {
    var found: [Int64: [Int64]] = [:]
    let names = [
      "Renouvellement urbain des Tilleuls", "Éco-quartier du Haut-Val", "Nouvel hôpital", "Seconde ligne de tramway",
    ]
    for (index, buyer) in buyers.prefix(size.isDetailed ? 12 : 2).enumerated() {
      let operation = id("operation")
      add(
        "operation",
        [
          ("id", operation), ("territory_id", territory), ("buyer_id", buyer),
          ("name", index < names.count ? names[index] : "Programme de travaux \(index + 1)"),
          ("reference", "OP-\(index + 1)"), ("created_at", Self.at(start)),
        ])
      found[buyer, default: []].append(operation)
    }
    return found
  }

  private func planLot(_ number: Int, _ name: String, of contract: DemoContract) {
    let lot = id("lot")
    let start = contract.notified.adding(days: 25 + random.below(45))
    // The company whose people open the application has lots under way, whatever is drawn.
    let isFirst = lots.count % 60 == 7 && contract.sector == "batiment"
    let holder = contract.isReserved ? pickStructure().id : isFirst ? companies[0].id : pickCompany(contract.sector)
    let bearing = contract.isReserved || isFirst ? "alone" : lot % 15 == 4 ? "joint" : lot % 29 == 8 ? "split" : "alone"
    var holders = [holder]
    if bearing != "alone" {
      for _ in 0..<(lot % 2 == 0 ? 1 : 2) {
        let other = pickCompany(contract.sector)
        if !holders.contains(other) { holders.append(other) }
      }
    }
    lots.append(
      DemoLot(
        id: lot, engagement: id("engagement"), contract: contracts.count, number: number, name: name,
        sector: contract.sector, holders: holders, bearing: holders.count > 1 ? bearing : "alone", start: start,
        end: contract.end, weight: 4 + random.below(10) * random.below(10)))
  }

  /// Each company in its turn, so that all of them have lots.
  private func pickCompany(_ sector: String) -> Int64 {
    let turn = turns[sector, default: 0]
    turns[sector] = turn + 1
    let trade = companiesBySector[sector] ?? companies.map(\.id)
    return trade[turn % trade.count]
  }

  func pickStructure() -> (id: Int64, kind: String) {
    structures[(lots.count + people.count + random.below(structures.count)) % structures.count]
  }
}
