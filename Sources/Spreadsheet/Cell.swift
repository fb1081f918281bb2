// SPDX-License-Identifier: EUPL-1.2

/// What a cell of a workbook holds, without floating point: numbers and days are what the person saw in the cell.
public enum CellValue: Hashable, Sendable {
  case empty
  case text(String)
  /// A decimal number with a dot and at most 15 significant digits, the precision that spreadsheets show: « 151.67 ».
  case number(String)
  /// A day of the calendar; `seconds` after midnight when the format shows an hour.
  case date(year: Int, month: Int, day: Int, seconds: Int)
  /// A length of time, formatted `[h]:mm` or `h:mm`, in whole seconds.
  case duration(seconds: Int)
  case boolean(Bool)
  /// « #REF! », « #N/A »…: the formula of the cell is broken.
  case error(String)
  /// A formula that was saved without its value, as programs that compute nothing do.
  case uncomputed

  /// The same as it would be typed: « 2026-03-31 », « 151.67 », « 151:40 », « VRAI ». Errors keep their code;
  /// a formula without its value is « #SANS VALEUR ».
  public var typed: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let digits): digits
    case .date(let year, let month, let day, _): "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    case .duration(let seconds): Self.clock(seconds)
    case .boolean(let flag): flag ? "VRAI" : "FAUX"
    case .error(let code): code
    case .uncomputed: "#SANS VALEUR"
    }
  }

  /// Hours and minutes; the seconds too when there are any.
  private static func clock(_ seconds: Int) -> String {
    let length = seconds.magnitude
    let tail = length % 60 == 0 ? "" : ":\(padded(Int(length % 60), 2))"
    return "\(seconds < 0 ? "-" : "")\(length / 3600):\(padded(Int(length / 60 % 60), 2))\(tail)"
  }
}

/// A cell that is not empty.
public struct Cell: Hashable, Sendable {
  /// From 1 (A) to 16,384 (XFD).
  public let column: Int
  public let value: CellValue
  /// The value was computed by the workbook; it is the one that was saved.
  public let isComputed: Bool

  public init(column: Int, value: CellValue, isComputed: Bool = false) {
    self.column = column
    self.value = value
    self.isComputed = isComputed
  }
}

/// A row with at least one cell that is not empty.
public struct SheetRow: Hashable, Sendable {
  /// The number in the margin, from 1.
  public let number: Int
  /// By growing column.
  public let cells: [Cell]

  public init(number: Int, cells: [Cell]) {
    self.number = number
    self.cells = cells
  }

  /// The value of a column from 1, empty where nothing was written.
  public subscript(column: Int) -> CellValue {
    cells.first { $0.column == column }?.value ?? .empty
  }
}

/// Cells shown as one; only the first holds a value.
public struct MergedCells: Hashable, Sendable {
  public let rows: ClosedRange<Int>
  public let columns: ClosedRange<Int>
}

/// A reference such as `AB12` as row and column from 1; nil when it is none, or out of a sheet.
func cellReference(_ text: Substring) -> (row: Int, column: Int)? {
  var column = 0
  var row = 0
  for byte in text.utf8 where byte != UInt8(ascii: "$") {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      guard row == 0 else { return nil }
      column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte - UInt8(ascii: "0"))
    default: return nil
    }
    guard column <= SheetLimits.columns, row <= SheetLimits.rows else { return nil }
  }
  return row > 0 && column > 0 ? (row, column) : nil
}

/// What the format allows (ECMA-376, and Excel's published limits).
enum SheetLimits {
  static let rows = 1_048_576
  static let columns = 16_384
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
