// SPDX-License-Identifier: EUPL-1.2

/// People by their names, whatever the order.
struct TakeoverPeople {
  var byNames: [String: [Int64]] = [:]
  /// Made once, then told of each new person: a workbook of hours alone may create thousands.
  var matching: PersonMatching?
}

extension TakeoverPlanner {
  mutating func readPerson(_ row: TakeoverRow) throws(TakeoverRejected) {
    let (last, first) = try names(row)
    let label = "\(first) \(last)"
    var values: TakeoverValues = [
      "last_name": .text(last), "first_name": .text(first), "born_on": TakeoverValue(try row.day(.bornOn)),
      "phone": TakeoverValue(try row.line(.phone, max: 40)), "email": TakeoverValue(try row.line(.email, max: 254)),
      "postcode": TakeoverValue(try row.line(.postcode, max: 10)), "commune": TakeoverValue(try row.line(.commune)),
      "informed_on": TakeoverValue(try row.day(.informedOn)),
    ]
    values["gender"] = TakeoverValue(row.code(.gender, Gender.self, also: TakeoverCodes.genders))
    values["schooling"] = TakeoverValue(row.code(.schooling, EducationLevel.self))
    if let id = body(try row.line(.prescriber), as: .prescriber, at: row.place) {
      values["oriented_by"] = .row(.organisation, id)
    }
    // A line that is left out leaves nothing behind.
    let starts = try row.day(.startsOn)
    if let starts { _ = try eligibilityEnd(row, from: starts) }
    let reference = row.raw(.person)
    let alike = same(last, first, values["born_on"] ?? .nothing).flatMap { mayBe($0, reference, .person) ? $0 : nil }
    let found = references[.person]?["#" + Search.fold(reference)] ?? alike
    let result = upsert(.person, reference: reference, found: found, values, label: label, at: row.place)
    var outcome = result.outcome
    if let starts {
      let given = try eligibility(row, of: result.id, from: starts, label: label)
      if outcome == .unchanged { outcome = given }
    }
    count(outcome, at: row.place)
  }

  /// The one of these names and birth; never one of another birth, never one of two.
  private func same(_ last: String, _ first: String, _ born: TakeoverValue) -> Int64? {
    let all = people.byNames[Self.tokens("\(last) \(first)")] ?? []
    let fits = all.filter { id in
      let known = value(.person, id, "born_on")
      return known == born || known == .nothing || born == .nothing
    }
    let exact = fits.filter { value(.person, $0, "born_on") == born }
    return exact.count == 1 ? exact[0] : fits.count == 1 ? fits[0] : nil
  }

  static func tokens(_ names: String) -> String {
    Search.fold(names).split(separator: " ").sorted().joined(separator: " ")
  }

  /// Last and first name; in one cell, capitals are the last name, else the first word is.
  private func names(_ row: TakeoverRow) throws(TakeoverRejected) -> (last: String, first: String) {
    var (last, first) = (try row.line(.lastName, max: 100), try row.line(.firstName, max: 100))
    var whole = try row.line(.fullName, max: 200)
    if first.isEmpty, whole.isEmpty, last.contains(where: \.isWhitespace) { (whole, last) = (last, "") }
    if last.isEmpty, !whole.isEmpty {
      let words = whole.split(whereSeparator: \.isWhitespace).map(String.init).filter {
        !["m", "mr", "mme", "mlle", "monsieur", "madame"].contains(Search.fold($0))
      }
      let capitals = words.filter { $0.count > 1 && $0 == $0.uppercased() && $0.contains(where: \.isLetter) }
      let column = row.column(.fullName) ?? row.column(.lastName)
      let heading = column.map { row.layout.headings.indices.contains($0) ? row.layout.headings[$0] : "" } ?? ""
      if !capitals.isEmpty, capitals.count < words.count {
        last = capitals.joined(separator: " ")
        first = words.filter { !capitals.contains($0) }.joined(separator: " ")
      } else if Search.fold(heading).hasPrefix("prenom") {
        (first, last) = (words.first ?? "", words.dropFirst().joined(separator: " "))
      } else {
        (last, first) = (words.first ?? "", words.dropFirst().joined(separator: " "))
      }
    }
    guard !last.isEmpty, !first.isEmpty else {
      throw TakeoverRejected(
        column: row.column(.lastName) ?? row.column(.fullName), value: whole,
        sentence: "Il manque le nom ou le prénom de la personne\u{202F}: complétez la ligne.")
    }
    return (last, first)
  }

  /// The person that a line names; made when the sheet says enough and nobody is near.
  mutating func person(_ row: TakeoverRow) throws(TakeoverRejected) -> Int64 {
    let reference = row.raw(.person)
    let raw = "qui|\(reference)|\(row.raw(.fullName))|\(row.raw(.lastName))|\(row.raw(.firstName))|\(row.raw(.bornOn))"
    if let id = cached[raw] { return id }
    let id = try identified(row, reference)
    cached[raw] = id
    return id
  }

