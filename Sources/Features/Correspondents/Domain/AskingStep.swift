// SPDX-License-Identifier: EUPL-1.2

/// The steps by which an employer is asked for a period's hours, each once: before the due day, after it, and then somebody else too.
public enum AskingStep: String, CodeList {
  case request, reminder, escalation

  public var french: String {
    switch self {
    case .request: "demande"
    case .reminder: "rappel"
    case .escalation: "rappel au second contact"
    }
  }

  /// How long after the due day a statement is still asked for by itself.
  public static let givesUpAfterDays = 60

  /// The step that is reached on a day, nil when it is too early, too late or the territory asks by hand. Where a step was missed
  /// because the server was stopped, only the latest is taken.
  public static func reached(on today: Day, dueOn due: Day, rules: TerritoryRules) -> AskingStep? {
    let (before, after, escalation) = (
      rules[.askingDaysBefore], rules[.reminderDaysAfter], rules[.escalationDaysAfter]
    )
    guard today <= due.adding(days: givesUpAfterDays) else { return nil }
    if escalation > 0, today >= due.adding(days: escalation) { return .escalation }
    if after > 0, today >= due.adding(days: after) { return .reminder }
    if before > 0, today >= due.adding(days: -before), today <= due { return .request }
    return nil
  }
}
