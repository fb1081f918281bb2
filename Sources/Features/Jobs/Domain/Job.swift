// SPDX-License-Identifier: EUPL-1.2

/// Long work that somebody asked for: it goes on when they leave, says how far it is, and can be found again.
public struct Job: Sendable, Equatable, Identifiable {
  public let id: ID<Job>
  /// Which work: the name by which a worker knows what to run.
  public let kind: String
  /// What people read: « Import de decp-2026.json ».
  public let title: String
  /// What the work needs to know, in its own words.
  public let payload: String
  /// Who asked, nil for the program itself.
  public let accountID: ID<Account>?
  /// Where the result is to be seen, empty when there is nothing.
  public let path: String
  public let state: JobState
  public let progress: JobProgress
  /// How often it was begun.
  public let attempts: Int
  public let isCancelAsked: Bool
  /// What it gave, or why it did not.
  public let sentence: String
  public let createdAt: Instant
  /// When it is due again, after a failure.
  public let dueAt: Instant
  public let finishedAt: Instant?

  public init(
    id: ID<Job>, kind: String, title: String, payload: String, accountID: ID<Account>?, path: String, state: JobState,
    progress: JobProgress, attempts: Int, isCancelAsked: Bool, sentence: String, createdAt: Instant, dueAt: Instant,
    finishedAt: Instant?
  ) {
    (self.id, self.kind, self.title, self.payload, self.accountID) = (id, kind, title, payload, accountID)
    (self.path, self.state, self.progress, self.attempts) = (path, state, progress, attempts)
    (self.isCancelAsked, self.sentence, self.createdAt) = (isCancelAsked, sentence, createdAt)
    (self.dueAt, self.finishedAt) = (dueAt, finishedAt)
  }
}

/// How far a job is.
public struct JobProgress: Sendable, Equatable {
  /// What is done, in any unit.
  public var done: Int64
  /// The same unit; nil when nobody knows yet.
  public var total: Int64?
  /// What is being done, in words.
  public var step: String

  public init(done: Int64 = 0, total: Int64? = nil, step: String = "") {
    (self.done, self.total, self.step) = (done, total, step)
  }
}

/// Where a job stands.
public enum JobState: String, CodeList {
  case pending, running, done, failed, cancelled

  public var french: String {
    switch self {
    case .pending: "en attente"
    case .running: "en cours"
    case .done: "terminé"
    case .failed: "arrêté"
    case .cancelled: "annulé"
    }
  }

  /// Nothing more will happen by itself.
  public var isOver: Bool { self == .done || self == .failed || self == .cancelled }
}

/// How often work that fails is begun again, and when.
public enum JobRetry {
  /// The first time and four more.
  public static let mostAttempts = 5

  /// Seconds to wait after so many attempts: 10 s, 40 s, 2 min 40, 10 min 40; never more than an hour.
  public static func delay(after attempts: Int) -> Int64 {
    let doublings = 2 * min(max(attempts - 1, 0), 8)
    return min(10 << Int64(doublings), 3600)
  }
}
