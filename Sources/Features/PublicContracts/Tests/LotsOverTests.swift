// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import TestSupport
import Testing

@testable import App

@Suite struct LotsOverTests {
  @Test(
    "a settled lot leaves the lots at hand for those that are over, found by their words", arguments: Engine.available)
  func stages(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      try db.execute(
        "UPDATE lot SET received_on = '2026-06-01', settled_on = '2026-10-01' WHERE id = \(sample.masonry)")
    }
    let (atHand, over) = ("/marches?pour=equipe", "/marches?pour=equipe&etat=termines")
    let lot = ContractURLs.lot(sample.masonry)
    try await site.run { browser in
      for person in [sample.facilitator, sample.buyer] {
        try browser.enter(person)
        let first = try await browser.get(atHand)
        #expect(htmlFaults(first.body) == [] && !first.body.contains("\"\(lot)\"") && first.body.contains("Peinture"))
        let last = try await browser.get(over)
        #expect(htmlFaults(last.body) == [] && last.body.contains("\"\(lot)\"") && !last.body.contains("Peinture"))
        for found in ["gros", "OEUVRE", "prevert", "leduc gros", "saint orme"] {
          let page = try await browser.get("\(over)&q=\(found.split(separator: " ").joined(separator: "+"))")
          #expect(page.body.contains("\"\(lot)\""), "\(found)")
        }
        #expect(!(try await browser.get("\(over)&q=peinture").body.contains("\"\(lot)\"")))
        #expect(!(try await browser.get("\(over)&apres=\(sample.masonry)").body.contains("\"\(lot)\"")))
      }
      try browser.enter(sample.neighbour)
      #expect(!(try await browser.get(over).body.contains("\"\(lot)\"")))
    }
  }

  @Test("a received lot stays at hand until its attestation", arguments: Engine.available)
  func attestation(engine: Engine) async throws {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    func atHand() throws -> [ID<Lot>] {
      let viewer = Viewer(
        accountID: ID(1), accountName: "", role: .facilitator, territoryID: sample.territory, territoryName: "",
        organisationID: nil, membershipID: ID(1), today: DemoScript.today)
      return try site.database.readNow { db in
        try LotProgressStore.list(.territory, .atHand, for: viewer, on: DemoScript.today, db).map(\.lotID)
      }
    }
    try await site.database.write { try $0.execute("UPDATE lot SET received_on = '2026-11-02'") }
    #expect(try Set(atHand()) == [sample.masonry, sample.painting])
    try await site.database.write { db in
      try db.execute(
        """
        INSERT INTO issued_report (territory_id, kind, lot_id, first_month, last_month, kept_units, declared_units, people,
          issued_at) VALUES (\(sample.territory), 'lot', \(sample.masonry), 202501, 202610, 0, 0, 0, '2026-11-10T08:00:00.000Z')
        """)
    }
    #expect(try atHand() == [sample.painting])
  }
}
