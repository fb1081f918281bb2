// SPDX-License-Identifier: EUPL-1.2
import JSONStream
import Testing

@Suite struct JSONRecordTests {
  @Test(
    "numbers keep the text of the file",
    arguments: ["0", "-0", "833.33", "1e3", "1E+30", "12345678901234567890.123456789", "-0.10"])
  func rawNumbers(_ raw: String) throws {
    let record = try #require(try read("[{\"montant\": \(raw) }]").first)
    #expect(record["montant"]?.number == raw)
    #expect(record["montant"]?.kind == .number)
    #expect(record["montant"]?.text == nil)
  }

  @Test(
    "what is no number is refused", arguments: ["01", "1.", ".5", "1e", "+1", "--1", "0x10", "NaN", "1 2", "1_000"])
  func badNumbers(_ raw: String) throws {
    #expect(try outcomes("[{\"a\":\(raw)}]") == ["syntax"])
  }

  @Test("texts are unescaped, accents and pairs of surrogates included")
  func texts() throws {
    let record = try #require(try read(#"[{"a":"l\u00e9ger \"oui\"\n\ud83d\ude00 é"}]"#).first)
    #expect(record["a"]?.text == "léger \"oui\"\n😀 é")
  }

  @Test("a bad escape refuses its record alone")
  func badEscape() throws {
    #expect(try outcomes(#"[{"a":"\q"},{"a":1},{"a":"\ud800x"}]"#) == ["syntax", "record", "syntax"])
  }

  @Test("members keep their order, and an absent member is nil")
  func members() throws {
    let record = try #require(try read(#"[{"b":[1,"x",null,true],"a":{"c":false}}]"#).first)
    #expect(record.members.map(\.name) == ["b", "a"])
    #expect(record["b"]?.items.map(\.kind) == [.number, .text, .null, .boolean])
    #expect(record["b"]?.items[3].boolean == true)
    #expect(record["a"]?["c"]?.boolean == false)
    #expect(record["z"] == nil)
    #expect(record["b"]?["c"] == nil)
  }

  @Test("a record reads the same whatever the size of the chunks", arguments: [1, 2, 3, 7, 16, 64, 65, 1000])
  func chunks(_ size: Int) throws {
    let text = #"{"x":{"y":[1,2]},"marches":[{"id":"a\\\"]}","é":[{"b":1.5}]},{"id":"deux"} , {}]}"#
    var limits = JSONStreamLimits()
    limits.chunkBytes = size
    let reader = try JSONRecordReader(bytes: Array(text.utf8), lists: ["marches"], limits: limits)
    var ids: [String?] = []
    while let item = try reader.next() {
      guard case .record(let record) = item.content else { continue }
      ids.append(record["id"]?.text)
      if item.index == 0 { #expect(record["é"]?.items.first?["b"]?.number == "1.5") }
    }
    #expect(ids == ["a\\\"]}", "deux", nil])
  }

  @Test("the fingerprint text ignores layout and order of members, and nothing else")
  func canonical() throws {
    let one = try read(#"[{"a":1,"b":["x",{"c":null,"d":true}]}]"#)[0].canonical
    #expect(try read("[ { \"b\" : [\"x\",{\"d\":true,\n\"c\":null}], \"a\":1}]")[0].canonical == one)
    for other in [
      #"{"a":1.0,"b":["x",{"c":null,"d":true}]}"#, #"{"a":1,"b":[{"c":null,"d":true},"x"]}"#, #"{"a":1}"#,
      #"{"a":"1","b":["x",{"c":null,"d":true}]}"#, #"{"a":1,"b":["x",{"c":false,"d":true}]}"#,
    ] {
      #expect(try read("[\(other)]")[0].canonical != one, "\(other)")
    }
    #expect(try read(##"[{"a":"1:#1:2"}]"##)[0].canonical != read(##"[{"a":"1","#":2}]"##)[0].canonical)
  }
}

/// The records of a text whose root is a list.
func read(_ text: String) throws -> [JSONRecord] {
  let reader = try JSONRecordReader(bytes: Array(text.utf8), lists: [""])
  var found: [JSONRecord] = []
  while let item = try reader.next() {
    if case .record(let record) = item.content { found.append(record) }
  }
  return found
}

/// What becomes of each record of such a text.
func outcomes(_ text: String, limits: JSONStreamLimits = JSONStreamLimits()) throws -> [String] {
  let reader = try JSONRecordReader(bytes: Array(text.utf8), lists: [""], limits: limits)
  var found: [String] = []
  while let item = try reader.next() {
    switch item.content {
    case .record: found.append("record")
    case .refused(.syntax): found.append("syntax")
    case .refused(.tooDeep(let depth)): found.append("deep \(depth)")
    case .refused(.tooLarge(let bytes)): found.append("large \(bytes)")
    }
  }
  return found
}
