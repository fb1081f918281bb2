// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// One request: what is asked, the answer, and for the profession what to look at before answering.
struct HiringPage: Sendable {
  var request: HiringRequest
  var candidates: [HiringCandidate] = []
  var viewer: Viewer
  var moment: PageMoment
  var csrf: String
  var form = Form()
  var errors: [FieldError] = []
  var door = HiringDoor.account
  /// For who asked: how many papers of each kind.
  var given: [(kind: PaperKind, count: Int)] = []
  /// For the profession.
  var papers: [HiringPaper] = []
  var paperForm = Form()
  var paperErrors: [FieldError] = []

  private var isFacilitator: Bool { viewer.isFacilitator }

  var page: Page {
    Page(
      title: request.fullName,
      trail: [TrailLink("Demandes de validation", HiringRequestURLs.list), TrailLink(request.fullName)],
      line: "\(hiringState(request)) Demande de validation avant l’embauche.",
      section: isFacilitator || viewer.role == .prescriber ? .participants : nil,
      body:
        "\(answer)\(remarks)\(asked)\(paperCards)\(isFacilitator && request.state == .open ? decision : .empty)\(withdrawal)"
    )
  }

  private var paperCards: HTML {
    PaperCards(
      request: request, door: door, viewer: viewer, moment: moment, csrf: csrf, given: given, papers: papers,
      typed: paperForm, errors: paperErrors
    ).html
  }

  /// What is printed and kept by who asked.
  private var answer: HTML {
    guard request.state != .open else {
      return isFacilitator
        ? .empty
        : notice(
          .watch,
          "L’équipe de la clause n’a pas encore répondu. N’embauchez pas avant\u{202F}: les heures d’avant ne comptent pas."
        )
    }
    let day = request.answeredAt.map { $0.french(in: moment.timeZone) } ?? "—"
    let reason: HTML = request.reason.isEmpty ? "" : "<p>\(request.reason)</p>"
    let person: HTML? =
      isFacilitator
      ? request.participant.map {
        "<p>\(link("Voir la fiche", to: ParticipantURLs.file($0), context: request.fullName))</p>"
      }
      : nil
    return card(
      title: request.answer, id: "reponse",
      body: """
        \(reason)<p class="help">Réponse du \(day)\(request.answeredBy.isEmpty ? "" : ", par \(request.answeredBy)"), \
        \(viewer.territoryName). Pour \(request.fullName), \(request.place), embauche prévue le \(request.startsOn).</p>\(person)
        """)
  }

  private var remarks: HTML {
    let said = HiringRequestChecks.remarks(
      on: request.facts(in: moment.timeZone, employedFrom: candidates.compactMap(\.employedFrom).min()))
    guard !said.isEmpty, request.state == .open || request.state == .validated else { return .empty }
    return said.map { notice(.watch, "\($0)") }.joined()
  }

  private var asked: HTML {
    let sender: HTML =
      isFacilitator
      ? link(request.senderName, to: OrganisationURLs.page(request.senderID)) : "\(request.senderName)"
    let place: HTML =
      request.lot.map { isFacilitator ? link(request.place, to: ContractLinks.lot($0)) : "\(request.place)" }
      ?? "\(request.place)"
    var items: [(term: String, value: HTML)] = [
      ("Né(e) le", "\(request.bornOn?.french ?? "—")"), ("Chantier", place),
      ("Embauche prévue le", "\(request.startsOn)"), ("Contrat", "\(request.kind?.french ?? "à préciser")"),
      ("Demandée par", "\(sender)\(request.authorName.isEmpty ? "" : ", \(request.authorName)")"),
      ("Reçue le", "\(request.receivedAt.french(in: moment.timeZone))"),
    ]
    if !request.passNumber.isEmpty { items.insert(("PASS IAE", "\(request.passText)"), at: 1) }
    if !request.note.isEmpty { items.append(("Précision", "\(request.note)")) }
    return card(title: "La demande", id: "demande", body: definitionList(items))
  }

  private var decision: HTML {
    card(
      title: "Répondre", id: "repondre",
      body: App.form(
        action: HiringRequestURLs.answer(request.id), csrf: csrf, submit: "Envoyer la réponse", errors: errors,
        fields: fields))
  }

  private func typed(_ name: String) -> String { form[name] ?? "" }

