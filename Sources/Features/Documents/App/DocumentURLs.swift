// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Addresses of documents: the page to print, and the file to edit beside it.
enum DocumentURLs {
  static func lotPattern(_ kind: LotDocumentKind) -> String { "/lots/:id/\(kind.rawValue)" }
  static func lotFilePattern(_ kind: LotDocumentKind) -> String { "/lots/:id/\(kind.rawValue)/docx" }
  static let buyerPattern = "/donneurs-dordre/:id/bilan"
  static let buyerFilePattern = "/donneurs-dordre/:id/bilan/docx"
  static let brief = "/bilans/note"
  static let briefFile = "/bilans/note/docx"

  static func lot(_ kind: LotDocumentKind, _ id: ID<Lot>) -> String { "/lots/\(id)/\(kind.rawValue)" }
  static func lotFile(_ kind: LotDocumentKind, _ id: ID<Lot>) -> String { "\(lot(kind, id))/docx" }
  static func brief(_ year: Int) -> String { "\(brief)?annee=\(year)" }
  static func briefFile(_ year: Int) -> String { "\(briefFile)?annee=\(year)" }
  static func buyer(_ id: ID<Organisation>, year: Int) -> String { "/donneurs-dordre/\(id)/bilan?annee=\(year)" }
  static func buyerFile(_ id: ID<Organisation>, year: Int) -> String {
    "/donneurs-dordre/\(id)/bilan/docx?annee=\(year)"
  }
}
