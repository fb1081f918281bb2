// SPDX-License-Identifier: EUPL-1.2
import Domain

/// Days, amounts, hours and numbers as people and producers write them: read without a trap, and what is read is written and read
/// again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: min(size, 400)), as: UTF8.self)
  if let day = try? Day.parse(text) { precondition(Day(iso: day.iso) == day && (try? Day.parse(day.french)) == day) }
  if let day = Day(iso: text) { precondition(day.iso == text) }
  if let money = try? Money.parse(text) { precondition((try? Money.parse(money.decimal)) == money) }
  if let hours = try? Hours.parse(text) { _ = hours.french }
  if let siret = try? Siret.parse(text) { precondition(siret.digits.utf8.count == 14) }
  if let cpv = try? CPV.parse(text) { precondition(CPV(cpv.code) == cpv) }
  if let moment = Instant(text: text) { precondition(moment.text == text) }
  let folded = Search.fold(text)
  precondition(Search.fold(folded) == folded)
  _ = Nir.appears(in: text)
  record(text)
  return 0
}

/// The same text as each scalar of a published contract.
private func record(_ text: String) {
  guard let today = Day(2026, 11, 24),
    let table = try? NoticeTable(
      header: ["acheteur_id", "id", "objet", "montant", "dateNotification", "dureeMois", "codeCPV", "titulaire_id"])
  else { return }
  let cells = ["21490007800012", "1", text, text, text, text, text, text]
  let reading = table.read(cells, origin: .table(number: 1, line: 2), today: today)
  precondition(reading.record != nil)
}
