// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of tables as files. The filters of the list go along in the query.
enum ExportURLs {
  static let pattern = "/fichiers/:table"
  /// Files laid out for funders, with the map of their columns.
  static let presets = "/bilans/fichiers"

  static func file(_ table: ExportedTable, _ format: TableFormat, query: String = "") -> String {
    "/fichiers/\(table.rawValue)?format=\(format.rawValue)" + (query.isEmpty ? "" : "&\(query)")
  }
}
