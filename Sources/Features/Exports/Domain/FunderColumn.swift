// SPDX-License-Identifier: EUPL-1.2

/// A column of a funder's table: its heading, what stands in it, and how it is written.
public struct FunderColumn: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case text, whole, hundredths, euros, day }

  public let title: String
  public let meaning: String
  public let kind: Kind

  init(_ title: String, _ kind: Kind = .text, _ meaning: String) {
    (self.title, self.kind, self.meaning) = (title, kind, meaning)
  }

  private static let small =
    "Vide si moins de cinq personnes en sont, ou pour qu’une telle part ne se retrouve pas par soustraction."
  private static let hiring = "Situation au jour de l’embauche."

  /// People of a profile, in the order in which rows give them.
  static let profiles: [FunderColumn] = [
    .init("Femmes", .whole, small), .init("Hommes", .whole, small),
    .init("Moins de 26 ans", .whole, "Âge à l’embauche. \(small)"),
    .init("26 à 50 ans", .whole, "Âge à l’embauche. \(small)"),
    .init("Plus de 50 ans", .whole, "Âge à l’embauche. \(small)"),
    .init("Habitants de QPV", .whole, "\(hiring) \(small)"),
    .init(
      "Sans diplôme", .whole, "Jamais scolarisé, scolarité obligatoire, formation courte ou non certifiante. \(small)"),
    .init("CAP, BEP", .whole, "Niveau atteint ou diplôme obtenu. \(small)"), .init("Bac", .whole, small),
    .init("Au-delà du bac", .whole, small),
  ]

  static let criteria: [FunderColumn] = [
    .init("Bénéficiaires du RSA", .whole, "\(hiring) \(small)"),
    .init("Demandeurs d’emploi de longue durée", .whole, "\(hiring) \(small)"),
    .init("Travailleurs handicapés", .whole, "\(hiring) \(small)"),
  ]

  static let modalities: [FunderColumn] = [
    .init("Heures en embauche directe", .hundredths, "Heures retenues des contrats de l’entreprise titulaire."),
    .init("Heures en mise à disposition", .hundredths, "AI, ETTI, EATT, GEIQ et agences d’intérim."),
    .init("Heures en sous-traitance", .hundredths, "EI, ACI, EA et ESAT."),
  ]

  private static let done: [FunderColumn] = [
    .init("Heures réalisées", .hundredths, "Heures sur site retenues, par mois travaillé."),
    .init("Personnes", .whole, "Comptées une fois dans la ligne\u{202F}; les lignes ne s’additionnent pas."),
    .init("Contrats de travail", .whole, "Une chaîne de missions compte pour un."),
  ]

  static let spaser: [FunderColumn] =
    [
      .init("Donneur d’ordre", "Celui qui passe le marché, ou chaque membre d’un groupement pour sa part."),
      .init("SIRET", "Vide s’il n’est pas connu."), .init("Année", .whole, "Année de travail."),
      .init("Marchés clausés notifiés", .whole, "Marchés suivis ici dont la notification est de l’année."),
      .init("dont condition d’exécution", .whole, "Seule ou avec un critère."),
      .init("dont critère d’attribution", .whole, "Seul ou avec une condition."),
      .init("dont réservés à l’insertion", .whole, "Réservés à l’IAE ou mixtes, et marchés d’insertion."),
      .init("dont réservés au handicap", .whole, "Réservés aux EA et ESAT, ou mixtes."),
      .init("Marchés ayant produit des heures", .whole, "Marchés ayant des heures retenues dans l’année."),
      .init("Lots", .whole, "Lots ayant des heures retenues dans l’année."),
    ] + done + [
      .init("Structures", .whole, "Structures d’insertion, du handicap, GEIQ et régies, par SIREN."),
      .init("ETP", .hundredths, "Heures réalisées divisées par les heures d’une année de temps plein du territoire."),
    ] + modalities + profiles

  static let purchases: [FunderColumn] = [
    .init("Raison sociale du Fournisseur", "Titulaire ou cotraitant du lot."),
    .init("SIRET", "Vide s’il n’est pas connu."),
    .init(
      "Dépense achat (€)", .euros,
      "Montant hors taxes du lot notifié, partagé selon les parts du groupement\u{202F}; vide s’il n’est pas saisi."),
    .init("Catégorie d’achat (optionnelle)", "Secteur du lot."),
    .init("Entité acheteuse (optionnelle)", "Donneur d’ordre qui passe le marché."),
    .init("Année", .whole, "Année de la notification."),
  ]

  static let alliance: [FunderColumn] =
    [
      .init("Territoire", "Celui qui suit la clause."), .init("Année", .whole, "Année de travail."),
      .init("Maître d’ouvrage", "Celui qui passe le marché."), .init("Type de maître d’ouvrage", "Liste de Clausier."),
      .init("Marché", "Objet du marché."), .init("Référence", "Vide si elle n’est pas saisie."),
      .init("Nature d’achat", "Travaux, services, fournitures ou prestations intellectuelles."),
      .init("Forme de la clause", "Forme juridique."), .init("Secteur", "Du marché."),
      .init("Notification", .day, "Vide si elle n’est pas connue."),
      .init("Lots", .whole, "Lots ayant des heures retenues dans l’année."),
    ] + done + [
      .init("Entreprises", .whole, "Employeurs et titulaires, par SIREN."),
      .init("dont structures", .whole, "Insertion, handicap, GEIQ et régies."),
      .init("ETP", .hundredths, "Heures réalisées divisées par 1\u{202F}600."),
    ] + modalities + profiles + criteria

  static let anru: [FunderColumn] =
    [
      .init("Opération", "Projet du donneur d’ordre."),
      .init("Référence", "Numéro de l’opération, vide s’il n’est pas saisi."),
      .init("Maître d’ouvrage", "Celui qui conduit l’opération."), .init("Semestre", "Année et semestre de travail."),
      .init("Marchés", .whole, "Marchés ayant des heures retenues dans le semestre."),
      .init("Heures dues", .hundredths, "Heures fermes de tous les lots de l’opération, à ce jour."),
      .init("Heures réalisées depuis l’origine", .hundredths, "Heures sur site retenues de tous les lots, à ce jour."),
    ] + done + [
      .init("Heures des habitants de QPV", .hundredths, "\(hiring) \(small)"),
      .init("Part des habitants de QPV (%)", .hundredths, "En heures. \(small)"),
    ] + modalities + profiles + [
      .init(
        "Durables à six mois", .whole,
        "Emploi durable six mois après une sortie dont l’échéance tombe dans le semestre. \(small)"),
      .init(
        "Sorties connues à six mois", .whole,
        "Personnes dont l’échéance des six mois tombe dans le semestre, et dont la situation est renseignée. \(small)"),
    ]

  static let fse: [FunderColumn] = [
    .init("Nom", "Tel que saisi."), .init("Prénom", "Tel que saisi."),
    .init("Date de naissance", .day, "Vide si elle manque."),
    .init("Sexe", "F ou H\u{202F}; vide si non précisé."),
    .init("Âge à l’entrée", .whole, "Années révolues au premier contrat."),
    .init("Code postal", "De la résidence saisie."), .init("Commune", "De la résidence saisie."),
    .init("Quartier prioritaire", "Code du quartier à l’embauche\u{202F}; vide hors quartier ou inconnu."),
    .init("Date d’entrée", .day, "Début du premier contrat de travail de la personne sur une clause."),
    .init("Demandeur d’emploi de longue durée", "OUI si ce critère est retenu à l’embauche, sinon vide."),
    .init("Bénéficiaire du RSA", "OUI si ce critère est retenu à l’embauche, sinon vide."),
    .init("Handicap", "OUI si ce critère est retenu à l’embauche, sinon vide."),
    .init("Niveau de diplôme (code)", "Code de la nomenclature de l’ASP."),
    .init("CITE", "0-2, 3-4 ou 5-8, déduit du niveau."),
    .init("Heures retenues dans l’année", .hundredths, "Heures sur site."),
    .init("Date de fin du dernier contrat", .day, "Vide si un contrat est en cours."),
    .init("Date de sortie", .day, "Vide sans sortie enregistrée, ou si un contrat a suivi."),
    .init("Situation à la sortie", "Liste FSE+\u{202F}; vide sans sortie enregistrée."),
    .init("Situation à six mois", "Liste FSE+\u{202F}; vide tant qu’elle n’est pas renseignée."),
  ]

  private init(_ title: String, _ meaning: String) { self.init(title, .text, meaning) }
}
