// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import TestSupport
import Testing

@testable import App

@Suite struct ComponentsTests {
  static let hostile = "<b>\"L'été & l'hiver\"</b>"

  /// Every component, fed with hostile text.
  static let all: [HTML] = [
    tileRow([
      figureTile(label: hostile, value: hostile, unit: "h", note: "\(hostile)", href: hostile, tone: .act),
      figureTile(label: "Participants", value: "1 182", note: trend(.up, "71", isGood: true)),
    ]),
    card(title: hostile, count: 1200, id: "lots", action: link(hostile, to: "/x"), body: "<p>\(hostile)</p>"),
    badge(hostile, .watch), notice(.fine, "\(hostile)"),
    emptyState(hostile, actionLabel: hostile, path: "/marches/nouveau"),
    progressBar(done: 1, planned: 2, total: 3, label: hostile), shareBar(part: 1, whole: 0, label: hostile),
    trail([TrailLink("Marchés", "/marches"), TrailLink(hostile)]),
    pageHeader(hostile, line: "\(hostile)", action: primaryButton(hostile, "/x") + linkButton(hostile, "/y")),
    switchLinks(label: hostile, [SwitchLink("Moi", "?a=1&b=2", isCurrent: true), SwitchLink(hostile, "?c")]),
    postButton(
      hostile, "/x?a=1&b=2", csrf: hostile, look: .destructive, values: [(hostile, hostile)], context: hostile),
    definitionList([(hostile, "\(hostile)")]), historyList([("12/11/2026", "\(hostile)")]),
    workList([workItem(hostile, why: "\(hostile)", actionLabel: hostile, path: "/heures?a=1&b=2")]),
    pager(nextPath: "?apres=1&b=2", previousPath: "/x"), disclosure(hostile, "<p>\(hostile)</p>"),
    table(
      caption: hostile,
      columns: [TableColumn("Choix", hiddenTitle: true), TableColumn(hostile), TableColumn("h", numeric: true)],
      rows: [[selectionBox(name: "ligne", value: hostile, label: hostile), "\(hostile)", "1"]],
      footer: ["", "Total", "1"]),
    selectionForm(
      action: "/x", csrf: hostile, actions: bulkButton(hostile, one: hostile, many: hostile), body: "<p>\(hostile)</p>"),
    trajectoryChart(Trajectory(cumulated: [0, 10, 300], objective: 1200, caption: "\(hostile)")),
    columns(main: "<p>a</p>", side: "<p>b</p>"), cardRow([card(title: hostile, body: "<p>a</p>")]),
  ]

  @Test("each component is sound HTML whatever the text", arguments: all)
  func soundness(_ html: HTML) {
    #expect(htmlFaults(html.text) == [])
    #expect(!html.text.contains("<b>"))
    #expect(!html.text.contains("style="))
  }

  @Test("a tile leads to what it counts")
  func tile() {
    let html = figureTile(label: "À valider", value: "164", unit: "h", note: "octobre", href: "/heures")
    #expect(
      html.text == """
        <div class="tile"><dt>À valider</dt><dd class="tile-value"><a href="/heures">164\u{A0}h</a></dd>\
        <dd class="tile-note tone-neutral">octobre</dd></div>
        """)
  }

  @Test("the cells of a table carry the title of their column, for narrow screens")
  func tableCells() {
    let html = table(
      caption: "Lots", columns: [TableColumn("Lot"), TableColumn("Retenues", numeric: true)],
      rows: [["<a href=\"/lots/1\">1 Gros œuvre</a>", "731,50"]])
    #expect(html.text.contains("<th scope=\"row\" data-label=\"Lot\"><a href=\"/lots/1\">1 Gros œuvre</a></th>"))
    #expect(html.text.contains("<td class=\"number\" data-label=\"Retenues\">731,50</td>"))
  }

  @Test("a table without rows gives its place to the empty state")
  func emptyTable() {
    let none = emptyState("Les lots apparaîtront ici.", actionLabel: "Ajouter un lot", path: "/lots/nouveau")
    #expect(table(caption: "Lots", columns: [TableColumn("Lot")], rows: [], empty: none) == none)
  }

  @Test(
    "a bar is a share of its track, said in words",
    arguments: [
      (Int64(453), Int64(1000), "45.3%", "45,3\u{202F}% réalisé"), (0, 1200, "0.0%", "0,0\u{202F}% réalisé"),
      (1500, 1000, "100.0%", "150,0\u{202F}% réalisé"), (5, 0, "0%", "— réalisé"),
      (-5, 10, "0.0%", "−50,0\u{202F}% réalisé"),
    ])
  func bars(_ done: Int64, _ total: Int64, _ width: String, _ words: String) {
    let html = progressBar(done: done, total: total, label: "Lot 2").text
    #expect(html.contains("class=\"bar-fill\" x=\"0\" y=\"4\" width=\"\(width)\""))
    #expect(html.contains("aria-label=\"Lot 2\u{202F}: \(words)\""))
  }

  @Test(
    "a path typed by a person never becomes a script or leads elsewhere by accident",
    arguments: [
      ("javascript:alert(1)", "#"), ("//evil.example", "#"), ("/\\evil.example", "#"), ("marches", "#"), ("", "#"),
      ("/marches", "/marches"), ("?page=2", "?page=2"), ("#lots", "#lots"), ("https://a.example", "https://a.example"),
      ("tel:+33261910012", "tel:+33261910012"), (" javascript:alert(1)", "#"), ("JAVASCRIPT:x", "#"),
      ("data:text/html,x", "#"),
    ])
  func paths(_ given: String, _ expected: String) {
    #expect(safePath(given) == expected)
  }

  @Test(
    "French counts: zero and one are singular",
    arguments: [
      (0, "0 lot"), (1, "1 lot"), (2, "2 lots"), (1234, "1\u{202F}234 lots"),
      (1_234_567, "1\u{202F}234\u{202F}567 lots"),
      (-1, "−1 lot"), (100, "100 lots"),
    ])
  func counts(_ number: Int, _ expected: String) {
    #expect(FrenchText.count(number, "lot", "lots") == expected)
  }

  @Test(
    "a percentage has one decimal, half away from zero",
    arguments: [
      (Int64(1), Int64(3), "33,3\u{202F}%"), (2, 3, "66,7\u{202F}%"), (1, 2000, "0,1\u{202F}%"),
      (1, 2001, "0,0\u{202F}%"),
      (-1, 2000, "−0,1\u{202F}%"), (Int64.max, Int64.max, "100,0\u{202F}%"), (1, 0, "—"),
    ])
  func percents(_ part: Int64, _ whole: Int64, _ expected: String) {
    #expect(FrenchText.percent(part, of: whole) == expected)
  }

  @Test("domain values show their French form in a page, and a closed list makes choices with a capital")
  func domainValues() throws {
    let day = try #require(Day(2026, 11, 24))
    let html: HTML = "\(Hours(hundredths: 15167)) \(day) \(day.month) \(Money(cents: 123_456))"
    #expect(html.text == "151,67 24/11/2026 novembre 2026 1\u{202F}234,56\u{202F}€")
    #expect(Choice.all(Role.self).first?.label == "Administrateur")
    #expect(historyList([(day, "Notifié")]) == historyList([("24/11/2026", "Notifié")]))
  }

  @Test("a list ends with « et »")
  func lists() {
    #expect(FrenchText.list([]) == "")
    #expect(FrenchText.list(["A"]) == "A")
    #expect(FrenchText.list(["A", "B", "C"]) == "A, B et C")
  }
}