  private mutating func identified(_ row: TakeoverRow, _ reference: String) throws(TakeoverRejected) -> Int64 {
    if !reference.isEmpty, let id = references[.person]?["#" + Search.fold(reference)] { return id }
    let (last, first) = try names(row)
    let born = TakeoverValue(try row.day(.bornOn))
    if let id = same(last, first, born) {
      if !reference.isEmpty { _ = upsert(.person, reference: reference, found: id, [:], label: "", at: row.place) }
      return id
    }
    let column = row.column(.fullName) ?? row.column(.lastName)
    if !(people.byNames[Self.tokens("\(last) \(first)")] ?? []).isEmpty, born == .nothing {
      throw TakeoverRejected(
        column: column, value: "\(first) \(last)",
        sentence:
          "Plusieurs personnes portent ce nom\u{202F}: ajoutez la date de naissance ou la référence de la personne.")
    }
    // Never held by a second name: adding to it would then copy everybody.
    if people.matching == nil { people.matching = PersonMatching(candidates()) }
    let ranked = people.matching?.rank(NamedPerson(last: last, first: first, bornOn: born.day)) ?? []
    if let id = PersonMatching.settled(ranked)?.value { return id }
    if let near = ranked.first, near.score >= 80 {
      find(
        row.place, column, "\(first) \(last)",
        "Une fiche est créée, mais «\u{202F}\(label(.person, near.person.value))\u{202F}» lui ressemble (\(near.reason)). Si c’est la même personne, corrigez le nom et relancez."
      )
    }
    imply(.person)
    return upsert(
      .person, reference: reference, ["last_name": .text(last), "first_name": .text(first), "born_on": born],
      label: "\(first) \(last)", at: row.place
    ).id
  }

  private func candidates() -> [Participant] {
    (rows[.person] ?? [:]).map { id, values in Self.candidate(id, values) }
  }

  static func candidate(_ id: Int64, _ values: TakeoverValues) -> Participant {
    Participant(
      id: ID(id), firstName: values["first_name"]?.text ?? "", lastName: values["last_name"]?.text ?? "",
      bornOn: values["born_on"]?.day)
  }

  // MARK: eligibility

  mutating func readEligibility(_ row: TakeoverRow) throws(TakeoverRejected) {
    let person = try person(row)
    guard let starts = try row.day(.startsOn) else {
      throw row.reject(.startsOn, "Le début de l’éligibilité manque\u{202F}: écrivez-le.")
    }
    count(try eligibility(row, of: person, from: starts, label: label(.person, person)), at: row.place)
  }

  private mutating func eligibility(
    _ row: TakeoverRow, of person: Int64, from starts: Day, label: String
  ) throws(TakeoverRejected) -> Outcome {
    let ends = try eligibilityEnd(row, from: starts)
    let refused = TakeoverCodes.isYes(row.raw(.refused))
    let (codes, unknown) = TakeoverCodes.criteria(row.raw(.criteria))
    if !unknown.isEmpty {
      find(
        row.place, row.column(.criteria), unknown.joined(separator: ", "),
        "Ce critère n’est pas de la liste\u{202F}: l’éligibilité est gardée sans lui. Écrivez par exemple RSA, DELD, TH, QPV."
      )
    }
    let values: TakeoverValues = [
      "participant_id": .row(.person, person), "starts_on": TakeoverValue(starts), "ends_on": TakeoverValue(ends),
      "decided_on": TakeoverValue(try row.day(.on) ?? starts), "refused": .number(refused ? 1 : 0),
      "reason": refused ? .text(try row.line(.reason, max: 1_000).orElse("Repris du fichier du territoire")) : .nothing,
      "criteria": codes.isEmpty ? .nothing : .codes(codes.map(\.rawValue).sorted()),
    ]
    return upsert(.eligibility, reference: "", values, label: "Éligibilité de \(label)", at: row.place).outcome
  }

  private func eligibilityEnd(_ row: TakeoverRow, from starts: Day) throws(TakeoverRejected) -> Day? {
    let ends = try row.day(.endsOn)
    if let ends, ends < starts {
      throw row.reject(.endsOn, "L’éligibilité finit avant de commencer\u{202F}: corrigez l’une des deux dates.")
    }
    return ends
  }

  /// The validated eligibility under which a day falls, else the first.
  func eligibility(of person: Int64, on day: Day) -> Int64? {
    let valid = (eligibilities[person] ?? []).filter { value(.eligibility, $0, "refused").number ?? 0 == 0 }
    return valid.first { id in
      (value(.eligibility, id, "starts_on").day ?? .last) <= day
        && (value(.eligibility, id, "ends_on").day ?? .last) >= day
    } ?? valid.min { value(.eligibility, $0, "starts_on").text < value(.eligibility, $1, "starts_on").text }
  }

  // MARK: contracts of work

