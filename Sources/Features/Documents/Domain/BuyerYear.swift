// SPDX-License-Identifier: EUPL-1.2

/// All that the yearly bilan of a buyer says. Shares of profiles are there only where five people allow it (rules 22).
public struct BuyerYear: Sendable, Hashable {
  public struct LotLine: Sendable, Hashable {
    public let contract: String
    public let lot: String
    public let holders: String
    public let completion: Completion
    public let state: LotState

    public init(contract: String, lot: String, holders: String, completion: Completion, state: LotState) {
      (self.contract, self.lot, self.holders) = (contract, lot, holders)
      (self.completion, self.state) = (completion, state)
    }
  }

  /// A part of the year's hours; contracts of employment where they were counted.
  public struct Part: Sendable, Hashable {
    public let label: String
    public let hours: Hours
    public let assignments: Int?

    public init(label: String, hours: Hours, assignments: Int? = nil) {
      (self.label, self.hours, self.assignments) = (label, hours, assignments)
    }
  }

  public var territory: String
  public var buyer: String
  public var year: Int
  public var madeOn: Day
  /// The last whole month counted in comparisons.
  public var through: Month
  public var isRunning: Bool
  public var figures: YearFigures
  /// January to `through`, this year and the year before.
  public var toDate: YearFigures
  public var before: YearFigures
  /// Every figure of the year, in the order of a bilan.
  public var values: [IndicatorValue]
  public var shares: [IndicatorValue]
  public var months: [Month: Hours]
  public var sectors: [Part]
  public var modalities: [Part]
  public var lots: [LotLine]
  public var training: Hours
  public var linesToValidate: Int
  public var toValidate: Hours
  public var closedOn: Day?

  public init(
    territory: String, buyer: String, year: Int, madeOn: Day, through: Month, isRunning: Bool, figures: YearFigures,
    toDate: YearFigures, before: YearFigures, values: [IndicatorValue], shares: [IndicatorValue],
    months: [Month: Hours], sectors: [Part], modalities: [Part], lots: [LotLine], training: Hours,
    linesToValidate: Int, toValidate: Hours, closedOn: Day?
  ) {
    (self.territory, self.buyer, self.year, self.madeOn) = (territory, buyer, year, madeOn)
    (self.through, self.isRunning, self.figures) = (through, isRunning, figures)
    (self.toDate, self.before, self.values, self.shares) = (toDate, before, values, shares)
    (self.months, self.sectors, self.modalities) = (months, sectors, modalities)
    (self.lots, self.training, self.linesToValidate) = (lots, training, linesToValidate)
    (self.toValidate, self.closedOn) = (toValidate, closedOn)
  }
}

extension BuyerYear {
  public var document: PrintedDocument {
    PrintedDocument(
      title: "Bilan \(year) de la clause sociale d’insertion",
      subject: isRunning ? "\(buyer), au \(madeOn.long)" : buyer,
      sender: territory, recipient: [buyer], madeOn: madeOn,
      blocks: reservations + [.paragraph(sentences)] + figuresTable + profile + parts + byMonth + lotTable
        + [.note(LotDocument.counting), .note(PrintedDocument.unsigned)])
  }

  private var reservations: [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = []
    if linesToValidate > 0 {
      blocks.append(
        .warning(
          "\(FrenchNumber.whole(linesToValidate)) \(linesToValidate == 1 ? "ligne reste" : "lignes restent") à valider sur vos lots, toutes années (\(toValidate.frenchTrimmed)\u{202F}h sur site déclarées)\u{202F}: les chiffres ci-dessous ne les comptent pas."
        ))
    }
    blocks += figures.impossibilities.map { .warning("Chiffre impossible, à vérifier à la source. \($0)") }
    return blocks
  }

  private var sentences: String {
    guard figures.hoursDone != .zero else {
      return "Aucune heure n’est retenue en \(year) sur les marchés de \(buyer)."
    }
    var text = """
      En \(year)\(isRunning ? ", à ce jour" : ""), \(figures.hoursDone.frenchShort)\u{202F}heures d’insertion sont \
      retenues sur les marchés de \(buyer), pour \(FrenchNumber.whole(figures.people)) \
      \(figures.people < 2 ? "personne" : "personnes") et \(FrenchNumber.whole(figures.assignments)) \
      \(figures.assignments < 2 ? "contrat de travail ou mission" : "contrats de travail ou missions").
      """
    if let change = Percent(part: toDate.hoursDone - before.hoursDone, whole: before.hoursDone) {
      let size = Percent(tenths: abs(change.tenths)).french
      let month = Month.names[through.number - 1]
      text +=
        change.tenths == 0
        ? " C’est autant que sur la même période de \(year - 1), à fin \(month)."
        : " À fin \(month), c’est \(size) de \(change.tenths > 0 ? "plus" : "moins") que sur la même période de \(year - 1)."
    }
    if let objective = figures.objective, let reached = Percent(part: figures.hoursDone, whole: objective) {
      text += " L’objectif de l’année, \(objective.frenchShort)\u{202F}heures, est atteint à \(reached.french)."
    }
    if let closedOn { text += " L’année est arrêtée depuis le \(closedOn.long)." }
    return text
  }

