// SPDX-License-Identifier: EUPL-1.2

/// Why a person may count: the reference list of the clause (domain.md §2.4).
public enum EligibilityCriterion: String, CodeList {
  case deld = "DELD"
  case rsa = "RSA"
  case ass = "ASS"
  case aah = "AAH"
  case ata = "ATA"
  case inval = "INVAL"
  case th = "TH"
  case youngUnqualified = "J26NQ"
  case youngGraduate = "J26D"
  case senior = "SEN50"
  case qpv = "QPV"
  case zrr = "ZRR"
  case iae = "IAE"
  case geiq = "GEIQ"
  case eaEsat = "EA_ESAT"
  case regie = "REGIE"
  case epide = "EPIDE"
  case e2c = "E2C"
  case plie = "PLIE"
  case justice = "JUSTICE"
  case refugee = "REFUG"
  case careLeaver = "ASE"
  case singleParent = "PI"
  case homeless = "PSH"
  case language = "FLE"
  case mobility = "MOB"
  case opinion = "AVIS"

  public var french: String {
    switch self {
    case .deld: "demandeur d’emploi de longue durée"
    case .rsa: "bénéficiaire du RSA ou ayant droit"
    case .ass: "allocation de solidarité spécifique"
    case .aah: "allocation aux adultes handicapés"
    case .ata: "allocation d’insertion ou temporaire d’attente"
    case .inval: "pension ou allocation d’invalidité"
    case .th: "travailleur handicapé ou obligation d’emploi"
    case .youngUnqualified: "moins de 26 ans sans qualification"
    case .youngGraduate: "moins de 26 ans, diplômé, sans emploi"
    case .senior: "demandeur d’emploi de plus de 50 ans"
    case .qpv: "habitant d’un quartier prioritaire, éloigné de l’emploi"
    case .zrr: "habitant d’une zone France ruralités revitalisation"
    case .iae: "parcours dans une structure d’insertion"
    case .geiq: "salarié d’un GEIQ"
    case .eaEsat: "salarié d’une EA ou usager d’un ESAT"
    case .regie: "salarié d’une régie de quartier ou de territoire"
    case .epide: "volontaire d’un EPIDE"
    case .e2c: "stagiaire d’une École de la deuxième chance"
    case .plie: "participant d’un PLIE"
    case .justice: "placé sous main de justice ou sortant de détention"
    case .refugee: "réfugié, protection internationale ou demandeur d’asile autorisé à travailler"
    case .careLeaver: "sortant de l’aide sociale à l’enfance"
    case .singleParent: "parent isolé"
    case .homeless: "sans hébergement stable"
    case .language: "maîtrise du français à renforcer"
    case .mobility: "problème de mobilité"
    case .opinion: "autre difficulté, sur avis motivé"
    }
  }

  public var note: String? {
    switch self {
    case .deld: "Plus de 12 mois d’inscription, sans activité ou moins de 6 mois d’activité sur les 12 derniers"
    case .ata: "Dispositif ancien"
    case .th: "Code du travail, art. L5212-13"
    case .youngUnqualified: "En dessous du CAP ou BEP, sorti de l’école depuis 6 mois"
    case .youngGraduate: "Six mois sans activité depuis la fin des études"
    case .qpv: "Un critère mesuré, jamais une exclusion"
    case .iae: "24 mois"
    case .justice: "Donnée sensible"
    case .refugee: "Donnée sensible"
    case .opinion: "France Travail, maison de l’emploi, mission locale, MDPH, Cap emploi ou PLIE"
    default: nil
    }
  }

  /// What is asked for, by analogy with the State's IAE and GEIQ reference data (les-emplois, itou/eligibility).
  public var proof: String {
    switch self {
    case .deld: "attestation ou avis de situation de France Travail"
    case .rsa: "attestation de la CAF ou de la MSA"
    case .ass: "attestation de versement"
    case .aah: "attestation de versement"
    case .ata: "attestation de versement"
    case .inval: "attestation de l’organisme payeur"
    case .th: "décision de la MDPH ou preuve de renouvellement demandé"
    case .youngUnqualified: "pièce d’identité et déclaration ou diplôme"
    case .youngGraduate: "pièce d’identité et déclaration"
    case .senior: "pièce d’identité et justificatif de France Travail"
    case .qpv: "justificatif de domicile"
    case .zrr: "justificatif de domicile"
    case .iae: "PASS IAE en cours"
    case .geiq: "contrat du GEIQ"
    case .eaEsat: "attestation de la structure"
    case .regie: "attestation de la régie"
    case .epide: "attestation de l’EPIDE"
    case .e2c: "attestation de l’école"
    case .plie: "attestation du référent de parcours"
    case .justice: "billet de sortie ou attestation du SPIP"
    case .refugee: "titre de séjour ou autorisation de travail en cours"
    case .careLeaver: "attestation du service"
    case .singleParent: "attestation de la CAF ou de la MSA"
    case .homeless: "attestation d’un travailleur social"
    case .language: "évaluation linguistique"
    case .mobility: "attestation du prescripteur"
    case .opinion: "avis écrit et motivé d’un prescripteur"
    }
  }

  /// How old the proof may be on the day of the hiring, in months; `nil` when it only has to be valid.
  public var proofMaxAgeMonths: Int? {
    switch self {
    case .deld, .rsa, .ass, .aah, .singleParent, .homeless: 3
    case .qpv, .zrr, .justice, .language, .mobility: 6
    case .careLeaver: 12
    default: nil
    }
  }

  /// Whether a proof of that day is recent enough for a hiring on another. A proof dated after the hiring is not.
  public func accepts(proofDatedOn proofDay: Day, hiredOn: Day) -> Bool {
    guard proofDay <= hiredOn else { return false }
    return proofMaxAgeMonths.map { proofDay.adding(months: $0) >= hiredOn } ?? true
  }
}
