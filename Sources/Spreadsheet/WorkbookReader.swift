// SPDX-License-Identifier: EUPL-1.2

/// Reads a workbook (.xlsx, .xlsm) one row at a time, however large: about 20 MB of memory besides the texts that cells share.
/// Formulas are not computed: a cell gives the value saved with it. Macros, drawings and links are passed over.
///
///     let workbook = try WorkbookReader(file: path)
///     let sheet = try workbook.sheet(at: 0)
///     while let row = try sheet.next() { … row[2] … }
public final class WorkbookReader {
  public let sheets: [SheetName]
  private let path: String
  private let limits: WorkbookLimits
  private let startsIn1904: Bool
  private let formats: [NumberFormat]
  private let sharedTexts: [String]

  /// Reads what all sheets need: their names, the formats and the shared texts.
  public init(file path: String, limits: WorkbookLimits = WorkbookLimits()) throws(WorkbookError) {
    try ZipPart.checkHead(path)
    self.path = path
    self.limits = limits
    let main = try Self.mainPart(of: path, limits)
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
    let workbook = WorkbookListener()
    try XMLScanner.read(main, of: path, limits, workbook)
    let relations = RelationListener()
    let name = main.dropFirst(folder.count)
    try XMLScanner.read("\(folder)_rels/\(name).rels", of: path, limits, relations)
    startsIn1904 = workbook.startsIn1904
    sheets = workbook.sheets.compactMap { sheet in
      relations.targets[sheet.relation].map {
        SheetName(name: sheet.name, isHidden: sheet.isHidden, part: Self.resolved($0, in: folder))
      }
    }
    formats = try Self.formats(relations.first(ofType: "styles").map { Self.resolved($0, in: folder) }, path, limits)
    sharedTexts = try Self.texts(
      relations.first(ofType: "sharedStrings").map { Self.resolved($0, in: folder) }, path, limits)
    guard !sheets.isEmpty else { throw .noWorkbook }
  }

  /// The rows of the sheet at that place in `sheets`.
  public func sheet(at place: Int) throws(WorkbookError) -> SheetReader {
    guard sheets.indices.contains(place) else { throw .noSheet }
    let part = sheets[place].part
    let listener = SheetListener(
      sharedTexts: sharedTexts, formats: formats, startsIn1904: startsIn1904, cellCharacters: limits.cellCharacters)
    return SheetReader(
      source: try ZipPart(path: path, part: part, limits: limits),
      scanner: try XMLScanner(part: part, listener: listener), listener: listener)
  }

  /// The part that `_rels/.rels` calls the document; Excel's usual one when it says nothing.
  private static func mainPart(of path: String, _ limits: WorkbookLimits) throws(WorkbookError) -> String {
    guard ZipPart.exists("_rels/.rels", in: path) else { throw .noWorkbook }
    let relations = RelationListener()
    try XMLScanner.read("_rels/.rels", of: path, limits, relations)
    let main = resolved(relations.first(ofType: "officeDocument") ?? "xl/workbook.xml", in: "")
    // A document of another kind (Word, slides) has its own main part.
    guard main.contains("workbook"), ZipPart.exists(main, in: path) else { throw .noWorkbook }
    return main
  }

  /// A target stands beside the part that names it, or from the root when it starts with `/`.
  private static func resolved(_ target: String, in folder: String) -> String {
    var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = parts.popLast() } else { parts.append(step) }
    }
    return parts.joined(separator: "/")
  }

  private static func formats(_ part: String?, _ path: String, _ limits: WorkbookLimits) throws(WorkbookError)
    -> [NumberFormat]
  {
    guard let part, ZipPart.exists(part, in: path) else { return [] }
    let styles = StyleListener()
    try XMLScanner.read(part, of: path, limits, styles)
    return styles.formats
  }

  private static func texts(_ part: String?, _ path: String, _ limits: WorkbookLimits) throws(WorkbookError) -> [String]
  {
    guard let part, ZipPart.exists(part, in: path) else { return [] }
    let texts = SharedTextListener()
    let source = try ZipPart(path: path, part: part, limits: limits)
    let scanner = try XMLScanner(part: part, listener: texts)
    while try source.next({ bytes throws(WorkbookError) in try scanner.push(bytes) }) {
      guard texts.bytes <= limits.sharedTextBytes else { throw .tooLarge(part: part) }
    }
    try scanner.finish()
    return texts.texts
  }
}

/// The rows of one sheet, in their order; rows without a value are passed over, and `SheetRow.number` tells where one stands.
public final class SheetReader {
  private let source: ZipPart
  private let scanner: XMLScanner
  private let listener: SheetListener
  private var taken = 0
  private var isAtEnd = false
  private var failure: WorkbookError?

  init(source: ZipPart, scanner: XMLScanner, listener: SheetListener) {
    self.source = source
    self.scanner = scanner
    self.listener = listener
  }

  /// Cells shown as one. Whole only once `next` has given nil, for the file lists them after the rows.
  public var mergedCells: [MergedCells] { listener.merged }

  /// The next row, or nil at the end. After an error, the rows already read, then the same error again.
  public func next() throws(WorkbookError) -> SheetRow? {
    while taken == listener.rows.count {
      if let failure { throw failure }
      if isAtEnd { return nil }
      taken = 0
      listener.rows.removeAll(keepingCapacity: true)
      do { try fill() } catch { failure = error }
    }
    defer { taken += 1 }
    return listener.rows[taken]
  }

  private func fill() throws(WorkbookError) {
    if try source.next({ bytes throws(WorkbookError) in try scanner.push(bytes) }) { return }
    try scanner.finish()
    isAtEnd = true
  }
}
