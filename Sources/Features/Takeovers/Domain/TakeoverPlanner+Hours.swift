// SPDX-License-Identifier: EUPL-1.2

extension TakeoverPlanner {
  mutating func readHours(_ row: TakeoverRow) throws(TakeoverRejected) {
    let parts: [Part]
    do { parts = try hourParts(row) } catch {
      if let lot = try? self.lot(row) {
        plan.totals.suspect(lot: lot, year: (try? month(row))?.year ?? (try? row.year()) ?? nil)
      }
      throw error
    }
    if parts.isEmpty { return pass(row.place) }
    let lot: Int64?
    do { lot = try self.lot(row) } catch {
      for part in parts where part.kind == .site { sum(part.kept, at: row.place) }
      throw error
    }
    guard let lot else {
      throw TakeoverRejected(sentence: "Le lot de ces heures n’est pas dit\u{202F}: écrivez le marché et le lot.")
    }
    do {
      let person = try person(row)
      let employer = try employerOfHours(row, lot)
      let engagement = try engagement(on: lot, at: row)
      for part in parts {
        let employment = try employment(row, person, employer, engagement, part.month)
        attach(employment, to: engagement, row)
        add(part, person, employment, engagement, lot, row.place)
      }
    } catch {
      for part in parts where part.kind == .site { plan.totals.reject(part.kept, lot: lot, year: part.month.year) }
      throw error
    }
  }

  private struct Part {
    let month: Month
    let kind: HoursKind
    let declared: Hours
    let kept: Hours
    var isDecided = true
    var reason: ReasonNotKept?
  }

  private mutating func hourParts(_ row: TakeoverRow) throws(TakeoverRejected) -> [Part] {
    var parts: [Part] = []
    for (column, month) in row.layout.months {
      guard let hours = try positive(row, column), hours != .zero else { continue }
      parts.append(Part(month: month, kind: .site, declared: hours, kept: hours))
    }
    guard row.layout.months.isEmpty else { return parts }
    guard [.kept, .declared, .training, .tutoring, .absence].contains(where: { !row.raw($0).isEmpty }) else {
      return []
    }
    let month = try month(row)
    if let part = try sitePart(row, month) { parts.append(part) }
    for (field, kind) in [
      (TakeoverField.training, HoursKind.training), (.tutoring, .tutoring), (.absence, .absence),
    ] {
      guard let hours = try positive(row, row.column(field)), hours > .zero else { continue }
      parts.append(
        Part(
          month: month, kind: kind, declared: hours, kept: kind.mayCount ? hours : .zero,
          reason: kind.mayCount ? nil : .notCountedKind))
    }
    return parts
  }

  private mutating func sitePart(_ row: TakeoverRow, _ month: Month) throws(TakeoverRejected) -> Part? {
    let declared = try positive(row, row.column(.declared))
    let kept = try positive(row, row.column(.kept))
    guard let whole = declared ?? kept else { return nil }
    guard whole > .zero else {
      if let kept, kept > .zero {
        throw row.reject(.kept, "Des heures sont retenues sans être déclarées\u{202F}: corrigez la ligne.")
      }
      return nil
    }
    var kind = HoursKind.site
    if row.has(.nature) {
      switch CellReading.nature(row.raw(.nature)) {
      case .kind(let found)?: kind = found
      case .notHours?: return nil
      case nil: break
      }
    }
    if kind == .absence { return Part(month: month, kind: kind, declared: whole, kept: .zero, reason: .notCountedKind) }
    guard let kept else {
      return Part(month: month, kind: kind, declared: whole, kept: .zero, isDecided: false)
    }
    guard kept <= whole else {
      throw row.reject(.kept, "Plus d’heures retenues que déclarées\u{202F}: corrigez l’une des deux cellules.")
    }
    let reason = kept == whole ? nil : row.code(.reason, ReasonNotKept.self) ?? .other
    return Part(month: month, kind: kind, declared: whole, kept: kept, reason: reason)
  }

  /// Hours of a cell; the same text was often read before.
  private mutating func positive(_ row: TakeoverRow, _ column: Int?) throws(TakeoverRejected) -> Hours? {
    guard let column else { return nil }
    let text = row.row[column]
    if let known = parsedHours[text] { return known }
    guard let hours = try row.hours(at: column) else { return nil }
    guard hours >= .zero else {
      throw TakeoverRejected(
        column: column, value: text,
        sentence:
          "Des heures négatives ne se reprennent pas\u{202F}: corrigez la ligne qu’elles annulent, et supprimez celle-ci."
      )
    }
    guard hours <= Hours(wholeHours: 744) || row.layout.fields[.year] != nil && row.layout.fields[.month] == nil else {
      throw TakeoverRejected(
        column: column, value: text,
        sentence:
          "Un mois n’a pas plus de 744 heures\u{202F}: corrigez la cellule, ou reprenez ce total comme solde d’ouverture."
      )
    }
    parsedHours[text] = hours
    return hours
  }

