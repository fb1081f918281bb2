// SPDX-License-Identifier: EUPL-1.2

/// Why a workbook cannot be read, or not further. The rows given before remain good.
public enum WorkbookError: Error, Hashable, Sendable {
  /// The file cannot be opened or read; the text is the system's.
  case unreadable(String)
  case empty
  /// Not a zip archive: a text, an image…
  case notWorkbook
  /// Excel 97–2003 (.xls), or a workbook with a password: both are the same container.
  case oldOrEncrypted
  /// LibreOffice's own format (.ods).
  case openDocument
  /// A zip archive without a workbook in it: a Word document, photos…
  case noWorkbook
  /// The archive is cut or a part of it is damaged; the part's name.
  case damaged(part: String)
  /// A part unfolds to more than the limit: made to fill the memory, or far too large.
  case tooLarge(part: String)
  /// A part declares entities of its own, which no workbook does.
  case forbiddenMarkup(part: String)
  /// No sheet by that name or place.
  case noSheet
}

/// How much a workbook may take.
public struct WorkbookLimits: Sendable {
  /// Bytes of one part once unfolded; 1 GiB is a sheet of about four million cells.
  public var partBytes = 1 << 30
  /// Bytes of the texts shared between cells; they stay in memory while reading.
  public var sharedTextBytes = 64 << 20
  /// Characters of one cell; the format's own limit is 32,767.
  public var cellCharacters = 32_767
  /// How many times larger than packed a part may be, beyond its first 16 MiB. A sheet of equal rows is about 100.
  public var ratio = 400
  public init() {}
}
