// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What stands in the folder of an SQLite installation, seen from outside.
enum DataFolder {
  /// The beginning of the name under which a restoration leaves what was there.
  static let setAsideMark = "clausier.sqlite.avant-"

  /// Bytes that may still be written on its disk.
  static func free(_ folder: String) throws -> Int64 {
    let facts = try FileManager.default.attributesOfFileSystem(forPath: folder)
    return (facts[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
  }

  /// Bytes of the database, its journal included.
  static func size(_ folder: String) throws -> Int64 {
    try ["", "-wal"].reduce(0) { try $0 + bytes(folder + "/clausier.sqlite" + $1) }
  }

  /// The databases that restorations left, and how large they are.
  static func setAside(_ folder: String) throws -> (count: Int, bytes: Int64) {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(setAsideMark) }
    return (names.count, try names.reduce(0) { try $0 + bytes(folder + "/" + $1) })
  }

  /// Nothing when there is no such file.
  static func bytes(_ path: String) throws -> Int64 {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    return (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.int64Value ?? 0
  }
}
