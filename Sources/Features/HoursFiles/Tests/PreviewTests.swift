// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

/// An employer with a few people on a few lots, to read files against.
enum FileGroundSample {
  static let people = [
    Participant(id: ID(1), firstName: "Nadia", lastName: "Benali", bornOn: Day(iso: "1990-03-12")),
    Participant(id: ID(2), firstName: "Karim", lastName: "Haddad", bornOn: nil),
    Participant(id: ID(3), firstName: "Mohamed", lastName: "Traoré", bornOn: Day(iso: "1985-01-02")),
    Participant(id: ID(4), firstName: "Mohamed", lastName: "Traoré", bornOn: Day(iso: "1999-07-30")),
    Participant(id: ID(5), firstName: "Chloé", lastName: "Martin", bornOn: nil),
  ]

  static let sites = [
    SiteCandidate(
      engagement: ID(1), contract: ID(10), lotNumber: "2", lotName: "Maçonnerie",
      title: "Groupe scolaire Jacques-Prévert", reference: "2025-0412", buyer: "Ville de Saint-Orme"),
    SiteCandidate(
      engagement: ID(2), contract: ID(10), lotNumber: "5", lotName: "Peinture",
      title: "Groupe scolaire Jacques-Prévert", reference: "2025-0412", buyer: "Ville de Saint-Orme"),
    SiteCandidate(
      engagement: ID(3), contract: ID(20), lotNumber: "1", lotName: "Gros œuvre",
      title: "Réhabilitation de la médiathèque",
      reference: "2025-0388", buyer: "Orme Habitat"),
  ]

  static func post(
    _ person: Int64, _ employment: Int64, _ engagement: Int64, from: String = "2026-01-05", through: String? = nil
  )
    -> FilePost
  {
    let dates = DayRange(from: Day(iso: from) ?? .first, through: through.flatMap { Day(iso: $0) })
    return FilePost(
      participant: ID(person), head: ID(person), employment: ID(employment), engagement: ID(engagement),
      kind: .fixedTerm,
      dates: dates, tie: dates, counts: dates, lotDates: nil)
  }

  /// Nadia is on lot 2, Karim on lots 2 and 5, both Mohamed on the library, Chloé left in August.
  static let posts = [
    post(1, 101, 1), post(2, 102, 1), post(2, 102, 2), post(3, 103, 3), post(4, 104, 3),
    post(5, 105, 1, through: "2026-08-31"),
  ]

  static let ground = FileGround(people: people, sites: sites, posts: posts, standing: [:], frozenYears: [])

  static func preview(
    _ text: String, asked: String? = nil, _ answers: [String: String] = [:], remembered: [String: String] = [:],
    declared: [BoxKey: Hours] = [:], kept: Hours? = nil, mayCorrect: Bool = true
  ) -> HoursFilePreview {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { place, line in
      FileRow(number: place + 1, cells: line.split(separator: ";", omittingEmptySubsequences: false).map(String.init))
    }
    let sheet = FileSheet(name: "", rows: rows.filter { !$0.isBlank })
    let standing = declared.mapValues { [StandingLine(id: ID(7), participant: ID(1), hours: $0, kept: kept)] }
    let ground = FileGround(people: people, sites: sites, posts: posts, standing: standing, mayCorrect: mayCorrect)
    let setting = HoursFileReader.Setting(
      asked: asked.flatMap { try? Month.parse($0) }, today: Day(iso: "2026-11-24") ?? .last,
      employer: ["ETTI Envol", "12345678900012"])
    let settled = FileAnswers(answers, remembered: remembered)
    let table = FileTable.find(in: sheet, known: ground.known)
    var preview = PreviewBuilder.build(
      HoursFileReader.read([(sheet, table)], setting, settled), on: ground, setting, settled)
    (preview.hasHours, preview.hasPeople) = (table.hasHours, table.hasPeople)
    return preview
  }
}

private func preview(
  _ text: String, asked: String? = nil, _ answers: [String: String] = [:], remembered: [String: String] = [:],
  declared: [BoxKey: Hours] = [:]
) -> HoursFilePreview {
  FileGroundSample.preview(text, asked: asked, answers, remembered: remembered, declared: declared)
}

/// « Nadia Benali 151.67 » of each line.
private func said(_ preview: HoursFilePreview) -> [String] {
  preview.lines.map {
    "\($0.person) \($0.post.engagement) \($0.month.rawValue) \($0.kind.rawValue) \($0.hours.decimal)"
  }
}

