// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML
import Platform

/// Who bears an engagement, as typed: the parties are found or made when it is written.
struct TypedBearers: Sendable {
  let bearing: Bearing
  let members: [(party: ContractDraft.Party, share: Int)]
}

/// An engagement as typed.
struct TypedEngagement: Sendable {
  let draft: EngagementDraft
  let bearers: TypedBearers
}

enum EngagementForm {
  /// No lot owes more, and no sum of them overflows.
  static let mostHours = Hours(wholeHours: 10_000_000)
  static let mostMoney = Money(euros: 1_000_000_000_000)

  static func read(_ form: Form, viewer: Viewer) throws -> TypedEngagement {
    var read = FormReader(form)
    let label = read.optionalText("nom", "Nom", max: 200)
    let terms = terms(&read)
    let isRule = ["rule", "percent"].contains(read.typed("calcul"))
    let hours = isRule ? nil : read.hours("heures", "Heures à réaliser")
    if let hours, !(Hours.zero...mostHours).contains(hours) {
      read.refuse("heures", "Heures à réaliser\u{202F}: de 0 à 10\u{202F}000\u{202F}000.")
    }
    let effective = read.optionalDay("effet", "Date d’effet")
    let reason = read.optionalText("motif", "Motif")
    let (start, end) = (read.optionalDay("debut", "Début"), read.optionalDay("fin", "Fin"))
    if let start, let end, end < start { read.refuse("fin", "Fin\u{202F}: elle est avant le début.") }
    let bearers = bearers(&read)
    try read.check()
    guard let terms, let bearers else { throw FormRejected("calcul", "Engagement\u{202F}: à remplir.") }
    var draft = EngagementDraft(
      label: label.isEmpty ? LabourRule.label(form) : label, terms: terms, bearing: bearers.bearing, bearers: [],
      hours: hours, startsOn: start, endsOn: end,
      sizingID: ID<SizingRecord>(form["calibrage"] ?? "")?.value)
    draft.effectiveOn = effective
    draft.reason = reason
    return TypedEngagement(draft: draft, bearers: bearers)
  }

  private static func terms(_ read: inout FormReader) -> EngagementTerms? {
    if read.typed("calcul") == "percent" { return LabourRule.read(&read) }
    guard read.typed("calcul") == "rule" else { return .hours }
    let hours = read.hours("regle_heures", "Heures par tranche")
    let slice = read.money("regle_tranche", "Tranche")
    let threshold = read.optionalMoney("regle_seuil", "Seuil") ?? .zero
    let basis = read.code("regle_base", "Appliquée sur", RuleBasis.self)
    let rounding = read.code("regle_arrondi", "Arrondi", SliceRounding.self)
    guard let hours, let slice, let basis, let rounding else { return nil }
    do throws(ValueError) {
      return .rule(
        try EngagementRule(hoursPerSlice: hours, slice: slice, threshold: threshold, basis: basis, rounding: rounding))
    } catch {
      read.refuse("regle_tranche", error.sentence)
      return nil
    }
  }

  static func bearers(_ read: inout FormReader) -> TypedBearers? {
    guard let bearing = read.code("portage", "Porté par", Bearing.self) else { return nil }
    do {
      let members = try ShareLines.read(read.typed("porteurs"), field: "porteurs")
      if bearing == .alone ? members.count > 1 : members.count < 2 {
        read.refuse(
          "porteurs",
          bearing == .alone
            ? "Titulaires\u{202F}: un engagement porté seul a une seule entreprise."
            : "Titulaires\u{202F}: un groupement compte au moins deux entreprises.")
      }
      return TypedBearers(bearing: bearing, members: members)
    } catch let rejected as FormRejected {
      for error in rejected.errors { read.refuse(error.field, error.sentence) }
      return nil
    } catch { return nil }
  }

  static func fields(_ form: Form) -> [FormField] {
    func typed(_ name: String, _ usual: String = "") -> String { form[name] ?? usual }
    let kinds = [
      Choice("hours", "Un nombre d’heures"),
      Choice("rule", "Une règle", help: "Des heures par tranche d’un montant commandé ou facturé"),
      Choice("percent", "Un pourcentage de la main-d’œuvre", help: "Du montant commandé ou facturé, au fil de l’eau"),
    ]
    return [
      .text("nom", "Nom", value: typed("nom")).helped("Tranche, année ou reconduction, s’il y a plusieurs engagements")
        .optional(),
      .radios("calcul", "Engagement", kinds, value: typed("calcul", "hours")),
      .number("heures", "Heures à réaliser", value: typed("heures"), unit: "h").helped("Pour un nombre d’heures"),
      .group("Pour une règle", ruleFields(typed)),
      .group("Pour un pourcentage de la main-d’œuvre", LabourRule.fields(typed)),
      .date("effet", "Date d’effet", value: typed("effet")).optional(),
      .text("motif", "Motif", value: typed("motif")).optional(),
      .date("debut", "Début", value: typed("debut")).optional(),
      .date("fin", "Fin", value: typed("fin")).optional(),
      .hidden("calibrage", typed("calibrage")),
    ] + bearerFields(typed("portage", "alone"), typed("porteurs"))
  }

  private static func ruleFields(_ typed: (String, String) -> String) -> [FormField] {
    [
      .number("regle_heures", "Heures par tranche", value: typed("regle_heures", ""), unit: "h").optional(),
      .number("regle_tranche", "Tranche", value: typed("regle_tranche", ""), unit: "€").optional(),
      .number("regle_seuil", "Au-delà de", value: typed("regle_seuil", ""), unit: "€").optional(),
      .select(
        "regle_base", "Appliquée sur", Choice.all(RuleBasis.self), value: typed("regle_base", "invoiced"), blank: nil),
      .select(
        "regle_arrondi", "Arrondi", Choice.all(SliceRounding.self), value: typed("regle_arrondi", "full_slices"),
        blank: nil),
    ]
  }

  static func bearerFields(_ bearing: String, _ members: String) -> [FormField] {
    [
      .radios(
        "portage", "Porté par",
        Bearing.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french), help: $0.note ?? "") },
        value: bearing),
      .textarea("porteurs", "Titulaires", value: members, rows: 4)
        .helped(
          "Un par ligne, nom ou SIRET, puis point-virgule et part dans un groupement\u{202F}: «\u{202F}Éclair SAS; 60\u{202F}». Le premier est mandataire."
        )
        .optional(),
    ]
  }
}
