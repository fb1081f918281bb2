// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Writes one invented territory: bodies, lots, people and their hours, then what each lot owes, fitted to what was done.
final class DemoScript {
  static let day = "2026-11-24"
  static let today = Day(iso: day) ?? .first
  /// The last month that employers have declared.
  static let lastMonth = today.month.previous

  let rows: DemoRows
  let size: DemoSize
  let territory: Int64
  var random: SeededGenerator
  var facilitators: [Int64] = []
  var buyers: [Int64] = []
  var companies: [(id: Int64, sector: String)] = []
  var companiesBySector: [String: [Int64]] = [:]
  /// How many lots each trade has taken.
  var turns: [String: Int] = [:]
  var agencies: [Int64] = []
  var structures: [(id: Int64, kind: String)] = []
  var prescribers: [Int64] = []
  var contracts: [DemoContract] = []
  var lots: [DemoLot] = []
  var people: [DemoPerson] = []
  var statements: [Int64: Int64] = [:]
  var journal: [DemoAct] = []
  /// The window of `lots` in which open ones are looked for.
  var firstOpen = 0
  var lastOpen = 0

  init(_ rows: DemoRows, _ size: DemoSize, territory: Int64, seed: UInt64) {
    (self.rows, self.size, self.territory) = (rows, size, territory)
    random = SeededGenerator(seed: seed &+ UInt64(territory) &* 0x9E37)
  }

  func id(_ table: String) -> Int64 { rows.id(table) }
  func add(_ table: String, _ row: [(String, any SQLConvertible)]) { rows.add(table, row) }

  /// Remembers an act for the journal, which is numbered in the order of time.
  func note(_ kind: String, _ subject: JournalSubject, _ id: Int64, _ sentence: String, on day: Day, by author: Int64?)
  {
    guard size.isDetailed, day <= Self.today else { return }
    let at = day == Self.today ? Self.at(day, hour: 7) : Self.at(day)
    journal.append(DemoAct(at: at, kind: kind, subject: subject.rawValue, id: id, sentence: sentence, author: author))
  }

  func writeJournal() {
    let ordered = journal.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    for (index, act) in ordered.map(\.element).enumerated() {
      add(
        "journal_event",
        [
          ("id", id("journal_event")), ("territory_id", territory), ("sequence", Int64(index + 1)), ("at", act.at),
          ("account_id", act.author), ("kind", act.kind), ("subject", act.subject), ("subject_id", act.id),
          ("sentence", act.sentence),
        ])
    }
  }

  var start: Day { Month((size.years.first?.year ?? 2020) * 100 + 1)?.firstDay ?? .first }

  static func at(_ day: Day, hour: Int = 9) -> Instant {
    Instant(milliseconds: (Int64(day.dayNumber) * 24 + Int64(hour)) * 3_600_000)
  }
}

/// Something that the journal remembers.
struct DemoAct {
  let at: Instant
  let kind: String
  let subject: String
  let id: Int64
  let sentence: String
  let author: Int64?
}

/// A public contract before its rows are written.
struct DemoContract {
  let id: Int64
  let buyer: Int64
  let facilitator: Int64
  let title: String
  let reference: String
  let sector: String
  let notified: Day
  let months: Int
  let isFramework: Bool
  let isReserved: Bool
  let operation: Int64?
  var lots: Range<Int> = 0..<0
  var end: Day { notified.lastDay(ofTermMonths: months) }
}

/// A lot with what its people need; what it owes is fitted to `done` at the end.
struct DemoLot {
  let id: Int64
  let engagement: Int64
  let contract: Int
  let number: Int
  let name: String
  let sector: String
  let holders: [Int64]
  let bearing: String
  let start: Day
  let end: Day
  /// How much larger than another it is.
  let weight: Int
  var hires = 0
  /// Units declared on site until the last month.
  var done: Int64 = 0
}

struct DemoPerson {
  let id: Int64
  let eligibility: Int64
  let from: Day
  let until: Day
  let age: Int
  let district: String
  let schooling: String
  let criterion: String
  let isWoman: Bool
  /// The end of the last contract: one contract at a time.
  var busyUntil: Day
}
