// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Questions about lines: beside the line for the team, to answer for the employer.
struct QuestionPages: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  /// The address of a standing link, whose pages lead nowhere else.
  var standingLink: String?

  /// The remarks of a line with what is asked of the employer. A decided line is asked about no more.
  func remarks(_ reviewed: ReviewedLine) -> HTML {
    let asks = viewer.isFacilitator && reviewed.line.isUndecided
    let items: [HTML] = reviewed.remarks.map { remark in
      let button: HTML? =
        asks && LineQuestion.canBeAsked(remark.code) && !reviewed.isAsked(remark.code)
        ? postButton(
          "Demander à l’employeur", HoursURLs.questions(reviewed.line.id), csrf: csrf, look: .quiet,
          values: [("remarque", remark.code)], context: remark.sentence)
        : nil
      return "<li>\(LinePages.remark(remark)) \(button)</li>"
    }
    let list: HTML? = items.isEmpty ? nil : "<ul class=\"remarks\">\(items)</ul>"
    return "\(list)\(history(reviewed))"
  }

  private func history(_ reviewed: ReviewedLine) -> HTML? {
    guard !reviewed.questions.isEmpty else { return nil }
    let items: [HTML] = reviewed.questions.map { one in
      let whom: HTML? = one.recipient.isEmpty ? nil : " à \(one.recipient)"
      let asked: HTML = "Question posée le \(clock.day(one.askedAt))\(whom)\u{202F}: «\u{202F}\(one.sentence)\u{202F}»"
      guard let answer = one.answer else {
        guard reviewed.line.isUndecided else { return "<li>\(asked)</li>" }
        let label = viewer.isFacilitator ? "Noter la réponse" : "Répondre"
        return
          "<li>\(badge("réponse attendue", .watch)) \(asked) \(link(label, to: path(one.id), context: one.sentence))</li>"
      }
      return """
        <li>\(badge("réponse", .fine)) \(asked) \(answer.by), le \(clock.day(answer.at))\u{202F}: \
        «\u{202F}\(answer.text)\u{202F}»</li>
        """
    }
    return "<ul class=\"remarks\">\(items)</ul>"
  }

  private func path(_ id: ID<LineQuestion>) -> String {
    standingLink.map { "\($0)/questions/\(id)" } ?? HoursURLs.question(id)
  }

  /// What the employer has to answer.
  func toAnswer(_ asked: [AskedLine]) -> HTML {
    workList(
      asked.map { one in
        workItem(
          title(one), why: "\(one.question.sentence)", actionLabel: "Répondre", path: path(one.question.id))
      })
  }

  /// What the team has to read.
  func toRead(_ asked: [AskedLine]) -> HTML {
    workList(
      asked.map { one in
        workItem(
          "\(one.line.statement.employerName)\u{202F}: \(title(one))",
          why: "«\u{202F}\(one.question.answer?.text ?? "")\u{202F}»", actionLabel: "Décider",
          path: HoursURLs.decide(one.line))
      })
  }

  private func title(_ asked: AskedLine) -> String {
    "\(asked.line.person.text), \(asked.line.place.lotLabel), \(asked.line.month.french)"
  }

  func one(_ asked: AskedLine, typed: Form = Form(), errors: [FieldError] = []) -> Page {
    let line = asked.line
    return Page(
      title: "\(line.person.text), \(line.month.french)",
      trail: [
        TrailLink("Heures", HoursURLs.home(line.month)),
        TrailLink("Relevé \(FrenchText.of(line.statement.employerName))", HoursURLs.statement(line.statement.id)),
        TrailLink("Question"),
      ],
      line: standingLink == nil
        ? LinePages.place(line, for: viewer) : "\(line.place.lotLabel), \(line.place.contractTitle)",
      section: .hours,
      body: """
        \(tileRow([
          figureTile(label: "Déclarées, \(line.kind.french)", value: line.declared.french, unit: "h"),
        ]))
        \(card(title: "Question du \(clock.day(asked.question.askedAt).french)", body: "<p>\(asked.question.sentence)</p>"))
        \(asked.isOpen ? form(asked, typed, errors) : closed(asked))
        """)
  }

  private func closed(_ asked: AskedLine) -> HTML {
    let words: HTML =
      asked.question.answer.map { "\($0.by), le \(clock.day($0.at))\u{202F}: «\u{202F}\($0.text)\u{202F}»" }
      ?? "La ligne est décidée\u{202F}: plus rien n’est attendu."
    return card(title: "Réponse", body: "<p>\(words)</p>")
  }

  private func form(_ asked: AskedLine, _ typed: Form, _ errors: [FieldError]) -> HTML {
    let days: HTML =
      asked.line.days.isEmpty ? .empty : " Les jours déclarés avec l’ancien chiffre ne sont pas repris."
    return card(
      title: viewer.isFacilitator ? "Noter la réponse de l’employeur" : "Votre réponse",
      body: App.form(
        action: path(asked.question.id), csrf: csrf,
        submit: viewer.isFacilitator ? "Noter la réponse" : "Envoyer la réponse",
        cancel: standingLink ?? HoursURLs.statement(asked.line.statement.id), errors: errors,
        fields: [
          FormField.textarea("reponse", "En quelques mots", value: typed["reponse"] ?? "", rows: 3).optional(),
          FormField.number("heures", "Le bon chiffre, s’il est différent", value: typed["heures"] ?? "", unit: "h")
            .optional()
            .helped(
              "La ligne est alors remplacée par une nouvelle, à valider\u{202F}; 0 la retire. L’ancienne reste lisible.\(days)"
            ),
        ]))
  }
}
