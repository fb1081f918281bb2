// SPDX-License-Identifier: EUPL-1.2
import CSimdJSON

/// One value of a JSON file, read and checked: an object, a list or a scalar, whose parts are values again.
///
/// It is a view over one flat copy of the record: walking it allocates nothing but the texts that are asked for.
public struct JSONRecord: Sendable {
  /// The six kinds of RFC 8259, with `true` and `false` as one.
  public enum Kind: Sendable, Hashable { case null, boolean, number, text, list, object }

  let storage: JSONStorage
  let index: Int

  init(storage: JSONStorage, index: Int = 0) {
    self.storage = storage
    self.index = index
  }

  private var node: csj_node { storage.nodes[index] }

  public var kind: Kind {
    switch csj_kind(node.kind) {
    case CSJ_NULL: .null
    case CSJ_FALSE, CSJ_TRUE: .boolean
    case CSJ_NUMBER: .number
    case CSJ_TEXT: .text
    case CSJ_LIST: .list
    default: .object
    }
  }

  /// All the values of the whole record, in the order of the file, four numbers each, and the bytes that they point into. The numbers
  /// are those of `csj_node`: kind (0 null, 1 false, 2 true, 3 number, 4 text, 5 list, 6 object), start, length, next.
  public var flat: (numbers: [UInt32], bytes: [UInt8]) {
    (storage.numbers, storage.text)
  }

  /// A text, unescaped.
  public var text: String? { csj_kind(node.kind) == CSJ_TEXT ? storage.content(of: node) : nil }

  /// A number as the file writes it (`833.33`, `1e3`): nothing is lost to floating point.
  public var number: String? { csj_kind(node.kind) == CSJ_NUMBER ? storage.content(of: node) : nil }

  public var boolean: Bool? {
    switch csj_kind(node.kind) {
    case CSJ_TRUE: true
    case CSJ_FALSE: false
    default: nil
    }
  }

  /// How many items or members; 0 for a scalar.
  public var count: Int { csj_kind(node.kind).rawValue < CSJ_LIST.rawValue ? 0 : Int(node.length) }

  /// The items of a list, in order; none for anything else.
  public var items: [JSONRecord] {
    guard csj_kind(node.kind) == CSJ_LIST else { return [] }
    var found: [JSONRecord] = []
    found.reserveCapacity(count)
    var at = index + 1
    for _ in 0..<count {
      found.append(JSONRecord(storage: storage, index: at))
      at = Int(storage.nodes[at].next)
    }
    return found
  }

  /// The members of an object, in the order of the file; none for anything else.
  public var members: [(name: String, value: JSONRecord)] {
    guard csj_kind(node.kind) == CSJ_OBJECT else { return [] }
    var found: [(name: String, value: JSONRecord)] = []
    found.reserveCapacity(count)
    var at = index + 1
    for _ in 0..<count {
      let value = JSONRecord(storage: storage, index: at + 1)
      found.append((storage.content(of: storage.nodes[at]), value))
      at = Int(storage.nodes[at + 1].next)
    }
    return found
  }

  /// The first member of that name, or nil; also nil when this is not an object.
  public subscript(_ name: String) -> JSONRecord? {
    guard csj_kind(node.kind) == CSJ_OBJECT else { return nil }
    var wanted = name
    return wanted.withUTF8 { wanted in
      var at = index + 1
      for _ in 0..<count {
        if storage.equals(storage.nodes[at], wanted) { return JSONRecord(storage: storage, index: at + 1) }
        at = Int(storage.nodes[at + 1].next)
      }
      return nil
    }
  }
}

/// The nodes of one record and the text that they point into.
final class JSONStorage: Sendable {
  /// The four numbers of each node, one node after the other.
  let numbers: [UInt32]
  let text: [UInt8]

  init(nodes: UnsafeBufferPointer<csj_node>, text: UnsafeBufferPointer<UInt8>) {
    numbers = UnsafeRawBufferPointer(nodes).withMemoryRebound(to: UInt32.self) { Array($0) }
    self.text = Array(text)
  }

  var nodes: Nodes { Nodes(numbers: numbers) }

  struct Nodes {
    let numbers: [UInt32]
    subscript(_ index: Int) -> csj_node {
      let at = index * 4
      return csj_node(kind: numbers[at], start: numbers[at + 1], length: numbers[at + 2], next: numbers[at + 3])
    }
  }

  func content(of node: csj_node) -> String { String(decoding: bytes(of: node), as: UTF8.self) }

  func bytes(of node: csj_node) -> ArraySlice<UInt8> { text[Int(node.start)..<Int(node.start) + Int(node.length)] }

  func equals(_ node: csj_node, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(node.length) == wanted.count else { return false }
    return bytes(of: node).elementsEqual(wanted)
  }
}
