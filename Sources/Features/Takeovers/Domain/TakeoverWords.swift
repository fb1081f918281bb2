// SPDX-License-Identifier: EUPL-1.2

/// What a person reads of stored columns.
enum TakeoverWords {
  static func column(_ name: String) -> String { columns[name] ?? name }

  private static let columns = [
    "name": "le nom", "siret": "le SIRET", "buyer_kind": "le type de donneur d’ordre",
    "employer_kind": "le type d’employeur",
    "prescriber_kind": "le type de prescripteur", "address": "l’adresse", "postcode": "le code postal",
    "commune": "la commune", "phone": "le téléphone", "email": "le courriel", "reference": "le numéro",
    "title": "l’intitulé",
    "buyer_id": "le donneur d’ordre", "purchase_kind": "la nature d’achat", "legal_form": "la forme de la clause",
    "sector": "le secteur", "cpv": "le code CPV", "amount_cents": "le montant",
    "notified_on": "la notification", "ends_on": "la fin", "starts_on": "le début", "started_on": "le démarrage",
    "received_on": "la réception", "settled_on": "le solde", "terminated_on": "la résiliation",
    "cancelled_on": "l’annulation", "number": "le numéro de lot", "place": "le lieu", "label": "le libellé",
    "terms": "la forme de l’engagement", "bearing": "le portage", "bearers": "les porteurs",
    "delta_units": "les heures", "units": "les heures", "effective_on": "la date d’effet",
    "reason": "le motif", "last_name": "le nom", "first_name": "le prénom", "born_on": "la date de naissance",
    "gender": "le genre", "schooling": "le niveau de formation", "oriented_by": "le prescripteur",
    "informed_on": "la date d’information", "criteria": "les critères", "refused": "le refus",
    "decided_on": "la date de décision", "kind": "le type", "modality": "la modalité", "job": "le poste",
    "planned_end_on": "la fin prévue", "ended_on": "la fin", "weekly_units": "les heures par semaine",
    "user_company_id": "l’entreprise utilisatrice", "eligibility_id": "l’éligibilité", "note": "la note",
    "counts_from": "le début de prise en compte", "counts_until": "la fin de prise en compte",
    "age_at_hiring": "l’âge à l’embauche",
  ]
}
