// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform
import Spreadsheet

/// What one file holds, and for whom.
struct Export: Sendable {
  let table: ExportedTable
  /// The filters of the list's own address.
  let query: Form
  let viewer: Viewer
  let clock: TerritoryClock

  /// Writes the file; the number of its rows.
  func write(_ format: TableFormat, to path: String, _ db: any Connection) throws -> Int {
    let shape = try shape(db)
    let writer = try ExportWriter(format, path: path, title: table.french, columns: shape.columns.map(\.column))
    try shape.each { try writer.add($0) }
    try writer.close(
      definitions: shape.columns.compactMap { column in
        column.definition.isEmpty ? nil : (column.column.title, column.definition)
      } + shape.notes)
    return writer.rows
  }

  private func shape(_ db: any Connection) throws -> ExportShape {
    switch table {
    case .lines: LineExport.shape(LineFilter(query), for: viewer, clock, db)
    case .lots: try LotExport.shape(for: viewer, db)
    case .participants: ParticipantExport.shape(for: viewer, db)
    case .exits: try ExitExport.shape(ExitQuery(query), for: viewer, db)
    case .organisations: OrganisationExport.shape(for: viewer, db)
    case .indicators: try IndicatorExport.shape(YearQuery(query, for: viewer), for: viewer, db)
    case .years: try HistoryExport.shape(for: viewer, db)
    case .crossTable: try TableExport.shape(TableQuery(query, for: viewer), for: viewer, db)
    case .longTable: try TableExport.long(TableQuery(query, for: viewer), for: viewer, db)
    case .spaser: try FunderExport.shape(.spaser, query, for: viewer, db)
    case .purchases: try FunderExport.shape(.purchases, query, for: viewer, db)
    case .alliance: try FunderExport.shape(.alliance, query, for: viewer, db)
    case .anru: try FunderExport.shape(.anru, query, for: viewer, db)
    case .fse: try FunderExport.shape(.fse, query, for: viewer, db)
    }
  }
}

/// Columns and rows of a file.
struct ExportShape {
  struct Column {
    let column: SheetColumn
    /// A sentence for the sheet of definitions; empty when the title says all.
    let definition: String

    init(_ title: String, _ format: ColumnFormat = .text, width: Int = 16, _ definition: String = "") {
      column = SheetColumn(title, format, width: width)
      self.definition = definition
    }
  }

  let columns: [Column]
  /// More words and sentences for the sheet of definitions.
  var notes: [(word: String, sentence: String)] = []
  /// Gives every row, in order.
  let each: ((([WrittenCell]) throws -> Void)) throws -> Void
}
