// SPDX-License-Identifier: EUPL-1.2
import Domain

@testable import App

extension AccessTable {
  /// Every address of the site. A new one without a line here fails the matrix: whoever hangs a route says who may open it.
  static let lines: [String: Line] = shared.merging(documents) { $1 }.merging(contracts) { $1 }.merging(people) { $1 }
    .merging(hours) { $1 }
    .merging(administration) { $1 }.merging(received) { $1 }.merging(followUp) { $1 }

  /// Roles by their first letter: Facilitator, Administrator, Buyer, Company, Structure, Prescriber, Elected.
  private static func line(
    _ letters: String, _ kinds: [World.Kind] = [], _ fields: [Field] = [], crosses: Bool = false,
    fits: @escaping @Sendable (World, World.Thing) -> Bool = { _, _ in true }
  ) -> Line {
    let roles: [Character: Role] = [
      "F": .facilitator, "A": .administrator, "B": .buyer, "C": .company, "S": .structure, "P": .prescriber,
      "E": .elected,
    ]
    return Line(
      roles: Set(letters.compactMap { roles[$0] }), kinds: kinds, fields: fields, fits: fits, crosses: crosses)
  }

  /// A page that wants to know of which employer and of when.
  private static func employersPage(_ letters: String) -> Line {
    var line = line(letters)
    line.query = { "?mois=2026-10&employeur=\($0.sides[0].companies[0])" }
    return line
  }

  /// A page that wants to know of which district.
  private static func district(_ letters: String) -> Line {
    var line = line(letters)
    line.query = { _ in "?code=QN04901M" }
    return line
  }

  /// A page that wants to know of which milestone.
  private static func exitPage() -> Line {
    var line = line("F", [.exit])
    line.query = { _ in "?echeance=3" }
    return line
  }

  private static let everyone = "FABCSPE"

  private static let shared: [String: Line] = [
    "POST /deconnexion": line(everyone), "GET /roles": line(everyone), "POST /roles": line(everyone),
    "GET /compte": line(everyone), "POST /compte/mot-de-passe": line(everyone),
    "GET /aujourdhui": line("FBCSP"), "GET /recherche": line("FBCSP"),
    "GET /bilans": line("FABE"), "GET /bilans/definitions": line("FABE"), "GET /bilans/lignes": line("F"),
    "GET /bilans/tableau": line("FABE"), "GET /bilans/fichiers": line("FB"),
    "GET /bilans/annees": line("FAE"), "POST /bilans/annees": line("F"),
    "GET /avis": line("F"), "GET /avis/:id": line("F", [.notice]), "GET /avis/:id/marche": line("F", [.notice]),
    "GET /avis/:id/rattachement": line("F", [.notice]),
    "GET /theme/:file": line(everyone, [.theme]), "GET /fichiers/:table": line("FABCSE", [.table]),
  ]

  private static let documents: [String: Line] = [
    "GET /lots/:id/attestation": line("FBCS", [.lot]), "GET /lots/:id/attestation/docx": line("FBCS", [.lot]),
    "GET /lots/:id/bilan-intermediaire": line("FBCS", [.lot]),
    "GET /lots/:id/bilan-intermediaire/docx": line("FBCS", [.lot]),
    "GET /lots/:id/bilan-final": line("FBCS", [.lot]), "GET /lots/:id/bilan-final/docx": line("FBCS", [.lot]),
    "GET /lots/:id/en-regle": line("FBCS", [.lot]), "GET /lots/:id/en-regle/docx": line("FBCS", [.lot]),
    "GET /bilans/convention/:id": line("F", [.agreement]), "GET /bilans/donneur/:id": line("FB", [.organisation]),
    "GET /bilans/operation/:id": line("FB", [.operation]), "GET /bilans/marche/:id": line("FB", [.contract]),
    "GET /bilans/entreprise/:id": line("FCS", [.organisation]), "GET /bilans/quartier": district("F"),
    "GET /bilans/quartiers": line("FABE"),
    "GET /bilans/note": line("FAE"), "GET /bilans/note/docx": line("FAE"),
    "GET /donneurs-dordre/:id/bilan": line("FB", [.organisation]),
    "GET /donneurs-dordre/:id/bilan/docx": line("FB", [.organisation]),
  ]

