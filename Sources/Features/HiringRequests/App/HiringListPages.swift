// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML
import Platform

/// Requests of validation: those that wait first for the profession, one's own for who asks.
struct HiringListPage: Sendable {
  var viewer: Viewer
  var open: [HiringRequest]
  var answered: [HiringRequest]
  var next: ID<HiringRequest>?
  var moment: PageMoment
  var door = HiringDoor.account

  private var isFacilitator: Bool { viewer.isFacilitator }

  var page: Page {
    Page(
      title: "Demandes de validation",
      line: isFacilitator
        ? "Avant l’embauche\u{202F}: cette personne compte-t-elle\u{202F}? La réponse est attendue le jour même."
        : "Demandez avant l’embauche\u{202F}: les heures d’avant la validation ne comptent pas.",
      action: isFacilitator ? .empty : asking,
      section: isFacilitator || viewer.role == .prescriber ? .participants : nil,
      body: "\(waiting)\(answers)\(pager(nextPath: next.map { "\(door.list)?apres=\($0)" }))")
  }

  private var asking: HTML {
    let list: HTML =
      viewer.role == .prescriber || door.isLink
      ? .empty : linkButton("Envoyer une liste (PASS IAE)", HiringRequestURLs.newBatch)
    return "\(list)\(primaryButton("Demander une validation", door.new))"
  }

  private var waiting: HTML {
    card(
      title: "En attente", count: open.isEmpty ? nil : open.count, id: "attente",
      body: hiringTable(
        "Demandes en attente", open, moment, showsSender: isFacilitator, door: door,
        empty: emptyState(
          isFacilitator ? "Aucune demande n’attend de réponse." : "Aucune de vos demandes n’attend de réponse.")))
  }

  private var answers: HTML {
    card(
      title: "Réponses", id: "reponses",
      body: hiringTable(
        "Demandes qui ont leur réponse", answered, moment, showsSender: isFacilitator, door: door,
        empty: emptyState("Les réponses données seront ici.")))
  }
}

/// A table of requests, each a link to its page.
func hiringTable(
  _ caption: String, _ requests: [HiringRequest], _ moment: PageMoment, showsSender: Bool,
  door: HiringDoor = .account, empty: HTML
) -> HTML {
  let sender = showsSender ? [TableColumn("Demandée par")] : []
  return table(
    caption: caption,
    columns: [TableColumn("Personne")] + sender + [
      TableColumn("Chantier"), TableColumn("Embauche"), TableColumn("Reçue"), TableColumn("Réponse"),
    ],
    rows: requests.map { one in
      let who: [HTML] =
        showsSender ? [link(one.senderName, to: OrganisationURLs.page(one.senderID), context: one.fullName)] : []
      return [link(one.fullName, to: door.request(one.id))] + who + [
        "\(one.place)", "\(one.startsOn)\(hiringMarks(one, moment))", "\(one.receivedAt.french(in: moment.timeZone))",
        hiringState(one),
      ]
    }, empty: empty)
}

/// What is to be looked at, under the day of the hiring. Who took the request back or was refused has nothing to look at.
func hiringMarks(_ request: HiringRequest, _ moment: PageMoment) -> HTML {
  guard request.state == .open || request.state == .validated else { return .empty }
  return HiringRequestChecks.marks(on: request.facts(in: moment.timeZone)).map { "<br>\(badge($0, .watch))" }.joined()
}

func hiringState(_ request: HiringRequest) -> HTML {
  switch request.state {
  case .open: badge("en attente", .watch)
  case .validated: badge(request.validity, .fine)
  case .refused: badge("refusé", .act)
  case .withdrawn: badge("retirée")
  }
}

/// One person to be hired.
struct HiringFormPage: Sendable {
  var sender: HiringSender
  var lots: [HiringLot]
  var form: Form
  var csrf: String
  var errors: [FieldError] = []
  var door = HiringDoor.account

