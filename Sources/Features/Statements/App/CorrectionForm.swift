// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads what should have been declared: up to three lines, the first already filled with what was.
struct CorrectionForm {
  static let rows = 0..<3
  let line: LedgerLine
  let places: [LinePlaceChoice]
  private var read: FormReader

  init(_ form: Form, line: LedgerLine, places: [LinePlaceChoice]) {
    (self.line, self.places) = (line, places)
    read = FormReader(form)
  }

  static func name(_ field: String, _ row: Int) -> String { "\(field)_\(row)" }

  func act() throws -> CorrectLine {
    var form = self
    let note = form.read.text("note", "Motif de la correction", max: 500)
    let replacements = Self.rows.compactMap { form.replacement($0) }
    if replacements.isEmpty, form.read.errors.isEmpty, !form.read.isChecked("rien") {
      form.read.refuse(
        "declarees_0",
        "Indiquez les heures justes, ou cochez «\u{202F}Cette ligne n’aurait pas dû être déclarée\u{202F}».")
    }
    if !replacements.isEmpty, form.read.isChecked("rien") {
      form.read.refuse("rien", "Des heures justes sont indiquées\u{202F}: videz-les ou décochez cette case.")
    }
    try form.read.check()
    return CorrectLine(line: line.id, replacements: replacements, note: note)
  }

  private mutating func replacement(_ row: Int) -> Replacement? {
    let declaredName = Self.name("declarees", row)
    guard !read.isBlank(declaredName) else {
      if !read.isBlank(Self.name("retenues", row)) {
        read.refuse(declaredName, "Heures déclarées\u{202F}: à remplir, puisque des heures retenues le sont.")
      }
      return nil
    }
    let declared = read.hours(declaredName, "Heures déclarées")
    if let declared, declared <= .zero || declared > DeclarationForm.most {
      read.refuse(declaredName, "Heures déclarées\u{202F}: un nombre supérieur à 0, de 744\u{202F}h au plus.")
    }
    let month = read.month(Self.name("mois", row), "Mois travaillé")
    let engagement = place(row)
    let kept =
      read.isBlank(Self.name("retenues", row)) ? declared : read.hours(Self.name("retenues", row), "Heures retenues")
    let reason = read.optionalCode(Self.name("motif", row), "Motif", ReasonNotKept.self)
    guard let declared, let month, let engagement, let kept else { return nil }
    var entry = line.entry
    (entry.declared, entry.month, entry.engagementID) = (declared, month, engagement)
    return decided(entry, kept, reason, row)
  }

  private mutating func place(_ row: Int) -> ID<Engagement>? {
    let name = Self.name("lot", row)
    guard let chosen = read.id(name, "Lot", of: Engagement.self) else { return nil }
    if places.contains(where: { $0.engagement == chosen }) { return chosen }
    read.refuse(name, "Lot\u{202F}: choisissez dans la liste.")
    return nil
  }

  private mutating func decided(_ entry: LedgerEntry, _ kept: Hours, _ reason: ReasonNotKept?, _ row: Int)
    -> Replacement?
  {
    do throws(StatementError) {
      let whole = entry.kind.mayCount ? kept : .zero
      let why = entry.kind.mayCount ? reason : .notCountedKind
      let decision = try HoursDecision(
        kind: entry.kind, declared: entry.declared, kept: whole, reason: why, note: read.typed("note"))
      return Replacement(entry: entry, decision: decision, row: row)
    } catch {
      let field = error == .reasonMissing || error == .noteMissing ? "motif" : "retenues"
      read.refuse(Self.name(field, row), error.sentence)
      return nil
    }
  }

  /// What was refused, under its field; nil for a refusal that is not the form's.
  static func errors(_ error: any UserFacingError) -> [FieldError]? {
    if let rejected = error as? FormRejected { return rejected.errors }
    guard let refused = error as? StatementError, refused.kind == .invalid else { return nil }
    return [FieldError("declarees_0", refused.sentence)]
  }
}
