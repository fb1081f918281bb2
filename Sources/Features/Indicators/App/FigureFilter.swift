// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Which decided lines stand behind a figure.
struct FigureFilter: Sendable, Hashable {
  var scope: FigureScope
  var year: Int?
  var month: Month?
  var kind = HoursKind.site
  /// What else narrows them, as tables are.
  var facets: [FigureBreakdown: String] = [:]

  /// Reads the query of `/bilans/lignes`. What has no meaning looks missing.
  init(_ query: Form, for viewer: Viewer) throws {
    scope = .widest(for: viewer)
    scope.buyer = try query.identifier("donneur") ?? scope.buyer
    scope.sector = try query.code("secteur")
    scope.contract = try query.identifier("marche")
    scope.lot = try query.identifier("lot")
    year = try query.year("annee")
    kind = try query.code("nature") ?? .site
    facets = try query.facets(Self.beyondScope)
    if let text = query.filled("mois") { month = try Month.parse(text) }
  }

  /// The others are of the scope, and have its words.
  static let beyondScope = FigureBreakdown.facets.filter { ![.buyer, .sector, .contract, .lot].contains($0) }

  init(scope: FigureScope, year: Int?, month: Month? = nil) {
    (self.scope, self.year, self.month) = (scope, year, month)
  }

  /// Conditions on `hours_line l`, `lot t`, `public_contract c`, `employment_contract k` and `participant p`.
  var condition: SQL {
    (when + ["l.kind = \(kind)"] + facets.map { $0.key.condition($0.value) }).joined(" AND ")
  }

  /// The same on `opening_balance l`, `lot t` and `public_contract c`; nil where no opening balance is counted.
  var openingCondition: SQL? {
    guard kind == .site else { return nil }
    var parts = when
    for (facet, key) in facets {
      switch facet {
      case .buyer, .buyerKind, .contract, .lot, .sector: parts.append(facet.condition(key))
      default: if key != FigureBreakdown.unknown { return nil }
      }
    }
    return parts.joined(" AND ")
  }

  private var when: [SQL] {
    var parts: [SQL] = [scope.condition]
    if let year { parts.append("l.month BETWEEN \(year * 100 + 1) AND \(year * 100 + 12)") }
    if let month { parts.append("l.month = \(month)") }
    return parts
  }
}

/// The last line of a page of lines: where the next page starts.
struct FigureLineKey: Sendable, Hashable {
  let month: Month
  let line: ID<HoursLine>

  init(month: Month, line: ID<HoursLine>) { (self.month, self.line) = (month, line) }

  /// Reads `202603-42`.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = Int(parts[0]).flatMap({ Month($0) }), let line = ID<HoursLine>(String(parts[1]))
    else { return nil }
    self.init(month: month, line: line)
  }

  var text: String { "\(month.rawValue)-\(line)" }
}

extension Form {
  /// A value of an address that is there and not blank.
  func filled(_ name: String) -> String? {
    guard let value = self[name], !value.allSatisfy(\.isWhitespace) else { return nil }
    return value
  }

  /// An identifier in the query; what is none looks missing.
  func identifier<T>(_ name: String, of kind: T.Type = T.self) throws -> ID<T>? {
    guard let text = filled(name) else { return nil }
    guard let id = ID<T>(text) else { throw Missing() }
    return id
  }

  /// A code of a closed list in the query.
  func code<T: CodeList>(_ name: String, of list: T.Type = T.self) throws -> T? {
    guard let text = filled(name) else { return nil }
    guard let code = T(rawValue: text) else { throw Missing() }
    return code
  }

  /// A year in the query, 1990 to 2100.
  func year(_ name: String) throws -> Int? {
    guard let text = filled(name) else { return nil }
    guard text.utf8.count == 4, text.utf8.allSatisfy({ (48...57).contains($0) }), let year = Int(text),
      (1990...2100).contains(year)
    else { throw Missing() }
    return year
  }
}
