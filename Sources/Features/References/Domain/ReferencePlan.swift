// SPDX-License-Identifier: EUPL-1.2

/// A code as the list has it for some time. `endsOn` is its last day; nil when it is in force.
public struct ReferencePeriod: Sendable, Hashable {
  public let id: Int64
  public var entry: ReferenceEntry
  public var startsOn: Day
  public var endsOn: Day?

  public init(id: Int64, entry: ReferenceEntry, startsOn: Day, endsOn: Day?) {
    (self.id, self.entry, self.startsOn, self.endsOn) = (id, entry, startsOn, endsOn)
  }
}

/// What a version does to one code.
public enum ReferenceChangeKind: String, CodeList {
  case added, renamed, moved, ended

  public var french: String {
    switch self {
    case .added: "ajouté"
    case .renamed: "renommé"
    case .moved: "modifié"
    case .ended: "terminé"
    }
  }
}

/// One code that a version changes, before and after.
public struct ReferenceChange: Sendable, Hashable {
  public let kind: ReferenceChangeKind
  public let before: ReferenceEntry?
  public let after: ReferenceEntry?

  public var entry: ReferenceEntry? { after ?? before }
}

/// What is to be written so that a list says, from a day until its next version, what a file says. Versions may come in any order:
/// the map of 2015 after that of 2024.
public struct ReferencePlan: Sendable {
  /// New periods; their identifiers mean nothing yet.
  public private(set) var created: [ReferencePeriod] = []
  /// Periods whose days change.
  public private(set) var moved: [ReferencePeriod] = []
  /// Periods that a correction of their own version takes away.
  public private(set) var removed: [Int64] = []
  public private(set) var changes: [ReferenceChange] = []
  public private(set) var unchanged = 0
  /// Codes in force before, on that day.
  public private(set) var known = 0

  private let first: Day
  /// The day before the next version.
  private let last: Day?

  /// - Parameters:
  ///   - next: the day of the version that follows, nil when this is the latest.
  ///   - isExtract: what the file does not name stays as it is.
  public init(
    _ entries: [ReferenceKey: ReferenceEntry], from day: Day, until next: Day?, over periods: [ReferencePeriod],
    isExtract: Bool
  ) {
    (first, last) = (day, next?.adding(days: -1))
    var inForce: [ReferenceKey: ReferencePeriod] = [:]
    for period in periods where period.startsOn <= day && (period.endsOn ?? .last) >= day {
      inForce[period.entry.key] = period
    }
    known = inForce.count
    for key in Set(entries.keys).union(inForce.keys).sorted() {
      place(entries[key], over: inForce[key], isExtract: isExtract)
    }
  }

  private mutating func place(_ entry: ReferenceEntry?, over period: ReferencePeriod?, isExtract: Bool) {
    switch (entry, period) {
    case (let entry?, nil):
      created.append(ReferencePeriod(id: 0, entry: entry, startsOn: first, endsOn: last))
      changes.append(ReferenceChange(kind: .added, before: nil, after: entry))
    case (let entry?, let period?) where entry == period.entry: unchanged += 1
    case (let entry?, let period?):
      close(period)
      created.append(ReferencePeriod(id: 0, entry: entry, startsOn: first, endsOn: last))
      let kind: ReferenceChangeKind = entry.label == period.entry.label ? .moved : .renamed
      changes.append(ReferenceChange(kind: kind, before: period.entry, after: entry))
    case (nil, let period?):
      if isExtract { return unchanged += 1 }
      close(period)
      changes.append(ReferenceChange(kind: .ended, before: period.entry, after: nil))
    case (nil, nil): break
    }
  }

  /// Has a period leave the time of this version; what it says after the next one stays.
  private mutating func close(_ period: ReferencePeriod) {
    let goesOn = last.map { (period.endsOn ?? .last) > $0 } ?? false
    let next = last?.adding(days: 1) ?? .last
    if period.startsOn < first {
      var before = period
      before.endsOn = first.adding(days: -1)
      moved.append(before)
      if goesOn {
        created.append(ReferencePeriod(id: 0, entry: period.entry, startsOn: next, endsOn: period.endsOn))
      }
    } else if goesOn {
      var after = period
      after.startsOn = next
      moved.append(after)
    } else {
      removed.append(period.id)
    }
  }

  public func count(_ kind: ReferenceChangeKind) -> Int { changes.count { $0.kind == kind } }

  /// A file that ends many codes and brings few is a piece of the list, not its next version.
  public var looksLikeExtract: Bool {
    let ended = count(.ended)
    return ended > 10 && ended * 10 > known && count(.added) * 2 < ended
  }
}
