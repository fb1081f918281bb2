// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

private func person(_ id: Int64, _ first: String, _ last: String, _ born: String? = nil) -> Participant {
  Participant(id: ID(id), firstName: first, lastName: last, bornOn: born.flatMap { Day(iso: $0) })
}

private let staff = [
  person(1, "Nadia", "Benali", "1990-03-12"), person(2, "Jean-Pierre", "Le Goff"), person(3, "Aïcha", "N’Diaye"),
  person(4, "Maria", "Da Silva Pereira"), person(5, "Mohamed", "Traoré", "1985-01-02"),
  person(6, "Mohamed", "Traoré", "1999-07-30"), person(7, "Élodie", "Lefèvre"), person(8, "Chloé", "Martin"),
  person(9, "Christophe", "Martinez"),
]

@Suite("People are recognised whatever the order, the accents and the cuts of their names")
struct PersonMatchingTests {
  private let matching = PersonMatching(staff)

  @Test(
    "sure without asking",
    arguments: [
      ("BENALI Nadia", 1), ("Nadia BENALI", 1), ("Mme BENALI Nadia", 1), ("Le Goff Jean Pierre", 2),
      ("LEGOFF JEANPIERRE", 2), ("Goff Le Jean-Pierre", 2), ("NDIAYE AICHA", 3), ("N'Diaye Aïcha", 3),
      ("DA SILVA Maria", 4), ("Lefevre Elodie", 7),
    ] as [(String, Int64)])
  func sure(text: String, id: Int64) {
    #expect(PersonMatching.settled(matching.rank(NamedPerson(full: text))) == ID(id))
  }

  @Test(
    "near, hence asked",
    arguments: [
      ("BENALI N.", 1), ("Nadia B.", 1), ("BENNALI Nadia", 1), ("BENALI", 1), ("Lefebvre Elodie", 7),
      ("MARTIN Cloé", 8),
    ] as [(String, Int64)])
  func near(text: String, id: Int64) {
    let ranked = matching.rank(NamedPerson(full: text))
    #expect(PersonMatching.settled(ranked) == nil)
    #expect(ranked.first?.person == ID(id))
  }

  @Test("nobody", arguments: ["Dupond Gérard", "", "TOTAL", "12345", "Zébulon"])
  func nobody(text: String) { #expect(matching.rank(NamedPerson(full: text)).isEmpty) }

  @Test("two people of one name are never told apart silently")
  func homonyms() {
    let ranked = matching.rank(NamedPerson(last: "TRAORE", first: "Mohamed"))
    #expect(ranked.count == 2)
    #expect(PersonMatching.settled(ranked) == nil)
  }

  @Test("their birth date tells them apart")
  func birthDate() {
    let ranked = matching.rank(NamedPerson(last: "TRAORE", first: "Mohamed", bornOn: Day(iso: "1999-07-30")))
    #expect(PersonMatching.settled(ranked) == ID(6))
  }

  @Test("a name with another birth date is asked")
  func otherBirthDate() {
    let ranked = matching.rank(NamedPerson(full: "Benali Nadia", bornOn: Day(iso: "1971-05-05")))
    #expect(PersonMatching.settled(ranked) == nil)
    #expect(ranked.first?.reason.contains("autre date de naissance") == true)
  }

  @Test(
    "distances",
    arguments: [("martin", "martin", 0), ("martin", "matrin", 1), ("lefevre", "lefebvre", 1), ("abc", "xyz", 3)])
  func distances(left: String, right: String, distance: Int) {
    #expect(PersonMatching.distance(left, right) == distance)
    #expect(PersonMatching.distance(right, left) == distance)
  }
}

private func lot(_ id: Int64, _ contract: Int64, _ number: String, _ name: String, _ title: String, _ reference: String)
  -> SiteCandidate
{
  SiteCandidate(
    engagement: ID(id), contract: ID(contract), lotNumber: number, lotName: name, title: title, reference: reference,
    buyer: "Ville de Saint-Orme")
}

private let lots = [
  lot(1, 10, "2", "Maçonnerie", "Construction du groupe scolaire Jacques-Prévert", "2025-0412"),
  lot(2, 10, "5", "Peinture", "Construction du groupe scolaire Jacques-Prévert", "2025-0412"),
  lot(3, 20, "1", "Gros œuvre", "Réhabilitation de la médiathèque", "2025-0388"),
  lot(4, 30, "1", "Espaces verts", "Entretien des espaces verts communaux", "2026-0007"),
  lot(5, 40, "1", "Secteur ouest", "Fauchage et élagage du Belvédère", ""),
  lot(6, 50, "1", "Secteur ouest", "Fauchage et élagage Anne-Frank", ""),
]

@Suite("Lots are recognised by what senders call their sites")
struct SiteMatchingTests {
  private let matching = SiteMatching(lots)

