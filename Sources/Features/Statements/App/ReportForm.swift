// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads what to issue: a month of the territory, or a lot.
struct ReportForm {
  let lots: [(id: ID<Lot>, label: String, period: StatementPeriod)]
  let today: Day
  private var read: FormReader

  init(_ form: Form, lots: [LotWithHours], today: Day) {
    self.lots = lots.map { ($0.id, $0.label, $0.period) }
    self.today = today
    read = FormReader(form)
  }

  func scope() throws(FormRejected) -> ReportScope {
    var read = read
    if read.typed("objet") == "lot" {
      let lot = read.id("lot", "Lot", of: Lot.self)
      let found = lots.first { $0.id == lot }
      if found == nil, lot != nil { read.refuse("lot", "Lot\u{202F}: choisissez dans la liste.") }
      try read.check()
      guard let found else { throw FormRejected("lot", "Lot\u{202F}: choisissez dans la liste.") }
      return ReportScope(period: found.period, lot: found.id)
    }
    let month = read.month("mois", "Mois")
    if let month, month > today.month { read.refuse("mois", "Mois\u{202F}: \(month.french) n’est pas commencé.") }
    try read.check()
    guard let month else { throw FormRejected("mois", "Mois\u{202F}: à remplir.") }
    return ReportScope(period: StatementPeriod(first: month, last: month))
  }
}
