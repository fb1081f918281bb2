// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads what a form says of an organisation.
enum OrganisationForm {
  static func read(_ form: Form) throws -> OrganisationDetails {
    var read = FormReader(form)
    var details = OrganisationDetails(name: read.text("name", "Nom"))
    details.siret = read.optional("siret", "SIRET", Siret.parse)
    details.siren = read.optional("siren", "SIREN", Siren.parse)
    details.buyerKind = read.optionalCode("buyer_kind", "Donneur d’ordre")
    details.employerKind = read.optionalCode("employer_kind", "Employeur")
    details.prescriberKind = read.optionalCode("prescriber_kind", "Prescripteur")
    details.naf = read.optionalText("naf", "Code NAF", max: 10)
    details.address = read.optionalText("address", "Adresse")
    details.postcode = read.optionalText("postcode", "Code postal", max: 10)
    details.commune = read.optionalText("commune", "Commune", max: 100)
    details.phone = read.optionalText("phone", "Téléphone", max: 40)
    if let siret = details.siret, let siren = details.siren, siret.siren != siren {
      read.refuse("siren", "SIREN\u{202F}: ce n’est pas celui du SIRET. Laissez-le vide, il en sera tiré.")
    }
    if !read.typed("postcode").isEmpty, details.postcode.wholeMatch(of: /[0-9]{5}/) == nil {
      read.refuse("postcode", "Code postal\u{202F}: 5 chiffres.")
    }
    if ["buyer_kind", "employer_kind", "prescriber_kind"].allSatisfy({ read.isBlank($0) }) {
      read.refuse("buyer_kind", "Dites ce qu’est cet organisme\u{202F}: choisissez dans une des trois listes au moins.")
    }
    try read.check()
    details.siren = details.siret?.siren ?? details.siren
    return details
  }

  static func contact(_ form: Form) throws -> ContactDraft {
    var read = FormReader(form)
    let draft = ContactDraft(
      name: read.text("contact_name", "Nom", max: 200), position: read.optionalText("position", "Fonction", max: 200),
      email: read.optionalText("email", "Adresse électronique", max: 254),
      phone: read.optionalText("phone", "Téléphone", max: 40))
    if !draft.email.isEmpty, !EmailAddress.isPlausible(draft.email) {
      read.refuse("email", "Adresse électronique\u{202F}: écrivez-la comme nom@exemple.fr.")
    }
    try read.check()
    return draft
  }

  static func typed(_ contact: ContactLine) -> Form {
    Form([
      ("contact_name", contact.name), ("position", contact.position), ("email", contact.email),
      ("phone", contact.phone),
    ])
  }

  /// What is stored, as it would be typed.
  static func typed(_ details: OrganisationDetails) -> Form {
    Form([
      ("name", details.name), ("siret", details.siret?.digits ?? ""),
      ("siren", details.siret == nil ? details.siren?.digits ?? "" : ""),
      ("buyer_kind", details.buyerKind?.rawValue ?? ""), ("employer_kind", details.employerKind?.rawValue ?? ""),
      ("prescriber_kind", details.prescriberKind?.rawValue ?? ""), ("naf", details.naf), ("address", details.address),
      ("postcode", details.postcode), ("commune", details.commune), ("phone", details.phone),
    ])
  }
}

/// Whether a text can be an address to write to. Only a message sent there proves more.
enum EmailAddress {
  static func isPlausible(_ text: String) -> Bool {
    let shape = /[^\s@<>\x22(),;:]+@[^\s@<>\x22(),;:]+\.[^\s@<>\x22(),;:.]{2,}/
    return text.utf8.count <= 254 && text.wholeMatch(of: shape) != nil
  }
}
