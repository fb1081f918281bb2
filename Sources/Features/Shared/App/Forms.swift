// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What is wrong with one answer: the name of the field and a sentence that says what to type.
struct FieldError: Sendable, Equatable {
  var field: String
  var sentence: String

  init(_ field: String, _ sentence: String) {
    self.field = field
    self.sentence = sentence
  }
}

/// What prevents sending, at the top of the form; it takes the focus and each line leads to its field.
/// A `fieldID` that is empty stands for the whole form.
func errorSummary(_ errors: [(fieldID: String, sentence: String)]) -> HTML {
  guard !errors.isEmpty else { return .empty }
  let title =
    errors.count == 1 ? "Une réponse est à revoir" : "\(FrenchNumber.whole(errors.count)) réponses sont à revoir"
  let lines: [HTML] = errors.map { error in
    error.fieldID.isEmpty
      ? "<li>\(error.sentence)</li>" : "<li><a href=\"#\(error.fieldID)\">\(error.sentence)</a></li>"
  }
  return """
    <div class="notice notice-act error-summary" role="alert" tabindex="-1" autofocus>\
    <p class="work-title">\(title)</p><ul>\(lines)</ul></div>

    """
}

/// A form in one column. `errors` go under their fields and into the summary; `draft` is a name under which the browser keeps
/// what is typed until it is sent (never passwords); `prefix` keeps ids apart when a page holds several forms; `also` is a
/// second way to send it; `cancel` is where « Annuler » leads.
func form(
  action: String, csrf: String, submit: String, also: FormButton? = nil, draft: String? = nil, cancel: String? = nil,
  prefix: String = "champ",
  errors: [FieldError] = [], look: ButtonLook = .primary, fields: [FormField]
) -> HTML {
  let shown = fields.map { $0.refused(by: errors) }
  let names = Set(fields.flatMap(\.answerNames))
  let summary = errorSummary(errors.map { (names.contains($0.field) ? "\(prefix)-\($0.field)" : "", $0.sentence) })
  let upload: HTML? = fields.contains(where: \.isUpload) ? " enctype=\"multipart/form-data\"" : nil
  let back: HTML? = cancel.map { link("Annuler", to: $0) }
  return """
    <form class="form" method="post" action="\(safePath(action))" novalidate\(upload)\(attribute("data-draft", draft))>\
    \(csrfField(csrf))\(summary)\(optionalNote(fields))
    \(shown.map { $0.html(prefix: prefix) })\
    <div class="form-actions"><button class="\(look.rawValue)" type="submit">\(submit)</button>\(also?.html)\(back)</div></form>
    """
}

/// Another way to send the same form: « Enregistrer le brouillon ». Its value tells the two apart.
struct FormButton: Sendable {
  let label: String
  let name: String
  let value: String

  init(_ label: String, name: String, value: String) { (self.label, self.name, self.value) = (label, name, value) }

  fileprivate var html: HTML {
    """
    <button class="\(ButtonLook.outlined.rawValue)" type="submit" name="\(name)" value="\(value)">\(label)</button>
    """
  }
}

/// Answers that go into the address: to look for, to filter, to choose a year. On one line where there is room.
func filterForm(action: String, submit: String = "Filtrer", prefix: String = "filtre", fields: [FormField]) -> HTML {
  """
  <form class="filter" method="get" action="\(safePath(action))">\(fields.map { $0.html(prefix: prefix) })\
  <div class="form-actions"><button class="button" type="submit">\(submit)</button></div></form>
  """
}

private func optionalNote(_ fields: [FormField]) -> HTML? {
  let asked = fields.flatMap(\.asked)
  guard asked.contains(where: { !$0.isOptional }), asked.contains(where: \.isOptional) else { return nil }
  return
    "<p class=\"help\">Tous les champs sont à remplir, sauf ceux qui sont marqués «\u{202F}facultatif\u{202F}».</p>"
}

extension FormField {
  /// The fields that a person answers, groups opened.
  fileprivate var asked: [FormField] {
    switch control {
    case .hidden, .markup: []
    case .group(let fields), .more(_, let fields): fields.flatMap(\.asked)
    case .checkbox: []
    // A list of boxes says itself what an empty one means.
    default: isInline ? [] : [self]
    }
  }

  fileprivate var answerNames: [String] {
    switch control {
    case .hidden, .markup: []
    case .group(let fields), .more(_, let fields): fields.flatMap(\.answerNames)
    default: [name]
    }
  }

  fileprivate var isUpload: Bool {
    switch control {
    case .file: true
    case .group(let fields), .more(_, let fields): fields.contains(where: \.isUpload)
    default: false
    }
  }

  fileprivate func refused(by errors: [FieldError]) -> FormField {
    if case .group(let fields) = control {
      return with { $0.control = .group(fields.map { $0.refused(by: errors) }) }
    }
    if case .more(let isOpen, let fields) = control {
      return with { $0.control = .more(isOpen: isOpen, fields.map { $0.refused(by: errors) }) }
    }
    guard let found = errors.first(where: { $0.field == name }), !name.isEmpty else { return self }
    return refused(found.sentence)
  }
}
