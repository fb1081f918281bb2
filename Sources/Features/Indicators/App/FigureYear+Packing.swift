// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A year as bytes, and back: columns one after the other, texts in a list of their own. Read whole, it costs no more than copying it,
/// where rows of a table would be taken apart value by value.
extension FigureYear {
  /// Said first; another form would be another number, and its years would be made again.
  static let form: Int64 = 1

  var packed: [UInt8] {
    var bytes = PackedColumns()
    var texts = PackedTexts()
    let hireCodes = FigureHire.texts.map { field in hires.map { texts.code(field.get($0)) } }
    let placeCodes = FigurePlace.texts.map { field in places.map { texts.code(field.get($0)) } }
    bytes.put([Self.form])
    texts.put(into: &bytes)
    for field in FigureHire.numbers { bytes.put(hires.map(field.get)) }
    for codes in hireCodes { bytes.put(codes) }
    for field in FigurePlace.numbers { bytes.put(places.map(field.get)) }
    for codes in placeCodes { bytes.put(codes) }
    bytes.put(places.map { Int32($0.group.count) })
    bytes.put(places.flatMap { $0.group.flatMap { [$0.id, $0.share] } })
    bytes.put(places.map { Int32($0.bearers.count) })
    bytes.put(places.flatMap { $0.bearers.flatMap { [$0.key, $0.isStructure ? 1 : 0] } })
    bytes.put(rows.place)
    bytes.put(rows.hire)
    bytes.put(rows.kind)
    bytes.put(rows.units)
    return bytes.bytes
  }

  /// nil for bytes of another form, or cut short: such a year is counted from its lines.
  init?(territory: ID<Territory>, year: Int, packed bytes: [UInt8]) {
    self.init(territory: territory, year: year)
    var columns = PackedColumns(bytes: bytes)
    guard columns.take(Int64.self) == [Self.form], let texts = PackedTexts(from: &columns),
      Self.fill(&hires, FigureHire(), FigureHire.numbers, FigureHire.texts, &columns, texts),
      Self.fill(&places, FigurePlace(), FigurePlace.numbers, FigurePlace.texts, &columns, texts),
      let groups = columns.take(Int32.self), let owners = columns.take(Int64.self), groups.count == places.count,
      let borne = columns.take(Int32.self), let bearers = columns.take(Int64.self), borne.count == places.count
    else { return nil }
    var (owner, bearer) = (0, 0)
    for index in places.indices {
      guard owner + Int(groups[index]) * 2 <= owners.count, bearer + Int(borne[index]) * 2 <= bearers.count else {
        return nil
      }
      for _ in 0..<groups[index] {
        places[index].group.append(.init(id: owners[owner], share: owners[owner + 1]))
        owner += 2
      }
      for _ in 0..<borne[index] {
        places[index].bearers.append(.init(key: bearers[bearer], isStructure: bearers[bearer + 1] == 1))
        bearer += 2
      }
    }
    guard let place = columns.take(Int32.self), let hire = columns.take(Int32.self),
      let kind = columns.take(UInt8.self), let units = columns.take(Int32.self), place.count == kind.count,
      hire.count == kind.count, units.count == kind.count * 12, columns.isAtEnd,
      place.allSatisfy({ places.indices.contains(Int($0)) }), hire.allSatisfy({ hires.indices.contains(Int($0)) }),
      kind.allSatisfy({ $0 < Self.kinds.count })
    else { return nil }
    rows = Rows(place: place, hire: hire, kind: kind, units: units)
  }

  /// As many elements as the columns say, each with its numbers and its texts.
  private static func fill<Element>(
    _ elements: inout [Element], _ empty: Element, _ numbers: [PackedField<Element, Int64>],
    _ words: [PackedField<Element, String>], _ columns: inout PackedColumns, _ texts: PackedTexts
  ) -> Bool {
    for (index, field) in numbers.enumerated() {
      guard let column = columns.take(Int64.self) else { return false }
      if index == 0 { elements = Array(repeating: empty, count: column.count) }
      guard column.count == elements.count else { return false }
      for place in column.indices { field.set(&elements[place], column[place]) }
    }
    for field in words {
      guard let column = columns.take(Int32.self), column.count == elements.count else { return false }
      for place in column.indices {
        guard let text = texts[column[place]] else { return false }
        field.set(&elements[place], text)
      }
    }
    return true
  }
}

/// How a column goes in and out of its elements. Closures, since a year has thousands of them and key paths are slow to write by.
private struct PackedField<Element, Value>: Sendable {
  let get: @Sendable (Element) -> Value
  let set: @Sendable (inout Element, Value) -> Void

  init(_ get: @escaping @Sendable (Element) -> Value, _ set: @escaping @Sendable (inout Element, Value) -> Void) {
    (self.get, self.set) = (get, set)
  }
}

extension FigureHire {
  fileprivate static let numbers: [PackedField<FigureHire, Int64>] = [
    .init({ $0.contract }, { $0.contract = $1 }),
    .init({ $0.person }, { $0.person = $1 }),
    .init({ $0.chain }, { $0.chain = $1 }),
    .init({ $0.employer }, { $0.employer = $1 }),
    .init({ $0.userCompany }, { $0.userCompany = $1 }),
    .init({ $0.siren }, { $0.siren = $1 }),
    .init({ $0.age }, { $0.age = $1 }),
  ]
  fileprivate static let texts: [PackedField<FigureHire, String>] = [
    .init({ $0.employerKind }, { $0.employerKind = $1 }),
    .init({ $0.gender }, { $0.gender = $1 }),
    .init({ $0.kind }, { $0.kind = $1 }),
    .init({ $0.modality }, { $0.modality = $1 }),
    .init({ $0.district }, { $0.district = $1 }),
    .init({ $0.schooling }, { $0.schooling = $1 }),
    .init({ $0.criteria }, { $0.criteria = $1 }),
    .init({ $0.job }, { $0.job = $1 }),
    .init({ $0.term }, { $0.term = $1 }),
  ]
}

extension FigurePlace {
  fileprivate static let numbers: [PackedField<FigurePlace, Int64>] = [
    .init({ $0.engagement }, { $0.engagement = $1 }),
    .init({ $0.lot }, { $0.lot = $1 }),
    .init({ $0.contract }, { $0.contract = $1 }),
    .init({ $0.buyer }, { $0.buyer = $1 }),
  ]
  fileprivate static let texts: [PackedField<FigurePlace, String>] = [
    .init({ $0.sector }, { $0.sector = $1 }),
    .init({ $0.policy }, { $0.policy = $1 }),
    .init({ $0.buyerKind }, { $0.buyerKind = $1 }),
  ]
}
