// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Two records of one person become one head. No line moves: counts follow the head, and a mistake can be undone.
enum ParticipantMerge {
  /// Merges `other` into `kept`. Records already merged into `other` follow it, so that there is never a chain.
  /// - Throws: `FormRejected` when there is nothing to merge, `Conflict` when someone was first.
  static func merge(
    _ other: ID<Participant>, into kept: ID<Participant>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    guard other != kept else {
      throw FormRejected("other", "Fiche à fusionner\u{202F}: c’est la même fiche, choisissez-en une autre.")
    }
    let heads = try lock([kept, other], for: viewer, db)
    guard heads.count == 2 else { throw Missing() }
    guard heads.allSatisfy({ $0.mergedInto == nil }) else {
      throw Conflict("L’une des deux fiches vient d’être fusionnée avec une autre. Rechargez la page et recommencez.")
    }
    try db.execute(
      """
      UPDATE participant SET merged_into = \(kept)
      WHERE territory_id = \(viewer.territoryID) AND (id = \(other) OR merged_into = \(other))
      """)
    try Journal.record(
      "participant.merged", .participant, kept.value, "Fiche n\u{202F}° \(other) fusionnée dans celle-ci.", by: viewer,
      at: now, payload: "{\"merged\":\(other)}", db)
    try Journal.record(
      "participant.merged", .participant, other.value, "Fiche fusionnée dans la fiche n\u{202F}° \(kept).", by: viewer,
      at: now, payload: "{\"into\":\(kept)}", db)
  }

  /// Makes a merged record a person of its own again.
  static func separate(
    _ other: ID<Participant>, from kept: ID<Participant>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let changed = try db.execute(
      """
      UPDATE participant SET merged_into = NULL
      WHERE id = \(other) AND merged_into = \(kept) AND territory_id = \(viewer.territoryID)
      """)
    guard changed == 1 else { throw Conflict("Ces deux fiches ne sont plus fusionnées.") }
    try Journal.record(
      "participant.separated", .participant, kept.value, "Fiche n\u{202F}° \(other) de nouveau séparée.", by: viewer,
      at: now, payload: "{\"separated\":\(other)}", db)
  }

  /// Those that may be the same person: of the same name first, then those who answer to the words.
  static func candidates(
    for file: ParticipantFile, words: String, for viewer: Viewer, _ db: any Connection
  ) throws -> [Participant] {
    let similar = try ParticipantStore.similar(to: file.details, except: file.person.id, for: viewer, db)
    guard !words.isEmpty else { return similar }
    let found = try ParticipantList.fetch(.all, words: words, after: nil, for: viewer, db).lines.map(\.person)
    return similar + found.filter { $0.id != file.person.id && !similar.contains($0) }
  }

  private struct Head {
    let id: ID<Participant>
    let mergedInto: ID<Participant>?
  }

  /// Takes the rows in the order of their identifiers, so that two opposite merges wait for one another.
  private static func lock(
    _ ids: [ID<Participant>], for viewer: Viewer, _ db: any Connection
  ) throws -> [Head] {
    try db.query(
      """
      SELECT id, merged_into FROM participant
      WHERE territory_id = \(viewer.territoryID) AND id IN (\(SQL.list(ids))) ORDER BY id\(db.forUpdate)
      """
    ).map { Head(id: try $0["id"], mergedInto: try $0["merged_into"]) }
  }
}
