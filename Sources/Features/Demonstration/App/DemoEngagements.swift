// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// One engagement a lot: a number of hours or a rule, its bearers, its events and its plan.
  func writeEngagement(_ lot: DemoLot, of contract: DemoContract, _ fate: DemoFate) {
    let isOrdered = contract.isFramework
    let isInvoiced = !isOrdered && contract.sector == "batiment" && lot.id % 43 == 5
    let isRule = isOrdered || isInvoiced
    let threshold: Int64? = isInvoiced ? 270_000_000 : isOrdered ? 0 : nil
    add(
      "engagement",
      [
        ("id", lot.engagement), ("territory_id", territory), ("lot_id", lot.id), ("terms", isRule ? "rule" : "hours"),
        ("bearing", lot.bearing), ("slice_cents", isRule ? Int64(200_000) : nil),
        ("slice_units", isRule ? Int64(300) : nil), ("threshold_cents", threshold),
        ("basis", isOrdered ? "ordered" : isInvoiced ? "invoiced" : nil), ("starts_on", contract.notified),
        ("ends_on", lot.end), ("created_at", Self.at(contract.notified)),
      ])
    for (index, holder) in lot.holders.enumerated() {
      let share = lot.holders.count == 1 ? 1 : index == 0 ? 60 : 40 / (lot.holders.count - 1)
      add(
        "engagement_bearer",
        [
          ("territory_id", territory), ("engagement_id", lot.engagement), ("organisation_id", holder),
          ("share", Int64(share)), ("lead", index == 0),
        ])
    }
    let steps = DemoSteps(script: self, lot: lot, contract: contract, fate: fate)
    if isOrdered { steps.orders() } else if isInvoiced { steps.invoices() } else { steps.hours() }
    steps.ending()
    if lot.engagement % 8 != 0 { writePlan(lot, of: contract, hours: fate.owed) }
  }

  private func writePlan(_ lot: DemoLot, of contract: DemoContract, hours: Int) {
    let (first, last) = (lot.start.month.next, lot.end.month)
    guard first <= last, lot.start <= Self.today else { return }
    let plan = id("engagement_plan")
    add(
      "engagement_plan",
      [
        ("id", plan), ("territory_id", territory), ("engagement_id", lot.engagement), ("agreed_on", lot.start),
        ("recorded_at", Self.at(lot.start)), ("author_id", contract.facilitator),
      ])
    let count = first.monthsUntil(last) + 1
    let parts = (try? SplitKey(Array(repeating: 1, count: count)).split(Hours(wholeHours: hours))) ?? []
    for (index, part) in parts.enumerated() {
      add(
        "plan_month",
        [
          ("plan_id", plan), ("territory_id", territory), ("month", first.adding(months: index)), ("units", part),
        ])
    }
    note(
      "engagement.plan", .engagement, lot.engagement,
      "Lot \(lot.number)\u{202F}: prévisionnel de \(FrenchNumber.whole(Int64(hours)))\u{202F}h sur \(count) mois",
      on: lot.start, by: contract.facilitator)
  }
}

/// The dated events that bring one engagement to what it owes.
private struct DemoSteps {
  let script: DemoScript
  let lot: DemoLot
  let contract: DemoContract
  let fate: DemoFate

  private var notified: Day { contract.notified }

  /// The day after so many parts of the term in ten; never after today.
  private func day(_ tenths: Int) -> Day {
    min(DemoScript.today, notified.adding(days: notified.daysUntil(lot.end) * tenths / 10))
  }

  private var elapsedTenths: Int {
    min(10, max(0, notified.daysUntil(DemoScript.today) * 10 / max(1, notified.daysUntil(lot.end))))
  }

  /// A number of hours, with what made it what it is.
  func hours() {
    let part = max(10, fate.owed / 80 * 10)
    let whole = fate.owed
    switch lot.engagement % 12 {
    case 1, 7:
      award(whole - part)
      add("offer", notified, hours: part, "Heures offertes au-dessus du minimum")
    case 2 where elapsedTenths > 4:
      award(whole - part)
      add("amendment", day(4), hours: part, "Avenant 1, travaux supplémentaires")
    case 3 where elapsedTenths > 5:
      award(whole + part)
      add("amendment", day(5), hours: -part, "Avenant 1, moins-value")
    case 4 where elapsedTenths > 3:
      award(whole - 2 * part)
      add("tranche", day(3), hours: 2 * part, "Tranche optionnelle 1 affermie")
    case 5 where contract.sector != "batiment" && contract.months > 12: renewals()
    case 6 where elapsedTenths > 6 && lot.bearing == "split":
      award(whole)
      add("transfer", day(6), hours: 0, "Répartition revue entre les membres")
    default: award(whole)
    }
  }

  /// One year, renewed each year: every renewal is its own increase.
  private func renewals() {
    let years = max(1, contract.months / 12)
    let each = max(10, fate.owed / years)
    add("award", notified, hours: fate.owed - each * (years - 1), "Notification, première année")
    for year in 1..<max(2, years) where notified.adding(months: 12 * year) <= DemoScript.today {
      add("renewal", notified.adding(months: 12 * year), hours: each, "Reconduction \(year)")
    }
  }

  private func award(_ hours: Int) { add("award", notified, hours: hours, "Notification du marché") }

  /// A framework: an hour for each 2 000 € ordered.
  func orders() {
    let count = max(1, min(6, contract.months / 4))
    let each = Int64(max(70, fate.owed)) * 200_000 / Int64(count)
    for index in 0..<count where index * 10 / count <= elapsedTenths {
      add("order", day(index * 10 / count), amount: each, "Bon de commande \(index + 1)")
      if index * 10 / count + 2 <= elapsedTenths {
        add("invoice", day(index * 10 / count + 2), amount: each * 95 / 100, "Facture \(index + 1)")
      }
    }
  }

  /// The State's rule: an hour for each 2 000 € invoiced from 2 700 000 €, lowered again by credit notes.
  func invoices() {
    let above = Int64(max(70, fate.owed)) * 200_000
    add("order", notified, amount: 270_000_000 + above * 11 / 10, "Bons de commande de la période")
    add("invoice", day(3), amount: 270_000_000 + above / 2, "Factures, premier semestre")
    guard elapsedTenths > 5 else { return }
    add("invoice", day(6), amount: above * 11 / 20, "Factures, second semestre")
    add("creditNote", day(7), amount: above / 20, "Avoir sur une prestation refusée")
  }

  /// A termination with the buyer's decision, or without it yet.
  func ending() {
    guard let terminated = fate.terminated else { return }
    let decided = lot.id % 2 == 0 ? Int64(lot.done / 300 * 300) : nil
    add(
      "termination", terminated, sets: decided,
      decided == nil ? "Résiliation, décision attendue" : "Résiliation du titulaire")
  }

  private func add(
    _ kind: String, _ day: Day, hours: Int? = nil, amount: Int64? = nil, sets: Int64? = nil, _ reason: String
  ) {
    script.add(
      "engagement_event",
      [
        ("id", script.id("engagement_event")), ("territory_id", script.territory), ("engagement_id", lot.engagement),
        ("kind", kind), ("effective_on", day), ("recorded_at", DemoScript.at(day)),
        ("delta_units", hours.map { Int64($0) * 300 }), ("amount_cents", amount), ("sets_units", sets),
        ("reason", reason), ("author_id", contract.facilitator),
      ])
    script.note(
      "engagement.\(kind)", .engagement, lot.engagement, "Lot \(lot.number)\u{202F}: \(reason)", on: day,
      by: contract.facilitator)
  }
}
