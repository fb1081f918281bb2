// SPDX-License-Identifier: EUPL-1.2

/// A table that leaves as a file, by the word in its address.
public enum ExportedTable: String, Sendable, Hashable, CaseIterable {
  case lines = "lignes"
  case lots
  case participants
  case exits = "sorties"
  case organisations
  case indicators = "indicateurs"
  case years = "annees"
  case crossTable = "tableau"
  case longTable = "format-long"
  case spaser
  case purchases = "achats-inclusifs"
  case alliance = "alliance-villes-emploi"
  case anru
  case fse = "fse-plus"

  /// The funder's layout that the table follows, when it follows one: they bear the same word.
  public var preset: FunderPreset? { FunderPreset(rawValue: rawValue) }

  public var french: String {
    switch self {
    case .lines: "Lignes d’heures"
    case .lots: "Lots"
    case .participants: "Participants"
    case .exits: "Sorties"
    case .organisations: "Entreprises et structures"
    case .indicators: "Indicateurs"
    case .years: "Année après année"
    case .crossTable: "Tableau"
    case .longTable: "Format long"
    case .spaser, .purchases, .alliance, .anru, .fse: preset?.french ?? ""
    }
  }

  /// Who may take it away: those who see the same on a page.
  public var roles: Set<Role> {
    switch self {
    case .lines: [.facilitator, .company, .structure]
    case .lots: [.facilitator, .buyer]
    case .participants, .exits, .organisations: [.facilitator]
    case .years: [.facilitator, .administrator, .elected]
    case .indicators, .crossTable, .longTable: [.facilitator, .administrator, .buyer, .elected]
    case .spaser, .purchases, .anru: [.facilitator, .buyer]
    case .alliance, .fse: [.facilitator]
    }
  }

  /// Names people: taking it away is written in the journal.
  public var isPersonal: Bool { self == .lines || self == .participants || self == .exits || self == .fse }
}

/// How a table is written.
public enum TableFormat: String, Sendable, Hashable, CaseIterable {
  case xlsx
  case csv

  public var mediaType: String {
    switch self {
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .csv: "text/csv; charset=utf-8"
    }
  }

  public var french: String {
    switch self {
    case .xlsx: "Excel (XLSX)"
    case .csv: "CSV"
    }
  }
}
