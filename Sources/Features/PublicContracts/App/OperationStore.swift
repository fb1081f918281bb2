// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// An operation of a buyer: several contracts of one project.
struct OperationDetail: Sendable {
  let id: ID<Operation>
  let name: String
  let reference: String
  let buyerID: ID<Organisation>
  let buyerName: String
  let contracts: Int
}

/// Operations for a viewer: a facilitator sees those of its territory, a buyer its own.
enum OperationStore {
  static let pageSize = 50

  static func find(_ id: ID<Operation>, for viewer: Viewer, _ db: any Connection) throws -> OperationDetail {
    guard let row = try db.first("\(select(viewer)) AND p.id = \(id)") else { throw Missing() }
    return try detail(row)
  }

  /// The newest first, by key.
  static func list(
    before key: ID<Operation>?, for viewer: Viewer, _ db: any Connection
  ) throws -> [OperationDetail] {
    let from: SQL = key.map { "AND p.id < \($0)" } ?? ""
    return try db.query("\(select(viewer)) \(from) ORDER BY p.id DESC LIMIT \(pageSize + 1)").map(detail)
  }

  private static func select(_ viewer: Viewer) -> SQL {
    let scope: SQL =
      switch (viewer.role, viewer.organisationID) {
      case (.facilitator, _): "1 = 1"
      case (.buyer, let own?): "p.buyer_id = \(own)"
      default: "1 = 0"
      }
    return """
      SELECT p.id, p.name, p.reference, p.buyer_id, o.name AS buyer_name, (SELECT COUNT(*) FROM public_contract c
        WHERE c.territory_id = p.territory_id AND c.operation_id = p.id AND c.archived_at IS NULL) AS contracts
      FROM operation p JOIN organisation o ON o.id = p.buyer_id
      WHERE p.territory_id = \(viewer.territoryID) AND \(scope)
      """
  }

  private static func detail(_ row: Row) throws -> OperationDetail {
    OperationDetail(
      id: try row["id"], name: try row["name"], reference: try row["reference"], buyerID: try row["buyer_id"],
      buyerName: try row["buyer_name"], contracts: try row["contracts"])
  }

  /// Contracts of the same buyer that may be attached: those of no operation first.
  static func candidates(
    for operation: OperationDetail, viewer: Viewer, _ db: any Connection
  ) throws -> [OperationCandidate] {
    try db.query(
      """
      SELECT c.id, c.title, c.reference, COALESCE(p.name, '') AS operation FROM public_contract c
      LEFT JOIN operation p ON p.territory_id = c.territory_id AND p.id = c.operation_id
      WHERE c.territory_id = \(viewer.territoryID) AND c.buyer_id = \(operation.buyerID) AND c.archived_at IS NULL
        AND (c.operation_id IS NULL OR c.operation_id <> \(operation.id))
      ORDER BY CASE WHEN c.operation_id IS NULL THEN 0 ELSE 1 END, c.id DESC LIMIT 300
      """
    ).map { row in
      OperationCandidate(
        id: try row["id"], title: try row["title"], reference: try row["reference"], operation: try row["operation"])
    }
  }
}

/// A contract that may be attached, with the operation that it would leave.
struct OperationCandidate: Sendable {
  let id: ID<PublicContract>
  let title: String
  let reference: String
  let operation: String
}

/// Writes operations. Facilitators only; one name for one buyer.
enum OperationWriter {
  static func create(
    _ typed: TypedOperation, buyer: ID<Organisation>, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws -> ID<Operation> {
    guard viewer.isFacilitator else { throw Missing() }
    try refuseTwin(typed.name, of: buyer, but: nil, viewer, db)
    let id = ID<Operation>(
      try db.insert(
        """
        INSERT INTO operation (territory_id, buyer_id, name, reference, created_at)
        VALUES (\(viewer.territoryID), \(buyer), \(typed.name), \(typed.reference), \(now)) RETURNING id
        """))
    try SearchWords.write(.operation, id.value, db)
    try Journal.record(
      "operation.created", .operation, id.value, "Opération enregistrée\u{202F}: \(typed.name)", by: viewer, at: now, db
    )
    return id
  }

  static func rename(
    _ operation: OperationDetail, to typed: TypedOperation, for viewer: Viewer, at now: Instant, _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    try refuseTwin(typed.name, of: operation.buyerID, but: operation.id, viewer, db)
    let changed = try db.execute(
      """
      UPDATE operation SET name = \(typed.name), reference = \(typed.reference)
      WHERE territory_id = \(viewer.territoryID) AND id = \(operation.id) AND name = \(typed.nameBefore)
        AND reference = \(typed.referenceBefore)
      """)
    guard changed == 1 else {
      throw FormRejected(
        "nom",
        "Entre-temps, l’opération est devenue «\u{202F}\(operation.name)\u{202F}»\(operation.reference.isEmpty ? "" : " (\(operation.reference))"). Vérifiez, puis enregistrez à nouveau si votre texte est le bon."
      )
    }
    try SearchWords.write(.operation, operation.id.value, db)
    try Journal.record(
      "operation.renamed", .operation, operation.id.value,
      "Opération «\u{202F}\(typed.nameBefore)\u{202F}» devenue «\u{202F}\(typed.name)\u{202F}»", by: viewer, at: now, db
    )
  }

  /// The contract must be of the same buyer.
  static func attach(
    _ contract: ID<PublicContract>, to operation: OperationDetail, for viewer: Viewer, at now: Instant,
    _ db: any Connection
  ) throws {
    guard viewer.isFacilitator else { throw Missing() }
    let changed = try db.execute(
      """
      UPDATE public_contract SET operation_id = \(operation.id) WHERE territory_id = \(viewer.territoryID)
        AND id = \(contract) AND buyer_id = \(operation.buyerID) AND archived_at IS NULL
      """)
    guard changed == 1 else {
      throw FormRejected(
        "marche", "Marché\u{202F}: choisissez dans la liste un marché \(FrenchText.of(operation.buyerName)).")
    }
    try Journal.record(
      "contract.operation", .contract, contract.value, "Rattaché à l’opération «\u{202F}\(operation.name)\u{202F}»",
      by: viewer, at: now, db)
    try Journal.record(
      "operation.contract", .operation, operation.id.value, "Un marché rattaché", by: viewer, at: now, db)
  }

  /// Two operations of one buyer do not bear one name; the territory's row is the lock.
  private static func refuseTwin(
    _ name: String, of buyer: ID<Organisation>, but id: ID<Operation>?, _ viewer: Viewer, _ db: any Connection
  ) throws {
    _ = try db.query("SELECT id FROM territory WHERE id = \(viewer.territoryID)\(db.forUpdate)")
    let known = try db.query(
      "SELECT id, name FROM operation WHERE territory_id = \(viewer.territoryID) AND buyer_id = \(buyer) ORDER BY id")
    let twin = try known.first { row in
      let other: ID<Operation> = try row["id"]
      return try other != id && Search.fold(row["name"]) == Search.fold(name)
    }
    if twin != nil {
      throw FormRejected("nom", "Nom\u{202F}: ce donneur d’ordre a déjà une opération de ce nom.")
    }
  }
}
