// SPDX-License-Identifier: EUPL-1.2

/// One column of the model workbook, and the other words by which territories head it (folded).
public struct TakeoverHeading: Sendable {
  public let field: TakeoverField
  public let title: String
  let words: [String]

  init(_ field: TakeoverField, _ title: String? = nil, _ words: [String] = []) {
    (self.field, self.title) = (field, title ?? field.french)
    self.words = [Search.fold(self.title)] + words
  }
}

extension TakeoverSheet {
  /// Columns of the model, in its order; what a workbook heads otherwise is recognised by its words.
  public var headings: [TakeoverHeading] {
    switch self {
    case .buyers:
      Self.body("Donneur d’ordre", ["acheteur", "maitre d ouvrage", "moa", "organisme", "nom", "raison sociale"])
    case .companies:
      Self.body("Entreprise", ["raison sociale", "employeur", "titulaire", "structure", "societe", "nom"])
    case .prescribers: Self.body("Prescripteur", ["organisme", "orienteur", "structure", "nom"])
    case .contracts: Self.reference + Self.contractKey + Self.buyer + Self.contractFacts
    case .lots: Self.reference + Self.contractKey + Self.buyer + Self.lot + Self.lotFacts
    case .engagements: Self.reference + Self.contractKey + Self.lot + Self.terms
    case .events: Self.eventsColumns
    case .people: Self.peopleColumns
    case .eligibilities: Self.person + Self.eligibility
    case .employments: Self.reference + Self.person + Self.employer + Self.contractKey + Self.lot + Self.own + Self.job
    case .hours: Self.person + Self.employer + Self.contractKey + Self.lot + Self.own + Self.hoursColumns
    case .openings: Self.contractKey + Self.lot + Self.own + Self.openingsColumns
    case .totals: Self.contractKey + Self.lot + Self.totalsColumns
    }
  }

  private static func body(_ title: String, _ words: [String]) -> [TakeoverHeading] {
    reference + [
      TakeoverHeading(.name, title, words), TakeoverHeading(.siret, nil, ["n siret", "numero siret", "no siret"]),
      TakeoverHeading(.kind, "Type", ["categorie", "nature", "statut", "forme"]),
      TakeoverHeading(.address, nil, ["rue", "voie"]), TakeoverHeading(.postcode, nil, ["cp"]),
      TakeoverHeading(.commune, nil, ["ville"]), TakeoverHeading(.phone, nil, ["tel", "telephone fixe", "portable"]),
    ]
  }

  private static let reference = [
    TakeoverHeading(.reference, nil, ["ref", "identifiant", "id", "code", "cle"])
  ]

  private static let contractKey = [
    TakeoverHeading(
      .contractReference, nil,
      [
        "n marche", "numero de marche", "numero marche", "no marche", "ref marche", "reference du marche",
        "reference marche",
      ]),
    TakeoverHeading(
      .contractTitle, nil,
      [
        "intitule du marche", "objet", "objet du marche", "operation", "nom de l operation", "libelle du marche",
        "chantier",
        "intitule", "nom du marche",
      ]),
  ]

  private static let buyer = [
    TakeoverHeading(.buyer, nil, ["acheteur", "maitre d ouvrage", "moa", "maitrise d ouvrage", "pouvoir adjudicateur"])
  ]

  private static let contractFacts = [
    TakeoverHeading(.purchaseKind, nil, ["nature du marche", "type de marche", "type d achat", "nature d achat"]),
    TakeoverHeading(.legalForm, nil, ["forme juridique", "article", "type de clause"]),
    TakeoverHeading(.sector, nil, ["secteur d activite", "activite"]), TakeoverHeading(.cpv, nil, ["code cpv"]),
    TakeoverHeading(.amount, "Montant (€)", ["montant", "montant ht", "montant du marche", "montant ttc"]),
    TakeoverHeading(.notifiedOn, nil, ["date de notification", "notifie le", "date notification"]),
    TakeoverHeading(.endsOn, nil, ["date de fin", "fin du marche", "echeance", "fin previsionnelle", "date fin"]),
  ]

  private static let lot = [
    TakeoverHeading(
      .lotNumber, nil, ["n lot", "numero de lot", "numero du lot", "no lot", "n du lot", "lot n", "n de lot"]),
    TakeoverHeading(
      .lotName, nil, ["nom du lot", "libelle du lot", "libelle lot", "intitule lot", "corps d etat", "designation"]),
  ]

  private static let own = [TakeoverHeading(.engagement, "Réf. engagement", ["reference de l engagement"])]

