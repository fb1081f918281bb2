// SPDX-License-Identifier: EUPL-1.2

/// Reads one JSON record along a layout. Producers mix versions: a wrapped holder is read in a flat file, and the other way round.
struct NoticeJSONReader {
  let node: NoticeNode
  let layout: NoticeLayout
  var check: NoticeChecker

  init(_ node: NoticeNode, layout: NoticeLayout, origin: NoticeOrigin, today: Day) {
    self.node = node
    self.layout = layout
    check = NoticeChecker(origin: origin, today: today)
  }

  /// Nil when the record has no buyer or no number, which is then noted.
  mutating func read() -> NoticeRecord? {
    let buyer = readBuyer()
    let reference = check.reference(raw(node["id"], "id"), "id")
    guard let buyer, let reference else { return nil }
    var record = NoticeRecord(shape: layout.shape, kind: layout.kind, buyerSiret: buyer, reference: reference)
    let name = NoticeField.named(layout.buyerName)
    record.buyerName = check.prose(raw(node[named: layout.buyer]?["nom"], name), name, max: 500)
    noteMissing()
    readContent(into: &record)
    record.holders = readHolders(node[named: layout.holders], layout.holders.text)
    record.social = readSocial()
    record.modifications = readModifications()
    return record
  }

  private mutating func readBuyer() -> String? {
    let field = NoticeField.named(layout.buyerID)
    // Seen in consolidated sources: the identifier alone, or under a flat name.
    if let own = node[named: layout.buyer], own.form != .object, own.form != .null {
      let whole = NoticeField.named(layout.buyer.text)
      check.note(.misplacedBuyer, whole, own.scalar ?? "")
      return check.buyer(raw(own, whole), whole)
    }
    if node[named: layout.buyer] == nil, let flat = node[layout.flatBuyer] ?? node[layout.underscoredBuyer] {
      check.note(.misplacedBuyer, field, flat.scalar ?? "")
      return check.buyer(raw(flat, field), field)
    }
    return check.buyer(raw(node[named: layout.buyer]?["id"], field), field)
  }

  private mutating func noteMissing() {
    for field in layout.required where isAbsent(node[named: field]) { check.note(.missingField, .named(field.text)) }
  }

  private static let wrapped: [StaticString] = [
    "technique", "modaliteExecution", "typePrix", "considerationSociale", "considerationEnvironnementale",
  ]

  /// An empty list says as little as no list, wrapped or not.
  private func isAbsent(_ value: NoticeNode?) -> Bool {
    guard let value else { return true }
    switch value.form {
    case .null: return true
    case .boolean, .number: return false
    case .text: return !value.surelyHoldsText && NoticeRaw(value.scalar ?? "", .text) == nil
    case .list: return value.isEmptyList
    // A wrapper holds its list alone: an object of several members is looked into no further.
    case .object:
      guard value.hasOneMember else { return false }
      return Self.wrapped.contains { value[$0].map { $0.form == .null || $0.isEmptyList } ?? false }
    }
  }

  private mutating func readContent(into record: inout NoticeRecord) {
    record.nature = check.listed(raw(node["nature"], "nature"), "nature", layout.natures)
    record.object = check.prose(raw(node["objet"], "objet"), "objet", max: layout.objectLength)
    check.checkTrial(record.object, "objet")
    record.cpv = check.cpv(raw(node["codeCPV"], "codeCPV"), "codeCPV")
    record.procedure = check.listed(raw(node["procedure"], "procedure"), "procedure", layout.procedures)
    record.place = readPlace()
    record.durationMonths = check.months(raw(node["dureeMois"], "dureeMois"), "dureeMois")
    let (notifiedField, amountField) = (NoticeField.named(layout.notified.text), NoticeField.named(layout.amount.text))
    record.notifiedOn = check.day(raw(node[named: layout.notified], notifiedField), notifiedField)
    let published: NoticeField = "datePublicationDonnees"
    record.publishedOn = check.day(raw(node["datePublicationDonnees"], published), published)
    if let notified = record.notifiedOn, let day = record.publishedOn, day < notified {
      check.note(.publishedBeforeNotified, published, day.iso)
    }
    record.amount = check.amount(raw(node[named: layout.amount], amountField), amountField)
    record.priceForm = check.listed(raw(node["formePrix"], "formePrix"), "formePrix", .priceForms)
  }

  private mutating func readPlace() -> NoticePlace {
    guard let place = node["lieuExecution"], place.form != .null else { return NoticePlace() }
    guard place.form == .object else {
      check.note(.wrongType, "lieuExecution", place.scalar ?? "")
      return NoticePlace()
    }
    // MQ says "unknown" elsewhere, and Martinique here.
    let isMartinique = place["code"]?.isText("MQ") ?? false
    return NoticePlace(
      code: isMartinique ? "MQ" : check.text(raw(place["code"], "lieuExecution.code"), "lieuExecution.code", max: 40),
      codeKind: check.listed(raw(place["typeCode"], "lieuExecution.typeCode"), "lieuExecution.typeCode", .placeKinds),
      name: check.prose(raw(place["nom"], "lieuExecution.nom"), "lieuExecution.nom", max: 500))
  }

  /// A scalar ready for the rules; what is a list or an object where a scalar stands is noted.
  mutating func raw(_ value: NoticeNode?, _ field: NoticeField) -> NoticeRaw? {
    guard let value else { return nil }
    switch value.form {
    case .null: return nil
    case .number: return NoticeRaw(value.scalar ?? "", .number)
    case .text, .boolean: return NoticeRaw(value.scalar ?? "", .text)
    case .list, .object:
      check.note(.wrongType, field)
      return nil
    }
  }
}
