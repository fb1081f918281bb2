// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A contract: trail, title, what it is, main action, tiles, lots, people, history.
struct ContractPage: Sendable {
  var contract: ContractDetail
  var lots: [LotProgress]
  var people: [PersonOnLot]
  var peopleCount: Int
  var history: [JournalEntry]
  /// The published notices that it comes from.
  var notices: [(id: ID<Notice>, reference: String)] = []
  /// What the list of the vocabulary says of its code.
  var vocabulary: ReferenceAnswer = .noList
  var viewer: Viewer
  /// Writes the day of a moment as the territory counts it.
  var day: @Sendable (Instant) -> Day

  private var isFacilitator: Bool { viewer.isFacilitator }
  private var firm: Hours { lots.map(\.firm).sum }
  private var forecast: Hours { lots.map(\.forecast).sum }
  private var kept: Hours { lots.map(\.kept).sum }
  private var toValidate: Hours { lots.map(\.toValidate).sum }
  private var completion: Completion { Completion(lots.flatMap(\.parts)) }

  var page: Page {
    let mark = contract.reference.isEmpty ? "Marché" : contract.reference
    return Page(
      title: contract.title,
      trail: [TrailLink("Marchés", mayList ? ContractURLs.list : nil), buyerStep, TrailLink(mark)], line: line,
      action: action, section: .contracts, body: body)
  }

  private var mayList: Bool { viewer.role == .facilitator || viewer.role == .buyer }

  private var buyerStep: TrailLink {
    TrailLink(contract.buyerName, isFacilitator ? ContractURLs.organisation(contract.buyerID) : nil)
  }

  private var line: HTML {
    var parts = [FrenchText.capitalised(contract.purchaseKind.french)]
    if let day = contract.notifiedOn { parts.append("notifié le \(day.french)") }
    if let day = lots.compactMap(\.dates.startsOn).min() { parts.append("OS le \(day.french)") }
    if let months = contract.months { parts.append("\(months) mois") }
    if let amount = contract.amount { parts.append("\(amount.frenchShort) HT") }
    let law = contract.legalForm.french
    let year: HTML? =
      isFacilitator || viewer.role == .buyer
      ? " · \(link("Tableau de bord", to: DashboardURLs.contract(contract.id)))" : nil
    let operation: HTML? = contract.operationID.map { id in
      let isOpen = isFacilitator || (viewer.role == .buyer && contract.buyerID == viewer.organisationID)
      let name: HTML =
        isOpen ? link(contract.operationName, to: OperationURLs.operation(id)) : "\(contract.operationName)"
      return " · opération \(name)"
    }
    return "\(parts.joined(separator: " · "))\(operation) · \(badge(law))\(year)"
  }

  /// The next thing to do comes before the state.
  private var action: HTML {
    guard isFacilitator else { return .empty }
    let more =
      linkButton("Modifier", ContractURLs.edit(contract.id))
      + linkButton("Ajouter un lot", ContractURLs.newLot(contract.id))
    if toValidate > .zero {
      return more + primaryButton("Valider \(toValidate.frenchTrimmed)\u{202F}h", ContractURLs.toValidate(contract.id))
    }
    if let lot = lots.first(where: { $0.engagements.isEmpty }) {
      return more + primaryButton("Saisir l’engagement du lot \(lot.lotNumber)", EngagementURLs.new(lot.lotID))
    }
    let open = lots.first { $0.state.isOpen && $0.position.state == .noPlan && $0.remaining > .zero }
    if let engagement = open?.engagements.first {
      return more + primaryButton("Demander le prévisionnel", EngagementURLs.plan(engagement))
    }
    return more
  }

  private var body: HTML {
    """
    \(tileRow([owedTile, keptTile, validateTile, landingTile]))
    \(card(title: "Lots clausés", count: lots.count, id: "lots", body: "\(lotTable)\(completionLine)"))
    \(columns(main: "\(peopleCard)\(groupCard)", side: "\(historyCard)\(rulesCard)"))
    """
  }

  private var owedTile: HTML {
    let count = FrenchText.count(lots.count, "lot", "lots")
    let more = forecast == firm ? "" : ", prévisionnel \(forecast.frenchShort)\u{202F}h"
    return figureTile(label: "Heures à réaliser", value: firm.frenchTrimmed, unit: "h", note: "\(count)\(more)")
  }

  private var keptTile: HTML {
    let lines = lots.map(\.keptLines).reduce(0, +)
    let share = Percent(part: kept, whole: firm).map { "\($0.french) · " } ?? ""
    let count = FrenchText.count(lines, "ligne", "lignes")
    let counted: HTML = isFacilitator && lines > 0 ? link(count, to: ContractURLs.lines(of: contract.id)) : "\(count)"
    return figureTile(label: "Retenues", value: kept.frenchTrimmed, unit: "h", note: "\(share)\(counted)")
  }

  private var validateTile: HTML {
    let lines = lots.map(\.linesToValidate).reduce(0, +)
    return figureTile(
      label: "À valider", value: toValidate.frenchTrimmed, unit: "h",
      note: "\(FrenchText.count(lines, "ligne", "lignes")) sans décision",
      href: isFacilitator && lines > 0 ? ContractURLs.toValidate(contract.id) : nil)
  }

  private var landingTile: HTML {
    let isOpen = lots.contains { $0.state.isOpen }
    let parts = lots.flatMap { lot in
      lot.state.isOpen ? [DueAndDone(due: lot.firm, done: lot.landing)] : lot.parts
    }
    let short = parts.filter { $0.remaining > .zero }.count
    let missing = Completion(parts).missing
    // No red before there is a plan: a lot without one is late of nothing.
    let isPaced = lots.contains { !$0.state.isOpen || $0.position.state != .noPlan }
    let note: HTML =
      missing > .zero
      ? "\(missing.frenchTrimmed)\u{202F}h manquent sur \(FrenchText.count(short, "lot", "lots"))"
      : "aucune heure ne manque"
    return figureTile(
      label: isOpen ? "Atterrissage prévisionnel" : "Réalisation, plafonnée lot par lot",
      value: Completion(parts).capped?.french ?? "—", note: note,
      tone: missing == .zero ? .fine : isPaced ? .act : .neutral)
  }

