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
  /// Hours already declared, by the box of a statement that they fill.
  public let declared: [BoxKey: Hours]
  public let frozenYears: Set<Int>

  public init(
    people: [Participant], sites: [SiteCandidate], posts: [FilePost], declared: [BoxKey: Hours], frozenYears: Set<Int>
  ) {
    (self.people, self.sites, self.posts) = (people, sites, posts)
    (self.declared, self.frozenYears) = (declared, frozenYears)
  }

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

/// A line that would be written.
public struct PreviewLine: Hashable, Sendable {
  public let post: FilePost
  public let person: String
  public let place: String
  public let month: Month
  public let kind: HoursKind
  public let hours: Hours
  /// Each day with its hours, when the file says them all.
  public let days: [DayHours]
  /// Rows of the file that it adds up.
  public let rows: [Int]
  /// What is already declared in the same box.
  public let already: Hours
  public let remarks: [LineRemark]

  public var entry: LedgerEntry {
    LedgerEntry(
      participantID: post.participant, employmentContractID: post.employment, engagementID: post.engagement,
      month: month, kind: kind, declared: hours)
  }
  /// It came already, just as it is.
  public var isRepeated: Bool { already == hours }
}

/// What a file would change, and what is still to be settled before.
public struct HoursFilePreview: Sendable {
  public var lines: [PreviewLine] = []
  /// Lines that were received just as they are, while nobody said what to do with them, or when they are left aside.
  public var repeated: [PreviewLine] = []
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
  /// Repeated lines wait for a decision.
  public var needsRepeatsDecision = false
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
  /// Hours that would be declared, absence left out.
  public var hours: Hours { lines.filter { $0.kind != .absence }.map(\.hours).sum }
  public var peopleCount: Int { Set(lines.map(\.post.head)).count }

  /// Nothing is left to settle.
  public var isReady: Bool {
    !lines.isEmpty && asks.isEmpty && faultCount == 0 && !needsMonth && !needsRepeatsDecision && hasHours && hasPeople
  }

  /// The same for the same lines: what was shown is what is written.
  public var fingerprint: String {
    FileAnswers.fingerprint(
      lines.map {
        "\($0.post.employment)-\($0.post.engagement)-\($0.month.rawValue)-\($0.kind.rawValue)-\($0.hours.units)-"
          + $0.days.map { "\($0.day.iso)=\($0.hours.units)" }.joined(separator: ",")
      }.joined(separator: ";"))
  }
}
