// SPDX-License-Identifier: EUPL-1.2
import Domain
import Spreadsheet

/// A list of reference: recognised or not, read without a trap, and no entry has a code of another shape.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let reader = CSVReader(bytes: bytes)
  var rows: [(line: Int, cells: [String])] = []
  while let row = try? reader.next() { rows.append((row.line, row.cells)) }
  guard let header = rows.first?.cells,
    let layout = ReferenceLayout(header: header, first: rows.dropFirst().prefix(20).map(\.cells))
  else { return 0 }
  var reading = ReferenceReading(layout)
  for row in rows.dropFirst() { reading.take(row.cells, line: row.line) }
  for entry in reading.entries.values { precondition(ReferenceCode(reading.list, entry.code)?.text == entry.code) }
  _ = reading.versionDay(fileName: "liste_2026.csv")
  return 0
}
