// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// Organisations of one name in a list to choose from: two establishments of a company, or two companies.
enum Homonyms {
  /// The same list in the same order, the SIRET after each name that stands more than once. One more question to the
  /// database, and none when every name is alone. Only for lists of what the reader may see already.
  static func toldApart(_ list: [NamedOrganisation], _ db: any Connection) throws -> [NamedOrganisation] {
    let counts = Dictionary(list.map { ($0.name, 1) }, uniquingKeysWith: +)
    let shared = list.filter { counts[$0.name, default: 0] > 1 }
    guard !shared.isEmpty else { return list }
    let numbers = try db.query("SELECT id, siret FROM organisation WHERE id IN (\(.list(shared.map(\.id))))").map {
      (try $0["id"] as ID<Organisation>, try $0["siret"] as String?)
    }
    let siret = Dictionary(numbers, uniquingKeysWith: { first, _ in first })
    return list.map { one in
      guard counts[one.name, default: 0] > 1 else { return one }
      let number = siret[one.id].flatMap { $0 }.flatMap(Siret.init)
      return NamedOrganisation(id: one.id, name: "\(one.name) (\(number.map { "SIRET \($0.french)" } ?? "sans SIRET"))")
    }
  }
}
