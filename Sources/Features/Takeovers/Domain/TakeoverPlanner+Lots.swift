// SPDX-License-Identifier: EUPL-1.2

/// Contracts by what names them, and lots of each.
struct TakeoverLots {
  var byReference: [String: [Int64]] = [:]
  var byTitle: [String: [Int64]] = [:]
  var ofContract: [Int64: [Int64]] = [:]
  /// Made again when a lot is added.
  var matching: SiteMatching?
}

extension TakeoverPlanner {
  // MARK: organisations

  mutating func readBody(_ row: TakeoverRow, _ sheet: TakeoverSheet) throws(TakeoverRejected) {
    let name = try row.needed(.name)
    var values: TakeoverValues = [
      "name": .text(name), "siret": TakeoverValue(siret(row, .siret)),
      "address": TakeoverValue(try row.line(.address)), "postcode": TakeoverValue(try row.line(.postcode, max: 10)),
      "commune": TakeoverValue(try row.line(.commune)), "phone": TakeoverValue(try row.line(.phone, max: 40)),
    ]
    switch sheet {
    case .buyers: values["buyer_kind"] = kind(row, TakeoverCodes.buyers) ?? kind(BuyerKind.autre)
    case .prescribers: values["prescriber_kind"] = kind(row, [String: PrescriberKind]()) ?? kind(PrescriberKind.autre)
    default: values["employer_kind"] = kind(row, TakeoverCodes.employers) ?? kind(EmployerKind.classique)
    }
    let alike = body(named: name, siret: values["siret"]?.text ?? "")
    let reference = row.raw(.reference)
    let found =
      references[.organisation]?["#" + Search.fold(reference)]
      ?? alike.flatMap { mayBe($0, reference, .organisation) ? $0 : nil }
    meet(found, values)
    let result = upsert(.organisation, reference: reference, found: found, values, label: name, at: row.place)
    plan.joined.insert(result.id)
    count(result.outcome, at: row.place)
  }

  private func kind(_ code: some CodeList) -> TakeoverValue { .text(code.rawValue) }

  private mutating func kind<Code: CodeList>(_ row: TakeoverRow, _ words: [String: Code]) -> TakeoverValue? {
    let text = row.raw(.kind)
    guard !text.isEmpty else { return nil }
    if let code = row.code(.kind, Code.self, also: words) { return .text(code.rawValue) }
    find(
      row.place, row.column(.kind), text,
      "Ce type n’est pas de la liste\u{202F}: «\u{202F}autre\u{202F}» est gardé. Corrigez-le ici ou sur la page de l’organisme."
    )
    return nil
  }

  /// The number of a body; one that is wrong is said, and takes nothing else of the line with it.
  mutating func siret(_ row: TakeoverRow, _ field: TakeoverField) -> String {
    do { return try row.siret(field)?.digits ?? "" } catch {
      find(
        row.place, error.column, error.value,
        "\(error.sentence) La ligne est reprise sans ce numéro\u{202F}: complétez la page de l’organisme.")
      return ""
    }
  }

  /// A body by its SIRET, else by its name when neither has another SIRET.
  func body(named name: String, siret: String) -> Int64? {
    if !siret.isEmpty {
      if let id = index[.organisation]?["siret:" + siret]?.first { return id }
      if let known = ground.elsewhere[siret] { return known.id }
    }
    let same = index[.organisation]?["nom:" + Search.fold(name)] ?? []
    let fits = same.filter { siret.isEmpty || value(.organisation, $0, "siret") == .nothing }
    return fits.count == 1 ? fits[0] : nil
  }

  /// A body that another territory knows is found by its name from now on.
  private mutating func meet(_ id: Int64?, _ values: TakeoverValues) {
    guard let id, rows[.organisation]?[id] == nil else { return }
    strangers.insert(id)
    rows[.organisation, default: [:]][id] = values
    note(.organisation, id, values)
  }

  enum Role { case buyer, employer, prescriber }

