// SPDX-License-Identifier: EUPL-1.2

/// The year on one page for elected members: sentences written from the figures of the bilan, and no group of fewer than five people.
public struct YearBrief: Sendable, Hashable {
  /// A part of the year's hours that may be said.
  public struct Part: Sendable, Hashable {
    public let label: String
    public let hours: Hours

    public init(label: String, hours: Hours) { (self.label, self.hours) = (label, hours) }
  }

  public var territory: String
  public var madeOn: Day
  public var through: Month
  public var isRunning: Bool
  public var figures: YearFigures
  public var toDate: YearFigures
  public var before: YearFigures
  public var hoursPerFTE: Int
  /// Where the objective comes from, in words.
  public var objectiveSource: String
  /// Shares of people, in percent, those that may be said.
  public var women: Percent?
  public var districts: Percent?
  public var sectors: [Part]
  public var buyers: Int
  public var closedOn: Day?

  public init(
    territory: String, madeOn: Day, through: Month, isRunning: Bool, figures: YearFigures, toDate: YearFigures,
    before: YearFigures, hoursPerFTE: Int, objectiveSource: String, women: Percent?,
    districts: Percent?, sectors: [Part], buyers: Int, closedOn: Day?
  ) {
    (self.territory, self.madeOn, self.through, self.isRunning) = (territory, madeOn, through, isRunning)
    (self.figures, self.toDate, self.before) = (figures, toDate, before)
    (self.hoursPerFTE, self.objectiveSource) = (hoursPerFTE, objectiveSource)
    (self.women, self.districts, self.sectors) = (women, districts, sectors)
    (self.buyers, self.closedOn) = (buyers, closedOn)
  }

  private var year: Int { figures.year }
  /// Too few people for any figure to be said.
  private var isWithheld: Bool { figures.people > 0 && figures.people < SmallGroups.minimum }
}

extension YearBrief {
  public var document: PrintedDocument {
    PrintedDocument(
      title: "La clause sociale d’insertion en \(year)",
      subject: isRunning ? "\(territory), au \(madeOn.long)" : territory, sender: territory,
      recipient: ["Note d’une page pour les élus"], madeOn: madeOn, blocks: blocks)
  }

  private var blocks: [PrintedDocument.Block] {
    guard !isWithheld else {
      return [
        .paragraph(
          "Moins de cinq personnes ont des heures retenues en \(year)\u{202F}: leurs chiffres ne sont pas publiés.")
      ]
    }
    guard figures.hoursDone != .zero else {
      return [.paragraph("Aucune heure d’insertion n’est retenue en \(year).")]
    }
    let warnings = figures.impossibilities.map {
      PrintedDocument.Block.warning("Chiffre impossible, à vérifier à la source. \($0)")
    }
    return warnings + [.verdict(headline), .paragraph(change)] + objective
      + [.heading("Pour qui"), .paragraph(people), .heading("Avec qui"), .paragraph(partners)] + inside + [
        .note(source)
      ]
  }

  private var headline: String {
    "\(figures.hoursDone.frenchShort)\u{202F}heures d’insertion \(isRunning ? "déjà réalisées" : "réalisées") en \(year), pour \(Self.count(figures.people, "personne", "personnes"))."
  }

  private var change: String {
    let month = Month.names[through.number - 1]
    let small = toDate.people < SmallGroups.minimum || before.people < SmallGroups.minimum
    guard !small, let change = Percent(part: toDate.hoursDone - before.hoursDone, whole: before.hoursDone) else {
      return "L’année \(year - 1) ne permet pas de comparaison sur la même période."
    }
    let size = Percent(tenths: abs(change.tenths)).french
    let way =
      change.tenths == 0
      ? "autant que" : "\(size) de \(change.tenths > 0 ? "plus" : "moins") que"
    // No sum of that period: taken from the sum of the year, it would tell the hours of the few people of one month.
    return "À fin \(month), c’est \(way) l’année précédente sur la même période."
  }

  private var objective: [PrintedDocument.Block] {
    guard let aim = figures.objective, let reached = Percent(part: figures.hoursDone, whole: aim) else { return [] }
    let origin = objectiveSource.isEmpty ? "" : " (\(objectiveSource))"
    var text =
      "L’objectif de l’année\(origin) est de \(aim.frenchShort)\u{202F}heures\u{202F}: il est atteint à \(reached.french)."
    let monthsLeft = 12 - through.number
    if isRunning, figures.hoursDone < aim, monthsLeft > 0 {
      let pace = ((aim - figures.hoursDone).rational / Rational(monthsLeft)).hours
      text += " Pour l’atteindre, il faudrait \(pace.frenchShort)\u{202F}heures par mois d’ici décembre."
    }
    return [.paragraph(text)]
  }

  private var people: String {
    var text = """
      \(Self.count(figures.people, "personne a", "personnes ont")) travaillé grâce à la clause, avec \
      \(Self.count(figures.assignments, "contrat de travail ou mission", "contrats de travail ou missions")).
      """
    if let each = Ratios.perPerson(hours: figures.hoursDone, people: figures.people) {
      text += " Chacune a fait en moyenne \(each.french(decimals: 0))\u{202F}heures."
    }
    if let fte = try? Ratios.fullTimeEquivalents(hours: figures.hoursDone, hoursPerFTE: hoursPerFTE) {
      text +=
        " Cela représente \(fte.french(decimals: 1)) équivalents temps plein (\(FrenchNumber.whole(hoursPerFTE))\u{202F}heures par an)."
    }
    let shares = [
      women.map { "\($0.french) sont des femmes" },
      districts.map { "\($0.french) habitaient un quartier prioritaire à l’embauche" },
    ]
    .compactMap { $0 }
    if !shares.isEmpty { text += " Parmi elles, \(shares.joined(separator: " et "))." }
    return text
  }

  private var partners: String {
    """
    \(Self.count(buyers, "donneur d’ordre a fait", "donneurs d’ordre ont fait")) vivre la clause cette année, avec \
    \(Self.count(figures.companies, "entreprise", "entreprises")), dont \
    \(Self.count(figures.structures, "structure d’insertion", "structures d’insertion")).
    """
  }

  private var inside: [PrintedDocument.Block] {
    guard !sectors.isEmpty else { return [] }
    let rows = sectors.map { part in
      [part.label, part.hours.frenchShort, Percent(part: part.hours, whole: figures.hoursDone)?.french ?? "—"]
    }
    return [
      .heading("Dans quels secteurs"),
      .table(
        .init(
          "Heures réalisées par secteur",
          columns: [
            .init("Secteur", weight: 4), .init("Heures", isNumeric: true, weight: 2),
            .init("Part", isNumeric: true, weight: 2),
          ], rows: rows)),
    ]
  }

  private var source: String {
    let state = closedOn.map {
      "Année arrêtée le \($0.french)\u{202F}; les régularisations reçues depuis sont comptées."
    }
    return """
      Heures sur site retenues, par mois travaillé, chacune comptée une fois\u{202F}; personnes comptées une fois. Aucun \
      chiffre ne porte sur moins de cinq personnes. \(state ?? "Chiffres connus le \(madeOn.french).")
      """
  }

  private static func count(_ value: Int, _ one: String, _ many: String) -> String {
    "\(FrenchNumber.whole(value)) \(value < 2 ? one : many)"
  }
}
