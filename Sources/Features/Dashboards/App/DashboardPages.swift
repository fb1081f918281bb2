// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The year of an agreement, a buyer, an operation, a contract, a company, a structure or a district.
struct DashboardPages: Sendable {
  let viewer: Viewer
  let data: Dashboard

  var span: FigureSpan { data.span }
  private var sight: FigureSight { FigureSight(role: viewer.role) }
  private var isFacilitator: Bool { viewer.isFacilitator }

  var page: Page {
    Page(
      title: data.subject.title,
      trail: [
        TrailLink("Bilans", ResultRoutes.mayOpen(viewer.role) ? ResultURLs.year(span.year) : nil),
        TrailLink(data.subject.what, isOfDistrict ? DashboardURLs.districts(span.year) : nil),
        TrailLink(data.subject.title),
      ], line: line, action: years, section: ResultRoutes.mayOpen(viewer.role) ? .results : nil, body: body)
  }

  private var isOfDistrict: Bool {
    if case .district = data.subject.kind { true } else { false }
  }

  private var line: HTML {
    let own: HTML? = data.subject.page.map { " · \(link("Sa page", to: $0, context: data.subject.title))" }
    let until: HTML =
      span.isRunning ? ", comparé à fin \(Month.names[span.through.number - 1])" : ""
    return "\(data.subject.what), année \(String(span.year))\(until). \(data.subject.scope)\(own)"
  }

  /// Its address, some fields changed.
  func address(year: Int? = nil, facets: [FigureBreakdown: String]? = nil) -> String {
    let kept = facets ?? data.facets
    let fields =
      [(name: "annee", value: String(year ?? span.year))]
      + FigureBreakdown.facets.compactMap { facet in kept[facet].map { (name: facet.rawValue, value: $0) } }
    let encoded = DashboardURLs.path("", fields).dropFirst()
    return data.subject.address + (data.subject.address.contains("?") ? "&" : "?") + encoded
  }

  private var years: HTML {
    let newest = max(viewer.today.year, span.year)
    return switchLinks(
      label: "Année",
      ((newest - 4)...newest).map { SwitchLink(String($0), address(year: $0), isCurrent: $0 == span.year) })
  }

  private var body: HTML {
    guard data.figures.people > 0 || data.before.people > 0 || data.target != nil else {
      return flags + filters
        + card(
          title: "Année \(String(span.year))",
          body: emptyState("Aucune heure n’est retenue en \(String(span.year)) pour cette vue."))
    }
    return """
      \(flags)\(filters)\(tileRow(tiles))\(columns(main: trajectory, side: monthCard))\(breakdowns)\(people)\(exact)
      """
  }

  // MARK: Flags

  private var flags: HTML {
    let warnings = data.figures.impossibilities.map {
      notice(.act, "Chiffre impossible, à vérifier à la source. \($0)")
    }
    let idle: HTML? =
      data.flags.idleHires > 0
      ? notice(.act, "\(IdleHires.sentence(data.flags.idleHires, year: span.year))") : nil
    let late = data.flags.late.map { late in
      notice(
        .neutral,
        """
        Année arrêtée le \(late.closedOn.french)\u{202F}: les chiffres de cette page en diffèrent. Régularisations retenues depuis, \
        comptées ici\u{202F}: \(late.hours)\u{202F}h.
        """)
    }
    return "\(warnings)\(idle)\(late)"
  }

  // MARK: Filters

  private var filters: HTML {
    let chips: [HTML] = FigureBreakdown.facets.compactMap { facet in
      guard let key = data.facets[facet] else { return nil }
      var others = data.facets
      others[facet] = nil
      let label = facet.french(key) ?? data.breakdowns.first { $0.kind == facet }?.parts.first?.label ?? key
      return
        "<li>\(FrenchText.capitalised(facet.french))\u{202F}: \(label) · \(link("retirer", to: address(facets: others), context: facet.french))</li>"
    }
    return chips.isEmpty ? .empty : card(title: "Filtres", body: "<ul class=\"plain-list\">\(chips)</ul>")
  }

