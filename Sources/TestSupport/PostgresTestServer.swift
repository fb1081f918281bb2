// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Synchronization

/// The PostgreSQL server of the tests. Migrating a database takes long, copying one 57 ms: each list of migrations is applied once, to a
/// template. Everything made here bears the process in its name and is dropped when the process ends.
final class PostgresTestServer: Sendable {
  private struct State {
    /// Names of templates, by the checksums of their migrations.
    var templates: [String: String] = [:]
    var made = 0
  }

  static let shared: PostgresTestServer? = {
    guard let url = ProcessInfo.processInfo.environment["CLAUSIER_TEST_POSTGRES"], !url.isEmpty else { return nil }
    atexit { PostgresTestServer.shared?.dropEverything() }
    return PostgresTestServer(url: url)
  }()

  private let url: String
  private let prefix = "clausier_test_\(ProcessInfo.processInfo.processIdentifier)_\(UInt16.random(in: 0...UInt16.max))"
  private let administration: PostgresAdministration
  private let state = Mutex(State())
  private let drops = DispatchQueue(label: "clausier.tests.drops")

  private init(url: String) {
    self.url = url
    administration = PostgresAdministration(url: url)
  }

  func makeDatabase(_ migrations: [Migration]) throws -> Database {
    let name = try state.withLock { state in
      let template = try template(migrations, &state)
      state.made += 1
      let name = "\(prefix)_\(state.made)"
      try administration.run("CREATE DATABASE \(name) TEMPLATE \(template)")
      return name
    }
    return try Database.open(.postgresql(address(of: name)), settings: Self.settings) { [administration, drops] in
      drops.async { _ = try? administration.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    }
  }

  /// Many tests run at once, and a server has a hundred connections unless told.
  private static var settings: Database.Settings {
    var settings = Database.Settings()
    settings.connections = 3
    return settings
  }

  private func template(_ migrations: [Migration], _ state: inout State) throws -> String {
    let key = migrations.map { "\($0.id) \($0.checksum)" }.joined(separator: "\n")
    if let name = state.templates[key] { return name }
    let name = "\(prefix)_template_\(state.templates.count)"
    try administration.run("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8'")
    let database = try Database.open(.postgresql(address(of: name)))
    defer { database.close() }
    try database.migrate(migrations)
    state.templates[key] = name
    return name
  }

  func address(of name: String) -> String {
    var parts = URLComponents(string: url)
    parts?.path = "/" + name
    return parts?.string ?? url
  }

  private func dropEverything() {
    drops.sync {}
    let names = try? administration.run("SELECT datname FROM pg_database WHERE starts_with(datname, '\(prefix)')")
    for case .text(let name) in names ?? [] {
      _ = try? administration.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
  }
}
