// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads a person from a form, and lays a person out for one.
enum ParticipantForm {
  static func read(_ form: Form, on today: Day) throws(FormRejected) -> ParticipantDetails {
    var read = FormReader(form)
    let lastName = name("last_name", "Nom", &read)
    let firstName = name("first_name", "Prénom", &read)
    let details = ParticipantDetails(
      lastName: lastName, firstName: firstName, bornOn: birth(&read, today),
      gender: read.optionalCode("gender", "Genre") ?? .unspecified,
      phone: phone(&read), email: email(&read), postcode: postcode(&read),
      commune: read.optionalText("commune", "Commune", max: 100),
      schooling: read.optionalCode("schooling", "Niveau de formation"), district: district(&read, today),
      orientedBy: read.optionalID("oriented_by", "Orienté par"),
      orientedOn: past("oriented_on", "Orienté le", &read, today),
      informedOn: past("informed_on", "Informé le", &read, today))
    try read.check()
    return details
  }

  static func typed(_ details: ParticipantDetails) -> TypedValues { TypedValues(fields: stored(details).fields) }

  /// What is stored, as it would be typed.
  static func stored(_ details: ParticipantDetails) -> Form {
    let values = [
      "last_name": details.lastName, "first_name": details.firstName, "born_on": details.bornOn?.french ?? "",
      "gender": details.gender == .unspecified ? "" : details.gender.rawValue, "phone": details.phone,
      "email": details.email, "postcode": details.postcode, "commune": details.commune,
      "schooling": details.schooling?.rawValue ?? "", "district": details.district?.name ?? "",
      "district_generation": details.district?.generation.rawValue ?? "",
      "district_method": details.district?.method.rawValue ?? "", "district_on": details.district?.foundOn.french ?? "",
      "oriented_by": details.orientedBy?.description ?? "", "oriented_on": details.orientedOn?.french ?? "",
      "informed_on": details.informedOn?.french ?? "",
    ]
    return Form(values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
  }

  /// At most 100 letters, and at most 100 once accents are counted apart, as the database does. A name has a letter.
  private static func name(_ field: String, _ label: String, _ read: inout FormReader) -> String {
    let name = read.text(field, label, max: 100)
    if name.unicodeScalars.count > 100 {
      read.refuse(field, "\(label)\u{202F}: 100 caractères au plus.")
    } else if !name.isEmpty, Search.fold(name).isEmpty {
      read.refuse(field, "\(label)\u{202F}: écrivez-le avec des lettres.")
    }
    return name
  }

  private static func birth(_ read: inout FormReader, _ today: Day) -> Day? {
    guard let day = read.optionalDay("born_on", "Date de naissance") else { return nil }
    guard day.adding(months: 14 * 12) <= today else {
      read.refuse("born_on", "Date de naissance\u{202F}: la personne aurait moins de 14 ans, vérifiez l’année.")
      return nil
    }
    return day
  }

  private static func past(_ field: String, _ label: String, _ read: inout FormReader, _ today: Day) -> Day? {
    guard let day = read.optionalDay(field, label) else { return nil }
    guard day <= today else {
      read.refuse(field, "\(label)\u{202F}: cette date n’est pas encore arrivée.")
      return nil
    }
    return day
  }

  private static func phone(_ read: inout FormReader) -> String {
    let text = read.optionalText("phone", "Téléphone", max: 30)
    let digits = text.filter { ("0"..."9").contains($0) }
    let isRight = text.allSatisfy { ("0"..."9").contains($0) || " +.-()\u{202F}\u{A0}".contains($0) }
    if !text.isEmpty, !isRight || !(6...15).contains(digits.count) {
      read.refuse("phone", "Téléphone\u{202F}: écrivez-le en chiffres, par exemple 02 61 91 00 00.")
    }
    return text
  }

  private static func email(_ read: inout FormReader) -> String {
    let text = read.optionalText("email", "Adresse électronique", max: 254)
    if !text.isEmpty, text.wholeMatch(of: /[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+/) == nil {
      read.refuse("email", "Adresse électronique\u{202F}: écrivez-la comme nom@exemple.fr.")
    }
    return text
  }

  private static func postcode(_ read: inout FormReader) -> String {
    let text = read.optionalText("postcode", "Code postal", max: 10)
    if !text.isEmpty, text.wholeMatch(of: /[0-9]{5}/) == nil {
      read.refuse("postcode", "Code postal\u{202F}: cinq chiffres.")
    }
    return text
  }

  /// A district is nothing without its map, the way it was found and the day.
  private static func district(_ read: inout FormReader, _ today: Day) -> PriorityDistrict? {
    var name = read.optionalText("district", "Quartier prioritaire", max: 200)
    guard !name.isEmpty else { return nil }
    // Chosen in the list of the commune, it comes with its map: « Belle Beille (carte de 2024) ».
    let listed = DistrictGeneration.allCases.first { name.hasSuffix(" (\($0.french))") }
    if let listed { name.removeLast(listed.french.count + 3) }
    let generation = listed ?? read.code("district_generation", "Carte du quartier")
    let method: DistrictMethod? = read.code("district_method", "Comment le quartier a été trouvé")
    let day = past("district_on", "Quartier vérifié le", &read, today)
    if read.isBlank("district_on") { read.refuse("district_on", "Quartier vérifié le\u{202F}: à remplir.") }
    guard let generation, let method, let day else { return nil }
    return PriorityDistrict(name: name, generation: generation, method: method, foundOn: day)
  }
}
