// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

enum SizingURLs {
  static let list = "/calibrages"
  static let new = "/calibrages/nouveau"
  static let pattern = "/calibrages/:id"

  static let engagementPattern = "/calibrages/:id/engagement"

  static func engagement(_ id: ID<SizingRecord>) -> String { "\(list)/\(id)/engagement" }
  static func new(for lot: ID<Lot>) -> String { "\(new)?lot=\(lot)" }
  static func new(_ method: SizingMethod, for lot: ID<Lot>?) -> String {
    lot.map { "\(new(method))&lot=\($0)" } ?? new(method)
  }
  static func new(_ method: SizingMethod) -> String {
    switch method {
    case .amount: "\(new)?methode=montant"
    case .hours: "\(new)?methode=heures"
    case .fullTime: "\(new)?methode=etp"
    case .cleaning: "\(new)?methode=nettoyage"
    }
  }
  static func sizing(_ id: ID<SizingRecord>) -> String { "\(list)/\(id)" }
  static func method(_ name: String?) -> SizingMethod {
    switch name {
    case "heures", "hours": .hours
    case "etp", "fte": .fullTime
    case "nettoyage", "cleaning": .cleaning
    default: .amount
    }
  }
}

struct SizingListPage: Sendable {
  var lines: [SizingLine]
  var day: @Sendable (Instant) -> Day

  var page: Page {
    let shown = lines.prefix(SizingStore.pageSize)
    let rows: [[HTML]] = shown.map { line in
      [
        link(line.title, to: SizingURLs.sizing(line.id)), "\(line.method.french)",
        "\(FrenchNumber.whole(line.retained))",
        line.lotID.map { link(line.lotName, to: ContractURLs.lot($0)) } ?? "—", "\(line.authorName)",
        "\(day(line.recordedAt))",
      ]
    }
    let list = table(
      caption: "Calibrages",
      columns: [
        TableColumn("Calibrage"), TableColumn("Méthode"), TableColumn("Heures retenues", numeric: true),
        TableColumn("Lot"),
        TableColumn("Par"), TableColumn("Le"),
      ], rows: rows,
      empty: emptyState(
        "Les calibrages, avec chaque facteur, seront ici.", actionLabel: "Nouveau calibrage", path: SizingURLs.new))
    let next = lines.count > shown.count ? shown.last.map { "\(SizingURLs.list)?avant=\($0.id)" } : nil
    return Page(
      title: "Calibrages", trail: [TrailLink("Marchés", ContractURLs.list), TrailLink("Calibrages")],
      action: primaryButton("Nouveau calibrage", SizingURLs.new), section: .contracts,
      body: "\(card(title: "Calibrages", body: list))\(pager(nextPath: next))")
  }
}

struct NewSizingPage: Sendable {
  var method: SizingMethod
  /// What is sized, when it is a lot.
  var lot: LotDetail?
  var form: Form
  var csrf: String
  var errors: [FieldError] = []

  var page: Page {
    let switcher = switchLinks(
      label: "Méthode",
      SizingMethod.allCases.map {
        SwitchLink(FrenchText.capitalised($0.french), SizingURLs.new($0, for: lot?.id), isCurrent: $0 == method)
      })
    return Page(
      title: "Nouveau calibrage",
      trail: [TrailLink("Marchés", ContractURLs.list), TrailLink("Calibrages", SizingURLs.list), TrailLink("Nouveau")],
      line: "\(about)\(method.note ?? "")", section: .contracts,
      body: "\(switcher)\(calculation)")
  }

  private var about: HTML {
    lot.map { "Pour le lot \(link("\($0.number) \($0.name)", to: ContractURLs.lot($0.id))) · " } ?? .empty
  }

  private var calculation: HTML {
    App.form(
      action: SizingURLs.new, csrf: csrf, submit: "Calculer et garder",
      cancel: lot.map { ContractURLs.lot($0.id) } ?? SizingURLs.list, errors: errors,
      fields: SizingForm.fields(form, method))
  }
}

