// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// What the form of a person needs to be shown.
struct ParticipantFormView: Sendable {
  var action: String
  var title: String
  var submit: String
  var cancel: String
  var csrf: String
  var typed = TypedValues()
  /// What is stored, when a record is changed: what it is compared with when it comes back.
  var stored: Form?
  var errors: [FieldError] = []
  /// Empty for a prescriber, who signs its own orientations.
  var prescribers: [NamedOrganisation] = []
  var isPrescriber = false
  /// The districts of the commune, when the lists of reference know it.
  var districts: [ReferenceDistrict] = []
  /// People of the same name, found before the creation.
  var similar: [Participant] = []
  var draft: String?
}

func participantFormPage(_ view: ParticipantFormView) -> Page {
  let warning: HTML = view.similar.isEmpty ? .empty : similarWarning(view.similar)
  let again: [FormField] =
    view.similar.isEmpty
    ? [] : [.checkbox("other_person", "C’est une autre personne\u{202F}: créer quand même sa fiche")]
  return Page(
    title: view.title, trail: [TrailLink("Participants", ParticipantURLs.list), TrailLink(view.title)],
    line: "Seulement ce qui sert à la clause. Jamais de numéro de sécurité sociale.", section: .participants,
    body: """
      \(warning)\(card(title: "Sa fiche", body: form(
        action: view.action, csrf: view.csrf, submit: view.submit, draft: view.draft, cancel: view.cancel,
        errors: view.errors, fields: again + participantFields(view)
          + (view.stored.map { [EditGuard.field($0)] } ?? []))))
      """)
}

private func similarWarning(_ people: [Participant]) -> HTML {
  let lines: [HTML] = people.map { person in
    let born: HTML = person.bornOn.map { ", né(e) le \($0)" } ?? ", date de naissance inconnue"
    return "<li>\(link(person.fullName, to: ParticipantURLs.file(person.id)))\(born)</li>"
  }
  return """
    <div class="notice notice-watch" role="alert"><p>Une fiche porte déjà ce nom. Rien n’a été créé\u{202F}: ouvrez-la, ou dites plus bas que c’est une autre personne.</p><ul>\(lines)</ul></div>

    """
}

func participantFields(_ view: ParticipantFormView) -> [FormField] {
  let typed = view.typed
  var fields: [FormField] = [
    .text("last_name", "Nom", value: typed["last_name"]),
    .text("first_name", "Prénom", value: typed["first_name"]),
    .date("born_on", "Date de naissance", value: typed["born_on"]).optional(),
    .select(
      "gender", "Genre", codeChoices(Gender.allCases.filter { $0 != .unspecified }), value: typed["gender"],
      blank: Gender.unspecified.french.capitalisedFirst
    ).optional(),
    .telephone("phone", "Téléphone", value: typed["phone"]).optional().completed(by: "off"),
    .email("email", "Adresse électronique", value: typed["email"]).optional().completed(by: "off"),
    .text("postcode", "Code postal", value: typed["postcode"]).optional(),
    .text("commune", "Commune", value: typed["commune"]).optional(),
    .select(
      "schooling", "Niveau de formation", codeChoices(EducationLevel.allCases), value: typed["schooling"],
      blank: "Non connu"
    ).optional(),
    view.districts.isEmpty ? districtFields(typed) : listedDistrictFields(typed, view.districts),
  ]
  fields.append(orientationFields(view))
  return fields
}

private func districtFields(_ typed: TypedValues) -> FormField {
  .group(
    "Quartier prioritaire",
    [
      .text("district", "Nom du quartier", value: typed["district"]).optional()
        .helped(
          "Laissez vide si l’adresse n’est pas dans un quartier prioritaire. Le reste du cadre ne sert qu’avec un nom."),
      .select(
        "district_generation", "Carte utilisée", codeChoices(DistrictGeneration.allCases),
        value: typed["district_generation"]
      ).optional(),
      .select(
        "district_method", "Comment il a été trouvé", codeChoices(DistrictMethod.allCases),
        value: typed["district_method"]
      ).optional(),
      .date("district_on", "Vérifié le", value: typed["district_on"]).optional(),
    ])
}

/// The list of the commune, on both maps; a district that was typed before stays, and is said not to be in it.
private func listedDistrictFields(_ typed: TypedValues, _ districts: [ReferenceDistrict]) -> FormField {
  let (name, map) = (typed["district"], typed["district_generation"])
  let listed = districts.first { $0.french == name || ($0.name == name && $0.generation.rawValue == map) }
  var choices = districts.map { Choice($0.french, "\($0.french), \($0.code)") }
  var value = listed?.french ?? name
  if listed == nil, !name.isEmpty {
    if let map = DistrictGeneration(rawValue: map), !name.hasSuffix(" (\(map.french))") {
      value = "\(name) (\(map.french))"
    }
    choices.append(Choice(value, "\(value), hors de la liste"))
  }
  let doubt =
    listed == nil && !name.isEmpty
    ? "Ce quartier n’est pas dans la liste de la commune\u{202F}: vérifiez, ou choisissez dans la liste." : nil
  return .group(
    "Quartier prioritaire",
    [
      .select("district", "Quartier", choices, value: value, blank: "Hors quartier prioritaire, ou non vérifié")
        .optional()
        .helped(
          """
          Ceux de la commune, sur la carte de 2024 puis sur celle de 2015. Choisissez la carte en vigueur le jour où la situation \
          a été vérifiée. Le reste du cadre ne sert qu’avec un quartier.
          """
        ).doubted(doubt),
      .select(
        "district_method", "Comment il a été trouvé", codeChoices(DistrictMethod.allCases),
        value: typed["district_method"]
      ).optional(),
      .date("district_on", "Vérifié le", value: typed["district_on"]).optional(),
    ])
}

private func orientationFields(_ view: ParticipantFormView) -> FormField {
  var fields: [FormField] = []
  if !view.isPrescriber {
    let choices = view.prescribers.map { Choice($0.id.description, $0.name) }
    fields.append(
      .select("oriented_by", "Orienté par", choices, value: view.typed["oriented_by"], blank: "Personne ou non connu")
        .optional())
  }
  fields.append(.date("oriented_on", "Orienté le", value: view.typed["oriented_on"]).optional())
  fields.append(
    .date("informed_on", "Informé de ses droits le", value: view.typed["informed_on"]).optional()
      .helped("Le jour où la notice d’information lui a été remise."))
  return .group("Orientation et information", fields)
}

/// A closed list as the choices of a field.
func codeChoices<T: CodeList>(_ list: [T]) -> [Choice] {
  list.map { Choice($0.rawValue, $0.french.capitalisedFirst, help: $0.note ?? "") }
}