  private mutating func month(_ row: TakeoverRow) throws(TakeoverRejected) -> Month {
    let text = row.raw(.month)
    let key = "\(text)|\(row.raw(.year))"
    if let known = parsedMonths[key] { return known }
    let year = try row.year()
    guard !text.isEmpty else {
      throw TakeoverRejected(
        column: row.column(.month),
        sentence: "Le mois de ces heures n’est pas dit\u{202F}: écrivez par exemple 10/2024.")
    }
    do {
      let month = try CellReading.month(text, year: year)
      guard month <= ground.today.month else {
        throw row.reject(.month, "Ce mois n’a pas encore eu lieu\u{202F}: corrigez la cellule.")
      }
      parsedMonths[key] = month
      return month
    } catch let error as ValueError {
      throw row.reject(.month, error.sentence)
    } catch let error as TakeoverRejected {
      throw error
    } catch {
      throw row.reject(.month, "Ce mois ne se lit pas\u{202F}: écrivez par exemple 10/2024.")
    }
  }

  /// Who pays; when the sheet does not say it, who bears the lot.
  private mutating func employerOfHours(_ row: TakeoverRow, _ lot: Int64) throws(TakeoverRejected) -> Int64 {
    if let said = try employer(row) { return said }
    if let engagement = engagements[lot]?.first,
      case .bearers(let all) = value(.engagement, engagement, "bearers"), let lead = all.first
    {
      return lead.organisation
    }
    throw row.reject(.employer, "L’employeur de ces heures n’est pas dit\u{202F}: ajoutez-le à la ligne.")
  }

  /// The contract of work under which the hours were done; one is made when the workbook has none.
  private mutating func employment(
    _ row: TakeoverRow, _ person: Int64, _ employer: Int64, _ engagement: Int64, _ month: Month
  ) throws(TakeoverRejected) -> Int64 {
    let typed = row.raw(.employment)
    if !typed.isEmpty, let id = references[.employment]?["#" + Search.fold(typed)] { return id }
    let key = "contrat|\(person)|\(employer)|\(engagement)|\(month.rawValue)"
    if let id = cached[key] { return id }
    let all = employments[TakeoverPair(first: person, second: employer)] ?? []
    let covering = all.filter { covers($0, month) }
    let chosen =
      covering.first { attachments.contains(TakeoverAttachment(employment: $0, engagement: engagement)) } ?? covering
      .first
      ?? all.first { isImplied($0) }
    if let chosen {
      stretch(chosen, to: month)
      cached[key] = chosen
      return chosen
    }
    if let nearest = all.first {
      find(
        row.place, row.column(.month), row.raw(.month),
        "Ces heures sont hors des dates du contrat de travail\u{202F}: elles y sont rattachées quand même. Vérifiez les dates du contrat."
      )
      cached[key] = nearest
      return nearest
    }
    let reference = impliedKey(person, employer)
    let id = upsert(
      .employment, reference: reference,
      facts(person, employer, starts: month.firstDay, ends: nil, kind: nil), label: "", at: row.place
    ).id
    imply(.employment)
    cached[key] = id
    return id
  }

  /// The same at each takeover, which numbers given at the first one are not.
  private func impliedKey(_ person: Int64, _ employer: Int64) -> String {
    "sans contrat dit \(label(.person, person)) \(value(.person, person, "born_on").text) \(label(.organisation, employer))"
  }

  private func isImplied(_ id: Int64) -> Bool {
    let person = value(.employment, id, "participant_id").row ?? 0
    let employer = value(.employment, id, "employer_id").row ?? 0
    return references[.employment]?["#" + Search.fold(impliedKey(person, employer))] == id
  }

  private func covers(_ employment: Int64, _ month: Month) -> Bool {
    let values = rows[.employment]?[employment] ?? [:]
    guard let starts = values["starts_on"]?.day, starts.month <= month else { return false }
    return (values["ended_on"]?.day ?? values["planned_end_on"]?.day).map { $0.month >= month } ?? true
  }