  private static let contracts: [String: Line] = [
    "GET /marches": line("FB"), "GET /marches/nouveau": line("F"),
    "POST /marches/nouveau": line(
      "F", [],
      [
        .id("acheteur", .organisation), .text("objet", "École"), .text("nature", "TRAVAUX"), .text("forme", "EXEC"),
        .text("secteur", "batiment"), .id("suivi", .account), .text("etape", "enregistrer"),
      ]),
    "GET /marches/:id": line("FBCS", [.contract]), "GET /marches/:id/modifier": line("F", [.contract]),
    "POST /marches/:id/modifier": line("F", [.contract]), "GET /marches/:id/groupement": line("F", [.contract]),
    "POST /marches/:id/groupement": line("F", [.contract], [.text("membres", "Mairixe00; 60\nMairixe01; 40")]),
    "GET /marches/:id/lots/nouveau": line("F", [.contract]),
    "POST /marches/:id/lots/nouveau": line("F", [.contract], [.text("lots", "7\tToiture\tBatixo00\t120\t10000")]),
    "GET /lots/:id": line("FBCS", [.lot]), "GET /lots/:id/modifier": line("F", [.lot]),
    "POST /lots/:id/modifier": line("F", [.lot]), "GET /lots/:id/dates": line("F", [.lot]),
    "POST /lots/:id/dates": line("F", [.lot]),
    "POST /lots/:id/suspensions": line("F", [.lot], [.text("du", "01/06/2026"), .text("motif", "Intempéries")]),
    "POST /lots/:id/reprises": line("F", [.lot]),
    "GET /operations": line("FB"), "GET /operations/nouvelle": line("F"),
    "POST /operations/nouvelle": line("F", [], [.id("acheteur", .organisation), .text("nom", "Quartier neuf")]),
    "GET /operations/:id": line("FB", [.operation]), "GET /operations/:id/modifier": line("F", [.operation]),
    "POST /operations/:id/modifier": line("F", [.operation]),
    "POST /operations/:id/marches": line("F", [.operation], [.id("marche", .contract)]),
    "GET /lots/:id/engagements/nouveau": line("F", [.lot]),
    "POST /lots/:id/engagements/nouveau": line(
      "F", [.lot],
      [
        .text("calcul", "hours"), .text("heures", "100"), .text("portage", "alone"), .text("porteurs", "Batixo00"),
        .text("effet", "01/04/2025"),
      ]),
    "GET /engagements/:id": line("FBCS", [.engagement]), "GET /engagements/:id/modifier": line("F", [.engagement]),
    "POST /engagements/:id/modifier": line("F", [.engagement]),
    "POST /engagements/:id/evenements": line("F", [.engagement]),
    "POST /engagements/:id/annulation": line("F", [.engagement]),
    "POST /engagements/:id/porteurs": line(
      "F", [.engagement], [.text("portage", "alone"), .text("porteurs", "Batixo01")]),
    "GET /engagements/:id/previsionnel": line("F", [.engagement]),
    "POST /engagements/:id/previsionnel": line("F", [.engagement]),
    "GET /calibrages": line("F"), "GET /calibrages/nouveau": line("F"),
    "POST /calibrages/nouveau": line(
      "F", [],
      [
        .text("methode", "heures"), .text("titre", "École"), .text("heures", "10000"), .text("taux", "5"),
        .id("lot", .lot),
      ]),
    "GET /calibrages/:id": line("F", [.sizing]), "GET /calibrages/:id/engagement": line("F", [.sizing]),
  ]

