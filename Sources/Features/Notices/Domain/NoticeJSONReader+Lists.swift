// SPDX-License-Identifier: EUPL-1.2

extension NoticeJSONReader {
  /// `[{…}]`, `[{"titulaire": {…}}]` or `{"titulaire": [{…}]}`.
  mutating func readHolders(_ value: NoticeNode?, _ field: String) -> [NoticeHolder] {
    let wrapper: StaticString = layout.kind == .contract ? "titulaire" : "concessionnaire"
    var found: [NoticeHolder] = []
    for (index, item) in list(value, .named(field), wrapper).enumerated() {
      let own = item[wrapper] ?? item
      guard own.form == .object else {
        check.note(.holderUnreadable, .item(field, index, ""), own.scalar ?? item.scalar ?? "")
        continue
      }
      let fields = (
        kind: NoticeField.item(field, index, "typeIdentifiant"), identifier: NoticeField.item(field, index, "id"),
        name: NoticeField.item(field, index, "denominationSociale")
      )
      let holder = check.holder(
        kind: raw(own["typeIdentifiant"], fields.kind), identifier: raw(own["id"], fields.identifier),
        name: raw(own["denominationSociale"], fields.name), fields)
      if let holder { found.append(holder) } else { check.note(.noIdentifier, fields.identifier) }
    }
    return found
  }

  mutating func readSocial() -> [SocialConsideration] {
    let field: NoticeField = "considerationsSociales"
    var found: [SocialConsideration] = []
    for item in list(node["considerationsSociales"], field, "considerationSociale") {
      guard let label = check.listed(raw(item, field), field, .social) else { continue }
      let value = SocialConsideration.of(label)
      if !found.contains(value) { found.append(value) }
    }
    return found
  }

  mutating func readModifications() -> [NoticeModification] {
    let field = "modifications"
    var found: [NoticeModification] = []
    for (index, item) in list(node["modifications"], .named(field), "modification").enumerated() {
      let own = item["modification"] ?? item
      guard own.form == .object else {
        check.note(.wrongType, .item(field, index, ""), own.scalar ?? "")
        continue
      }
      found.append(readModification(own, number: index + 1, "\(field)[\(index)]."))
    }
    return found
  }

  private mutating func readModification(_ own: NoticeNode, number: Int, _ place: String) -> NoticeModification {
    func field(_ name: String) -> NoticeField { .named(place + name) }
    let published = field("datePublicationDonneesModification")
    let notified = field(layout.modificationNotified.text)
    let release = own["datePublicationDonneesModification"]
    var modification = NoticeModification(number: own["id"]?.scalar.flatMap { Int($0) } ?? number)
    modification.notifiedOn = check.day(raw(own[named: layout.modificationNotified], notified), notified)
    modification.publishedOn = check.day(raw(release, published), published)
    if isMissing(release) { check.note(.missingField, published) }
    let (object, months, amount) = (field("objetModification"), field("dureeMois"), field(layout.amount.text))
    modification.object = check.prose(raw(own["objetModification"], object), object, max: 1000)
    modification.durationMonths = check.months(raw(own["dureeMois"], months), months)
    modification.amount = check.amount(raw(own[named: layout.amount], amount), amount)
    if let holders = own[named: layout.holders], holders.form != .null {
      modification.holders = readHolders(holders, place + layout.holders.text)
    }
    return modification
  }

  private func isMissing(_ value: NoticeNode?) -> Bool { value.map { $0.form == .null } ?? true }

  /// The items of a list that may be wrapped in an object, or be one item without its list.
  private mutating func list(_ value: NoticeNode?, _ field: NoticeField, _ wrapper: StaticString) -> [NoticeNode] {
    guard let value else { return [] }
    switch value.form {
    case .null: return []
    case .list: return value.items
    case .object:
      guard let inner = value[wrapper] else { return [value] }
      return inner.form == .list ? inner.items : inner.form == .null ? [] : [inner]
    default:
      check.note(.wrongType, field, value.scalar ?? "")
      return []
    }
  }
}
