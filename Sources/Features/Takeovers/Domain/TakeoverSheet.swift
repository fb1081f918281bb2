// SPDX-License-Identifier: EUPL-1.2

/// What a sheet of a territory's workbook is about. The order is that of reading: what is named later stands on what was read before.
public enum TakeoverSheet: String, CodeList, Codable {
  case buyers, companies, prescribers, contracts, lots, engagements, events, people, eligibilities, employments, hours
  case openings, totals

  public var french: String {
    switch self {
    case .buyers: "Donneurs d’ordre"
    case .companies: "Entreprises"
    case .prescribers: "Prescripteurs"
    case .contracts: "Marchés"
    case .lots: "Lots"
    case .engagements: "Engagements"
    case .events: "Événements"
    case .people: "Participants"
    case .eligibilities: "Éligibilités"
    case .employments: "Contrats de travail"
    case .hours: "Heures"
    case .openings: "Soldes d’ouverture"
    case .totals: "Totaux"
    }
  }

  /// Whether its lines name people: an administrator sees their counts, and no line.
  public var isPersonal: Bool {
    switch self {
    case .people, .eligibilities, .employments, .hours: true
    default: false
    }
  }

  /// Words of a sheet's tab, folded.
  var tabs: [String] {
    switch self {
    case .buyers: ["donneurs d ordre", "donneur", "acheteurs", "maitres d ouvrage", "moa", "maitrise d ouvrage"]
    case .companies: ["entreprises", "employeurs", "titulaires", "structures", "siae"]
    case .prescribers: ["prescripteurs", "orienteurs"]
    case .contracts: ["marches", "operations"]
    case .lots: ["lots", "suivi des marches", "clauses", "tableau de bord", "suivi des lots"]
    case .engagements: ["engagements", "objectifs d heures"]
    case .events: ["evenements", "avenants"]
    case .people: ["participants", "beneficiaires", "personnes", "salaries", "publics", "candidats"]
    case .eligibilities: ["eligibilites", "agrements", "eligibilite"]
    case .employments: ["contrats de travail", "embauches", "contrats"]
    case .hours: ["heures", "releves", "saisie", "suivi des heures"]
    case .openings: ["soldes d ouverture", "soldes", "ouverture", "reprise des soldes", "anterieur"]
    case .totals: ["totaux", "bilan", "recapitulatif", "recap", "synthese"]
    }
  }

  /// Each of these groups must have a column for the sheet to be of this kind.
  var required: [[TakeoverField]] {
    let lot: [TakeoverField] = [.lotNumber, .lotName, .contractReference, .contractTitle]
    let person: [TakeoverField] = [.person, .fullName, .lastName]
    switch self {
    case .buyers, .companies, .prescribers: return [[.name]]
    case .contracts: return [[.contractReference, .contractTitle]]
    case .lots: return [[.lotNumber, .lotName], [.contractReference, .contractTitle]]
    case .engagements: return [lot, [.owed, .terms]]
    case .events: return [[.engagement, .lotNumber], [.event], [.delta, .amount]]
    case .people: return [person]
    case .eligibilities: return [person, [.startsOn]]
    case .employments: return [person, [.employer, .employerSiret], [.startsOn]]
    case .hours: return [person, lot]
    case .openings: return [lot, [.year, .month, .on], [.done]]
    case .totals: return []
    }
  }
}

/// What a column holds.
public enum TakeoverField: String, CodeList, Codable {
  case reference, name, siret, kind, address, postcode, commune, phone
  case buyer, contractReference, contractTitle, purchaseKind, legalForm, sector, cpv, amount
  case notifiedOn, startsOn, endsOn, receivedOn, settledOn, terminatedOn, cancelledOn
  case lotNumber, lotName, place, holder, holderSiret, owed
  case engagement, label, terms, bearing, slice, sliceHours, threshold, basis, rounding
  case event, on, delta, setsTo, reason
  case person, lastName, firstName, fullName, bornOn, gender, email, schooling, prescriber, informedOn
  case criteria, refused
  case employer, employerSiret, userCompany, employment, contractKind, modality, job, weekly
  case month, year, declared, kept, training, tutoring, absence, nature, done

