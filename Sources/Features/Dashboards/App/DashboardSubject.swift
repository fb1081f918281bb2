// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Platform

/// Whose year a dashboard shows. Looking for it is where a viewer is let in: what is not theirs is missing.
struct DashboardSubject: Sendable {
  enum Kind: Sendable, Equatable {
    case agreement(parties: Set<ID<Organisation>>)
    case buyer(ID<Organisation>)
    case operation(ID<Operation>)
    case contract(ID<PublicContract>)
    /// Hours of its own hires: a structure is known by those it employs.
    case employer(ID<Organisation>)
    /// Hours on the lots that it holds, whoever employs.
    case holder(ID<Organisation>)
    case district(String)
  }

  let kind: Kind
  let title: String
  /// « Convention », « Donneur d’ordre »…
  let what: String
  /// What is counted, in a sentence.
  let scope: String
  let address: String
  /// The page of the thing itself, for those who open it.
  let page: String?

  /// How much of a fact is the subject's: nothing, all of it, or the share of those it stands for.
  func hours(_ index: Int, _ facts: FigureFacts, contracts: Set<ID<PublicContract>>, lots: Set<ID<Lot>>) -> Hours? {
    let fact = facts.facts[index]
    guard let place = facts.places[fact.engagement] else { return nil }
    switch kind {
    case .agreement(let parties):
      let own = place.owners.count { parties.contains($0.id) }
      guard own > 0 else { return nil }
      guard own < place.owners.count else { return fact.hours }
      return place.owners.filter { parties.contains($0.id) }.map { facts.hours(index, for: $0.id) }.sum
    case .buyer(let id): return place.owners.contains { $0.id == id } ? facts.hours(index, for: id) : nil
    case .operation: return contracts.contains(place.contract) ? fact.hours : nil
    case .contract(let id): return place.contract == id ? fact.hours : nil
    case .employer(let id): return fact.worker?.employerID == id ? fact.hours : nil
    case .holder: return lots.contains(place.lot) ? fact.hours : nil
    case .district(let code): return facts.keys(index, .district).contains(code) ? fact.hours : nil
    }
  }

  /// Lots whose dues and plans are those of the subject.
  var lotScope: LotScope? {
    switch kind {
    case .buyer(let id): .buyer(id)
    case .operation(let id): .operation(id)
    case .contract(let id): .contract(id)
    case .holder(let id): .bearer(id)
    case .agreement, .employer, .district: nil
    }
  }
}

extension DashboardSubject {
  static func agreement(_ id: ID<Agreement>, for viewer: Viewer, _ db: any Connection) throws -> DashboardSubject {
    let agreement = try AgreementStore.find(id, for: viewer, db)
    let parties = try AgreementStore.parties(id, for: viewer, db)
    return DashboardSubject(
      kind: .agreement(parties: Set(parties.map(\.id))), title: agreement.name, what: "Convention",
      scope:
        "Marchés des \(FrenchText.count(parties.count, "signataire", "signataires")), chaque membre d’un groupement pour sa part.",
      address: DashboardURLs.agreement(id), page: "/conventions/\(id)")
  }

  static func buyer(_ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> DashboardSubject {
    guard viewer.isFacilitator || viewer.organisationID == id else { throw Missing() }
    return DashboardSubject(
      kind: .buyer(id), title: try name(id, viewer, db), what: "Donneur d’ordre",
      scope: "Ses marchés, et sa part de ceux qu’il passe en groupement.", address: DashboardURLs.buyer(id),
      page: viewer.isFacilitator ? OrganisationURLs.page(id) : nil)
  }

  static func operation(_ id: ID<Operation>, for viewer: Viewer, _ db: any Connection) throws -> DashboardSubject {
    let operation = try OperationStore.find(id, for: viewer, db)
    return DashboardSubject(
      kind: .operation(id), title: operation.name, what: "Opération", scope: "Tous les marchés de l’opération.",
      address: DashboardURLs.operation(id), page: OperationURLs.operation(id))
  }

  static func contract(
    _ id: ID<PublicContract>, for viewer: Viewer, _ db: any Connection
  ) throws -> DashboardSubject {
    let contract = try ContractStore.find(id, for: viewer, db)
    return DashboardSubject(
      kind: .contract(id), title: contract.title, what: "Marché", scope: "Tous les lots du marché.",
      address: DashboardURLs.contract(id), page: ContractURLs.contract(id))
  }

  static func company(_ id: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> DashboardSubject {
    guard viewer.isFacilitator || viewer.organisationID == id else { throw Missing() }
    let stored: String? = try db.value("SELECT employer_kind FROM organisation WHERE id = \(id)")
    let isStructure = stored.flatMap { EmployerKind(rawValue: $0) }?.isStructure ?? false
    return DashboardSubject(
      kind: isStructure ? .employer(id) : .holder(id), title: try name(id, viewer, db),
      what: isStructure ? "Structure" : "Entreprise",
      scope: isStructure
        ? "Les heures des personnes qu’elle emploie, sur tous les chantiers."
        : "Les lots dont elle est titulaire, quel que soit l’employeur.",
      address: DashboardURLs.company(id), page: viewer.isFacilitator ? OrganisationURLs.page(id) : nil)
  }

  static func district(_ code: String, for viewer: Viewer, _ db: any Connection) throws -> DashboardSubject {
    guard viewer.isFacilitator, FigureBreakdown.district.admits(code), code != FigureBreakdown.unknown else {
      throw Missing()
    }
    let label: String? = try db.value(
      "SELECT label FROM reference_entry WHERE list = 'qpv' AND code = \(code) ORDER BY starts_on DESC LIMIT 1")
    return DashboardSubject(
      kind: .district(code), title: label.map { "\($0) (\(code))" } ?? code, what: "Quartier prioritaire",
      scope: "Les personnes qui y habitaient à l’embauche.",
      address: DashboardURLs.path(DashboardURLs.district, [("code", code)]), page: nil)
  }

  private static func name(_ id: ID<Organisation>, _ viewer: Viewer, _ db: any Connection) throws -> String {
    let found: String? = try db.value(
      "SELECT name FROM territory_organisation WHERE territory_id = \(viewer.territoryID) AND organisation_id = \(id)")
    guard let found else { throw Missing() }
    return found
  }
}
