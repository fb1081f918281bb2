// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@Suite("Rules that hold in every file")
struct CodeRulesTests {
  @Test("a file is short: over 500 lines it is to be split", arguments: SourceTree.swiftFiles)
  func length(file: SourceFile) {
    if file.lineCount > 300 { print("\(file.path): \(file.lineCount) lines, worth a thought at 300") }
    #expect(file.lineCount <= 500)
  }

  @Test("a file says its licence in its first two lines", arguments: SourceTree.swiftFiles)
  func licence(file: SourceFile) {
    let first = file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(2)
    let isSaid = first.contains("// SPDX-License-Identifier: EUPL-1.2")
    #expect(isSaid)
  }

  @Test(
    "the quotes of a file can be followed, so that the rules on its code mean something",
    arguments: SourceTree.swiftFiles)
  func balance(file: SourceFile) {
    let isBalanced = file.swift.isBalanced
    #expect(isBalanced)
  }

  @Test("nothing in the product stops the program", arguments: SourceTree.productFiles)
  func noTraps(file: SourceFile) {
    for word in ["try!", "as!", "fatalError(", "preconditionFailure(", "unowned(unsafe)"] {
      let isUsed = file.swift.code.contains(word)
      #expect(!isUsed, "\(word)")
    }
  }

  @Test(
    "the shell computes in plain characters: a French space inside $((…)) stops the script where it was to explain",
    arguments: ["start", "test", "scripts/debian.sh", "scripts/postgres.sh"])
  func shellArithmetic(path: String) {
    let script = SourceTree.text(path)
    #expect(!script.isEmpty)
    for piece in script.components(separatedBy: "$((").dropFirst() {
      let sum = piece.components(separatedBy: "))")[0]
      let isPlain = sum.utf8.allSatisfy { $0 < 128 }
      #expect(isPlain, "\(path): $((\(sum)))")
    }
  }

  @Test("nothing is left for later without a home", arguments: SourceTree.productFiles)
  func noLeftovers(file: SourceFile) {
    for word in ["TODO", "FIXME", "XXX"] {
      let isUsed = file.swift.comments.contains(word)
      #expect(!isUsed, "\(word)")
    }
  }

  @Test(
    "a rule takes the day and the identifiers as arguments",
    arguments: SourceTree.productFiles.filter { $0.target == "Domain" })
  func pureDomain(file: SourceFile) {
    for word in ["Date()", "Date.now", "UUID()", ".now", "ProcessInfo", "FileManager", "URLSession", "random("] {
      let isUsed = file.swift.code.contains(word)
      #expect(!isUsed, "\(word)")
    }
  }

  /// Foundation counts the seconds of a `Date` in floating point: the one place where an instant comes from it. The contrast of a
  /// colour is a power (WCAG 2.2), and no figure.
  private static let floating: Set = ["Instant.swift", "TerritoryColour.swift"]

  @Test("hours and euros are never floating", arguments: SourceTree.productFiles.filter { $0.target == "Domain" })
  func exactDomain(file: SourceFile) {
    let isFloating = file.swift.code.contains(/\b(Double|Float|CGFloat)\b/)
    #expect(!isFloating || Self.floating.contains(file.name))
  }

  @Test("types are named after the trade", arguments: SourceTree.productFiles)
  func names(file: SourceFile) {
    let found = file.swift.code.matches(
      of: /\b(?:struct|class|enum|actor|protocol)\s+(\w*(?:Manager|Helper|Utils|Service))\b/)
    #expect(found.map { String($0.1) } == [])
  }
}
