// SPDX-License-Identifier: EUPL-1.2
import Domain
import JSONStream

/// A file read by chunks of many bytes and of three gives the same records, and each is checked without a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let large = read(bytes, chunk: 1 << 16)
  let small = read(bytes, chunk: 3)
  precondition(large == small, "the size of a chunk changes what is read")
  return 0
}

private func read(_ bytes: [UInt8], chunk: Int) -> [String] {
  var limits = JSONStreamLimits()
  (limits.chunkBytes, limits.recordBytes) = (chunk, 2048)
  var found: [String] = []
  guard let reader = try? JSONRecordReader(bytes: bytes, lists: NoticeShape.lists, limits: limits),
    let today = Day(2026, 11, 24)
  else { return found }
  do {
    while let item = try reader.next() {
      guard case .record(let record) = item.content else {
        found.append("\(item.path) refused")
        continue
      }
      let (numbers, text) = record.flat
      let reading = NoticeReading.json(
        NoticeNode(NoticeTree(numbers: numbers, bytes: text)), list: item.list,
        origin: .json(number: item.number, path: item.path), today: today)
      let canonical = String(decoding: record.canonical, as: UTF8.self)
      found.append(
        "\(item.path) \(item.line) \(canonical) \(String(describing: reading.record)) \(reading.findings.count)")
    }
  } catch {
    found.append("\(error.reason) \(error.line)")
  }
  return found
}
