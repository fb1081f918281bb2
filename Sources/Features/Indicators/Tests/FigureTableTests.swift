// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import Platform
import Spreadsheet
import TestSupport
import Testing

@testable import App

@Suite("Tables of results")
struct FigureTableTests {
  /// The same numbers for the same seed, on any machine.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Twelve people of all kinds on two engagements, with corrections, in 2025 and 2026.
  static func site(_ engine: Engine, seed: UInt64) async throws -> (TestSite, Sample) {
    let site = try TestSite(engine)
    let sample = try await Sample.insert(into: site)
    try await site.database.write { db in
      var dice = Dice(state: seed)
      let rows = LedgerRows(sample, db)
      for index in 0..<12 {
        let engagement = index % 3 == 0 ? sample.masonryEngagement : sample.paintingEngagement
        let employer = index % 3 == 0 ? sample.mason : sample.temp
        let hired = try rows.hire(
          "Personne\(index)", by: employer, on: engagement, gender: ["F", "M", "X"][index % 3],
          district: index % 4 == 0 ? "QP049001" : "")
        let age = Int.random(in: 18...64, using: &dice)
        let criteria = ["RSA", "RSA,DELD", "", "TH"][index % 4]
        try db.execute(
          """
          UPDATE employment_contract SET age_at_hiring = \(age), criteria_at_hiring = \(criteria)
          WHERE id = \(hired.contract)
          """)
        for _ in 0..<3 {
          let month = (Bool.random(using: &dice) ? 202500 : 202600) + Int.random(in: 1...9, using: &dice)
          let hours = "\(Int.random(in: 1...151, using: &dice)),\(Int.random(in: 10...99, using: &dice))"
          let line = try rows.line(
            month, declared: hours, kept: hours, contract: hired.contract, of: hired.person, on: engagement,
            employer: employer)
          guard Int.random(in: 0..<6, using: &dice) == 0 else { continue }
          try rows.line(
            month, declared: "-" + hours, kept: "-" + hours, contract: hired.contract, of: hired.person,
            on: engagement, employer: employer, reverses: line)
        }
      }
    }
    return (site, sample)
  }

