// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML

/// A month in which an employer had somebody in post on a lot.
struct LinkMonth: Sendable, Hashable {
  let month: Month
  let isReceived: Bool
}

/// The months that an employer may declare by its link: those of its contracts, up to this one, that no yearly closing froze.
enum LinkMonths {
  /// How far back they are listed: what is older goes through the team.
  static let most = 36

  /// The latest first.
  static func list(_ employer: ID<Organisation>, for viewer: Viewer, _ db: any Connection) throws -> [LinkMonth] {
    guard viewer.organisationID == employer else { throw Missing() }
    let last = viewer.today.month
    let first = last.adding(months: 1 - most)
    let posts = try db.query(
      """
      SELECT DISTINCT ec.starts_on, COALESCE(ec.ended_on, ec.planned_end_on) AS ends_on, ee.starts_on AS tie_from,
        ee.ends_on AS tie_until
      FROM employment_contract ec
      JOIN employment_engagement ee ON ee.territory_id = ec.territory_id AND ee.employment_contract_id = ec.id
      WHERE ec.territory_id = \(viewer.territoryID) AND ec.employer_id = \(employer) AND ec.starts_on <= \(last.lastDay)
        AND COALESCE(ec.ended_on, ec.planned_end_on, '9999-12-31') >= \(first.firstDay)
      """
    ).map { row in
      (
        DayRange(from: try row["starts_on"], through: try row["ends_on"]),
        DayRange(from: try row["tie_from"], through: try row["tie_until"])
      )
    }
    let received = try db.query(
      """
      SELECT first_month, last_month FROM statement
      WHERE territory_id = \(viewer.territoryID) AND employer_id = \(employer) AND purpose = 'period'
        AND withdrawn_at IS NULL AND last_month >= \(first)
      """
    ).map { StatementPeriod(first: try $0["first_month"], last: try $0["last_month"]) }
    let frozen = try StatementStore.frozenYears(viewer.territoryID, db)
    return first.through(last).reversed().filter { month in
      !frozen.contains(month.year) && posts.contains { $0.0.touches(month) && $0.1.touches(month) }
    }.map { month in LinkMonth(month: month, isReceived: received.contains { $0.contains(month) }) }
  }
}

/// Which month to declare.
struct LinkMonthsPage: Sendable {
  let token: String
  let employer: ID<Organisation>
  let months: [LinkMonth]
  let voice: TeamVoice

  private var file: HTML {
    card(
      title: "Vous avez un fichier\u{202F}?",
      action: linkButton("Déposer un fichier", LinkURLs.files(token)),
      body: """
        <p>Tableau Excel ou CSV, export de facturation, état mensuel de l’ASP\u{202F}: il se lit tel quel, et rien n’est envoyé \
        avant que vous n’ayez relu chaque ligne.</p>
        """)
  }

  var page: Page {
    let door = DeclarationDoor.link(LinkURLs.home(token))
    let years = Dictionary(grouping: months, by: \.month.year).sorted { $0.key > $1.key }
    let cards = years.map { year, months -> HTML in
      card(
        title: String(year),
        body: table(
          caption: "Mois de \(String(year))", columns: [TableColumn("Mois"), TableColumn("Relevé")],
          rows: months.map { one in
            [
              link(
                FrenchText.capitalised(one.month.french), to: door.form(of: employer, one.month, quarter: false)),
              one.isReceived ? badge("déjà reçu", .fine) : badge("rien reçu"),
            ]
          }))
    }
    return Page(
      title: "Déclarer un autre mois",
      line:
        "Les mois où quelqu’un était en poste. Ce que vous ajoutez à un mois déjà reçu le complète. Une année arrêtée ne se déclare plus ici.",
      body: months.isEmpty
        ? emptyState("Personne n’est en poste sur un mois encore ouvert.")
        : "\(file)\(cards)<p class=\"help\">\(LinkPages.question(voice))</p>")
  }
}
