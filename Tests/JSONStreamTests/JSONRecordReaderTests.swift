// SPDX-License-Identifier: EUPL-1.2
import Foundation
import JSONStream
import Testing

@Suite struct JSONRecordReaderTests {
  static let lists: Set<String> = ["marches", "marches.marche", "marches.contrat-concession", ""]

  @Test(
    "records are found under each root, with their path",
    arguments: [
      (#"{"marches":[{},{}]}"#, ["marches[0]", "marches[1]"]),
      (#"{"$schema":"x","n":[[1]],"marches":[{}],"z":{"marches":[{}]}}"#, ["marches[0]"]),
      (
        #"{"marches":{"marche":[{},{}],"contrat-concession":[{}]}}"#,
        ["marches.marche[0]", "marches.marche[1]", "marches.contrat-concession[0]"]
      ),
      (#"{"marches":{"marche":{"id":"1"}}}"#, ["marches.marche"]),
      ("[{}]", ["[0]"]),
      ("\u{FEFF} [ ] ", []),
      (#"{"marches":[1,"a",null,[]]}"#, ["marches[0]", "marches[1]", "marches[2]", "marches[3]"]),
    ])
  func paths(_ text: String, _ wanted: [String]) throws {
    let reader = try JSONRecordReader(bytes: Array(text.utf8), lists: Self.lists)
    var found: [String] = []
    while let item = try reader.next() {
      found.append(item.path)
      #expect(item.number == found.count)
    }
    #expect(found == wanted)
  }

  /// What a broken file gives: how many records before, the reason, the byte, the line.
  @Test(
    "a broken file gives its good part, then says where it breaks",
    arguments: [
      ("", 0, JSONStreamError.Reason.empty, 0, 1),
      (" \n\n ", 0, .empty, 4, 3),
      ("\u{FEFF}", 0, .empty, 3, 1),
      (#"{"marches":[{"id":1},{"id":"#, 1, .truncated, 27, 1),
      ("{\"marches\":[{\"id\":1},\n{\"id\":2}", 2, .truncated, 30, 2),
      ("{\"marches\":[{\"id\":1}]", 1, .truncated, 21, 1),
      ("{\"marches\":[{\"id\":1},]}", 1, .syntax, 21, 1),
      ("{\"marches\":[{\"id\":1}{\"id\":2}]}", 1, .syntax, 20, 1),
      ("{\"marches\":[{\"id\":1]}", 0, .syntax, 19, 1),
      ("{\"marches\":[}]", 0, .syntax, 12, 1),
      ("{\"marches\":[{}]} suite", 1, .trailing, 17, 1),
      ("{\"marches\":[{}]}{}", 1, .trailing, 16, 1),
      ("{\"lots\":[{}],\"n\":1}", 0, .noRecords(found: ["lots", "n"]), 19, 1),
      ("{}", 0, .noRecords(found: []), 2, 1),
      ("<?xml version=\"1.0\"?>", 0, .notJSON, 0, 1),
      ("uid;id;acheteur_id", 0, .notJSON, 0, 1),
      ("PK\u{3}\u{4}", 0, .notJSON, 0, 1),
      ("\u{1f}\u{8}\u{0}", 0, .notJSON, 0, 1),
      ("{marches:[]}", 0, .syntax, 1, 1),
      ("{\"a\" 1}", 0, .syntax, 5, 1),
      ("{\"marches\":", 0, .truncated, 11, 1),
      ("{\"a", 0, .truncated, 3, 1),
    ])
  func broken(_ text: String, _ good: Int, _ reason: JSONStreamError.Reason, _ offset: Int, _ line: Int) throws {
    expectFailure(Array(text.utf8), good, JSONStreamError(reason, offset: offset, line: line))
  }

  @Test("another encoding is named, with the byte that betrays it")
  func encodings() {
    let windows = Array("{\"marches\":[{\"a\":\"b\"},\n{\"a\":\"".utf8) + [0xE9, 0x74] + Array("\"}]}".utf8)
    expectFailure(windows, 1, JSONStreamError(.notUTF8(byte: 0xE9), offset: 29, line: 2))
    let text = "{\"marches\":[]}"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    expectFailure([0xFF, 0xFE] + little, 0, JSONStreamError(.utf16, offset: 0, line: 1))
    expectFailure(little, 0, JSONStreamError(.utf16, offset: 0, line: 1))
    expectFailure(
      text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, 0, JSONStreamError(.utf16, offset: 0, line: 1))
  }

  @Test(
    "every form of bad UTF-8 is seen",
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func badUTF8(_ bytes: [UInt8]) {
    let text = Array("[\"é".utf8) + bytes + Array("\"]".utf8)
    expectFailure(text, 0, JSONStreamError(.notUTF8(byte: bytes[0]), offset: 4, line: 1))
  }

  @Test("a record that is too deep or too large is passed over, the next is read")
  func limits() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(try outcomes("[\(deep),{}]") == ["deep 100000", "record"])
    let atLimit = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try outcomes("[\(atLimit),[\(atLimit)]]") == ["record", "deep 65"])
    var small = JSONStreamLimits()
    (small.recordBytes, small.chunkBytes) = (100, 16)
    let long = String(repeating: "x", count: 97)
    #expect(try outcomes("[\"\(long)x\",\"\(long)xx\",1]", limits: small) == ["record", "large 101", "record"])
  }

  @Test("nothing but opening brackets ends in an error, not in a crash")
  func endless() {
    expectFailure(
      Array(String(repeating: "[", count: 200_000).utf8), 0, JSONStreamError(.truncated, offset: 200_000, line: 1))
  }

  @Test("a file that cannot be opened says why")
  func missing() {
    #expect(throws: JSONStreamError.self) { try JSONRecordReader(file: "/nonexistent/marches.json", lists: [""]) }
    #expect(throws: JSONStreamError.self) { try JSONRecordReader(file: "/", lists: [""]).next() }
  }

  @Test("a file is read by chunks like the bytes it holds")
  func file() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "jsonstream-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let records = (0..<20_000).map { "{\"id\":\"\($0)\",\"objet\":\"Travaux de voirie, lot \($0)\"}" }.joined(
      separator: ",\n")
    try Data("{\"marches\":[\(records)]}".utf8).write(to: URL(filePath: path))
    let reader = try JSONRecordReader(file: path, lists: Self.lists)
    var count = 0
    while let item = try reader.next() {
      guard case .record(let record) = item.content else { continue }
      if count % 997 == 0 { #expect(record["id"]?.text == String(count) && item.line == count + 1) }
      count += 1
    }
    #expect(count == 20_000)
  }

  /// Deterministic damage: one byte changed, taken away or added. Whatever comes out, nothing traps and the reading ends.
  @Test("no damage makes the reader trap or loop", arguments: 0..<300)
  func damage(_ seed: Int) throws {
    var bytes = Array(
      #"{"marches":{"marche":[{"id":"é\u00e9","n":-1.5e3,"t":[true,null,{"a":[]}]},{"id":"b"}],"x":[1]}}"#.utf8)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    for _ in 0...random(3) {
      let at = random(bytes.count)
      switch random(3) {
      case 0: bytes[at] = UInt8(random(256))
      case 1: bytes.remove(at: at)
      default: bytes.insert(Array("\"{}[],:\\\u{0}1t".utf8)[random(11)], at: at)
      }
    }
    var limits = JSONStreamLimits()
    limits.chunkBytes = 1 + random(40)
    let reader = try JSONRecordReader(bytes: bytes, lists: Self.lists, limits: limits)
    var items = 0
    while let item = try? reader.next(), items < 1000 {
      items += 1
      if case .record(let record) = item.content { #expect(!record.canonical.isEmpty) }
    }
    #expect(items < 1000)
  }

  private func expectFailure(_ bytes: [UInt8], _ good: Int, _ wanted: JSONStreamError) {
    var limits = JSONStreamLimits()
    for chunk in [1 << 20, 5] {
      limits.chunkBytes = chunk
      var records = 0
      #expect(throws: wanted) {
        let reader = try JSONRecordReader(bytes: bytes, lists: Self.lists, limits: limits)
        while let item = try reader.next() { if case .record = item.content { records += 1 } }
      }
      #expect(records == good, "chunks of \(chunk)")
    }
  }
}
