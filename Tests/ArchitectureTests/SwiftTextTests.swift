// SPDX-License-Identifier: EUPL-1.2
import Testing

@Suite("A Swift text taken apart")
struct SwiftTextTests {
  @Test("comments and literals leave the code")
  func code() {
    let text = SwiftText("let a = \"try! é\" // try!\n/* as! */ let b = 1")
    #expect(text.code == "let a = \"\" \n let b = 1")
    #expect(text.comments.contains("as!"))
    #expect(text.literals.map(\.text) == ["try! é"])
  }

  @Test("an interpolation is code, and the literal inside it is a literal of its own")
  func interpolation() {
    let text = SwiftText(#"let a = "<p>\(items.map { "l'eau \($0)" }.joined())</p>""#)
    #expect(text.literals.map(\.text).sorted() == ["<p>\u{FFFC}</p>", "l'eau \u{FFFC}"].sorted())
    #expect(text.code.contains("items.map"))
  }

  @Test("raw, multi-line and escaped literals end where Swift ends them")
  func fences() {
    let text = SwiftText(
      ##"""
      let a = #"un "mot" \(brut)"#
      let b = "guillemet \" et \u{202F}espace"
      let c = 1
      """##)
    #expect(text.isBalanced)
    #expect(text.literals.map(\.text) == [#"un "mot" \(brut)"#, "guillemet \" et \u{202F}espace"])
    #expect(text.literals.map(\.line) == [1, 2])
    #expect(text.code.hasSuffix("let c = 1"))
  }

  @Test("a backslash written twice does not hide the quote that follows")
  func backslashes() {
    let text = SwiftText(#"let a = "\\"; let b = "b""#)
    #expect(text.isBalanced)
    #expect(text.literals.map(\.text) == [#"\\"#, "b"])
  }

  @Test("a literal that never ends is noticed")
  func unbalanced() { #expect(!SwiftText("let a = \"sans fin\nlet b = 1").isBalanced) }
}
