// SPDX-License-Identifier: EUPL-1.2

/// Gives each group of hours its person and its contract, or the question that is left.
public struct PreviewBuilder {
  private let reading: HoursFileReading
  private let ground: FileGround
  private let answers: FileAnswers
  private let setting: HoursFileReader.Setting
  private var preview = HoursFilePreview()
  private var people: [Meaning<ID<Participant>>] = []
  private var sites: [Meaning<Set<ID<Engagement>>>] = []
  private let names: [ID<Participant>: Participant]
  private let places: [ID<Engagement>: SiteCandidate]
  private let postsByPerson: [ID<Participant>: [FilePost]]
  private let postsByMarker: [String: FilePost]
  private var waiting: [String: Waiting] = [:]
  /// The box of each person and each site of the file, in their order.
  private var personNames: [String] = []
  private var siteNames: [String?] = []
  private var drafts: [BoxKey: Draft] = [:]

  private enum Meaning<Value: Sendable>: Sendable {
    case known(Value)
    case leave, ask
  }

  private struct Waiting {
    let subject: FileQuestion.Subject
    let text: String
    var rows: [Int] = []
    var hours = Hours.zero
    let options: [FileQuestion.Option]
    let note: String
    var chosen: String?
    var isFound = false
  }

  private struct Draft {
    let post: FilePost
    var hours = Hours.zero
    var days: [Day: Hours] = [:]
    var isByDay = true
    var rows: [HoursFileReading.RowPlace] = []
  }

