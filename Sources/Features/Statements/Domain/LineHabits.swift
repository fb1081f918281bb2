// SPDX-License-Identifier: EUPL-1.2

/// A month against the person's last months: unusual, never wrong by itself.
enum LineHabits {
  /// How many months before are looked at.
  static let months = 3
  /// A jump is half as much again as the highest of them, and at least a week of work more.
  static let leastJump = Hours(wholeHours: 35)
  /// A whole number of tens is a round figure.
  static let round = Hours(wholeHours: 10)

  /// Nothing is said before there are months enough to compare with.
  static func remarks(on facts: LineFacts) -> [LineRemark] {
    let (total, before) = (facts.monthTotal, facts.totalsBefore)
    guard facts.kind.mayCount, before.count == months, before.allSatisfy({ $0 > .zero }), let highest = before.max()
    else { return [] }
    if total.units * 2 > highest.units * 3, total - highest >= leastJump {
      return [
        LineRemark(
          severity: .warn, code: "jump",
          sentence:
            "Inhabituel\u{202F}: \(total.french)\u{202F}h en \(facts.month.french), \(highest.french)\u{202F}h au plus les trois mois d’avant.",
          source: "une fois et demie le plus haut des trois derniers mois")
      ]
    }
    guard total.units % round.units == 0, before.allSatisfy({ $0 == total }) else { return [] }
    return [
      LineRemark(
        severity: .inform, code: "round_figures",
        sentence: "Le même chiffre rond quatre mois de suite\u{202F}: \(total.frenchShort)\u{202F}h.",
        source: "chiffres ronds répétés")
    ]
  }
}