  private var figuresTable: [PrintedDocument.Block] {
    let rows = values.map { value in
      [
        value.indicator.label, value.french,
        value.detail.isEmpty ? value.indicator.unit : "\(value.indicator.unit) · \(value.detail)",
      ]
    }
    let beside = training == .zero ? [] : [["Formation retenue", training.french, "h, à part"]]
    return [
      .heading("Les chiffres de l’année"),
      .table(
        .init(
          "Indicateurs de l’année \(year)",
          columns: [
            .init("Indicateur", weight: 4), .init("Valeur", isNumeric: true, weight: 2), .init("Unité", weight: 3),
          ], rows: rows + beside)),
    ]
  }

  private var profile: [PrintedDocument.Block] {
    guard !shares.isEmpty else { return [] }
    return [
      .heading("Les personnes"),
      .table(
        .init(
          "Profil des personnes à l’embauche",
          columns: [.init("Profil", weight: 4), .init("Part des personnes", isNumeric: true, weight: 2)],
          rows: shares.map { [$0.indicator.label, "\($0.french)\u{202F}%"] })),
      .note("Une part n’est dite que si cinq personnes au moins en sont et cinq n’en sont pas."),
    ]
  }

  private var parts: [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = []
    if !sectors.isEmpty { blocks += [.heading("Par secteur"), .table(table("Secteur", sectors))] }
    if !modalities.isEmpty { blocks += [.heading("Par modalité"), .table(table("Modalité", modalities))] }
    return blocks
  }

  private func table(_ name: String, _ parts: [Part]) -> PrintedDocument.Table {
    let counts = parts.contains { $0.assignments != nil }
    let columns: [PrintedDocument.Table.Column] =
      [.init(name, weight: 4), .init("Heures retenues", isNumeric: true, weight: 2)]
      + (counts ? [.init("Contrats", isNumeric: true, weight: 2)] : [])
    return .init(
      "Heures retenues par \(name.lowercased())", columns: columns,
      rows: parts.map { part in
        [part.label, part.hours.french] + (counts ? [part.assignments.map { FrenchNumber.whole($0) } ?? "—"] : [])
      })
  }

  private var byMonth: [PrintedDocument.Block] {
    let known = months.filter { $0.key.year == year && $0.value != .zero }.sorted { $0.key < $1.key }
    guard !known.isEmpty else { return [] }
    return [
      .heading("Mois par mois"),
      .table(
        .init(
          "Heures retenues par mois travaillé",
          columns: [.init("Mois", weight: 3), .init("Heures retenues", isNumeric: true, weight: 2)],
          rows: known.map { [$0.key.french, $0.value.french] } + [["Ensemble", known.map(\.value).sum.french]],
          endsWithTotal: true)),
    ]
  }

  private var lotTable: [PrintedDocument.Block] {
    guard !lots.isEmpty else { return [] }
    let rows = lots.map { line in
      [
        line.contract, line.lot, line.holders, line.completion.due.frenchTrimmed, line.completion.done.frenchTrimmed,
        line.completion.capped?.french ?? "—", line.state.french,
      ]
    }
    return [
      .heading("Les lots en cours dans l’année"),
      .table(
        .init(
          "Lots en cours en \(year), comptés depuis leur début",
          columns: [
            .init("Marché", weight: 5), .init("Lot", weight: 4), .init("Titulaire", weight: 4),
            .init("Dues", isNumeric: true, weight: 2), .init("Retenues", isNumeric: true, weight: 2),
            .init("Taux", isNumeric: true, weight: 2), .init("État", weight: 3),
          ], rows: rows)),
      .note(
        "Chaque lot est compté depuis son début. Un lot acheté en groupement de commandes est compté ici en entier\u{202F}; les chiffres de l’année n’en prennent que la part du donneur d’ordre."
      ),
    ]
  }
}
