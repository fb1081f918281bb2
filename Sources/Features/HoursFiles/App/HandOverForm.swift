// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// Whose hours a file holds, and of which month when it does not say.
struct HandOverForm {
  private var read: FormReader
  private let viewer: Viewer

  init(_ form: Form, _ viewer: Viewer) { (read, self.viewer) = (FormReader(form), viewer) }

  /// Reads the content only once the other answers are right.
  func draft(
    name: String, digest: String, sheets: () throws(FormRejected) -> [FileSheet]
  ) throws(FormRejected) -> HoursFileDraft {
    var read = read
    let chosen = viewer.isFacilitator ? read.id("employeur", "Employeur", of: Organisation.self) : viewer.organisationID
    let month = read.optional("mois", "Mois travaillé", Month.parse)
    if let month, month > viewer.today.month { read.refuse("mois", "Ce mois n’a pas commencé.") }
    try read.check()
    guard let employer = chosen else { throw FormRejected("employeur", "Employeur\u{202F}: choisissez dans la liste.") }
    return HoursFileDraft(
      employer: employer, name: Self.shown(name), digest: digest, askedMonth: month, sheets: try sheets())
  }

  /// The name on one line, without what no text holds, and never with a number of the national register.
  private static func shown(_ name: String) -> String {
    let short = String(name.prefix(120))
    return (try? FreeText.line(short, field: "Nom", max: 120)) ?? "Fichier déposé"
  }
}

/// The names of boxes that a file's page may send.
enum AnswerNames {
  static func isColumn(_ name: String) -> Bool { hasNumbers(name, "r_", 2) }
  static func isCell(_ name: String) -> Bool { hasNumbers(name, "c_", 3) }
  static func isMonth(_ name: String) -> Bool { hasNumbers(name, "m_", 1) }
  /// The box of a part of a person's month on one lot.
  static func isPart(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0] == "p" && parts[1].utf8.count == 16 && parts[1].allSatisfy(\.isHexDigit)
      && ID<Engagement>(String(parts[2])) != nil
  }
  static func isRow(_ name: String) -> Bool { hasNumbers(name, "s_", 2) || hasNumbers(name, "k_", 2) }
  static func isQuestion(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0] == "q" && FileQuestion.Subject(rawValue: String(parts[1])) != nil
      && parts[2].utf8.count == 16 && parts[2].allSatisfy(\.isHexDigit)
  }

  private static func hasNumbers(_ name: String, _ prefix: String, _ count: Int) -> Bool {
    guard name.hasPrefix(prefix), name.utf8.count < 40 else { return false }
    let parts = name.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
    return parts.count == count && parts.allSatisfy { Int($0) != nil }
  }
}

/// What somebody settled on a file's page: mended cells, rows left aside, the meaning of words.
struct AnswerForm {
  private let form: Form
  init(_ form: Form) { self.form = form }

  func answers() throws(FormRejected) -> [(name: String, value: String)] {
    var (found, errors) = ([(name: String, value: String)](), [FieldError]())
    for field in form.fields {
      if AnswerNames.isCell(field.name) {
        do throws(ValueError) {
          // A cell that was emptied on purpose is not one that was never touched.
          let text = try FreeText.line(field.value, field: "Cellule", max: 200)
          found.append((field.name, text.isEmpty ? " " : text))
        } catch { errors.append(FieldError(field.name, error.sentence)) }
      } else if AnswerNames.isMonth(field.name) {
        do throws(ValueError) {
          found.append((field.name, field.value.allSatisfy(\.isWhitespace) ? "" : try Month.parse(field.value).iso))
        } catch { errors.append(FieldError(field.name, error.sentence)) }
      } else if AnswerNames.isPart(field.name) {
        do throws(ValueError) {
          if !CellReading.isNothing(field.value), try CellReading.hours(field.value) < .zero {
            throw ValueError("Des heures négatives ne se répartissent pas\u{202F}: écrivez 0 ou plus.")
          }
          found.append((field.name, CellReading.isNothing(field.value) ? "" : field.value))
        } catch { errors.append(FieldError(field.name, error.sentence)) }
      } else if AnswerNames.isRow(field.name) {
        found.append((field.name, "1"))
      } else if AnswerNames.isQuestion(field.name), field.value.utf8.count <= 40, isPlain(field.value) {
        found.append((field.name, field.value))
      } else if field.name == FileAnswers.repeats, [FileAnswers.add, FileAnswers.leave].contains(field.value) {
        found.append((field.name, field.value))
      }
    }
    guard errors.isEmpty else { throw FormRejected(errors) }
    return form["cote"] == "tout" ? asideAll(found) : found
  }

  /// Every row that has a cell on the page.
  private func asideAll(_ found: [(name: String, value: String)]) -> [(name: String, value: String)] {
    found.filter { AnswerNames.isCell($0.name) }.map { cell in
      ("s_" + cell.name.dropFirst(2).split(separator: "_").prefix(2).joined(separator: "_"), "1")
    }
  }

  private func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
    }
  }
}
