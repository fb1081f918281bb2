// SPDX-License-Identifier: EUPL-1.2

/// All that a document may say of a lot on a day: what it owes, what is declared, kept and credited, how many people. No name.
public struct LotAccount: Sendable, Hashable {
  /// What a part of the lot owes, and who bears it.
  public struct Due: Sendable, Hashable {
    public let title: String
    public let bearers: String
    public let firm: Hours

    public init(title: String, bearers: String, firm: Hours) {
      (self.title, self.bearers, self.firm) = (title, bearers, firm)
    }
  }

  /// Hours of one way of hiring.
  public struct ModalityPart: Sendable, Hashable {
    public let label: String
    public let assignments: Int
    public let kept: Hours

    public init(label: String, assignments: Int, kept: Hours) {
      (self.label, self.assignments, self.kept) = (label, assignments, kept)
    }
  }

  /// An attestation that was issued earlier, with figures frozen that day.
  public struct Issued: Sendable, Hashable {
    public let on: Day
    public let kept: Hours
    public let needsCorrection: Bool

    public init(on: Day, kept: Hours, needsCorrection: Bool) {
      (self.on, self.kept, self.needsCorrection) = (on, kept, needsCorrection)
    }
  }

  public var territory = ""
  public var madeOn: Day
  public var buyer = ""
  /// Members of a purchasing group, each with its share; empty for one buyer.
  public var group: [String] = []
  public var contract = ""
  public var reference = ""
  public var legalForm = ""
  public var lotNumber = ""
  public var lotName = ""
  public var place = ""
  public var sector = ""
  public var holders: [String] = []
  public var state: LotState
  public var dates = LotDates()
  public var dues: [Due] = []
  /// What is owed for certain, part by part, and what is done of it.
  public var completion = Completion([])
  /// From orders, where it differs from what is owed for certain.
  public var forecast = Hours.zero
  public var declared = Hours.zero
  public var kept = Hours.zero
  public var toValidate = Hours.zero
  public var linesToValidate = 0
  public var training = Hours.zero
  /// Of the training, what the contract's rule credits.
  public var creditedTraining = Hours.zero
  public var people = 0
  public var assignments = 0
  public var modalities: [ModalityPart] = []
  public var months: [Month: Hours] = [:]
  public var planToDate: Hours?
  public var remainingPerMonth: Hours?
  /// Terminated, and the buyer has not said what remains owed.
  public var awaitsDecision = false
  public var issued: Issued?

  public init(madeOn: Day, state: LotState) { (self.madeOn, self.state) = (madeOn, state) }

  public var due: Hours { completion.due }
  /// Lot by lot and member by member: a surplus fills no other part (rules 19).
  public var missing: Hours { completion.missing }
  /// Beside the hours done, which never change (rules 18).
  public var credited: Hours { kept + creditedTraining }
  /// Declared and decided, but not kept.
  public var refused: Hours { max(.zero, declared - kept - toValidate) }

  /// « Lot 2 Gros œuvre »
  public var lot: String { "Lot \(lotNumber) \(lotName)" }

  /// « le marché « École » (2025-0412), lot 2 Gros œuvre »
  public var subject: String {
    let number = reference.isEmpty ? "" : " (\(reference))"
    return "\(lot) du marché «\u{202F}\(contract)\u{202F}»\(number)"
  }

  public var verdict: LotVerdict { LotVerdict(self) }
}
