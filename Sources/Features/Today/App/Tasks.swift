// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// Everything that there is to do today, in order. Pure: from what was read to what is said.
struct DayTasks {
  let day: FacilitatorDay
  let viewer: Viewer

  private var today: Day { viewer.today }
  private var sender: String { viewer.accountName }

  var all: [DayTask] {
    var tasks = requests + promised + pending + late + starts + kickOffs + decisions + behind + ending
    tasks += attestations + eligibilities + exits + missing + plans + agreements
    return tasks.map { task in
      var task = task
      // A promise says in its own line what was last said.
      if task.kind != .promise { task.said = day.said.last(task.subject) }
      return task
    }
  }

  private var requests: [DayTask] {
    var lists: Set<ID<HiringBatch>> = []
    return day.requests.compactMap { one in
      let why =
        "Embauche prévue le \(one.startsOn.french)\(one.place.isEmpty ? "" : " sur \(one.place)"). Demandée le \(one.receivedAt.day(in: .gmt).french)."
      let subject = NoteSubject(organisation: one.senderID, lot: one.lot)
      guard let list = one.batch else {
        return DayTask(
          key: DayTaskKey(.request, one.id.value),
          title: "Répondre à \(one.senderName)\u{202F}: une personne à valider",
          why: why, action: "Valider ou refuser", path: HiringRequestURLs.request(one.id), subject: subject)
      }
      guard lists.insert(list).inserted else { return nil }
      let people = FrenchText.count(day.requests.count(where: { $0.batch == list }), "personne", "personnes")
      return DayTask(
        key: DayTaskKey(.request, 0, list.value), title: "Répondre à \(one.senderName)\u{202F}: \(people) à valider",
        why: why, action: "Valider la liste", path: HiringRequestURLs.batch(list), subject: subject)
    }
  }

  private var kickOffs: [DayTask] {
    day.lots.filter { $0.isToKickOff(day.kickedOff, on: today) }.map { lot in
      let start = lot.dates.startsOn ?? lot.dates.notifiedOn
      return call(
        lot, .kickOff, "Réunir \(lot.holders.first?.name ?? lot.buyerName)",
        "\(place(lot)), depuis le \(start?.french ?? "—")\u{202F}: correspondant, prévisionnel et relevés à convenir.",
        .plan(lot, from: sender), action: "Préparer la réunion", path: FollowUpURLs.kickOff(lot.lotID))
    }
  }

  private var promised: [DayTask] {
    day.promised.map { note in
      let names = [note.organisationName, note.lotTitle, note.participantName]
      let correspondent = note.subject.organisation.flatMap { day.correspondents[$0] }
      let who = note.correspondent.isEmpty ? names.first { !$0.isEmpty } ?? "" : note.correspondent
      let about = names.filter { !$0.isEmpty && $0 != who }.map { FrenchText.capitalised($0) + ". " }.joined()
      return DayTask(
        key: DayTaskKey(.promise, note.id.value), title: "Reprendre avec \(who)",
        why:
          "\(about)Convenu le \(note.happenedOn.french)\u{202F}: «\u{202F}\(note.said.prefix(160))\u{202F}»",
        action: correspondent?.call == nil ? "Voir les échanges" : correspondent?.number ?? "",
        path: correspondent?.call ?? FollowUpURLs.notes(note.subject), subject: note.subject,
        correspondent: correspondent)
    }
  }

  private var pending: [DayTask] {
    day.pending.map { month in
      let place = month.statement.map { HoursURLs.statement($0) } ?? HoursURLs.home(month.month)
      let statements = FrenchText.count(month.statements, "relevé", "relevés")
      return DayTask(
        key: DayTaskKey(.lines, Int64(month.month.rawValue)),
        title: "\(FrenchText.count(month.lines, "ligne", "lignes")) \(FrenchText.of(month.month.french)) à valider",
        why:
          "\(month.declared.frenchTrimmed)\u{202F}h déclarées, \(statements) de \(FrenchText.count(month.employers, "employeur", "employeurs")).",
        action: "Valider les heures", path: place)
    }
  }

