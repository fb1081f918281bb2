// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Platform

/// `clausier hours`: what operators ask of declared hours.
struct HoursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hours", abstract: "Examine les heures déclarées.", subcommands: [HoursCheckCommand.self])
}

/// `clausier hours check`: runs the checks over the lines of a month and counts what they say. Nothing is written.
struct HoursCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compte les remarques des contrôles sur les lignes d’un mois.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Mois travaillé, par exemple 2026-10.", valueName: "mois"))
  var month: String

  @Option(name: .long, help: ArgumentHelp("Nom d’un territoire\u{202F}; tous sans cette option.", valueName: "nom"))
  var territory: String?

  @Flag(name: .long, help: "Résultat en JSON.") var json = false

  func run() throws {
    guard let month = try? Month.parse(month) else {
      throw CommandFailure("Mois\u{202F}: écrivez-le comme 2026-10.", code: 64)
    }
    let database = try options.open(writing: false)
    defer { database.close() }
    let check = try database.readNow { db in
      try MonthCheck.run(month, of: territory, at: Self.now(db), db)
    }
    Terminal.print(json ? Self.json(check) : Self.text(check))
  }

  /// Dated rules are those of the day that the pages show: a demonstration stands still on its own.
  static func now(_ db: any Connection) throws -> Instant {
    try DemonstrationMark.read(db)?.now(Date()) ?? Instant(Date())
  }

  /// For people: the names of checks, where JSON has their codes.
  static func text(_ check: MonthCheck) -> String {
    let remarks = check.counts.map {
      "  \(name(of: $0.code)), \($0.severity.french)\u{202F}: \(FrenchNumber.whole($0.count))"
    }
    let head =
      "\(FrenchText.count(check.territories, "territoire", "territoires")), \(FrenchText.count(check.lines, "ligne", "lignes")), dont \(FrenchNumber.whole(check.clean)) sans rien à vérifier."
    return ([head] + remarks).joined(separator: "\n")
  }

  private static func name(of code: String) -> String {
    if let check = LineCheck(rawValue: code) { return check.french }
    // Rules of the count, of which no territory sets the level.
    return switch code {
    case "absence": "absences"
    case "days_needed": "jours à demander"
    case "frozen_year": "année arrêtée"
    case "over_contract": "au-delà du contrat de travail"
    default: code
    }
  }

  private static func json(_ check: MonthCheck) -> String {
    JSONText.object([
      ("month", .string(check.month.iso)), ("territories", .integer(Int64(check.territories))),
      ("lines", .integer(Int64(check.lines))), ("clean", .integer(Int64(check.clean))),
      (
        "remarks",
        .array(
          check.counts.map { one in
            .members([
              ("code", .string(one.code)), ("severity", .string(one.severity.rawValue)),
              ("lines", .integer(Int64(one.count))),
            ])
          })
      ),
    ])
  }
}

/// The checks of every line of a month, counted by code and level.
struct MonthCheck: Sendable {
  struct Count: Sendable, Hashable {
    let code: String
    let severity: LineRemark.Severity
    var count = 0
  }

  static let batch = 500
  let month: Month
  var territories = 0
  var lines = 0
  /// Lines that may be validated in one action, decided or not.
  var clean = 0
  var counts: [Count] = []

  /// Reads territory by territory and batch by batch, as the pages do. Throws when no territory bears that name.
  static func run(
    _ month: Month, of name: String?, at now: Instant, _ db: any Connection
  ) throws -> MonthCheck {
    var check = MonthCheck(month: month)
    var found: [Count: Int] = [:]
    let places = try db.query("SELECT id, name, time_zone FROM territory ORDER BY id").map {
      (id: try $0["id"] as ID<Territory>, name: try $0["name"] as String, zone: try $0["time_zone"] as String)
    }.filter { name == nil || $0.name == name }
    if places.isEmpty, let name {
      throw CommandFailure("Territoire\u{202F}: aucun ne s’appelle «\u{202F}\(name)\u{202F}».")
    }
    for place in places {
      let today = now.day(in: TimeZone(identifier: place.zone) ?? .gmt)
      let viewer = Viewer(
        accountID: ID(0), accountName: "", role: .facilitator, territoryID: place.id, territoryName: place.name,
        organisationID: nil, membershipID: ID(0), today: today,
        rules: try RuleStore.inForce(on: today, in: place.id, db))
      check.territories += 1
      try check.read(for: viewer, &found, db)
    }
    check.counts = found.map { Count(code: $0.key.code, severity: $0.key.severity, count: $0.value) }
      .sorted { ($0.code, $0.severity.rawValue) < ($1.code, $1.severity.rawValue) }
    return check
  }

  private mutating func read(for viewer: Viewer, _ found: inout [Count: Int], _ db: any Connection) throws {
    var filter = LineFilter()
    (filter.first, filter.last) = (month, month)
    var key: LineKey?
    while true {
      let some = try LedgerStore.lines(filter, for: viewer, after: key, limit: Self.batch, db)
      for reviewed in try LineReview.review(some, for: viewer, db) {
        lines += 1
        if reviewed.remarks.isClean, reviewed.questions.allSatisfy({ !$0.isOpen }) { clean += 1 }
        for remark in reviewed.remarks { found[Count(code: remark.code, severity: remark.severity), default: 0] += 1 }
      }
      guard some.count == Self.batch, let last = some.last else { return }
      key = LineKey(month: last.month, id: last.id)
    }
  }
}
