// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Logging
import Platform
import ServiceLifecycle

/// Asks by itself, on the days that each territory has set. Several servers may run it: each step of a period is taken once.
struct AskingWorker: Service {
  let services: Services

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { _ = try await Self.runOnce(services) } catch {
          if !Task.isCancelled { services.log.error("asking", metadata: ["error": "\(error)"]) }
        }
        try? await Task.sleep(for: .seconds(600))
      }
    }
  }

  /// What the present hour asks for in each territory; nothing before eight in the morning there. Gives how many mails were written.
  static func runOnce(_ services: Services) async throws -> Int {
    let now = services.now
    let territories = try await services.database.read { db in
      try db.query("SELECT id, name, time_zone FROM territory ORDER BY id").map {
        (id: try $0["id"] as ID<Territory>, name: try $0["name"] as String, zone: try $0["time_zone"] as String)
      }
    }
    var written = 0
    for territory in territories {
      let zone = TimeZone(identifier: territory.zone) ?? .gmt
      let minutes = (now.milliseconds / 60_000 + Int64(zone.secondsFromGMT(for: now.date) / 60)) % 1440
      guard minutes >= 8 * 60 else { continue }
      let today = now.day(in: zone)
      written += try await services.database.write { db in
        guard let viewer = try program(territory.id, territory.name, on: today, db) else { return 0 }
        var asked = 0
        _ = try ProofStore.removeExpired(for: viewer, at: now, db)
        _ = try PaperStore.removeExpired(for: viewer, at: now, db)
        for month in [today.month.previous, today.month.previous.previous] {
          asked += try AskStatements(month: month, isScheduled: true).run(for: viewer, author: nil, at: now, db).asked
        }
        return try asked + WeeklyDigest(address: services.configuration.publicAddress).run(for: viewer, at: now, db)
      }
    }
    return written
  }

  /// The program sees what the first of the team sees; a territory without a team asks nothing.
  private static func program(
    _ territory: ID<Territory>, _ name: String, on today: Day, _ db: any Connection
  ) throws -> Viewer? {
    let voice = try TeamVoice.of([], in: territory, db).usual
    guard let account = voice.account else { return nil }
    return Viewer(
      accountID: account, accountName: voice.name, role: .facilitator, territoryID: territory, territoryName: name,
      organisationID: nil, membershipID: ID(0), today: today,
      rules: try RuleStore.inForce(on: today, in: territory, db))
  }
}

/// Every Monday, where the hours stand, to each facilitator.
struct WeeklyDigest: Sendable {
  let address: String

  /// Gives how many were written.
  func run(for viewer: Viewer, at now: Instant, _ db: any Connection) throws -> Int {
    guard viewer.today.weekday == .monday else { return 0 }
    let month = viewer.today.month.previous
    var written = 0
    for person in try TeamVoice.team(of: viewer.territoryID, db) {
      guard let account = person.account else { continue }
      let taken = try db.execute(
        """
        INSERT INTO weekly_digest (territory_id, account_id, monday)
        VALUES (\(viewer.territoryID), \(account), \(viewer.today))
        ON CONFLICT (territory_id, account_id, monday) DO NOTHING
        """)
      guard taken == 1 else { continue }
      let own: SQL = "c.facilitator_id = \(account)"
      let all = try AskingStore.list(month, contracts: own, for: viewer, db)
      guard !all.isEmpty else { continue }
      let message = try MessageStore.insert(
        MessageDraft(
          kind: .digest, territory: viewer.territoryID, recipient: (person.name, person.email),
          sender: (person.name, person.email), subject: "Heures d’insertion\u{202F}: le point de la semaine",
          text: text(all, month)), at: now, db)
      try db.execute(
        """
        UPDATE weekly_digest SET message_id = \(message) WHERE territory_id = \(viewer.territoryID)
          AND account_id = \(account) AND monday = \(viewer.today)
        """)
      written += 1
    }
    return written
  }

  private func text(_ all: [AskedEmployer], _ month: Month) -> String {
    let late = all.filter { $0.state == .late }
    let names = late.prefix(20).map { "- \($0.expected.employerName)" }.joined(separator: "\n")
    let more = late.count > 20 ? "\n- et \(late.count - 20) autres" : ""
    let received = all.filter(\.expected.isReceived).count
    let toValidate = all.filter { $0.state == .toValidate }.count
    return """
      Heures \(FrenchText.of(month.french)) sur vos marchés\u{202F}: \(FrenchText.count(received, "relevé reçu", "relevés reçus")) sur \(all.count), \
      dont \(toValidate) à valider\u{202F}; \(FrenchText.count(late.count, "employeur en retard", "employeurs en retard")).

      \(late.isEmpty ? "Personne n’est en retard." : names + more)

      \(address)\(AskingURLs.list(month))

      """
  }
}
