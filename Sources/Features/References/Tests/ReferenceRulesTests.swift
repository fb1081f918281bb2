// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import Testing

@testable import App

@Suite("Lists of reference, rules alone") struct ReferenceRulesTests {
  @Test("a list is recognised by its headings, and by its codes where headings are alike")
  func recognition() throws {
    let wanted: [(String, ReferenceList)] = [
      (ReferenceSample.communes2025, .communes), (ReferenceSample.districts2015, .districts),
      (ReferenceSample.districts2024, .districts), (ReferenceSample.cpv, .cpv), (ReferenceSample.naf, .naf),
      (ReferenceSample.naf2025, .naf2025), (ReferenceSample.rome, .rome),
      (ReferenceSample.intercommunalities, .intercommunalities), ("code,libelle\nF1703,Maçon\n", .rome),
      ("CODE;FR\n45000000-7;Travaux\n", .cpv),
    ]
    for (text, list) in wanted { #expect(try ReferenceSample.read(text).list == list) }
    for text in [
      "uid,id,objet\n1,2,3\n", "code_appellation,libelle,code_rome\n1,Maçon,F1703\n", "a\n", "code,libelle\nx,y\n",
    ] {
      #expect(throws: ReferenceFileError.self) { try ReferenceSample.read(text) }
    }
  }

  @Test("codes come to one form, whatever a spreadsheet made of them")
  func codes() {
    let wanted: [(ReferenceList, String, String?)] = [
      (.communes, "1004", "01004"), (.communes, "2a004", "2A004"), (.communes, "4900", "04900"),
      (.communes, "490", nil),
      (.districts, "qn02a01m", "QN02A01M"), (.districts, "QP049001", "QP049001"), (.districts, "QN0490", nil),
      (.cpv, "45000000-7", "45000000"), (.cpv, "3000000", "03000000"), (.cpv, "45 00 00 00", "45000000"),
      (.cpv, "4500000x", nil), (.naf, "4399c", "43.99C"), (.naf, "43.99C", "43.99C"), (.naf, "43", nil),
      (.naf2025, "1", "01"), (.rome, "f1703", "F1703"), (.rome, "Z1703", nil), (.intercommunalities, "24490001", nil),
    ]
    for (list, typed, code) in wanted { #expect(ReferenceCode(list, typed)?.text == code, "\(list) \(typed)") }
  }

  @Test("the day of a version comes from the file, the law or the name")
  func day() throws {
    func day(_ text: String, _ name: String = "liste.csv") throws -> String? {
      try ReferenceSample.read(text).versionDay(fileName: name)?.iso
    }
    #expect(try day(ReferenceSample.rome) == "2024-10-08")
    #expect(try day(ReferenceSample.cpv) == "2008-09-17")
    #expect(try day(ReferenceSample.districts2015) == "2015-01-01")
    #expect(try day(ReferenceSample.districts2024) == "2024-01-01")
    #expect(try day(ReferenceSample.naf2025) == "2027-01-01")
    #expect(try day(ReferenceSample.communes2026, "communes_cog_2026.csv") == "2026-01-01")
    #expect(try day(ReferenceSample.communes2026, "communes.csv") == nil)
    #expect(try day(ReferenceSample.communes2026, "rapport-120260.csv") == nil)
  }

  @Test("what cannot be taken is told with its line, its field, its value and why")
  func rejections() throws {
    let text = """
      typecom,code_insee,libelle
      COM,49901,Vernelle
      COM,4990x,Faux
      VILLE,49902,Saint-Aubert
      COM,49903,
      COM,49901,Autre nom
      COM,49901,Vernelle
      """
    let reading = try ReferenceSample.read(text)
    #expect(reading.entries.count == 1 && reading.read == 6 && reading.rejected == 4 && reading.repeated == 1)
    #expect(reading.rejections.map(\.line) == [3, 4, 5, 6])
    #expect(reading.rejections.map(\.field) == ["code", "typecom", "libellé", "code"])
    #expect(reading.rejections[0].value == "4990x" && reading.rejections[3].reason.contains("Vernelle"))
  }

  private func entries(_ pairs: [String: String]) -> [ReferenceKey: ReferenceEntry] {
    Dictionary(
      uniqueKeysWithValues: pairs.map { code, label in
        let entry = ReferenceEntry(code: code, label: label)
        return (entry.key, entry)
      })
  }

  /// Applies versions one after the other to a list kept in memory.
  private struct Kept {
    var periods: [ReferencePeriod] = []
    var days: [Day] = []
    private var last: Int64 = 0

    mutating func apply(_ entries: [ReferenceKey: ReferenceEntry], _ day: Day, isExtract: Bool = false) -> ReferencePlan
    {
      let plan = ReferencePlan(
        entries, from: day, until: days.filter { $0 > day }.min(), over: periods, isExtract: isExtract)
      periods.removeAll { plan.removed.contains($0.id) }
      for moved in plan.moved { if let at = periods.firstIndex(where: { $0.id == moved.id }) { periods[at] = moved } }
      for new in plan.created {
        last += 1
        periods.append(ReferencePeriod(id: last, entry: new.entry, startsOn: new.startsOn, endsOn: new.endsOn))
      }
      days.append(day)
      return plan
    }

    func on(_ day: Day) -> [String: String] {
      var found: [String: String] = [:]
      for period in periods where period.startsOn <= day && (period.endsOn ?? .last) >= day {
        found[period.entry.code] = found[period.entry.code] == nil ? period.entry.label : "twice"
      }
      return found
    }
  }

  @Test("whatever the order in which versions come, each day has its own list", arguments: 0..<24)
  func anyOrder(_ seed: Int) throws {
    let versions: [(Day, [String: String])] = try [
      (#require(Day(2014, 1, 1)), ["a": "A", "b": "B"]), (#require(Day(2016, 1, 1)), ["a": "A", "c": "C"]),
      (#require(Day(2020, 1, 1)), ["a": "A'", "b": "B", "c": "C"]), (#require(Day(2026, 1, 1)), ["b": "B"]),
    ]
    var order = versions
    var left = seed
    for at in [3, 2, 1] {
      order.swapAt(at, left % (at + 1))
      left /= at + 1
    }
    var kept = Kept()
    for (day, pairs) in order { _ = kept.apply(entries(pairs), day) }
    for (day, pairs) in versions {
      #expect(kept.on(day) == pairs)
      #expect(kept.on(day.adding(days: 200)) == pairs)
      let again = kept.apply(entries(pairs), day)
      #expect(again.changes.isEmpty && again.created.isEmpty && again.moved.isEmpty && again.removed.isEmpty)
    }
  }

  @Test("a corrected file replaces its own version and no other")
  func correction() throws {
    var kept = Kept()
    let (first, second) = (try #require(Day(2020, 1, 1)), try #require(Day(2026, 1, 1)))
    _ = kept.apply(entries(["a": "A", "b": "B"]), first)
    _ = kept.apply(entries(["a": "A", "b": "B"]), second)
    let plan = kept.apply(entries(["a": "Axe", "c": "C"]), first)
    #expect(plan.count(.renamed) == 1 && plan.count(.added) == 1 && plan.count(.ended) == 1)
    #expect(kept.on(first) == ["a": "Axe", "c": "C"])
    #expect(kept.on(second) == ["a": "A", "b": "B"])
  }

  @Test("a piece of a list is not taken for its next version, and may be read as an extract")
  func extract() throws {
    var kept = Kept()
    let day = try #require(Day(2026, 1, 1))
    let whole = Dictionary(uniqueKeysWithValues: (0..<100).map { ("c\($0)", "label \($0)") })
    _ = kept.apply(entries(whole), day)
    let piece = whole.filter { $0.key.hasSuffix("7") }
    let next = day.adding(days: 10)
    #expect(
      ReferencePlan(entries(piece), from: next, until: nil, over: kept.periods, isExtract: false).looksLikeExtract)
    let plan = kept.apply(entries(piece.merging(["c7": "new"]) { $1 }), next, isExtract: true)
    #expect(!plan.looksLikeExtract && plan.count(.ended) == 0 && plan.count(.renamed) == 1)
    #expect(kept.on(next).count == 100 && kept.on(next)["c7"] == "new" && kept.on(day)["c7"] == "label 7")
    // Every code of the second map of districts is new: that is a version.
    let other = Dictionary(uniqueKeysWithValues: (0..<110).map { ("d\($0)", "label \($0)") })
    #expect(
      !ReferencePlan(entries(other), from: next, until: nil, over: kept.periods, isExtract: false).looksLikeExtract)
  }
}
