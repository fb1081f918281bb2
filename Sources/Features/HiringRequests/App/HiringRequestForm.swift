// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads a request of validation, one person or a pasted list.
enum HiringRequestForm {
  static func read(_ form: Form, from sender: HiringSender, lots: [HiringLot]) throws(FormRejected)
    -> HiringRequestDraft
  {
    var read = FormReader(form)
    let lastName = name("last_name", "Nom", &read)
    let firstName = name("first_name", "Prénom", &read)
    let bornOn = read.day("born_on", "Date de naissance")
    if let bornOn, bornOn.adding(months: 14 * 12) > sender.today {
      read.refuse("born_on", "Date de naissance\u{202F}: la personne aurait moins de 14 ans, vérifiez l’année.")
    }
    let lot = lot(&read, lots)
    let site = read.optionalText("site", "Chantier ou employeur", max: 300)
    if lot == nil, site.isEmpty, read.errors.allSatisfy({ $0.field != "lot" && $0.field != "site" }) {
      read.refuse("site", "Chantier ou employeur\u{202F}: dites pour quel marché, ou chez qui.")
    }
    let startsOn = start(read.day("starts_on", "Embauche prévue le"), "starts_on", sender.today, &read)
    let kind: EmploymentContractKind? = read.optionalCode("kind", "Contrat")
    let pass = pass(&read)
    let note = read.paragraphs("note", "Précision", max: 1000)
    try read.check()
    return HiringRequestDraft(
      lastName: lastName, firstName: firstName, bornOn: bornOn, passNumber: pass.number, passFrom: pass.from,
      passUntil: pass.until, lot: lot, site: site, kind: kind,
      startsOn: startsOn ?? sender.today, note: note)
  }

  /// The number of a PASS IAE with its own dates, all of them left empty by most.
  private static func pass(_ read: inout FormReader) -> (number: String, from: Day?, until: Day?) {
    let number = read.optional("pass", "Numéro de PASS", PassNumber.parse)
    let from = read.optionalDay("pass_from", "Début du PASS")
    let until = read.optionalDay("pass_until", "Fin du PASS")
    if let from, let until, until < from { read.refuse("pass_until", "Fin du PASS\u{202F}: elle est avant son début.") }
    if number == nil, from != nil || until != nil, !read.errors.contains(where: { $0.field == "pass" }) {
      read.refuse("pass", "Numéro de PASS\u{202F}: à remplir avec ses dates.")
    }
    return (number?.text ?? "", from, until)
  }

  private static func name(_ field: String, _ label: String, _ read: inout FormReader) -> String {
    let name = read.text(field, label, max: 100)
    if name.unicodeScalars.count > 100 {
      read.refuse(field, "\(label)\u{202F}: 100 caractères au plus.")
    } else if !name.isEmpty, Search.fold(name).isEmpty {
      read.refuse(field, "\(label)\u{202F}: écrivez-le avec des lettres.")
    }
    return name
  }

  private static func lot(_ read: inout FormReader, _ lots: [HiringLot]) -> ID<Lot>? {
    guard let lot = read.optionalID("lot", "Lot", of: Lot.self) else { return nil }
    guard lots.contains(where: { $0.id == lot }) else {
      read.refuse("lot", "Lot\u{202F}: choisissez dans la liste.")
      return nil
    }
    return lot
  }

  /// A hiring of this year or of the next: what is older is a correction, and goes through the facilitateur.
  private static func start(_ day: Day?, _ field: String, _ today: Day, _ read: inout FormReader) -> Day? {
    if let day, day < today.adding(months: -12) || day > today.adding(months: 12) {
      read.refuse(field, "Embauche prévue le\u{202F}: à un an près d’aujourd’hui, vérifiez l’année.")
    }
    return day
  }

  /// What a pasted list holds: requests to write, and lines left out with their reason.
  static func list(
    _ form: Form, from sender: HiringSender, lots: [HiringLot]
  ) throws(FormRejected) -> (drafts: [HiringRequestDraft], faults: [PastedHires.Fault]) {
    var read = FormReader(form)
    let usual = lot(&read, lots)
    let kind: EmploymentContractKind? = read.optionalCode("kind", "Contrat")
    if read.isBlank("liste") { read.refuse("liste", "Liste\u{202F}: collez au moins une ligne.") }
    let pasted = PastedHires(read.typed("liste"))
    var drafts: [HiringRequestDraft] = []
    var faults = pasted.faults
    for line in pasted.lines {
      do throws(ValueError) {
        drafts.append(try draft(line, usual: usual, kind: kind, lots: lots, on: sender.today))
      } catch { faults.append(PastedHires.Fault(number: line.number, sentence: error.sentence)) }
    }
    faults.sort { $0.number < $1.number }
    if drafts.isEmpty, read.errors.isEmpty {
      let first = faults.first.map { " Ligne \($0.number)\u{202F}: \($0.sentence)" } ?? ""
      read.refuse("liste", "Liste\u{202F}: aucune ligne ne peut être lue.\(first)")
    }
    try read.check()
    return (drafts, faults)
  }

  private static func draft(
    _ line: PastedHires.Line, usual: ID<Lot>?, kind: EmploymentContractKind?, lots: [HiringLot], on today: Day
  ) throws(ValueError) -> HiringRequestDraft {
    guard line.bornOn.adding(months: 14 * 12) <= today else {
      throw ValueError("Date de naissance\u{202F}: la personne aurait moins de 14 ans, vérifiez l’année.")
    }
    guard line.startsOn >= today.adding(months: -12), line.startsOn <= today.adding(months: 12) else {
      throw ValueError("Début\u{202F}: à un an près d’aujourd’hui, vérifiez l’année.")
    }
    let named = line.lot.isEmpty ? [] : lots.filter { matches($0, line.lot) }
    guard line.lot.isEmpty || named.count == 1 else {
      throw ValueError(
        named.isEmpty
          ? "Lot\u{202F}: «\u{202F}\(line.lot)\u{202F}» n’est pas un de vos lots."
          : "Lot\u{202F}: «\u{202F}\(line.lot)\u{202F}» en désigne plusieurs.")
    }
    guard let lot = named.first?.id ?? usual else {
      throw ValueError("Lot\u{202F}: à remplir, ou à choisir au-dessus pour toute la liste.")
    }
    return HiringRequestDraft(
      lastName: line.lastName, firstName: line.firstName, bornOn: line.bornOn, passNumber: line.pass.text,
      passFrom: line.passFrom, passUntil: line.passUntil, lot: lot, kind: kind, startsOn: line.startsOn)
  }

  /// The words of a cell against a lot: its number alone when it stands alone, else a part of its name.
  private static func matches(_ lot: HiringLot, _ text: String) -> Bool {
    let words = Search.fold(text)
    let number = Search.fold(lot.number)
    return words == number || words == "lot \(number)" || (words.count > 3 && Search.fold(lot.label).contains(words))
  }
}
