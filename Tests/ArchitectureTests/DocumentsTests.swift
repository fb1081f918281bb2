// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

private let guides = ["README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"] + SourceTree.files(under: "docs")

@Suite("What the documents say is so")
struct DocumentsTests {
  @Test("each setting is documented, and each documented setting is read")
  func settings() {
    let read = names(/CLAUSIER_[A-Z_]+/, in: SourceTree.productFiles.map(\.text))
    let documented = names(/CLAUSIER_[A-Z_]+/, in: [SourceTree.text("docs/environnement.md")])
    #expect(read.subtracting(documented).sorted() == [], "missing from docs/environnement.md")
    #expect(documented.subtracting(read).sorted() == [], "docs/environnement.md names what nothing reads")
  }

  @Test("each setting of the tests is told to those who run them")
  func testSettings() {
    let read = names(
      /CLAUSIER_[A-Z_]+/, in: SourceTree.swiftFiles.filter { !$0.path.hasPrefix("Tests/Arch") }.map(\.text))
    let documented = names(
      /CLAUSIER_[A-Z_]+/, in: [SourceTree.text("docs/environnement.md"), SourceTree.text("CONTRIBUTING.md")])
    #expect(read.subtracting(documented).sorted() == [])
  }

  @Test("each command is in the operator's guide")
  func commands() {
    let guide = SourceTree.text("docs/exploitation.md")
    let commands = SourceTree.productFiles.flatMap {
      $0.text.matches(of: /commandName: \x22([a-z-]+)\x22/).map { String($0.1) }
    }
    for command in Set(commands).subtracting(["clausier"]).sorted() {
      #expect(
        guide.contains("`clausier \(command)") || guide.contains(" \(command)`") || guide.contains(" \(command) "),
        "\(command)")
    }
  }

  @Test("each identifier that the glossary marks as built exists")
  func glossary() {
    let code = SourceTree.productFiles.map(\.text).joined(separator: "\n")
    let built = SourceTree.text("GLOSSARY.md").matches(of: /\| [^|]+ \| `(\w+)`[^|]*\| ✓ \|/).map { String($0.1) }
    #expect(!built.isEmpty)
    let words = Set(code.matches(of: /\w+/).map { String($0.0) })
    #expect(Set(built).subtracting(words).sorted() == [])
  }

  @Test("a relative link of a document leads to a file", arguments: guides.filter { $0.hasSuffix(".md") })
  func links(path: String) {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    for match in SourceTree.text(path).matches(of: /\]\(([^)#\s]+)[^)]*\)/) where !match.1.contains(":") {
      let target = folder.isEmpty ? String(match.1) : "\(folder)/\(match.1)"
      #expect(SourceTree.exists(target), "\(match.1)")
    }
  }

  @Test("a verb of make that a document names exists")
  func verbs() {
    let makefile = SourceTree.text("Makefile")
    for path in guides {
      for match in SourceTree.text(path).matches(of: /`make ([a-z-]+)/) {
        #expect(makefile.contains("\n\(match.1):"), "\(path): make \(match.1)")
      }
    }
  }

  @Test("the dependencies that the manifest names each have their line of reasons")
  func dependencies() {
    let reasons = SourceTree.text("docs/decisions/dependencies.md")
    for match in SourceTree.text("Package.swift").matches(of: /https:\/\/github.com\/[\w.-]+\/([\w.-]+)\x22/) {
      #expect(reasons.contains(match.1), "\(match.1)")
    }
  }

  private func names(_ pattern: Regex<Substring>, in texts: [String]) -> Set<String> {
    Set(texts.flatMap { text in text.matches(of: pattern).map { String($0.0) } })
  }
}
