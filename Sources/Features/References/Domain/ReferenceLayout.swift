// SPDX-License-Identifier: EUPL-1.2

/// How a file of a list lays its columns out. Publishers and those who pass their files on name the same columns in several ways.
public struct ReferenceLayout: Sendable {
  public let list: ReferenceList
  private let columns: [Column: Int]

  /// What a column says.
  enum Column: Sendable { case kind, code, label, parent, parentCommune, detail, key, day, longitude, latitude }

  /// The headings of each list, in lower case without accents. The first names the column in our sentences.
  private static let headings: [(list: ReferenceList, columns: [(column: Column, names: [String], isRequired: Bool)])] =
    [
      (
        .communes,
        [
          (.kind, ["typecom"], true), (.code, ["code_insee", "com"], true), (.label, ["libelle"], true),
          (.parent, ["siren_epci", "epci"], false), (.parentCommune, ["commune_parente", "comparent"], false),
          (.detail, ["codes_postaux"], false),
          (.longitude, ["lon", "longitude"], false), (.latitude, ["lat", "latitude"], false),
        ]
      ),
      (
        .intercommunalities,
        [
          (.code, ["epci", "siren_epci"], true), (.label, ["libepci", "libelle_epci"], true),
          (.detail, ["nature_epci", "nature"], false),
        ]
      ),
      (
        .districts,
        [
          (.code, ["code_qp", "code_qpv"], true), (.label, ["lib_qp", "nom_qp", "lib_qpv", "nom_qpv"], true),
          (.kind, ["insee_com", "code_insee"], true), (.detail, ["lib_com", "nom_com"], false),
        ]
      ),
      (
        .cpv,
        [
          (.code, ["code", "code_cpv", "cpv"], true), (.label, ["libelle", "fr", "libelle_cpv"], true),
          (.key, ["cle"], false), (.parent, ["parent"], false),
        ]
      ),
      (
        .naf,
        [
          (.code, ["code", "code_naf", "code_ape"], true), (.label, ["libelle", "libelle_naf", "intitule"], true),
          (.parent, ["classe"], false), (.detail, ["lib_section"], false),
        ]
      ),
      (
        .naf2025,
        [
          (.code, ["naf_2025_divisions", "naf_2025", "code_naf_2025"], true),
          (.label, ["intitules", "intitule", "libelle"], true),
        ]
      ),
      (
        .rome,
        [
          (.code, ["code_rome", "code"], true), (.label, ["description_code_rome", "libelle_rome", "libelle"], true),
          (.parent, ["domaine_professionnel", "lib_domaine"], false), (.detail, ["grand_domaine"], false),
          (.day, ["date_mise_a_jour_metabase", "date_mise_a_jour"], false),
        ]
      ),
    ]

  /// Finds the list that a file holds from its headings, and from its first lines where several lists have the same headings.
  /// Nil when it holds none.
  public init?(header: [String], first rows: [[String]]) {
    let names = header.map(Self.folded)
    let possible = Self.headings.compactMap { list, columns in
      Self.places(columns, names).map { ReferenceLayout(list: list, columns: $0) }
    }
    // Job titles have a code of their own beside that of the job: they are another list.
    guard !names.contains("code_appellation") else { return nil }
    let fitting = possible.filter { layout in
      rows.isEmpty || rows.contains { row in layout.isCode(layout.text(.code, row)) }
    }
    guard let found = fitting.first else { return nil }
    self = found
  }

  private init(list: ReferenceList, columns: [Column: Int]) { (self.list, self.columns) = (list, columns) }

  private static func places(
    _ columns: [(column: Column, names: [String], isRequired: Bool)], _ header: [String]
  ) -> [Column: Int]? {
    var places: [Column: Int] = [:]
    for (column, names, isRequired) in columns {
      let place = names.lazy.compactMap { header.firstIndex(of: $0) }.first
      if let place { places[column] = place } else if isRequired { return nil }
    }
    return places
  }

  private static func folded(_ heading: String) -> String {
    Search.fold(heading).replacing(" ", with: "_")
  }

  /// A cell on one line, without what a spreadsheet writes so that a zero stays: `="01004"`.
  func text(_ column: Column, _ cells: [String]) -> String {
    guard let place = columns[column], cells.indices.contains(place) else { return "" }
    let cell = cells[place].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard cell.hasPrefix("=\""), cell.hasSuffix("\""), cell.utf8.count >= 3 else { return cell }
    return String(cell.dropFirst(2).dropLast()).trimmed
  }

  func has(_ column: Column) -> Bool { columns[column] != nil }

  /// Whether a text has the shape of a code of this list, zeros lost at its beginning allowed.
  func isCode(_ text: String) -> Bool { ReferenceCode(list, text) != nil }

  /// The lists and their headings, for somebody whose file is not recognised.
  public static let known: String = headings.map { list, columns in
    let names = columns.filter(\.isRequired).map { $0.names[0] }.joined(separator: ", ")
    return "\(list.french)\u{202F}: \(names)"
  }.joined(separator: "\u{202F}; ")
}

/// A code brought to the one form in which it is kept.
public struct ReferenceCode: Sendable, Hashable {
  public let text: String

  /// Nil when the text has not the shape of a code of this list.
  public init?(_ list: ReferenceList, _ typed: String) {
    let wanted = typed.filter { !$0.isWhitespace && $0 != "\u{202F}" && $0 != "\u{A0}" }.uppercased()
    let found: String? =
      switch list {
      case .communes: Self.commune(wanted)
      case .intercommunalities: Self.digits(wanted, 9)
      case .districts:
        wanted.wholeMatch(of: /QN[0-9]{2}[0-9AB][0-9]{2}[A-Z]|QP([0-9]{2}|2A|2B)[0-9]{4}/).map { String($0.0) }
      case .cpv: Self.cpv(wanted)
      case .naf: Self.naf(wanted)
      case .naf2025: Self.naf2025(wanted)
      case .rome: wanted.wholeMatch(of: /[A-N][0-9]{4}/).map { String($0.0) }
      }
    guard let found else { return nil }
    text = found
  }

  /// `1004` is what a spreadsheet leaves of `01004`.
  private static func commune(_ text: String) -> String? {
    let whole = text.utf8.count == 4 && text.allSatisfy(\.isPlainDigit) ? "0" + text : text
    return whole.wholeMatch(of: /([0-9]{2}|2A|2B)[0-9]{3}/).map { String($0.0) }
  }

  private static func digits(_ text: String, _ count: Int) -> String? {
    text.utf8.count == count && text.allSatisfy(\.isPlainDigit) ? text : nil
  }

  private static func cpv(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 1 || (parts.count == 2 && digits(String(parts[1]), 1) != nil), let code = parts.first else {
      return nil
    }
    let whole = code.utf8.count == 7 ? "0" + code : String(code)
    return digits(whole, 8)
  }

  /// With or without its point: `43.99C`, `4399C`.
  private static func naf(_ text: String) -> String? {
    guard let match = text.wholeMatch(of: /([0-9]{2})\.?([0-9]{2}[A-Z])/) else { return nil }
    return "\(match.1).\(match.2)"
  }

  private static func naf2025(_ text: String) -> String? {
    if text.utf8.count == 1, text.allSatisfy(\.isPlainDigit) { return "0" + text }
    return text.wholeMatch(of: /[0-9]{2}(\.?[0-9]{1,2}[A-Z]{0,2})?/).map { String($0.0) }
  }
}