  public var french: String {
    switch self {
    case .reference: "Référence"
    case .name: "Nom de l’organisme"
    case .siret: "SIRET"
    case .kind: "Type"
    case .address: "Adresse"
    case .postcode: "Code postal"
    case .commune: "Commune"
    case .phone: "Téléphone"
    case .buyer: "Donneur d’ordre"
    case .contractReference: "N° de marché"
    case .contractTitle: "Marché"
    case .purchaseKind: "Nature"
    case .legalForm: "Forme de la clause"
    case .sector: "Secteur"
    case .cpv: "CPV"
    case .amount: "Montant"
    case .notifiedOn: "Notification"
    case .startsOn: "Début"
    case .endsOn: "Fin"
    case .receivedOn: "Réception"
    case .settledOn: "Solde"
    case .terminatedOn: "Résiliation"
    case .cancelledOn: "Annulation"
    case .lotNumber: "Lot"
    case .lotName: "Intitulé du lot"
    case .place: "Lieu"
    case .holder: "Titulaire"
    case .holderSiret: "SIRET du titulaire"
    case .owed: "Heures à réaliser"
    case .engagement: "Engagement"
    case .label: "Libellé"
    case .terms: "Forme de l’engagement"
    case .bearing: "Portage"
    case .slice: "Tranche"
    case .sliceHours: "Heures par tranche"
    case .threshold: "Seuil"
    case .basis: "Base"
    case .rounding: "Arrondi"
    case .event: "Événement"
    case .on: "Date"
    case .delta: "Heures en plus ou en moins"
    case .setsTo: "Heures fixées"
    case .reason: "Motif"
    case .person: "Référence de la personne"
    case .lastName: "Nom"
    case .firstName: "Prénom"
    case .fullName: "Nom et prénom"
    case .bornOn: "Date de naissance"
    case .gender: "Genre"
    case .email: "Courriel"
    case .schooling: "Niveau de formation"
    case .prescriber: "Prescripteur"
    case .informedOn: "Informée le"
    case .criteria: "Critères"
    case .refused: "Refusée"
    case .employer: "Employeur"
    case .employerSiret: "SIRET de l’employeur"
    case .userCompany: "Entreprise utilisatrice"
    case .employment: "Contrat de travail"
    case .contractKind: "Type de contrat"
    case .modality: "Modalité"
    case .job: "Poste"
    case .weekly: "Heures par semaine"
    case .month: "Mois"
    case .year: "Année"
    case .declared: "Heures déclarées"
    case .kept: "Heures retenues"
    case .training: "Heures de formation"
    case .tutoring: "Heures de tutorat"
    case .absence: "Heures d’absence"
    case .nature: "Nature d’heures"
    case .done: "Heures réalisées"
    }
  }
}

/// What the program reads in one column.
public enum TakeoverColumn: Hashable, Sendable {
  case unused
  case field(TakeoverField)
  /// The hours of one month, in a table with months side by side.
  case month(Month)
  /// The total of one year, as the territory counted it.
  case year(Int)

  /// Remembered for the next workbook with the same headings.
  public var code: String {
    switch self {
    case .unused: "-"
    case .field(let field): field.rawValue
    case .month(let month): "mois:\(month.rawValue)"
    case .year(let year): "annee:\(year)"
    }
  }

  public init(code: String) {
    let parts = code.split(separator: ":").map(String.init)
    if let field = TakeoverField(rawValue: code) {
      self = .field(field)
    } else if parts.count == 2, let number = Int(parts[1]) {
      self = parts[0] == "annee" ? .year(number) : Month(number).map { TakeoverColumn.month($0) } ?? .unused
    } else {
      self = .unused
    }
  }

  public var french: String {
    switch self {
    case .unused: "ne sert pas"
    case .field(let field): field.french
    case .month(let month): "heures de \(month.french)"
    case .year(let year): "total de \(year)"
    }
  }
}