  /// The body that a line names, made when nothing else says it.
  mutating func body(
    _ name: String, siret: String = "", as role: Role, at place: TakeoverPlace
  ) -> Int64? {
    guard !name.isEmpty || !siret.isEmpty else { return nil }
    let key = "\(role)|\(name)|\(siret)"
    if let id = cached[key] { return id }
    let usual: (column: String, code: TakeoverValue) =
      switch role {
      case .buyer: ("buyer_kind", kind(BuyerKind.autre))
      case .employer: ("employer_kind", kind(EmployerKind.classique))
      case .prescriber: ("prescriber_kind", kind(PrescriberKind.autre))
      }
    let id: Int64
    if let found = references[.organisation]?["#" + Search.fold(name)] ?? body(named: name, siret: siret) {
      id = found
      meet(id, ["name": TakeoverValue(ground.elsewhere[siret]?.name ?? name), "siret": TakeoverValue(siret)])
      // Of what it is already said to be, nothing changes; a buyer that also hires becomes an employer too.
      if value(.organisation, id, usual.column) == .nothing, !ground.shared.contains(id),
        ground.elsewhere[siret]?.id != id
      {
        _ = upsert(.organisation, reference: "", found: id, [usual.column: usual.code], label: name, at: place)
      }
    } else {
      let shown = name.isEmpty ? "Entreprise \(siret)" : name
      id =
        upsert(
          .organisation, reference: "",
          ["name": .text(shown), "siret": TakeoverValue(siret), usual.column: usual.code], label: shown,
          at: place
        ).id
      imply(.organisation)
    }
    plan.joined.insert(id)
    cached[key] = id
    return id
  }

  // MARK: contracts

  mutating func readContract(_ row: TakeoverRow) throws(TakeoverRejected) {
    let result = try contract(row, reference: row.raw(.reference))
    for (column, year) in row.layout.years where try row.hours(at: column) != nil {
      find(
        row.place, column, row.row[column],
        "Le total de \(year) d’un marché entier n’est pas comparé\u{202F}: mettez-le lot par lot, dans la feuille «\u{202F}Totaux\u{202F}»."
      )
    }
    count(result.outcome, at: row.place)
  }

  /// The contract of a line with its facts.
  private mutating func contract(
    _ row: TakeoverRow, reference: String
  ) throws(TakeoverRejected) -> (id: Int64, outcome: Outcome) {
    let number = try row.line(.contractReference, max: 100)
    let title = try row.line(.contractTitle, max: 1_000)
    guard !number.isEmpty || !title.isEmpty else {
      throw TakeoverRejected(sentence: "Le marché n’est pas dit\u{202F}: écrivez son numéro ou son intitulé.")
    }
    var values: TakeoverValues = ["reference": TakeoverValue(number), "title": TakeoverValue(title)]
    let buyer = try row.line(.buyer)
    if let id = body(buyer, as: .buyer, at: row.place) { values["buyer_id"] = .row(.organisation, id) }
    values["sector"] = TakeoverValue(row.code(.sector, Sector.self, also: TakeoverCodes.sectors))
    values["legal_form"] = TakeoverValue(row.code(.legalForm, LegalForm.self))
    values["purchase_kind"] = TakeoverValue(row.code(.purchaseKind, PurchaseKind.self))
    values["notified_on"] = TakeoverValue(try row.day(.notifiedOn))
    values["ends_on"] = TakeoverValue(try row.day(.endsOn))
    if !row.has(.lotNumber), !row.has(.lotName) { values["amount_cents"] = TakeoverValue(try row.money(.amount)) }
    if let cpv = CPV(row.raw(.cpv)) { values["cpv"] = .text(cpv.code) }
    let found = contracts(number, title).first
    if found == nil, references[.contract]?["#" + Search.fold(reference)] == nil {
      guard values["buyer_id"] != nil else {
        throw row.reject(
          .buyer,
          "Le donneur d’ordre de ce marché n’est pas dit\u{202F}: ajoutez-le à la ligne, ou le marché à la feuille «\u{202F}Marchés\u{202F}»."
        )
      }
      if title.isEmpty { values["title"] = .text("Marché \(number)") }
      for (column, usual) in ["purchase_kind": "TRAVAUX", "legal_form": "EXEC", "sector": "batiment"]
      where values[column] ?? .nothing == .nothing { values[column] = .text(usual) }
    }
    return upsert(
      .contract, reference: reference, found: found, values, label: title.isEmpty ? number : title, at: row.place)
  }

  /// Contracts that a number or a title names: never one of the same title and another number.
  func contracts(_ number: String, _ title: String) -> [Int64] {
    if !number.isEmpty {
      if let id = references[.contract]?["#" + Search.fold(number)] { return [id] }
      let found = lots.byReference[Search.fold(number)] ?? []
      if !found.isEmpty || title.isEmpty { return found }
      return (lots.byTitle[Search.fold(title)] ?? []).filter { value(.contract, $0, "reference") == .nothing }
    }
    return lots.byTitle[Search.fold(title)] ?? []
  }

