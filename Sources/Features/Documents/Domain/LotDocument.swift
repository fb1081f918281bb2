// SPDX-License-Identifier: EUPL-1.2

/// Writes the documents of a lot from its account.
public struct LotDocument {
  let lot: LotAccount
  let kind: LotDocumentKind

  public init(_ kind: LotDocumentKind, of lot: LotAccount) { (self.kind, self.lot) = (kind, lot) }

  public var document: PrintedDocument {
    PrintedDocument(
      title: title, subject: lot.subject, sender: lot.territory, recipient: recipient, madeOn: lot.madeOn,
      blocks: reservations + content + [.note(Self.counting), .note(PrintedDocument.unsigned)])
  }

  private var title: String {
    switch kind {
    case .attestation: "Attestation de réalisation de la clause sociale d’insertion"
    case .interim: "Bilan intermédiaire de la clause sociale d’insertion"
    case .final: "Bilan final de la clause sociale d’insertion"
    case .clearance: kind.french
    }
  }

  private var recipient: [String] { lot.group.isEmpty ? [lot.buyer] : lot.group }

  private var content: [PrintedDocument.Block] {
    switch kind {
    case .attestation: attestation
    case .interim: identity + account + byMonth + [.heading("Où en est le lot"), .paragraph(pace)] + toDo
    case .final: identity + account + byMonth + [.heading("Conclusion"), .verdict(lot.verdict.conclusion)] + remarks
    case .clearance: clearance
    }
  }

  /// What the reader must know before any figure.
  private var reservations: [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = []
    if lot.linesToValidate > 0 {
      let (are, they) = lot.linesToValidate == 1 ? ("ligne reste", "elle n’est") : ("lignes restent", "elles ne sont")
      blocks.append(
        .warning(
          "\(FrenchNumber.whole(lot.linesToValidate)) \(are) à valider (\(lot.toValidate.frenchTrimmed)\u{202F}h sur site déclarées)\u{202F}: \(they) dans aucun des chiffres ci-dessous. Ce document est provisoire."
        ))
    }
    if lot.awaitsDecision {
      blocks.append(
        .warning("Le lot est résilié\u{202F}: le donneur d’ordre n’a pas encore dit ce qui reste dû."))
    }
    if kind == .final, lot.state.isOpen {
      blocks.append(
        .warning(
          "Le lot est \(lot.state.french) au \(lot.madeOn.long)\u{202F}: ce bilan ne sera final qu’une fois le lot terminé."
        ))
    }
    if let issued = lot.issued, issued.needsCorrection || issued.kept != lot.kept {
      blocks.append(
        .warning(
          "Une attestation a été émise le \(issued.on.long) pour \(issued.kept.french)\u{202F}h\u{202F}; des décisions prises depuis portent le total à \(lot.kept.french)\u{202F}h. Elle est à rectifier."
        ))
    }
    return blocks
  }

  private var attestation: [PrintedDocument.Block] {
    let holders = lot.holders.isEmpty ? "un titulaire à préciser" : Self.list(lot.holders)
    let group = lot.group.isEmpty ? lot.buyer : "le groupement de commandes de \(Self.list(lot.group))"
    let intro = """
      \(lot.territory) constate, au \(lot.madeOn.long), la réalisation suivante de la clause sociale d’insertion sur le \
      \(lot.subject.prefix(1).lowercased() + lot.subject.dropFirst()), passé par \(group) et exécuté par \(holders).
      """
    return [.paragraph(intro), .terms(identityTerms), .heading("Heures et personnes"), .terms(figures)]
      + modalityTable + [.heading("Conclusion"), .verdict(lot.verdict.conclusion)] + signature
  }

  private var clearance: [PrintedDocument.Block] {
    [.verdict(lot.verdict.sentence), .terms(identityTerms), .heading("Le compte"), .terms(figures)] + toDo
      + [
        .note(
          "La mise en demeure et la pénalité sont des actes du donneur d’ordre\u{202F}: cette note n’en décide aucune.")
      ] + signature
  }

