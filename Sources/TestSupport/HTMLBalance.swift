// SPDX-License-Identifier: EUPL-1.2

/// What a strict reader would reproach to a page: tags left open, closed twice or crossed, attributes that are unquoted or given
/// twice, ids given twice, references to ids that do not exist, a bare `&` or `<` in a text. Empty when the page is sound.
public func htmlFaults(_ html: String) -> [String] {
  var reader = HTMLReader(html)
  return reader.faults()
}

/// Elements that have no end tag.
private let voidElements: Set<String> = [
  "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
]
/// Elements of SVG that we write with `/>`.
private let svgShapes: Set<String> = [
  "rect", "line", "circle", "path", "polyline", "polygon", "ellipse", "use", "stop",
]
/// Elements that never stand in a paragraph: a browser would close the paragraph before them.
private let blocks: Set<String> = [
  "p", "div", "ul", "ol", "dl", "table", "section", "form", "fieldset", "figure", "details", "nav", "h1", "h2", "h3",
  "header",
  "main", "footer",
]
/// Attributes that hold ids of the page.
private let references: Set<String> = [
  "for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "headers",
]

private struct HTMLReader {
  private let bytes: [UInt8]
  private var at = 0
  private var open: [String] = []
  private var found: [String] = []
  private var ids: Set<String> = []
  private var wanted: [(id: String, by: String)] = []

  init(_ html: String) { bytes = Array(html.utf8) }

  mutating func faults() -> [String] {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<") { readMarkup() } else { readText() }
    }
    for element in open.reversed() { found.append("<\(element)> is never closed") }
    for reference in wanted where !ids.contains(reference.id) {
      found.append("\(reference.by)=\"\(reference.id)\" names an id that is not on the page")
    }
    return found
  }

  private mutating func readText() {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
    checkAmpersands(in: bytes[start..<at], place: "text")
  }

  private mutating func readMarkup() {
    if starts(with: "<!--") { return skip(past: "-->", what: "comment") }
    if starts(with: "<!") { return skip(past: ">", what: "doctype") }
    if starts(with: "</") {
      at += 2
      let name = readName()
      skipSpaces()
      guard take(">") else { return report("</\(name)> has more than a name") }
      return close(name)
    }
    at += 1
    let name = readName()
    guard !name.isEmpty else { return report("a bare < stands in a text") }
    readElement(name)
  }

  private mutating func readElement(_ name: String) {
    let isSelfClosed = readAttributes(of: name)
    if name != name.lowercased(), !open.contains("svg") { report("<\(name)> is not in lower case") }
    if blocks.contains(name), open.contains("p") { report("<\(name)> stands in a paragraph") }
    if name == "a" || name == "button", open.contains("a") || open.contains("button") {
      report("<\(name)> stands in a link or a button")
    }
    if name == "form", open.contains("form") { report("<form> stands in a form") }
    if voidElements.contains(name) { return }
    if isSelfClosed {
      if !svgShapes.contains(name) { report("<\(name)/> closes itself") }
      return
    }
    if name == "script" || name == "style" { return skip(past: "</\(name)>", what: name) }
    open.append(name)
  }

  /// Reads up to `>`; true when the tag ends with `/>`.
  private mutating func readAttributes(of element: String) -> Bool {
    var seen: Set<String> = []
    while at < bytes.count {
      let hadSpace = skipSpaces()
      if take("/>") { return true }
      if take(">") { return false }
      if !hadSpace { report("<\(element)> has an attribute without a space before it") }
      let name = readName()
      guard !name.isEmpty else {
        report("<\(element)> has a character that is no attribute")
        at += 1
        continue
      }
      if !seen.insert(name).inserted { report("<\(element)> has \(name) twice") }
      if name == "style" || name.hasPrefix("on") { report("<\(element)> has \(name), which our policy forbids") }
      readValue(of: name, in: element)
    }
    report("<\(element)> never ends")
    return false
  }

  private mutating func readValue(of name: String, in element: String) {
    guard take("=") else { return }
    guard take("\"") else { return report("<\(element) \(name)> is not in double quotes") }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "<") { report("<\(element) \(name)> has a bare <") }
      at += 1
    }
    let value = bytes[start..<at]
    if !take("\"") { report("<\(element) \(name)> is never closed") }
    checkAmpersands(in: value, place: name)
    note(name, String(decoding: value, as: UTF8.self))
  }

  private mutating func note(_ name: String, _ value: String) {
    if name == "id" {
      if value.isEmpty || value.contains(where: \.isWhitespace) { report("id=\"\(value)\" is no id") }
      if !ids.insert(value).inserted { report("id=\"\(value)\" stands twice") }
    }
    if references.contains(name) { wanted += value.split(separator: " ").map { (String($0), name) } }
    if name == "href", value.hasPrefix("#"), value.count > 1 { wanted.append((String(value.dropFirst()), name)) }
  }

  private mutating func close(_ name: String) {
    if open.last == name {
      open.removeLast()
    } else if let place = open.lastIndex(of: name) {
      report("</\(name)> comes before </\(open[open.count - 1])>")
      open.removeSubrange(place...)
    } else {
      report("</\(name)> closes nothing")
    }
  }

  private mutating func checkAmpersands(in part: ArraySlice<UInt8>, place: String) {
    var index = part.startIndex
    while index < part.endIndex {
      if part[index] == UInt8(ascii: "&"), !isReference(part[(index + 1)...]) { report("a bare & stands in \(place)") }
      index += 1
    }
  }

  private func isReference(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")), end > rest.startIndex else { return false }
    return rest[rest.startIndex..<end].allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "#") }
  }

  private mutating func readName() -> String {
    let start = at
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_")
    }
  }

  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let start = at
    while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
    return at > start
  }

  private func starts(with text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

  private mutating func take(_ text: String) -> Bool {
    guard starts(with: text) else { return false }
    at += text.utf8.count
    return true
  }

  private mutating func skip(past end: String, what: String) {
    while at < bytes.count {
      if take(end) { return }
      at += 1
    }
    report("a \(what) never ends")
  }

  private mutating func report(_ sentence: String) {
    let line = bytes[..<min(at, bytes.count)].count { $0 == 0x0A } + 1
    found.append("line \(line): \(sentence)")
  }
}
