// SPDX-License-Identifier: EUPL-1.2

/// On which contract and lot each group of hours goes.
extension PreviewBuilder {
  mutating func placeAll() {
    let usual = usualMonth()
    for (key, group) in reading.groups.sorted(by: Self.inOrder) {
      guard let month = Month(key.month) else {
        preview.needsMonth = true
        continue
      }
      if let usual, abs(usual.monthsUntil(month)) > 2, fault(farFrom: usual, month, group) { continue }
      placeOne(key, group, month)
    }
  }

  static func inOrder(
    _ a: (key: HoursFileReading.GroupKey, value: HoursFileReading.Group),
    _ b: (key: HoursFileReading.GroupKey, value: HoursFileReading.Group)
  ) -> Bool {
    let (left, right) = (a.key, b.key)
    if left.person != right.person { return left.person < right.person }
    if left.site != right.site { return left.site < right.site }
    if left.month != right.month { return left.month < right.month }
    if left.anchor != right.anchor { return left.anchor < right.anchor }
    return (left.kind.rawValue, left.marker) < (right.kind.rawValue, right.marker)
  }

  /// The month that was said, else the one of most rows.
  func usualMonth() -> Month? {
    if let asked = setting.asked { return asked }
    var counts: [Int: Int] = [:]
    for (key, group) in reading.groups where key.month > 0 { counts[key.month, default: 0] += group.rows.count }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }.flatMap { Month($0.key) }
  }

  /// A month far from all others is asked, row by row. True when rows must be mended or kept first.
  mutating func fault(farFrom usual: Month, _ month: Month, _ group: HoursFileReading.Group) -> Bool {
    let doubtful = group.rows.filter {
      $0.monthColumn >= 0 && answers.values[FileAnswers.kept($0.sheet, $0.row)] == nil
    }
    // A table with a column for each month holds a year on purpose.
    guard let first = doubtful.first, first.monthColumn != first.hoursColumn, !isWide(group) else { return false }
    for row in doubtful {
      addFault(
        row, row.monthColumn, month.numeric,
        "\(FrenchText.capitalised(month.french)), quand le reste du fichier est \(FrenchText.of(usual.french))\u{202F}: corrigez le mois, ou gardez la ligne si c’est une régularisation.",
        mayKeep: true)
    }
    return true
  }

  func isWide(_ group: HoursFileReading.Group) -> Bool { group.rows.allSatisfy { $0.monthColumn < 0 } }

  mutating func addFault(
    _ row: HoursFileReading.RowPlace, _ column: Int, _ text: String, _ sentence: String, mayKeep: Bool = false
  ) {
    preview.faultCount += 1
    guard preview.faults.count < HoursFileReading.mostFaults else { return }
    preview.faults.append(
      CellFault(sheet: row.sheet, row: row.row, column: column, text: text, sentence: sentence, mayKeep: mayKeep))
  }

  mutating func placeOne(_ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month) {
    if let post = marked(key, month) { return draft(post, key, group, month) }
    count(personNames[key.person], group, key.kind)
    if let site = siteNames[key.site] { count(site, group, key.kind) }
    let person: ID<Participant>
    switch people[key.person] {
    case .leave: return leave(.otherPerson, group)
    case .ask: return
    case .known(let id): person = id
    }
    let wanted: Set<ID<Engagement>>
    switch sites[key.site] {
    case .leave: return leave(.otherSite, group)
    case .ask: return
    case .known(let lots): wanted = lots
    }
    let posts = (postsByPerson[person] ?? []).filter { $0.isOn(month) }
    let fitting = wanted.isEmpty ? posts : posts.filter { wanted.contains($0.engagement) }
    if reading.isState, wanted.isEmpty, !posts.isEmpty { return share(person, posts, key, group, month) }
    if Set(fitting.map(\.engagement)).count == 1, let post = best(fitting, key, group, month) {
      return draft(post, key, group, month)
    }
    ask(place: person, wanted, posts, fitting, key, group, month)
  }

  /// The row of our own template, unless somebody moved the marks away from the names.
  func marked(_ key: HoursFileReading.GroupKey, _ month: Month) -> FilePost? {
    guard !key.marker.isEmpty, let post = postsByMarker[key.marker], post.isOn(month) else { return nil }
    let named = reading.people[key.person]
    guard !named.isBlank, let person = names[post.head] else { return post }
    return PersonMatching([person]).rank(named).first.map { $0.score >= 60 } == true ? post : nil
  }

  /// Of several missions on one lot, the one of those days; else the longest of the month.
  func best(
    _ posts: [FilePost], _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month
  ) -> FilePost? {
    if key.anchor != 0 {
      let span = DayRange(from: Day(dayNumber: key.anchor), through: group.through)
      if let post = posts.first(where: { $0.isOn(span) }) { return post }
    }
    return posts.max { (overlap($0, month), -$0.employment.value) < (overlap($1, month), -$1.employment.value) }
  }

  func overlap(_ post: FilePost, _ month: Month) -> Int {
    let first = max(post.dates.from, month.firstDay)
    return first.daysUntil(min(post.dates.through ?? month.lastDay, month.lastDay))
  }

  mutating func ask(
    place person: ID<Participant>, _ wanted: Set<ID<Engagement>>, _ posts: [FilePost], _ fitting: [FilePost],
    _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month
  ) {
    let (named, site) = (reading.people[key.person], reading.sites[key.site])
    let name = FileAnswers.question(.place, "\(named.key)#\(site.key)#\(month.rawValue)")
    let engagements = Set((fitting.isEmpty ? posts : fitting).map(\.engagement)).sorted()
    switch answers.values[name] {
    case FileAnswers.leave: return leave(.byHand, group)
    case let value?:
      if let engagement = ID<Engagement>(value), engagements.contains(engagement),
        let post = best(posts.filter { $0.engagement == engagement }, key, group, month)
      {
        remember(name, person, engagements, month, chosen: value)
        count(name, group, key.kind)
        return draft(post, key, group, month)
      }
    case nil: break
    }
    if waiting[name] == nil {
      waiting[name] = Waiting(
        subject: .place,
        text: "\(names[person].map { "\($0.firstName) \($0.lastName)" } ?? named.text), \(month.french)",
        options: engagements.map { place($0, 0, "") }, note: why(person, wanted, posts, month))
    }
    count(name, group, key.kind)
  }

  /// A choice that stands can be changed.
  mutating func remember(
    _ name: String, _ person: ID<Participant>, _ engagements: [ID<Engagement>], _ month: Month, chosen: String
  ) {
    guard waiting[name] == nil else { return }
    waiting[name] = Waiting(
      subject: .place, text: "\(names[person].map { "\($0.firstName) \($0.lastName)" } ?? ""), \(month.french)",
      options: engagements.map { place($0, 0, "") }, note: "", chosen: chosen)
  }

  func why(_ person: ID<Participant>, _ wanted: Set<ID<Engagement>>, _ posts: [FilePost], _ month: Month)
    -> String
  {
    guard posts.isEmpty else {
      guard let first = wanted.sorted().first, let label = places[first]?.label else {
        return "Plusieurs lots ce mois-là, et le fichier ne dit pas lequel."
      }
      return "Son contrat n’est pas rattaché ce mois-là au \(label.prefix(1).lowercased())\(label.dropFirst())."
    }
    let all = postsByPerson[person] ?? []
    guard let last = all.max(by: { $0.dates.from < $1.dates.from }) else { return "Aucun contrat sur un lot clausé." }
    return
      "Pas en poste sur un lot clausé ce mois-là\u{202F}: contrat \(last.dates.french). Corrigez le mois, ou enregistrez d’abord le contrat."
  }

  mutating func count(_ name: String, _ group: HoursFileReading.Group, _ kind: HoursKind) {
    waiting[name]?.rows += group.rows.map(\.row)
    if kind != .absence { waiting[name]?.hours += group.hours }
  }

  mutating func leave(_ reason: AsideReason, _ group: HoursFileReading.Group) {
    preview.aside[reason, default: AsideCount()].rows += group.rows.count
    preview.aside[reason, default: AsideCount()].hours += group.hours
  }

  mutating func draft(
    _ post: FilePost, _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month
  ) {
    let line = BoxKey(employment: post.employment, engagement: post.engagement, month: month, kind: key.kind)
    var draft = drafts[line] ?? Draft(post: post)
    draft.hours += group.hours
    draft.isDated = draft.isDated || key.anchor != 0
    draft.rows += group.rows
    draft.isByDay = draft.isByDay && group.isDay && key.kind == .site
    if group.isDay { draft.days[Day(dayNumber: key.anchor), default: .zero] += group.hours }
    drafts[line] = draft
  }
}