@Suite("What a file would change is said before anything is written")
struct PreviewTests {
  @Test("a temp agency's export: rubrics, overtime added, meals and other clients left aside, a total that fits")
  func agency() {
    let found = preview(
      """
      Agence;Code intérimaire;Nom intérimaire;Entreprise utilisatrice;Chantier;Date début mission;Date fin mission;Libellé rubrique;Qté;Taux horaire;Montant HT
      ETTI ENVOL;0001;BENALI NADIA;Bâti Orme;GS Prévert lot 2 maçonnerie;05/10/2026;09/10/2026;Heures normales;35,00;22,40;784,00
      ETTI ENVOL;0001;BENALI NADIA;Bâti Orme;GS Prévert lot 2 maçonnerie;05/10/2026;09/10/2026;HS 25%;4,00;28,00;112,00
      ETTI ENVOL;0001;BENALI NADIA;Bâti Orme;GS Prévert lot 2 maçonnerie;05/10/2026;09/10/2026;Panier repas;5,00;9,90;49,50
      ETTI ENVOL;0001;BENALI NADIA;Bâti Orme;GS Prévert lot 2 maçonnerie;12/10/2026;16/10/2026;Heures normales;35:00;22,40;784,00
      TOTAL;;;;;;;;74,00;;1729,50
      """)
    #expect(said(found) == ["Nadia Benali 1 202610 site 74.00"])
    #expect(found.aside[.notHours]?.rows == 1)
    #expect(found.announced == Hours(wholeHours: 74))
    #expect(found.announcedFits)
    #expect(found.isReady)
  }

  @Test("a site that is no lot is asked, then left aside with its hours")
  func otherSite() {
    let text = """
      Nom et prénom;Chantier;Mois;Heures
      Benali Nadia;Maçonnerie groupe scolaire Prévert;10/2026;100
      Benali Nadia;Lidl Trélazé;10/2026;51,67
      """
    let asked = preview(text)
    #expect(asked.asks.map(\.text) == ["Lidl Trélazé"])
    #expect(!asked.isReady)
    let settled = preview(text, [asked.asks[0].name: FileAnswers.leave])
    #expect(said(settled) == ["Nadia Benali 1 202610 site 100.00"])
    #expect(settled.aside[.otherSite] == AsideCount(rows: 1, hours: Hours(hundredths: 5167)))
    #expect(settled.isReady)
    let remembered = preview(text, remembered: [asked.asks[0].name: FileAnswers.leave])
    #expect(remembered.isReady)
  }

  @Test("a building firm's table: a column for each month, the one asked is taken")
  func months() {
    let found = preview(
      """
      Suivi insertion 2026;;;;
      Chantier : Groupe scolaire Jacques-Prévert;;;;
      Nom;Prénom;Sept.;Oct.;Nov.
      BENALI;Nadia;120;151,67;
      """, asked: "10/2026")
    #expect(said(found) == ["Nadia Benali 1 202610 site 151.67"])
    #expect(found.aside[.otherMonth]?.hours == Hours(wholeHours: 120))
  }

  @Test("a structure's sheet of presence: a column for each day, marks of absence, the total only compared")
  func presence() {
    let days = (1...31).map(String.init).joined(separator: ";")
    let hours = (1...31).map { $0 % 7 < 5 ? "7" : "" }.joined(separator: ";")
    let found = preview(
      """
      Mois : octobre 2026
      Salarié;\(days);Total
      NADIA BENALI;\(hours.replacing("7;7;7;7;;;7", with: "7;CP;RTT;7;;;7"));140
      """)
    #expect(found.lines.count == 1)
    #expect(found.lines.first?.days.count == found.lines.first.map { Int($0.hours.nearestHour / 7) })
    #expect(found.lines.first?.month == Month(202610))
    #expect(found.faultCount == 0)
  }

