// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Platform

/// Years typed in a file: `annee;heures;personnes;contrats;entreprises;structures;source`, read as the form is.
enum HistoryFile {
  private static let fields = [
    "annee": "year", "année": "year", "heures": "hours", "personnes": "people", "contrats": "assignments",
    "entreprises": "companies", "structures": "structures", "source": "source",
  ]
  private static let mostBytes = 1_000_000

  static func read(_ path: String) throws -> [TypedYear] {
    guard let data = FileManager.default.contents(atPath: path), data.count <= mostBytes,
      let text = String(data: data, encoding: .utf8)
    else {
      throw CommandFailure("\(path)\u{202F}: ce fichier ne se lit pas, ou n’est pas un texte UTF-8 de moins d’1 Mo.")
    }
    let lines = text.drop { $0 == "\u{FEFF}" }.split(whereSeparator: \.isNewline).map(String.init)
    guard let heading = lines.first else { throw CommandFailure("\(path)\u{202F}: ce fichier est vide.") }
    let names = cells(heading).map { fields[$0.lowercased()] ?? "" }
    guard names.contains("year"), names.contains(where: { $0 != "year" && !$0.isEmpty }) else {
      throw CommandFailure(
        "\(path)\u{202F}: la première ligne doit dire les colonnes, par exemple «\u{202F}annee;heures;personnes;contrats\u{202F}»."
      )
    }
    return try lines.dropFirst().enumerated().map { number, line in
      let values = zip(names, cells(line)).filter { !$0.0.isEmpty }
      do {
        return try HistoryForm.read(Form(values.map { (name: $0.0, value: $0.1) }))
      } catch let error as FormRejected {
        let why = error.errors.map(\.sentence).joined(separator: " ")
        throw CommandFailure("\(path), ligne \(number + 2)\u{202F}: \(why) Rien n’est écrit.")
      }
    }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: ";", omittingEmptySubsequences: false).map { cell in
      let text = cell.trimmingCharacters(in: .whitespaces)
      return text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
        ? String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"") : text
    }
  }
}