struct SizingPage: Sendable {
  var line: SizingLine
  var engagements: [(id: ID<Engagement>, lot: String)] = []
  /// Where it may go, when it was made before its lot.
  var lots: [(id: ID<Lot>, name: String)] = []
  var day: @Sendable (Instant) -> Day

  var page: Page {
    let action: HTML =
      line.lotID.map {
        primaryButton("En faire un engagement", "\(EngagementURLs.new($0))?calibrage=\(line.id)")
      } ?? .empty
    return Page(
      title: line.title,
      trail: [
        TrailLink("Marchés", ContractURLs.list), TrailLink("Calibrages", SizingURLs.list), TrailLink(line.title),
      ],
      line: "\(FrenchText.capitalised(line.method.french)) · \(line.authorName), le \(day(line.recordedAt))",
      action: action,
      section: .contracts, body: body)
  }

  private var body: HTML {
    let raw = Rational.french(line.rawText)
    let other: HTML =
      line.retained == line.computed
      ? "le calcul, arrondi à l’heure inférieure"
      : "au lieu de \(FrenchNumber.whole(line.computed))\u{202F}h\u{202F}: \(line.reason)"
    let tiles = [
      figureTile(label: "Heures calculées", value: raw, unit: "h", note: "\(line.method.note ?? "")"),
      figureTile(label: "Heures retenues", value: FrenchNumber.whole(line.retained), unit: "h", note: other),
    ]
    let clause: HTML =
      line.clause ? .empty : notice(.watch, "Ce calcul ne propose pas de clause\u{202F}: trop peu d’heures.")
    let factors = line.inputs.sorted { $0.key < $1.key }.map { key, value in
      (term: SizingLabels.label(key), value: "\(Rational.french(value)) \(SizingLabels.unit(key))" as HTML)
    }
    let lot: HTML = line.lotID.map { "<p>Pour le lot \(link(line.lotName, to: ContractURLs.lot($0))).</p>" } ?? .empty
    return "\(clause)\(tileRow(tiles))\(card(title: "Facteurs", body: "\(definitionList(factors))\(lot)"))\(use)"
  }
}

extension SizingPage {
  /// The engagements that it gave, or the lot to which it is given.
  private var use: HTML {
    let given: [HTML] = engagements.map { "<li>\(link($0.lot, to: EngagementURLs.engagement($0.id)))</li>" }
    let list: HTML? = given.isEmpty ? nil : "<ul>\(given)</ul>"
    var choice: HTML?
    if line.lotID == nil, !lots.isEmpty {
      choice = filterForm(
        action: SizingURLs.engagement(line.id), submit: "En faire un engagement",
        fields: [.select("lot", "Lot", lots.map { Choice($0.id.description, $0.name) })])
    }
    guard list != nil || choice != nil else { return .empty }
    return card(title: "Engagement", body: "\(list)\(choice)")
  }
}

extension Rational {
  /// An exact text of a program as the French write it.
  static func french(_ plain: String) -> String {
    let decimals = plain.split(separator: ".").dropFirst().first?.count ?? 0
    return FrenchNumber.scaled(plain, decimals: decimals).map { FrenchNumber.decimal($0, decimals: decimals) } ?? plain
  }
}

/// What stored factors are called.
enum SizingLabels {
  private static let known: [String: (label: String, unit: String)] = [
    "amountEuros": ("Montant hors taxes", "€"), "labourSharePercent": ("Part de main-d’œuvre", "%"),
    "insertionRatePercent": ("Taux d’insertion", "%"), "hourlyCostEuros": ("Coût horaire, charges comprises", "€/h"),
    "totalHours": ("Heures du marché", "h"), "fte": ("Équivalents temps plein", "ETP"),
    "hoursPerYear": ("Heures par an d’un temps plein", "h"), "months": ("Durée", "mois"), "ratePercent": ("Taux", "%"),
    "turnoverEuros": ("Chiffre d’affaires du lot", "€"),
    "transferableMonthlyHours": ("Heures mensuelles à reprendre", "h"),
    "eurosPerHour": ("Chiffre d’affaires par heure", "€/h"),
  ]

  static func label(_ key: String) -> String { known[key]?.label ?? key }
  static func unit(_ key: String) -> String { known[key]?.unit ?? "" }
}
