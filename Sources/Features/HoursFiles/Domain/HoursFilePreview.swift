// SPDX-License-Identifier: EUPL-1.2

/// An employment contract on a lot: where hours of a file may go.
public struct FilePost: Hashable, Sendable {
  /// As the contract has it, before any merge of records.
  public let participant: ID<Participant>
  /// The person, once merged records are one.
  public let head: ID<Participant>
  public let employment: ID<EmploymentContract>
  public let engagement: ID<Engagement>
  public let kind: EmploymentContractKind
  /// Of the contract, and of its tie to the lot.
  public let dates: DayRange
  public let tie: DayRange
  public let counts: DayRange?
  public let lotDates: DayRange?

  public init(
    participant: ID<Participant>, head: ID<Participant>, employment: ID<EmploymentContract>,
    engagement: ID<Engagement>, kind: EmploymentContractKind, dates: DayRange, tie: DayRange, counts: DayRange?,
    lotDates: DayRange?
  ) {
    (self.participant, self.head, self.employment, self.engagement) = (participant, head, employment, engagement)
    (self.kind, self.dates, self.tie, self.counts, self.lotDates) = (kind, dates, tie, counts, lotDates)
  }

  func isOn(_ month: Month) -> Bool { dates.touches(month) && tie.touches(month) }
  func isOn(_ span: DayRange) -> Bool {
    let last = span.through ?? span.from
    return dates.from <= last && (dates.through ?? last) >= span.from && tie.from <= last
      && (tie.through ?? last) >= span.from
  }
  /// By which a row of our template is found again.
  public var marker: String { "C\(employment)-E\(engagement)" }
}

/// All that an employer has, against which its file is read.
public struct FileGround: Sendable {
  public let people: [Participant]
  public let sites: [SiteCandidate]
  public let posts: [FilePost]
  /// Lines already declared and not corrected since, by the box of a statement that they fill.
  public let standing: [BoxKey: [StandingLine]]
  public let frozenYears: Set<Int>
  /// Whoever hands the file over may correct lines that are already decided.
  public let mayCorrect: Bool

  public init(
    people: [Participant], sites: [SiteCandidate], posts: [FilePost], standing: [BoxKey: [StandingLine]] = [:],
    frozenYears: Set<Int> = [], mayCorrect: Bool = true
  ) {
    (self.people, self.sites, self.posts) = (people, sites, posts)
    (self.standing, self.frozenYears, self.mayCorrect) = (standing, frozenYears, mayCorrect)
  }

  func declared(_ box: BoxKey) -> Hours { standing[box]?.map(\.hours).sum ?? .zero }

  public var known: KnownWords { KnownWords(people: people, sites: sites) }
}

/// One box of a statement.
public struct BoxKey: Hashable, Sendable {
  public let employment: ID<EmploymentContract>
  public let engagement: ID<Engagement>
  public let month: Month
  public let kind: HoursKind

  public init(employment: ID<EmploymentContract>, engagement: ID<Engagement>, month: Month, kind: HoursKind) {
    (self.employment, self.engagement, self.month, self.kind) = (employment, engagement, month, kind)
  }
}

/// What a file would change, and what is still to be settled before.
public struct HoursFilePreview: Sendable {
  public var lines: [PreviewLine] = []
  /// Lines of boxes in which hours already stand, with what is done with each; those to declare are among `lines` too.
  public var already: [PreviewLine] = []
  /// The hours of the file are added to those that stand, because somebody said so.
  public var addsToStanding = false
  public var asks: [FileQuestion] = []
  public var found: [FileQuestion] = []
  public var faults: [CellFault] = []
  public var faultCount = 0
  public var aside: [AsideReason: AsideCount] = [:]
  public var rowCount = 0
  /// The month in which each sheet was read.
  public var sheetMonths: [SheetMonth] = []
  /// The file says no month and none was given.
  public var needsMonth = false
  /// Nobody can tell whether the hours that stand are these: somebody must say.
  public var needsAlreadyDecision = false
  /// All hours that could be read, and the total that the file announces.
  public var read = Hours.zero
  public var announced: Hours?
  public var announcedFits = true
  public var hasHours = true
  public var hasPeople = true

  public init() {}

  public var months: [Month] { Set(lines.map(\.month)).sorted() }
  public var period: StatementPeriod? {
    guard let first = months.first, let last = months.last else { return nil }
    return StatementPeriod(first: first, last: last)
  }
  /// By how much what is declared would change, absence left out.
  public var hours: Hours { lines.filter { $0.kind != .absence }.map(\.change).sum }
  /// Lines that stand are replaced.
  public var replaces: Bool { lines.contains { if case .replace = $0.act { true } else { false } } }
  /// Decided lines are replaced: once written, that is not undone in one action.
  public var replacesKept: Bool {
    lines.contains { if case .replace(_, isKept: true) = $0.act { true } else { false } }
  }
  public var peopleCount: Int { Set(lines.map(\.post.head)).count }

  /// Nothing is left to settle.
  public var isReady: Bool {
    !lines.isEmpty && asks.isEmpty && faultCount == 0 && !needsMonth && !needsAlreadyDecision && hasHours && hasPeople
  }

  /// The same for the same lines: what was shown is what is written.
  public var fingerprint: String {
    FileAnswers.fingerprint(
      lines.map {
        "\($0.post.employment)-\($0.post.engagement)-\($0.month.rawValue)-\($0.kind.rawValue)-\($0.hours.units)-\($0.act.mark)\($0.change.units)-"
          + $0.days.map { "\($0.day.iso)=\($0.hours.units)" }.joined(separator: ",")
      }.joined(separator: ";"))
  }
}
