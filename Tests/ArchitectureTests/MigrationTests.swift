// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Testing

@testable import App

@Suite("Migrations are frozen")
struct MigrationTests {
  private static let record = "Tests/ArchitectureTests/migrations.txt"

  @Test("each migration that has landed still is the text that landed; RECORD=1 adds the new ones")
  func frozen() throws {
    let lines = AppMigrations.all.map { "\($0.id) \($0.checksum)" }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      let file = SourceTree.root.appendingPathComponent(Self.record)
      try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(lines == SourceTree.text(Self.record).split(separator: "\n").map(String.init))
  }
}
