// SPDX-License-Identifier: EUPL-1.2
import HTML
import TestSupport
import Testing

@testable import App

@Suite struct FormsTests {
  static let hostile = "\"><script>alert('é')</script>"

  static let fields: [FormField] = [
    .text("objet", "Objet", value: hostile).helped("Celui du contrat"),
    .email("courriel", "Courriel").optional(), .telephone("tel", "Téléphone", value: "02 61 91 00 12"),
    .password("secret", "Mot de passe"), .newPassword("nouveau", "Nouveau mot de passe"),
    .number("heures", "Heures", value: "151,67", unit: "h").doubted("Est-ce le bon mois\u{202F}?"),
    .date("debut", "Premier jour", value: "31/02/2026"),
    .select("genre", "Genre", [Choice("a", hostile), Choice("b", "B")], value: "b"),
    .radios("role", "Rôle", [Choice("x", "X", help: hostile), Choice("y", "Y")], value: "y"),
    .checkboxes("jours", "Jours", [Choice("1", "lundi"), Choice("2", "mardi")], values: ["2"]),
    .checkbox("accord", hostile, isChecked: true), .textarea("note", "Note", value: "\n\(hostile)"),
    .group("Pièces", [.file("piece", "Pièce", accept: ".pdf"), .number("site", "Sur le chantier").inline()]),
    .hidden("lot", hostile), .markup("<p>Entre deux</p>"),
  ]

  @Test("a form with every field and every error is sound HTML, and shows again what was typed")
  func soundness() {
    let errors = ["objet", "debut", "role", "jours", "accord", "piece", ""].map {
      FieldError($0, "À revoir & \($0) <b>")
    }
    let html = form(
      action: "/x?a=1&b=2", csrf: "j", submit: "Envoyer", draft: "d", cancel: "/y", errors: errors, fields: Self.fields)
    #expect(htmlFaults(html.text) == [])
    #expect(!html.text.contains("<script"))
    #expect(html.text.contains("value=\"31/02/2026\""))
    #expect(html.text.contains("value=\"b\" selected"))
    #expect(html.text.contains("value=\"2\" checked"))
    #expect(html.text.contains("enctype=\"multipart/form-data\""))
  }

  @Test("an error stands under its field, is linked to it, and leads to it from the top")
  func errors() {
    let html = form(
      action: "/x", csrf: "jeton", submit: "Valider",
      errors: [FieldError("heures", "Tapez un nombre d’heures, par exemple 151,67.")],
      fields: [.number("heures", "Heures", value: "abc")])
    #expect(
      html.text == """
        <form class="form" method="post" action="/x" novalidate><input type="hidden" name="csrf" value="jeton">\
        <div class="notice notice-act error-summary" role="alert" tabindex="-1" autofocus>\
        <p class="work-title">Une réponse est à revoir</p>\
        <ul><li><a href="#champ-heures">Tapez un nombre d’heures, par exemple 151,67.</a></li></ul></div>

        <div class="field field-refused"><label for="champ-heures">Heures</label>\
        <div class="field-box"><input class="number" type="text" inputmode="decimal" id="champ-heures" name="heures" \
        aria-describedby="champ-heures-refus" aria-invalid="true" value="abc"></div>\
        <p class="field-error" id="champ-heures-refus">Tapez un nombre d’heures, par exemple 151,67.</p></div>
        <div class="form-actions"><button class="button button-primary" type="submit">Valider</button></div></form>
        """)
  }

  @Test("a password is never shown again")
  func passwords() {
    let field = FormField.password("secret", "Mot de passe").with { $0.value = "azerty" }
    #expect(!field.html().text.contains("azerty"))
  }

  @Test("an error about no field of the form is said without a link")
  func formError() {
    let html = form(
      action: "/x", csrf: "j", submit: "Ok", errors: [FieldError("autre", "Ce marché est clos.")],
      fields: [.text("a", "A")])
    #expect(html.text.contains("<li>Ce marché est clos.</li>"))
  }

  @Test("two forms on a page keep their ids apart")
  func prefixes() {
    let one = form(action: "/x", csrf: "j", submit: "Ok", prefix: "un", fields: [.date("jour", "Jour")])
    let two = filterForm(action: "/x", fields: [.date("jour", "Jour")])
    #expect(htmlFaults(one.text + two.text) == [])
  }

  @Test("optional fields say so, and the form explains it once")
  func optional() {
    let html = form(action: "/x", csrf: "j", submit: "Ok", fields: [.text("a", "A"), .text("b", "B").optional()]).text
    #expect(html.contains("<label for=\"champ-b\">B <span class=\"optional\">(facultatif)</span></label>"))
    #expect(html.contains("sauf ceux qui sont marqués «\u{202F}facultatif\u{202F}»"))
  }
}
