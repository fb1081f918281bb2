// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Testing

@Suite struct InstallationRulesTests {
  @Test("room on the disk: a quarter of a gigabyte at least, and as much as the database to be at ease")
  func disk() {
    #expect(InstallationRules.disk(free: 10 << 30, database: 1 << 30).state == .sound)
    #expect(InstallationRules.disk(free: 1 << 30, database: 2 << 30).state == .watch)
    #expect(InstallationRules.disk(free: 1 << 20, database: 1 << 10).state == .fault)
  }

  @Test("a clock two minutes behind the last act is a fault")
  func clock() throws {
    let last = try #require(Instant(text: "2026-11-24T12:00:00.000Z"))
    func judged(_ now: Instant, _ last: Instant?) -> Finding {
      InstallationRules.clock(now: now, lastWritten: last, in: .gmt)
    }
    #expect(judged(last.adding(seconds: -60), last).state == .sound)
    let late = judged(last.adding(seconds: -121), last)
    #expect(late.state == .fault && late.sentence.contains("24/11/2026 à 11\u{202F}h\u{202F}57"))
    #expect(judged(last, nil).state == .sound)
  }

  @Test("data that all may read are said, data that cannot be written are a fault")
  func permissions() {
    #expect(InstallationRules.permissions(mode: 0o600, isWritable: true).state == .sound)
    #expect(InstallationRules.permissions(mode: 0o640, isWritable: true).sentence.contains("et son groupe"))
    #expect(InstallationRules.permissions(mode: 0o644, isWritable: true).state == .watch)
    #expect(InstallationRules.permissions(mode: 0o600, isWritable: false).state == .fault)
  }

  @Test("a restoration needs room for two copies, and says how much is missing")
  func room() {
    #expect(InstallationRules.roomToRestore(backup: 100 << 20, free: 300 << 20) == nil)
    #expect(InstallationRules.roomToRestore(backup: 100 << 20, free: 150 << 20)?.contains("157 Mo") == true)
  }

  @Test("work that waits is normal, work that is late or stopped is not")
  func jobs() {
    #expect(InstallationRules.jobs(pending: 9, overdue: 0, stuck: 0, failed: 0).state == .sound)
    #expect(InstallationRules.jobs(pending: 9, overdue: 0, stuck: 0, failed: 1).state == .watch)
    #expect(InstallationRules.jobs(pending: 9, overdue: 1, stuck: 0, failed: 0).state == .fault)
    #expect(InstallationRules.jobs(pending: 0, overdue: 0, stuck: 1, failed: 0).state == .fault)
  }

  @Test("mails that wait are normal, mails that wait for a day or came back are said")
  func messages() {
    #expect(InstallationRules.messages(pending: 9, overdue: 0, refused: 0).state == .sound)
    #expect(InstallationRules.messages(pending: 9, overdue: 1, refused: 0).state == .watch)
    #expect(InstallationRules.messages(pending: 0, overdue: 0, refused: 1).state == .watch)
  }

  @Test("PostgreSQL 15, in bytes")
  func server() {
    func states(_ version: Int, _ encoding: String, _ collation: String) -> [Finding.State] {
      InstallationRules.server(version: version, encoding: encoding, collation: collation).map(\.state)
    }
    #expect(states(150_006, "UTF8", "C.UTF-8") == [.sound, .sound])
    #expect(states(140_010, "UTF8", "C") == [.fault, .sound])
    #expect(states(170_000, "UTF8", "fr_FR.UTF-8") == [.sound, .fault])
    #expect(states(170_000, "SQL_ASCII", "C") == [.sound, .fault])
  }

  @Test("what is not sound says what to do")
  func advice() {
    let findings = [
      InstallationRules.disk(free: 0, database: 0), InstallationRules.permissions(mode: 0o644, isWritable: true),
      InstallationRules.jobs(pending: 0, overdue: 0, stuck: 0, failed: 1),
      InstallationRules.setAside(count: 2, bytes: 1 << 20),
    ]
    for finding in findings { #expect(finding.advice.hasSuffix(".") && finding.sentence.hasSuffix(".")) }
  }

  @Test(arguments: [
    (0, "0 octets"), (9_999, "9\u{202F}999 octets"), (1_234_567, "1\u{202F}234 Ko"), (12_345_678, "12 Mo"),
    (98_000_000_000, "98 Go"),
  ])
  func sizes(bytes: Int64, text: String) { #expect(InstallationRules.size(bytes) == text) }
}
