// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Testing

@testable import App
@testable import TestSupport

/// docs/acces.md says to operators and data protection officers what the tests hold the program to: the same table.
@Suite("Access: the table that people read is the table that is tested")
struct AccessDocumentTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/acces.md")

  @Test("docs/acces.md holds the tables as they are tested; RECORD=1 writes them anew")
  func document() throws {
    var text = try String(contentsOf: Self.file, encoding: .utf8)
    for (name, table) in [("objets", AccessDocument.things), ("adresses", AccessDocument.addresses)] {
      let (begin, end) = ("<!-- \(name) -->\n", "<!-- fin des \(name) -->")
      let from = try #require(text.range(of: begin)).upperBound
      let to = try #require(text.range(of: end)).lowerBound
      if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        text.replaceSubrange(from..<to, with: table)
      } else {
        #expect(text[from..<to] == table, "docs/acces.md: the table of \(name) is old; RECORD=1 writes it anew")
      }
    }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
  }
}

/// The access table in Markdown.
enum AccessDocument {
  private static let roles: [Role] = [
    .facilitator, .buyer, .company, .structure, .prescriber, .administrator, .elected,
  ]

  static var things: String {
    let lines = World.Kind.allCases.compactMap { kind -> String? in
      guard let name = kind.french, let reach = AccessTable.reach[kind] else { return nil }
      return row([name] + roles.map { reach[$0]?.rawValue ?? "—" })
    }
    return (head(["objet"] + roles.map(\.french)) + lines).joined(separator: "\n") + "\n"
  }

  static var addresses: String {
    var methods: [String: [Role: [String]]] = [:]
    for (name, line) in AccessTable.lines {
      let parts = name.split(separator: " ")
      for role in line.roles {
        methods[String(parts[1]), default: [:]][role, default: []].append(parts[0] == "GET" ? "lit" : "agit")
      }
    }
    var lines: [String] = []
    for (pattern, acts) in methods.sorted(by: { $0.key < $1.key }) {
      var cells = ["`\(pattern)`"]
      for role in roles { cells.append((acts[role] ?? ["—"]).sorted(by: >).joined(separator: ", ")) }
      lines.append(row(cells))
    }
    return (head(["adresse"] + roles.map(\.french)) + lines).joined(separator: "\n") + "\n"
  }

  private static func head(_ cells: [String]) -> [String] { [row(cells), "|" + cells.map { _ in "---|" }.joined()] }
  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}

extension World.Kind {
  /// As the document names it; nil for what nobody looks up by itself.
  fileprivate var french: String? {
    switch self {
    case .contract: "marché"
    case .lot: "lot"
    case .engagement: "engagement"
    case .operation: "opération"
    case .participant: "participant"
    case .employment: "contrat de travail"
    case .statement: "relevé d’heures"
    case .line: "ligne d’heures"
    case .organisation: "organisme"
    case .contact: "contact"
    case .agreement: "convention"
    case .sizing: "calibrage"
    case .report: "rapport émis"
    case .year: "arrêté annuel"
    case .notice: "avis publié"
    case .membership: "accès d’un compte"
    case .session: "session ouverte"
    case .absence: "absence"
    case .rule: "règle du territoire"
    case .hoursFile: "fichier d’heures reçu"
    case .proof: "justificatif"
    case .note: "note d’un échange"
    case .hiringRequest: "demande de validation"
    case .hiringPaper: "papier d’une demande de validation"
    case .hiringBatch: "liste de demandes de validation"
    case .gap: "écart entre deux déclarants"
    case .question: "question sur une ligne"
    case .noticeImport: "import d’avis"
    case .takeover: "reprise d’un classeur"
    case .reference: "liste de codes"
    case .referenceImport: "import d’une liste de codes"
    case .message: "message"
    case .exit: "sortie d’une personne"
    case .job: "travail de fond"
    case .theme, .account, .table: nil
    }
  }
}
