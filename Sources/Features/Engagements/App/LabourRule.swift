// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// A percentage of the labour that an amount pays, as a rule of hours per slice without rounding:
/// amount × share of labour × rate ÷ hourly cost.
enum LabourRule {
  static func read(_ read: inout FormReader) -> EngagementTerms? {
    let rate = percent("main_taux", "Taux d’insertion", &read)
    let share = percent("main_part", "Part de main-d’œuvre", &read)
    let cost = read.money("main_cout", "Coût horaire")
    let basis = read.code("main_base", "Appliqué sur", RuleBasis.self)
    guard let rate, let share, let cost, let basis else { return nil }
    guard cost > .zero, cost <= Money(euros: 10_000) else {
      read.refuse("main_cout", "Coût horaire\u{202F}: un montant au-dessus de zéro.")
      return nil
    }
    do throws(ValueError) {
      return .rule(try EngagementRule(rate: rate, labourShare: share, hourlyCost: cost, basis: basis))
    } catch {
      read.refuse("main_taux", error.sentence)
      return nil
    }
  }

  private static func percent(_ name: String, _ label: String, _ read: inout FormReader) -> Rational? {
    read.value(name, label) { text throws(ValueError) in
      let value = try Rational.parsePercent(text, field: label)
      guard value > .zero else { throw ValueError("\(label)\u{202F}: au-dessus de zéro.") }
      return value
    }
  }

  /// What the engagement is called when nobody names it: the factors as they were typed.
  static func label(_ form: Form) -> String {
    guard form["calcul"] == "percent" else { return "" }
    func typed(_ name: String) -> String {
      let text = (try? FreeText.line(form[name] ?? "", field: name, max: 40)) ?? ""
      return String(text.filter { $0 != "%" && $0 != "€" && !$0.isWhitespace }.prefix(12))
    }
    return
      "\(typed("main_taux"))\u{202F}% de la main-d’œuvre (\(typed("main_part"))\u{202F}% du montant, \(typed("main_cout"))\u{202F}€ l’heure)"
  }

  static func fields(_ typed: (String, String) -> String) -> [FormField] {
    [
      .number("main_taux", "Taux d’insertion", value: typed("main_taux", ""), unit: "%").optional(),
      .number("main_part", "Part de main-d’œuvre", value: typed("main_part", ""), unit: "%").optional(),
      .number("main_cout", "Coût horaire, charges comprises", value: typed("main_cout", ""), unit: "€").optional(),
      .select(
        "main_base", "Appliqué sur", Choice.all(RuleBasis.self), value: typed("main_base", "invoiced"), blank: nil),
    ]
  }
}