  private static let lotFacts = [
    TakeoverHeading(
      .holder, nil,
      ["entreprise", "entreprise titulaire", "attributaire", "nom du titulaire", "societe", "entreprise attributaire"]),
    TakeoverHeading(.holderSiret, nil, ["siret", "siret titulaire", "siret entreprise", "siret de l entreprise"]),
    TakeoverHeading(
      .owed, nil,
      [
        "heures", "heures prevues", "heures d insertion", "volume d heures", "objectif", "objectif heures",
        "engagement",
        "heures engagees", "nb heures a realiser", "nombre d heures", "heures a faire", "heures clause",
        "objectif d heures",
        "obligation", "heures obligatoires",
      ]),
    TakeoverHeading(
      .done, "Heures réalisées (total)",
      [
        "heures realisees", "realise", "realisees", "heures effectuees", "heures faites", "total realise", "total",
        "cumul realise", "total heures", "heures retenues", "total des heures", "total heures realisees",
      ]),
    TakeoverHeading(.sector, nil, ["secteur d activite", "activite"]),
    TakeoverHeading(.place, nil, ["adresse du chantier", "localisation"]),
    TakeoverHeading(.amount, "Montant (€)", ["montant", "montant ht", "montant du lot", "montant lot"]),
    TakeoverHeading(.notifiedOn, nil, ["date de notification", "notifie le", "date notification"]),
    TakeoverHeading(
      .startsOn, "Démarrage",
      ["debut", "date de demarrage", "date de debut", "os", "ordre de service", "demarrage travaux"]),
    TakeoverHeading(
      .endsOn, nil, ["date de fin", "fin des travaux", "fin previsionnelle", "date fin", "fin de chantier"]),
    TakeoverHeading(.receivedOn, nil, ["date de reception", "receptionne le"]),
    TakeoverHeading(.settledOn, "Soldé le", ["dgd", "solde"]),
    TakeoverHeading(.terminatedOn, "Résilié le", ["resiliation"]),
    TakeoverHeading(.cancelledOn, "Annulé le", ["annulation"]),
  ]

  private static let terms = [
    TakeoverHeading(.label, nil, ["libelle de l engagement"]),
    TakeoverHeading(.holder, "Porteurs", ["titulaire", "titulaires", "entreprise", "porteur", "groupement"]),
    TakeoverHeading(.bearing, nil, ["groupement solidaire", "type de groupement"]),
    TakeoverHeading(.owed, nil, ["heures", "heures d insertion", "objectif", "volume d heures", "heures engagees"]),
    TakeoverHeading(.on, "Date d’attribution", ["date", "attribue le"]),
    TakeoverHeading(.terms, nil, ["forme"]), TakeoverHeading(.slice, "Tranche (€)", ["tranche"]),
    TakeoverHeading(.sliceHours), TakeoverHeading(.threshold, "Seuil (€)", ["seuil"]), TakeoverHeading(.basis),
    TakeoverHeading(.rounding), TakeoverHeading(.startsOn, nil, ["date de debut"]),
    TakeoverHeading(.endsOn, nil, ["date de fin"]),
  ]

  private static let eventsColumns = [
    TakeoverHeading(.reference, nil, ["ref", "identifiant"]),
    TakeoverHeading(.engagement, nil, ["reference de l engagement"]), contractKey[0], contractKey[1], lot[0],
    TakeoverHeading(.event, nil, ["type", "nature", "type d evenement"]),
    TakeoverHeading(.on, nil, ["date d effet", "le", "date de l evenement"]),
    TakeoverHeading(.delta, nil, ["heures", "heures ajoutees", "variation", "nombre d heures"]),
    TakeoverHeading(.amount, "Montant (€)", ["montant", "montant ht"]), TakeoverHeading(.setsTo),
    TakeoverHeading(.reason, nil, ["commentaire", "objet"]),
  ]

  private static let names = [
    TakeoverHeading(.lastName, nil, ["nom de famille", "nom d usage", "nom usuel", "noms", "nom de naissance"]),
    TakeoverHeading(.firstName, nil, ["prenoms", "prenom usuel"]),
    TakeoverHeading(
      .fullName, nil,
      [
        "nom prenom", "nom et prenom", "prenom nom", "beneficiaire", "participant", "salarie", "personne", "identite",
        "nom complet", "nom du beneficiaire", "nom du salarie", "nom prenoms",
      ]),
    TakeoverHeading(
      .bornOn, nil, ["date naissance", "ne le", "nee le", "ne e le", "naissance", "ddn", "date de naiss", "date naiss"]),
  ]

