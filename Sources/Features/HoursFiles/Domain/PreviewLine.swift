// SPDX-License-Identifier: EUPL-1.2

/// A line of the ledger that stands in a box: declared, and neither a reversal nor reversed.
public struct StandingLine: Hashable, Sendable {
  public let id: ID<HoursLine>
  public let participant: ID<Participant>
  public let hours: Hours
  /// Nil while nobody decided.
  public let kept: Hours?
  public let reason: ReasonNotKept?

  public init(
    id: ID<HoursLine>, participant: ID<Participant>, hours: Hours, kept: Hours? = nil, reason: ReasonNotKept? = nil
  ) {
    (self.id, self.participant, self.hours) = (id, participant, hours)
    (self.kept, self.reason) = (kept, reason)
  }

  /// All of it is kept, or it is of a kind that never counts.
  var isWhole: Bool { kept == hours || reason == .notCountedKind }
}

/// What a line of a file does to the box that it fills. A decided line is never changed (rules 15): what stands is completed by the
/// difference, or reversed and replaced.
public enum PreviewAct: Hashable, Sendable {
  /// Its hours are declared: nothing stands, or somebody said that they are added.
  case declare
  /// More than what stands: only the difference is declared.
  case complement
  /// Less than what stands, which is reversed; these hours stand instead, decided at once when all that they replace was kept.
  case replace([StandingLine], isKept: Bool)
  /// Just what stands.
  case same
  /// Less than what stands, and only a person can say what to correct.
  case byHand(Obstacle, [StandingLine])

  public enum Obstacle: Hashable, Sendable {
    /// A part of what stands was not kept.
    case partlyKept
    /// Some of what stands is decided, some is not.
    case partlyDecided
    /// It is decided, and the facilitateur corrects it.
    case decided
  }

  /// Tells acts apart in the fingerprint of a preview.
  var mark: String {
    switch self {
    case .declare: "d"
    case .complement: "c"
    case .replace(let standing, let isKept):
      "\(isKept ? "k" : "r")\(standing.map(\.id.description).joined(separator: "+"))."
    case .same: "s"
    case .byHand: "h"
    }
  }

  static func of(_ hours: Hours, over standing: [StandingLine], mayCorrect: Bool) -> PreviewAct {
    let already = standing.map(\.hours).sum
    if already == .zero { return .declare }
    if hours == already { return .same }
    if hours > already { return .complement }
    if standing.allSatisfy({ $0.kept == nil }) { return .replace(standing, isKept: false) }
    if !mayCorrect { return .byHand(.decided, standing) }
    if standing.contains(where: { $0.kept == nil }) { return .byHand(.partlyDecided, standing) }
    return standing.allSatisfy(\.isWhole) ? .replace(standing, isKept: true) : .byHand(.partlyKept, standing)
  }
}

/// A line that would be written.
public struct PreviewLine: Hashable, Sendable {
  public let post: FilePost
  public let person: String
  public let place: String
  public let month: Month
  public let kind: HoursKind
  /// As the file says them.
  public let hours: Hours
  /// Each day with its hours, when the file says them all.
  public let days: [DayHours]
  /// Rows of the file that it adds up.
  public let rows: [Int]
  /// The file says the days or the weeks of these hours: they may be others of the same month.
  public let isDated: Bool
  /// What is already declared in the same box.
  public let already: Hours
  public var act: PreviewAct
  public let remarks: [LineRemark]

  /// What the ledger gets as a new line: the difference for a complement, else the hours of the file.
  public var entry: LedgerEntry {
    LedgerEntry(
      participantID: post.participant, employmentContractID: post.employment, engagementID: post.engagement,
      month: month, kind: kind, declared: act == .complement ? hours - already : hours)
  }

  /// By how much what is declared changes.
  public var change: Hours {
    switch act {
    case .declare: hours
    case .complement, .replace: hours - already
    case .same, .byHand: .zero
    }
  }

  /// Days go with the whole of the hours, not with a difference.
  public var entryDays: [DayHours] { act == .complement ? [] : days }
}
