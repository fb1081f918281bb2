// SPDX-License-Identifier: EUPL-1.2
import HTML

/// One answer among several.
struct Choice: Sendable {
  var value: String
  var label: String
  var help: String

  init(_ value: String, _ label: String, help: String = "") {
    self.value = value
    self.label = label
    self.help = help
  }
}

/// A field of a form. Made by the functions below, then said more of: `.text("objet", "Objet", value: typed).optional()`.
/// What was typed is always shown again, right or wrong.
struct FormField: Sendable {
  enum Control: Sendable {
    case text, email, telephone, password, newPassword, number(unit: String), date
    case select([Choice], blank: String?)
    case radios([Choice]), checkboxes([Choice]), checkbox
    case textarea(rows: Int), file(accept: String), hidden
    /// Fields under one legend.
    case group([FormField])
    /// Fields that most people leave alone, behind a line that opens them.
    case more(isOpen: Bool, [FormField])
    /// Anything between two fields: a sentence, a table.
    case markup(HTML)
  }

  var name: String
  var label: String
  var control: Control
  var value = ""
  var values: [String] = []
  var help: HTML = .empty
  var error: String?
  /// A doubt that does not prevent sending: « Au-dessus du maximum légal. Est-ce le bon mois ? »
  var doubt: String?
  var isOptional = false
  var placeholder = ""
  var autocomplete: String?
  /// Label at the left and a short box at the right: lists of numbers to type.
  var isInline = false
  /// Several files may be chosen.
  var isMultiple = false

  init(_ name: String, _ label: String, _ control: Control, value: String = "", values: [String] = []) {
    self.name = name
    self.label = label
    self.control = control
    self.value = value
    self.values = values
  }
}

extension FormField {
  static func text(_ name: String, _ label: String, value: String = "") -> Self {
    Self(name, label, .text, value: value)
  }
  static func email(_ name: String, _ label: String, value: String = "") -> Self {
    Self(name, label, .email, value: value).completed(by: "email")
  }
  static func telephone(_ name: String, _ label: String, value: String = "") -> Self {
    Self(name, label, .telephone, value: value).completed(by: "tel")
  }
  /// The password of someone signing in; its value is never shown again.
  static func password(_ name: String, _ label: String) -> Self {
    Self(name, label, .password).completed(by: "current-password")
  }
  static func newPassword(_ name: String, _ label: String) -> Self {
    Self(name, label, .newPassword).completed(by: "new-password")
  }
  /// A number typed with a comma, a point or `151:40`; `unit` stands after the box.
  static func number(_ name: String, _ label: String, value: String = "", unit: String = "") -> Self {
    Self(name, label, .number(unit: unit), value: value)
  }
  /// A day typed as jj/mm/aaaa.
  static func date(_ name: String, _ label: String, value: String = "") -> Self {
    Self(name, label, .date, value: value)
  }
  /// A list; `blank` is the line that chooses nothing (nil: none).
  static func select(
    _ name: String, _ label: String, _ choices: [Choice], value: String = "", blank: String? = "Choisir"
  ) -> Self {
    Self(name, label, .select(choices, blank: blank), value: value)
  }
  static func radios(_ name: String, _ label: String, _ choices: [Choice], value: String = "") -> Self {
    Self(name, label, .radios(choices), value: value)
  }
  static func checkboxes(_ name: String, _ label: String, _ choices: [Choice], values: [String] = []) -> Self {
    Self(name, label, .checkboxes(choices), values: values)
  }
  /// One box, sent as « 1 » when ticked.
  static func checkbox(_ name: String, _ label: String, isChecked: Bool = false) -> Self {
    Self(name, label, .checkbox, value: isChecked ? "1" : "").optional()
  }
  static func textarea(_ name: String, _ label: String, value: String = "", rows: Int = 4) -> Self {
    Self(name, label, .textarea(rows: rows), value: value)
  }
  static func file(_ name: String, _ label: String, accept: String) -> Self { Self(name, label, .file(accept: accept)) }
  static func hidden(_ name: String, _ value: String) -> Self { Self(name, "", .hidden, value: value) }
  static func group(_ legend: String, _ fields: [FormField]) -> Self { Self("", legend, .group(fields)) }
  static func more(_ summary: String, isOpen: Bool, _ fields: [FormField]) -> Self {
    Self("", summary, .more(isOpen: isOpen, fields))
  }
  static func markup(_ html: HTML) -> Self { Self("", "", .markup(html)) }

  func helped(_ help: HTML) -> Self { with { $0.help = help } }
  func optional(_ isOptional: Bool = true) -> Self { with { $0.isOptional = isOptional } }
  func refused(_ sentence: String?) -> Self { with { $0.error = sentence } }
  func doubted(_ sentence: String?) -> Self { with { $0.doubt = sentence } }
  func completed(by token: String) -> Self { with { $0.autocomplete = token } }
  func hinted(_ placeholder: String) -> Self { with { $0.placeholder = placeholder } }
  func inline() -> Self { with { $0.isInline = true } }
  func several() -> Self { with { $0.isMultiple = true } }

  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}
