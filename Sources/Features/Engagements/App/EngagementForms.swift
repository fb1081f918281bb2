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
    let hours = read.typed("calcul") == "rule" ? nil : read.hours("heures", "Heures à réaliser")
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
      label: label, terms: terms, bearing: bearers.bearing, bearers: [], hours: hours, startsOn: start, endsOn: end,
      sizingID: ID<SizingRecord>(form["calibrage"] ?? "")?.value)
    draft.effectiveOn = effective
    draft.reason = reason
    return TypedEngagement(draft: draft, bearers: bearers)
  }

  private static func terms(_ read: inout FormReader) -> EngagementTerms? {
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
      Choice("hours", "Un nombre d’heures"), Choice("rule", "Une règle", help: "Des heures par tranche d’un montant"),
    ]
    return [
      .text("nom", "Nom", value: typed("nom")).helped("Tranche, année ou reconduction, s’il y a plusieurs engagements")
        .optional(),
      .radios("calcul", "Engagement", kinds, value: typed("calcul", "hours")),
      .number("heures", "Heures à réaliser", value: typed("heures"), unit: "h").helped("Pour un nombre d’heures"),
      .group("Pour une règle", ruleFields(typed)), .date("effet", "Date d’effet", value: typed("effet")).optional(),
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

  /// One change of an engagement.
  static func event(_ form: Form, terms: EngagementTerms, at now: Instant) throws -> EngagementEvent {
    var read = FormReader(form)
    let kind = read.code("nature", "Nature", EngagementEventKind.self)
    let day = read.day("effet", "Date d’effet")
    let delta = read.optionalHours("heures", "Heures")
    let amount = read.optionalMoney("montant", "Montant")
    let decided = read.optionalHours("decision", "Heures dues décidées")
    let bearer = read.optionalID("membre", "Membre", of: Organisation.self)
    let reason = read.optionalText("motif", "Motif")
    if let delta, delta < -mostHours || delta > mostHours {
      read.refuse("heures", "Heures\u{202F}: 10\u{202F}000\u{202F}000 au plus.")
    }
    if let amount, amount < -mostMoney || amount > mostMoney { read.refuse("montant", "Montant\u{202F}: trop grand.") }
    if let decided, decided > mostHours { read.refuse("decision", "Heures dues décidées\u{202F}: trop grand.") }
    if kind == .amendment || kind == .termination, reason.isEmpty { read.refuse("motif", "Motif\u{202F}: à remplir.") }
    try read.check()
    guard let kind, let day else { throw FormRejected("nature", "Nature\u{202F}: à remplir.") }
    let event = EngagementEvent(
      kind: kind, effectiveOn: day, recordedAt: now, delta: kind == .termination ? nil : delta,
      amount: kind.hasAmount ? amount : nil, setsTo: kind == .termination ? decided : nil, reason: reason,
      bearer: bearer)
    do throws(ValueError) { return try event.checked(for: terms) } catch {
      throw FormRejected(kind.hasAmount ? "montant" : kind == .termination ? "decision" : "heures", error.sentence)
    }
  }

  /// Months and hours, one field for each or pasted; a blank month is not in the plan.
  static func plan(_ form: Form) throws -> (plan: MonthlyPlan, agreedOn: Day) {
    var read = FormReader(form)
    let agreed = read.day("convenu", "Convenu le")
    var months: [Month: Hours] = [:]
    for field in form.fields where field.name.hasPrefix("mois_") && !field.value.allSatisfy(\.isWhitespace) {
      guard let month = Int(field.name.dropFirst(5)).flatMap({ Month($0) }) else { continue }
      months[month] = read.hours(field.name, FrenchText.capitalised(month.french))
    }
    for line in PastedTable.lines(of: form["colle"] ?? "") {
      do throws(ValueError) {
        months[try Month.parse(line.cells[0])] = try Hours.parse(line.cells.count > 1 ? line.cells[1] : "")
      } catch { read.refuse("colle", "Ligne \(line.number)\u{202F}: \(error.sentence)") }
    }
    if let wrong = months.first(where: { $0.value < .zero || $0.value > mostHours }) {
      read.refuse(
        "mois_\(wrong.key.rawValue)", "\(FrenchText.capitalised(wrong.key.french))\u{202F}: un nombre d’heures positif."
      )
    }
    if months.keys.contains(where: { !(1990...2100).contains($0.year) }) {
      read.refuse("colle", "Mois\u{202F}: de 1990 à 2100.")
    }
    if months.isEmpty, read.errors.isEmpty {
      read.refuse("colle", "Prévisionnel\u{202F}: donnez les heures d’un mois au moins.")
    }
    try read.check()
    guard let agreed else { throw FormRejected("convenu", "Convenu le\u{202F}: à remplir.") }
    return (MonthlyPlan(months), agreed)
  }
}

extension EngagementEventKind {
  /// Whether it says an amount of money.
  var hasAmount: Bool { self == .order || self == .invoice || self == .creditNote }
}
