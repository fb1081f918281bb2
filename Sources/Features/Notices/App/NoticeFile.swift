// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import JSONStream
import Platform
import Spreadsheet

/// What a record of a file turned out to be.
struct NoticeFileEntry: Sendable {
  let reading: NoticeReading
  let origin: NoticeOrigin
  /// SHA-256 of the record as published; empty for what could not be read.
  let fingerprint: [UInt8]
  /// What placing the record among others takes; nil for what is not kept.
  let digest: NoticeDigest?
}

/// What is reckoned from a record alone, on the threads that read: the one that writes is the narrow place.
struct NoticeDigest: Sendable {
  let identity: NoticeIdentity
  let searchText: String

  init(of record: NoticeRecord) {
    (identity, searchText) = (NoticeIdentity(of: record), NoticeRow.searchText(record))
  }
}

extension NoticeFileEntry {
  fileprivate static func refused(_ reading: NoticeReading, _ origin: NoticeOrigin) -> NoticeFileEntry {
    NoticeFileEntry(reading: reading, origin: origin, fingerprint: [], digest: nil)
  }
}

/// A record as it was taken out of its file, not looked at yet.
enum NoticeFileItem: Sendable {
  case json(JSONItem)
  case row(CSVRow, number: Int)
}

/// What records turn out to be, one apart from the others: several threads may look at once.
struct NoticeFileRules: Sendable {
  let today: Day
  let table: NoticeTable?
  /// A check keeps nothing: it needs neither fingerprint nor digest.
  var isToKeep = true

  func entry(_ item: NoticeFileItem) -> NoticeFileEntry {
    switch item {
    case .json(let item): entry(item)
    case .row(let row, let number): entry(row, number)
    }
  }

  private func entry(_ item: JSONItem) -> NoticeFileEntry {
    let origin = NoticeOrigin.json(number: item.number, path: item.path)
    switch item.content {
    case .record(let record):
      let reading = NoticeReading.json(NoticeNode(record), list: item.list, origin: origin, today: today)
      return entry(reading, origin) { Digest.sha256(record.canonical) }
    case .refused(let refusal):
      let (rule, value): (NoticeRule, String) =
        switch refusal {
        case .tooLarge(let bytes): (.tooLarge, "\(FrenchNumber.whole(bytes)) octets")
        case .tooDeep(let depth): (.tooDeep, "\(FrenchNumber.whole(depth)) niveaux")
        case .syntax: (.brokenSyntax, "ligne \(item.line)")
        }
      return .refused(.refused(rule, at: origin, value: value), origin)
    }
  }

  private func entry(_ row: CSVRow, _ number: Int) -> NoticeFileEntry {
    let origin = NoticeOrigin.table(number: number, line: row.line)
    guard let table else {
      return .refused(.refused(.notAnObject, at: origin), origin)
    }
    let cells = row.cells
    return entry(table.read(cells, origin: origin, today: today), origin) {
      Digest.sha256(Array(table.canonical(cells).utf8))
    }
  }

  private func entry(
    _ reading: NoticeReading, _ origin: NoticeOrigin, fingerprint: () -> [UInt8]
  ) -> NoticeFileEntry {
    guard isToKeep else { return NoticeFileEntry(reading: reading, origin: origin, fingerprint: [], digest: nil) }
    return NoticeFileEntry(
      reading: reading, origin: origin, fingerprint: fingerprint(), digest: reading.record.map(NoticeDigest.init(of:)))
  }
}

/// A file of notices, whatever its format, read one record at a time.
final class NoticeFile {
  private enum Kind {
    case json(JSONRecordReader)
    case table(CSVReader, NoticeTable)
  }

  private let kind: Kind
  let rules: NoticeFileRules
  private var number = 0
  /// The shape of the first record that is an object; nil before.
  private(set) var shape: NoticeShape?
  /// What is to be said once of the whole file.
  private(set) var remarks: [String] = []

  /// Finds the format from the first bytes. Throws `NoticeFileError`.
  init(path: String, today: Day, isToKeep: Bool = true) throws(NoticeFileError) {
    do {
      kind = try Self.open(path)
    } catch {
      throw NoticeFileError(error)
    }
    guard case .table(_, let table) = kind else {
      rules = NoticeFileRules(today: today, table: nil, isToKeep: isToKeep)
      return
    }
    rules = NoticeFileRules(today: today, table: table, isToKeep: isToKeep)
    shape = .consolidatedCSV
    if !table.unknown.isEmpty {
      let names = table.unknown.prefix(20).map { "«\u{202F}\($0)\u{202F}»" }.joined(separator: ", ")
      remarks.append("Colonnes inconnues, non lues\u{202F}: \(names).")
    }
  }

  private static func open(_ path: String) throws -> Kind {
    switch try head(of: path) {
    case "{", "[": return .json(try JSONRecordReader(file: path, lists: NoticeShape.lists))
    case "<": throw NoticeFileError.xml
    default:
      let reader = try CSVReader(file: path)
      guard let header = try reader.next() else { throw CSVError.empty }
      return .table(reader, try NoticeTable(header: header.cells))
    }
  }

  /// The first character that is not a space, once it is sure that the file is a text; nil when it is empty.
  private static func head(of path: String) throws -> Character? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw NoticeFileError.missing }
    guard !isFolder.boolValue else { throw NoticeFileError.folder }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw NoticeFileError.forbidden }
    defer { try? handle.close() }
    let bytes = Array(try handle.read(upToCount: 512) ?? Data())
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw NoticeFileError.compressed
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw NoticeFileError.utf16 }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let first = text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { throw NoticeFileError.empty }
    // A bracket among zeros is UTF-16 without its mark; the reader of JSON says so.
    return Character(Unicode.Scalar(first == 0 && text.contains(0x7B) ? UInt8(ascii: "{") : first))
  }

  /// Bytes read so far.
  var offset: Int64 {
    switch kind {
    case .json(let reader): Int64(reader.offset)
    case .table(let reader, _): Int64(reader.offset)
    }
  }

  /// The next record, or nil at the end. Records given before an error remain good.
  func next() throws(NoticeFileError) -> NoticeFileEntry? {
    guard let item = try nextItem() else { return nil }
    let entry = rules.entry(item)
    learn(from: entry)
    return entry
  }

  /// The shape of the file is that of its first object.
  private func learn(from entry: NoticeFileEntry) {
    if shape == nil, entry.reading.findings.first?.rule != .notAnObject { shape = entry.reading.shape }
  }

  /// The next record as it stands in the file.
  func nextItem() throws(NoticeFileError) -> NoticeFileItem? {
    do {
      switch kind {
      case .json(let reader): return try reader.next().map { .json($0) }
      case .table(let reader, _): return try nextRow(reader)
      }
    } catch {
      throw NoticeFileError(error)
    }
  }

  private func nextRow(_ reader: CSVReader) throws(CSVError) -> NoticeFileItem? {
    guard let row = try reader.next() else {
      if reader.mixesEncodings {
        remarks.append("Le fichier mélange deux encodages\u{202F}: vérifiez les accents.")
      } else if reader.encoding == .windows1252 {
        remarks.append("Le fichier n’est pas en UTF-8\u{202F}: il a été lu comme du Windows-1252.")
      }
      return nil
    }
    number += 1
    return .row(row, number: number)
  }
}
