// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Domain

@Suite("Columns are recognised by how senders head them")
struct HeadingTests {
  @Test(
    "headings of temp agencies, structures and building firms",
    arguments: [
      // Temp agencies: exports of invoicing.
      ("Nom intérimaire", ColumnRole.fullName), ("Code intérimaire", .personNumber), ("Matricule", .personNumber),
      ("Entreprise utilisatrice", .client), ("Client", .client), ("Nom du client", .client), ("N° facture", .unused),
      ("Qté", .hours(.site)), ("Nb heures facturées", .hours(.site)), ("HS 25", .hours(.site)),
      ("Taux horaire", .unused),
      ("Montant HT", .unused), ("Libellé rubrique", .nature), ("Date début mission", .from),
      ("Date fin mission", .through), ("Semaine", .week), ("Début de contrat", .unused), ("N° de contrat", .unused),
      // Work-integration structures.
      ("Salarié en parcours", .fullName), ("NOM", .lastName), ("Prénom", .firstName), ("PRENOM SALARIE", .firstName),
      ("Né(e) le", .bornOn), ("Date de naissance", .bornOn), ("Lieu de naissance", .unused),
      ("Heures travaillées", .hours(.site)), ("HeuresTravaillees", .hours(.site)), ("h_travaillees", .hours(.site)),
      ("Heures CFA", .hours(.training)), ("Heures de formation", .hours(.training)),
      ("Heures tutorat", .hours(.tutoring)),
      ("Tuteur", .unused), ("Heures d’absence", .hours(.absence)), ("Chantier / Marché", .site),
      ("N° marché", .reference),
      ("Marché / Lot", .site), ("N° de lot", .lot), ("Lot", .lot), ("Mois", .month), ("Période", .month),
      ("Année", .year), ("Employeur", .employer), ("SIRET employeur", .employer), ("Critère", .unused),
      // Building firms.
      ("Ouvrier", .fullName), ("Affaire", .site), ("Code affaire", .reference), ("Total heures", .total),
      ("Temps passé", .hours(.site)), ("Observations", .unused), ("Nom du chantier", .site), ("Poste", .unused),
      ("Heures restantes", .unused), ("dont heures de nuit", .unused), ("Name", .fullName),
      // The ASP's monthly state.
      ("emi_pph_id", .personNumber), ("emi_sme_annee", .year), ("emi_sme_mois", .month),
      ("emi_nb_heures_travail", .hours(.site)), ("emi_part_etp", .unused), ("emi_ctr_id", .unused),
      // One column for each month or day.
      ("oct. 2026", .hoursOfMonth(202610)), ("Octobre", .hoursOfMonth(10)),
      ("Heures octobre 2026", .hoursOfMonth(202610)),
      ("janv-26", .hoursOfMonth(202601)), ("14", .hoursOfDay(14)), ("lun 14", .hoursOfDay(14)),
      ("2026-10-14", .hoursOfDay(20_261_014)), ("Repère (ne pas modifier)", .marker),
    ] as [(String, ColumnRole)])
  func headings(heading: String, role: ColumnRole) { #expect(HeadingWords.guess(heading)?.role == role) }

  @Test("what is no heading of ours says nothing", arguments: ["", "Zébulon", "12,5", "—", "Karim"])
  func unknown(heading: String) { #expect(HeadingWords.guess(heading) == nil) }

  @Test(
    "a heading that announces the number of the national register",
    arguments: ["N° SS", "NIR", "N° de sécurité sociale", "Numéro INSEE", "n°secu"])
  func nir(heading: String) { #expect(ColumnHeading.announcesNir(heading)) }

  @Test("a role is found again by its code", arguments: ColumnRole.choices + [.hoursOfMonth(202610), .hoursOfDay(14)])
  func codes(role: ColumnRole) {
    #expect(ColumnRole(code: role.code) == role)
    #expect(!role.french.isEmpty)
  }

  @Test("a code that nobody gave is no role", arguments: ["month:13", "day:32", "day:x", "nir", "hours"])
  func badCodes(code: String) { #expect(ColumnRole(code: code) == nil) }
}
