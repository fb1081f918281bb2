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
    let hireCodes = FigureHire.texts.map { path in hires.map { texts.code($0[keyPath: path]) } }
    let placeCodes = FigurePlace.texts.map { path in places.map { texts.code($0[keyPath: path]) } }
    bytes.put([Self.form])
    texts.put(into: &bytes)
    for path in FigureHire.numbers { bytes.put(hires.map { $0[keyPath: path] }) }
    for codes in hireCodes { bytes.put(codes) }
    for path in FigurePlace.numbers { bytes.put(places.map { $0[keyPath: path] }) }
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
    _ elements: inout [Element], _ empty: Element, _ numbers: [WritableKeyPath<Element, Int64>],
    _ words: [WritableKeyPath<Element, String>], _ columns: inout PackedColumns, _ texts: PackedTexts
  ) -> Bool {
    for (index, path) in numbers.enumerated() {
      guard let column = columns.take(Int64.self) else { return false }
      if index == 0 { elements = Array(repeating: empty, count: column.count) }
      guard column.count == elements.count else { return false }
      for place in column.indices { elements[place][keyPath: path] = column[place] }
    }
    for path in words {
      guard let column = columns.take(Int32.self), column.count == elements.count else { return false }
      for place in column.indices {
        guard let text = texts[column[place]] else { return false }
        elements[place][keyPath: path] = text
      }
    }
    return true
  }
}

extension FigureHire {
  fileprivate static var numbers: [WritableKeyPath<FigureHire, Int64>] {
    [\.contract, \.person, \.chain, \.employer, \.userCompany, \.siren, \.age]
  }
  fileprivate static var texts: [WritableKeyPath<FigureHire, String>] {
    [\.employerKind, \.gender, \.kind, \.modality, \.district, \.schooling, \.criteria, \.job, \.term]
  }
}

extension FigurePlace {
  fileprivate static var numbers: [WritableKeyPath<FigurePlace, Int64>] {
    [\.engagement, \.lot, \.contract, \.buyer]
  }
  fileprivate static var texts: [WritableKeyPath<FigurePlace, String>] { [\.sector, \.policy, \.buyerKind] }
}