  @Test("headings over two lines, and hours apart by kind")
  func groupedHeadings() {
    let found = preview(
      """
      Relevé mensuel;;;;;
      Identité;;Mois;Heures;;
      Nom;Prénom;;Site;CFA;Absences
      Benali;Nadia;10/2026;100;35;7
      """)
    #expect(
      said(found) == [
        "Nadia Benali 1 202610 absence 7.00", "Nadia Benali 1 202610 site 100.00",
        "Nadia Benali 1 202610 training 35.00",
      ])
    #expect(found.hours == Hours(wholeHours: 135))
  }

  @Test("a name written once for several rows goes on; a sum without a label is a total")
  func mergedNames() {
    let found = preview(
      """
      Salarié;Date;Heures
      Benali Nadia;05/10/2026;7
      ;06/10/2026;7,5
      ;;14,5
      Haddad Karim;05/10/2026;7
      """, [FileAnswers.question(.place, "karim"): ""])
    #expect(found.lines.first?.hours == Hours(hundredths: 1450))
    #expect(found.lines.first?.days.count == 2)
    #expect(found.aside[.total]?.rows == 1)
  }

  @Test("someone on two lots is asked which; the choice holds")
  func whichLot() {
    let text = "Nom et prénom;Mois;Heures\nHaddad Karim;10/2026;80"
    let asked = preview(text)
    #expect(asked.asks.map(\.subject) == [.place])
    #expect(asked.asks.first?.options.map(\.value) == ["1", "2"])
    #expect(said(preview(text, [asked.asks[0].name: "2"])) == ["Karim Haddad 2 202610 site 80.00"])
  }

  @Test("a contract named without its lot goes to the lot of the person")
  func lotOfPerson() {
    let found = preview("Nom et prénom;N° marché;Mois;Heures\nBenali Nadia;2025-0412;10/2026;80")
    #expect(said(found) == ["Nadia Benali 1 202610 site 80.00"])
  }

  @Test("someone who is no longer in post is told with the dates of the contract")
  func gone() {
    let found = preview("Nom et prénom;Mois;Heures\nMartin Chloé;10/2026;80")
    #expect(found.lines.isEmpty)
    #expect(found.asks.first?.note.contains("31/08/2026") == true)
  }

  @Test("two people of one name wait for a choice; a birth date settles")
  func homonyms() {
    let asked = preview("Nom et prénom;Mois;Heures\nTraoré Mohamed;10/2026;80")
    #expect(asked.asks.first?.note.contains("Plusieurs personnes") == true)
    #expect(asked.asks.first?.chosen == nil)
    let told = preview("Nom;Prénom;Né le;Mois;Heures\nTRAORE;Mohamed;30/07/1999;10/2026;80")
    #expect(told.lines.first?.post.head == ID(4))
    let typed = preview("Nom et prénom;Mois;Heures\nTraoré Mohamed 30/07/1999;10/2026;80")
    #expect(typed.lines.first?.post.head == ID(4))
  }

  @Test(
    "each bad cell has its sentence, and a mended one is read",
    arguments: [
      ("Benali Nadia;10/2026;sept", 2, "151,67"), ("Benali Nadia;10/2026;-7", 2, "7"),
      ("Benali Nadia;10/2026;1516,7", 2, "151,67"), ("Benali Nadia;10/2026;#REF!", 2, "151,67"),
      ("Benali Nadia;10/2026;12:5", 2, "12:05"), ("Benali Nadia;10/2026;7.125", 2, "7,13"),
      ("Benali Nadia;13/2026;7", 1, "10/2026"), ("Benali Nadia;12/2026;7", 1, "10/2026"),
      (";;7", 0, "Benali Nadia"),
    ])
  func badCells(row: String, column: Int, mended: String) {
    let text = "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;1\n" + row + "\nHaddad Karim;10/2026;0"
    let found = preview(text, asked: "10/2026")
    #expect(found.faultCount == 1)
    #expect(found.faults.first?.row == 3)
    #expect(found.faults.first?.column == column)
    #expect(found.faults.first?.sentence.isEmpty == false)
    let after = preview(text, asked: "10/2026", [FileAnswers.cell(0, 3, column): mended])
    #expect(after.faultCount == 0)
    #expect(after.lines.count == 1)
  }

  @Test("a row left aside is no fault any more")
  func aside() {
    let text = "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;7\nBenali Nadia;10/2026;beaucoup"
    let found = preview(text, [FileAnswers.aside(0, 3): "1"])
    #expect(found.isReady)
    #expect(found.aside[.byHand]?.rows == 1)
  }

  @Test("the same row twice is asked: kept or left aside")
  func twice() {
    let text = "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;35\nBenali Nadia;10/2026;35"
    let found = preview(text)
    #expect(found.faults.first?.mayKeep == true)
    #expect(found.faults.first?.sentence.contains("ligne 2") == true)
    #expect(preview(text, [FileAnswers.kept(0, 3): "1"]).hours == Hours(wholeHours: 70))
    #expect(preview(text, [FileAnswers.aside(0, 3): "1"]).hours == Hours(wholeHours: 35))
  }

  @Test("a week over two months is not shared out")
  func twoMonths() {
    let found = preview("Nom et prénom;Du;Au;Heures\nBenali Nadia;28/09/2026;02/10/2026;35")
    #expect(found.faults.first?.sentence.contains("deux mois") == true)
  }

  @Test("a month far from the others is asked; it may be a late declaration")
  func farMonth() {
    let text = "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;35\nBenali Nadia;10/2026;36\nBenali Nadia;01/2026;37"
    let found = preview(text)
    #expect(found.faults.first?.mayKeep == true)
    #expect(preview(text, [FileAnswers.kept(0, 4): "1"]).months.count == 2)
  }

  @Test("more than a month holds, once added up, is refused")
  func tooMuch() {
    let rows = (1...5).map { "Benali Nadia;10/2026;\(150 + $0)" }.joined(separator: "\n")
    #expect(preview("Nom et prénom;Mois;Heures\n" + rows).faults.first?.sentence.contains("744") == true)
  }

  @Test("a file without a month waits for one")
  func noMonth() {
    let text = "Nom et prénom;Heures\nBenali Nadia;35"
    #expect(preview(text).needsMonth)
    #expect(preview(text, asked: "09/2026").months == [Month(202609)])
  }

  @Test("lines already received as they are wait for a decision")
  func repeated() {
    let key = BoxKey(employment: ID(101), engagement: ID(1), month: Month(202610) ?? Month(checked: 1), kind: .site)
    let text = "Nom et prénom;Mois;Heures\nBenali Nadia;10/2026;35"
    let found = preview(text, declared: [key: Hours(wholeHours: 35)])
    #expect(found.needsAlreadyDecision)
    #expect(found.already.map(\.act) == [.same])
    let left = preview(text, [FileAnswers.repeats: FileAnswers.leave], declared: [key: Hours(wholeHours: 35)])
    #expect(left.lines.isEmpty && left.aside[.received]?.rows == 1)
    let added = preview(text, [FileAnswers.repeats: "add"], declared: [key: Hours(wholeHours: 35)])
    #expect(added.isReady)
    #expect(added.hours == Hours(wholeHours: 35))
  }

  @Test("rows of another employer are asked by its name")
  func otherEmployer() {
    let text = "Employeur;Nom et prénom;Mois;Heures\nEnvol;Benali Nadia;10/2026;35\nGEIQ Loire;Haddad Karim;10/2026;35"
    let found = preview(text)
    #expect(found.asks.map(\.subject) == [.employer])
    let settled = preview(text, [found.asks[0].name: FileAnswers.leave])
    #expect(settled.aside[.otherEmployer]?.rows == 1)
    #expect(settled.isReady)
  }

  @Test("rows of our own template go where their marks say, unless the names moved")
  func template() {
    let found = preview(
      """
      Repère (ne pas modifier);Nom et prénom;Marché;Lot;Mois;Heures sur site
      C102-E2;Karim Haddad;Groupe scolaire;Lot 5 Peinture;10/2026;80
      C101-E1;Karim Haddad;Médiathèque;Lot 1 Gros œuvre;10/2026;12
      """)
    #expect(said(found) == ["Karim Haddad 2 202610 site 80.00"])
    #expect(found.asks.count == 1)
  }

  @Test("without headings, names, months and hours are known by what they hold")
  func noHeadings() {
    let found = preview("Benali Nadia;10/2026;35,5\nHaddad Karim;10/2026;12\nBenali Nadia;09/2026;12,25")
    #expect(found.lines.map(\.person) == ["Nadia Benali", "Nadia Benali"])
    #expect(found.asks.map(\.subject) == [.place])
  }

  @Test("seeded files of odd cells never stop the reading", arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func oddities(seed: UInt64) {
    let cells = [
      "", "Benali", "Nadia", "7", "-3", "151:40", "31/02/2026", "TOTAL", "#N/A", "😀", "\u{202E}abc", "1e999", "10/2026",
      "999999999999999999", "Nom", "Heures", "Mois", "a|b", "0,001", "S53", "C1-E1", "=1+1",
    ]
    var state = seed
    let rows = (0..<60).map { _ in
      (0..<7).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return cells[Int(state >> 33) % cells.count]
      }.joined(separator: ";")
    }
    let found = preview(rows.joined(separator: "\n"))
    #expect(found.rowCount >= 0)
  }
}
