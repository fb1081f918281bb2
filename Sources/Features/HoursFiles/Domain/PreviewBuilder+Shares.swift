// SPDX-License-Identifier: EUPL-1.2

/// The ASP's monthly state counts all the hours of a person with the structure, and never says on which site: they are shared out by
/// hand, the whole month on one lot being only what is proposed to somebody who is on no other.
extension PreviewBuilder {
  mutating func share(
    _ person: ID<Participant>, _ posts: [FilePost], _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group,
    _ month: Month
  ) {
    let named = reading.people[key.person]
    let name = FileAnswers.question(.place, "\(named.key)#\(month.rawValue)#\(key.kind.rawValue)")
    let engagements = Set(posts.map(\.engagement)).sorted()
    let typed = engagements.map { ($0, answers.values[FileAnswers.part(name, $0)] ?? "") }
    let parts = typed.compactMap { engagement, text in
      (try? CellReading.hours(text)).flatMap { $0 > .zero ? (engagement, $0) : nil }
    }
    var waiting = Waiting(
      subject: .place, text: "\(names[person].map { "\($0.firstName) \($0.lastName)" } ?? named.text), \(month.french)",
      options: engagements.map { place($0, 0, "") },
      note: engagements.count > 1
        ? "L’état ne dit pas sur quel lot\u{202F}: choisissez-en un, ou répartissez les heures."
        : "L’état compte tout le mois\u{202F}: dites si une partie est hors de ce lot.")
    waiting.parts = typed.map {
      FileQuestion.Part(name: FileAnswers.part(name, $0.0), label: places[$0.0]?.label ?? "", value: $0.1)
    }
    settle(&waiting, name, parts, posts, key, group, month)
    self.waiting[name] = self.waiting[name] ?? waiting
    count(name, group, key.kind)
  }

  private mutating func settle(
    _ waiting: inout Waiting, _ name: String, _ parts: [(ID<Engagement>, Hours)], _ posts: [FilePost],
    _ key: HoursFileReading.GroupKey, _ group: HoursFileReading.Group, _ month: Month
  ) {
    guard parts.isEmpty else {
      let shared = parts.map(\.1).sum
      guard shared <= group.hours else {
        waiting.note =
          "Les parts font \(shared.french)\u{202F}h, l’état n’en dit que \(group.hours.french)\u{202F}: corrigez-les."
        return
      }
      waiting.chosen = FileAnswers.shared
      for (engagement, hours) in parts { put(hours, on: engagement, posts, key, group, month) }
      if shared < group.hours { preview.aside[.otherSite, default: AsideCount()].hours += group.hours - shared }
      return
    }
    guard let value = answers.values[name] else { return }
    if value == FileAnswers.leave {
      waiting.chosen = value
      return leave(.otherSite, group)
    }
    guard let engagement = ID<Engagement>(value), posts.contains(where: { $0.engagement == engagement }) else { return }
    waiting.chosen = value
    put(group.hours, on: engagement, posts, key, group, month)
  }

  private mutating func put(
    _ hours: Hours, on engagement: ID<Engagement>, _ posts: [FilePost], _ key: HoursFileReading.GroupKey,
    _ group: HoursFileReading.Group, _ month: Month
  ) {
    guard let post = best(posts.filter { $0.engagement == engagement }, key, group, month) else { return }
    var part = group
    part.hours = hours
    draft(post, key, part, month)
  }
}