  // MARK: lots

  /// Dates of a lot, by the column that holds them.
  private static let lotDays: [(column: String, field: TakeoverField)] = [
    ("notified_on", .notifiedOn), ("started_on", .startsOn), ("ends_on", .endsOn), ("received_on", .receivedOn),
    ("settled_on", .settledOn), ("terminated_on", .terminatedOn), ("cancelled_on", .cancelledOn),
  ]

  mutating func readLot(_ row: TakeoverRow) throws(TakeoverRejected) {
    // Read before anything is made: a line that is left out leaves nothing behind.
    let owed = try row.hours(.owed)
    if let owed, owed < .zero {
      throw row.reject(.owed, "Des heures à réaliser ne sont pas négatives\u{202F}: corrigez la cellule.")
    }
    let (holders, amount) = (try row.line(.holder, max: 1_000), try row.money(.amount))
    var days: TakeoverValues = [:]
    for (column, field) in Self.lotDays { days[column] = TakeoverValue(try row.day(field)) }
    let known = contracts(row.raw(.contractReference), row.raw(.contractTitle))
    let contractID: Int64
    if known.count == 1, row.raw(.buyer).isEmpty {
      contractID = known[0]
    } else {
      // Its own dates and amount are those of the lot, where the sheet is about lots.
      contractID = try contract(bare(row), reference: "").id
      if known.isEmpty { imply(.contract) }
    }
    let (number, name) = try lotNames(row, contractID)
    var values: TakeoverValues = [
      "contract_id": .row(.contract, contractID), "number": .text(number), "name": .text(name),
      "place": TakeoverValue(try row.line(.place)), "amount_cents": TakeoverValue(amount),
    ]
    values.merge(days) { _, new in new }
    values["sector"] = TakeoverValue(row.code(.sector, Sector.self, also: TakeoverCodes.sectors))
    let found = lot(of: contractID, number: number, name: "")
    if found == nil, values["sector"] ?? .nothing == .nothing {
      values["sector"] = value(.contract, contractID, "sector")
    }
    var result = upsert(
      .lot, reference: row.raw(.reference), found: found, values, label: "Lot \(number) \(name)", at: row.place)
    if owed != nil || !holders.isEmpty || !row.raw(.holderSiret).isEmpty, engagements[result.id]?.count ?? 0 <= 1 {
      let outcome = try engagement(row, lot: result.id, reference: "", owed: owed, holders: holders)
      if result.outcome == .unchanged { result.outcome = outcome }
    }
    try announce(row, lot: result.id)
    count(result.outcome, at: row.place)
  }

  /// The line without what it says of the lot.
  private func bare(_ row: TakeoverRow) -> TakeoverRow {
    var columns = row.layout
    for field in [TakeoverField.notifiedOn, .endsOn, .amount] { columns.fields[field] = nil }
    return TakeoverRow(layout: columns, row: row.row, place: row.place)
  }

  private func lotNames(_ row: TakeoverRow, _ contract: Int64) throws(TakeoverRejected) -> (String, String) {
    let typed = try row.line(.lotNumber, max: 100)
    var name = try row.line(.lotName)
    var number = typed
    // « Lot 2 : gros œuvre » in one cell.
    if name.isEmpty || typed.count > 20 {
      let parts = typed.split(maxSplits: 1, whereSeparator: { ":–—-".contains($0) }).map { String($0).trimmed }
      if parts.count == 2, parts[0].contains(where: \.isNumber) {
        (number, name) = (parts[0], name.isEmpty ? parts[1] : name)
      }
    }
    number = Self.plainNumber(number)
    if number.isEmpty || number.count > 20 {
      let lots = self.lots.ofContract[contract] ?? []
      if let same = lots.first(where: { Search.fold(value(.lot, $0, "name").text) == Search.fold(name) }) {
        return (value(.lot, same, "number").text, name)
      }
      guard !name.isEmpty || lots.count <= 1 else {
        throw row.reject(.lotNumber, "Le lot n’est pas dit\u{202F}: écrivez son numéro ou son intitulé.")
      }
      number = lots.count == 1 && name.isEmpty ? value(.lot, lots[0], "number").text : String(lots.count + 1)
    }
    if name.isEmpty {
      let known = lot(of: contract, number: number, name: "").map { value(.lot, $0, "name").text }
      name = known ?? (number == "1" ? String(value(.contract, contract, "title").text.prefix(300)) : "Lot \(number)")
    }
    return (number, name)
  }

