// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads lines of « member ; share ».
enum ShareLines {
  /// Members with whole shares; each bad line is said with its number.
  static func read(
    _ text: String, field: String
  ) throws -> [(party: ContractDraft.Party, share: Int)] {
    var errors: [FieldError] = []
    var members: [(party: ContractDraft.Party, share: Int)] = []
    for line in PastedTable.lines(of: text) {
      do throws(ValueError) { members.append(try member(line.cells)) } catch {
        errors.append(FieldError(field, "Ligne \(line.number)\u{202F}: \(error.sentence)"))
      }
    }
    let parties = members.map(\.party)
    if Set(parties).count != parties.count { errors.append(FieldError(field, "Un membre figure deux fois.")) }
    if !errors.isEmpty { throw FormRejected(errors) }
    return members
  }

  private static func member(_ cells: [String]) throws(ValueError) -> (ContractDraft.Party, Int) {
    guard let holder = try PastedLots.holder(cells.first ?? "") else {
      throw ValueError("indiquez un nom ou un SIRET.")
    }
    let typed = (cells.count > 1 ? cells[1] : "1").filter { !$0.isWhitespace && $0 != "%" }
    guard let share = Int(typed), (1...1_000_000).contains(share) else {
      throw ValueError("la part est un nombre entier de 1 à 1\u{202F}000\u{202F}000, par exemple 40.")
    }
    return (ContractDraft.Party(holder), share)
  }
}
