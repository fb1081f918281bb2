// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// Reads a book from end to end against what a territory has, and gives what would be written.
struct TakeoverRun {
  let book: TakeoverBook
  let source: String
  let territory: ID<Territory>
  let today: Day
  /// Years of lots that the workbook counts and of which it has no line become opening balances.
  var opensMissing = false
  /// Told how many lines are read.
  var progress: (Int) throws -> Void = { _ in }

  /// How each sheet is read: as somebody said it once, else as it is recognised.
  func layouts(_ remembered: [String: TakeoverMemory]) throws -> [TakeoverLayout] {
    try book.parts.map { part in
      let found = TakeoverLayout.recognise(tab: part.tab, rows: try book.head(part))
      return remembered[found.signature]?.applied(to: found) ?? found
    }
  }

  func plan(_ layouts: [TakeoverLayout], _ ground: TakeoverGround) throws -> TakeoverPlan {
    var planner = TakeoverPlanner(ground)
    var count = 0
    let order = layouts.indices.sorted {
      (Self.rank(layouts[$0]), $0) < (Self.rank(layouts[$1]), $1)
    }
    for place in order {
      let reading = TakeoverReading(layouts[place], sheet: place)
      try book.each(book.parts[place], after: layouts[place].lastHeading) { row in
        count += 1
        if count % 2_000 == 0 { try progress(count) }
        if let reading { planner.read(row, reading) }
      }
    }
    if opensMissing { planner.openMissingYears() }
    planner.finish()
    return planner.plan
  }

  private static func rank(_ layout: TakeoverLayout) -> Int {
    layout.sheet.flatMap { TakeoverSheet.allCases.firstIndex(of: $0) } ?? -1
  }

  /// A plan, and the state of the territory that it was made for.
  struct Prepared {
    let stamp: String
    let ground: TakeoverGround
    let layouts: [TakeoverLayout]
    let plan: TakeoverPlan

    var preview: TakeoverPreview { TakeoverPreview(plan, layouts, ground) }
  }

  /// Reads and plans, and writes nothing.
  func prepare(_ database: Database) throws -> Prepared {
    let (stamp, ground, remembered) = try database.readNow { db in try look(db) }
    return try prepared(stamp, ground, remembered)
  }

  private func look(_ db: any Connection) throws -> (String, TakeoverGround, [String: TakeoverMemory]) {
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
    return (
      try TakeoverGroundStore.stamp(territory, db),
      try TakeoverGroundStore.load(source, territory: territory, today: today, db),
      try TakeoverLayoutStore.all(territory, db)
    )
  }

  private func prepared(
    _ stamp: String, _ ground: TakeoverGround, _ remembered: [String: TakeoverMemory]
  ) throws -> Prepared {
    let layouts = try layouts(remembered)
    return Prepared(stamp: stamp, ground: ground, layouts: layouts, plan: try plan(layouts, ground))
  }

  /// Writes what was prepared in the caller's transaction. It is prepared again when somebody did something meanwhile.
  func write(
    _ prepared: Prepared, as takeover: Int64, by author: ID<Account>?, at now: Instant, _ db: any Connection
  ) throws -> TakeoverPreview {
    // Two takeovers of a territory wait for each other.
    _ = try db.query("SELECT id FROM territory WHERE id = \(territory)\(db.forUpdate)")
    var prepared = prepared
    if try TakeoverGroundStore.stamp(territory, db) != prepared.stamp {
      let (stamp, ground, remembered) = try look(db)
      prepared = try self.prepared(stamp, ground, remembered)
    }
    var writer = TakeoverWriter(takeover: takeover, source: source, territory: territory, author: author, now: now)
    try writer.write(prepared.plan, db)
    let preview = prepared.preview
    try TakeoverStore.written(takeover, preview, at: now, db)
    let hours = Hours(units: preview.keptUnits).frenchTrimmed
    try Journal.record(
      "takeover.written", .territory, territory.value,
      "Reprise n°\u{A0}\(takeover) écrite\u{202F}: \(FrenchText.count(preview.newLines, "ligne d’heures", "lignes d’heures")), \(hours)\u{202F}h retenues.",
      territory: territory, author: author, at: now, db)
    return preview
  }
}

/// How somebody said once that a sheet is read.
struct TakeoverMemory: Sendable {
  let sheet: TakeoverSheet?
  let columns: [TakeoverColumn]

  func applied(to layout: TakeoverLayout) -> TakeoverLayout {
    var layout = layout
    layout.sheet = sheet
    if columns.count == layout.columns.count { layout.columns = columns }
    return layout
  }
}

enum TakeoverLayoutStore {
  static func all(_ territory: ID<Territory>, _ db: any Connection) throws -> [String: TakeoverMemory] {
    var found: [String: TakeoverMemory] = [:]
    for row in try db.query(
      "SELECT signature, sheet, columns FROM takeover_layout WHERE territory_id = \(territory) ORDER BY signature")
    {
      let (sheet, columns): (String, String) = (try row["sheet"], try row["columns"])
      found[try row["signature"]] = TakeoverMemory(
        sheet: TakeoverSheet(rawValue: sheet),
        columns: columns.split(separator: ",", omittingEmptySubsequences: false).map {
          TakeoverColumn(code: String($0))
        })
    }
    return found
  }

  static func keep(
    _ layout: TakeoverLayout, in territory: ID<Territory>, at now: Instant, _ db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO takeover_layout (territory_id, signature, sheet, columns, updated_at)
      VALUES (\(territory), \(layout.signature), \(layout.sheet?.rawValue ?? ""),
        \(layout.columns.map(\.code).joined(separator: ",")), \(now))
      ON CONFLICT (territory_id, signature) DO UPDATE
        SET sheet = excluded.sheet, columns = excluded.columns, updated_at = excluded.updated_at
      """)
  }
}
