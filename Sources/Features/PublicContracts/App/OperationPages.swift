// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// An operation as typed, with what the person had before them.
struct TypedOperation: Sendable {
  let name: String
  let reference: String
  var nameBefore = ""
  var referenceBefore = ""

  init(_ read: inout FormReader) {
    name = read.text("nom", "Nom", max: 300)
    reference = read.optionalText("reference", "Référence", max: 100)
    (nameBefore, referenceBefore) = (read.typed("avant_nom"), read.typed("avant_reference"))
  }
}

struct OperationListPage: Sendable {
  var operations: [OperationDetail]
  var role: Role

  var page: Page {
    let shown = operations.prefix(OperationStore.pageSize)
    let rows: [[HTML]] = shown.map { operation in
      let buyer: HTML =
        role == .facilitator
        ? link(operation.buyerName, to: ContractURLs.organisation(operation.buyerID)) : "\(operation.buyerName)"
      return [
        link(operation.name, to: OperationURLs.operation(operation.id)), buyer,
        "\(operation.reference.isEmpty ? "—" : operation.reference)", "\(FrenchNumber.whole(operation.contracts))",
      ]
    }
    let list = table(
      caption: "Opérations",
      columns: [
        TableColumn("Opération"), TableColumn("Donneur d’ordre"), TableColumn("Référence"),
        TableColumn("Marchés", numeric: true),
      ], rows: rows,
      empty: emptyState(
        "Les projets qui réunissent plusieurs marchés d’un donneur d’ordre seront ici.",
        actionLabel: role == .facilitator ? "Nouvelle opération" : nil,
        path: role == .facilitator ? OperationURLs.new : nil))
    let next = operations.count > shown.count ? shown.last.map { "\(OperationURLs.list)?avant=\($0.id)" } : nil
    return Page(
      title: "Opérations", trail: [TrailLink("Marchés", ContractURLs.list), TrailLink("Opérations")],
      line: "Un projet d’un donneur d’ordre, et les marchés qui le composent",
      action: role == .facilitator ? primaryButton("Nouvelle opération", OperationURLs.new) : .empty,
      section: .contracts, body: "\(card(title: "Opérations", body: list))\(pager(nextPath: next))")
  }
}

/// A new operation, or its name changed.
struct OperationFormPage: Sendable {
  /// Nil for a new one.
  var operation: OperationDetail?
  var buyers: [(id: ID<Organisation>, name: String)] = []
  var form: Form
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    let title = operation == nil ? "Nouvelle opération" : "Modifier l’opération"
    let way = operation.map { [TrailLink($0.name, OperationURLs.operation($0.id)), TrailLink("Modifier")] }
    return Page(
      title: title,
      trail: [TrailLink("Marchés", ContractURLs.list), TrailLink("Opérations", OperationURLs.list)]
        + (way ?? [TrailLink("Nouvelle")]), section: .contracts,
      body: App.form(
        action: operation.map { OperationURLs.edit($0.id) } ?? OperationURLs.new, csrf: csrf,
        submit: "Enregistrer l’opération",
        cancel: operation.map { OperationURLs.operation($0.id) } ?? OperationURLs.list,
        errors: errors, fields: fields))
  }

  private var fields: [FormField] {
    var fields: [FormField] = [
      .text("nom", "Nom", value: form["nom"] ?? operation?.name ?? "").helped(
        "Le projet, comme l’appelle le donneur d’ordre"),
      .text("reference", "Référence", value: form["reference"] ?? operation?.reference ?? "").optional(),
    ]
    if let operation {
      fields += [.hidden("avant_nom", operation.name), .hidden("avant_reference", operation.reference)]
    } else {
      fields.insert(
        .select(
          "acheteur", "Donneur d’ordre", buyers.map { Choice($0.id.description, $0.name) },
          value: form["acheteur"] ?? ""), at: 0)
    }
    return fields
  }
}

/// An operation: what its contracts owe and did, each with its plan, and its history.
struct OperationPage: Sendable {
  var operation: OperationDetail
  var lots: [LotProgress]
  var candidates: [OperationCandidate]
  var history: [JournalEntry]
  var viewer: Viewer
  var csrf: String
  var day: @Sendable (Instant) -> Day
  var errors: [FieldError] = []

  private var isFacilitator: Bool { viewer.isFacilitator }
  private var completion: Completion { Completion(lots.flatMap(\.parts)) }

