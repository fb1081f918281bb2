// SPDX-License-Identifier: EUPL-1.2

/// What the names of people and places in a file mean.
extension PreviewBuilder {
  /// Options on one page: beyond them only the best candidates are offered, the others once some questions are settled.
  static let mostOptions = 12_000

  mutating func resolvePeople() {
    let matching = PersonMatching(ground.people)
    let near = NearNames(ground.people.map { "\($0.firstName) \($0.lastName)" })
    let everyone = ground.people.map { String($0.id.value) }
    var room = Self.mostOptions
    for named in reading.people {
      let ranked = matching.rank(named)
      let name = FileAnswers.question(.person, named.key)
      let known = answers.values[name] ?? remembered(name, unless: ranked.first.map { $0.score >= 60 } ?? false)
      let sure = PersonMatching.settled(ranked)
      let chosen = known.flatMap { value in
        value == FileAnswers.leave || ID<Participant>(value).map { names[$0] != nil } == true ? value : nil
      }
      var options = ranked.prefix(8).map { option($0.person, $0.score, $0.reason) }
      let others = offered(
        besides: options, named.text, near, everyone,
        isAsked: chosen == nil && sure == nil, &room)
      options += others.map { option(ground.people[$0.place].id, $0.score, $0.score > 0 ? "nom proche" : "") }
      if let id = chosen.flatMap({ ID<Participant>($0) }), !options.contains(where: { $0.value == chosen }) {
        options.append(option(id, 0, ""))
      }
      var waiting = Waiting(subject: .person, text: named.text, options: options, note: note(ranked))
      waiting.chosen = chosen ?? sure.map { String($0.value) }
      waiting.isFound = chosen == nil && sure != nil
      self.waiting[name] = self.waiting[name] ?? waiting
      personNames.append(name)
      self.people.append(meaning(waiting.chosen) { ID<Participant>($0) })
    }
  }

  func option(_ person: ID<Participant>, _ score: Int, _ reason: String) -> FileQuestion.Option {
    let participant = names[person]
    let born = participant?.bornOn.map { ", \($0.french)" } ?? ""
    return FileQuestion.Option(
      value: String(person.value), label: "\(participant.map { "\($0.firstName) \($0.lastName)" } ?? "")\(born)",
      score: score, reason: reason)
  }

  func note(_ ranked: [PersonMatch]) -> String {
    guard ranked.count > 1, ranked[0].score >= PersonMatching.sure, ranked[1].score > ranked[0].score - 20 else {
      return ""
    }
    return "Plusieurs personnes portent ce nom\u{202F}: dites laquelle."
  }

  /// A word left aside before is asked again once it looks like somebody.
  func remembered(_ name: String, unless looksKnown: Bool) -> String? {
    guard let value = answers.remembered[name], value != FileAnswers.leave || !looksKnown else { return nil }
    return value
  }

  func meaning<Value>(_ chosen: String?, _ value: (String) -> Value?) -> Meaning<Value> {
    guard let chosen else { return .ask }
    if chosen == FileAnswers.leave { return .leave }
    return value(chosen).map { .known($0) } ?? .ask
  }

  mutating func resolveSites() {
    let matching = SiteMatching(ground.sites)
    let near = NearNames(ground.sites.map(\.label))
    let everywhere = ground.sites.map { String($0.engagement.value) }
    var room = Self.mostOptions
    for named in reading.sites {
      guard !named.isBlank else {
        sites.append(.known([]))
        siteNames.append(nil)
        continue
      }
      let ranked = matching.rank(named)
      let name = FileAnswers.question(.site, named.key)
      let known = answers.values[name] ?? remembered(name, unless: ranked.first.map { $0.score >= 60 } ?? false)
      let chosen = known.flatMap { value in
        value == FileAnswers.leave || ID<Engagement>(value).map { places[$0] != nil } == true ? value : nil
      }
      let sure = SiteMatching.settled(ranked)
      var options = ranked.prefix(8).map { place($0.engagement, $0.score, $0.reason) }
      let others = offered(
        besides: options, named.text, near, everywhere,
        isAsked: chosen == nil && sure.isEmpty, &room)
      options += others.map { place(ground.sites[$0.place].engagement, $0.score, $0.score > 0 ? "nom proche" : "") }
      if let id = chosen.flatMap({ ID<Engagement>($0) }), !options.contains(where: { $0.value == chosen }) {
        options.append(place(id, 0, ""))
      }
      var waiting = Waiting(subject: .site, text: named.text, options: options, note: "")
      waiting.chosen = chosen ?? sure.sorted().first.map { String($0.value) }
      waiting.isFound = chosen == nil && !sure.isEmpty
      self.waiting[name] = self.waiting[name] ?? waiting
      siteNames.append(name)
      sites.append(
        chosen == nil && !sure.isEmpty ? .known(sure) : meaning(waiting.chosen) { ID<Engagement>($0).map { [$0] } })
    }
  }

  /// Those to offer after the candidates: of many the nearest first, then all others while the page can bear it. A word that is
  /// understood offers the others too, when they are few, so that it can be corrected.
  func offered(
    besides options: [FileQuestion.Option], _ text: String, _ near: NearNames, _ values: [String], isAsked: Bool,
    _ room: inout Int
  ) -> [(place: Int, score: Int)] {
    let isMany = values.count > 60
    guard isAsked || !isMany, room > 0 else { return [] }
    let shown = Set(options.map(\.value))
    let nearest = isMany ? near.nearest(text, 12).filter { !shown.contains(values[$0.place]) } : []
    let known = shown.union(nearest.map { values[$0.place] })
    let isRoomy = !isMany || room >= values.count
    let others = isRoomy ? values.indices.filter { !known.contains(values[$0]) } : []
    // A page asks a hundred questions at most: the nearest names are not looked for beyond.
    if isMany { room -= max(nearest.count + others.count, Self.mostOptions / 100) }
    return nearest + others.map { (place: $0, score: 0) }
  }

  func place(_ engagement: ID<Engagement>, _ score: Int, _ reason: String) -> FileQuestion.Option {
    FileQuestion.Option(
      value: String(engagement.value), label: places[engagement]?.label ?? "", score: score, reason: reason)
  }
}