  private static let peopleColumns =
    [TakeoverHeading(.person, "Référence", ["ref", "identifiant", "id", "code", "matricule", "dossier", "n dossier"])]
    + names + [
      TakeoverHeading(.gender, nil, ["sexe", "civilite", "h f", "f h"]),
      TakeoverHeading(.phone, nil, ["tel", "portable", "mobile"]),
      TakeoverHeading(.email, nil, ["mail", "e mail", "email", "adresse mail"]),
      TakeoverHeading(.postcode, nil, ["cp"]),
      TakeoverHeading(.commune, nil, ["ville", "domicile", "commune de residence"]),
      TakeoverHeading(.schooling, nil, ["niveau", "niveau d etudes", "niveau scolaire", "diplome", "qualification"]),
      TakeoverHeading(.prescriber, nil, ["orienteur", "oriente par", "referent", "organisme prescripteur"]),
      TakeoverHeading(.informedOn, nil, ["information donnee le", "rgpd", "date d information"]),
      TakeoverHeading(
        .startsOn, "Éligible depuis le",
        [
          "eligible le", "date d eligibilite", "debut d eligibilite", "date validation", "valide le", "date d agrement",
          "debut eligibilite", "date eligibilite", "date agrement", "debut agrement", "agrement", "date de validation",
          "entree", "date d entree",
        ]),
      TakeoverHeading(
        .endsOn, "Éligible jusqu’au",
        [
          "fin d eligibilite", "date fin eligibilite", "fin d agrement", "fin eligibilite", "fin agrement",
          "date de fin d agrement", "date fin agrement", "fin de validite",
        ]),
      TakeoverHeading(
        .criteria, nil,
        ["critere", "statut", "public", "critere d eligibilite", "categorie de public", "type de public"]),
    ]

  private static let person =
    [
      TakeoverHeading(
        .person, nil,
        ["ref personne", "id personne", "matricule", "n dossier", "dossier", "identifiant personne", "identifiant"])
    ] + names

  private static let eligibility = [
    TakeoverHeading(
      .startsOn, "Éligible depuis le",
      [
        "debut", "date de debut", "eligible le", "date d eligibilite", "valide le", "debut d eligibilite",
        "date d agrement",
      ]),
    TakeoverHeading(.endsOn, "Éligible jusqu’au", ["fin", "date de fin", "fin d eligibilite", "jusqu au"]),
    TakeoverHeading(.on, "Décidée le", ["date de decision", "decision"]),
    TakeoverHeading(.criteria, nil, ["critere", "public", "statut"]), TakeoverHeading(.refused, nil, ["refus"]),
    TakeoverHeading(.reason, nil, ["motif du refus", "commentaire"]),
  ]

  private static let employer = [
    TakeoverHeading(
      .employer, nil,
      ["entreprise", "structure", "raison sociale", "nom de l employeur", "societe", "siae", "entreprise d accueil"]),
    TakeoverHeading(.employerSiret, nil, ["siret", "siret employeur"]),
  ]

  private static let job = [
    TakeoverHeading(.userCompany, nil, ["mise a disposition chez", "utilisateur"]),
    TakeoverHeading(.contractKind, nil, ["contrat", "nature du contrat", "type contrat", "nature contrat"]),
    TakeoverHeading(.modality, nil, ["modalite de realisation", "modalite de mise en oeuvre"]),
    TakeoverHeading(.job, nil, ["metier", "emploi", "fonction", "qualification"]),
    TakeoverHeading(
      .startsOn, nil,
      ["date de debut", "date d embauche", "embauche le", "date debut", "debut de contrat", "date d entree"]),
    TakeoverHeading(
      .endsOn, nil, ["date de fin", "fin de contrat", "date fin", "sortie", "date de sortie", "fin prevue"]),
    TakeoverHeading(.weekly, nil, ["horaire hebdomadaire", "temps de travail", "heures hebdo"]),
  ]

  private static let hoursColumns = [
    TakeoverHeading(.employment, nil, ["contrat", "n contrat", "reference du contrat"]),
    TakeoverHeading(.month, nil, ["periode", "mois travaille", "date", "mois annee", "mois de travail"]),
    TakeoverHeading(.year, nil, ["annee de travail", "exercice"]),
    TakeoverHeading(.nature, nil, ["type d heures", "type heures"]),
    TakeoverHeading(.declared, nil, ["h declarees"]),
    TakeoverHeading(
      .kept, nil,
      [
        "heures", "heures realisees", "nb heures", "nombre d heures", "heures validees", "heures effectuees",
        "heures travaillees",
        "total", "total heures", "h realisees", "heures d insertion", "heures sur site", "volume horaire", "h",
      ]),
    TakeoverHeading(.training, nil, ["formation", "cfa", "heures formation", "heures cfa"]),
    TakeoverHeading(.tutoring, nil, ["tutorat", "heures tutorat"]),
    TakeoverHeading(.absence, nil, ["absences", "absence"]),
    TakeoverHeading(.reason, nil, ["motif de non retenue"]),
  ]

  private static let openingsColumns = [
    TakeoverHeading(.year, nil, ["exercice"]), TakeoverHeading(.month, nil, ["periode"]),
    TakeoverHeading(.on, nil, ["date du solde", "arrete au", "au"]),
    TakeoverHeading(
      .done, "Heures réalisées avant la reprise",
      ["heures realisees", "heures", "solde", "solde d ouverture", "heures anterieures", "nombre d heures"]),
    TakeoverHeading(.reason, nil, ["commentaire", "origine", "source"]),
  ]

  private static let totalsColumns = [
    TakeoverHeading(.year, nil, ["exercice"]),
    TakeoverHeading(
      .done, nil, ["heures", "total", "realise", "total heures", "heures retenues", "total realise", "nombre d heures"]),
  ]
}
