// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

extension DemoActs {
  /// The late employers of the last month were asked two weeks ago and reminded a week later; some have used their link since, one
  /// address came back.
  func correspond() throws {
    let day = DemoScript.today.adding(days: -7)
    let (territory, at) = (ID<Territory>(script.territory), DemoScript.at(day))
    for day in [day.adding(days: -7), day] {
      let viewer = Viewer(
        accountID: ID(script.facilitators[0]), accountName: "Claire Moreau", role: .facilitator, territoryID: territory,
        territoryName: InventedNames.territory(Int(script.territory)), organisationID: nil, membershipID: ID(1),
        today: day)
      _ = try AskStatements(month: DemoScript.lastMonth, isScheduled: true)
        .run(for: viewer, author: nil, at: DemoScript.at(day), db)
    }
    let links: [Int64] = try db.values(
      "SELECT id FROM employer_link WHERE territory_id = \(territory) ORDER BY id LIMIT 9")
    for (index, link) in links.enumerated() where index % 3 == 0 {
      try LinkStore.log(.draft, of: ID(link), at: DemoScript.at(day.adding(days: 1 + index % 4), hour: 15), db)
    }
    let last: Int64? = try db.value("SELECT MAX(id) FROM message WHERE territory_id = \(territory)")
    guard let last else { return }
    try db.execute(
      """
      UPDATE message SET state = 'refused', failure = 'address', attempts = 1, answer = '550 5.1.1 adresse inconnue' WHERE id = \(last)
      """)
    try db.execute(
      """
      UPDATE contact SET mail_refused_at = \(at)
      WHERE territory_id = \(territory) AND id = (SELECT contact_id FROM message WHERE id = \(last))
      """)
  }
}
