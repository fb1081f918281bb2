// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// All that the page of the administrator shows: accounts, sessions and refused sign-ins, and no participant.
struct AdministrationView: Sendable {
  let members: [MembershipLine]
  let suspended: [MembershipLine]
  let sessions: [SessionLine]
  let attempts: [AttemptLine]
  let viewer: Viewer
  let zone: TimeZone
  let csrf: String
}

func suspendedCard(_ view: AdministrationView) -> HTML? {
  guard !view.suspended.isEmpty else { return nil }
  let rows: [[HTML]] = view.suspended.map { line in
    [
      "\(line.accountName)", "\(line.email)", "\(line.role.french.capitalisedFirst)", "\(line.organisationName)",
      postButton(
        "Rétablir", AccountURLs.resume(line.id.description), csrf: view.csrf, look: .quiet, context: line.accountName),
    ]
  }
  return card(
    title: "Comptes suspendus", count: rows.count, id: "suspendus",
    body: table(caption: "Comptes suspendus", columns: accountColumns, rows: rows))
}

let accountColumns = [
  TableColumn("Nom"), TableColumn("Adresse électronique"), TableColumn("Rôle"), TableColumn("Organisme"),
  TableColumn("Actions", hiddenTitle: true),
]

func sessionsCard(_ view: AdministrationView) -> HTML {
  let rows: [[HTML]] = view.sessions.map { line in
    let role = line.organisationName.isEmpty ? line.role.french : "\(line.role.french), \(line.organisationName)"
    let action: HTML =
      line.isOwn
      ? badge("la vôtre", .fine)
      : postButton(
        "Déconnecter", AccountURLs.endSession(line.key), csrf: view.csrf, look: .quiet, context: line.accountName)
    return [
      "\(line.accountName)", "\(role.capitalisedFirst)", "\(line.openedAt.french(in: view.zone))",
      "\(line.seenAt.french(in: view.zone))", action,
    ]
  }
  let columns = [
    TableColumn("Qui"), TableColumn("Rôle"), TableColumn("Ouverte le"), TableColumn("Dernier acte"),
    TableColumn("Action", hiddenTitle: true),
  ]
  return card(
    title: "Sessions ouvertes", count: rows.count, id: "sessions",
    body: """
      \(table(caption: "Sessions ouvertes", columns: columns, rows: rows, empty: emptyState("Personne n’est connecté.")))
      <p class="help">Une session finit d’elle-même après douze heures sans rien enregistrer.</p>
      """)
}

func attemptsCard(_ view: AdministrationView) -> HTML {
  let rows: [[HTML]] = view.attempts.map { line in
    let state: HTML =
      line.isWaiting
      ? """
      \(badge("en attente", .watch)) \
      \(postButton("Lever l’attente", AccountURLs.forgive(line.membership.description), csrf: view.csrf, look: .quiet,
        context: line.accountName))
      """ : badge("libre", .fine)
    return [
      "\(line.accountName)", "\(line.email)", "\(FrenchNumber.whole(line.count))",
      "\(line.lastAt.french(in: view.zone))", state,
    ]
  }
  let columns = [
    TableColumn("Compte"), TableColumn("Adresse électronique"), TableColumn("Refus en 24 h", numeric: true),
    TableColumn("Dernier"), TableColumn("État"),
  ]
  return card(
    title: "Connexions refusées", count: rows.isEmpty ? nil : rows.count, id: "refus",
    body: """
      \(table(caption: "Connexions refusées depuis 24 heures", columns: columns, rows: rows,
        empty: emptyState("Aucun mot de passe refusé depuis 24 heures sur les comptes du territoire.")))
      <p class="help">Après \(SignInLimit.perAccount) refus en un quart d’heure, un compte attend. Les traces s’effacent au bout d’un jour.</p>
      """)
}
