// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// One part of a message: its headers and its body, as bytes.
struct MailPart {
  let headers: [(name: String, value: String)]
  let body: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    var end = bytes.endIndex
    var start = bytes.endIndex
    var line = bytes.startIndex
    while line < bytes.endIndex {
      let next = bytes[line...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.endIndex
      if bytes[line..<next].allSatisfy({ $0 == 13 || $0 == 10 }) {
        (end, start) = (line, next)
        break
      }
      line = next
    }
    body = bytes[start...]
    headers = Self.fields(bytes[bytes.startIndex..<min(end, bytes.startIndex + ReceivedMail.mostHeaderBytes)])
  }

  private static func fields(_ bytes: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for line in bytes.split(separator: 10) {
      let text = MailWords.string(line.last == 13 ? line.dropLast() : line, charset: "utf-8")
      if let first = text.first, first == " " || first == "\t" {
        guard let last = found.indices.last, found[last].value.utf8.count < 20_000 else { continue }
        found[last].value += " " + text.trimmedBlanks
      } else if let colon = text.firstIndex(of: ":"), found.count < 1000 {
        found.append(
          (text[..<colon].lowercased(), String(text[text.index(after: colon)...].prefix(20_000)).trimmedBlanks))
      }
    }
    return found
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  var type: String {
    (header("content-type") ?? "").split(separator: ";").first.map { String($0).trimmedBlanks.lowercased() } ?? ""
  }

  func parameter(_ name: String, of field: String = "content-type") -> String? {
    for piece in (header(field) ?? "").split(separator: ";").dropFirst() {
      let pair = piece.split(separator: "=", maxSplits: 1).map { String($0).trimmedBlanks }
      guard pair.count == 2, pair[0].lowercased() == name || pair[0].lowercased() == name + "*" else { continue }
      if pair[0].hasSuffix("*"), let escaped = pair[1].split(separator: "'", omittingEmptySubsequences: false).last {
        return String(escaped).removingPercentEncoding ?? String(escaped)
      }
      return pair[1].hasPrefix("\"") ? String(pair[1].dropFirst().prefix { $0 != "\"" }) : pair[1]
    }
    return nil
  }

  var fileName: String? {
    let isFile = (header("content-disposition") ?? "").lowercased().hasPrefix("attachment")
    let name = parameter("filename", of: "content-disposition") ?? parameter("name")
    return name.map { MailEncoding.oneLine(MailWords.decoded($0)) } ?? (isFile ? "sans nom" : nil)
  }

  /// The parts between the marks; up to the end when the last mark lacks.
  func split(_ boundary: String) -> [ArraySlice<UInt8>] {
    let mark = Array("--\(boundary)".utf8)
    var (parts, open): ([ArraySlice<UInt8>], Int?) = ([], nil)
    var line = body.startIndex
    while line < body.endIndex, parts.count < ReceivedMail.mostParts {
      let next = body[line...].firstIndex(of: 10).map { $0 + 1 } ?? body.endIndex
      if body[line..<next].starts(with: mark) {
        if let open { parts.append(body[open..<line]) }
        open = next
        if body[(line + mark.count)..<next].starts(with: [45, 45]) { return parts }
      }
      line = next
    }
    if let open { parts.append(body[open...]) }
    return parts
  }

  var text: String {
    let most = body.prefix(ReceivedMail.mostTextBytes * 2)
    let bytes: [UInt8]
    switch (header("content-transfer-encoding") ?? "").lowercased() {
    case "base64": bytes = Array(Data(base64Encoded: Data(most), options: .ignoreUnknownCharacters) ?? Data())
    case "quoted-printable": bytes = MailWords.unquoted(most, isHeader: false)
    default: bytes = Array(most)
    }
    return MailWords.string(bytes.prefix(ReceivedMail.mostTextBytes), charset: parameter("charset") ?? "utf-8")
      .replacing("\r\n", with: "\n")
  }
}

/// Words of headers and texts, decoded.
enum MailWords {
  static func string(_ bytes: ArraySlice<UInt8>, charset: String) -> String {
    let name = charset.lowercased()
    if !name.contains("1252"), !name.contains("8859"), let text = String(validating: bytes, as: UTF8.self) {
      return text
    }
    return String(data: Data(bytes), encoding: .windowsCP1252) ?? String(data: Data(bytes), encoding: .isoLatin1) ?? ""
  }

  static func unquoted(_ bytes: ArraySlice<UInt8>, isHeader: Bool) -> [UInt8] {
    var (out, at): ([UInt8], Int) = ([], bytes.startIndex)
    func hex(_ byte: UInt8) -> UInt8? { Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) } }
    while at < bytes.endIndex {
      let byte = bytes[at]
      if byte == 61, at + 2 < bytes.endIndex, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) {
        out.append(high << 4 | low)
        at += 3
      } else if byte == 61, at + 1 < bytes.endIndex, bytes[at + 1] == 10 {
        at += 2
      } else if byte == 61, at + 2 < bytes.endIndex, bytes[at + 1] == 13, bytes[at + 2] == 10 {
        at += 3
      } else {
        out.append(isHeader && byte == 95 ? 32 : byte)
        at += 1
      }
    }
    return out
  }

  /// RFC 2047.
  static func decoded(_ text: String) -> String {
    var (out, rest, wasWord) = ("", text[...], false)
    while let start = rest.range(of: "=?") {
      let parts = rest[start.upperBound...].split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].hasPrefix("=") else { break }
      let before = rest[..<start.lowerBound]
      if !(wasWord && before.allSatisfy(\.isWhitespace)) { out += before }
      let bytes = Array(parts[2].utf8)
      let plain: [UInt8] =
        parts[1].lowercased() == "b"
        ? Array(Data(base64Encoded: Data(bytes)) ?? Data()) : unquoted(bytes[...], isHeader: true)
      out += string(plain[...], charset: String(parts[0]))
      (rest, wasWord) = (parts[3].dropFirst(), true)
    }
    return out + rest
  }

  static func address(_ text: String) -> String {
    guard let open = text.lastIndex(of: "<") else { return text.trimmedBlanks }
    return String(text[text.index(after: open)...].prefix { $0 != ">" }).trimmedBlanks
  }

  /// A page as text: tags out, the usual entities read, scripts and styles dropped.
  static func reduced(_ page: String) -> String {
    var (out, tag, hidden) = ("", "", false)
    var isTag = false
    for letter in page {
      if letter == "<" {
        (isTag, tag) = (true, "")
      } else if isTag, letter == ">" {
        isTag = false
        let name = tag.lowercased()
        if name.hasPrefix("script") || name.hasPrefix("style") { hidden = true }
        if name.hasPrefix("/script") || name.hasPrefix("/style") { hidden = false }
        if ["br", "/p", "/div", "/tr", "/li"].contains(where: { name.hasPrefix($0) }) { out += "\n" }
      } else if isTag {
        if tag.utf8.count < 20 { tag.append(letter) }
      } else if !hidden {
        out.append(letter)
      }
    }
    for (entity, letter) in [
      ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "’"), ("&amp;", "&"),
    ] {
      out = out.replacing(entity, with: letter)
    }
    return out.trimmedBlanks
  }
}
