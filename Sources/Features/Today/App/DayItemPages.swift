// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// One line of the day's list, with what settles it: call, write, say that it is done, put it off.
struct DayItem {
  let task: DayTask
  let scope: TodayScope
  let today: Day
  let csrf: String

  var html: HTML {
    let back: HTML? = task.comesBack ? " \(badge("remis à aujourd’hui"))" : nil
    let said: HTML? = task.said.map { "<p class=\"work-why\">\($0.french)</p>" }
    return """
      <li><div><p class="work-title">\(task.title)\(back)</p><p class="work-why">\(task.why)</p>\(said)\
      \(disclosure(task.kind.mayBeMarkedDone ? "Fait, ou plus tard" : "Plus tard", "\(reach)\(form)"))</div>\
      <p class="work-action">\(link(task.action, to: task.path, context: task.title))\(number)</p></li>
      """
  }

  /// The number to call, when what settles the line is something else.
  private var number: HTML? {
    guard let one = task.correspondent, let call = one.call, call != task.path else { return nil }
    return "<br>\(link(one.number, to: call, context: one.name))"
  }

  /// Whom to call, and a message to read again before it leaves.
  private var reach: HTML {
    var lines: [HTML] = []
    if let one = task.correspondent {
      let name = one.name.isEmpty ? "" : "\(one.name)\u{202F}: "
      if let call = one.call { lines.append("<p>\(name)\(link(one.number, to: call))</p>") }
      if let message = task.message, !one.email.isEmpty {
        lines.append(
          "<p>\(link("Écrire le message préparé", to: message.mailto(one.email), context: one.email))</p>")
      }
    }
    if let message = task.message {
      let words: [HTML] = message.body.split(separator: "\r\n").map { "<p class=\"help\">\(String($0))</p>" }
      lines.append(words.joined())
    }
    return lines.joined()
  }

  private var form: HTML {
    dayForm(
      DayFollowUp(key: task.key, subject: task.subject, scope: scope), today: today, csrf: csrf, typed: { _ in nil })
  }
}

/// What a form of the day's list is about.
struct DayFollowUp: Sendable {
  let key: DayTaskKey
  let subject: NoteSubject
  let scope: TodayScope
}

/// Done or later, and what was said.
func dayForm(
  _ about: DayFollowUp, today: Day, csrf: String, typed: (String) -> String?, errors: [FieldError] = []
) -> HTML {
  let prefix = "suite-\(about.key.description.replacing(":", with: "-"))"
  var fields: [FormField] = []
  if !about.subject.isEmpty {
    fields = [
      .select(
        "moyen", "Échange", ContactChannel.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) },
        value: typed("moyen") ?? ContactChannel.call.rawValue, blank: nil),
      .textarea("dit", "Ce qui a été dit", value: typed("dit") ?? "", rows: 2)
        .helped("Noté au journal des échanges. Rien sur la santé ni sur la vie privée.").optional(),
    ]
  }
  fields.append(.date("au", "Remettre au", value: typed("au") ?? today.adding(days: 7).french))
  let shown = fields.map { field in field.refused(errors.first { $0.field == field.name }?.sentence) }
  let hiddenFields: [HTML] =
    ([("cle", about.key.description), ("pour", about.scope.word)] + FollowUpURLs.fields(about.subject))
    .map { hiddenField($0.0, $0.1) }
  let done: HTML? =
    about.key.kind.mayBeMarkedDone
    ? "<button class=\"button\" type=\"submit\" name=\"choix\" value=\"fait\">C’est fait</button>" : nil
  return """
    <form class="form" method="post" action="\(TodayURLs.followUps)" novalidate>\(csrfField(csrf))\(hiddenFields)\
    \(errorSummary(errors.map { ("\(prefix)-\($0.field)", $0.sentence) }))\(shown.map { $0.html(prefix: prefix) })\
    <div class="form-actions"><button class="button" type="submit" name="choix" value="plus-tard">Remettre à cette date</button>\
    \(done)</div></form>
    """
}

/// The same form on a page of its own, when something in it was refused.
struct DayFollowUpPage {
  let about: DayFollowUp
  let today: Day
  let form: Form
  let csrf: String
  let errors: [FieldError]

  var page: Page {
    Page(
      title: "Fait, ou plus tard",
      trail: [TrailLink("Aujourd’hui", TodayURLs.today(about.scope)), TrailLink("Fait, ou plus tard")],
      section: .today,
      body: card(
        title: FrenchText.capitalised(about.key.kind.french),
        body: dayForm(about, today: today, csrf: csrf, typed: { form[$0] }, errors: errors)))
  }
}