  private static let people: [String: Line] = [
    "GET /participants": line("FP"), "GET /participants/nouveau": line("FP"),
    "POST /participants/nouveau": line(
      "FP", [],
      [
        .text("last_name", "Martin"), .text("first_name", "Lou"), .text("born_on", "01/02/1990"),
        Field(
          name: { _, _ in "oriented_by" }, value: { world, _ in String(world.sides[0].prescribers[0]) },
          kind: .organisation),
      ]),
    "GET /participants/:id": line("FCSP", [.participant]), "GET /participants/:id/modifier": line("F", [.participant]),
    "POST /participants/:id/modifier": line(
      "F", [.participant],
      [
        .text("last_name", "Martin"), .text("first_name", "Lou"),
        Field(
          name: { _, _ in "oriented_by" }, value: { world, _ in String(world.sides[0].prescribers[0]) },
          kind: .organisation),
      ]),
    "POST /participants/:id/archivage": line("F", [.participant]),
    "POST /participants/:id/reprise": line("F", [.participant]),
    "GET /participants/:id/eligibilites/nouveau": line("F", [.participant]),
    "POST /participants/:id/eligibilites/nouveau": line(
      "F", [.participant],
      [
        .text("decision", "validated"), .text("starts_on", "01/11/2026"), .text("criterion_1", "RSA"),
        .text("seen_on_1", "01/11/2026"),
      ]),
    "GET /participants/:id/sorties/nouveau": line("F", [.participant]),
    "POST /participants/:id/sorties/nouveau": line(
      "F", [.participant], [.text("left_on", "15/11/2026"), .text("situation", "CDI")]),
    "GET /sorties": line("F"), "GET /sorties/:id/situations/nouveau": exitPage(),
    "POST /sorties/:id/situations/nouveau": line(
      "F", [.exit], [.text("echeance", "3"), .text("situation", "CDI"), .text("known_on", "")]),
    "POST /sorties/:id/annulation": line("F", [.exit]),
    "GET /participants/:id/fusion": line("F", [.participant]),
    "POST /participants/:id/fusion": line(
      "F", [.participant], [.id("other", .participant) { _, candidate, object in candidate.id != object?.id }]),
    "POST /participants/:id/separation": line("F", [.participant]),
    "GET /participants/:id/contrats/nouveau": line("F", [.participant]),
    "POST /participants/:id/contrats/nouveau": line(
      "F", [.participant],
      [
        Field(
          name: { _, _ in "employer" }, value: { world, _ in String(world.sides[0].companies[0]) }, kind: .organisation),
        .text("kind", "FIXED_TERM"), .text("modality", "DIRECT"), .text("starts_on", "02/11/2026"),
        .text("planned_end_on", "30/11/2026"), .id("lot_1", .engagement),
      ]),
    "GET /contrats/:id": line("FCS", [.employment]),
    "POST /contrats/:id/fin": line("F", [.employment], [.text("ended_on", "15/12/2026")]),
    "POST /contrats/:id/terme": line("F", [.employment]),
    "POST /contrats/:id/lots": line(
      "F", [.employment],
      [.id("lot_1", .engagement) { world, candidate, _ in candidate.id == world.things(.engagement)[3].id }]),
  ]

  private static let hours: [String: Line] = [
    "GET /heures": line("FCS"), "POST /heures/cloture": line("F"), "GET /heures/lignes": line("FCS"),
    "GET /heures/lignes/:id": line("FCS", [.line]), "POST /heures/lignes/:id/jours": line("FCS", [.line]),
    "GET /heures/lignes/:id/correction": line("F", [.line]), "POST /heures/lignes/:id/correction": line("F", [.line]),
    "GET /heures/releves/nouveau": employersPage("FCS"), "POST /heures/releves": line("FCS"),
    "GET /heures/releves/:id": line("FCS", [.statement]),
    "POST /heures/releves/:id/validation": line(
      "F", [.statement], [.id("ligne", .line) { _, candidate, object in candidate.within == object?.id }],
      fits: { world, object in object.id == world.things(.statement)[1].id }),
    "POST /heures/releves/:id/lignes/:line": line(
      "F", [.statement, .line], [.text("choix", "tout")],
      fits: { world, object in object.id == world.things(.statement)[1].id }),
    "POST /heures/releves/:id/cloture": line("F", [.statement]),
    "GET /heures/justificatifs": line("F"),
    "GET /heures/releves/:id/justificatifs": line("FCS", [.statement]),
    "POST /heures/releves/:id/justificatifs": line("FCS", [.statement]),
    "GET /justificatifs/:id": line("FCS", [.proof]), "POST /justificatifs/:id/retrait": line("FCS", [.proof]),
    "GET /heures/rapports": line("F"),
    "POST /heures/rapports": line("F", [], [.text("objet", "lot"), .id("lot", .lot)]),
    "GET /heures/rapports/:id": line("F", [.report]), "GET /heures/arretes": line("F"),
    "POST /heures/arretes": line("F"), "GET /heures/arretes/:year": line("F", [.year]),
  ]

