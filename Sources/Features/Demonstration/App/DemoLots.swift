// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// How a lot goes, drawn once: it decides what is owed from what was done.
struct DemoFate {
  /// What is owed over the whole term, in hours.
  let owed: Int
  let received: Day?
  let settled: Day?
  let terminated: Day?
  let cancelled: Day?
  let suspended: Day?
}

extension DemoScript {
  /// The rows of contracts, lots and engagements, once it is known what was done on each.
  func writeContracts() {
    for contract in contracts {
      let fates = contract.lots.map { fate(of: lots[$0]) }
      let hours = fates.map(\.owed).reduce(0, +)
      writeContract(contract, amount: Int64(max(40, hours * 12 / 10)) * 100_000)
      for (index, fate) in zip(contract.lots, fates) {
        writeLot(lots[index], of: contract, fate)
        writeEngagement(lots[index], of: contract, fate)
      }
    }
  }

  private func writeContract(_ contract: DemoContract, amount: Int64) {
    let kind =
      contract.sector == "batiment" ? "TRAVAUX" : contract.sector == "prestations_intellectuelles" ? "PI" : "SERVICES"
    let form =
      contract.isReserved
      ? (contract.id % 2 == 0 ? "RES_SIAE" : "RES_MIX") : contract.id % 7 == 0 ? "EXEC+CRIT" : "EXEC"
    let training = contract.id % 5 == 0 ? ("capped", 20) : contract.id % 17 == 0 ? ("all", 0) : ("none", 0)
    add(
      "public_contract",
      [
        ("id", contract.id), ("territory_id", territory), ("operation_id", contract.operation),
        ("buyer_id", contract.buyer), ("facilitator_id", contract.facilitator), ("reference", contract.reference),
        ("title", contract.title), ("purchase_kind", kind), ("legal_form", form), ("sector", contract.sector),
        ("cpv", cpv(contract.sector)), ("amount_cents", amount), ("framework", contract.isFramework),
        ("notified_on", contract.notified), ("duration_months", Int64(contract.months)), ("ends_on", contract.end),
        ("training_policy", training.0), ("training_cap_percent", Int64(training.1)),
        ("rhythm", contract.id % 16 == 3 ? "quarterly" : "monthly"),
        ("search_text", Search.fold("\(contract.title) \(contract.reference)")),
        ("created_at", Self.at(contract.notified)),
      ])
    note(
      "contract.created", .contract, contract.id,
      "Marché enregistré\u{202F}: \(contract.lots.count) \(contract.lots.count == 1 ? "lot" : "lots")",
      on: contract.notified, by: contract.facilitator)
    writeOwners(of: contract)
  }

  /// A purchasing group: its coordinator, one or two others, and their shares.
  private func writeOwners(of contract: DemoContract) {
    guard contract.id % 24 == 10, buyers.count > 8 else { return }
    var owners = [contract.buyer]
    for step in [3, 7] where !owners.contains(buyers[(Int(contract.id) + step) % buyers.count]) {
      owners.append(buyers[(Int(contract.id) + step) % buyers.count])
    }
    for (index, owner) in owners.enumerated() {
      add(
        "contract_owner",
        [
          ("territory_id", territory), ("contract_id", contract.id), ("organisation_id", owner),
          ("share", Int64(index == 0 ? 50 : 25)), ("coordinator", index == 0),
        ])
    }
  }

  private func cpv(_ sector: String) -> String {
    switch sector {
    case "batiment": "45000000"
    case "nettoyage": "90910000"
    case "espaces_verts": "77310000"
    case "maintenance": "50700000"
    default: "71000000"
    }
  }

  /// A lot over or under way: owed so that most are where they should be, one in eight far behind, some ahead.
  private func fate(of lot: DemoLot) -> DemoFate {
    let today = Self.today
    let isOver = lot.end < today.adding(days: -40)
    let chance = random.below(100)
    let percent =
      chance < 12
      ? 35 + random.below(30)
      : chance < 24
        ? 75 + random.below(18)
        : chance < 86
          ? 96 + random.below(16)
          : 116 + random.below(20)
    let first = lot.start.month.next
    let whole = max(1, first.monthsUntil(lot.end.month) + 1)
    let elapsed = max(0, min(whole, first.monthsUntil(Self.lastMonth) + 1))
    let done = Int(lot.done / 300)
    let fitted = elapsed == 0 ? 0 : done * 100 / percent * whole / elapsed
    let owed = max(70, (fitted == 0 ? lot.weight * 24 : fitted) / 10 * 10)
    let received = isOver && done > 0 ? lot.end.adding(days: 20) : nil
    let isStopped = !isOver && done > 60 && lot.id % 41 == 12 && lot.start < today.adding(days: -200)
    return DemoFate(
      owed: owed, received: received,
      settled: received.flatMap { $0 < today.adding(days: -200) ? $0.adding(days: 120) : nil },
      terminated: isStopped ? today.adding(days: -40) : nil,
      cancelled: isOver && done == 0 ? lot.start.adding(days: 90) : nil,
      suspended: !isOver && !isStopped && lot.id % 37 == 6 && lot.start < today.adding(days: -120)
        ? today.adding(days: -50) : nil)
  }

  private func writeLot(_ lot: DemoLot, of contract: DemoContract, _ fate: DemoFate) {
    add(
      "lot",
      [
        ("id", lot.id), ("territory_id", territory), ("contract_id", contract.id), ("number", String(lot.number)),
        ("name", lot.name), ("sector", lot.sector), ("place", random.pick(InventedNames.communes)),
        ("amount_cents", Int64(max(20, fate.owed * 12 / 10)) * 100_000), ("notified_on", contract.notified),
        ("started_on", lot.start < Self.today ? lot.start : nil), ("ends_on", lot.end),
        ("received_on", fate.received), ("settled_on", fate.settled), ("terminated_on", fate.terminated),
        ("cancelled_on", fate.cancelled), ("created_at", Self.at(contract.notified)),
      ])
    if let received = fate.received {
      note(
        "lot.dates", .lot, lot.id, "Lot \(lot.number)\u{202F}: réceptionné le \(received.french)", on: received,
        by: contract.facilitator)
    }
    guard let suspended = fate.suspended else { return }
    add(
      "lot_suspension",
      [
        ("id", id("lot_suspension")), ("territory_id", territory), ("lot_id", lot.id), ("starts_on", suspended),
        ("ends_on", nil as Day?), ("reason", "Fouilles archéologiques"), ("recorded_at", Self.at(suspended)),
      ])
    note(
      "lot.suspended", .lot, lot.id, "Lot \(lot.number) suspendu à partir du \(suspended.french)\u{202F}: fouilles",
      on: suspended, by: contract.facilitator)
  }
}