  private var late: [DayTask] {
    day.expected.filter(\.isLate).map { one in
      let correspondent = day.correspondents[one.employer]
      return DayTask(
        key: DayTaskKey(.statement, one.employer.value, Int64(one.period.last.rawValue)),
        title: "Relancer \(one.employerName)",
        why:
          "Relevé \(FrenchText.of(one.period.french)) attendu depuis le \(one.dueOn.french)\u{202F}: \(FrenchText.count(one.people, "personne", "personnes")) en poste.",
        action: "Relancer", path: AskingURLs.employer(one.employer, one.period.last),
        subject: NoteSubject(organisation: one.employer), correspondent: correspondent,
        message: .late(one, from: sender))
    }
  }

  private var starts: [DayTask] {
    day.starts.map { start in
      let verb = start.startsOn > today ? "commence le" : "a commencé le"
      return DayTask(
        key: DayTaskKey(.start, start.contract.value),
        title: "Valider \(start.personName), qui \(verb) \(start.startsOn.french)",
        why: "Chez \(start.employerName), \(start.lotTitle). Aucune heure ne compte avant la validation.",
        action: "Vérifier l’éligibilité", path: ParticipantURLs.newEligibility(start.person),
        subject: NoteSubject(organisation: start.employer, lot: start.lot))
    }
  }

  private var decisions: [DayTask] {
    day.lots.filter(\.awaitsDecision).map { lot in
      DayTask(
        key: DayTaskKey(.decision, lot.lotID.value), title: "Demander à \(lot.buyerName) ce qui reste dû",
        why: "\(place(lot))\u{202F}: résilié, la décision manque.",
        action: "Voir le lot", path: ContractLinks.lot(lot.lotID),
        subject: NoteSubject(organisation: lot.buyerID, lot: lot.lotID))
    }
  }

  private var behind: [DayTask] {
    day.lots.filter { $0.isFarBehind(by: viewer.rules) }.map { lot in
      let gap = lot.position.gap.map { (-$0).frenchShort } ?? "0"
      let since = lot.planFirstMonth.map { ", le prévisionnel disait \($0.french)" } ?? ""
      return call(
        lot, .behind, "Rappeler \(lot.holders.first?.name ?? lot.buyerName)",
        lot.kept == .zero
          ? "\(place(lot)) non démarré\(since)." : "\(place(lot))\u{202F}: \(gap)\u{202F}h sous le prévisionnel.",
        .behind(lot, from: sender))
    }
  }

  private var ending: [DayTask] {
    let behind = Set(self.behind.map(\.subject.lot))
    return day.lots.filter { $0.isEnding(by: viewer.rules, on: today) && !behind.contains($0.lotID) }.map { lot in
      call(
        lot, .ending, "Faire le point avec \(lot.holders.first?.name ?? lot.buyerName)",
        "\(place(lot)) finit le \(lot.endsOn?.french ?? "—") avec \(lot.percent?.french ?? "0 %") de ses heures.",
        .ending(lot, from: sender))
    }
  }

  /// A call about a lot: to its holder when someone has a number, else to the lot's page.
  private func call(
    _ lot: LotProgress, _ kind: DayTaskKind, _ title: String, _ why: String, _ message: PreparedMessage,
    action: String? = nil, path: String? = nil
  ) -> DayTask {
    let holder = lot.holders.first
    let correspondent = holder.flatMap { day.correspondents[$0.id] }
    return DayTask(
      key: DayTaskKey(kind, lot.lotID.value), title: title, why: why,
      action: action ?? (correspondent?.call == nil ? "Voir le lot" : correspondent?.number ?? ""),
      path: path ?? correspondent?.call ?? ContractLinks.lot(lot.lotID),
      subject: NoteSubject(organisation: holder?.id, lot: lot.lotID), correspondent: correspondent, message: message)
  }

