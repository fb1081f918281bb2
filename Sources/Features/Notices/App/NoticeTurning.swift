// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Fills the form of a new contract from notices: each becomes a lot. What a notice does not say is left for the person.
enum NoticeTurning {
  static let mostNotices = 100

  static func form(_ notices: [Notice], for viewer: Viewer, _ db: any Connection) throws -> Form {
    guard let first = notices.first?.record else { throw Missing() }
    let records = notices.map(\.record)
    let buyer =
      try OrganisationMatcher.find(
        .described(name: first.buyerName ?? "", siret: Siret(first.buyerSiret)), for: viewer, db)
      ?? first.buyerSiren.flatMap { try OrganisationMatcher.unit(siren: $0, for: viewer, db) }
    var fields: [(name: String, value: String)] = [
      ("acheteur", buyer?.id.description ?? ""), ("acheteur_nom", buyer == nil ? first.buyerName ?? "" : ""),
      ("acheteur_siret", buyer == nil ? Siret(first.buyerSiret)?.digits ?? "" : ""), ("objet", first.object ?? ""),
      ("reference", references(records)), ("cpv", first.cpv.flatMap { CPV($0) }?.code ?? ""),
      ("montant", amount(records)), ("notification", records.compactMap(\.notifiedOn).min()?.french ?? ""),
      ("duree", records.compactMap(\.durationMonths).max().map(String.init) ?? ""),
      ("forme", legalForm(records).rawValue),
      ("suivi", viewer.accountID.description), ("lots", lots(records)),
    ]
    let (kind, sector) = purchase(first.cpv)
    fields += [("nature", kind.rawValue), ("secteur", sector.rawValue)]
    return Form(fields + notices.map { ("avis", $0.id.description) })
  }

  private static func references(_ records: [NoticeRecord]) -> String {
    var seen: Set<String> = []
    return String(records.map(\.reference).filter { seen.insert($0).inserted }.joined(separator: ", ").prefix(100))
  }

  private static func amount(_ records: [NoticeRecord]) -> String {
    let known = records.compactMap(\.amount)
    guard !known.isEmpty else { return "" }
    return FrenchNumber.decimal(known.sum.cents, decimals: 2)
  }

  private static func legalForm(_ records: [NoticeRecord]) -> LegalForm {
    let social = Set(records.flatMap(\.social))
    if social.contains(.reserved) { return .resSiae }
    if social.isSuperset(of: [.clause, .criterion]) { return .execCrit }
    return social.contains(.criterion) ? .crit : .exec
  }

  /// From the divisions of the CPV: works, cleaning, green spaces, maintenance, studies.
  private static func purchase(_ cpv: String?) -> (PurchaseKind, Sector) {
    guard let cpv = cpv.flatMap({ CPV($0) }) else { return (.travaux, .batiment) }
    if cpv.code.hasPrefix("773") { return (.services, .espacesVerts) }
    switch cpv.division {
    case "45": return (.travaux, .batiment)
    case "90": return (.services, .nettoyage)
    case "50": return (.services, .maintenance)
    case "71", "72", "73", "79": return (.pi, .prestationsIntellectuelles)
    default: return Int(cpv.division).map { $0 < 49 } ?? false ? (.fournitures, .autre) : (.services, .autre)
    }
  }

  /// A line for each notice, as a person would paste it: hours are not published and stay empty.
  static func lots(_ records: [NoticeRecord], from first: Int = 1) -> String {
    records.enumerated().map { index, record in
      let name = record.object.map { String($0.prefix(300)) } ?? "Avis \(record.reference)"
      let holders = record.holders.map { Siret($0.identifier)?.digits ?? $0.name ?? "" }.filter { !$0.isEmpty }
      let amount = record.amount.map { FrenchNumber.decimal($0.cents, decimals: 2) } ?? ""
      return [String(index + first), name, holders.joined(separator: " + "), "", amount].map { cell in
        cell.split { $0 == "\t" || $0.isNewline || $0 == "\"" }.joined(separator: " ")
      }.joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Contracts of the same buyer that a notice may join, the newest first.
  static func candidates(
    for notice: Notice, viewer: Viewer, _ db: any Connection
  ) throws -> [(id: ID<PublicContract>, name: String)] {
    guard let siren = notice.record.buyerSiren else { return [] }
    return try db.query(
      """
      SELECT c.id, c.reference, c.title FROM public_contract c JOIN organisation o ON o.id = c.buyer_id
      WHERE c.territory_id = \(viewer.territoryID) AND o.siren = \(siren) AND c.archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM contract_notice k WHERE k.territory_id = c.territory_id AND k.contract_id = c.id
          AND k.notice_id = \(notice.id))
      ORDER BY c.id DESC LIMIT 200
      """
    ).map { row in
      let (reference, title): (String, String) = (try row["reference"], try row["title"])
      return (try row["id"], [reference, title].filter { !$0.isEmpty }.joined(separator: " · "))
    }
  }

  /// The notices from which a contract comes.
  static func notices(
    of contract: ID<PublicContract>, for viewer: Viewer, _ db: any Connection
  ) throws -> [(id: ID<Notice>, reference: String)] {
    guard viewer.isFacilitator else { return [] }
    return try db.query(
      """
      SELECT n.id, n.reference FROM contract_notice k JOIN notice n ON n.id = k.notice_id
      WHERE k.territory_id = \(viewer.territoryID) AND k.contract_id = \(contract) ORDER BY n.id
      """
    ).map { (try $0["id"], try $0["reference"]) }
  }

  /// The contracts of the territory that already come from these notices.
  static func contracts(
    of notices: [ID<Notice>], for viewer: Viewer, _ db: any Connection
  ) throws -> [ID<Notice>: ID<PublicContract>] {
    var found: [ID<Notice>: ID<PublicContract>] = [:]
    let rows = try db.query(
      """
      SELECT notice_id, contract_id FROM contract_notice
      WHERE territory_id = \(viewer.territoryID) AND notice_id IN (\(.list(notices))) ORDER BY contract_id
      """)
    for row in rows { found[try row["notice_id"]] = try row["contract_id"] }
    return found
  }
}