  var page: Page {
    let reference: HTML = operation.reference.isEmpty ? .empty : " · \(operation.reference)"
    let buyer: HTML =
      isFacilitator
      ? link(operation.buyerName, to: ContractURLs.organisation(operation.buyerID)) : "\(operation.buyerName)"
    let count = FrenchText.count(operation.contracts, "marché", "marchés")
    let lotCount = FrenchText.count(lots.count, "lot clausé", "lots clausés")
    return Page(
      title: operation.name,
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink("Opérations", OperationURLs.list),
        TrailLink(operation.name),
      ], line: "Opération · \(buyer)\(reference) · \(count), \(lotCount)",
      action: linkButton("Tableau de bord", DashboardURLs.operation(operation.id))
        + (isFacilitator
          ? linkButton("Modifier", OperationURLs.edit(operation.id))
            + primaryButton("Nouveau marché", ContractURLs.new(for: operation)) : .empty),
      section: .contracts, body: body)
  }

  private var body: HTML {
    """
    \(tileRow(tiles))
    \(card(title: "Marchés", count: contracts.count, id: "marches", body: contractTable))
    \(columns(main: lotsCard, side: "\(attachCard)\(historyCard)"))
    """
  }

  private var tiles: [HTML] {
    let firm = lots.map(\.firm).sum
    let kept = lots.map(\.kept).sum
    let planned = lots.compactMap(\.planToDate).sum
    let unplanned = lots.filter { $0.planFirstMonth == nil && $0.state.isOpen && $0.remaining > .zero }.count
    let landing = lots.flatMap { lot in
      lot.state.isOpen ? [DueAndDone(due: lot.firm, done: lot.landing)] : lot.parts
    }
    let missing = Completion(landing).missing
    return [
      figureTile(
        label: "Heures à réaliser", value: firm.frenchTrimmed, unit: "h",
        note: "\(FrenchText.count(lots.count, "lot", "lots"))"),
      figureTile(
        label: "Retenues", value: kept.frenchTrimmed, unit: "h",
        note: "\(completion.raw?.french ?? "—") brut, \(completion.capped?.french ?? "—") plafonné lot par lot"),
      figureTile(
        label: "Prévues à ce jour", value: planned.frenchTrimmed, unit: "h",
        note: unplanned > 0
          ? "\(FrenchText.count(unplanned, "lot", "lots")) sans prévisionnel" : "par les prévisionnels des lots"),
      figureTile(
        label: "Atterrissage prévisionnel", value: Completion(landing).capped?.french ?? "—",
        note: missing > .zero ? "\(missing.frenchTrimmed)\u{202F}h manqueraient" : "aucune heure ne manque",
        tone: missing > .zero ? .act : .fine),
    ]
  }

  /// Lots by contract, in the order of the list.
  private var contracts: [(first: LotProgress, lots: [LotProgress])] {
    Dictionary(grouping: lots, by: \.contractID).sorted { $0.key.value < $1.key.value }.compactMap { _, lots in
      lots.first.map { ($0, lots) }
    }
  }

  private var contractTable: HTML {
    let rows: [[HTML]] = contracts.map { contract, lots in
      let (firm, kept) = (lots.map(\.expected).sum, lots.map(\.kept).sum)
      let planned: Hours? = lots.contains { $0.planToDate != nil } ? lots.compactMap(\.planToDate).sum : nil
      let bar: HTML =
        firm > .zero ? progressBar(done: kept, planned: planned, total: firm, label: contract.contractTitle) : "—"
      let end = lots.compactMap(\.endsOn).max()
      return [
        link(contract.contractTitle, to: ContractURLs.contract(contract.contractID)),
        "\(contract.contractReference.isEmpty ? "—" : contract.contractReference)", "\(lots.count)",
        "\(lots.map(\.firm).sum.frenchTrimmed)", "\(kept.frenchTrimmed)", "\(planned?.frenchTrimmed ?? "—")", bar,
        "\(end?.french ?? "—")",
      ]
    }
    return table(
      caption: "Marchés de l’opération",
      columns: [
        TableColumn("Marché"), TableColumn("Référence"), TableColumn("Lots", numeric: true),
        TableColumn("À réaliser", numeric: true), TableColumn("Retenues", numeric: true),
        TableColumn("Prévues à ce jour", numeric: true), TableColumn("Avancement"), TableColumn("Fin"),
      ], rows: rows, empty: emptyState("Les marchés rattachés à cette opération seront ici."))
  }

  private var lotsCard: HTML {
    card(
      title: "Lots, les plus pressants d’abord", count: lots.count, id: "lots",
      body: table(
        caption: "Lots de l’opération", columns: LotTable.columns(withContract: true),
        rows: lots.prefix(ContractListPage.pageSize).map { LotTable.row($0, withContract: true) },
        empty: emptyState("Les lots clausés des marchés rattachés seront ici.")))
  }

  private var attachCard: HTML {
    guard isFacilitator else { return .empty }
    let choices = candidates.map { contract in
      let name = [contract.reference, contract.title].filter { !$0.isEmpty }.joined(separator: " · ")
      return Choice(
        contract.id.description,
        contract.operation.isEmpty ? name : "\(name) (quitterait «\u{202F}\(contract.operation)\u{202F}»)")
    }
    let form = App.form(
      action: OperationURLs.contracts(operation.id), csrf: csrf, submit: "Rattacher ce marché", prefix: "rattacher",
      errors: errors, look: .outlined,
      fields: [.select("marche", "Marché \(FrenchText.of(operation.buyerName))", choices)])
    return card(
      title: "Rattacher un marché", id: "rattacher",
      body: choices.isEmpty
        ? "<p>Tous les marchés \(FrenchText.of(operation.buyerName)) sont déjà dans cette opération.</p>" : form
    )
  }

  private var historyCard: HTML {
    let items = history.map { entry in
      (
        day: day(entry.at),
        text: (entry.author.isEmpty ? "\(entry.sentence)" : "\(entry.sentence) (\(entry.author))") as HTML
      )
    }
    let body = items.isEmpty ? emptyState("Ce qui est fait sur cette opération sera noté ici.") : historyList(items)
    return card(title: "Historique", id: "historique", body: body)
  }
}
