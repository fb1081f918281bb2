// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// An annex to be written.
struct AnnexDraft: Sendable, Hashable {
  let kind: EmployerKind
  let number: String
  let range: DayRange

  init(reading form: Form) throws(FormRejected) {
    var read = FormReader(form)
    let kind = read.code("nature", "Nature", EmployerKind.self)
    if let kind, !kind.hasAnnex {
      read.refuse("nature", "Nature\u{202F}: seules les structures de l’insertion par l’activité ont une annexe.")
    }
    number = read.optionalText("numero", "Numéro", max: 60)
    let (from, through) = (read.day("debut", "Début"), read.day("fin", "Fin"))
    if let from, let through, through < from { read.refuse("fin", "Fin\u{202F}: elle est avant le début.") }
    try read.check()
    guard let kind, let from, let through else { throw FormRejected("nature", "Nature\u{202F}: à choisir.") }
    (self.kind, range) = (kind, DayRange(from: from, through: through))
  }
}