  private var identity: [PrintedDocument.Block] {
    [.heading("Le lot"), .terms(identityTerms)]
      + (lot.dues.isEmpty
        ? []
        : [
          .heading("Ce qui est dû"),
          .table(
            .init(
              "Engagements du lot",
              columns: [
                .init("Engagement", weight: 4), .init("Porté par", weight: 4),
                .init("Heures fermes", isNumeric: true, weight: 2),
              ], rows: lot.dues.map { [$0.title, $0.bearers, $0.firm.french] } + total(lot.due),
              endsWithTotal: lot.dues.count > 1)),
        ])
  }

  private func total(_ hours: Hours) -> [[String]] { lot.dues.count > 1 ? [["Ensemble", "", hours.french]] : [] }

  private var account: [PrintedDocument.Block] {
    [.heading("Ce qui est fait"), .terms(figures)] + modalityTable
  }

  private static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " et " + last
  }

  static let counting = """
    Heures retenues\u{202F}: heures sur site déclarées par l’employeur qui paie et retenues ligne à ligne\u{202F}; \
    l’absence ne compte jamais. La formation est comptée à part\u{202F}; les heures valorisées en ajoutent la part que la \
    règle du marché admet. Le taux est plafonné engagement par engagement\u{202F}: un surplus n’en comble pas un autre. \
    Chaque personne est comptée une fois\u{202F}; une chaîne de missions compte pour un contrat.
    """
}

extension LotDocument {
  private var identityTerms: [PrintedDocument.Term] {
    let dates = lot.dates
    let days: [(String, Day?)] = [
      ("Notification", dates.notifiedOn), ("Ordre de service", dates.startsOn), ("Fin", dates.endsOn),
      ("Réception", dates.acceptedOn), ("Décompte général définitif", dates.finalAccountOn),
      ("Résiliation", dates.terminatedOn),
    ]
    var terms: [PrintedDocument.Term] = [
      .init("Donneur d’ordre", lot.group.isEmpty ? lot.buyer : Self.list(lot.group)),
      .init("Marché", lot.reference.isEmpty ? lot.contract : "\(lot.contract) (\(lot.reference))"),
      .init("Lot", "\(lot.lotNumber) \(lot.lotName)"),
      .init(lot.holders.count > 1 ? "Titulaires" : "Titulaire", lot.holders.isEmpty ? "—" : Self.list(lot.holders)),
      .init("Secteur", lot.sector), .init("Forme de la clause", lot.legalForm), .init("État", lot.state.french),
    ]
    if !lot.place.isEmpty { terms.append(.init("Lieu", lot.place)) }
    terms += days.compactMap { name, day in day.map { .init(name, $0.french) } }
    return terms
  }

  private var figures: [PrintedDocument.Term] {
    func hours(_ hours: Hours) -> String { "\(hours.french)\u{202F}h" }
    var terms: [PrintedDocument.Term] = [.init("Heures dues", hours(lot.due))]
    if lot.forecast > lot.due { terms.append(.init("Heures prévisionnelles", hours(lot.forecast))) }
    terms += [.init("Heures déclarées", hours(lot.declared)), .init("Heures retenues", hours(lot.kept))]
    if lot.refused > .zero { terms.append(.init("Heures non retenues", hours(lot.refused))) }
    if lot.toValidate > .zero { terms.append(.init("Heures à valider", hours(lot.toValidate))) }
    if lot.training > .zero {
      terms += [
        .init("Formation retenue, à part", hours(lot.training)), .init("Heures valorisées", hours(lot.credited)),
      ]
    }
    if let capped = lot.completion.capped, let raw = lot.completion.raw {
      terms.append(
        .init("Taux de réalisation", capped == raw ? capped.french : "\(capped.french) (brut \(raw.french))"))
    }
    terms += [
      .init("Heures manquantes", hours(lot.missing)),
      .init("Personnes", FrenchNumber.whole(lot.people)),
      .init("Contrats de travail et missions", FrenchNumber.whole(lot.assignments)),
    ]
    return terms
  }