  // MARK: Tiles

  private var tiles: [HTML] {
    let headline = YearHeadline(
      span: span, objective: data.target, hoursPerFTE: data.hoursPerFTE,
      year: (data.figures.hoursDone, data.figures.people), toDate: (data.toDate.hoursDone, data.toDate.people),
      before: (data.before.hoursDone, data.before.people))
    let trend = FigureTrend(headline)
    let fte = try? Ratios.fullTimeEquivalents(hours: data.figures.hoursDone, hoursPerFTE: data.hoursPerFTE)
    return [
      figureTile(label: "Heures retenues", value: data.figures.hoursDone.frenchShort, unit: "h", note: trend.hours),
      figureTile(label: "Participants", value: FrenchNumber.whole(data.figures.people), note: trend.people),
      figureTile(
        label: "Contrats et missions", value: FrenchNumber.whole(data.figures.assignments),
        note: "\(FrenchText.count(data.contracts, "marché", "marchés")), \(FrenchText.count(data.lots, "lot", "lots"))"),
      targetTile,
      figureTile(
        label: "Équivalents temps plein", value: fte?.french(decimals: 1) ?? "—",
        note: "\(FrenchNumber.whole(data.hoursPerFTE))\u{202F}h par ETP"),
      share("Femmes", data.women), share("Habitants de QPV", data.locals),
    ]
  }

  private var targetTile: HTML {
    if let target = data.target, let reached = Percent(part: data.figures.hoursDone, whole: target) {
      let pace =
        needed.map { ", soit \($0.frenchShort)\u{202F}h par mois d’ici décembre" } ?? ""
      let left = target - data.figures.hoursDone
      let note =
        left > .zero
        ? "\(left.frenchShort)\u{202F}h restent pour \(target.frenchShort)\u{202F}h\(pace)"
        : "\(target.frenchShort)\u{202F}h\u{202F}: atteint"
      return figureTile(label: "Part de l’attendu", value: reached.french, note: "\(note)")
    }
    guard let capped = data.completion.capped else {
      return figureTile(label: "Part de l’attendu", value: "—", note: "ni objectif, ni prévisionnel pour l’année")
    }
    return figureTile(
      label: "Taux de réalisation", value: capped.french,
      note: "toutes années, \(data.completion.missing.frenchShort)\u{202F}h manquent")
  }

  private func share(_ label: String, _ part: Int) -> HTML {
    guard sight.mayShow(profile: part, of: data.figures.people),
      let share = Percent(part: part, whole: data.figures.people)
    else {
      return figureTile(label: label, value: "—", note: data.figures.people == 0 ? "" : "moins de 5 personnes")
    }
    return figureTile(
      label: label, value: share.french, note: isFacilitator ? "\(FrenchText.count(part, "personne", "personnes"))" : ""
    )
  }

  /// What each month to come would have to bring, while something is missing.
  private var needed: Hours? {
    guard span.isRunning, let pace = data.trajectory.neededPerMonth, pace > .zero else { return nil }
    return pace
  }

  // MARK: Charts

  private var trajectory: HTML {
    let shown = span.isRunning ? max(span.through.number, span.asOf.monthNumber) : 12
    var sum = Hours.zero
    let cumulated = data.trajectory.points.prefix(shown).map { point -> Int64 in
      sum += point.kept
      return sum.nearestHour
    }
    var sentences: [HTML] = ["Heures retenues, cumulées par mois travaillé."]
    if let target = data.target {
      sentences.append("Attendu de l’année\u{202F}: \(target.frenchShort)\u{202F}h (\(data.targetSource)).")
    }
    if let needed {
      sentences.append("Il faudrait \(needed.frenchShort)\u{202F}h par mois d’ici décembre.")
    }
    return card(
      title: "Trajectoire",
      body: trajectoryChart(
        Trajectory(cumulated: cumulated, objective: data.target?.nearestHour, caption: sentences.joined(" "))))
  }

  private var monthCard: HTML {
    let bars = MonthBars(
      year: span.year, now: data.months, before: data.monthsBefore,
      needed: needed)
    return card(title: "Mois par mois", body: bars.html)
  }