  private var fields: [FormField] {
    let running = candidates.contains { $0.validUntil.map { $0 >= request.startsOn } == true }
    var choices = [
      Choice("validated", "Valider", help: "Une vérification est enregistrée sur la fiche de la personne."),
      Choice("refused", "Refuser", help: "Dites pourquoi dans le motif."),
    ]
    if running {
      choices.insert(
        Choice("confirm", "Confirmer la validation en cours", help: "Rien de nouveau n’est décidé."), at: 0)
    }
    let start = max(request.startsOn, viewer.today)
    let criteria = EligibilityCriterion.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) }
    let usualCriterion = request.passNumber.isEmpty ? "" : EligibilityCriterion.iae.rawValue
    let usualProof = request.passNumber.isEmpty ? "" : "PASS IAE \(request.passNumber)"
    let validation: [FormField] = [
      .select("criterion_1", "Critère", criteria, value: form["criterion_1"] ?? usualCriterion).optional(),
      .text("proof_1", "Justificatif vu", value: form["proof_1"] ?? usualProof).optional()
        .helped("Le papier est vu, il n’est pas gardé."),
      .date("proof_on_1", "Date du justificatif", value: typed("proof_on_1")).optional(),
      .date("starts_on", "À partir du", value: form["starts_on"] ?? start.french).optional(),
      .date("ends_on", "Jusqu’au", value: form["ends_on"] ?? request.passLastDay?.french ?? "").optional().helped(
        "Laissez vide pour appliquer la règle\u{202F}: \(EligibilityDecision.months) mois. Pour un PASS IAE, écrivez sa date de fin."
      ),
    ]
    return [
      who, .radios("decision", "Réponse", choices, value: form["decision"] ?? (running ? "confirm" : "")),
      .group("Pour valider", validation),
      .textarea("reason", "Motif du refus", value: typed("reason"), rows: 2).optional()
        .helped("\(request.senderName) le lira\u{202F}: restez aux faits, sans critère ni situation de la personne."),
    ]
  }

  /// Homonyms are looked at before anyone is registered.
  private var who: FormField {
    guard !candidates.isEmpty else { return .hidden("person", "new") }
    let known = candidates.map { one -> Choice in
      let born = one.person.bornOn.map { "né(e) le \($0.french)" } ?? "sans date de naissance"
      let valid =
        one.validUntil.map { $0 == Day.last ? "validée" : "validée jusqu’au \($0.french)" } ?? "jamais validée"
      return Choice(one.person.id.description, "\(one.person.fullName), \(born)", help: FrenchText.capitalised(valid))
    }
    let exact = candidates.filter { $0.person.bornOn == request.bornOn }
    let usual = exact.count == 1 ? exact[0].person.id.description : ""
    return .radios(
      "person", "Cette personne est", known + [Choice("new", "Une autre personne, à enregistrer")],
      value: form["person"] ?? usual)
  }

  private var withdrawal: HTML {
    guard !isFacilitator, request.state == .open else { return .empty }
    return card(
      title: "Retirer la demande",
      body: """
        <p class="help">Si l’embauche ne se fait pas. La demande reste dans votre liste, sans réponse.</p>
        \(postButton("Retirer la demande", door.withdrawal(request.id), csrf: csrf, look: .destructive))
        """)
  }
}

/// The requests of one list, which the profession validates together.
struct HiringBatchPage: Sendable {
  var id: ID<HiringBatch>
  var requests: [HiringRequest]
  var viewer: Viewer
  var moment: PageMoment
  var csrf: String

  private var open: [HiringRequest] { requests.filter { $0.state == .open } }

  var page: Page {
    let name = requests.first?.senderName ?? ""
    let validated = requests.count(where: { $0.state == .validated })
    return Page(
      title: "Liste \(FrenchText.of(name))",
      trail: [TrailLink("Demandes de validation", HiringRequestURLs.list), TrailLink("Liste")],
      line:
        "\(FrenchText.count(requests.count, "personne", "personnes")) · \(FrenchText.count(validated, "validée", "validées")) · \(FrenchText.count(open.count, "en attente", "en attente"))",
      section: viewer.isFacilitator ? .participants : nil, body: viewer.isFacilitator && !open.isEmpty ? choose : all)
  }

  private var all: HTML {
    card(
      title: "Personnes", count: requests.count,
      body: hiringTable("Personnes de la liste", requests, moment, showsSender: false, empty: .empty))
  }

  private var choose: HTML {
    let rows: [[HTML]] = requests.map { one in
      [
        one.state == .open
          ? selectionBox(name: "demande", value: one.id.description, label: one.fullName, isChecked: true) : .empty,
        link(one.fullName, to: HiringRequestURLs.request(one.id)), "\(one.passText)", "\(one.bornOn?.french ?? "—")",
        "\(one.place)", "\(one.startsOn)\(hiringMarks(one, moment))", hiringState(one),
      ]
    }
    return card(
      title: "Personnes", count: requests.count,
      body: """
        <p class="help">Chacune est validée du jour de la réponse au plus tôt et jusqu’à la fin de son PASS IAE. Qui n’a pas les \
        dates de son PASS, ou dont le PASS est fini, reste à voir. \
        Qui a un homonyme sans la même date de naissance reste à voir.</p>
        \(selectionForm(
          action: HiringRequestURLs.validation(id), csrf: csrf,
          actions: bulkButton(
            "Valider les personnes cochées", one: "Valider 1 personne", many: "Valider %n personnes"),
          body: table(
            caption: "Personnes de la liste",
            columns: [
              TableColumn("Choisir", hiddenTitle: true), TableColumn("Personne"), TableColumn("PASS IAE"),
              TableColumn("Née le"), TableColumn("Chantier"), TableColumn("Début"), TableColumn("Réponse"),
            ], rows: rows)))
        """)
  }
}
