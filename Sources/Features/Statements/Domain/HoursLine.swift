// SPDX-License-Identifier: EUPL-1.2

/// A line of the ledger: hours of one person under one contract, for one engagement, in one worked month. Never changed once
/// written; its decision is one row beside it.
public struct HoursLine: Sendable, Hashable {
  public let id: ID<Self>
  public let entry: LedgerEntry
  /// `nil` until a facilitateur decides.
  public let kept: Hours?

  public init(id: ID<Self>, entry: LedgerEntry, kept: Hours?) { (self.id, self.entry, self.kept) = (id, entry, kept) }

  public var month: Month { entry.month }
  public var kind: HoursKind { entry.kind }
  public var declared: Hours { entry.declared }
}

/// What is written in the ledger.
public struct LedgerEntry: Sendable, Hashable {
  public var participantID: ID<Participant>
  public var employmentContractID: ID<EmploymentContract>
  public var engagementID: ID<Engagement>
  /// The month in which the hours were worked, however late they are declared.
  public var month: Month
  public var kind: HoursKind
  public var declared: Hours

  public init(
    participantID: ID<Participant>, employmentContractID: ID<EmploymentContract>, engagementID: ID<Engagement>,
    month: Month, kind: HoursKind, declared: Hours
  ) {
    (self.participantID, self.employmentContractID) = (participantID, employmentContractID)
    (self.engagementID, self.month, self.kind, self.declared) = (engagementID, month, kind, declared)
  }
}

/// A correction: minus there, plus here, so that every figure stays a plain sum (rules 15).
public struct Correction: Sendable, Hashable {
  /// The line that is corrected.
  public let corrects: ID<HoursLine>
  /// The opposite of it, kept as much as it was.
  public let reversal: LedgerEntry
  public let reversalKept: Hours
  /// What it should have been, to be decided anew; `nil` when the line should not have been.
  public let replacement: LedgerEntry?

  /// Throws while the line is undecided (it is then simply not kept), when it is itself a reversal, or when nothing changes.
  /// The replacement may be of another engagement, of another amount, or nothing; its worked month is its own.
  public static func of(_ line: HoursLine, replacement: LedgerEntry?) throws(StatementError) -> Correction {
    guard let kept = line.kept else { throw .notDecided }
    guard line.declared > .zero else { throw .reversalCorrected }
    guard replacement != line.entry else { throw .nothingChanges }
    if let replacement, replacement.declared <= .zero { throw .notPositive }
    var reversal = line.entry
    reversal.declared = -line.declared
    return Correction(corrects: line.id, reversal: reversal, reversalKept: -kept, replacement: replacement)
  }
}
