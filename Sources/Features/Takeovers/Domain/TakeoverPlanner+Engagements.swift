// SPDX-License-Identifier: EUPL-1.2

extension TakeoverPlanner {
  mutating func readEngagement(_ row: TakeoverRow) throws(TakeoverRejected) {
    guard let lot = try lot(row) else {
      throw TakeoverRejected(sentence: "Le lot de cet engagement n’est pas dit\u{202F}: écrivez le marché et le lot.")
    }
    let outcome = try engagement(
      row, lot: lot, reference: row.raw(.reference), owed: try row.hours(.owed),
      holders: try row.line(.holder, max: 1_000))
    count(outcome, at: row.place)
  }

  /// What a lot owes, who bears it, and the hours that it was awarded with.
  mutating func engagement(
    _ row: TakeoverRow, lot: Int64, reference: String, owed: Hours?, holders: String
  ) throws(TakeoverRejected) -> Outcome {
    if let owed, owed < .zero {
      throw row.reject(.owed, "Des heures à réaliser ne sont pas négatives\u{202F}: corrigez la cellule.")
    }
    let label = try row.line(.label)
    let all = (engagements[lot] ?? []).filter { mayBe($0, reference, .engagement) }
    let own = references[.engagement]?["#" + Search.fold(reference)]
    let found =
      own ?? all.first { Search.fold(value(.engagement, $0, "label").text) == Search.fold(label) }
      ?? (all.count == 1 && label.isEmpty ? all[0] : nil)
    var bearers = try bearers(row, holders)
    if found == nil, bearers.isEmpty { bearers = placeholder(row) }
    var values: TakeoverValues = ["lot_id": .row(.lot, lot), "label": TakeoverValue(label)]
    if !bearers.isEmpty {
      values["bearers"] = .bearers(bearers)
      let typed = row.code(.bearing, Bearing.self)
      values["bearing"] = .text((typed ?? (bearers.count > 1 ? .joint : .alone)).rawValue)
    }
    try addTerms(row, &values)
    if found == nil, values["terms"] == nil { values["terms"] = .text("hours") }
    if row.has(.label) || row.has(.terms) {
      values["starts_on"] = TakeoverValue(try row.day(.startsOn))
      values["ends_on"] = TakeoverValue(try row.day(.endsOn))
    }
    let result = upsert(
      .engagement, reference: reference, found: found, values, label: self.label(.lot, lot), at: row.place)
    guard let owed, owed > .zero else { return result.outcome }
    let awarded = award(owed, of: result.id, reference: reference, lot: lot, row)
    return result.outcome == .unchanged ? awarded : result.outcome
  }

  private mutating func addTerms(_ row: TakeoverRow, _ values: inout TakeoverValues) throws(TakeoverRejected) {
    let text = Search.fold(row.raw(.terms))
    guard !text.isEmpty else { return }
    guard text.contains("regle") || text == "rule" else {
      values["terms"] = .text("hours")
      return
    }
    guard let slice = try row.money(.slice), slice > .zero, let each = try row.hours(.sliceHours), each > .zero else {
      throw row.reject(
        .terms, "Une règle a une tranche en euros et des heures par tranche\u{202F}: complétez la ligne.")
    }
    values["terms"] = .text("rule")
    values["slice_cents"] = TakeoverValue(slice)
    values["slice_units"] = TakeoverValue(each)
    values["threshold_cents"] = TakeoverValue(try row.money(.threshold) ?? .zero)
    values["basis"] = .text((row.code(.basis, RuleBasis.self) ?? .invoiced).rawValue)
    let rounding = Search.fold(row.raw(.rounding))
    values["rounding"] = .text(rounding.contains("prorata") || rounding == "prorated" ? "prorated" : "full_slices")
  }

  /// « Leduc (60 %) ; Envol (40 %) »: who bears, with shares.
  private mutating func bearers(_ row: TakeoverRow, _ text: String) throws(TakeoverRejected) -> [TakeoverBearer] {
    let siret = self.siret(row, .holderSiret)
    let names = text.split { $0 == ";" || $0 == "\n" }.flatMap { $0.split(separator: " + ") }
      .map { String($0).trimmed }.filter { !$0.isEmpty }
    if names.isEmpty, !siret.isEmpty {
      return body("", siret: siret, as: .employer, at: row.place).map { [TakeoverBearer(organisation: $0, share: 1)] }
        ?? []
    }
    var found: [TakeoverBearer] = []
    for name in names {
      let (plain, share) = Self.share(name)
      guard let id = body(plain, siret: names.count == 1 ? siret : "", as: .employer, at: row.place),
        !found.contains(where: { $0.organisation == id })
      else { continue }
      found.append(TakeoverBearer(organisation: id, share: share))
    }
    return found
  }

