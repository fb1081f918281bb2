// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The papers of a request: how many for who sends them, the files for the profession.
struct PaperCards: Sendable {
  let request: HiringRequest
  let door: HiringDoor
  let viewer: Viewer
  let moment: PageMoment
  let csrf: String
  var given: [(kind: PaperKind, count: Int)] = []
  var papers: [HiringPaper] = []
  var typed = Form()
  var errors: [FieldError] = []

  var html: HTML { viewer.isFacilitator ? received : sent }

  private var days: String { TerritoryRule.paperDays.french(viewer.rules[.paperDays]) }

  private var sent: HTML {
    let count = given.map(\.count).reduce(0, +)
    guard request.state == .open || count > 0 else { return .empty }
    let kinds = given.map { "\($0.kind.french)\($0.count > 1 ? " (\($0.count))" : "")" }
    let told: HTML =
      count == 0
      ? "<p>Aucun papier n’est joint.</p>"
      : "<p>\(FrenchText.count(count, "papier joint", "papiers joints"))\u{202F}: \(kinds.joined(separator: ", ")).</p>"
    return card(
      title: "Papiers", id: "papiers",
      body: """
        \(told)<p class="help">L’équipe de la clause seule les voit. Ils ne se relisent pas ici et sont effacés \(days) après \
        la réponse. Jamais de bulletin de paie ni de numéro de sécurité sociale.</p>\(request.state == .open ? add : .empty)
        """)
  }

  private var add: HTML {
    App.form(
      action: door.papers(request.id), csrf: csrf, submit: "Joindre ce papier", prefix: "papier", errors: errors,
      fields: [
        .select(
          "nature", "Nature du papier",
          PaperKind.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) },
          value: typed["nature"] ?? PaperKind.attestation.rawValue, blank: nil),
        .file("fichier", "Fichier", accept: "application/pdf,image/jpeg,image/png")
          .helped("PDF, ou photo JPEG ou PNG, \(ProofFormat.mostBytes >> 20)\u{A0}Mo au plus."),
      ])
  }

  private var received: HTML {
    guard !papers.isEmpty else { return .empty }
    return card(
      title: "Papiers", count: papers.count, id: "papiers",
      body: """
        \(table(
          caption: "Papiers joints à la demande",
          columns: [TableColumn("Papier"), TableColumn("Reçu"), TableColumn("Action", hiddenTitle: true)],
          rows: papers.map { paper in
            [
              link(
                "\(FrenchText.capitalised(paper.kind.french)) (\(paper.format.french), \(ProofListPage.size(paper.size)))",
                to: HiringRequestURLs.paper(paper.id), context: request.fullName),
              "\(paper.receivedAt.french(in: moment.timeZone))",
              postButton(
                "Effacer", HiringRequestURLs.paperRemoval(paper.id), csrf: csrf, look: .quiet,
                context: paper.kind.french),
            ]
          }))<p class="help">Vus de l’équipe seule. Effacés \(days) après la réponse, ou dès que vous le voulez.</p>
        """)
  }
}
