// SPDX-License-Identifier: EUPL-1.2
import HTML

extension FormField {
  /// The field with its label, help and error. `prefix` keeps the ids apart when a page holds several forms.
  func html(prefix: String = "champ") -> HTML {
    switch control {
    case .hidden: return hiddenField(name, value)
    case .markup(let html): return html
    case .group(let fields): return groupHTML(fields, prefix)
    case .more(let isOpen, let fields):
      let isRefused = fields.contains { $0.error != nil }
      return disclosure(label, isOpen: isOpen || isRefused, fields.map { $0.html(prefix: prefix) }.joined())
    case .radios(let choices): return choicesHTML(choices, "radio", [value], prefix)
    case .checkboxes(let choices): return choicesHTML(choices, "checkbox", values, prefix)
    case .checkbox: return checkboxHTML(prefix)
    default: return boxHTML(prefix)
    }
  }

  /// The id of the control, or of its first box: where the error summary leads.
  func id(_ prefix: String) -> String { "\(prefix)-\(name)" }

  private func groupHTML(_ fields: [FormField], _ prefix: String) -> HTML {
    "<fieldset class=\"group\"><legend>\(label)</legend>\(helpHTML(prefix))\(fields.map { $0.html(prefix: prefix) })</fieldset>\n"
  }

  private func boxHTML(_ prefix: String) -> HTML {
    let unit: HTML? =
      if case .number(let text) = control, !text.isEmpty { "<span class=\"field-unit\">\(text)</span>" } else { nil }
    return """
      <div class="\(frameClass)"><label for="\(id(prefix))">\(label)\(optionalMark)</label>\(helpHTML(prefix))\
      <div class="field-box">\(boxControl(prefix))\(unit)</div>\(remarksHTML(prefix))</div>

      """
  }

  private func boxControl(_ prefix: String) -> HTML {
    let common: HTML =
      "id=\"\(id(prefix))\" name=\"\(name)\"\(described(prefix))\(attribute("autocomplete", autocomplete))"
    let hint: HTML? = placeholder.isEmpty ? nil : " placeholder=\"\(placeholder)\""
    let typed: HTML = "\(common)\(hint) value=\"\(value)\""
    switch control {
    case .email: return "<input type=\"email\" \(typed)>"
    case .telephone: return "<input type=\"tel\" \(typed)>"
    case .password, .newPassword: return "<input type=\"password\" \(common)>"
    case .number: return "<input class=\"number\" type=\"text\" inputmode=\"decimal\" \(typed)>"
    case .date: return "<input class=\"date\" type=\"text\" data-date \(typed)>"
    case .select(let choices, let blank): return selectHTML(choices, blank, common)
    case .textarea(let rows): return "<textarea \(common)\(hint) rows=\"\(rows)\">\n\(value)</textarea>"
    case .file(let accept):
      let several: HTML? = isMultiple ? " multiple" : nil
      return "<input type=\"file\" \(common) accept=\"\(accept)\"\(several)>"
    default: return "<input type=\"text\" \(typed)>"
    }
  }

  private func selectHTML(_ choices: [Choice], _ blank: String?, _ common: HTML) -> HTML {
    let first: HTML? = blank.map { "<option value=\"\">\($0)</option>" }
    let options: [HTML] = choices.map { choice in
      let chosen: HTML? = choice.value == value ? " selected" : nil
      return "<option value=\"\(choice.value)\"\(chosen)>\(choice.label)</option>"
    }
    return "<select \(common)>\(first)\(options)</select>"
  }

  private func choicesHTML(_ choices: [Choice], _ type: String, _ chosen: [String], _ prefix: String) -> HTML {
    let boxes: [HTML] = choices.enumerated().map { index, choice in
      let boxID = index == 0 ? id(prefix) : "\(id(prefix))-\(index + 1)"
      let checked: HTML? = chosen.contains(choice.value) ? " checked" : nil
      let more: HTML? = choice.help.isEmpty ? nil : "<span class=\"choice-help\">\(choice.help)</span>"
      return """
        <div class="choice"><input type="\(type)" id="\(boxID)" name="\(name)" value="\(choice.value)"\(checked)>\
        <label for="\(boxID)">\(choice.label)\(more)</label></div>
        """
    }
    return """
      <fieldset class="\(frameClass)"\(described(prefix, invalid: false))><legend>\(label)\(optionalMark)</legend>\
      \(helpHTML(prefix))\(boxes)\(remarksHTML(prefix))</fieldset>

      """
  }

  private func checkboxHTML(_ prefix: String) -> HTML {
    let checked: HTML? = value.isEmpty ? nil : " checked"
    return """
      <div class="\(frameClass)"><div class="choice"><input type="checkbox" id="\(id(prefix))" name="\(name)" value="1"\
      \(checked)\(described(prefix))><label for="\(id(prefix))">\(label)</label></div>\(helpHTML(prefix))\
      \(remarksHTML(prefix))</div>

      """
  }

  private var frameClass: String {
    let state = error != nil ? " field-refused" : doubt != nil ? " field-doubt" : ""
    return "field" + state + (isInline ? " field-inline" : "")
  }

  private var optionalMark: HTML? { isOptional ? " <span class=\"optional\">(facultatif)</span>" : nil }

  private var fullHelp: HTML {
    guard case .date = control, help.isEmpty else { return help }
    return "Au format jj/mm/aaaa"
  }

  private func helpHTML(_ prefix: String) -> HTML? {
    fullHelp.isEmpty ? nil : "<p class=\"help\" id=\"\(helpID(prefix))\">\(fullHelp)</p>"
  }

  private func helpID(_ prefix: String) -> String {
    "\(prefix)-\(name.isEmpty ? String(label.filter(\.isLetter)) : name)-aide"
  }

  private func remarksHTML(_ prefix: String) -> HTML {
    let refusal: HTML? = error.map { "<p class=\"field-error\" id=\"\(id(prefix))-refus\">\($0)</p>" }
    let question: HTML? = doubt.map { "<p class=\"field-remark\" id=\"\(id(prefix))-doute\">\($0)</p>" }
    return "\(refusal)\(question)"
  }

  private func described(_ prefix: String, invalid: Bool = true) -> HTML {
    var ids: [String] = []
    if !fullHelp.isEmpty { ids.append(helpID(prefix)) }
    if error != nil { ids.append("\(id(prefix))-refus") }
    if doubt != nil { ids.append("\(id(prefix))-doute") }
    let mark: HTML? = invalid && error != nil ? " aria-invalid=\"true\"" : nil
    return "\(ids.isEmpty ? .empty : attribute("aria-describedby", ids.joined(separator: " ")))\(mark)"
  }
}
