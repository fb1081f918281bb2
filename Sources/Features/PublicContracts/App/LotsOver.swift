// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Lots on which nothing is left to do, the latest first: a territory of ten years has thousands, so a page is found by its key
/// before anything is counted.
struct LotsOver: Sendable {
  let lots: [LotProgress]
  let count: Int
  let next: ID<Lot>?

  static func page(
    _ scope: LotScope, _ search: String, after: ID<Lot>?, size: Int, for viewer: Viewer, _ db: any Connection
  ) throws -> LotsOver {
    var conditions = [
      LotProgressStore.condition(scope), ContractScope.lots(for: viewer), LotProgressStore.condition(.over),
    ]
    conditions += SearchStore.words(search).map { SearchStore.lot($0, for: viewer) }
    let from: SQL = """
      FROM lot l JOIN public_contract c ON c.territory_id = l.territory_id AND c.id = l.contract_id
      WHERE \(conditions.joined(" AND "))
      """
    let further: SQL = after.map { "AND l.id < \($0)" } ?? ""
    let ids: [ID<Lot>] = try db.values("SELECT l.id \(from) \(further) ORDER BY l.id DESC LIMIT \(size + 1)")
    let shown = Array(ids.prefix(size))
    let lots = try LotProgressStore.list(.lots(shown), for: viewer, on: viewer.today, db)
    return LotsOver(
      lots: lots.sorted { $0.lotID > $1.lotID }, count: try db.value("SELECT COUNT(*) \(from)") ?? 0,
      next: ids.count > size ? shown.last : nil)
  }
}