  static func viewer(_ sample: Sample) throws -> Viewer {
    Viewer(
      accountID: sample.facilitator.account, accountName: "Claire Moreau", role: .facilitator,
      territoryID: sample.territory, territoryName: "Val d’Orme", organisationID: nil,
      membershipID: sample.facilitator.membership, today: try #require(Day(2026, 11, 24)))
  }

  /// Columns of the file after the name of the part.
  private static let measures: [Indicator] = [
    .hoursDone, .hoursCredited, .people, .assignments, .companies, .structures, .contracts, .lots, .fte,
    .hoursPerPerson,
  ]

  @Test(
    "forty figures at random are the same on the page, in both files, in a program’s answer and from the lines",
    arguments: Engine.available)
  func fortyFigures(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, seed: 18)
    let viewer = try Self.viewer(sample)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      var dice = Dice(state: 42)
      var addresses: [String] = []
      for breakdown in FigureBreakdown.allCases.shuffled(using: &dice) {
        let facet = ["", "&genre=F", "&structure=ETTI", "&critere=RSA"].randomElement(using: &dice) ?? ""
        addresses.append("annee=\(Bool.random(using: &dice) ? 2025 : 2026)&par=\(breakdown.rawValue)\(facet)")
      }
      var checked = 0
      for address in addresses {
        let query = try TableQuery(Form(encoded: address.utf8), for: viewer)
        let table = try await site.database.read { try TableResults.read(query, $0).table }
        let page = try await browser.get("/bilans/tableau?\(address)")
        #expect(page.status == 200 && htmlFaults(page.body) == [], "\(address)")
        guard !table.lines.isEmpty else { continue }
        let rows = page.body.components(separatedBy: "id=\"tableau\"")[1].components(separatedBy: "<tr").dropFirst(2)
        let csv = try await browser.get("/fichiers/tableau?format=csv&\(address)").body.split(separator: "\r\n")
        let workbook = try await Self.workbook(query, viewer, site)
        let answer = try tableJSON(table)
        for _ in 0..<5 {
          let index = Int.random(in: table.lines.indices, using: &dice)
          let column = [0, 1, 2, 3, 4, 7, 8, 9].randomElement(using: &dice) ?? 0
          let line = table.lines[index]
          guard let value = try table.values(line).first(where: { $0.indicator == Self.measures[column] }) else {
            continue
          }
          let place = "\(address), \(line.label), \(value.indicator.code): \(value.french)"
          #expect(rows[rows.startIndex + index].contains(">\(value.french)<"), "page, \(place)")
          let cells = csv[index + 1].split(separator: ";", omittingEmptySubsequences: false).dropFirst()
          #expect(cells[cells.startIndex + column] == value.plain.replacing(".", with: ","), "csv, \(place)")
          #expect(Double(workbook[index][column]) == Double(value.plain), "workbook, \(place)")
          #expect(answer.contains(value.isCount ? ":\(value.plain)," : "\"\(value.plain)\""), "program, \(place)")
          if [Indicator.hoursDone, .people].contains(value.indicator) {
            let raw = try await Self.raw(query, line, viewer, site)
            let expected = value.indicator == .people ? String(raw.people) : raw.hours.decimal
            #expect(value.plain == expected, "lines, \(place)")
          }
          checked += 1
        }
      }
      #expect(checked >= 40)
    }
  }

  /// The numbers of each row of the workbook, the name of the part aside.
  private static func workbook(_ query: TableQuery, _ viewer: Viewer, _ site: TestSite) async throws -> [[String]] {
    let path = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await site.database.read { db in
      let shape = try TableExport.shape(query, for: viewer, db)
      let writer = try ExportWriter(.xlsx, path: path, title: "Tableau", columns: shape.columns.map(\.column))
      try shape.each { try writer.add($0) }
      try writer.close(definitions: shape.notes)
    }
    let sheet = try WorkbookReader(file: path).sheet(at: 0)
    _ = try sheet.next()
    var rows: [[String]] = []
    while let row = try sheet.next() { rows.append((2...11).map { row[$0].typed }) }
    return rows
  }

  /// Hours and people of a row by plain statements over its lines.
  private static func raw(
    _ query: TableQuery, _ line: FigureTable.Line, _ viewer: Viewer, _ site: TestSite
  ) async throws -> (hours: Hours, people: Int) {
    var filter = FigureFilter(scope: query.scope, year: query.span.year)
    filter.facets = query.facets
    if query.breakdown == .month {
      filter.month = Int(line.key).flatMap { Month(query.span.year * 100 + $0) }
    } else {
      filter.facets[query.breakdown] = line.key
    }
    let asked = filter
    return try await site.database.read { db in
      let lines = try FigureLinesStore.page(asked, after: nil, for: viewer, db)
      var sums: [ID<Participant>: Hours] = [:]
      for line in lines.lines { sums[line.person, default: .zero] += line.kept }
      #expect(lines.next == nil)
      return (lines.kept, sums.count { $0.value > .zero })
    }
  }

  @Test(
    "a table adds up to the bilan of its year, by the month worked and by the day kept", arguments: Engine.available)
  func sums(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, seed: 7)
    let viewer = try Self.viewer(sample)
    try await site.database.read { db in
      let span = try FigureSpan(year: 2026, asOf: viewer.today)
      let report = try IndicatorStore.year(span, FigureScope(territory: sample.territory), knownAt: nil, db)
      for breakdown in FigureBreakdown.allCases {
        let table = try TableResults.read(
          TableQuery(Form(encoded: "annee=2026&par=\(breakdown.rawValue)".utf8), for: viewer), db
        ).table
        #expect(table.total.figures.hoursDone == report.figures.hoursDone, "\(breakdown)")
        #expect(table.total.figures.people == report.figures.people, "\(breakdown)")
        #expect(table.total.figures.assignments == report.figures.assignments, "\(breakdown)")
        #expect(table.total.figures.companies == report.figures.companies, "\(breakdown)")
        guard breakdown != .criterion else { continue }
        #expect(table.lines.map(\.figures.hoursDone).sum == report.figures.hoursDone, "\(breakdown)")
      }
      // Every decision of these tests was taken in November 2026.
      let kept = try TableResults.read(
        TableQuery(Form(encoded: "annee=2026&par=mois&base=retenue".utf8), for: viewer), db
      ).table
      let all: Int64? = try db.value(
        "SELECT CAST(SUM(d.kept_units) AS BIGINT) FROM hours_decision d JOIN hours_line l ON l.id = d.line_id")
      #expect(kept.lines.map(\.key) == ["11"] && kept.total.figures.hoursDone.units == all)
    }
  }

  @Test(
    "what has no meaning looks missing, what finds nothing says so, what is not closed is said",
    arguments: Engine.available)
  func faults(engine: Engine) async throws {
    let (site, sample) = try await Self.site(engine, seed: 3)
    try await site.run { browser in
      try browser.enter(sample.facilitator)
      for query in ["par=autre", "genre=Z", "employeur=abc", "annee=1", "base=hier", "age=12"] {
        #expect(try await browser.get("/bilans/tableau?\(query)").status == 404, "\(query)")
      }
      for query in ["etp=0", "etp=x", "au=01/01/2030", "annee=2025&arrete=1"] {
        #expect(try await browser.get("/bilans/tableau?\(query)").status == 422, "\(query)")
      }
      let nothing = try await browser.get("/bilans/tableau?annee=2026&employeur=999999")
      #expect(nothing.status == 200 && nothing.body.contains("ne répond à ces filtres"))
      #expect(htmlFaults(nothing.body) == [])
      let empty = try await browser.get("/bilans/tableau?annee=1999")
      #expect(empty.body.contains("Aucune heure n’est retenue en 1999. Les heures connues commencent en"))
      let hostile = try await browser.get("/bilans/tableau?quartier=%3Cscript%3E'%3B--")
      #expect(hostile.status == 200 && !hostile.body.contains("<script>'"))
      #expect(htmlFaults(hostile.body) == [])
      let divided = try await browser.get("/bilans/tableau?annee=2026&etp=1600")
      #expect(divided.body.contains("Un ETP vaut 1\u{202F}600\u{202F}h par an"))
      let long = try await browser.get("/fichiers/format-long?format=csv&annee=2026&par=genre").body
      #expect(
        long.hasPrefix("\u{FEFF}indicateur;territoire;periode;mesure;valeur;modalite;unite;source;millesime;note\r\n"))
      #expect(long.contains("hours.done;") && long.contains("genre\u{202F}: Femme"))
    }
  }

  @Test("elected members and buyers cannot narrow a table, and see no profile of a few people")
  func small() async throws {
    let (site, sample) = try await Self.site(.sqlite, seed: 5)
    try await site.run { browser in
      try browser.enter(sample.elected)
      let plain = try await browser.get("/bilans/tableau?annee=2026&par=genre")
      let narrowed = try await browser.get("/bilans/tableau?annee=2026&par=genre&critere=TH&base=retenue&au=01/06/2026")
      let groups = plain.body.components(separatedBy: "id=\"tableau\"").last ?? ""
      #expect(plain.status == 200 && groups == narrowed.body.components(separatedBy: "id=\"tableau\"").last)
      #expect(groups.contains("moins de 5") && !groups.contains("/bilans/lignes"))
      #expect(htmlFaults(plain.body) == [])
      let file = try await browser.get("/fichiers/tableau?format=csv&annee=2026&par=genre").body
      #expect(file.contains("non publié"))
      for role in [sample.company, sample.prescriber] {
        try browser.enter(role)
        #expect(try await browser.get("/bilans/tableau").status == 404)
      }
    }
  }
}
