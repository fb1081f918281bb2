// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import Foundation
import TestSupport
import Testing

@testable import App

@Suite("From a published contract to the yearly arrêté")
struct WholeWayJourneyTests {
  /// A table of the 17 columns of the shared 2024 sample, without an object. All of it is invented.
  private static let table = """
    uid,id,type,codeCPV,acheteur_id,acheteur_nom,titulaire_id,titulaire_nom,montant,dateNotification,procedure,dureeMois,offresRecues,acheteur_departement_code,titulaire_departement_code,acheteur_region_code,titulaire_region_code
    9910000010001624001,24001,Travaux,45212314,99100000100016,Commune de Valorme,99100001900018,Couverture Val,858734,2024-12-04,Procédure adaptée,32,3,49,49,52,52
    """

  @Test("every place says the same number of kept hours", arguments: Engine.available)
  func wholeWay(engine: Engine) async throws {
    let cast = try await HoursCast(engine)
    let sample = cast.sample
    try Self.bring(into: cast.site)
    let kept = Hours(hundredths: 36_917)
    try await cast.site.run { browser in
      try browser.enter(sample.facilitator)
      let notice = try await cast.figure("SELECT MAX(id) FROM notice")
      let contract = try await browser.submit(
        "/marches/nouveau",
        [
          ("acheteur_nom", "Commune de Valorme"), ("acheteur_siret", "99100000100016"), ("objet", "Musée"),
          ("reference", "24001"), ("nature", "TRAVAUX"), ("secteur", "batiment"), ("forme", "EXEC"),
          ("notification", "04/12/2024"), ("duree", "32"), ("suivi", sample.facilitator.account.description),
          ("lots", "1\tPierre\t99100001900018\t1200\t858 734"), ("avis", String(notice)), ("etape", "enregistrer"),
        ])
      #expect(contract.status == 200 && contract.body.contains("1\u{202F}200"))
      let work = try await Self.hire(browser, cast)
      try await Self.declare(browser, cast, work)
      try await Self.closeAndCorrect(browser, cast)

      let years = try await browser.submit(
        HoursURLs.years, [("annee", "2025"), ("retenues", String(kept.units)), ("a_decider", "0")])
      #expect(years.body.contains("369,17\u{202F}h") || years.body.contains("369,17\u{A0}h"))
      let place = try await cast.figure("SELECT MAX(id) FROM public_contract")
      for path in ["/marches/\(place)", "/bilans?annee=2025", HoursURLs.year(2025)] {
        let page = try await browser.get(path)
        #expect(htmlFaults(page.body) == [], "\(path)")
        #expect(page.body.contains("369,17"), "\(path)")
      }
    }
    #expect(try await cast.kept(year: 2025) == kept)
    let report = try await cast.site.database.read { db in
      try IndicatorStore.year(
        FigureSpan(year: 2025, asOf: try #require(Day(2026, 11, 24))), FigureScope(territory: sample.territory),
        knownAt: nil, db)
    }
    #expect(try report.values().contains { $0.value == .hours(kept) })
    let verified = try await cast.figure("SELECT COUNT(*) FROM statement WHERE closed_at IS NULL")
    #expect(verified == 0)
  }

  private static func bring(into site: TestSite) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "avis-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(table.utf8).write(to: URL(filePath: path))
    let now = Instant(TestSite.now)
    let today = try #require(Day(2026, 11, 24))
    _ = try NoticeImport(target: NoticeDatabase(site.database), today: today, now: { now })
      .run(path: path, name: "exemple.csv")
  }

  private struct Work: Sendable {
    let employer: ID<Organisation>
    let contract: ID<EmploymentContract>
    let engagement: ID<Engagement>
  }

