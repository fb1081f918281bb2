// SPDX-License-Identifier: EUPL-1.2

extension NoticeTable {
  /// Reads one row: a contract with one holder, or with none.
  public func read(_ cells: [String], origin: NoticeOrigin, today: Day) -> NoticeReading {
    var reader = NoticeRowReader(table: self, cells: cells, check: NoticeChecker(origin: origin, today: today))
    let record = reader.read()
    return NoticeReading(shape: .consolidatedCSV, record: record, findings: reader.check.findings)
  }
}

/// Reads one row along the columns of its table. A column that is not there is not missed.
private struct NoticeRowReader {
  let table: NoticeTable
  let cells: [String]
  var check: NoticeChecker

  private func raw(_ column: NoticeTable.Column) -> NoticeRaw? { NoticeRaw(table.cell(column, in: cells), .cell) }
  private func name(_ column: NoticeTable.Column) -> NoticeField { .named(table.name(column)) }

  mutating func read() -> NoticeRecord? {
    let (buyerRaw, referenceRaw) = key()
    let buyer = check.buyer(buyerRaw, table.has(.buyerId) ? name(.buyerId) : name(.uid))
    let reference = check.reference(referenceRaw, table.has(.id) ? name(.id) : name(.uid))
    guard let buyer, let reference else { return nil }
    let nature = check.listed(raw(.nature), name(.nature), isConcession ? .concessionNatures : .contractNatures)
    var record = NoticeRecord(
      shape: .consolidatedCSV, kind: isConcession ? .concession : .contract, buyerSiret: buyer, reference: reference)
    record.nature = nature
    record.saysObject = table.has(.objet)
    record.buyerName = check.prose(raw(.buyerName), name(.buyerName), max: 500)
    readContent(into: &record)
    if let holder = readHolder() { record.holders = [holder] }
    record.social = readSocial()
    return record
  }

  /// `uid` is the buyer's SIRET followed by the number: either may be taken from it.
  private func key() -> (buyer: NoticeRaw?, reference: NoticeRaw?) {
    let uid = raw(.uid)?.text ?? ""
    let isWhole = uid.utf8.count > 14 && NoticeDigits.areDigits(uid.prefix(14))
    let split =
      isWhole ? (NoticeRaw(String(uid.prefix(14)), .cell), NoticeRaw(String(uid.dropFirst(14)), .cell)) : (nil, nil)
    return (raw(.buyerId) ?? split.0, raw(.id) ?? split.1)
  }

  private var isConcession: Bool {
    let nature = table.cell(.nature, in: cells)
    return nature.hasPrefix("Concession") || nature.hasPrefix("Délégation")
  }

  private mutating func readContent(into record: inout NoticeRecord) {
    record.object = check.prose(raw(.objet), name(.objet), max: 1000)
    check.checkTrial(record.object, name(.objet))
    record.cpv = check.cpv(raw(.codeCPV), name(.codeCPV))
    let procedures = isConcession ? NoticeList.concessionProcedures : .contractProcedures
    record.procedure = check.listed(raw(.procedure), name(.procedure), procedures)
    let placeCode = table.cell(.placeCode, in: cells)
    record.place = NoticePlace(
      code: placeCode == "MQ" ? "MQ" : check.text(raw(.placeCode), name(.placeCode), max: 40),
      codeKind: check.listed(raw(.placeKind), name(.placeKind), .placeKinds),
      name: check.prose(raw(.placeName), name(.placeName), max: 500))
    record.durationMonths = check.months(raw(.dureeMois), name(.dureeMois))
    record.notifiedOn = check.day(raw(.dateNotification), name(.dateNotification))
    record.publishedOn = check.day(raw(.datePublicationDonnees), name(.datePublicationDonnees))
    record.amount = check.amount(raw(.montant), name(.montant))
    record.priceForm = check.listed(raw(.formePrix), name(.formePrix), .priceForms)
    record.modificationNumber = raw(.modification).flatMap { NoticeDecimal($0.text)?.wholeNumber } ?? 0
    noteMissing()
    if let notified = record.notifiedOn, let day = record.publishedOn, day < notified {
      check.note(.publishedBeforeNotified, name(.datePublicationDonnees), day.iso)
    }
  }

  private mutating func noteMissing() {
    let wanted: [NoticeTable.Column] = [.objet, .codeCPV, .dateNotification, .montant, .holderId]
    for column in wanted where table.has(column) && raw(column) == nil { check.note(.missingField, name(column)) }
  }

  private mutating func readHolder() -> NoticeHolder? {
    let nameColumn = table.has(.holderName) ? NoticeTable.Column.holderName : .holderOlderName
    return check.holder(
      kind: raw(.holderKind), identifier: raw(.holderId), name: raw(nameColumn),
      (kind: table.has(.holderKind) ? name(.holderKind) : "", identifier: name(.holderId), name: name(nameColumn)))
  }

  /// Joined by a comma or, on other portals, by a semicolon.
  private mutating func readSocial() -> [SocialConsideration] {
    var found: [SocialConsideration] = []
    for part in table.cell(.considerationsSociales, in: cells).split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let column = name(.considerationsSociales)
      guard let label = check.listed(NoticeRaw(String(part), .cell), column, .social) else { continue }
      let value = SocialConsideration.of(label)
      if !found.contains(value) { found.append(value) }
    }
    return found
  }
}
