// SPDX-License-Identifier: EUPL-1.2
import CSimdJSON
import Foundation

extension JSONRecord {
  /// The same bytes for the same content, however the file was laid out: members in the order of their names, no space, numbers as
  /// they were written. Made for fingerprints; it is not JSON.
  public var canonical: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(storage.text.count * 2)
    storage.append(index, to: &bytes)
    return bytes
  }
}

extension JSONStorage {
  fileprivate func append(_ index: Int, to bytes: inout [UInt8]) {
    let node = nodes[index]
    switch csj_kind(node.kind) {
    case CSJ_NULL: bytes.append(UInt8(ascii: "n"))
    case CSJ_FALSE: bytes.append(UInt8(ascii: "f"))
    case CSJ_TRUE: bytes.append(UInt8(ascii: "t"))
    case CSJ_NUMBER: appendScalar(node, mark: "#", to: &bytes)
    case CSJ_TEXT: appendScalar(node, mark: "\"", to: &bytes)
    case CSJ_LIST: appendList(index, to: &bytes)
    default: appendObject(index, to: &bytes)
    }
  }

  /// The length comes first, so that no text can imitate what follows it.
  private func appendScalar(_ node: csj_node, mark: Unicode.Scalar, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: mark))
    bytes.append(contentsOf: String(node.length).utf8)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: self.bytes(of: node))
  }

  private func appendList(_ index: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    var at = index + 1
    for _ in 0..<nodes[index].length {
      append(at, to: &bytes)
      at = Int(nodes[at].next)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func order(_ left: csj_node, _ right: csj_node, in text: UnsafeRawBufferPointer) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let common = Int(min(left.length, right.length))
    let order = memcmp(base + Int(left.start), base + Int(right.start), common)
    return order == 0 ? Int(left.length) - Int(right.length) : Int(order)
  }

  private func appendObject(_ index: Int, to bytes: inout [UInt8]) {
    var names: [Int] = []
    names.reserveCapacity(Int(nodes[index].length))
    var at = index + 1
    for _ in 0..<nodes[index].length {
      names.append(at)
      at = Int(nodes[at + 1].next)
    }
    // Equal names keep the order of the file: the sort compares places last.
    text.withUnsafeBytes { text in
      names.sort { left, right in
        let order = Self.order(nodes[left], nodes[right], in: text)
        return order == 0 ? left < right : order < 0
      }
    }
    bytes.append(UInt8(ascii: "{"))
    for name in names {
      appendScalar(nodes[name], mark: "\"", to: &bytes)
      append(name + 1, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
