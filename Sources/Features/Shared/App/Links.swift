// SPDX-License-Identifier: EUPL-1.2
import HTML

/// Colour of a badge, a notice or a figure. A word always goes with it: colour alone says nothing.
enum Tone: String, Sendable, CaseIterable {
  case fine, watch, act, neutral
}

/// A path that may stand in `href`: one of ours, a fragment, a query, or a web, mail or telephone address.
/// Anything else (`javascript:`, `//elsewhere`, free text typed by a person) becomes `#`.
func safePath(_ path: String) -> String {
  let allowed = ["https://", "http://", "mailto:", "tel:", "#", "?"]
  if allowed.contains(where: path.hasPrefix) { return path }
  let isOurs = path.hasPrefix("/") && !path.hasPrefix("//") && !path.hasPrefix("/\\")
  return isOurs ? path : "#"
}

/// An address of this site that a browser may be sent to: never another site, whatever the request said. Browsers drop tabs and take
/// a backslash for a slash, so both are refused, as is all that should have been encoded.
func localPath(_ path: String) -> String? {
  let bytes = Array(path.utf8)
  guard bytes.first == UInt8(ascii: "/"), bytes.count <= 4000, !path.hasPrefix("//") else { return nil }
  return bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") } ? path : nil
}

/// A link in the text. `context` is read out after the text, not shown: it tells twin links apart (« Valider : lot 2 »).
func link(_ text: String, to path: String, context: String? = nil) -> HTML {
  "<a href=\"\(safePath(path))\">\(text)\(hiddenContext(context))</a>"
}

/// Text for screen readers only.
func hidden(_ text: String) -> HTML {
  "<span class=\"visually-hidden\">\(text)</span>"
}

func hiddenContext(_ context: String?) -> HTML {
  context.map { hidden("\u{202F}: " + $0) } ?? .empty
}

/// A link that looks like a button with an outline: a second action.
func linkButton(_ text: String, _ path: String) -> HTML {
  "<a class=\"button\" href=\"\(safePath(path))\">\(text)</a>"
}

/// The one main action of a page, filled, when it only leads somewhere. When it writes, use `postButton`.
func primaryButton(_ text: String, _ path: String) -> HTML {
  "<a class=\"button button-primary\" href=\"\(safePath(path))\">\(text)</a>"
}

enum ButtonLook: String, Sendable {
  /// The main action of the page.
  case primary = "button button-primary"
  /// Any other action.
  case outlined = "button"
  /// What removes or refuses: say beside it what will happen.
  case destructive = "button button-act"
  /// An action inside a line of a list.
  case quiet = "button button-quiet"
}

/// A form with one button: an act that needs no other answer. `values` go with it, unseen.
func postButton(
  _ label: String, _ path: String, csrf: String, look: ButtonLook = .outlined,
  values: [(name: String, value: String)] = [],
  context: String? = nil
) -> HTML {
  """
  <form class="one-button" method="post" action="\(safePath(path))">\(csrfField(csrf))\
  \(values.map { hiddenField($0.name, $0.value) })\
  <button class="\(look.rawValue)" type="submit">\(label)\(hiddenContext(context))</button></form>
  """
}

/// The name under which every form sends its anti-forgery token.
let csrfFieldName = "csrf"

func csrfField(_ token: String) -> HTML { hiddenField(csrfFieldName, token) }

func hiddenField(_ name: String, _ value: String) -> HTML {
  "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
}

/// ` name="value"`, or nothing.
func attribute(_ name: StaticString, _ value: String?) -> HTML {
  guard let value else { return .empty }
  return " \(unchecked: name.description)=\"\(value)\""
}