  mutating func readEmployment(_ row: TakeoverRow) throws(TakeoverRejected) {
    let person = try person(row)
    guard let employer = try employer(row) else {
      throw row.reject(.employer, "L’employeur n’est pas dit\u{202F}: écrivez son nom ou son SIRET.")
    }
    guard let starts = try row.day(.startsOn) else {
      throw row.reject(.startsOn, "Le début du contrat manque\u{202F}: écrivez-le.")
    }
    let ends = try row.day(.endsOn)
    if let ends, ends < starts {
      throw row.reject(.endsOn, "Le contrat finit avant de commencer\u{202F}: corrigez l’une des deux dates.")
    }
    let lot = try lot(row)
    var values = facts(person, employer, starts: starts, ends: ends, kind: kind(row))
    if let modality = row.code(.modality, Modality.self) { values["modality"] = .text(modality.rawValue) }
    values["job"] = TakeoverValue(try row.line(.job, max: 200))
    let weekly = try row.hours(.weekly)
    values["weekly_units"] = TakeoverValue(weekly.flatMap { $0 > .zero ? $0 : nil })
    if let user = body(try row.line(.userCompany), as: .employer, at: row.place), user != employer {
      values["user_company_id"] = .row(.organisation, user)
    }
    let result = upsert(
      .employment, reference: row.raw(.reference), values, label: "Contrat de \(label(.person, person))", at: row.place)
    var outcome = result.outcome
    if let lot, attach(result.id, to: try engagement(on: lot, at: row), row), outcome == .unchanged {
      outcome = .updated
    }
    count(outcome, at: row.place)
  }

  private mutating func kind(_ row: TakeoverRow) -> EmploymentContractKind? {
    let text = row.raw(.contractKind)
    guard !text.isEmpty else { return nil }
    let found = row.code(.contractKind, EmploymentContractKind.self, also: TakeoverCodes.contractKinds)
    if found == nil {
      find(
        row.place, row.column(.contractKind), text,
        "Ce type de contrat n’est pas de la liste\u{202F}: «\u{202F}autre contrat\u{202F}» est gardé. Écrivez CDI, CDD, CDDI, mission, apprentissage…"
      )
    }
    return found
  }

  mutating func employer(_ row: TakeoverRow) throws(TakeoverRejected) -> Int64? {
    let (name, siret) = (try row.line(.employer), self.siret(row, .employerSiret))
    return body(name, siret: siret, as: .employer, at: row.place)
  }

  /// What is stored of a contract of work that begins on a day.
  func facts(
    _ person: Int64, _ employer: Int64, starts: Day, ends: Day?, kind: EmploymentContractKind?
  ) -> TakeoverValues {
    let employerKind = EmployerKind(rawValue: value(.organisation, employer, "employer_kind").text) ?? .classique
    var values: TakeoverValues = [
      "participant_id": .row(.person, person), "employer_id": .row(.organisation, employer),
      "starts_on": TakeoverValue(starts), "planned_end_on": TakeoverValue(ends),
      "kind": .text((kind ?? .other).rawValue), "modality": .text(Modality.usual(for: employerKind).rawValue),
      "schooling_at_hiring": value(.person, person, "schooling"),
    ]
    if let ends, ends < ground.today { values["ended_on"] = TakeoverValue(ends) }
    if let born = value(.person, person, "born_on").day {
      let known = Participant(id: ID(person), firstName: "", lastName: "", bornOn: born)
      values["age_at_hiring"] = known.age(on: starts).map { .number(Int64($0)) } ?? TakeoverValue.nothing
    }
    if let id = eligibility(of: person, on: starts) {
      values["eligibility_id"] = .row(.eligibility, id)
      let from = value(.eligibility, id, "starts_on").day
      values["counts_from"] = TakeoverValue(max(from ?? starts, starts))
      values["counts_until"] = value(.eligibility, id, "ends_on")
      values["counting_rule"] = .text("Repris du fichier du territoire")
    }
    return values
  }

  /// True when the contract did not count for it yet.
  @discardableResult
  mutating func attach(_ employment: Int64, to engagement: Int64, _ row: TakeoverRow) -> Bool {
    let one = TakeoverAttachment(employment: employment, engagement: engagement)
    guard attachments.insert(one).inserted else { return false }
    plan.attachments.append(one)
    return true
  }

  /// The engagement of a lot, made when the workbook has hours for a lot that owes nothing yet.
  mutating func engagement(on lot: Int64, at row: TakeoverRow) throws(TakeoverRejected) -> Int64 {
    if let said = references[.engagement]?["#" + Search.fold(row.raw(.engagement))] { return said }
    if let known = engagements[lot]?.first { return known }
    _ = try engagement(
      row.without([.label, .terms, .owed, .holderSiret]), lot: lot, reference: "", owed: nil, holders: "")
    imply(.engagement)
    guard let made = engagements[lot]?.first else {
      throw TakeoverRejected(
        sentence:
          "Ce lot n’a pas d’engagement\u{202F}: ajoutez ses heures à réaliser à la feuille «\u{202F}Lots\u{202F}».")
    }
    return made
  }
}

extension TakeoverRow {
  /// The line as if these columns were not there.
  func without(_ fields: [TakeoverField]) -> TakeoverRow {
    var columns = layout
    for field in fields { columns.fields[field] = nil }
    return TakeoverRow(layout: columns, row: row, place: place)
  }
}

extension String {
  fileprivate func orElse(_ other: String) -> String { isEmpty ? other : self }
}