  private static let followUp: [String: Line] = [
    "POST /aujourdhui/suites": line(
      "F", [],
      [
        .text("cle", "retard:1"), .text("choix", "fait"), .id("lot", .lot), .text("moyen", "call"),
        .text("dit", "Rappel promis"),
      ]),
    "POST /aujourdhui/retours": line("F"),
    "GET /echanges": line("F"), "GET /echanges/nouveau": exchangePage(),
    "POST /echanges/nouveau": line(
      "F", [],
      [
        .id("lot", .lot), .text("moyen", "visit"), .text("le", "03/11/2026"), .text("dit", "Rappel promis"),
      ]),
    "POST /echanges/:id/retrait": line("F", [.note]),
    "GET /lots/:id/demarrage": line("F", [.lot]),
    "POST /lots/:id/demarrage": line("F", [.lot], [.text("le", "03/11/2026"), .text("convenu", "Deux postes")]),
    "GET /lots/:id/demarrage/compte-rendu": line("F", [.lot]),
    "GET /demandes": line("FCSP"), "GET /demandes/nouvelle": line("CSP"), "POST /demandes/nouvelle": line("CSP"),
    "GET /demandes/liste": line("CS"), "POST /demandes/liste": line("CS"),
    "GET /demandes/:id": line("FCSP", [.hiringRequest]),
    "POST /demandes/:id/reponse": line(
      "F", [.hiringRequest],
      [
        .id("person", .participant), .text("decision", "validated"), .text("criterion_1", "RSA"),
        .text("starts_on", "30/11/2026"),
      ]),
    "POST /demandes/:id/retrait": line("CSP", [.hiringRequest]),
    "POST /demandes/:id/papiers": line("CSP", [.hiringRequest]),
    "GET /papiers/:id": line("F", [.hiringPaper]), "POST /papiers/:id/retrait": line("F", [.hiringPaper]),
    "GET /demandes/listes/:id": line("FCS", [.hiringBatch]),
    "POST /demandes/listes/:id/validation": line("F", [.hiringBatch]),
  ]

  /// A page that wants to know what it is about.
  private static func exchangePage() -> Line {
    var line = line("F")
    line.query = { "?lot=\($0.things(.lot)[0].id)" }
    return line
  }

  private static let received: [String: Line] = [
    "GET /heures/validation": line("F"),
    "POST /heures/validation": line(
      "F", [], [.id("ligne", .line) { world, candidate, _ in candidate.id == world.things(.line)[1].id }]),
    "GET /heures/releves/verification": employersPage("FCS"), "POST /heures/releves/brouillon": line("FCS"),
    "GET /heures/ecarts": line("FCS"), "GET /heures/ecarts/:id": line("FCS", [.gap]),
    "POST /heures/ecarts/:id": line("FCS", [.gap]),
    "POST /heures/lignes/:id/questions": line("F", [.line]),
    "GET /entreprises/:id/annexes": line("F", [.organisation]),
    "POST /entreprises/:id/annexes": line("F", [.organisation]),
    "POST /entreprises/:id/annexes/retrait": line("F", [.organisation]),
    "GET /heures/questions/:id": line("FCS", [.question]),
    "POST /heures/questions/:id": line("FCS", [.question]),
    "GET /heures/fichiers": line("FCS"), "POST /heures/fichiers": line("FCS"),
    "GET /heures/fichiers/gabarit": employersPage("FCS"),
    "POST /heures/fichiers/colle": line(
      "FCS", [],
      [
        Field(
          name: { _, _ in "employeur" }, value: { world, _ in String(world.sides[0].companies[0]) }, kind: .organisation
        ),
        .text("tableau", "Nom\tHeures\nZfamixle00a0\t10"),
      ]), "GET /heures/fichiers/:id": line("FCS", [.hoursFile]),
    "POST /heures/fichiers/:id/colonnes": line("FCS", [.hoursFile]),
    "POST /heures/fichiers/:id/reponses": line("FCS", [.hoursFile]),
    "POST /heures/fichiers/:id/mois": line("FCS", [.hoursFile]),
    "POST /heures/fichiers/:id/releve": line("FCS", [.hoursFile]),
    "POST /heures/fichiers/:id/abandon": line("FCS", [.hoursFile]),
    "POST /heures/fichiers/:id/annulation": line("FCS", [.hoursFile]),
    "GET /messages": line("FA"), "GET /messages/:id": line("FA", [.message]),
    "POST /messages/:id/renvoi": line("FA", [.message]), "POST /messages/renvois": line("FA"),
    "POST /messages/:id/lien": line("F", [.message]),
    "GET /heures/demandes": line("F"), "POST /heures/demandes": line("F"),
    "GET /heures/demandes/:id": line("F", [.organisation]),
    "POST /heures/demandes/:id/lien": line("F", [.organisation]),
    "POST /heures/demandes/:id/revocation": line("F", [.organisation]),
    "GET /travaux": line("FA"), "GET /travaux/:id": line("FA", [.job]),
    "POST /travaux/:id/annulation": line("FA", [.job]), "POST /travaux/:id/reprise": line("FA", [.job]),
    "GET /imports": line("FA"), "POST /imports": line("FA"), "GET /imports/:id": line("FA", [.noticeImport]),
    "GET /imports/:id/rapport.csv": line("FA", [.noticeImport]),
    "POST /imports/:id/annulation": line("FA", [.noticeImport]),
    "GET /reprises": line("FA"), "POST /reprises": line("FA"), "GET /reprises/modele": line("FA"),
    "GET /reprises/:id": line("FA", [.takeover]), "POST /reprises/:id/colonnes": line("FA", [.takeover]),
    "POST /reprises/:id/ecriture": line("FA", [.takeover]), "POST /reprises/:id/annulation": line("FA", [.takeover]),
    "POST /reprises/:id/abandon": line("FA", [.takeover]),
    "GET /referentiels": line("FA"), "POST /referentiels": line("A"), "GET /referentiels/:id": line("FA", [.reference]),
    "GET /referentiels/imports/:id": line("FA", [.referenceImport]),
    "POST /referentiels/imports/:id/annulation": line("A", [.referenceImport]),
  ]