  @Test(
    "sure without asking",
    arguments: [
      (NamedSite(site: "Groupe scolaire Prévert lot 2"), [1]), (NamedSite(site: "GS Jacques Prévert", lot: "02"), [1]),
      (NamedSite(site: "Médiathèque"), [3]),
      (NamedSite(site: "Lot 1 Secteur ouest, Fauchage et élagage du Belvédère"), [5]),
      (NamedSite(reference: "2025-0388"), [3]),
      (NamedSite(site: "Entretien espaces verts"), [4]), (NamedSite(site: "Peinture groupe scolaire Prévert"), [2]),
      // The contract is sure, its lot is not said: both stand, and the person's contract settles.
      (NamedSite(site: "Groupe scolaire Jacques-Prévert"), [1, 2]), (NamedSite(reference: "2025-0412"), [1, 2]),
    ] as [(NamedSite, [Int64])])
  func sure(site: NamedSite, engagements: [Int64]) {
    #expect(SiteMatching.settled(matching.rank(site)) == Set(engagements.map { ID($0) }))
  }

  @Test(
    "not sure, hence asked",
    arguments: ["Lidl Trélazé", "Chantier divers", "Lot 1", "Dépôt", "Résidence des Tilleuls", "Travaux ville"])
  func asked(text: String) { #expect(SiteMatching.settled(matching.rank(NamedSite(site: text))).isEmpty) }
}

@Suite("The ASP's monthly state comes in its envelope")
struct StateEnvelopeTests {
  private static let whole = """
    DEBEtatMensuelIndiv24112026_101500|||
    emi_pph_id|emi_sme_annee|emi_sme_mois|emi_nb_heures_travail
    4417|2026|10|104.00
    4418|2026|10|87.50
    FIN2|||
    """

  private func rows(_ text: String) -> [FileRow] {
    text.split(separator: "\n").enumerated().map { place, line in
      FileRow(number: place + 1, cells: line.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
    }
  }

  @Test("whole, it gives its headings and rows")
  func opened() throws {
    let inside = try StateEnvelope.contents(rows(Self.whole))
    #expect(inside.map(\.number) == [2, 3, 4])
  }

  @Test(
    "cut, with a wrong count, or another view, it is refused",
    arguments: [
      (whole.replacing("FIN2|||", with: ""), "coupé"), (whole.replacing("FIN2", with: "FIN3"), "en compte 2"),
      (whole.replacing("FIN2", with: "FIN"), "illisible"),
      (whole.replacing("EtatMensuelIndiv", with: "Salarie"), "Salarie"),
      (whole.replacing("4418|2026|10|87.50\n", with: ""), "en compte 1"),
    ])
  func refused(text: String, word: String) {
    let error = #expect(throws: ValueError.self) { try StateEnvelope.contents(rows(text)) }
    #expect(error?.sentence.contains(word) == true)
  }

  @Test("another file is left as it is")
  func other() throws { #expect(try StateEnvelope.contents(rows("Nom;Heures\nA;1")).count == 2) }
}
