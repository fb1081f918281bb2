// SPDX-License-Identifier: EUPL-1.2

/// The kinds of things to do in a day, in the order in which they are best done: who waits for an answer first, what can wait last.
public enum DayTaskKind: String, CodeList {
  case request = "demande"
  case promise = "rappel"
  case lines = "lignes"
  case statement = "releve"
  case start = "debut"
  case kickOff = "demarrage"
  case decision = "decision"
  case behind = "retard"
  case ending = "fin"
  case attestation = "attestation"
  case eligibility = "eligibilite"
  case exit = "sortie"
  case missing = "engagement"
  case plan = "previsionnel"
  case agreement = "convention"

  public var french: String {
    switch self {
    case .request: "demandes de validation"
    case .promise: "échanges à reprendre"
    case .lines: "heures à valider"
    case .statement: "relevés en retard"
    case .start: "embauches à valider"
    case .kickOff: "réunions de démarrage"
    case .decision: "lots résiliés"
    case .behind: "lots sous leur prévisionnel"
    case .ending: "lots qui finissent"
    case .attestation: "attestations à préparer"
    case .eligibility: "éligibilités qui finissent"
    case .exit: "sorties à renseigner"
    case .missing: "engagements à saisir"
    case .plan: "prévisionnels à demander"
    case .agreement: "conventions qui finissent"
    }
  }

  /// What leaves the list by itself when it is done can only be put off: nobody waits for nothing.
  public var mayBeMarkedDone: Bool {
    switch self {
    case .request, .lines, .start: false
    default: true
    }
  }

  /// Until when something done stays away: a lot that is still behind next month is to be called again, a statement that is still late
  /// a week later. Nil: for good.
  public func doneLasts(from today: Day) -> Day? {
    switch self {
    case .behind, .decision, .plan, .missing, .ending, .kickOff: today.month.next.firstDay
    case .statement: today.adding(days: 7)
    default: nil
    }
  }

  /// Its place in the order.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

/// The name of one thing to do, the same from one day to the next: « releve:42:202610 ».
public struct DayTaskKey: Sendable, Hashable, CustomStringConvertible {
  public let kind: DayTaskKind
  public let numbers: [Int64]

  public init(_ kind: DayTaskKind, _ numbers: Int64...) { (self.kind, self.numbers) = (kind, numbers) }

  /// Reads what `description` wrote; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...4).contains(parts.count), let kind = DayTaskKind(rawValue: String(parts[0])) else { return nil }
    let numbers = parts.dropFirst().compactMap { Int64($0) }
    guard numbers.count == parts.count - 1, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    (self.kind, self.numbers) = (kind, numbers)
    guard description == text else { return nil }
  }

  public var description: String { ([kind.rawValue] + numbers.map(String.init)).joined(separator: ":") }
}

/// What a facilitateur said of one thing to do.
public struct DayMark: Sendable, Hashable {
  public enum State: String, Sendable { case done, later }
  public let state: State
  /// The day on which it comes back; nil: never by itself.
  public let until: Day?

  public init(_ state: State, until: Day?) { (self.state, self.until) = (state, until) }

  /// Whether the list leaves it out that day.
  public func hides(on day: Day) -> Bool { until.map { day < $0 } ?? true }
  /// Put off until now: it comes back at the head of the list.
  public func comesBack(on day: Day) -> Bool { state == .later && !hides(on: day) }
}
