// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Reads what a form holds, field after field, and collects each sentence beside its field: one bad field does not hide the
/// others, and the form is shown again with all that was typed.
///
///     var read = FormReader(form)
///     let name = read.text("name", "Nom", max: 200)
///     let signedOn = read.day("signed_on", "Date de signature")
///     try read.check()                       // throws FormRejected with every sentence
struct FormReader {
  let form: Form
  private(set) var errors: [FieldError] = []

  init(_ form: Form) { self.form = form }

  /// What was typed, for showing again.
  func typed(_ name: String) -> String { form[name] ?? "" }

  mutating func refuse(_ name: String, _ sentence: String) { errors.append(FieldError(name, sentence)) }

  /// A text on one line that must be there.
  mutating func text(_ name: String, _ label: String, max: Int = 300) -> String {
    let answer = typed(name)
    return attempt(name) { () throws(ValueError) in try FreeText.required(answer, field: label, max: max) } ?? ""
  }

  /// A text on one line that may be empty.
  mutating func optionalText(_ name: String, _ label: String, max: Int = 300) -> String {
    let answer = typed(name)
    return attempt(name) { () throws(ValueError) in try FreeText.line(answer, field: label, max: max) } ?? ""
  }

  /// A text of several lines that may be empty.
  mutating func paragraphs(_ name: String, _ label: String, max: Int = 5000) -> String {
    let answer = typed(name)
    return attempt(name) { () throws(ValueError) in try FreeText.clean(answer, field: label, max: max) } ?? ""
  }

  /// A value that must be there, read by `parse`.
  mutating func value<T>(_ name: String, _ label: String, _ parse: (String) throws(ValueError) -> T) -> T? {
    guard !isBlank(name) else {
      refuse(name, "\(label)\u{202F}: à remplir.")
      return nil
    }
    return labelled(name, label, parse)
  }

  /// A value that may be left empty.
  mutating func optional<T>(_ name: String, _ label: String, _ parse: (String) throws(ValueError) -> T) -> T? {
    isBlank(name) ? nil : labelled(name, label, parse)
  }

  mutating func day(_ name: String, _ label: String) -> Day? { value(name, label, Day.parse) }
  mutating func optionalDay(_ name: String, _ label: String) -> Day? { optional(name, label, Day.parse) }
  mutating func month(_ name: String, _ label: String) -> Month? { value(name, label, Month.parse) }
  mutating func hours(_ name: String, _ label: String) -> Hours? { value(name, label, Hours.parse) }
  mutating func optionalHours(_ name: String, _ label: String) -> Hours? { optional(name, label, Hours.parse) }
  mutating func money(_ name: String, _ label: String) -> Money? { value(name, label, Money.parse) }
  mutating func optionalMoney(_ name: String, _ label: String) -> Money? { optional(name, label, Money.parse) }

  /// A code of a closed list that must be chosen.
  mutating func code<T: CodeList>(_ name: String, _ label: String, _ list: T.Type = T.self) -> T? {
    let answer = typed(name)
    return attempt(name) { () throws(ValueError) in try T.parse(answer, field: label) }
  }

  mutating func optionalCode<T: CodeList>(_ name: String, _ label: String, _ list: T.Type = T.self) -> T? {
    isBlank(name) ? nil : code(name, label)
  }

  /// A whole number within bounds that must be there.
  mutating func number(_ name: String, _ label: String, in bounds: ClosedRange<Int>) -> Int? {
    value(name, label) { text throws(ValueError) in
      let digits = text.filter { !$0.isWhitespace }
      guard let number = Int(digits), bounds.contains(number) else {
        throw ValueError("un nombre entier de \(bounds.lowerBound) à \(bounds.upperBound).")
      }
      return number
    }
  }

  mutating func optionalNumber(_ name: String, _ label: String, in bounds: ClosedRange<Int>) -> Int? {
    isBlank(name) ? nil : number(name, label, in: bounds)
  }

  /// The identifier of something chosen in a list; what does not exist for the viewer is refused later, by the store.
  mutating func id<T>(_ name: String, _ label: String, of kind: T.Type = T.self) -> ID<T>? {
    guard let id = ID<T>(typed(name)) else {
      refuse(name, "\(label)\u{202F}: choisissez dans la liste.")
      return nil
    }
    return id
  }

  mutating func optionalID<T>(_ name: String, _ label: String, of kind: T.Type = T.self) -> ID<T>? {
    isBlank(name) ? nil : id(name, label)
  }

  func isChecked(_ name: String) -> Bool { !(form[name] ?? "").isEmpty }
  func isBlank(_ name: String) -> Bool { typed(name).allSatisfy(\.isWhitespace) }

  /// Ends the reading: nothing happens when each field was right.
  func check() throws(FormRejected) { if !errors.isEmpty { throw FormRejected(errors) } }

  private mutating func labelled<T>(_ name: String, _ label: String, _ parse: (String) throws(ValueError) -> T) -> T? {
    do throws(ValueError) {
      return try parse(typed(name))
    } catch {
      let sentence = error.sentence
      refuse(name, sentence.hasPrefix(label) ? sentence : "\(label)\u{202F}: \(sentence)")
      return nil
    }
  }

  private mutating func attempt<T>(_ name: String, _ read: () throws(ValueError) -> T) -> T? {
    do throws(ValueError) { return try read() } catch {
      refuse(name, error.sentence)
      return nil
    }
  }
}

/// A form that cannot be accepted as it is: every sentence with its field. The route shows the form again with them.
struct FormRejected: UserFacingError, Equatable {
  let errors: [FieldError]

  init(_ errors: [FieldError]) { self.errors = errors }
  init(_ field: String, _ sentence: String) { errors = [FieldError(field, sentence)] }

  var kind: ErrorKind { .invalid }
  var sentence: String { errors.map(\.sentence).joined(separator: " ") }
}

/// What is not there, or not for this viewer: the two look the same.
struct Missing: UserFacingError {
  var kind: ErrorKind { .missing }
  var sentence: String { "Cette page n’existe pas, ou ne vous est pas ouverte." }
}

/// Somebody else, or time, was first.
struct Conflict: UserFacingError {
  let sentence: String
  var kind: ErrorKind { .conflict }
  init(_ sentence: String) { self.sentence = sentence }
}