  private var lotTable: HTML {
    let rows = lots.sorted { ($0.lotNumber.count, $0.lotNumber) < ($1.lotNumber.count, $1.lotNumber) }
    return table(
      caption: "Lots clausés du marché", columns: LotTable.columns(withContract: false),
      rows: rows.map { LotTable.row($0, withContract: false) }, empty: emptyState("Les lots clausés seront ici."))
  }

  /// A surplus on one lot does not fill another.
  private var completionLine: HTML {
    guard let raw = completion.raw, let capped = completion.capped else { return .empty }
    let missing = completion.missing
    let end = missing > .zero ? " Il manque \(missing.frenchTrimmed)\u{202F}h." : ""
    return """
      <p class="help">Réalisé à ce jour\u{202F}: \(raw.french) brut, \(capped.french) plafonné lot par lot \
      (un surplus sur un lot n’en comble pas un autre).\(end)</p>
      """
  }

  private var peopleCard: HTML {
    PeopleCard(people: people, count: peopleCount, viewer: viewer).html
  }

  private var historyCard: HTML {
    let items = history.map { entry in
      (
        day: day(entry.at),
        text: (entry.author.isEmpty ? "\(entry.sentence)" : "\(entry.sentence) (\(entry.author))") as HTML
      )
    }
    let body = items.isEmpty ? emptyState("Ce qui est fait sur ce marché sera noté ici.") : historyList(items)
    return card(title: "Historique", id: "historique", body: body)
  }

  private var groupCard: HTML {
    guard viewer.role != .company, viewer.role != .structure, isFacilitator || !contract.owners.isEmpty else {
      return .empty
    }
    let shares = try? OwnerShares(contract.owners.map { ($0.id, $0.share) })
    let rows: [[HTML]] = contract.owners.map { owner in
      let role: HTML = owner.isCoordinator ? " \(badge("coordonnateur"))" : .empty
      let part = { (total: Hours) in shares?.hours(of: owner.id, in: total).frenchTrimmed ?? "—" }
      return ["\(owner.name)\(role)", "\(owner.share)", "\(part(firm))", "\(part(kept))"]
    }
    let edit: HTML =
      isFacilitator ? link("Modifier", to: ContractURLs.owners(contract.id), context: "groupement d’achat") : .empty
    let body = table(
      caption: "Membres du groupement d’achat",
      columns: [
        TableColumn("Membre"), TableColumn("Part", numeric: true), TableColumn("À réaliser", numeric: true),
        TableColumn("Retenues", numeric: true),
      ], rows: rows, empty: "<p>\(contract.buyerName) passe ce marché seul.</p>")
    return card(title: "Groupement d’achat", action: edit, body: body)
  }

  private var rulesCard: HTML {
    var items: [(term: String, value: HTML)] = [
      ("Suivi par", "\(contract.facilitatorName.isEmpty ? "personne encore" : contract.facilitatorName)"),
      ("Secteur", "\(contract.sector.french)"),
      ("Une personne compte", "\(contract.countingMonths) mois"), ("Formation", "\(contract.training.french)"),
      ("Relevés", "\(contract.rhythm.french)"),
    ]
    if let cpv = contract.cpv { items.append(("CPV", referenceCode(cpv, .cpv, vocabulary))) }
    if !notices.isEmpty {
      let links: [HTML] = notices.map { link($0.reference, to: NoticeURLs.notice($0.id)) }
      items.append(("Avis publiés", links.joined(", ")))
    }
    if let end = contract.endsOn { items.append(("Fin prévue", "\(end)")) }
    return card(title: "Règles du marché", body: definitionList(items))
  }
}

/// Who is in post: names for those who may read them, a number for a buyer.
struct PeopleCard: Sendable {
  var people: [PersonOnLot]
  var count: Int
  var viewer: Viewer

  var html: HTML { card(title: "Participants en poste", count: count, id: "participants", body: body) }

  private var body: HTML {
    guard viewer.maySeeNames else {
      return "<p>\(FrenchText.count(count, "personne est en poste", "personnes sont en poste")) sur ce marché.</p>"
    }
    let columns = [
      TableColumn("Participant"), TableColumn("Employeur"), TableColumn("Contrat"),
      TableColumn("Heures", numeric: true),
      TableColumn("Comptent jusqu’au"),
    ]
    return table(
      caption: "Participants en poste", columns: columns, rows: people.map(row),
      empty: emptyState("Les personnes en contrat sur ces lots seront ici."))
  }

  private func row(_ person: PersonOnLot) -> [HTML] {
    let name: HTML =
      viewer.isFacilitator ? link(person.name, to: ContractURLs.participant(person.participant)) : "\(person.name)"
    let employer: HTML =
      viewer.isFacilitator
      ? link(person.employerName, to: ContractURLs.organisation(person.employerID))
      : (person.isOwnHire ? "\(person.employerName)" : "—")
    let job = person.job.isEmpty ? person.kind.french : "\(person.kind.french), \(person.job)"
    return [name, employer, "\(job)", "\(person.kept)", until(person.countsUntil)]
  }

  private func until(_ day: Day?) -> HTML {
    guard let day else { return "—" }
    return viewer.today.daysUntil(day) <= 60 ? badge(day.french, .watch) : "\(day)"
  }
}
