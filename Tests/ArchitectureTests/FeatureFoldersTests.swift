// SPDX-License-Identifier: EUPL-1.2
import Testing

@Suite("A feature is one folder")
struct FeatureFoldersTests {
  private var listed: [String] {
    let manifest = SwiftText(SourceTree.text("Package.swift"))
    let text = SourceTree.text("Package.swift")
    guard let list = text.firstMatch(of: /let features = \[([^\]]*)\]/) else { return [] }
    let names = SwiftText(String(list.1)).literals.map(\.text)
    return manifest.isBalanced ? names : []
  }

  @Test("the manifest lists the folders of Sources/Features, in order")
  func manifest() {
    #expect(listed == SourceTree.folders(of: "Sources/Features"))
  }

  @Test("each has its rules, its dealings with the world and its tests")
  func parts() {
    for feature in listed {
      #expect(SourceTree.folders(of: "Sources/Features/\(feature)") == ["App", "Domain", "Tests"], "\(feature)")
    }
  }

  @Test("no other file lies between the three parts, where no target would compile it")
  func strays() {
    let strays = SourceTree.files(under: "Sources/Features").filter { path in
      let parts = path.split(separator: "/")
      return parts.count < 5 || !["App", "Domain", "Tests"].contains(String(parts[3])) || !path.hasSuffix(".swift")
    }
    #expect(strays == [])
  }
}
