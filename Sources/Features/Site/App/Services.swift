// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Logging
import Platform

/// All that a handler, a job or a command needs from the world. Made once at start, passed by init; tests build another.
struct Services: Sendable {
  let database: Database
  let configuration: Configuration
  let clock: WallClock
  let passwords: Passwords
  let log: Logger
  let metrics = RequestMetrics()
  /// What the folder says of itself, read at start.
  let demonstration: DemonstrationMark?

  init(
    database: Database, configuration: Configuration, clock: WallClock = .system, passwords: Passwords = Passwords(),
    log: Logger = quietLog, demonstration: DemonstrationMark? = nil
  ) {
    (self.database, self.configuration, self.clock) = (database, configuration, clock)
    (self.passwords, self.log, self.demonstration) = (passwords, log, demonstration)
  }

  /// What `serve` uses when nothing is set: libraries tell at `info` each folder that they serve.
  static let quietLog: Logger = {
    var log = Logger(label: "clausier")
    log.logLevel = .notice
    return log
  }()

  /// The present moment. A demonstration stands still on its own day, so that its pages stay true.
  var now: Instant { demonstration?.now(clock.now()) ?? Instant(clock.now()) }

  /// The day it is in a territory's time zone.
  func today(in timeZone: TimeZone) -> Day { now.day(in: timeZone) }
}

/// The mark of a folder made by `clausier demo`: its data is invented, roles open in one click, its day is fixed.
struct DemonstrationMark: Sendable, Equatable {
  let day: Day

  /// Invented territories are in metropolitan France.
  private static let zone = TimeZone(identifier: "Europe/Paris") ?? .gmt

  /// The real time of day, as clocks say it there, on the demonstration's day: it stays that day until their midnight.
  func now(_ date: Date) -> Instant {
    let real = Instant(date)
    let begun = Instant.evening(of: real.day(in: Self.zone).adding(days: -1), in: Self.zone)
    let evening = Instant.evening(of: day, in: Self.zone)
    let midnight = Instant.evening(of: day.adding(days: -1), in: Self.zone)
    // A day of twenty-five hours ends with the demonstration's.
    return Instant(
      milliseconds: min(midnight.milliseconds + real.milliseconds - begun.milliseconds, evening.milliseconds))
  }

  var banner: String {
    "Démonstration au \(day.french)\u{202F}: territoire, entreprises et personnes inventés"
  }

  /// Someone asked for an empty database: it is never filled by itself.
  static func refuse(_ db: any Connection) throws {
    try db.execute(
      "INSERT INTO instance_fact (name, value) VALUES ('demonstration_refused', '1') ON CONFLICT (name) DO NOTHING")
  }

  static func isRefused(_ db: any Connection) throws -> Bool {
    let stored: String? = try db.value("SELECT value FROM instance_fact WHERE name = 'demonstration_refused'")
    return stored != nil
  }

  static func read(_ db: any Connection) throws -> DemonstrationMark? {
    let stored: String? = try db.value("SELECT value FROM instance_fact WHERE name = 'demonstration_day'")
    return stored.flatMap { Day(iso: $0) }.map(DemonstrationMark.init)
  }
}
