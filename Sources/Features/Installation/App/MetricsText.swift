// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// The page that Prometheus reads: requests, database, jobs, size of the ledger.
enum MetricsText {
  static func write(_ services: Services) async throws -> String {
    let database = services.database
    let (jobs, ledger) = try await database.read { db in
      (try InstallationStore.jobsByState(db), try InstallationStore.ledger(db))
    }
    var page = PrometheusText()
    page.begin("clausier_info", .gauge, "Version du programme et moteur de la base.")
    page.add([("version", clausierVersion), ("engine", database.dialect == .sqlite ? "sqlite" : "postgresql")], "1")
    services.metrics.write(to: &page)
    add(database, &page)
    page.begin("clausier_jobs", .gauge, "Travaux par état.")
    for job in jobs { page.add([("state", job.state)], "\(job.count)") }
    page.begin("clausier_rows", .gauge, "Lignes des principales tables.")
    let rows = [
      ("hours_line", ledger.lines), ("hours_decision", ledger.decided), ("statement", ledger.statements),
      ("notice", ledger.notices),
    ]
    for row in rows { page.add([("table", row.0)], "\(row.1)") }
    return page.text
  }

  private static func add(_ database: Database, _ page: inout PrometheusText) {
    let load = database.load
    page.begin("clausier_database_transactions_total", .counter, "Transactions terminées.")
    page.add([("kind", "read")], "\(load.reads)")
    page.add([("kind", "write")], "\(load.writes)")
    page.begin("clausier_database_transactions_open", .gauge, "Transactions en cours ou en file.")
    page.add([("kind", "read")], "\(load.reading)")
    page.add([("kind", "write")], "\(load.writing)")
    if let links = database.links {
      page.begin("clausier_database_connections", .gauge, "Connexions à PostgreSQL.")
      page.add([("state", "open")], "\(links.open)")
      page.add([("state", "idle")], "\(links.idle)")
      page.begin("clausier_database_queue", .gauge, "Transactions qui attendent une connexion.")
      page.add([], "\(links.waiting)")
    }
  }
}
