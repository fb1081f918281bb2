// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// What a report said on the day it was issued, kept as text so that it reprints the same for ever. Hours are in units of 12 s.
struct IssuedFigures: Codable, Sendable, Equatable {
  struct LotRow: Codable, Sendable, Equatable {
    var lot: Int64
    var label: String
    var declared: Int64
    var kept: Int64
    var people: Int
  }
  struct MonthRow: Codable, Sendable, Equatable {
    var month: Int
    var kept: Int64
  }
  struct ModalityRow: Codable, Sendable, Equatable {
    var code: String
    var kept: Int64
    var contracts: Int
  }

  var lots: [LotRow] = []
  var months: [MonthRow] = []
  var modalities: [ModalityRow] = []
  /// Employment contracts with kept hours; a chain of missions is one.
  var contracts = 0
  /// Kept training hours, beside the hours done.
  var training: Int64 = 0
  /// Of which the contract's policy credits, on a lot's report.
  var credited: Int64 = 0
  /// Opening balances among the kept hours; nil where there are none.
  var openings: Int64?
  /// Lines that were still to decide: they are in none of the figures.
  var undecided = 0

  /// The text that is stored: keys in order, so that equal figures are equal texts.
  func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  init() {}

  /// Reads the stored text.
  init(stored text: String) throws {
    self = try JSONDecoder().decode(IssuedFigures.self, from: Data(text.utf8))
  }
}

/// A report as it was issued.
struct IssuedReport: Sendable, Equatable {
  enum Kind: String, Sendable {
    case month, lot, year
  }

  let id: Int64
  let kind: Kind
  let lot: ID<Lot>?
  let lotLabel: String
  let period: StatementPeriod
  let kept: Hours
  let declared: Hours
  let people: Int
  let figures: IssuedFigures
  let issuedAt: Instant
  let author: String
  /// Lines decided since that change its figures, and by how much.
  let touchedLines: Int
  let since: Hours

  var needsCorrection: Bool { touchedLines > 0 }

  var title: String {
    switch kind {
    case .month: "Rapport de \(period.french)"
    case .lot: "Attestation, \(lotLabel)"
    case .year: "Arrêté de l’année \(period.first.year)"
    }
  }
}

/// What a report is about.
struct ReportScope: Sendable, Hashable {
  let period: StatementPeriod
  var lot: ID<Lot>?

  /// Conditions on `hours_line l` and `engagement g`.
  func condition(_ territory: ID<Territory>) -> SQL {
    let within: SQL =
      "l.territory_id = \(territory) AND l.month BETWEEN \(period.first) AND \(period.last)"
    guard let lot else { return within }
    return "\(within) AND g.lot_id = \(lot)"
  }
}
