// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Platform
import Testing

@Suite("Uploads as they arrive") struct MultipartTests {
  /// A field, or a file when it has a file name.
  private struct Read: Equatable {
    var name: String
    var fileName: String?
    var bytes: [UInt8] = []
    var isEnded = false
  }

  private func read(_ body: [UInt8], boundary: String = "xYz", cut: (Int) -> Int = { _ in 1 << 20 }) throws -> [Read] {
    var reader = try Multipart(contentType: "multipart/form-data; boundary=\(boundary)")
    var parts: [Read] = []
    var (at, turn) = (0, 0)
    while at < body.count {
      let end = min(at + max(cut(turn), 1), body.count)
      try reader.feed(body[at..<end]) { event in
        switch event {
        case .part(let part): parts.append(Read(name: part.name, fileName: part.fileName))
        case .data(let bytes):
          #expect(!bytes.isEmpty)
          parts[parts.count - 1].bytes += bytes
        case .partEnd: parts[parts.count - 1].isEnded = true
        }
      }
      (at, turn) = (end, turn + 1)
    }
    try reader.finish()
    return parts
  }

  private func body(_ parts: [(header: String, content: [UInt8])], boundary: String = "xYz") -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; \(part.header)\r\n\r\n".utf8) + part.content
      bytes += [0x0D, 0x0A]
    }
    return bytes + Array("--\(boundary)--\r\n".utf8)
  }

  @Test("fields and files come out as they went in, wherever the body is cut", arguments: 1...40)
  func cuts(size: Int) throws {
    let tricky = Array("a\r\n--xY\r\n\r\n--xYZ\r--xYz\r\n-".utf8) + [0, 255, 13, 10, 13]
    let sent = body([
      ("name=\"csrf\"", Array("jeton".utf8)), ("name=\"fichier\"; filename=\"été.json\"", tricky),
      ("name=\"vide\"; filename=\"\"", []), ("name=\"fin\"", [0x0D, 0x0A]),
    ])
    let parts = try read(sent) { _ in size }
    #expect(parts.map(\.name) == ["csrf", "fichier", "vide", "fin"])
    #expect(parts.map(\.fileName) == [nil, "été.json", "", nil])
    #expect(parts.map(\.bytes) == [Array("jeton".utf8), tricky, [], [0x0D, 0x0A]])
    #expect(parts.map(\.isEnded) == [true, true, true, true])
  }

  @Test("any bytes, cut anywhere, come out unchanged", arguments: 0..<50 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var random = Seeded(seed)
    let boundary = "--" + String(repeating: "-", count: Int(random.next() % 20)) + "b"
    let parts = (0..<Int(random.next() % 5)).map { number in
      // Bytes drawn mostly from those of the boundary, where a mistake would show.
      let alphabet: [UInt8] = [0x0D, 0x0A, 0x2D, 0x62, 0x00, 0x41]
      let content = (0..<Int(random.next() % 400)).map { _ in alphabet[Int(random.next() % 6)] }
      return ("name=\"p\(number)\"; filename=\"f\"", content)
    }.filter { part in !contains(part.1, Array("\r\n--\(boundary)".utf8)) }
    let sent = body(parts.map { ($0.0, $0.1) }, boundary: boundary)
    let found = try read(sent, boundary: boundary) { _ in Int(random.next() % 60) + 1 }
    #expect(found.map(\.bytes) == parts.map(\.1))
  }

  private func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { Array(bytes[$0..<$0 + wanted.count]) == wanted }
  }

  @Test("a body that is cut anywhere before its end is said to be")
  func truncated() throws {
    let sent = body([("name=\"a\"", Array("bonjour".utf8)), ("name=\"f\"; filename=\"x\"", [1, 2, 3])])
    for length in 0..<(sent.count - 4) {
      #expect(throws: Multipart.Failure.truncated) { try read(Array(sent[..<length])) }
    }
    #expect(try read(Array(sent.dropLast(2))).count == 2)
  }

  @Test(
    "names are read as browsers write them",
    arguments: [
      ("name=\"a\"; filename=\"a b.json\"", "a b.json"), ("name=a; filename=b.csv", "b.csv"),
      ("name=\"a\"; filename=\"C:\\dossier\\b.csv\"", "b.csv"), ("name=\"a\"; filename=\"../../etc/passwd\"", "passwd"),
      ("name=\"a\"; filename=\"x%22y.csv\"", "x\"y.csv"), ("name=\"a\"; filename=\"x\\\"y.csv\"", "x\"y.csv"),
      ("name=\"a\"; filename=\"a;b=c.csv\"", "a;b=c.csv"), ("filename=\"b\"; name=\"a\"", "b"),
    ])
  func names(header: String, fileName: String) throws {
    let parts = try read(body([(header, [])]))
    #expect(parts.map(\.name) == ["a"] && parts.first?.fileName == fileName)
  }

  @Test("what is no upload is refused early", arguments: [1, 7, 5000])
  func refused(size: Int) throws {
    for type in [
      "", "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
      "multipart/form-data; boundary=\(String(repeating: "b", count: 71))", "multipart/form-data; boundary=é",
    ] {
      #expect(throws: Multipart.Failure.noBoundary) { try Multipart(contentType: type) }
    }
    let long = body([("name=\"\(String(repeating: "n", count: 9000))\"", [])])
    #expect(throws: Multipart.Failure.headersTooLong) { try read(long) { _ in size } }
    let endless = Array("--xYz\r\nX: \(String(repeating: "n", count: 20_000))".utf8)
    #expect(throws: Multipart.Failure.headersTooLong) { try read(endless) { _ in size } }
    let many = body((0..<65).map { ("name=\"\($0)\"", []) })
    #expect(throws: Multipart.Failure.tooManyParts) { try read(many) { _ in size } }
    for text in [
      "--xYz\r\n\r\n\r\n--xYz--", "--xYz\r\nContent-Disposition: form-data\r\n\r\n--xYz--", "--xYzz\r\n\r\n",
    ] {
      #expect(throws: Multipart.Failure.malformed) { try read(Array(text.utf8)) { _ in size } }
    }
  }

  @Test("a quoted boundary and an upper-case type are read")
  func types() throws {
    var reader = try Multipart(contentType: "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"")
    var names: [String] = []
    try reader.feed(Array("--a b\r\nCONTENT-DISPOSITION: form-data; name=x\r\n\r\n1\r\n--a b--".utf8)) { event in
      if case .part(let part) = event { names.append(part.name) }
    }
    try reader.finish()
    #expect(names == ["x"])
  }
}

/// SplitMix64: the same numbers on every machine.
private struct Seeded {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