  private init(
    _ reading: HoursFileReading, _ ground: FileGround, _ setting: HoursFileReader.Setting, _ answers: FileAnswers
  ) {
    (self.reading, self.ground, self.setting, self.answers) = (reading, ground, setting, answers)
    names = Dictionary(ground.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    places = Dictionary(ground.sites.map { ($0.engagement, $0) }, uniquingKeysWith: { first, _ in first })
    postsByPerson = Dictionary(grouping: ground.posts, by: \.head)
    postsByMarker = Dictionary(ground.posts.map { ($0.marker, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public static func build(
    _ reading: HoursFileReading, on ground: FileGround, _ setting: HoursFileReader.Setting, _ answers: FileAnswers
  ) -> HoursFilePreview {
    var builder = PreviewBuilder(reading, ground, setting, answers)
    builder.start()
    builder.resolvePeople()
    builder.resolveSites()
    builder.placeAll()
    builder.finishLines()
    builder.finishQuestions()
    return builder.preview
  }

  private mutating func start() {
    preview.faults = reading.faults
    preview.faultCount = reading.faultCount
    preview.aside = reading.aside
    preview.rowCount = reading.rowCount
    (preview.read, preview.announced, preview.announcedFits) = (reading.hours, reading.announced, reading.announcedFits)
  }

  // MARK: what words mean

  private mutating func resolvePeople() {
    let matching = PersonMatching(ground.people)
    let everyone = ground.people.count > 60 ? [] : ground.people
    for named in reading.people {
      let ranked = matching.rank(named)
      let name = FileAnswers.question(.person, named.key)
      let shown = Set(ranked.map(\.person))
      let options =
        ranked.prefix(8).map { option($0.person, $0.score, $0.reason) }
        + everyone.filter { !shown.contains($0.id) }.map { option($0.id, 0, "") }
      let known = answers.values[name] ?? remembered(name, unless: ranked.first.map { $0.score >= 60 } ?? false)
      let sure = PersonMatching.settled(ranked)
      let chosen = known.flatMap { value in
        options.contains { $0.value == value } || value == FileAnswers.leave ? value : nil
      }
      var waiting = Waiting(subject: .person, text: named.text, options: options, note: note(ranked))
      waiting.chosen = chosen ?? sure.map { String($0.value) }
      waiting.isFound = chosen == nil && sure != nil
      self.waiting[name] = self.waiting[name] ?? waiting
      personNames.append(name)
      people.append(meaning(waiting.chosen) { ID<Participant>($0) })
    }
  }

  private func option(_ person: ID<Participant>, _ score: Int, _ reason: String) -> FileQuestion.Option {
    let participant = names[person]
    let born = participant?.bornOn.map { ", \($0.french)" } ?? ""
    return FileQuestion.Option(
      value: String(person.value), label: "\(participant.map { "\($0.firstName) \($0.lastName)" } ?? "")\(born)",
      score: score, reason: reason)
  }

  private func note(_ ranked: [PersonMatch]) -> String {
    guard ranked.count > 1, ranked[0].score >= PersonMatching.sure, ranked[1].score > ranked[0].score - 20 else {
      return ""
    }
    return "Plusieurs personnes portent ce nom\u{202F}: dites laquelle."
  }

  /// A word left aside before is asked again once it looks like somebody.
  private func remembered(_ name: String, unless looksKnown: Bool) -> String? {
    guard let value = answers.remembered[name], value != FileAnswers.leave || !looksKnown else { return nil }
    return value
  }

  private func meaning<Value>(_ chosen: String?, _ value: (String) -> Value?) -> Meaning<Value> {
    guard let chosen else { return .ask }
    if chosen == FileAnswers.leave { return .leave }
    return value(chosen).map { .known($0) } ?? .ask
  }

  private mutating func resolveSites() {
    let matching = SiteMatching(ground.sites)
    let everywhere = ground.sites.count > 60 ? [] : ground.sites
    for named in reading.sites {
      guard !named.isBlank else {
        sites.append(.known([]))
        siteNames.append(nil)
        continue
      }
      let ranked = matching.rank(named)
      let name = FileAnswers.question(.site, named.key)
      let shown = Set(ranked.map(\.engagement))
      let options =
        ranked.prefix(8).map { place($0.engagement, $0.score, $0.reason) }
        + everywhere.filter { !shown.contains($0.engagement) }.map { place($0.engagement, 0, "") }
      let known = answers.values[name] ?? remembered(name, unless: ranked.first.map { $0.score >= 60 } ?? false)
      let chosen = known.flatMap { value in
        options.contains { $0.value == value } || value == FileAnswers.leave ? value : nil
      }
      let sure = SiteMatching.settled(ranked)
      var waiting = Waiting(subject: .site, text: named.text, options: options, note: "")
      waiting.chosen = chosen ?? sure.sorted().first.map { String($0.value) }
      waiting.isFound = chosen == nil && !sure.isEmpty
      self.waiting[name] = self.waiting[name] ?? waiting
      siteNames.append(name)
      sites.append(
        chosen == nil && !sure.isEmpty ? .known(sure) : meaning(waiting.chosen) { ID<Engagement>($0).map { [$0] } })
    }
  }

  private func place(_ engagement: ID<Engagement>, _ score: Int, _ reason: String) -> FileQuestion.Option {
    FileQuestion.Option(
      value: String(engagement.value), label: places[engagement]?.label ?? "", score: score, reason: reason)
  }

  // MARK: where hours go

  private mutating func placeAll() {
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

  private static func inOrder(
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
  private func usualMonth() -> Month? {
    if let asked = setting.asked { return asked }
    var counts: [Int: Int] = [:]
    for (key, group) in reading.groups where key.month > 0 { counts[key.month, default: 0] += group.rows.count }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }.flatMap { Month($0.key) }
  }

  /// A month far from all others is asked, row by row. True when rows must be mended or kept first.
  private mutating func fault(farFrom usual: Month, _ month: Month, _ group: HoursFileReading.Group) -> Bool {
    let doubtful = group.rows.filter {
      $0.monthColumn >= 0 && answers.values[FileAnswers.kept($0.sheet, $0.row)] == nil
    }
    // A table with a column for each month holds a year on purpose.
    guard let first = doubtful.first, first.monthColumn != first.hoursColumn, !isWide(group) else { return false }
    for row in doubtful {
      addFault(
        row, row.monthColumn, month.numeric,
        "\(FrenchName.capitalised(month.french)), quand le reste du fichier est \(FrenchName.of(usual.french))\u{202F}: corrigez le mois, ou gardez la ligne si c’est une régularisation.",
        mayKeep: true)
    }
    return true
  }

  private func isWide(_ group: HoursFileReading.Group) -> Bool { group.rows.allSatisfy { $0.monthColumn <= 0 } }

  private mutating func addFault(
    _ row: HoursFileReading.RowPlace, _ column: Int, _ text: String, _ sentence: String, mayKeep: Bool = false
  ) {
    preview.faultCount += 1
    guard preview.faults.count < HoursFileReading.mostFaults else { return }
    preview.faults.append(
      CellFault(sheet: row.sheet, row: row.row, column: column, text: text, sentence: sentence, mayKeep: mayKeep))
  }

  private mutating func placeOne(_ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month) {
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
    if Set(fitting.map(\.engagement)).count == 1, let post = best(fitting, key, group, month) {
      return draft(post, key, group, month)
    }
    ask(place: person, wanted, posts, fitting, key, group, month)
  }

  /// The row of our own template, unless somebody moved the marks away from the names.
  private func marked(_ key: HoursFileReading.GroupKey, _ month: Month) -> FilePost? {
    guard !key.marker.isEmpty, let post = postsByMarker[key.marker], post.isOn(month) else { return nil }
    let named = reading.people[key.person]
    guard !named.isBlank, let person = names[post.head] else { return post }
    return PersonMatching([person]).rank(named).first.map { $0.score >= 60 } == true ? post : nil
  }

  /// Of several missions on one lot, the one of those days; else the longest of the month.
  private func best(
    _ posts: [FilePost], _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month
  ) -> FilePost? {
    if key.anchor != 0 {
      let span = DayRange(from: Day(dayNumber: key.anchor), through: group.through)
      if let post = posts.first(where: { $0.isOn(span) }) { return post }
    }
    return posts.max { (overlap($0, month), -$0.employment.value) < (overlap($1, month), -$1.employment.value) }
  }

  private func overlap(_ post: FilePost, _ month: Month) -> Int {
    let first = max(post.dates.from, month.firstDay)
    return first.daysUntil(min(post.dates.through ?? month.lastDay, month.lastDay))
  }

  private mutating func ask(
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

  private func why(_ person: ID<Participant>, _ wanted: Set<ID<Engagement>>, _ posts: [FilePost], _ month: Month)
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

  private mutating func count(_ name: String, _ group: HoursFileReading.Group, _ kind: HoursKind) {
    waiting[name]?.rows += group.rows.map(\.row)
    if kind != .absence { waiting[name]?.hours += group.hours }
  }

  private mutating func leave(_ reason: AsideReason, _ group: HoursFileReading.Group) {
    preview.aside[reason, default: AsideCount()].rows += group.rows.count
    preview.aside[reason, default: AsideCount()].hours += group.hours
  }

  private mutating func draft(
    _ post: FilePost, _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month
  ) {
    let line = BoxKey(employment: post.employment, engagement: post.engagement, month: month, kind: key.kind)
    var draft = drafts[line] ?? Draft(post: post)
    draft.hours += group.hours
    draft.rows += group.rows
    draft.isByDay = draft.isByDay && group.isDay && key.kind == .site
    if group.isDay { draft.days[Day(dayNumber: key.anchor), default: .zero] += group.hours }
    drafts[line] = draft
  }

  // MARK: the end

  private mutating func finishLines() {
    var totals: [MonthOf: Hours] = [:]
    for (key, draft) in drafts where key.kind != .absence {
      totals[MonthOf(person: draft.post.head, month: key.month), default: .zero] +=
        draft.hours + (ground.declared[key] ?? .zero)
    }
    var lines: [PreviewLine] = []
    for (key, draft) in drafts {
      guard fits(key, draft) else { continue }
      lines.append(line(key, draft, totals[MonthOf(person: draft.post.head, month: key.month)] ?? draft.hours))
    }
    lines.sort {
      ($0.person, $0.place, $0.month, $0.kind.rawValue, $0.post.employment) < (
        $1.person, $1.place, $1.month, $1.kind.rawValue, $1.post.employment
      )
    }
    settleRepeats(lines)
  }

  private struct MonthOf: Hashable {
    let person: ID<Participant>
    let month: Month
  }

  private mutating func fits(_ key: BoxKey, _ draft: Draft) -> Bool {
    guard let row = draft.rows.last else { return false }
    if draft.hours > Hours(wholeHours: 744) {
      addFault(
        row, row.hoursColumn, "",
        "\(draft.hours.french)\u{202F}h en tout pour une personne en \(key.month.french)\u{202F}: un mois compte 744\u{202F}h au plus."
      )
      return false
    }
    if let day = draft.days.filter({ $0.value > Hours(wholeHours: 24) }).keys.min() {
      addFault(row, row.hoursColumn, "", "Plus de 24\u{202F}h en tout le \(day.french) pour la même personne.")
      return false
    }
    return true
  }

  private func line(_ key: BoxKey, _ draft: Draft, _ monthTotal: Hours) -> PreviewLine {
    let days = draft.isByDay ? draft.days.map { DayHours(day: $0.key, hours: $0.value) }.sorted { $0.day < $1.day } : []
    let facts = LineFacts(
      month: key.month, kind: key.kind, declared: draft.hours, days: days, eligibility: draft.post.counts,
      contract: draft.post.dates, lot: draft.post.lotDates, monthTotal: monthTotal, frozenYears: ground.frozenYears)
    return PreviewLine(
      post: draft.post, person: names[draft.post.head].map { "\($0.lastName) \($0.firstName)" } ?? "",
      place: places[key.engagement]?.label ?? "",
      month: key.month, kind: key.kind, hours: draft.hours, days: days, rows: Set(draft.rows.map(\.row)).sorted(),
      already: ground.declared[key] ?? .zero, remarks: LineChecks.remarks(on: facts))
  }

  /// The same hours already received are the same file sent again, unless somebody says that they are more.
  private mutating func settleRepeats(_ lines: [PreviewLine]) {
    let repeated = lines.filter(\.isRepeated)
    guard !repeated.isEmpty, answers.values[FileAnswers.repeats] != "add" else {
      preview.lines = lines
      return
    }
    preview.lines = lines.filter { !$0.isRepeated }
    preview.repeated = repeated
    if answers.values[FileAnswers.repeats] == FileAnswers.leave {
      preview.aside[.received] = AsideCount(
        rows: repeated.map(\.rows.count).reduce(0, +), hours: repeated.map(\.hours).sum)
    } else {
      preview.needsRepeatsDecision = true
    }
  }

  private mutating func finishQuestions() {
    addWords(.nature, reading.natures, HoursKind.allCases.map { ($0.rawValue, FrenchName.capitalised($0.french)) })
    addWords(.employer, reading.employers, [("same", "C’est bien cet employeur")])
    let order = Dictionary(uniqueKeysWithValues: FileQuestion.Subject.allCases.enumerated().map { ($1, $0) })
    let all = waiting.filter { !$0.value.rows.isEmpty }.map { name, one in
      FileQuestion(
        subject: one.subject, name: name, text: one.text, rows: Set(one.rows).sorted(), hours: one.hours,
        options: one.options, chosen: one.chosen, isFound: one.isFound, note: one.note)
    }.sorted { (order[$0.subject] ?? 0, $0.text, $0.name) < (order[$1.subject] ?? 0, $1.text, $1.name) }
    preview.asks = all.filter { $0.chosen == nil }
    preview.found = all.filter { $0.chosen != nil }
  }

  private mutating func addWords(
    _ subject: FileQuestion.Subject, _ words: [String: (rows: [Int], hours: Hours)], _ choices: [(String, String)]
  ) {
    for (text, found) in words {
      let options = choices.map { FileQuestion.Option(value: $0.0, label: $0.1, score: 0, reason: "") }
      waiting[FileAnswers.question(subject, Search.fold(text))] = Waiting(
        subject: subject, text: text, rows: found.rows, hours: found.hours, options: options, note: "")
    }
  }
}