  /// A person validated from 15/09/2025, hired on the 1st.
  private static func hire(_ browser: Browser, _ cast: HoursCast) async throws -> Work {
    let employer = ID<Organisation>(
      try await cast.figure("SELECT id FROM organisation WHERE siret = '99100001900018'"))
    let engagement = ID<Engagement>(try await cast.figure("SELECT MAX(id) FROM engagement"))
    _ = try await browser.submit("/participants/nouveau", [("last_name", "Kervadec"), ("first_name", "Soizic")])
    let person = ID<Participant>(try await cast.figure("SELECT MAX(id) FROM participant"))
    let eligible = try await browser.submit(
      "/participants/\(person)/eligibilites/nouveau",
      [("decision", "validated"), ("criterion_1", "DELD"), ("starts_on", "15/09/2025")])
    #expect(eligible.body.contains("Validé jusqu’au 14/09/2027"))
    let hired = try await browser.submit(
      "/participants/\(person)/contrats/nouveau",
      [
        ("employer", employer.description), ("kind", "FIXED_TERM"), ("modality", "DIRECT"), ("job", "maçonne"),
        ("starts_on", "01/09/2025"), ("planned_end_on", "31/08/2026"), ("weekly", "35"),
        ("lot_1", engagement.description),
      ])
    #expect(hired.body.contains("avant la validation du 15/09/2025"))
    let contract = ID<EmploymentContract>(try await cast.figure("SELECT MAX(id) FROM employment_contract"))
    return Work(employer: employer, contract: contract, engagement: engagement)
  }

  /// Three months: 154 h by day of which 84 are kept, 151,67 h and 140,50 h kept whole.
  private static func declare(_ browser: Browser, _ cast: HoursCast, _ work: Work) async throws {
    let september = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30]
      .map { "\($0)/09 : 7" }.joined(separator: "\n")
    let months = [
      ("2025-09", HoursCast.days(work.contract, work.engagement, 202509), september),
      ("2025-10", HoursCast.box(work.contract, work.engagement, 202510), "151,67"),
      ("2025-11", HoursCast.box(work.contract, work.engagement, 202511), "140:30"),
    ]
    for (month, box, hours) in months {
      let step = try await browser.submit(
        HoursURLs.statements, try await cast.draft(of: work.employer, month: month, [(box, hours)]))
      #expect(step.body.contains("rien n’est encore envoyé"))
      _ = try await browser.submit(
        HoursURLs.statements, try await cast.statement(of: work.employer, month: month, [(box, hours)]))
      let statement = ID<Statement>(try await cast.figure("SELECT MAX(id) FROM statement"))
      let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
      if month == "2025-09" {
        let told = try await browser.submit(HoursURLs.decision(line, in: statement), [("choix", "validite")])
        #expect(told.body.contains("84,00\u{202F}h retenues sur 154,00"))
      } else {
        _ = try await browser.submit(HoursURLs.validation(statement), [("ligne", line.description)])
      }
    }
  }

  /// Closes the three months, then takes seven hours off November.
  private static func closeAndCorrect(_ browser: Browser, _ cast: HoursCast) async throws {
    for month in ["2025-09", "2025-10", "2025-11"] {
      let page = try await browser.submit(HoursURLs.closeMonth, [("mois", month)])
      #expect(page.body.contains("relevé clos"))
    }
    let line = ID<HoursLine>(try await cast.figure("SELECT MAX(id) FROM hours_line"))
    let engagement = try await cast.figure("SELECT MAX(id) FROM engagement")
    let page = try await browser.submit(
      HoursURLs.correction(line),
      [
        ("lot_0", String(engagement)), ("mois_0", "11/2025"), ("declarees_0", "133,50"),
        ("note", "Une journée comptée deux fois"),
      ])
    #expect(page.body.contains("Ligne corrigée"))
    #expect(htmlFaults(page.body) == [])
  }
}

extension HoursCast {
  /// Kept site hours of a year.
  fileprivate func kept(year: Int) async throws -> Hours {
    Hours(
      units: try await figure(
        """
        SELECT CAST(COALESCE(SUM(d.kept_units), 0) AS BIGINT) FROM hours_line l JOIN hours_decision d ON d.line_id = l.id
        WHERE l.kind = 'site' AND l.month BETWEEN \(year * 100 + 1) AND \(year * 100 + 12)
        """))
  }
}
