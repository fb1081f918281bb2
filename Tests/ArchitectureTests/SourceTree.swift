// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

/// The files of this repository, read from the place where this file was compiled.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file of ours.
  static let swiftFiles: [SourceFile] = (files(under: "Sources") + files(under: "Tests"))
    .filter { $0.hasSuffix(".swift") }.map(SourceFile.init)

  /// What the product is made of: no test, no test support.
  static let productFiles = swiftFiles.filter { $0.target != "TestSupport" && !$0.isTest }

  /// The paths of the files below a folder, relative to the root, in order.
  static func files(under folder: String) -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let found = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return found.compactMap { $0 as? String }
      .filter { !isFolder("\(folder)/\($0)") }
      .map { "\(folder)/\($0)" }.sorted()
  }

  /// The names of the folders directly below a folder.
  static func folders(of folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
    return (names ?? []).filter { isFolder("\(folder)/\($0)") }.sorted()
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// The text of a file; empty when there is none, which the test that reads it reports.
  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
  }

  private static func isFolder(_ path: String) -> Bool {
    var folder: ObjCBool = false
    let path = root.appendingPathComponent(path).path
    return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
  }
}

/// One Swift file, and where it stands in the house.
struct SourceFile: Sendable, CustomTestStringConvertible {
  let path: String
  let text: String
  let swift: SwiftText

  init(path: String) {
    self.path = path
    text = SourceTree.text(path)
    swift = SwiftText(text)
  }

  var testDescription: String { path }
  var name: String { String(path.split(separator: "/").last ?? "") }
  var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }
  var isTest: Bool { path.hasPrefix("Tests/") || (path.hasPrefix("Sources/Features/") && path.contains("/Tests/")) }

  /// The target that compiles the file: features share one tree between `Domain`, `App` and `FeatureTests`.
  var target: String {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count > 3, parts[1] == "Features" else { return parts.count > 1 ? parts[1] : "" }
    return parts[3] == "Tests" ? "FeatureTests" : parts[3]
  }

  /// `ContractPages` for `ContractPages.swift` and for `ContractPages+Tables.swift`.
  var subject: String { String(name.prefix { $0 != "+" && $0 != "." }) }

  /// The modules that the file names in its import lines.
  var imports: [String] {
    swift.code.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else { return nil }
      guard words[..<keyword].allSatisfy({ $0.hasPrefix("@") || Self.importModifiers.contains($0) }) else { return nil }
      let rest = words[(keyword + 1)...].filter { !Self.importKinds.contains($0) }
      return rest.first.map { String($0.prefix { $0 != "." }) }
    }
  }

  private static let importModifiers: Set = ["public", "package", "internal", "fileprivate", "private"]
  private static let importKinds: Set = ["struct", "class", "enum", "protocol", "func", "typealias", "var", "let"]
}
