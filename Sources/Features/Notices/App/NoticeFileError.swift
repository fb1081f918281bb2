// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import JSONStream
import Spreadsheet

/// Why a file of notices cannot be read, or not further, in a sentence that says what to do.
struct NoticeFileError: UserFacingError, Equatable {
  let sentence: String
  var kind: ErrorKind { .invalid }

  private init(_ sentence: String) { self.sentence = sentence }

  static let missing = NoticeFileError("Ce fichier n’existe pas. Vérifiez son nom.")
  static let folder = NoticeFileError("C’est un dossier\u{202F}: donnez les fichiers qu’il contient.")
  static let forbidden = NoticeFileError("Ce fichier ne peut pas être ouvert. Vérifiez les droits.")
  static let empty = NoticeFileError("Ce fichier est vide.")
  static let compressed = NoticeFileError(
    "Ce fichier est compressé ou c’est un classeur. Décompressez-le, ou enregistrez-le au format CSV.")
  static let xml = NoticeFileError(
    "Ce fichier est en XML, que cette version ne lit pas. Prenez le même jeu de données en JSON ou en CSV.")
  static let utf16 = NoticeFileError("Ce fichier est en UTF-16. Enregistrez-le en UTF-8.")

  init(_ error: any Error) {
    switch error {
    case let error as NoticeFileError: self = error
    case let error as JSONStreamError: self.init(Self.sentence(of: error))
    case let error as CSVError: self.init(Self.sentence(of: error))
    case let error as any UserFacingError: self.init(error.sentence)
    default: self.init("Ce fichier ne peut pas être lu (\(error.localizedDescription)).")
    }
  }

  private static func sentence(of error: JSONStreamError) -> String {
    let place = "ligne \(FrenchNumber.whole(error.line)), octet \(FrenchNumber.whole(error.offset))"
    switch error.reason {
    case .unreadable(let reason): return "Ce fichier ne peut pas être lu (\(reason))."
    case .empty: return empty.sentence
    case .utf16: return utf16.sentence
    case .notJSON: return "Ce fichier n’est ni du JSON ni une table."
    case .notUTF8(let byte):
      let digits = String(byte, radix: 16, uppercase: true)
      return "Ce fichier n’est pas en UTF-8 (\(place), octet 0x\(digits))\u{202F}: il est sans doute en Windows-1252. "
        + "Enregistrez-le en UTF-8. Ce qui précède est gardé."
    case .noRecords(let found):
      let names = found.isEmpty ? "" : " La racine contient\u{202F}: \(found.joined(separator: ", "))."
      return "Ce fichier ne contient pas de liste «\u{202F}marches\u{202F}».\(names)"
    case .truncated:
      return "Ce fichier est coupé (\(place)). Ce qui précède est gardé\u{202F}; reprenez le fichier entier."
    case .syntax: return "Ce JSON est incorrect (\(place)). Ce qui précède est gardé."
    case .trailing: return "Quelque chose suit la fin du JSON (\(place)). Ce qui précède est gardé."
    }
  }

  private static func sentence(of error: CSVError) -> String {
    switch error {
    case .unreadable(let reason): "Ce fichier ne peut pas être lu (\(reason))."
    case .empty: empty.sentence
    case .utf16: utf16.sentence
    case .binary(let line): "Ce fichier n’est pas un texte (ligne \(FrenchNumber.whole(line)))."
    case .unterminatedQuote(let line):
      "Un guillemet ouvert à la ligne \(FrenchNumber.whole(line)) ne se ferme pas. Ce qui précède est gardé."
    case .tooLarge(let line):
      "La ligne \(FrenchNumber.whole(line)) est trop longue\u{202F}: un guillemet n’est sans doute pas fermé. Ce qui précède est gardé."
    }
  }
}
