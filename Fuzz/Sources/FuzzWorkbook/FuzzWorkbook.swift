// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Spreadsheet

/// A workbook with a broken archive, broken XML or cells that make no sense ends in an error or in rows, never in a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let path = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid()).xlsx").path
  try? Data(UnsafeBufferPointer(start: data, count: size)).write(to: URL(filePath: path))
  guard let workbook = try? WorkbookReader(file: path) else { return 0 }
  for place in workbook.sheets.indices.prefix(4) {
    guard let sheet = try? workbook.sheet(at: place) else { continue }
    var rows = 0
    while rows < 2000, let row = try? sheet.next() {
      rows += 1
      _ = "\(row)".utf8.count
    }
    _ = sheet.mergedCells.count
  }
  return 0
}
