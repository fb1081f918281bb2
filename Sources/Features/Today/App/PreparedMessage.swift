// SPDX-License-Identifier: EUPL-1.2
import Domain
import Platform

/// A message ready to be read again and sent from the facilitateur's own mail. Never a person's name in its subject.
struct PreparedMessage: Sendable, Hashable {
  let subject: String
  let body: String

  /// An address that opens the mail program with all of it.
  func mailto(_ email: String) -> String {
    "mailto:\(Form.escaped(email).replacing("%40", with: "@"))?subject=\(Form.escaped(subject))&body=\(Form.escaped(body))"
  }

  private static func letter(_ subject: String, _ lines: [String], from name: String) -> PreparedMessage {
    PreparedMessage(
      subject: subject, body: (["Bonjour,", ""] + lines + ["", "Bien cordialement,", name]).joined(separator: "\r\n"))
  }

  static func late(_ one: ExpectedStatement, from name: String) -> PreparedMessage {
    letter(
      "Relevé d’heures \(FrenchText.of(one.period.french))",
      [
        "Le relevé des heures d’insertion \(FrenchText.of(one.period.french)) était attendu le \(one.dueOn.french) (\(FrenchText.count(one.people, "personne", "personnes")) en poste).",
        "Pouvez-vous nous l’envoyer, ou nous dire ce qui manque\u{202F}? S’il n’y a eu aucune heure, dites-le nous aussi.",
      ], from: name)
  }

  static func behind(_ lot: LotProgress, from name: String) -> PreparedMessage {
    let gap = lot.position.gap.map { (-$0).frenchShort } ?? "0"
    return letter(
      "Heures d’insertion, \(lot.contractTitle), lot \(lot.lotNumber)",
      [
        "À la fin \(FrenchText.of(lot.position.lastMonth.french)), \(lot.kept.frenchTrimmed) h sont retenues sur le lot \(lot.title), soit \(gap) h de moins que le prévisionnel convenu.",
        "Quelles embauches ou missions prévoyez-vous dans les prochaines semaines, et de quoi avez-vous besoin\u{202F}?",
      ], from: name)
  }

  static func ending(_ lot: LotProgress, from name: String) -> PreparedMessage {
    letter(
      "Heures d’insertion, \(lot.contractTitle), lot \(lot.lotNumber)",
      [
        "Le lot \(lot.title) prend fin le \(lot.endsOn?.french ?? "—"). \(lot.kept.frenchTrimmed) h sont retenues sur \(lot.expected.frenchTrimmed)\u{202F}: il en reste \(lot.remaining.frenchTrimmed).",
        "Comment pensez-vous les réaliser d’ici là\u{202F}?",
      ], from: name)
  }

  static func plan(_ lot: LotProgress, from name: String) -> PreparedMessage {
    letter(
      "Prévisionnel des heures d’insertion, \(lot.contractTitle), lot \(lot.lotNumber)",
      [
        "\(lot.remaining.frenchTrimmed) h d’insertion restent à réaliser sur le lot \(lot.title).",
        "Pouvez-vous nous dire combien d’heures vous prévoyez chaque mois, et à partir de quand\u{202F}?",
      ], from: name)
  }
}
