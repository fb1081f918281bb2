// SPDX-License-Identifier: EUPL-1.2
import HTML
import Testing

@Suite struct HTMLTests {
  @Test("interpolated text is escaped in content and in attributes")
  func escapesText() {
    let hostile = "<script>alert(\"x\")</script> & l'été"
    let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
    let escaped = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; l&#39;été"
    #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test("nested pieces are inserted once, not escaped again")
  func nests() {
    let rows = ["a<b", "c"].map { "<li>\($0)</li>" as HTML }
    #expect(("<ul>\(rows)</ul>" as HTML).text == "<ul><li>a&lt;b</li><li>c</li></ul>")
  }

  @Test("an absent piece leaves nothing, an unchecked one stands as it is")
  func optionalAndUnchecked() {
    let absent: HTML? = nil
    #expect(("<p>\(absent)\(unchecked: "<b>gras</b>")</p>" as HTML).text == "<p><b>gras</b></p>")
  }

  @Test("numbers are written as they are", arguments: [0, -7, 12_345])
  func numbers(value: Int) {
    #expect(("\(value)" as HTML).text == String(value))
  }

  @Test("joining keeps order and separator")
  func joins() {
    #expect((["a", "b"] as [HTML]).joined(" · ").text == "a · b")
    #expect(HTML(text: "<").text == "&lt;")
  }
}
