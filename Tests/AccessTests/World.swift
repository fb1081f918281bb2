// SPDX-License-Identifier: EUPL-1.2
import Domain

@testable import App

/// Two territories that mirror one another, each with two organisations of every kind: what is somebody's own, what is a
/// neighbour's of the same territory, what is a neighbour's of another one.
struct World: Sendable {
  var sides: [Side] = []
  var people: [Person] = []
  var things: [Thing] = []
  var secrets: [Secret] = []

  /// One territory.
  struct Side: Sendable {
    let territory: ID<Territory>
    var buyers: [Int64] = []
    var companies: [Int64] = []
    var structures: [Int64] = []
    var prescribers: [Int64] = []
  }

  /// Someone who may sign in. `member` is which of the two organisations of its kind: 0 or 1.
  struct Person: Sendable, CustomStringConvertible {
    let role: Role
    let side: Int
    let member: Int?
    let account: ID<Account>
    let membership: ID<Membership>
    var description: String { "\(role.french)\(member.map { " \($0)" } ?? "") de \(side)" }
  }

  /// Something that an address names.
  struct Thing: Sendable, CustomStringConvertible {
    let kind: Kind
    let id: Int64
    /// What stands in the address instead of a number.
    var word: String?
    let side: Int
    /// Which organisations of a role it concerns.
    var parties: [Role: Set<Int>] = [:]
    /// A line's statement.
    var within: Int64?
    /// As an address says it.
    var name: String { word ?? String(id) }
    var description: String { "\(kind) \(name) de \(side)" }
  }

  /// Words that stand nowhere else, and who may read them.
  struct Secret: Sendable {
    let word: String
    let what: String
    let side: Int
    /// For each role that may read it, which of its two organisations; nobody else.
    let readers: [Role: Set<Int>]
  }

  enum Kind: String, Sendable, CaseIterable {
    case contract, lot, engagement, operation, participant, employment, statement, line, organisation, agreement
    case sizing, report, year, contact, notice, membership, theme, absence
    case proof, note, hiringRequest, hiringBatch, hiringPaper, hoursFile, gap, question, noticeImport, referenceImport
    case takeover, job, account, message, exit
    /// Named by a word, not by a number.
    case rule, session, table, reference
  }

  func things(_ kind: Kind) -> [Thing] { things.filter { $0.kind == kind } }

  /// The first thing of a kind in a territory.
  func thing(_ kind: Kind, in side: Int = 0) -> Thing? { things.first { $0.kind == kind && $0.side == side } }
}
