// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A figure with its unit, its note (date, change, link to the definition). Stands in `tileRow`.
/// `href` leads to what is counted; `tone` colours the note, which says the same in words.
func figureTile(
  label: String, value: String, unit: String = "", note: HTML = .empty, href: String? = nil, tone: Tone = .neutral
) -> HTML {
  let figure: HTML = unit.isEmpty ? "\(value)" : "\(value)\u{A0}\(unit)"
  let shown: HTML = href.map { "<a href=\"\(safePath($0))\">\(figure)</a>" } ?? figure
  let noteBlock: HTML? = note.isEmpty ? nil : "<dd class=\"tile-note tone-\(tone.rawValue)\">\(note)</dd>"
  let look = value.count + unit.count > 8 ? "tile-value tile-long" : "tile-value"
  return "<div class=\"tile\"><dt>\(label)</dt><dd class=\"\(look)\">\(shown)</dd>\(noteBlock)</div>"
}

/// Tiles side by side, or one under the other (`stacked`) in a side column.
func tileRow(_ tiles: [HTML], stacked: Bool = false) -> HTML {
  "<dl class=\"\(stacked ? "tiles tiles-stacked" : "tiles")\">\(tiles)</dl>"
}

enum Direction: Sendable {
  case up, down, same
}

/// A change said with an arrow and a word: « ▲ 12,4 % sur un an ». `isGood` colours it; nil leaves it grey.
/// Without change, the text stands alone: say « stable sur un an ».
func trend(_ direction: Direction, _ text: String, isGood: Bool?) -> HTML {
  let sign: HTML =
    switch direction {
    case .up: "<span aria-hidden=\"true\">▲</span>\(hidden("en hausse de")) "
    case .down: "<span aria-hidden=\"true\">▼</span>\(hidden("en baisse de")) "
    case .same: .empty
    }
  let tone: Tone = isGood.map { $0 ? .fine : .act } ?? .neutral
  return "<span class=\"tone-\(tone.rawValue)\">\(sign)\(text)</span>"
}

/// A white card with a title. With `id`, the card has an address (`#id`) and its title names it for screen readers.
func card(title: String, count: Int? = nil, id: String? = nil, action: HTML = .empty, body: HTML) -> HTML {
  let badgeBlock: HTML? = count.map { " <span class=\"badge\">\(FrenchNumber.whole($0))</span>" }
  let labelled: HTML? = id.map { " id=\"\($0)\" aria-labelledby=\"\($0)-titre\"" }
  let titleID: HTML? = id.map { " id=\"\($0)-titre\"" }
  let actionBlock: HTML? = action.isEmpty ? nil : "<div class=\"card-actions\">\(action)</div>"
  return """
    <section class="card"\(labelled)><div class="card-head"><h2\(titleID)>\(title)\(badgeBlock)</h2>\(actionBlock)</div>
    \(body)</section>
    """
}

/// A state in one or two words.
func badge(_ text: String, _ tone: Tone = .neutral) -> HTML {
  "<span class=\"badge badge-\(tone.rawValue)\">\(text)</span>"
}

/// A sentence about what has just happened or what to know before reading on.
func notice(_ tone: Tone, _ text: HTML) -> HTML {
  "<div class=\"notice notice-\(tone.rawValue)\" role=\"status\"><p>\(text)</p></div>"
}

/// What will be here, and the first step.
func emptyState(_ text: String, actionLabel: String? = nil, path: String? = nil) -> HTML {
  var step: HTML = .empty
  if let actionLabel, let path { step = "<p>\(linkButton(actionLabel, path))</p>" }
  return "<div class=\"empty\"><p>\(text)</p>\(step)</div>"
}

/// Terms and their values, one under the other.
func definitionList(_ items: [(term: String, value: HTML)]) -> HTML {
  let lines: [HTML] = items.map { "<div><dt>\($0.term)</dt><dd>\($0.value)</dd></div>" }
  return "<dl class=\"definitions\">\(lines)</dl>"
}

/// What happened, the last first.
func historyList(_ items: [(day: String, text: HTML)]) -> HTML {
  let lines: [HTML] = items.map { "<li><span class=\"history-day\">\($0.day)</span><div>\($0.text)</div></li>" }
  return "<ol class=\"history\">\(lines)</ol>"
}

/// Something that the reader may open: long text, a table under a chart, rare settings.
func disclosure(_ summary: String, isOpen: Bool = false, _ body: HTML) -> HTML {
  let open: HTML? = isOpen ? " open" : nil
  return "<details class=\"disclosure\"\(open)><summary>\(summary)</summary><div>\(body)</div></details>"
}
