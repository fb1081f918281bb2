// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Keeps the words by which things are found. Whoever writes a name that is looked for writes its words in the same transaction;
/// they are made here and nowhere else, folded as what is typed is.
enum SearchWords {
  /// Changes with the way words are made: a database whose words are of another version has them made again when it is opened.
  static let version = "1"
  static let fact = "search_words"
  /// Longer words are cut, when they are kept and when they are looked for.
  static let longestWord = 40
  /// A name of more words is found by these.
  private static let mostWords = 60

  /// The words of a text, each once.
  static func words(_ text: String) -> [String] {
    var seen: Set<String> = []
    return Search.fold(text).split(separator: " ").prefix(mostWords).map(cut).filter { seen.insert($0).inserted }
  }

  static func cut(_ word: Substring) -> String {
    String(String.UnicodeScalarView(word.unicodeScalars.prefix(longestWord)))
  }

  /// Makes the words of one thing again, after it was written.
  static func write(_ kind: SearchKind, _ id: Int64, _ db: any Connection) throws {
    // In this order: another transaction that writes the same words is waited for, then its name is read.
    try db.execute("DELETE FROM search_word WHERE subject_id = \(id) AND kind = \(kind.rawValue)")
    let rows = try db.query("\(kind.texts) WHERE s.id = \(id)").flatMap { try entries(kind, $0) }
    guard !rows.isEmpty else { return }
    try db.execute(
      """
      INSERT INTO search_word (territory_id, kind, word, subject_id) VALUES \(.rows(rows)) ON CONFLICT DO NOTHING
      """)
  }

  /// The same for many things at once.
  static func write(_ kind: SearchKind, _ ids: [Int64], _ db: any Connection) throws {
    for start in stride(from: 0, to: ids.count, by: 5_000) {
      let part = SQL.list(ids[start..<min(start + 5_000, ids.count)])
      try db.execute("DELETE FROM search_word WHERE kind = \(kind.rawValue) AND subject_id IN (\(part))")
      let rows = try db.query("\(kind.texts) WHERE s.id IN (\(part))").flatMap { try entries(kind, $0) }
      try db.copy(into: "search_word", columns: ["territory_id", "kind", "word", "subject_id"], rows: rows)
    }
  }

  private static func entries(_ kind: SearchKind, _ row: Row) throws -> [[any SQLConvertible]] {
    let (territory, subject): (Int64, Int64) = (try row["territory_id"], try row["id"])
    return words(try row["text"]).map { [territory, kind.rawValue, $0, subject] }
  }

  /// Makes all words again, some thousands of things at a time. Returns how many things there are.
  @discardableResult
  static func rebuild(_ database: Database) throws -> Int {
    try database.writeNow { db in
      try prepare(db)
      try db.execute("DELETE FROM search_word")
    }
    var count = 0
    for kind in SearchKind.allCases {
      var after: Key? = Key()
      while let from = after {
        after = try database.writeNow { db in
          try prepare(db)
          return try fill(kind, after: from, &count, db)
        }
      }
    }
    try database.writeNow { try mark($0) }
    return count
  }

  /// Makes all words, inside one transaction: for a territory that was just written whole.
  static func fill(_ db: any Connection) throws {
    var count = 0
    for kind in SearchKind.allCases {
      var after: Key? = Key()
      while let from = after { after = try fill(kind, after: from, &count, db) }
    }
    try mark(db)
  }

  /// Opened by a program that makes words otherwise, or whose data comes from before there were any.
  static func catchUp(_ database: Database) throws {
    let found: String? = try database.readNow { db in
      try db.value("SELECT value FROM instance_fact WHERE name = \(fact)")
    }
    if found != version { try rebuild(database) }
  }

  private static func prepare(_ db: any Connection) throws {
    if db.dialect == .postgresql { try db.execute("SET LOCAL statement_timeout = 0") }
  }

  private static func mark(_ db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO instance_fact (name, value) VALUES (\(fact), \(version))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  /// The place of a thing in the order in which words are made.
  private struct Key {
    var territory: Int64 = 0
    var subject: Int64 = 0
  }

  /// The words of the things after a place; the last of them, or nil when there are no more.
  private static func fill(
    _ kind: SearchKind, after: Key, _ count: inout Int, _ db: any Connection
  ) throws -> Key? {
    let most = 20_000
    let rows = try db.query(
      """
      \(kind.texts) WHERE (\(kind.key)) > (\(after.territory), \(after.subject))
      ORDER BY \(kind.key) LIMIT \(most)
      """)
    try db.copy(
      into: "search_word", columns: ["territory_id", "kind", "word", "subject_id"],
      rows: try rows.flatMap { try entries(kind, $0) })
    count += rows.count
    guard rows.count == most, let last = rows.last else { return nil }
    return Key(territory: try last["territory_id"], subject: try last["id"])
  }
}

extension SearchKind {
  /// The territory and the number of a thing, in the order of an index.
  fileprivate var key: SQL { self == .organisation ? "t.territory_id, t.organisation_id" : "s.territory_id, s.id" }

  /// What gives a thing its words.
  fileprivate var texts: SQL {
    switch self {
    case .contract: Self.texts("s.title || ' ' || s.reference", of: "public_contract")
    case .participant: Self.texts("s.first_name || ' ' || s.last_name", of: "participant")
    case .lot: Self.texts("s.name || ' ' || s.place", of: "lot")
    case .operation: Self.texts("s.name || ' ' || s.reference", of: "operation")
    case .agreement: Self.texts("s.name", of: "agreement")
    case .organisation:
      """
      SELECT t.territory_id, s.id, s.name || ' ' || t.name || ' ' || COALESCE(s.siret, '') || ' ' || COALESCE(s.siren, '')
        || ' ' || s.commune AS text
      FROM territory_organisation t JOIN organisation s ON s.id = t.organisation_id
      """
    }
  }

  private static func texts(_ text: SQL, of table: SQL) -> SQL {
    "SELECT s.territory_id, s.id, \(text) AS text FROM \(table) s"
  }
}
