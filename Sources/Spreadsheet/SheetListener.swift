// SPDX-License-Identifier: EUPL-1.2

/// `xl/worksheets/sheet1.xml`: rows as they come.
final class SheetListener: XMLListener {
  /// Rows that are whole and not yet taken.
  var rows: [SheetRow] = []
  private(set) var merged: [MergedCells] = []

  private let sharedTexts: [String]
  private let formats: [NumberFormat]
  private let startsIn1904: Bool
  private let cellCharacters: Int
  private var rowNumber = 0
  private var cells: [Cell] = []
  private var cell = OpenCell()
  private var isPhonetic = false
  private var bytes: [UInt8] = []
  private var isCollecting = false

  private struct OpenCell {
    var column = 0
    var style = 0
    var kind = ""
    var isComputed = false
    var isOpen = false
  }

  init(sharedTexts: [String], formats: [NumberFormat], startsIn1904: Bool, cellCharacters: Int) {
    self.sharedTexts = sharedTexts
    self.formats = formats
    self.startsIn1904 = startsIn1904
    self.cellCharacters = cellCharacters
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "c" {
      open(attributes)
    } else if name == "v" || name == "t" {
      isCollecting = cell.isOpen && !isPhonetic
    } else if name == "f" {
      cell.isComputed = cell.isOpen
    } else if name == "row" {
      rowNumber = attributes["r"].flatMap { Int($0) } ?? rowNumber + 1
      cells.removeAll()
      cell.column = 0
    } else if name == "rPh" {
      isPhonetic = true
    } else if name == "mergeCell" {
      merge(attributes["ref"] ?? "")
    }
  }

  func end(_ name: XMLName) {
    if name == "v" || name == "t" {
      isCollecting = false
    } else if name == "c" {
      close()
    } else if name == "row" {
      if !cells.isEmpty, (1...SheetLimits.rows).contains(rowNumber) {
        rows.append(SheetRow(number: rowNumber, cells: cells))
      }
    } else if name == "rPh" {
      isPhonetic = false
    }
  }

  func text(_ text: UnsafeBufferPointer<CChar>) {
    guard isCollecting, bytes.count < cellCharacters * 4 else { return }
    text.withMemoryRebound(to: UInt8.self) { bytes.append(contentsOf: $0) }
  }

  private func open(_ attributes: XMLAttributes) {
    // Writers may leave references out: the cell is then the next one.
    cell = OpenCell(
      column: attributes["r"].flatMap { cellReference($0[...])?.column } ?? cell.column + 1,
      style: attributes["s"].flatMap { Int($0) } ?? 0,
      kind: attributes["t"] ?? "n", isOpen: true)
    bytes.removeAll(keepingCapacity: true)
  }

  private func close() {
    cell.isOpen = false
    guard cell.column <= SheetLimits.columns else { return }
    // A formula whose value is an empty text says that it is a text.
    let isUncomputed = bytes.isEmpty && cell.isComputed && cell.kind != "str"
    guard !bytes.isEmpty || isUncomputed else { return }
    let value = isUncomputed ? .uncomputed : value()
    if case .empty = value { return }
    cells.append(Cell(column: cell.column, value: value, isComputed: cell.isComputed))
  }

  private func value() -> CellValue {
    switch cell.kind {
    case "s":
      let place = Int(String(decoding: bytes, as: UTF8.self)) ?? -1
      return sharedTexts.indices.contains(place) ? written(sharedTexts[place]) : .error("#REF!")
    case "inlineStr", "str": return written(unescaped(bytes))
    case "b": return .boolean(bytes == [UInt8(ascii: "1")])
    case "e": return .error(String(decoding: bytes, as: UTF8.self))
    case "d": return isoDay(String(decoding: bytes, as: UTF8.self))
    default:
      let format = formats.indices.contains(cell.style) ? formats[cell.style] : .number
      return format.value(String(decoding: bytes, as: UTF8.self), startsIn1904: startsIn1904)
    }
  }

  private func written(_ text: String) -> CellValue {
    guard !text.isEmpty else { return .empty }
    return .text(text.utf8.count > cellCharacters ? String(text.prefix(cellCharacters)) : text)
  }

  /// « 2026-03-31 » or « 2026-03-31T00:00:00 », as some programs write days.
  private func isoDay(_ text: String) -> CellValue {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, text.count >= 10 else { return .text(text) }
    return .date(year: parts[0], month: parts[1], day: parts[2], seconds: 0)
  }

  private func merge(_ reference: String) {
    let ends = reference.split(separator: ":").compactMap(cellReference)
    guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column, merged.count < 100_000 else {
      return
    }
    merged.append(MergedCells(rows: ends[0].row...ends[1].row, columns: ends[0].column...ends[1].column))
  }
}
