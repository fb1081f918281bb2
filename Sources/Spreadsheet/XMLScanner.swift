// SPDX-License-Identifier: EUPL-1.2
import CExpat

/// What a part of a workbook says, element by element.
protocol XMLListener: AnyObject {
  func start(_ name: XMLName, _ attributes: XMLAttributes)
  func end(_ name: XMLName)
  func text(_ bytes: UnsafeBufferPointer<CChar>)
}

/// The name of an element without its prefix; valid during the call only.
struct XMLName {
  let pointer: UnsafePointer<CChar>

  init(_ whole: UnsafePointer<CChar>) {
    var start = whole
    var here = whole
    while here.pointee != 0 {
      if here.pointee == CChar(UInt8(ascii: ":")) { start = here + 1 }
      here += 1
    }
    pointer = start
  }

  static func == (name: XMLName, expected: StaticString) -> Bool {
    expected.withUTF8Buffer { letters in
      for (place, letter) in letters.enumerated() where name.pointer[place] != CChar(bitPattern: letter) {
        return false
      }
      return name.pointer[letters.count] == 0
    }
  }

  static func != (name: XMLName, expected: StaticString) -> Bool { !(name == expected) }
}

/// The attributes of an element; valid during the call only.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The value of the attribute of that name, whatever its prefix.
  subscript(name: StaticString) -> String? {
    guard let pairs else { return nil }
    var place = 0
    while let key = pairs[place], let value = pairs[place + 1] {
      if XMLName(key) == name { return String(cString: value) }
      place += 2
    }
    return nil
  }
}

/// Reads XML pushed to it in chunks (expat). Markup that declares entities stops it: no workbook has any.
final class XMLScanner {
  private let parser: XML_Parser
  private let listener: any XMLListener
  private let part: String
  private var isForbidden = false

  init(part: String, listener: any XMLListener) throws(WorkbookError) {
    guard let made = XML_ParserCreate(nil) else { throw .damaged(part: part) }
    parser = made
    self.part = part
    self.listener = listener
    XML_SetUserData(made, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      made,
      { XMLScanner.of($0)?.started($1, $2) },
      { XMLScanner.of($0)?.ended($1) })
    XML_SetCharacterDataHandler(made) { XMLScanner.of($0)?.spoke($1, $2) }
    XML_SetStartDoctypeDeclHandler(made) { data, _, _, _, _ in XMLScanner.of(data)?.forbid() }
  }

  deinit { XML_ParserFree(parser) }

  func push(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false) throws(WorkbookError) {
    let status = bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    if isForbidden { throw .forbiddenMarkup(part: part) }
    // `suspended` is what `stop` leaves; nothing more is pushed then.
    guard status != XML_STATUS_ERROR else { throw .damaged(part: part) }
  }

  func finish() throws(WorkbookError) { try push(UnsafeBufferPointer(start: nil, count: 0), isLast: true) }

  /// Reads a whole part.
  static func read(_ part: String, of path: String, _ limits: WorkbookLimits, _ listener: any XMLListener)
    throws(WorkbookError)
  {
    let source = try ZipPart(path: path, part: part, limits: limits)
    let scanner = try XMLScanner(part: part, listener: listener)
    while try source.next({ bytes throws(WorkbookError) in try scanner.push(bytes) }) {}
    try scanner.finish()
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLScanner? {
    data.map { Unmanaged<XMLScanner>.fromOpaque($0).takeUnretainedValue() }
  }

  private func started(_ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    if let name { listener.start(XMLName(name), XMLAttributes(pairs: pairs)) }
  }

  private func ended(_ name: UnsafePointer<CChar>?) {
    if let name { listener.end(XMLName(name)) }
  }

  private func spoke(_ text: UnsafePointer<CChar>?, _ count: Int32) {
    listener.text(UnsafeBufferPointer(start: text, count: Int(count)))
  }

  private func forbid() {
    isForbidden = true
    XML_StopParser(parser, 0)
  }
}
