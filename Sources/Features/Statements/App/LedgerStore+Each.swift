// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension LedgerStore {
  /// Every line that the viewer may see, the latest month first, one at a time and without its days: for files.
  static func each(
    _ filter: LineFilter, for viewer: Viewer, _ db: any Connection, _ body: (LedgerLine) throws -> Void
  ) throws {
    try db.each(
      """
      \(selection) WHERE \(LedgerScope.lines(viewer)) AND \(filter.condition)
      ORDER BY l.month DESC, l.id DESC
      """
    ) { row in try body(try line(row, for: viewer)) }
  }
}
