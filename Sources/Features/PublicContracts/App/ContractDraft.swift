// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation

/// A contract ready to be written, with its lots: from the form or from notices.
struct ContractDraft: Sendable {
  /// A body that is known, or that is to be found by number or name and made when it is not.
  enum Party: Sendable, Hashable {
    case known(ID<Organisation>)
    case described(name: String, siret: Siret?)
  }

  struct Lot: Sendable {
    let number: String
    let name: String
    let holders: [Party]
    let hours: Hours?
    let amount: Money?

    func named(_ db: any Connection) throws -> Lot {
      Lot(number: number, name: name, holders: try holders.map { try $0.named(db) }, hours: hours, amount: amount)
    }
  }

  var buyer: Party
  var reference: String
  var title: String
  var purchaseKind: PurchaseKind
  var legalForm: LegalForm
  var sector: Sector
  var cpv: CPV?
  var amount: Money?
  var isFramework = false
  var notifiedOn: Day?
  var months: Int?
  var operation: String
  var facilitator: ID<Account>?
  var training: TrainingPolicy = .none
  var countingMonths = 24
  var rhythm: Rhythm = .monthly
  var lots: [Lot]
  var notices: [Int64] = []

  /// Last day of the term, from its notification.
  var endsOn: Day? {
    guard let notifiedOn, let months else { return nil }
    return notifiedOn.lastDay(ofTermMonths: months)
  }

  var searchText: String { Search.fold("\(reference) \(title)") }
}

extension ContractDraft {
  /// What was chosen in a list exists for this viewer.
  func checkKnown(for viewer: Viewer, _ db: any Connection) throws {
    if case .known = buyer, try OrganisationMatcher.find(buyer, for: viewer, db) == nil {
      throw FormRejected("acheteur", "Donneur d’ordre\u{202F}: choisissez-le dans la liste.")
    }
    guard let account = facilitator else { return }
    if try !ContractStore.facilitators(for: viewer, db).contains(where: { $0.id == account }) {
      throw FormRejected("suivi", "Suivi par\u{202F}: choisissez dans la liste.")
    }
  }
}

extension ContractDraft.Lot {
  init(_ pasted: PastedLot) {
    number = pasted.number
    name = pasted.name
    hours = pasted.hours
    amount = pasted.amount
    var seen: Set<ContractDraft.Party> = []
    holders = pasted.holders.flatMap(ContractDraft.Party.several).filter { seen.insert($0).inserted }
  }
}

extension ContractDraft.Party {
  init(_ holder: PastedLot.Holder) {
    switch holder {
    case .siret(let siret): self = .described(name: "", siret: siret)
    case .name(let name): self = .described(name: name, siret: nil)
    case .both(let name, let siret): self = .described(name: name, siret: siret)
    }
  }

  /// « Éclair SAS + 990 002 027 00015 » are two holders.
  static func several(_ holder: PastedLot.Holder) -> [Self] {
    guard case .name(let text) = holder, text.contains(" + ") else { return [Self(holder)] }
    let names = text.components(separatedBy: " + ").filter { !$0.allSatisfy(\.isWhitespace) }
    var seen: Set<Self> = []
    return names.map { name in Siret(name).map { .described(name: "", siret: $0) } ?? .described(name: name, siret: nil)
    }
    .filter { seen.insert($0).inserted }
  }

  /// The same with the name that published notices give to a number.
  func named(_ db: any Connection) throws -> Self {
    guard case .described("", let siret?) = self, let name = try OrganisationMatcher.publishedName(siret, db) else {
      return self
    }
    return .described(name: name, siret: siret)
  }

  /// « Maçonnerie Leduc (990 002 027 00015) »
  var french: String {
    switch self {
    case .known: ""
    case .described(let name, let siret?): name.isEmpty ? "SIRET \(siret.french)" : "\(name) (\(siret.french))"
    case .described(let name, nil): name
    }
  }
}