  var page: Page {
    Page(
      title: "Demander une validation",
      trail: [TrailLink("Demandes de validation", HiringRequestURLs.list), TrailLink("Nouvelle demande")],
      line: "L’équipe de la clause répond ici, le jour même.", section: sender.isEmployer ? nil : .participants,
      body: card(
        title: "La personne et l’embauche",
        body: App.form(
          action: door.new, csrf: csrf, submit: "Envoyer la demande", draft: "demande", cancel: door.list,
          errors: errors, fields: fields)))
  }

  private var fields: [FormField] {
    func typed(_ name: String) -> String { form[name] ?? "" }
    var fields: [FormField] = [
      .text("last_name", "Nom", value: typed("last_name")), .text("first_name", "Prénom", value: typed("first_name")),
      .date("born_on", "Date de naissance", value: typed("born_on"))
        .helped("Pour ne pas confondre deux personnes. Au format jj/mm/aaaa."),
    ]
    if !lots.isEmpty {
      let choices = lots.map { Choice($0.id.description, $0.label) }
      fields.append(.select("lot", "Lot", choices, value: typed("lot"), blank: "Aucun de ceux-ci").optional())
    }
    let label = sender.isEmployer ? "Autre chantier" : "Employeur ou chantier"
    let help: HTML = sender.isEmployer ? "Si le lot n’est pas dans la liste." : "Chez qui, ou pour quel marché."
    fields += [
      .text("site", label, value: typed("site")).helped(help).optional(!lots.isEmpty),
      .date("starts_on", "Embauche prévue le", value: typed("starts_on")),
      .select("kind", "Contrat", contractKinds, value: typed("kind"), blank: "À préciser").optional(),
      .more(
        "PASS IAE", isOpen: ["pass", "pass_from", "pass_until"].contains { !typed($0).isEmpty },
        [
          .text("pass", "Numéro de PASS", value: typed("pass")).optional(),
          .date("pass_from", "Début du PASS", value: typed("pass_from")).optional()
            .helped("Celui du PASS lui-même, pas de l’embauche."),
          .date("pass_until", "Fin du PASS", value: typed("pass_until")).optional()
            .helped(
              "Vide\u{202F}: \(PassNumber.months) mois après son début. Écrivez-la s’il a été suspendu ou prolongé."),
        ]),
      .textarea("note", "Précision", value: typed("note"), rows: 3).helped(
        "Rien sur la santé ni sur la vie privée. Un papier se joint ensuite, sur la page de la demande."
      ).optional(),
    ]
    return fields
  }
}

let contractKinds = EmploymentContractKind.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) }

/// A structure's list, pasted.
struct HiringBatchFormPage: Sendable {
  var lots: [HiringLot]
  var form: Form
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    Page(
      title: "Envoyer une liste de PASS IAE",
      trail: [TrailLink("Demandes de validation", HiringRequestURLs.list), TrailLink("Liste")],
      line: "Une personne par ligne. Les bonnes lignes sont gardées, les autres sont dites.",
      body: card(
        title: "La liste",
        body: App.form(
          action: HiringRequestURLs.newBatch, csrf: csrf, submit: "Envoyer la liste", cancel: HiringRequestURLs.list,
          errors: errors,
          fields: [
            .select(
              "lot", "Lot de toute la liste", lots.map { Choice($0.id.description, $0.label) },
              value: form["lot"] ?? "",
              blank: "Le lot est dans la liste"
            ).optional(),
            .select("kind", "Contrat", contractKinds, value: form["kind"] ?? "", blank: "À préciser").optional(),
            .textarea("liste", "Personnes", value: form["liste"] ?? "", rows: 12)
              .helped(
                "Copiées d’un tableur\u{202F}: numéro de PASS, nom, prénom, date de naissance, embauche, lot, début du PASS, fin du PASS. Avec ou sans ligne de titres. Sans les dates du PASS, chaque personne est vue une à une."
              ),
          ])))
  }
}
