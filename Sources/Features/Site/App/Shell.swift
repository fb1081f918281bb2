// SPDX-License-Identifier: EUPL-1.2
import HTML

/// A sentence shown once on the page that follows an act.
struct Flash: Sendable, Equatable {
  var tone: Tone
  var text: String

  init(_ tone: Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }
}

/// The entries of the menu, and what stands behind the user's name.
enum Section: String, Sendable, CaseIterable {
  case today, hours, contracts, participants, organisations, results, ownOrganisation, settings, administration
  case jobs, imports, messages

  /// The six entries of those who run a territory.
  static let all: [Section] = [.today, .hours, .contracts, .participants, .organisations, .results]

  var label: String {
    switch self {
    case .today: "Aujourd’hui"
    case .hours: "Heures"
    case .contracts: "Marchés"
    case .participants: "Participants"
    case .organisations: "Entreprises et SIAE"
    case .results: "Bilans"
    case .ownOrganisation: "Mon organisme"
    case .settings: "Réglages"
    case .administration: "Administration"
    case .jobs: "Travaux"
    case .imports: "Imports"
    case .messages: "Messages"
    }
  }

  var path: String {
    switch self {
    case .today: "/aujourdhui"
    case .hours: "/heures"
    case .contracts: "/marches"
    case .participants: "/participants"
    case .organisations: "/entreprises"
    case .results: "/bilans"
    case .ownOrganisation: "/mon-organisme"
    case .settings: "/reglages"
    case .administration: "/administration"
    case .jobs: "/travaux"
    case .imports: "/imports"
    case .messages: "/messages"
    }
  }
}

/// Addresses that the shell itself names; the features behind them use these.
enum ShellURLs {
  static let search = "/recherche"
  static let account = "/compte"
  static let roles = "/roles"
  static let signOut = "/deconnexion"
  static let accessibility = "/accessibilite"
  static let legal = "/mentions-legales"
  static let styles = "/static/css/clausier.css"
  static let script = "/static/js/clausier.js"
  static let icon = "/static/img/clausier.svg"
}

/// What surrounds every page of someone signed in.
struct Shell: Sendable {
  var viewerName: String
  var roleLabel: String
  var territoryName: String
  /// The menu of this role, in order.
  var entries: [Section]
  /// Behind the name: settings, administration.
  var privateEntries: [Section] = []
  /// The sentence of the banner, in a demonstration folder only.
  var demoBanner: String?
  /// Without a token there is no sign-out button.
  var csrf: String?
  var searchAvailable = true
  /// What was looked for, shown again in the box.
  var searchText = ""
  var flash: Flash?
  /// The stylesheet made from the territory's colour; nil when it keeps ours.
  var themePath: String?
  /// This account has other roles or territories to change to.
  var otherMemberships = false
  /// Changes with the content of the assets, so that browsers may keep them.
  var assetStamp = ""
  var version = ""
}

/// What a feature gives for one page.
struct Page: Sendable {
  var title: String
  var trail: [TrailLink] = []
  /// The line under the title that says what the page is about.
  var line: HTML = .empty
  /// At the right of the title: the main action last.
  var action: HTML = .empty
  var section: Section?
  var body: HTML
}
