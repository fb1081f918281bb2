// SPDX-License-Identifier: EUPL-1.2
import Testing

/// What each target may import. MemberImportVisibility makes a file name every module that it uses, so that
/// its import lines say the whole truth.
private let allowed: [String: Set<String>] = [
  "HTML": [],
  "Database": ["GRDB", "GRDBSQLite", "CLibPQ", "Foundation", "Dispatch", "Synchronization"],
  "JSONStream": ["CSimdJSON", "Foundation"],
  "Spreadsheet": ["CExpat", "CMiniZip", "CXlsxWriter", "Foundation"],
  "Word": ["CMiniZip"],
  "Mail": ["CCurl", "Dispatch", "Foundation"],
  "Domain": ["Foundation", "FoundationXML"],
  "Platform": web.union([
    "HTML", "Database", "CSodium", "Crypto", "Foundation", "Dispatch", "Synchronization", "NIOHTTP1", "NIOHTTPTypes",
  ]),
  "App": web.union([
    "Domain", "HTML", "Database", "JSONStream", "Mail", "Spreadsheet", "Word", "Platform", "ArgumentParser",
    "Foundation",
    "Synchronization",
  ]),
  "clausier": ["App", "ArgumentParser", "Foundation"],
]
private let web: Set = [
  "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "Logging", "ServiceLifecycle", "UnixSignals",
]

/// Finer rules inside `App`, by what the file's name promises.
private let allowedBySuffix: [(suffix: String, modules: Set<String>)] = [
  ("Pages", ["Domain", "HTML", "Platform", "Foundation"]),
  ("Page", ["Domain", "HTML", "Platform", "Foundation"]),
  ("Store", ["Domain", "Database", "Platform", "Foundation"]),
  ("Migrations", ["Database"]),
  ("URLs", ["Domain", "Platform", "HTML", "Foundation"]),
]

/// Libraries that one target of ours hides from all others, tests included.
private let hidden = [
  "GRDB": "Database", "GRDBSQLite": "Database", "CLibPQ": "Database", "CSimdJSON": "JSONStream", "CSodium": "Platform",
  "CCurl": "Mail",
  "CExpat": "Spreadsheet", "CXlsxWriter": "Spreadsheet",
]
/// The one library with two homes: workbooks are read from archives, text documents are written as archives.
private let archives: Set = ["Spreadsheet", "Word"]

@Suite("What may be imported where")
struct ImportTests {
  @Test("a target imports only what its place in the house allows", arguments: SourceTree.productFiles)
  func targets(file: SourceFile) throws {
    let allowed = try #require(allowed[file.target], "\(file.target) has no import rule: add it to the table")
    #expect(Set(file.imports).subtracting(allowed).sorted() == [])
  }

  @Test(
    "a file of App imports only what its name promises",
    arguments: SourceTree.productFiles.filter { $0.target == "App" })
  func names(file: SourceFile) {
    guard let rule = allowedBySuffix.first(where: { file.subject.hasSuffix($0.suffix) }) else { return }
    #expect(Set(file.imports).subtracting(rule.modules).sorted() == [])
  }

  @Test("a C library or a driver is imported by the one target that hides it", arguments: SourceTree.swiftFiles)
  func hiddenLibraries(file: SourceFile) {
    for (library, home) in hidden where file.imports.contains(library) {
      #expect([home, home + "Tests"].contains(file.target), "\(library) belongs to \(home)")
    }
    if file.imports.contains("CMiniZip") { #expect(archives.contains(file.target)) }
  }
}
