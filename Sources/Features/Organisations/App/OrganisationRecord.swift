// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What an organisation may be in the territory's work. One body may be several.
enum OrganisationRole: String, CaseIterable, Sendable {
  case buyer = "donneur"
  case employer = "employeur"
  case structure = "structure"
  case prescriber = "prescripteur"

  var french: String {
    switch self {
    case .buyer: "Donneurs d’ordre"
    case .employer: "Entreprises et structures"
    case .structure: "Structures d’insertion"
    case .prescriber: "Prescripteurs"
    }
  }

  /// A condition on the organisation `o`.
  var condition: SQL {
    switch self {
    case .buyer: "o.buyer_kind IS NOT NULL"
    case .employer: "o.employer_kind IS NOT NULL"
    case .structure: "o.employer_kind IN (\(.list(EmployerKind.allCases.filter(\.isStructure))))"
    case .prescriber: "o.prescriber_kind IS NOT NULL"
    }
  }
}

/// What is looked for in the list.
struct OrganisationSearch: Sendable, Equatable {
  var text = ""
  var kind: OrganisationRole?
}

/// An organisation with all that its page and its form show.
struct OrganisationRecord: Sendable {
  let id: ID<Organisation>
  let details: OrganisationDetails

  init(_ row: Row) throws {
    id = try row["id"]
    let (siret, siren): (String?, String?) = (try row["siret"], try row["siren"])
    details = OrganisationDetails(
      name: try row["name"], siret: siret.flatMap { Siret($0) }, siren: siren.flatMap { Siren($0) },
      buyerKind: try row["buyer_kind"], employerKind: try row["employer_kind"],
      prescriberKind: try row["prescriber_kind"], naf: try row["naf"], address: try row["address"],
      postcode: try row["postcode"], commune: try row["commune"], phone: try row["phone"])
  }

  static let columns: SQL = """
    o.id, o.name, o.siret, o.siren, o.buyer_kind, o.employer_kind, o.prescriber_kind, o.naf, o.address, o.postcode,
    o.commune, o.phone
    """
}

/// What is typed about an organisation.
struct OrganisationDetails: Sendable, Equatable {
  var name: String
  var siret: Siret?
  /// Known alone when the establishment is not.
  var siren: Siren?
  var buyerKind: BuyerKind?
  var employerKind: EmployerKind?
  var prescriberKind: PrescriberKind?
  var naf = ""
  var address = ""
  var postcode = ""
  var commune = ""
  var phone = ""

  /// « bailleur social, entreprise d’insertion »
  var kinds: [String] {
    [buyerKind?.french, employerKind?.french, prescriberKind?.french].compactMap { $0 }
  }

  /// The name stands first: other searches look for its beginning.
  var searchText: String {
    Search.fold([name, siret?.digits ?? siren?.digits ?? "", commune].joined(separator: " "))
  }
}
