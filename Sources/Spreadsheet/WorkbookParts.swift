// SPDX-License-Identifier: EUPL-1.2

/// A sheet as the workbook lists it.
public struct SheetName: Hashable, Sendable {
  public let name: String
  /// Its owner hid it.
  public let isHidden: Bool
  /// The part that holds its rows.
  let part: String
}

/// `xl/workbook.xml`: the sheets in their order, and the calendar.
final class WorkbookListener: XMLListener {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var startsIn1904 = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
      sheets.append((title, relation, attributes["state"].map { $0 != "visible" } ?? false))
    } else if name == "workbookPr" {
      startsIn1904 = attributes["date1904"].map { $0 == "1" || $0 == "true" } ?? false
    }
  }
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<CChar>) {}
}

/// A `.rels` part: what each relation leads to.
final class RelationListener: XMLListener {
  private(set) var targets: [String: String] = [:]
  private(set) var types: [(type: String, target: String)] = []

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
    targets[id] = target
    types.append((attributes["Type"] ?? "", target))
  }
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<CChar>) {}

  /// The target of the first relation whose type ends in `/ending`; standard and "strict" files differ before it.
  func first(ofType ending: String) -> String? { types.first { $0.type.hasSuffix("/" + ending) }?.target }
}

/// `xl/styles.xml`: how each style shows a number.
final class StyleListener: XMLListener {
  private var custom: [Int: NumberFormat] = [:]
  private var isInCellStyles = false
  private(set) var formats: [NumberFormat] = []

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "numFmt" {
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
        custom[id] = NumberFormat(code: code)
      }
    } else if name == "cellXfs" {
      isInCellStyles = true
    } else if isInCellStyles, name == "xf" {
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(custom[id] ?? NumberFormat(builtIn: id))
    }
  }
  func end(_ name: XMLName) { if name == "cellXfs" { isInCellStyles = false } }
  func text(_ bytes: UnsafeBufferPointer<CChar>) {}
}

/// `xl/sharedStrings.xml`: the texts that cells point to.
final class SharedTextListener: XMLListener {
  private(set) var texts: [String] = []
  private(set) var bytes = 0
  private var item: [UInt8] = []
  private var isText = false
  private var isPhonetic = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "t" {
      isText = !isPhonetic
    } else if name == "rPh" {
      isPhonetic = true
    } else if name == "si" {
      item.removeAll()
    }
  }
  func end(_ name: XMLName) {
    if name == "t" {
      isText = false
    } else if name == "rPh" {
      isPhonetic = false
    } else if name == "si" {
      bytes += item.count + MemoryLayout<String>.stride
      texts.append(unescaped(item))
    }
  }
  func text(_ bytes: UnsafeBufferPointer<CChar>) {
    guard isText else { return }
    bytes.withMemoryRebound(to: UInt8.self) { item.append(contentsOf: $0) }
  }
}

/// Undoes `_x000D_`, by which workbooks write what XML cannot.
func unescaped(_ bytes: [UInt8]) -> String {
  let text = String(decoding: bytes, as: UTF8.self)
  guard bytes.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
  var shown = ""
  var rest = text[...]
  while let mark = rest.firstRange(of: "_x") {
    let code = rest[mark.upperBound...].prefix(5)
    if code.count == 5, code.last == "_", let value = UInt32(code.dropLast(), radix: 16),
      let letter = Unicode.Scalar(value)
    {
      shown += rest[..<mark.lowerBound]
      shown.unicodeScalars.append(letter)
      rest = rest[code.endIndex...]
    } else {
      shown += rest[..<mark.upperBound]
      rest = rest[mark.upperBound...]
    }
  }
  return shown + rest
}
