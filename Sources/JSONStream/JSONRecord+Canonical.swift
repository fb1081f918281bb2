// SPDX-License-Identifier: EUPL-1.2
import CSimdJSON

extension JSONRecord {
  /// The same bytes for the same content, however the file was laid out: members in the order of their names, no space, numbers as
  /// they were written. Made for fingerprints; it is not JSON.
  public var canonical: [UInt8] {
    let room = storage.text.count + storage.numbers.count / 4 * 12
    return Array(unsafeUninitializedCapacity: room) { bytes, count in
      guard let start = bytes.baseAddress else { return }
      storage.text.withUnsafeBufferPointer { text in
        storage.numbers.withUnsafeBytes { numbers in
          let nodes = numbers.assumingMemoryBound(to: csj_node.self)
          count = csj_canonical(nodes.baseAddress, text.baseAddress, index, start)
        }
      }
    }
  }
}
