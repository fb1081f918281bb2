// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// A sizing ready to be kept.
struct TypedSizing: Sendable {
  let result: SizingResult
  let title: String
  let lotID: ID<Lot>?
  let retained: Int
  let reason: String
}

/// The four formulas as forms.
enum SizingForm {
  static func read(_ form: Form, method: SizingMethod) throws -> TypedSizing {
    var read = FormReader(form)
    let title = read.text("titre", "Titre", max: 200)
    let lot = read.optionalID("lot", "Lot", of: Lot.self)
    let result = result(&read, method)
    let asked = read.optionalNumber("retenues", "Heures retenues", in: 0...10_000_000)
    let reason = read.optionalText("motif", "Motif")
    if let asked, let result, asked != result.retained, reason.isEmpty {
      read.refuse(
        "motif",
        "Motif\u{202F}: dites pourquoi vous retenez un autre nombre que le calcul (\(FrenchNumber.whole(result.retained))\u{202F}h)."
      )
    }
    try read.check()
    guard let result else { throw FormRejected("", "Calibrage\u{202F}: à remplir.") }
    return TypedSizing(result: result, title: title, lotID: lot, retained: asked ?? result.retained, reason: reason)
  }

  private static func result(_ read: inout FormReader, _ method: SizingMethod) -> SizingResult? {
    func percent(_ name: String, _ label: String) -> Rational? {
      read.value(name, label) { text throws(ValueError) in try Rational.parsePercent(text, field: label) }
    }
    let make: () throws(ValueError) -> SizingResult?
    switch method {
    case .amount:
      let (amount, cost) = (read.money("montant", "Montant"), read.money("cout", "Coût horaire"))
      let (share, rate) = (percent("part", "Part de main-d’œuvre"), percent("taux", "Taux d’insertion"))
      make = { () throws(ValueError) in
        guard let amount, let cost, let share, let rate else { return nil }
        return try Sizing.Amount(amount: amount, labourShare: share, rate: rate, hourlyCost: cost).result
      }
    case .hours:
      let (hours, rate) = (read.hours("heures", "Heures du marché"), percent("taux", "Taux d’insertion"))
      make = { () throws(ValueError) in
        guard let hours, let rate else { return nil }
        return try Sizing.TotalHours(totalHours: hours, rate: rate).result
      }
    case .fullTime:
      let fte = read.value("etp", "Équivalents temps plein") { text throws(ValueError) in
        try Rational.parse(text, field: "Équivalents temps plein", decimals: 4)
      }
      let (months, year) = (
        read.number("mois", "Durée", in: 1...600), read.number("annee", "Heures par an", in: 1...3000)
      )
      let rate = percent("taux", "Taux")
      make = { () throws(ValueError) in
        guard let fte, let months, let year, let rate else { return nil }
        return try Sizing.FullTime(fte: fte, months: months, rate: rate, hoursPerYear: year).result
      }
    case .cleaning:
      let (turnover, months) = (read.money("ca", "Chiffre d’affaires"), read.number("mois", "Durée", in: 1...600))
      let (staff, each) = (
        read.hours("reprise", "Heures à reprendre"), read.money("ca_heure", "Chiffre d’affaires par heure")
      )
      let rate = percent("taux", "Taux d’insertion")
      make = { () throws(ValueError) in
        guard let turnover, let months, let staff, let each, let rate else { return nil }
        return try Sizing.Cleaning(
          turnover: turnover, months: months, transferableMonthlyHours: staff, rate: rate, eurosPerHour: each
        ).result
      }
    }
    do throws(ValueError) { return try make() } catch {
      read.refuse("", error.sentence)
      return nil
    }
  }

  static func fields(_ form: Form, _ method: SizingMethod) -> [FormField] {
    func typed(_ name: String, _ usual: String = "") -> String { form[name] ?? usual }
    return [
      .text("titre", "Titre", value: typed("titre")).helped("Ce que l’on calibre\u{202F}: marché, lot, variante")
    ] + factors(typed, method) + [
      .group(
        "Si vous retenez un autre nombre que le calcul",
        [
          .number("retenues", "Heures retenues", value: typed("retenues"), unit: "h").optional(),
          .text("motif", "Motif", value: typed("motif")).optional(),
        ]), .hidden("methode", method.rawValue), .hidden("lot", typed("lot")),
    ]
  }

  private static func factors(_ typed: (String, String) -> String, _ method: SizingMethod) -> [FormField] {
    let rate = FormField.number("taux", "Taux d’insertion", value: typed("taux", ""), unit: "%")
    switch method {
    case .amount:
      return [
        .number("montant", "Montant hors taxes", value: typed("montant", ""), unit: "€"),
        .number("part", "Part de main-d’œuvre", value: typed("part", "50"), unit: "%"), rate,
        .number("cout", "Coût horaire, charges comprises", value: typed("cout", "30"), unit: "€/h"),
      ]
    case .hours:
      return [.number("heures", "Heures du marché", value: typed("heures", ""), unit: "h"), rate]
    case .fullTime:
      return [
        .number("etp", "Équivalents temps plein", value: typed("etp", ""), unit: "ETP"),
        .number("mois", "Durée", value: typed("mois", "12"), unit: "mois"),
        .number("taux", "Taux", value: typed("taux", "100"), unit: "%"),
        .number("annee", "Heures par an d’un temps plein", value: typed("annee", "1607"), unit: "h"),
      ]
    case .cleaning:
      return [
        .number("ca", "Chiffre d’affaires du lot", value: typed("ca", ""), unit: "€"),
        .number("mois", "Durée", value: typed("mois", "12"), unit: "mois"),
        .number("reprise", "Heures mensuelles du personnel à reprendre", value: typed("reprise", ""), unit: "h"), rate,
        .number("ca_heure", "Chiffre d’affaires par heure", value: typed("ca_heure", "25"), unit: "€/h"),
      ]
    }
  }
}
