// SPDX-License-Identifier: EUPL-1.2

/// The checks of a declared line. They say; the facilitateur decides.
public enum LineChecks {
  /// Above it a month is said to be unusual: 151,67 h and a large margin.
  public static let unusualMonth = Hours(wholeHours: 220)

  /// All remarks, the gravest first.
  public static func remarks(on facts: LineFacts) -> [LineRemark] {
    let dates = eligibility(facts) + contract(facts) + lot(facts)
    let amounts =
      LegalMaximaCheck.remarks(on: facts) + PublicHolidays.remarks(on: facts) + LineHabits.remarks(on: facts)
    let all = amount(facts) + dates + amounts + annex(facts) + year(facts)
    return LineRemark.Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
  }

  private static func amount(_ facts: LineFacts) -> [LineRemark] {
    if facts.declared < .zero, !facts.isReversal {
      return [
        remark(
          .block, "negative", "Les heures sont négatives\u{202F}: une correction se fait sur la ligne d’origine.",
          "une ligne écrite ne se modifie pas")
      ]
    }
    if facts.declared == .zero { return [remark(.warn, "zero", "La ligne ne déclare aucune heure.", "relevé")] }
    if facts.kind == .absence {
      return [remark(.inform, "absence", "Les heures d’absence ne comptent jamais.", "nature des heures")]
    }
    guard facts.monthTotal > unusualMonth else { return [] }
    let sentence =
      "Inhabituel\u{202F}: \(facts.monthTotal.frenchShort)\u{202F}h pour une personne en \(facts.month.french)."
    return [remark(.warn, "unusual_month", sentence, "plus de 220\u{202F}h dans le mois")]
  }

  private static func eligibility(_ facts: LineFacts) -> [LineRemark] {
    guard facts.kind.mayCount, facts.declared > .zero else { return [] }
    guard let range = facts.eligibility else {
      return [
        remark(
          .block, "not_validated", "Cette personne n’a pas de validation à cette période.",
          "validation avant l’embauche")
      ]
    }
    let source = "validation avant l’embauche"
    switch place(facts, in: range) {
    case .inside: return []
    case .before(let hours):
      let partly = hours.map { "\($0.french)\u{202F}h sont" } ?? "Toutes les heures sont"
      return [
        remark(
          hours == nil ? .block : .warn, "before_validation", "\(partly) avant la validation du \(range.from.french).",
          source)
      ]
    case .after(let hours):
      let partly = hours.map { "\($0.french)\u{202F}h sont" } ?? "Toutes les heures sont"
      let end = range.through.map { ", le \($0.french)" } ?? ""
      return [
        remark(
          .warn, "after_eligibility", "\(partly) après la fin de la durée de prise en compte\(end).",
          "durée de prise en compte")
      ]
    case .unknown:
      return [
        remark(
          .warn, "days_needed",
          "La validation ne couvre qu’une partie du mois (\(range.french))\u{202F}: demandez les jours.",
          "des jours quand une date compte")
      ]
    }
  }

  private static func contract(_ facts: LineFacts) -> [LineRemark] {
    outside(facts, facts.contract, code: "outside_contract", name: "du contrat de travail", whenAllOut: .block)
  }

  private static func lot(_ facts: LineFacts) -> [LineRemark] {
    guard let lot = facts.lot else { return [] }
    return outside(facts, lot, code: "outside_lot", name: "du lot", whenAllOut: .warn)
  }

  /// A contract that starts or ends within the month is ordinary: without days only a month wholly outside is said.
  private static func outside(
    _ facts: LineFacts, _ range: DayRange, code: String, name: String, whenAllOut: LineRemark.Severity
  ) -> [LineRemark] {
    switch place(facts, in: range) {
    case .inside, .unknown: return []
    case .before(nil), .after(nil):
      return [remark(whenAllOut, code, "Les heures sont hors des dates \(name) (\(range.french)).", "dates \(name)")]
    case .before(let hours?), .after(let hours?):
      return [
        remark(.warn, code, "\(hours.french)\u{202F}h sont hors des dates \(name) (\(range.french)).", "dates \(name)")
      ]
    }
  }

  /// One that covers a day of the month is enough. Where the team wrote none, nothing is known: it is only said.
  private static func annex(_ facts: LineFacts) -> [LineRemark] {
    guard let annexes = facts.annexes, facts.kind.mayCount, facts.declared > .zero else {
      return []
    }
    let source = "convention de la structure avec l’État, Code du travail, art. L5132-2"
    guard !annexes.isEmpty else {
      return [
        remark(
          .inform, "without_annex",
          "Aucune annexe financière de cette structure n’est enregistrée.", source)
      ]
    }
    guard !annexes.contains(where: { $0.touches(facts.month) }) else { return [] }
    return [
      remark(
        .warn, "without_annex",
        "La structure n’a pas d’annexe financière en vigueur en \(facts.month.french).", source)
    ]
  }

  private static func year(_ facts: LineFacts) -> [LineRemark] {
    guard facts.frozenYears.contains(facts.month.year) else { return [] }
    let sentence =
      "L’année \(facts.month.year) est arrêtée\u{202F}: ces heures seront une régularisation, à part de ce qui est publié."
    return [remark(.warn, "frozen_year", sentence, "arrêté annuel")]
  }

  private enum Place { case inside, before(Hours?), after(Hours?), unknown }

  /// Where the hours fall; a `nil` amount means all of them.
  private static func place(_ facts: LineFacts, in range: DayRange) -> Place {
    if facts.month.lastDay < range.from { return .before(nil) }
    if let through = range.through, through < facts.month.firstDay { return .after(nil) }
    if range.covers(facts.month) { return .inside }
    guard !facts.days.isEmpty else { return .unknown }
    guard case .settled(let kept, let before, let after) = Keeping.keep(days: facts.days, within: range) else {
      return .unknown
    }
    if before > .zero { return .before(kept == .zero && after == .zero ? nil : before) }
    return after > .zero ? .after(kept == .zero ? nil : after) : .inside
  }

  private static func remark(
    _ severity: LineRemark.Severity, _ code: String, _ sentence: String, _ source: String
  ) -> LineRemark {
    LineRemark(severity: severity, code: code, sentence: sentence, source: source)
  }
}
