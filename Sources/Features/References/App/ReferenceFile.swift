// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Spreadsheet

/// A file of a list, recognised by its headings.
enum ReferenceFile {
  /// The list that a file holds; nil when it is no table, or holds none.
  static func recognise(_ path: String) -> ReferenceLayout? {
    guard let reader = try? CSVReader(file: path), let header = try? reader.next() else { return nil }
    var rows: [[String]] = []
    while rows.count < 20, let row = try? reader.next() { rows.append(row.cells) }
    return ReferenceLayout(header: header.cells, first: rows)
  }

  /// Reads a file to its end. `progress` is told how many bytes and lines are read.
  static func read(_ path: String, progress: (Int64, Int) throws -> Void = { _, _ in }) throws -> ReferenceReading {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw ReferenceFileError.missing }
    guard !isFolder.boolValue else { throw ReferenceFileError.folder }
    do {
      return try readTable(path, progress)
    } catch let error as CSVError {
      // The sentences on tables in text form are the same whatever the table holds.
      throw ReferenceFileError(NoticeFileError(error).sentence.replacing(" Ce qui précède est gardé.", with: ""))
    }
  }

  private static func readTable(_ path: String, _ progress: (Int64, Int) throws -> Void) throws -> ReferenceReading {
    let reader = try CSVReader(file: path)
    guard let header = try reader.next() else { throw CSVError.empty }
    guard let layout = recognise(path) else { throw ReferenceFileError.unknown(header.cells) }
    var reading = ReferenceReading(layout)
    while let row = try reader.next() {
      reading.take(row.cells, line: row.line)
      guard reading.entries.count <= ReferenceReading.mostEntries else { throw ReferenceFileError.tooMany }
      if reading.read % 1000 == 0 { try progress(Int64(reader.offset), reading.read) }
    }
    guard !reading.entries.isEmpty else { throw ReferenceFileError.nothing(reading.rejections.first) }
    return reading
  }
}

/// Why a file of a list cannot be taken, in a sentence that says what to do.
struct ReferenceFileError: UserFacingError, Equatable {
  let sentence: String
  var kind: ErrorKind { .invalid }

  init(_ sentence: String) { self.sentence = sentence }

  static let missing = Self("Ce fichier n’existe pas. Vérifiez son nom.")
  static let folder = Self("C’est un dossier\u{202F}: donnez les fichiers qu’il contient.")
  static let tooMany = Self(
    "Ce fichier a plus de \(FrenchNumber.whole(ReferenceReading.mostEntries)) codes\u{202F}: aucune liste n’en a autant. Rien n’est changé."
  )
  static let noDay = Self(
    "Rien ne dit de quel jour est cette version\u{202F}: indiquez-le (champ «\u{202F}En vigueur le\u{202F}», ou option --on)."
  )

  static func unknown(_ header: [String]) -> Self {
    let found = header.prefix(8).map { String($0.prefix(40)) }.joined(separator: ", ")
    return Self(
      "Aucune liste connue n’a ces titres de colonnes\u{202F}: \(found). Listes connues, et titres qu’il leur faut\u{202F}: \(ReferenceLayout.known)."
    )
  }

  static func nothing(_ rejection: ReferenceRejection?) -> Self {
    guard let rejection else { return Self("Ce fichier n’a que ses titres. Rien n’est changé.") }
    return Self(
      "Aucune ligne de ce fichier n’est lisible\u{202F}; la première, ligne \(FrenchNumber.whole(rejection.line))\u{202F}: \(rejection.reason) Rien n’est changé."
    )
  }

  static func extract(ended: Int, known: Int) -> Self {
    Self(
      "Ce fichier mettrait fin à \(FrenchNumber.whole(ended)) codes sur \(FrenchNumber.whole(known)) et n’en apporte presque aucun\u{202F}: c’est sans doute un extrait. Rien n’est changé. Prenez la liste entière, ou dites que c’est un extrait (case à cocher, ou option --extract)\u{202F}: ce qui n’y est pas restera en vigueur."
    )
  }
}