  private static func share(_ name: String) -> (String, Int) {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return (name, 1) }
    let inside = name[name.index(after: open)...].dropLast().filter { $0.isPlainDigit }
    guard let share = Int(inside), share > 0, share < 1_000_000, name[open...].count <= 12 else { return (name, 1) }
    return (String(name[..<open]).trimmed, share)
  }

  /// An engagement has a bearer: somebody to name later, when the workbook does not.
  private mutating func placeholder(_ row: TakeoverRow) -> [TakeoverBearer] {
    find(
      row.place, row.column(.holder), "",
      "Le titulaire n’est pas dit\u{202F}: l’engagement est porté par «\u{202F}Titulaire à préciser\u{202F}». Ajoutez son nom à la ligne, ou corrigez la page du lot."
    )
    return body("Titulaire à préciser", as: .employer, at: row.place)
      .map { [TakeoverBearer(organisation: $0, share: 1)] } ?? []
  }

  /// The hours of the award. What the territory's own acts changed since is never changed from a file.
  private mutating func award(
    _ owed: Hours, of engagement: Int64, reference: String, lot: Int64, _ row: TakeoverRow
  ) -> Outcome {
    let key = "attribution \(reference) \(value(.engagement, engagement, "label").text) \(awardKey(lot))"
    let known = references[.event]?["#" + Search.fold(key)]
    let others = (events[engagement] ?? []).filter { $0 != known }
    if known == nil, engagement > 0, !others.isEmpty {
      let sum = others.compactMap { value(.event, $0, "delta_units").number }.reduce(0, +)
      if sum != owed.units {
        find(
          row.place, row.column(.owed), row.raw(.owed),
          "L’engagement enregistré est de \(Hours(units: sum).frenchTrimmed)\u{202F}h. Rien n’est changé\u{202F}: enregistrez un avenant sur sa page, ou corrigez le fichier."
        )
      }
      return .unchanged
    }
    let days: [TakeoverValue] = [
      TakeoverValue((try? row.day(.on)) ?? nil), value(.lot, lot, "notified_on"),
      value(.lot, lot, "contract_id").row.map { value(.contract, $0, "notified_on") } ?? .nothing,
      value(.lot, lot, "started_on"), known.map { value(.event, $0, "effective_on") } ?? .nothing,
      TakeoverValue(Day(ground.today.year, 1, 1)),
    ]
    return upsert(
      .event, reference: key, found: known,
      [
        "engagement_id": .row(.engagement, engagement), "kind": .text(EngagementEventKind.award.rawValue),
        "effective_on": days.first { $0 != .nothing } ?? .nothing, "delta_units": TakeoverValue(owed),
        "reason": .text("Repris du fichier du territoire"),
      ], label: label(.lot, lot), at: row.place
    ).outcome
  }

  /// Stays the same from one takeover to the next, which a number given at the first one does not.
  private func awardKey(_ lot: Int64) -> String {
    let contract = value(.lot, lot, "contract_id").row ?? 0
    return [
      value(.contract, contract, "reference").text, value(.contract, contract, "title").text,
      value(.lot, lot, "number").text,
    ].joined(separator: " ")
  }

  mutating func readEvent(_ row: TakeoverRow) throws(TakeoverRejected) {
    let typed = row.raw(.engagement)
    let named = typed.isEmpty ? nil : references[.engagement]?["#" + Search.fold(typed)]
    let lot = named == nil ? try lot(row) : nil
    guard let engagement = named ?? lot.flatMap({ engagements[$0]?.first }) else {
      throw row.reject(
        .engagement, "Cet engagement n’est dans aucune feuille\u{202F}: écrivez sa référence, ou son marché et son lot."
      )
    }
    guard let kind = row.code(.event, EngagementEventKind.self, also: TakeoverCodes.events) else {
      throw row.reject(
        .event,
        "Cet événement n’est pas de la liste\u{202F}: écrivez attribution, avenant, bon de commande, facture, avoir, reconduction ou résiliation."
      )
    }
    guard let on = try row.day(.on) else {
      throw row.reject(.on, "La date de l’événement manque\u{202F}: écrivez-la.")
    }
    let (delta, amount) = (try row.hours(.delta), try row.money(.amount))
    guard delta != nil || amount != nil || kind == .termination else {
      throw row.reject(.delta, "Un événement dit des heures ou un montant\u{202F}: complétez la ligne.")
    }
    let result = upsert(
      .event, reference: row.raw(.reference),
      [
        "engagement_id": .row(.engagement, engagement), "kind": .text(kind.rawValue), "effective_on": TakeoverValue(on),
        "delta_units": TakeoverValue(delta), "amount_cents": TakeoverValue(amount),
        "sets_units": TakeoverValue(try row.hours(.setsTo)), "reason": TakeoverValue(try row.line(.reason, max: 1_000)),
      ], label: "\(kind.french), \(label(.engagement, engagement))", at: row.place)
    count(result.outcome, at: row.place)
  }
}
