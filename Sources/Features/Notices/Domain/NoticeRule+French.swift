// SPDX-License-Identifier: EUPL-1.2

extension NoticeRule {
  /// The rule that is not kept, in one sentence.
  public var sentence: String { texts.sentence }
  /// What was done, and what to ask of the producer.
  public var advice: String { texts.advice }

  private var texts: (sentence: String, advice: String) {
    rejection ?? identity ?? figures ?? dates ?? content
  }

  private var rejection: (String, String)? {
    switch self {
    case .notAnObject: ("Un marché est un objet JSON.", "Non repris. Retirez cet élément de la liste.")
    case .noBuyer:
      ("Un marché a un acheteur, désigné par son SIRET.", "Non repris. Demandez le SIRET de l’acheteur au producteur.")
    case .noReference: ("Un marché a un numéro interne (id).", "Non repris. Demandez le numéro au producteur.")
    case .unusableKey:
      (
        "Le SIRET de l’acheteur ou le numéro interne est trop long pour en être un.",
        "Non repris. Vérifiez que les champs ne sont pas intervertis."
      )
    case .tooLarge: ("Un marché tient en 8 Mio.", "Non repris. Vérifiez que les guillemets et les crochets se ferment.")
    case .tooDeep: ("Un marché n’imbrique pas plus de 64 niveaux.", "Non repris. Vérifiez le fichier.")
    case .brokenSyntax:
      (
        "Le texte de ce marché n’est pas du JSON correct.",
        "Non repris. Souvent un guillemet ou une barre oblique mal échappés."
      )
    default: nil
    }
  }

  private var identity: (String, String)? {
    switch self {
    case .misplacedBuyer: ("L’acheteur est un objet qui contient son id.", "Lu quand même.")
    case .siretFormat:
      (
        "Un SIRET compte 14 chiffres.",
        "Gardé tel quel\u{202F}; ce numéro ne peut pas être rapproché du répertoire Sirene."
      )
    case .siretKey:
      (
        "La clé de ce SIRET est fausse\u{202F}: un chiffre est sans doute faux.",
        "Gardé tel quel. Vérifiez-le à l’annuaire des entreprises."
      )
    case .sirenForSiret:
      ("Un SIREN de 9 chiffres tient lieu de SIRET.", "Gardé\u{202F}: l’établissement reste inconnu.")
    case .identifierKind:
      ("Ce type d’identifiant n’est pas dans la liste.", "Gardé, sous son nom actuel quand il est connu.")
    case .identifierKindGuessed: ("Le type d’identifiant manque.", "Lu comme un SIRET d’après ses 14 chiffres.")
    case .noIdentifier: ("Un titulaire a un identifiant.", "Gardé avec son seul nom.")
    case .holderUnreadable: ("Un titulaire est un objet avec un type et un identifiant.", "Ce titulaire est passé.")
    case .referenceLength: ("Un numéro interne compte 16 caractères au plus.", "Gardé tel quel.")
    case .referenceSpaces: ("Un numéro interne n’a pas d’espace.", "Gardé tel quel.")
    default: nil
    }
  }

  private var figures: (String, String)? {
    switch self {
    case .cpvFormat:
      (
        "Un code CPV compte 8 chiffres et parfois une clé.",
        "Gardé tel quel\u{202F}; il ne servira pas aux recherches par code."
      )
    case .cpvDivision: ("Les divisions du CPV vont de 03 à 98.", "Gardé tel quel.")
    case .cpvKey: ("La clé de ce code CPV n’est pas celle attendue.", "Gardé. Vérifiez le code.")
    case .inxPrefix: ("«\u{202F}INX\u{202F}» est un reste de traitement.", "Retiré\u{202F}; la suite est lue.")
    case .amountAsText: ("Un montant est un nombre, pas un texte.", "Lu quand même.")
    case .amountUnreadable: ("Ce montant ne se lit pas.", "Le montant reste vide.")
    case .amountZero: ("Un montant est d’au moins 1\u{202F}€.", "Gardé. Le montant est sans doute inconnu.")
    case .amountNegative: ("Un montant n’est pas négatif.", "Gardé tel quel.")
    case .amountAbsurd: ("Un montant n’a pas plus de 11 chiffres avant la virgule.", "Le montant reste vide.")
    case .amountRounded: ("Un montant a deux décimales au plus.", "Arrondi au centime.")
    case .durationAsText: ("Une durée est un nombre de mois, pas un texte.", "Lue quand même.")
    case .durationUnreadable: ("Une durée est un nombre entier de mois.", "La durée reste vide.")
    case .durationAbsurd: ("Une durée va de 1 à 1\u{202F}200 mois.", "La durée reste vide.")
    default: nil
    }
  }

  private var dates: (String, String)? {
    switch self {
    case .dayUnreadable: ("Une date s’écrit AAAA-MM-JJ et existe au calendrier.", "La date reste vide.")
    case .dayImplausible: ("Une date va de 1980 à dans dix ans.", "La date reste vide.")
    case .publishedBeforeNotified: ("La publication suit la notification.", "Gardées telles quelles.")
    default: nil
    }
  }

  private var content: (String, String) {
    switch self {
    case .missingField: ("Ce champ est obligatoire dans cette version.", "Il reste vide.")
    case .wrongType: ("Ce champ n’a pas la forme attendue.", "Ce qui ne se lit pas est passé.")
    case .outOfList: ("Cette valeur n’est pas dans la liste.", "Gardée telle quelle.")
    case .rewritten: ("Cette valeur est écrite autrement que dans la liste.", "Lue sous le libellé de la liste.")
    case .replacedCharacters:
      ("Des caractères ont été perdus avant la publication (�).", "Gardé. Demandez au producteur un fichier en UTF-8.")
    case .controlCharacters:
      ("Le texte contient des caractères invisibles.", "Retirés, ou rendus lisibles quand c’était possible.")
    case .tooLong: ("Ce texte dépasse la longueur permise.", "Gardé jusqu’à 4\u{202F}000 caractères.")
    case .personNumber:
      ("Ce texte contient un numéro qui ressemble à un numéro de sécurité sociale.", "Le texte n’est pas conservé.")
    default: ("Ce marché ressemble à un essai.", "Gardé. Ne le reprenez pas sans vérifier.")
    }
  }
}
