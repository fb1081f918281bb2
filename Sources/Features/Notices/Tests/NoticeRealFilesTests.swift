// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import JSONStream
import Spreadsheet
import Testing

@testable import App

/// Real files stay out of the project: `CLAUSIER_REAL_FILES` names a folder that has them, otherwise these tests say that they skip.
enum RealFiles {
  static let folder = ProcessInfo.processInfo.environment["CLAUSIER_REAL_FILES"]

  /// The path of a file, or nil once it is said that there is none.
  static func path(_ name: String) -> String? {
    guard let folder else {
      print("skipped: CLAUSIER_REAL_FILES names no folder for \(name)")
      return nil
    }
    let path = URL(filePath: folder).appending(path: name).path
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: \(path) does not exist")
      return nil
    }
    return path
  }

  /// Created, updated, unchanged, rejected at the first reading (decisions.md), and notices touched.
  static let counts: [(String, NoticeShape, [Int], contracts: Int)] = [
    ("decp_2024H2_travaux_cpv4521_tabulaire.csv", .consolidatedCSV, [5180, 3777, 0, 0], 5180),
    ("decp_2019_aife_place.json", .v1Flat, [4272, 85, 165, 8], 4272),
    ("decp_2019_e-marchespublics.json", .v1Flat, [454, 14, 2, 0], 454),
    ("decp_v2_reel_maximilien_2024.json", .v201Wrapped, [5, 0, 0, 0], 5),
    ("decp_v2.0.0_reel_maximilien_2024-02-29.json", .v200Flat, [1, 0, 0, 0], 1),
  ]
}

/// Rules alone, without a database: a dictionary stands for it.
@Suite("Les fichiers réels, règles seules") struct NoticeRealFilesTests {
  private struct Kept {
    var identity: NoticeIdentity
    var version: NoticeVersion
  }

  @Test(
    "a first reading gives the counts that were simulated, a second one changes nothing", arguments: RealFiles.counts)
  func counts(_ name: String, _ shape: NoticeShape, _ wanted: [Int], _ contracts: Int) throws {
    guard let path = RealFiles.path(name) else { return }
    var notices: [String: [Kept]] = [:]
    var fingerprints: Set<[UInt8]> = []
    func pass() throws -> [Int] {
      var counts = [0, 0, 0, 0]
      try read(path) { canonical, reading in
        guard let record = reading.record else { return counts[3] += 1 }
        guard fingerprints.insert(canonical).inserted else { return counts[2] += 1 }
        let key = "\(record.buyerSiret) \(record.reference) \(record.kind)"
        var kept = notices[key, default: []]
        let identity = NoticeIdentity(of: record)
        switch NoticeMatching.place(record, identity: identity, among: kept.map { ($0.identity, $0.version) }) {
        case .created:
          counts[0] += 1
          kept.append(Kept(identity: identity, version: record.version))
        case .updated(let index, let effect):
          counts[1] += 1
          kept[index].identity = kept[index].identity.completed(by: identity)
          if effect != .none { kept[index].version = record.version }
        }
        notices[key] = kept
      }
      return counts
    }
    #expect(try pass() == wanted)
    #expect(try pass() == [0, 0, wanted[0] + wanted[1] + wanted[2], wanted[3]])
    #expect(notices.values.reduce(0) { $0 + $1.count } == contracts)
  }

  private func read(_ path: String, _ body: ([UInt8], NoticeReading) -> Void) throws {
    guard !path.hasSuffix(".csv") else { return try readTable(path, body) }
    let reader = try JSONRecordReader(file: path, lists: NoticeShape.lists)
    while let item = try reader.next() {
      guard case .record(let record) = item.content else { continue }
      let origin = NoticeOrigin.json(number: item.number, path: item.path)
      body(record.canonical, .json(NoticeNode(record), list: item.list, origin: origin, today: NoticeSample.today))
    }
  }

  private func readTable(_ path: String, _ body: ([UInt8], NoticeReading) -> Void) throws {
    let reader = try CSVReader(file: path)
    let table = try NoticeTable(header: #require(try reader.next()).cells)
    var number = 0
    while let row = try reader.next() {
      number += 1
      let origin = NoticeOrigin.table(number: number, line: row.line)
      body(Array(table.canonical(row.cells).utf8), table.read(row.cells, origin: origin, today: NoticeSample.today))
    }
  }
}