  /// A contract made from hours begins with the first of them.
  private mutating func stretch(_ employment: Int64, to month: Month) {
    guard isImplied(employment), let starts = value(.employment, employment, "starts_on").day, starts.month > month
    else { return }
    _ = upsert(
      .employment, reference: "", found: employment, ["starts_on": TakeoverValue(month.firstDay)],
      label: "Contrat de travail",
      at: TakeoverPlace(sheet: 0, line: 0))
  }

  private mutating func add(
    _ part: Part, _ person: Int64, _ employment: Int64, _ engagement: Int64, _ lot: Int64, _ place: TakeoverPlace
  ) {
    let key = TakeoverHoursKey(
      person: person, employment: employment, engagement: engagement, month: part.month, kind: part.kind,
      isDecided: part.isDecided)
    var hours = hours[key] ?? TakeoverHours(declared: .zero, kept: .zero, place: place)
    hours.declared += part.declared
    hours.kept += part.kept
    hours.reason = hours.declared == hours.kept ? nil : part.reason ?? hours.reason ?? .other
    self.hours[key] = hours
    guard part.kind == .site else { return }
    sum(part.kept, at: place)
    if part.isDecided, part.kept > .zero { plan.totals.add(part.kept, lot: lot, year: part.month.year, at: place) }
  }

  private mutating func sum(_ hours: Hours, at place: TakeoverPlace) {
    sinceTotal[place.sheet, default: (.zero, .zero)].all += hours
    sinceTotal[place.sheet, default: (.zero, .zero)].last += hours
  }

  /// Compares what the lines say with what earlier takeovers of the source wrote, and with what came otherwise.
  mutating func settleHours() {
    for (key, hours) in hours.sorted(by: { $0.value.place < $1.value.place }) {
      if !key.isDecided, ground.lines[key.decided] != nil, self.hours[key.decided] == nil {
        // It was decided here since: the decision stands.
        plan.unchangedLines += 1
        count(.unchanged, at: hours.place)
      } else if let line = ground.lines[key] {
        if line.declared == hours.declared, !key.isDecided || line.kept == hours.kept {
          plan.unchangedLines += 1
          count(.unchanged, at: hours.place)
        } else {
          plan.corrected.append((key, line, hours))
          count(.updated, at: hours.place)
          differ(key, hours, line.kept)
        }
      } else if let foreign = ground.foreign[key] {
        plan.unchangedLines += 1
        count(.unchanged, at: hours.place)
        if foreign != hours.kept {
          find(
            hours.place, nil, hours.kept.french,
            "Ces heures sont déjà dans un relevé, pour \(foreign.french)\u{202F}h. Rien n’est ajouté\u{202F}: corrigez le relevé s’il le faut."
          )
        }
      } else {
        plan.newLines.append((key, hours))
        count(.created, at: hours.place)
      }
    }
  }

  /// What the territory will count of each lot and year once this is written.
  mutating func settleTotals() {
    var after: [TakeoverTotals.Key: Hours] = [:]
    func add(_ hours: Hours, _ engagement: Int64, _ year: Int) {
      guard let lot = value(.engagement, engagement, "lot_id").row else { return }
      after[TakeoverTotals.Key(lot: lot, year: year), default: .zero] += hours
    }
    for (key, hours) in hours where key.kind == .site && key.isDecided {
      add(ground.lines[key] == nil ? ground.foreign[key] ?? hours.kept : hours.kept, key.engagement, key.month.year)
    }
    for (key, line) in ground.lines where key.kind == .site && hours[key] == nil {
      add(line.kept, key.engagement, key.month.year)
    }
    for (key, kept) in ground.foreign where key.kind == .site && hours[key] == nil && ground.lines[key] == nil {
      add(kept, key.engagement, key.month.year)
    }
    for values in (rows[.opening] ?? [:]).values {
      guard let engagement = values["engagement_id"]?.row, let month = values["month"]?.number else { continue }
      add(Hours(units: values["units"]?.number ?? 0), engagement, Int(month) / 100)
    }
    plan.totals.stand(after)
  }

  private mutating func differ(_ key: TakeoverHoursKey, _ hours: TakeoverHours, _ before: Hours) {
    plan.differenceCount += 1
    guard plan.differences.count < TakeoverPlan.most else { return }
    plan.differences.append(
      TakeoverDifference(
        place: hours.place, table: .employment, label: "\(label(.person, key.person)), \(key.month.french)",
        column: key.kind == .site ? "les heures retenues" : "les heures (\(key.kind.french))",
        before: "\(before.french)\u{202F}h", after: "\(hours.kept.french)\u{202F}h"))
  }
}