  private var breakdowns: HTML {
    "<div class=\"card-row card-row-wide\">\(data.breakdowns.map(breakdown))</div>"
  }

  private func breakdown(_ breakdown: Dashboard.Breakdown) -> HTML {
    let most = breakdown.parts.map(\.hours).max() ?? .zero
    let rows: [[HTML]] = breakdown.parts.enumerated().prefix(Self.mostRows).map { index, part in
      let name = narrowing(breakdown.kind, part)
      guard !breakdown.hidden.contains(index) else {
        return [name, "—", SmallCells.isSmall(part.people.count) ? "moins de 5" : "non publié", ""]
      }
      return [
        name, "\(part.hours.frenchShort)", "\(FrenchNumber.whole(part.people.count))",
        shareBar(part: part.hours.units, whole: most.units, label: part.label),
      ]
    }
    let more = breakdown.parts.count - Self.mostRows
    let note: HTML? = breakdown.kind.note.map { "<p class=\"sheet-note\">\($0)</p>" }
    let rest: HTML =
      more > 0
      ? "<p>et \(FrenchText.count(more, "autre", "autres")) (\(link("tableau", to: ResultURLs.table + "?annee=\(span.year)&par=\(breakdown.kind.rawValue)", context: breakdown.kind.french)))</p>"
      : .empty
    return card(
      title: "Par \(breakdown.kind.french)",
      body:
        "\(table(caption: "Heures retenues par \(breakdown.kind.french)", columns: [TableColumn(FrenchText.capitalised(breakdown.kind.french)), TableColumn("Heures", numeric: true), TableColumn("Personnes", numeric: true), TableColumn("Répartition", hiddenTitle: true)], rows: rows))\(isFacilitator ? rest : .empty)\(note)"
    )
  }

  private static let mostRows = 12

  /// Narrows the dashboard to an entry: those who see no small group cannot, since two of them subtracted would name people.
  private func narrowing(_ kind: FigureBreakdown, _ part: Dashboard.Part) -> HTML {
    guard isFacilitator, data.facets[kind] == nil else { return "\(part.label)" }
    var facets = data.facets
    facets[kind] = part.key
    return link(part.label, to: address(facets: facets))
  }

  // MARK: People

  private var people: HTML {
    guard data.figures.people > 0 else { return .empty }
    let pyramid = card(title: "Âge à l’embauche et genre", body: PyramidDrawing(pyramid: data.pyramid).html)
    guard sight.mayShow(profile: 0, of: data.figures.people) else { return .empty }
    return columns(main: card(title: "Où habitent les participants", body: map), side: pyramid)
  }

  /// The figures with all their decimals, each with its definition.
  private var exact: HTML {
    let values =
      ((try? data.figures.values(hoursPerFTE: data.hoursPerFTE)) ?? []).filter { $0.indicator != .hoursCredited }
      + [IndicatorValue(.contracts, .count(data.contracts)), IndicatorValue(.lots, .count(data.lots))]
    let rows: [[HTML]] = values.map { value in
      let name: HTML =
        ResultRoutes.mayOpen(viewer.role)
        ? link(value.indicator.label, to: ResultURLs.definition(value.indicator)) : "\(value.indicator.label)"
      return [
        name, "\(value.french)", "\(value.indicator.unit)\(value.detail.isEmpty ? "" : " · " + value.detail)",
      ]
    }
    return card(
      title: "Valeurs exactes", id: "valeurs",
      body: table(
        caption: "Indicateurs de l’année \(span.year), valeurs exactes",
        columns: [TableColumn("Indicateur"), TableColumn("Valeur", numeric: true), TableColumn("Unité")], rows: rows))
  }

  private var map: HTML {
    guard !data.places.isEmpty else {
      return emptyState(
        "La carte apparaîtra quand la liste des communes aura été importée avec leurs coordonnées (lon, lat), et quand les communes de résidence seront saisies."
      )
    }
    return CommuneMap(places: data.places, unplaced: data.unplaced).html
  }
}
