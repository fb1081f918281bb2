// SPDX-License-Identifier: EUPL-1.2

/// Why a table in text form cannot be read further. The rows given before remain good.
public enum CSVError: Error, Hashable, Sendable {
  /// The file cannot be opened or read; the text is the system's.
  case unreadable(String)
  /// Nothing, or nothing but spaces.
  case empty
  /// UTF-16 or UTF-32: to be saved again as UTF-8.
  case utf16
  /// A byte that no text holds: the file is a workbook, an image, an archive…
  case binary(line: Int)
  /// A quote was opened on that line and never closed.
  case unterminatedQuote(line: Int)
  /// The row that starts on that line is larger than `CSVOptions.rowBytes`.
  case tooLarge(line: Int)
}

/// How a table in text form is read.
public struct CSVOptions: Sendable {
  /// What stands between two cells; nil to find out among `,` `;` tab and `|` from the first line.
  public var delimiter: Unicode.Scalar?
  /// At most 1 MiB a row unless said otherwise.
  public var rowBytes = 1 << 20
  /// How much is read at once.
  public var chunkBytes = 1 << 18
  public init() {}
}
