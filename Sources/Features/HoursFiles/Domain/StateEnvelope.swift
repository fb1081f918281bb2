// SPDX-License-Identifier: EUPL-1.2

/// The envelope of the ASP's monthly state: a first line `DEBEtatMensuelIndiv24112026_101500|||`, headings, rows apart by `|`, and
/// a last line `FIN<n>` with the number of rows (formats §E.3).
public enum StateEnvelope {
  public static let view = "EtatMensuelIndiv"

  /// Whether the first line opens such a file.
  public static func opens(_ line: String) -> Bool { line.hasPrefix("DEB") && line.contains("|") }

  /// The rows inside the envelope, headings first. Throws when the last line is missing or counts other rows: a truncated
  /// extract looks just like a whole one.
  public static func contents(_ rows: [FileRow]) throws(ValueError) -> [FileRow] {
    guard let first = rows.first, opens(first.cells.joined(separator: "|")) else { return rows }
    guard first[0].hasPrefix("DEB\(view)") else {
      let name = String(first[0].dropFirst(3).prefix { $0.isLetter })
      throw ValueError(
        "Cet export de l’ASP est la vue «\u{202F}\(name.quotedShort)\u{202F}»\u{202F}: les heures sont dans la vue «\u{202F}\(view)\u{202F}», l’état mensuel individuel."
      )
    }
    guard let last = rows.last, last[0].hasPrefix("FIN"), rows.count >= 3 else {
      throw ValueError(
        "La dernière ligne de cet état de l’ASP (FIN suivie du nombre de lignes) manque\u{202F}: le fichier est coupé. Exportez-le à nouveau, entier."
      )
    }
    let inside = Array(rows.dropFirst().dropLast())
    let announced = Int(last[0].dropFirst(3).trimmed)
    guard announced == inside.count - 1 else {
      throw ValueError(
        "Cet état de l’ASP annonce \(announced.map(String.init) ?? "un nombre illisible de") lignes et en compte \(inside.count - 1)\u{202F}: il est coupé ou retouché. Exportez-le à nouveau."
      )
    }
    return inside
  }
}
