// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoScript {
  /// Contracts from 2022 on, so that 2024 starts with lots under way.
  func writeContracts(_ cast: inout DemoCast, count: Int) {
    for index in 0..<count {
      let work = index % 10 < 6 ? InventedNames.works[0] : InventedNames.works[1 + index % 4]
      guard let base = Day(2022, 9, 1) else { continue }
      let notified = base.adding(days: index * 1490 / count + random.below(12))
      let months = 12 + random.below(22)
      let title = "\(random.pick(work.titles)) \(random.pick(InventedNames.places))"
      let contract = id("public_contract")
      let buyer = random.happens(55) ? cast.buyers[random.below(6)] : random.pick(cast.buyers)
      add(
        "public_contract",
        [
          ("id", contract), ("territory_id", cast.territory), ("buyer_id", buyer),
          ("facilitator_id", cast.facilitators[index % cast.facilitators.count]),
          ("reference", "\(notified.year)-\(1000 + index)"), ("title", title),
          (
            "purchase_kind",
            work.sector == "batiment" ? "TRAVAUX" : work.sector == "prestations_intellectuelles" ? "PI" : "SERVICES"
          ),
          ("legal_form", index % 7 == 0 ? "EXEC+CRIT" : index % 19 == 0 ? "RES_SIAE" : "EXEC"), ("sector", work.sector),
          ("amount_cents", Int64(random.below(60) + 4) * 10_000_000), ("notified_on", notified),
          ("duration_months", Int64(months)), ("ends_on", notified.lastDay(ofTermMonths: months)),
          ("training_policy", index % 5 == 0 ? "capped" : "none"),
          ("training_cap_percent", Int64(index % 5 == 0 ? 20 : 0)),
          ("search_text", Search.fold("\(title) \(notified.year)-\(1000 + index)")), ("created_at", Self.at(notified)),
        ])
      writeLots(of: contract, work, notified: notified, months: months, &cast, big: index % 9 == 0)
    }
  }

  private func writeLots(
    of contract: Int64, _ work: (sector: String, titles: [String], lots: [String]), notified: Day, months: Int,
    _ cast: inout DemoCast, big: Bool
  ) {
    guard let today = Day(iso: Self.day) else { return }
    let start = notified.adding(days: 30 + random.below(45))
    let end = notified.lastDay(ofTermMonths: months)
    let names = work.lots.shuffled(using: &random).prefix(big ? 5 : 1 + random.below(3))
    for (index, name) in names.enumerated() {
      let lot = id("lot")
      let received = end < today.adding(days: -40) ? end.adding(days: 20) : nil
      add(
        "lot",
        [
          ("id", lot), ("territory_id", cast.territory), ("contract_id", contract), ("number", String(index + 1)),
          ("name", name), ("sector", work.sector), ("place", random.pick(InventedNames.communes)),
          ("notified_on", notified),
          ("started_on", start < today ? start : nil), ("ends_on", end), ("received_on", received),
          ("settled_on", received.flatMap { $0 < today.adding(days: -200) ? $0.adding(days: 120) : nil }),
          ("created_at", Self.at(notified)),
        ])
      writeEngagement(of: lot, work.sector, notified: notified, start: start, end: end, months: months, &cast)
    }
  }

  private func writeEngagement(
    of lot: Int64, _ sector: String, notified: Day, start: Day, end: Day, months: Int, _ cast: inout DemoCast
  ) {
    let engagement = id("engagement")
    let candidates = cast.companies.filter { $0.sector == sector }
    let holder =
      random.happens(12)
      ? random.pick(cast.structures).id
      : (candidates.isEmpty ? random.pick(cast.companies) : random.pick(candidates)).id
    let isRule = engagement % 23 == 0
    let bearing = engagement % 11 == 0 ? "joint" : engagement % 29 == 0 ? "split" : "alone"
    let hours = isRule ? 400 : (months * (110 + random.below(260)) / 10) * 10
    add(
      "engagement",
      [
        ("id", engagement), ("territory_id", cast.territory), ("lot_id", lot), ("terms", isRule ? "rule" : "hours"),
        ("bearing", bearing), ("slice_cents", isRule ? Int64(200_000) : nil),
        ("slice_units", isRule ? Int64(300) : nil),
        ("threshold_cents", isRule ? Int64(270_000_000) : nil), ("basis", isRule ? "invoiced" : nil),
        ("starts_on", notified),
        ("ends_on", end), ("created_at", Self.at(notified)),
      ])
    bearer(engagement, holder, share: 60, lead: true, cast)
    if bearing != "alone" {
      let second = cast.companies.first { $0.id != holder }?.id ?? holder
      if second != holder { bearer(engagement, second, share: 40, lead: false, cast) }
    }
    if isRule {
      event(engagement, "order", notified, amount: 350_000_000, "Bons de commande", cast)
      event(engagement, "invoice", start, amount: 271_150_000, "Factures de la première année", cast)
    } else {
      event(engagement, "award", notified, hours: hours, "Notification du marché", cast)
      if engagement % 6 == 0 {
        event(engagement, "offer", notified, hours: hours / 10, "Offre au-dessus du minimum", cast)
      }
      if engagement % 17 == 0, let today = Day(iso: Self.day), start.adding(days: 150) < today {
        event(engagement, "amendment", start.adding(days: 150), hours: -hours / 8, "Avenant 1, moins-value", cast)
      }
    }
    if engagement % 8 != 0 {
      plan(engagement, hours: hours, from: start.month.next, to: end.month, agreed: start, cast)
    }
    cast.lots.append(
      DemoLot(engagement: engagement, holder: holder, sector: sector, start: start, end: end, units: Int64(hours * 300))
    )
  }

  private func bearer(_ engagement: Int64, _ organisation: Int64, share: Int, lead: Bool, _ cast: DemoCast) {
    add(
      "engagement_bearer",
      [
        ("territory_id", cast.territory), ("engagement_id", engagement), ("organisation_id", organisation),
        ("share", Int64(share)), ("lead", lead),
      ])
  }

  private func event(
    _ engagement: Int64, _ kind: String, _ day: Day, hours: Int? = nil, amount: Int64? = nil, _ reason: String,
    _ cast: DemoCast
  ) {
    add(
      "engagement_event",
      [
        ("id", id("engagement_event")), ("territory_id", cast.territory), ("engagement_id", engagement), ("kind", kind),
        ("effective_on", day), ("recorded_at", Self.at(day)), ("delta_units", hours.map { Int64($0) * 300 }),
        ("amount_cents", amount), ("reason", reason), ("author_id", cast.facilitators.first),
      ])
  }

  private func plan(_ engagement: Int64, hours: Int, from first: Month, to last: Month, agreed: Day, _ cast: DemoCast) {
    guard first <= last, let today = Day(iso: Self.day), agreed <= today else { return }
    let plan = id("engagement_plan")
    add(
      "engagement_plan",
      [
        ("id", plan), ("territory_id", cast.territory), ("engagement_id", engagement), ("agreed_on", agreed),
        ("recorded_at", Self.at(agreed)), ("author_id", cast.facilitators.first),
      ])
    let count = first.monthsUntil(last) + 1
    let parts = (try? SplitKey(Array(repeating: 1, count: count)).split(Hours(wholeHours: hours))) ?? []
    for (index, part) in parts.enumerated() {
      add(
        "plan_month",
        [
          ("plan_id", plan), ("territory_id", cast.territory), ("month", first.adding(months: index)), ("units", part),
        ])
    }
  }
}
