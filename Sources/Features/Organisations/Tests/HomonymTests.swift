// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite("Organisations of one name")
struct HomonymTests {
  @Test("in a list to choose from, the SIRET follows the names that stand twice", arguments: Engine.available)
  func toldApart(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    let list = [
      NamedOrganisation(id: sample.mason, name: "Bâtir"), NamedOrganisation(id: sample.garden, name: "Jardins"),
      NamedOrganisation(id: sample.temp, name: "Bâtir"),
    ]
    let siret = try await site.database.write { db in
      _ = try db.execute("UPDATE organisation SET siret = NULL WHERE id = \(sample.temp)")
      return try db.value("SELECT siret FROM organisation WHERE id = \(sample.mason)") as String?
    }
    let told = try await site.database.read { try Homonyms.toldApart(list, $0) }
    let number = try #require(siret.flatMap(Siret.init)).french
    #expect(told.map(\.name) == ["Bâtir (SIRET \(number))", "Jardins", "Bâtir (sans SIRET)"])
    #expect(told.map(\.id) == list.map(\.id))
    #expect(try await site.database.read { try Homonyms.toldApart([], $0) }.isEmpty)
  }
}
