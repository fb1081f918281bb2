// SPDX-License-Identifier: EUPL-1.2

/// What the team asks the employer about a remark on one of its lines, and what the employer says. Until then the line is left out
/// of the validation in one action.
public struct LineQuestion: Sendable, Hashable, Identifiable {
  public struct Answer: Sendable, Hashable {
    public let text: String
    public let at: Instant
    public let by: String
    public init(text: String, at: Instant, by: String) { (self.text, self.at, self.by) = (text, at, by) }
  }

  public let id: ID<Self>
  public let line: ID<HoursLine>
  /// The check that it comes from.
  public let code: String
  /// What was asked, in the words of that day. It never names anybody.
  public let sentence: String
  public let askedAt: Instant
  /// To whom it was written; empty when nobody of the employer could be.
  public let recipient: String
  public let answer: Answer?

  public init(
    id: ID<Self>, line: ID<HoursLine>, code: String, sentence: String, askedAt: Instant, recipient: String,
    answer: Answer?
  ) {
    (self.id, self.line, self.code, self.sentence) = (id, line, code, sentence)
    (self.askedAt, self.recipient, self.answer) = (askedAt, recipient, answer)
  }

  public var isOpen: Bool { answer == nil }

  /// Nobody is asked about what is a rule of the team.
  public static func canBeAsked(_ code: String) -> Bool { !["absence", "frozen_year"].contains(code) }

  /// What the employer is asked. `seen` is the remark as its own lines alone make it: without one, the figures are those of other
  /// employers or of a user company, and are not told.
  public static func sentence(of code: String, seen: LineRemark?, month: Month) -> String {
    // The remark is said to the team; the same to the employer asks for the days themselves.
    if let seen { return seen.sentence.replacing("demandez les jours", with: "indiquez les jours travaillés") }
    return code == "contested"
      ? "L’entreprise où cette personne travaille ne compte pas les mêmes heures que vous en \(month.french)\u{202F}: vérifiez les vôtres."
      : "Les heures de cette personne en \(month.french) demandent une vérification\u{202F}: confirmez celles que vous déclarez."
  }
}