  private var modalityTable: [PrintedDocument.Block] {
    guard !lot.modalities.isEmpty else { return [] }
    return [
      .table(
        .init(
          "Heures par modalité",
          columns: [
            .init("Modalité", weight: 5), .init("Contrats", isNumeric: true, weight: 2),
            .init("Heures retenues", isNumeric: true, weight: 3),
          ], rows: lot.modalities.map { [$0.label, FrenchNumber.whole($0.assignments), $0.kept.french] }))
    ]
  }

  /// Month by month up to two years of them, by year beyond.
  private var byMonth: [PrintedDocument.Block] {
    let months = lot.months.filter { $0.value != .zero }.sorted { $0.key < $1.key }
    guard !months.isEmpty else { return [] }
    let isLong = months.count > 24
    let years = Dictionary(grouping: months, by: \.key.year).sorted { $0.key < $1.key }
    let rows =
      isLong
      ? years.map { [String($0.key), $0.value.map(\.value).sum.french] }
      : months.map { [$0.key.french, $0.value.french] }
    return [
      .heading(isLong ? "Année par année" : "Mois par mois"),
      .table(
        .init(
          isLong ? "Heures retenues par année travaillée" : "Heures retenues par mois travaillé",
          columns: [.init(isLong ? "Année" : "Mois", weight: 3), .init("Heures retenues", isNumeric: true, weight: 2)],
          rows: rows + [["Ensemble", months.map(\.value).sum.french]], endsWithTotal: true)),
    ]
  }

  private var pace: String {
    var sentences = [lot.verdict.conclusion]
    if let plan = lot.planToDate {
      let gap = lot.kept - plan
      sentences.append(
        gap < .zero
          ? "Le prévisionnel attendait \(plan.frenchTrimmed)\u{202F}h à la fin du mois dernier\u{202F}: le lot a \((.zero - gap).frenchTrimmed)\u{202F}h de retard."
          : "Le prévisionnel attendait \(plan.frenchTrimmed)\u{202F}h à la fin du mois dernier\u{202F}: le lot le tient."
      )
    } else if lot.state.isOpen, lot.missing > .zero {
      sentences.append("Aucun prévisionnel mensuel n’est convenu\u{202F}: aucun rythme ne peut être jugé.")
    }
    if let rest = lot.remainingPerMonth {
      sentences.append("D’ici la fin, il faudrait \(rest.frenchShort)\u{202F}h par mois.")
    }
    return sentences.joined(separator: " ")
  }

  private var toDo: [PrintedDocument.Block] {
    var steps: [String] = []
    if lot.linesToValidate > 0 { steps.append("Valider les lignes en attente, puis établir ce document à nouveau.") }
    if lot.awaitsDecision { steps.append("Recueillir la décision du donneur d’ordre sur ce qui reste dû.") }
    if lot.dues.isEmpty, lot.state != .cancelled { steps.append("Enregistrer l’engagement du lot.") }
    if lot.missing > .zero, !lot.state.isOpen {
      steps.append("Constater les heures manquantes avec le titulaire avant que le solde soit payé.")
    }
    if lot.missing > .zero, lot.state.isOpen, lot.planToDate == nil {
      steps.append("Convenir d’un prévisionnel mensuel avec le titulaire.")
    }
    return steps.isEmpty ? [] : [.heading("Ce qui reste à faire"), .list(steps)]
  }

  private var remarks: [PrintedDocument.Block] {
    [.heading("Appréciation"), .box("Remarques du facilitateur, à compléter avant signature")] + signature
  }

  private var signature: [PrintedDocument.Block] { [.box("Date, nom, qualité et signature")] }
}
