// SPDX-License-Identifier: EUPL-1.2
import TestSupport
import Testing

@testable import Database

@Suite("What was worked out is given again only while its stamp holds")
struct RecallTests {
  private static let key = Recall.Key("sum", 1, 2024)

  @Test("a value is found under its key and its stamp, and under no other")
  func stamps() {
    let recall = Recall(limit: 1_000)
    recall.keep(42, Self.key, "a", bytes: 8)
    #expect(recall.find(Self.key, "a") == 42)
    #expect(recall.find(Self.key, "b") as Int? == nil)
    #expect(recall.find(Recall.Key("sum", 1, 2025), "a") as Int? == nil)
    #expect(recall.find(Self.key, "a") as String? == nil)
    recall.keep(43, Self.key, "b", bytes: 8)
    #expect(recall.find(Self.key, "a") as Int? == nil)
    #expect(recall.find(Self.key, "b") == 43)
    #expect(recall.count == 1)
  }

  @Test("the least recently used go first, and what is too large is not kept")
  func limit() {
    let recall = Recall(limit: 100)
    for number in 0..<5 { recall.keep(number, Recall.Key("n", Int64(number)), "", bytes: 20) }
    #expect(recall.find(Recall.Key("n", 0), "") == 0)
    recall.keep(5, Recall.Key("n", 5), "", bytes: 20)
    #expect(recall.find(Recall.Key("n", 0), "") == 0)
    #expect(recall.find(Recall.Key("n", 1), "") as Int? == nil)
    recall.keep(6, Recall.Key("n", 5), "", bytes: 26)
    #expect(recall.find(Recall.Key("n", 5), "") as Int? == nil)
    #expect(recall.count == 4)
    recall.clear()
    #expect(recall.count == 0)
  }

  @Test("who reads finds what the one before worked out; who writes works it out himself", arguments: Engine.available)
  func transactions(engine: Engine) throws {
    let database = try engine.makeDatabase()
    var made = 0
    func ask(_ db: any Connection, _ stamp: String) -> Int {
      db.recalling(Self.key, stamp: stamp, bytes: { _ in 8 }) {
        made += 1
        return made
      }
    }
    #expect(try database.readNow { ask($0, "a") } == 1)
    #expect(try database.readNow { ask($0, "a") } == 1)
    #expect(try database.writeNow { ask($0, "a") } == 2)
    #expect(try database.readNow { ask($0, "a") } == 1)
    #expect(try database.readNow { ask($0, "b") } == 3)
    database.forgetRecalled()
    #expect(try database.readNow { ask($0, "b") } == 4)
  }
}
