// SPDX-License-Identifier: EUPL-1.2
import Testing

/// Files whose literals a user may read: the features and the plumbing of the web, without their SQL.
private let speaking = SourceTree.productFiles.filter { ["Domain", "App", "Platform", "clausier"].contains($0.target) }

@Suite("What the program says, and how it writes its pages")
struct FrenchTests {
  @Test("an apostrophe inside a word is the typographic one", arguments: speaking)
  func apostrophes(file: SourceFile) {
    let faults = file.swift.literals.flatMap { literal in
      literal.text.matches(of: /\w*[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]\w*/).map { "line \(literal.line): \($0.0)" }
    }
    #expect(faults == [])
  }

  @Test("the signs ; : ! ? » follow a narrow no-break space, not an ordinary one", arguments: speaking)
  func spaces(file: SourceFile) {
    let faults = file.swift.literals.flatMap { literal in
      literal.text.matches(of: #/[\wÀ-ÿ\u{FFFC}»)] [;:!?](?=\s|$|<)|« | »/#).map { "line \(literal.line): \($0.0)" }
    }
    #expect(faults == [])
  }

  @Test(
    "pages hold no style and no script of their own, which the content security policy refuses",
    arguments: SourceTree.productFiles)
  func inline(file: SourceFile) {
    let faults = file.swift.literals.flatMap { literal in
      literal.text.matches(of: /\sstyle=|\son[a-z]+=\x22|<style|<script>|javascript:/.ignoresCase())
        .map { "line \(literal.line): \($0.0)" }
    }
    #expect(faults == [])
  }
}
