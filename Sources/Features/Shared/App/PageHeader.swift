// SPDX-License-Identifier: EUPL-1.2
import HTML

/// A step of the way back: a link, or a plain text when there is no path (the page itself).
struct TrailLink: Sendable {
  var text: String
  var path: String?

  init(_ text: String, _ path: String? = nil) {
    self.text = text
    self.path = path
  }
}

/// Where the page stands: « Marchés / Ville de Saint-Orme / 2026-0412 ».
func trail(_ links: [TrailLink]) -> HTML {
  guard !links.isEmpty else { return .empty }
  let steps: [HTML] = links.map { step in
    if let path = step.path { return "<li>\(link(step.text, to: path))</li>" }
    return "<li><span>\(step.text)</span></li>"
  }
  return "<nav class=\"trail\" aria-label=\"Fil d’Ariane\"><ol>\(steps)</ol></nav>"
}

/// Title, the line that says what the page is about, and on the right its actions (the main one last).
func pageHeader(_ title: String, line: HTML = .empty, action: HTML = .empty) -> HTML {
  let lineBlock: HTML? = line.isEmpty ? nil : "<p class=\"page-line\">\(line)</p>"
  let actionBlock: HTML? = action.isEmpty ? nil : "<div class=\"page-actions\">\(action)</div>"
  return "<div class=\"page-head\"><div><h1>\(title)</h1>\(lineBlock)</div>\(actionBlock)</div>"
}

/// One choice of a switch above a list: « Moi », « L’équipe », « Pour J. Petit, absent ».
struct SwitchLink: Sendable {
  var text: String
  var path: String
  var isCurrent: Bool

  init(_ text: String, _ path: String, isCurrent: Bool = false) {
    self.text = text
    self.path = path
    self.isCurrent = isCurrent
  }
}

/// Links side by side, one of which is current: whose list, which year, which state.
func switchLinks(label: String, _ links: [SwitchLink]) -> HTML {
  let items: [HTML] = links.map { choice in
    let current: HTML? = choice.isCurrent ? " aria-current=\"true\"" : nil
    return "<li><a href=\"\(safePath(choice.path))\"\(current)>\(choice.text)</a></li>"
  }
  return "<nav class=\"switch\" aria-label=\"\(label)\"><ul>\(items)</ul></nav>"
}

/// A wide part and a narrow one beside it; one above the other on a small screen.
func columns(main: HTML, side: HTML) -> HTML {
  "<div class=\"columns\"><div class=\"stack\">\(main)</div><div class=\"stack\">\(side)</div></div>"
}

/// Cards side by side, of the same width, as many as fit.
func cardRow(_ cards: [HTML]) -> HTML {
  "<div class=\"card-row\">\(cards)</div>"
}
