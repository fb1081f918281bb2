// SPDX-License-Identifier: EUPL-1.2
import Database
import TestSupport
import Testing

@Suite struct StatisticsTests {
  @Test(arguments: Engine.available) func statisticsAreCountedAgain(_ engine: Engine) throws {
    let database = try engine.makeDatabase(migrations: [])
    try database.writeNow { db in
      try db.execute("CREATE TABLE thing (id BIGINT PRIMARY KEY, kind TEXT NOT NULL)")
      try db.execute("CREATE INDEX thing_kind ON thing (kind)")
      for number in 0..<50 { try db.execute("INSERT INTO thing (id, kind) VALUES (\(number), \("k\(number % 5)"))") }
    }
    try database.refreshStatistics()
    let known: Int? = try database.readNow { db in
      switch db.dialect {
      case .sqlite: try db.value("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'thing'")
      case .postgresql: try db.value("SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE relname = 'thing'")
      }
    }
    #expect((known ?? 0) > 0)
  }
}
