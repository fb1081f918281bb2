// SPDX-License-Identifier: EUPL-1.2
import Web

/// A body that comes whole and one that comes a byte at a time hold the same parts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let types = ["multipart/form-data; boundary=x", "multipart/form-data; boundary=\"a b\""]
  for type in types { precondition(parts(bytes, type, step: max(size, 1)) == parts(bytes, type, step: 1)) }
  // The type itself is a text that comes from outside.
  _ = try? Multipart(contentType: String(decoding: bytes.prefix(200), as: UTF8.self))
  return 0
}

private func parts(_ bytes: [UInt8], _ type: String, step: Int) -> [String] {
  var found: [String] = []
  var data: [UInt8] = []
  do {
    var reader = try Multipart(contentType: type)
    for start in stride(from: 0, to: bytes.count, by: step) {
      try reader.feed(bytes[start..<min(start + step, bytes.count)]) { event in
        switch event {
        case .part(let part): found.append("part \(part.name) \(part.fileName ?? "none")")
        case .data(let more): data += more
        case .partEnd:
          found.append(String(decoding: data, as: UTF8.self))
          data = []
        }
      }
    }
    try reader.finish()
  } catch {
    found.append("\(error)")
  }
  return found
}