  /// `Lot n° 02` is number 2.
  static func plainNumber(_ text: String) -> String {
    var rest = text.trimmed[...]
    for word in ["lots", "lot", "numéro", "numero", "n°", "n", "°"] {
      let low = rest.lowercased()
      if low.hasPrefix(word), low.dropFirst(word.count).first.map({ !$0.isLetter }) ?? true {
        rest = rest.dropFirst(word.count).drop { $0 == " " || $0 == "." || $0 == "\u{A0}" || $0 == "\u{202F}" }
      }
    }
    let bare = rest.drop { $0 == "0" }
    let shown = bare.first?.isLetter ?? true ? String(rest) : String(bare)
    return shown.hasSuffix(".0") ? String(shown.dropLast(2)) : shown
  }

  func lot(of contract: Int64, number: String, name: String) -> Int64? {
    let all = lots.ofContract[contract] ?? []
    let wanted = Search.fold(Self.plainNumber(number))
    if !wanted.isEmpty {
      let found = all.filter { Search.fold(Self.plainNumber(value(.lot, $0, "number").text)) == wanted }
      if found.count == 1 { return found[0] }
      if found.isEmpty, name.isEmpty { return nil }
    }
    if !name.isEmpty {
      let found = all.filter { Search.fold(value(.lot, $0, "name").text) == Search.fold(name) }
      return found.count == 1 ? found[0] : nil
    }
    return all.count == 1 && wanted.isEmpty ? all[0] : nil
  }

  /// The lot that a line of hours, of a total or of a contract of work names.
  mutating func lot(_ row: TakeoverRow) throws(TakeoverRejected) -> Int64? {
    let (reference, title) = (row.raw(.contractReference), row.raw(.contractTitle))
    let (number, name) = (row.raw(.lotNumber), row.raw(.lotName))
    guard [reference, title, number, name].contains(where: { !$0.isEmpty }) else { return nil }
    let key = "lot|\(reference)|\(title)|\(number)|\(name)"
    if let id = cached[key] { return id }
    guard let id = matched(reference, title, number, name) else {
      let said = [reference, title, number.isEmpty ? "" : "lot \(number)", name].filter { !$0.isEmpty }
      throw TakeoverRejected(
        column: row.column(.lotNumber) ?? row.column(.contractTitle), value: said.joined(separator: ", "),
        sentence:
          "Ce lot n’est ni dans une feuille «\u{202F}Lots\u{202F}» ni dans le territoire\u{202F}: ajoutez-le, ou corrigez son numéro de marché et de lot."
      )
    }
    cached[key] = id
    return id
  }

  private mutating func matched(_ reference: String, _ title: String, _ number: String, _ name: String) -> Int64? {
    let own = references[.lot]
    for word in [number, name] where !word.isEmpty && reference.isEmpty && title.isEmpty {
      if let id = own?["#" + Search.fold(word)] { return id }
    }
    let contracts = contracts(reference, title)
    let found = contracts.compactMap { lot(of: $0, number: number, name: name) }
    if found.count == 1 { return found[0] }
    if contracts.count == 1, lots.ofContract[contracts[0]]?.count == 1, number.isEmpty, name.isEmpty {
      return lots.ofContract[contracts[0]]?.first
    }
    guard contracts.isEmpty || found.isEmpty else { return nil }
    let known = lots.matching ?? SiteMatching(candidates())
    lots.matching = known
    let ranked = known.rank(NamedSite(site: [title, name].joined(separator: " "), lot: number, reference: reference))
    let settled = SiteMatching.settled(ranked)
    return settled.count == 1 ? settled.first?.value : nil
  }

  private func candidates() -> [SiteCandidate] {
    (rows[.lot] ?? [:]).map { id, values in
      let contract = values["contract_id"]?.row ?? 0
      let buyer = value(.contract, contract, "buyer_id").row.map { label(.organisation, $0) } ?? ""
      return SiteCandidate(
        engagement: ID(id), contract: ID(contract), lotNumber: values["number"]?.text ?? "",
        lotName: values["name"]?.text ?? "", title: value(.contract, contract, "title").text,
        reference: value(.contract, contract, "reference").text, buyer: buyer)
    }
  }
}
