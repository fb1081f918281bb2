// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// One's own long work, the latest first.
struct JobListPage: Sendable {
  var jobs: [Job]
  var timeZone: TimeZone

  var page: Page {
    Page(
      title: "Travaux", trail: [TrailLink("Travaux")],
      line: "Les imports et les autres travaux longs que vous avez lancés", section: .jobs,
      body: card(title: "Vos travaux", body: list))
  }

  private var list: HTML {
    table(
      caption: "Travaux, le dernier d’abord",
      columns: [TableColumn("Travail"), TableColumn("État"), TableColumn("Avancement"), TableColumn("Lancé")],
      rows: jobs.map { job in
        [
          link(job.title, to: JobURLs.job(job.id)), JobText.stateBadge(job), "\(JobText.progress(job))",
          "\(job.createdAt.french(in: timeZone))",
        ]
      },
      empty: emptyState("Quand vous importerez un fichier, son avancement sera ici."))
  }
}

/// How far one job is. Without JavaScript, a link loads the page again.
struct JobPage: Sendable {
  var job: Job
  var timeZone: TimeZone
  var csrf: String

  var page: Page {
    Page(
      title: job.title, trail: [TrailLink("Travaux", JobURLs.list), TrailLink(job.title)],
      line: "Lancé le \(job.createdAt.french(in: timeZone))",
      action: job.path.isEmpty ? .empty : linkButton("Voir le résultat", job.path), section: .jobs,
      body: card(title: "Avancement", body: "\(state)\(actions)"))
  }

  private var state: HTML {
    let bar: HTML? =
      job.state == .running || job.state == .pending
      ? job.progress.total.map { progressBar(done: job.progress.done, total: $0, label: job.title) } : nil
    let sentence: HTML? = job.sentence.isEmpty ? nil : "<p>\(job.sentence)</p>"
    let again: HTML? =
      job.state == .pending && job.attempts > 0
      ? "<p>Nouvel essai le \(job.dueAt.french(in: timeZone)).</p>" : nil
    let live: HTML? = job.state.isOver ? nil : " data-reload=\"3\""
    return """
      <div role="status"\(live)><p>\(JobText.stateBadge(job)) \(JobText.progress(job))</p>\(bar)\(sentence)\(again)</div>
      """
  }

  private var actions: HTML {
    switch job.state {
    case .pending, .running:
      let stop: HTML =
        job.isCancelAsked
        ? "<p>L’arrêt est demandé\u{202F}: le travail s’arrêtera à la fin de l’étape en cours.</p>"
        : postButton("Annuler ce travail", JobURLs.cancel(job.id), csrf: csrf, look: .outlined)
      return """
        <p class="help">Vous pouvez quitter cette page\u{202F}: le travail continue, et vous le retrouverez dans «\u{202F}Travaux\u{202F}», \
        derrière votre nom.</p>
        <div class="form-actions">\(linkButton("Actualiser la page", JobURLs.job(job.id)))\(stop)</div>
        """
    case .failed, .cancelled:
      return """
        <div class="form-actions">\(postButton("Reprendre", JobURLs.retry(job.id), csrf: csrf, look: .outlined))</div>
        """
    case .done: return .empty
    }
  }
}

extension JobText {
  static func stateBadge(_ job: Job) -> HTML {
    switch job.state {
    case .pending, .running: badge(job.state.french, .watch)
    case .done: badge(job.state.french, .fine)
    case .failed: badge(job.state.french, .act)
    case .cancelled: badge(job.state.french)
    }
  }

  /// « 12 400 sur 45 000, lecture du fichier ».
  static func progress(_ job: Job) -> String {
    guard !job.state.isOver else { return job.finishedAt == nil || job.state != .done ? "" : "100 %" }
    var parts: [String] = []
    if let total = job.progress.total, total > 0 { parts.append(FrenchText.percent(job.progress.done, of: total)) }
    if !job.progress.step.isEmpty { parts.append(job.progress.step) }
    return parts.joined(separator: ", ")
  }
}
