// SPDX-License-Identifier: EUPL-1.2

/// What the territory has before a takeover: rows by table and number, and what the same source called them before.
public struct TakeoverGround: Sendable {
  /// A line that an earlier takeover of this source wrote, as it stands in the ledger.
  public struct Line: Sendable, Hashable {
    public let id: Int64
    public let declared: Hours
    public let kept: Hours

    public init(id: Int64, declared: Hours, kept: Hours) { (self.id, self.declared, self.kept) = (id, declared, kept) }
  }

  public var rows: [TakeoverTable: [Int64: TakeoverValues]] = [:]
  /// References that this source used, by table.
  public var references: [TakeoverTable: [String: Int64]] = [:]
  /// Organisations that another territory knows too: nothing of them is changed from here.
  public var shared: Set<Int64> = []
  /// Organisations of the instance that the territory does not know yet, by SIRET.
  public var elsewhere: [String: (id: Int64, name: String)] = [:]
  /// Engagements of each contract of work.
  public var attachments: Set<TakeoverAttachment> = []
  /// Lines that stand, of this source.
  public var lines: [TakeoverHoursKey: Line] = [:]
  /// Hours that stand from elsewhere than this source: they are never written twice.
  public var foreign: [TakeoverHoursKey: Hours] = [:]
  public var today: Day

  public init(today: Day) { self.today = today }
}

/// An engagement that a contract of work counts for.
public struct TakeoverAttachment: Hashable, Sendable {
  public let employment: Int64
  public let engagement: Int64

  public init(employment: Int64, engagement: Int64) { (self.employment, self.engagement) = (employment, engagement) }
}

/// All that a takeover would write, and what it says of the workbook.
public struct TakeoverPlan: Sendable {
  public struct Created: Sendable {
    public let id: Int64
    public var values: TakeoverValues
    public let place: TakeoverPlace
  }

  public struct Changed: Sendable {
    public var before: TakeoverValues
    public var after: TakeoverValues
    public let place: TakeoverPlace
  }

  public var created: [TakeoverTable: [Created]] = [:]
  public var changed: [TakeoverTable: [Int64: Changed]] = [:]
  /// References to remember, by table.
  public var references: [TakeoverTable: [String: Int64]] = [:]
  /// Organisations that the territory is to know.
  public var joined: Set<Int64> = []
  public var attachments: [TakeoverAttachment] = []
  public var newLines: [(key: TakeoverHoursKey, hours: TakeoverHours)] = []
  /// Lines whose figure changed: the old one is reversed and a new one stands in its place.
  public var corrected: [(key: TakeoverHoursKey, line: TakeoverGround.Line, hours: TakeoverHours)] = []
  public var unchangedLines = 0

  public var tallies: [Int: TakeoverTally] = [:]
  public var findings: [TakeoverFinding] = []
  public var findingCount = 0
  public var rejectionCount = 0
  public var differences: [TakeoverDifference] = []
  public var differenceCount = 0
  /// Rows made because lines of other sheets name them.
  public var implied: [TakeoverTable: Int] = [:]
  public var totals = TakeoverTotals()

  /// How many findings and differences are kept to be shown.
  public static let most = 2_000

  public init() {}

  public var changesNothing: Bool {
    created.values.allSatisfy(\.isEmpty) && changed.values.allSatisfy(\.isEmpty) && newLines.isEmpty
      && corrected.isEmpty
      && attachments.isEmpty
  }
}