  private var attestations: [DayTask] {
    let attested = Set(day.reminders.filter { $0.kind == .attested }.map(\.id))
    return day.lots.filter { $0.isReceived && !attested.contains($0.lotID.value) }.map { lot in
      let received = lot.dates.acceptedOn.map { "réceptionné le \($0.french)" } ?? lot.state.french
      return DayTask(
        key: DayTaskKey(.attestation, lot.lotID.value),
        title: "Préparer l’attestation \(FrenchText.of(lot.holders.first?.name ?? lot.title))",
        why:
          "\(place(lot)), \(received)\u{202F}: \(lot.kept.frenchTrimmed)\u{202F}h retenues sur \(lot.firm.frenchTrimmed).",
        action: "Préparer", path: ContractLinks.lot(lot.lotID),
        subject: NoteSubject(organisation: lot.holders.first?.id, lot: lot.lotID))
    }
  }

  private var eligibilities: [DayTask] {
    day.reminders.filter { $0.kind == .eligibility }.map { person in
      let id = ID<Participant>(person.id)
      return DayTask(
        key: DayTaskKey(.eligibility, person.id, Int64(person.day?.dayNumber ?? 0)),
        title: "L’éligibilité \(FrenchText.of(person.label)) finit le \(person.day?.french ?? "—")",
        why: "En poste sur \(person.place).", action: "Vérifier", path: ParticipantURLs.file(id),
        subject: NoteSubject(participant: id))
    }
  }

  private var exits: [DayTask] {
    day.exits.map { one in
      let milestone = one.milestone
      return DayTask(
        key: DayTaskKey(.exit, one.person.value, Int64(one.leftOn.dayNumber), Int64(milestone?.rawValue ?? 0)),
        title: milestone.map { "Demander à \(one.name) sa situation \($0.french)" }
          ?? "Enregistrer la sortie \(FrenchText.of(one.name))",
        why: milestone == nil
          ? "Son dernier contrat a fini le \(one.leftOn.french), et aucun autre n’a suivi."
          : "Sortie le \(one.leftOn.french).",
        action: "Renseigner", path: one.path, subject: NoteSubject(participant: one.person))
    }
  }

  private var missing: [DayTask] {
    day.lots.filter { $0.engagements.isEmpty && $0.state.isOpen }.map { lot in
      DayTask(
        key: DayTaskKey(.missing, lot.lotID.value), title: "Saisir l’engagement de \(lot.title)",
        why: "\(lot.contractTitle)\u{202F}: rien n’est encore à réaliser.",
        action: "Saisir", path: EngagementURLs.new(lot.lotID), subject: NoteSubject(lot: lot.lotID))
    }
  }

  private var plans: [DayTask] {
    day.lots.filter { $0.isWithoutPlan && !$0.isToKickOff(day.kickedOff, on: today) }.map { lot in
      let holder = lot.holders.first
      return DayTask(
        key: DayTaskKey(.plan, lot.lotID.value), title: "Demander le prévisionnel à \(holder?.name ?? lot.buyerName)",
        why: "\(place(lot))\u{202F}: \(lot.remaining.frenchTrimmed)\u{202F}h à réaliser, sans rythme convenu.",
        action: "Saisir le prévisionnel",
        path: lot.engagements.first.map { EngagementURLs.plan($0) } ?? ContractLinks.lot(lot.lotID),
        subject: NoteSubject(organisation: holder?.id, lot: lot.lotID),
        correspondent: holder.flatMap { day.correspondents[$0.id] }, message: .plan(lot, from: sender))
    }
  }

  private var agreements: [DayTask] {
    day.reminders.filter { $0.kind == .agreement }.map { agreement in
      DayTask(
        key: DayTaskKey(.agreement, agreement.id),
        title: "Préparer la suite \(FrenchText.of(agreement.label))",
        why: "Elle prend fin le \(agreement.day?.french ?? "—").", action: "Renouveler",
        path: "/conventions/\(agreement.id)")
    }
  }

  private func place(_ lot: LotProgress) -> String { "\(lot.contractTitle), lot \(lot.title)" }
}