  private static let administration: [String: Line] = [
    "GET /entreprises": line("F"), "GET /donneurs-dordre": line("F"), "GET /entreprises/nouvelle": line("F"),
    "POST /entreprises/nouvelle": line("F", [], [.text("name", "Nouvelle"), .text("employer_kind", "CLASSIQUE")]),
    "GET /entreprises/:id": line("FBCSP", [.organisation]), "GET /entreprises/:id/modifier": line("F", [.organisation]),
    "POST /entreprises/:id/modifier": line(
      "F", [.organisation], [.text("name", "Autre nom"), .text("buyer_kind", "COMMUNE")]),
    // An organisation belongs to the instance: a territory takes in one that another territory knows.
    "POST /entreprises/:id/rattachement": line("F", [.organisation], crosses: true),
    "POST /entreprises/:id/contacts": line("FBCSP", [.organisation], [.text("contact_name", "Zoé Contact")]),
    "POST /contacts/:id/depart": line("FBCSP", [.contact]), "GET /contacts/:id/modifier": line("FBCSP", [.contact]),
    "POST /contacts/:id/modifier": line("FBCSP", [.contact]), "GET /mon-organisme": line("BCSP"),
    "GET /reglages": line("FA"), "POST /reglages/territoire": line("FA"),
    "POST /reglages/absences": line(
      "FA", [],
      [
        .id("account", .account), .text("starts_on", "01/02/2027"), .text("ends_on", "05/02/2027"),
      ]),
    "POST /reglages/absences/:id/retour": line("FA", [.absence]), "GET /reglages/regles/:regle": line("FA", [.rule]),
    "POST /reglages/regles/:regle": line("FA", [.rule]), "POST /reglages/regles/:regle/retrait": line("FA", [.rule]),
    "GET /conventions/:id/modifier": line("F", [.agreement]), "POST /conventions/:id/modifier": line("F", [.agreement]),
    "GET /conventions": line("F"), "GET /conventions/nouvelle": line("F"),
    "POST /conventions/nouvelle": line("F", [], agreementFields),
    "GET /conventions/:id": line("F", [.agreement]), "GET /conventions/:id/renouvellement": line("F", [.agreement]),
    "POST /conventions/:id/renouvellement": line("F", [.agreement], agreementFields),
    "POST /conventions/:id/signataires": line(
      "F", [.agreement],
      [
        Field(
          name: { _, _ in "organisation" }, value: { world, _ in String(world.sides[0].buyers[1]) }, kind: .organisation
        ),
        .text("signed_on", "01/02/2025"),
      ]),
    "GET /objectifs": line("F"),
    "POST /objectifs": line(
      "F", [], [.text("year", "2026"), .id("organisation", .organisation), .text("hours", "10")]),
    "GET /administration": line("A"), "GET /administration/comptes/nouveau": line("A"),
    "POST /administration/comptes": line(
      "A", [],
      [
        .text("name", "Nouveau"), .text("email", "nouveau@val.example"), .text("role", "buyer"),
        .id("organisation", .organisation),
      ]),
    "POST /administration/comptes/:id/fin": line("A", [.membership]),
    "POST /administration/comptes/:id/suspension": line("A", [.membership]),
    "POST /administration/comptes/:id/reprise": line("A", [.membership]),
    "POST /administration/comptes/:id/essais": line("A", [.membership]),
    "POST /administration/sessions/:cle/fin": line("A", [.session]),
    "POST /administration/comptes/:id/mot-de-passe": line("A", [.membership]),
  ]

  private static let agreementFields: [Field] = [
    .text("name", "Convention suivante"), .text("signed_on", "01/12/2028"), .text("starts_on", "01/01/2029"),
    .text("ends_on", "31/12/2031"), .text("alert_months", "6"), .id("parties", .organisation),
  ]
}
