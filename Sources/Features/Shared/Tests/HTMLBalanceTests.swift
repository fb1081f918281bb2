// SPDX-License-Identifier: EUPL-1.2
import TestSupport
import Testing

/// The reader that judges every page must itself be judged.
@Suite struct HTMLBalanceTests {
  @Test(
    "what is wrong is found",
    arguments: [
      ("<p>un", "<p> is never closed"), ("un</p>", "line 1: </p> closes nothing"),
      ("<p><b>un</p></b>", "line 1: </p> comes before </b>"),
      ("<p class=x>a</p>", "line 1: <p class> is not in double quotes"),
      ("<p class='x'>a</p>", "line 1: <p class> is not in double quotes"),
      ("<p>a & b</p>", "line 1: a bare & stands in text"),
      ("<p>a < b</p>", "line 1: a bare < stands in a text"),
      ("<a href=\"/?a=1&b=2\">x</a>", "line 1: a bare & stands in href"),
      ("<i id=\"a\"></i><i id=\"a\"></i>", "line 1: id=\"a\" stands twice"), ("<div/>", "line 1: <div/> closes itself"),
      ("<label for=\"x\">x</label>", "for=\"x\" names an id that is not on the page"),
      ("<i class=\"a\" class=\"b\"></i>", "line 1: <i> has class twice"),
      ("<i style=\"a\"></i>", "line 1: <i> has style, which our policy forbids"),
      ("<i onclick=\"a\"></i>", "line 1: <i> has onclick, which our policy forbids"),
      ("<i class=\"a\"id=\"b\"></i>", "line 1: <i> has an attribute without a space before it"),
      ("<p><div></div></p>", "line 1: <div> stands in a paragraph"), ("\n<!-- a", "line 2: a comment never ends"),
      ("<form><form></form></form>", "line 1: <form> stands in a form"), ("<p ", "line 1: <p> never ends"),
      ("<a href=\"/\"><button>x</button></a>", "line 1: <button> stands in a link or a button"),
    ])
  func faults(_ html: String, _ expected: String) {
    #expect(htmlFaults(html).contains(expected))
  }

  @Test(
    "what is sound is left alone",
    arguments: [
      "", "texte &amp; &lt; &#39; &nbsp;", "<!doctype html><html lang=\"fr\"><body><br><input disabled></body></html>",
      "<svg viewBox=\"0 0 1 1\"><rect x=\"0\"/><text>a</text></svg>", "<!-- <p> -->",
      "<script src=\"/a.js\" defer></script>",
      "<label for=\"x\">x</label><input id=\"x\" aria-describedby=\"y z\"><i id=\"y\"></i><i id=\"z\"></i>",
    ])
  func soundness(_ html: String) {
    #expect(htmlFaults(html) == [])
  }
}
