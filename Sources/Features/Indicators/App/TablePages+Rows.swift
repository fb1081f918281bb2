// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

extension TablePages {
  private var comparesPeriods: Bool { mayNarrow || (viewer.role == .buyer && !query.breakdown.isProfile) }

  var lines: HTML {
    let hidden = data.hidden(from: viewer.role)
    var columns = [
      TableColumn(FrenchText.capitalised(query.breakdown.french)), TableColumn("Heures", numeric: true),
      TableColumn("Valorisées", numeric: true), TableColumn("Part", numeric: true),
      TableColumn("Personnes", numeric: true),
      TableColumn("Contrats", numeric: true), TableColumn("Entreprises", numeric: true),
      TableColumn("Lots", numeric: true), TableColumn("h par personne", numeric: true),
      TableColumn("ETP", numeric: true),
    ]
    if comparesPeriods { columns.append(TableColumn("Même période", numeric: true)) }
    if showsExits {
      columns += [TableColumn("Sorties", numeric: true), TableColumn("Dynamiques", numeric: true)]
    }
    let notes: [HTML] = (query.breakdown.note.map { ["\($0)"] } ?? []) + [scopeNote]
    return card(
      title: "Par \(query.breakdown.french)", count: data.lines.count, id: "tableau",
      body: """
        \(table(
        caption: "Heures retenues et personnes en \(query.span.year) par \(query.breakdown.french)", columns: columns,
        rows: data.lines.enumerated().map { row($1, isHidden: hidden.contains($0)) },
        footer: row(data.total, isHidden: false)))
        <p class="help">\(notes.joined(" "))</p>
        """)
  }

  private var scopeNote: HTML {
    let through = query.span.through
    let same: HTML =
      comparesPeriods
      ? " «\u{202F}Même période\u{202F}»\u{202F}: de janvier à \(Month.names[through.number - 1]), contre les mêmes mois de \(String(query.span.year - 1))."
      : .empty
    let exits: HTML =
      showsExits
      ? " \(link("Sorties", to: ResultURLs.definition(.exits))) de l’année, et part de celles qui sont dynamiques à la sortie."
      : .empty
    return """
      Heures sur site retenues. Les personnes sont comptées une fois dans chaque ligne et une fois dans l’ensemble\u{202F}; elles ne \
      s’additionnent pas, et une personne suivie par deux territoires compte dans chacun. Un ETP vaut \
      \(FrenchNumber.whole(data.hoursPerFTE))\u{202F}h par an.\(same)\(exits)
      """
  }

  private func row(_ line: FigureTable.Line, isHidden: Bool) -> [HTML] {
    let name = rowName(line)
    guard !isHidden else {
      let why: HTML = SmallCells.isSmall(line.figures.people) ? "moins de 5" : "non publié"
      let dash: HTML = "—"
      let compared: [HTML] = comparesPeriods ? [dash] : []
      return [name, dash, dash, dash, why, dash, dash, dash, dash, dash] + compared + (showsExits ? [dash, dash] : [])
    }
    let figures = line.figures
    let fte = try? Ratios.fullTimeEquivalents(hours: figures.hoursDone, hoursPerFTE: data.hoursPerFTE)
    let flag: HTML =
      mayNarrow && figures.isImpossible ? " \(badge("à vérifier", .act))" : .empty
    var cells: [HTML] = [
      name, opened("\(figures.hoursDone)", line), "\(figures.hoursCredited)",
      "\(FrenchText.percent(figures.hoursDone.units, of: data.total.figures.hoursDone.units))",
      opened("\(FrenchNumber.whole(figures.people))", line), "\(FrenchNumber.whole(figures.assignments))\(flag)",
      "\(FrenchNumber.whole(figures.companies))", "\(FrenchNumber.whole(line.lots))",
      "\(Ratios.perPerson(hours: figures.hoursDone, people: figures.people)?.french(decimals: 1) ?? "—")",
      "\(fte?.french(decimals: 1) ?? "—")",
    ]
    if comparesPeriods { cells.append(change(line)) }
    return cells + (showsExits ? exits(line) : [])
  }

  /// Nobody left: no column says so.
  private var showsExits: Bool { data.total.exits.exits > 0 }

  private func exits(_ line: FigureTable.Line) -> [HTML] {
    let values = sight.values(line.exits, of: line.figures.people, isRow: !line.isTotal)
    func cell(_ indicator: Indicator, _ unit: HTML) -> HTML {
      guard let value = values.first(where: { $0.indicator == indicator }) else { return "—" }
      return "\(value.french)\(unit)"
    }
    return [cell(.exits, ""), cell(.positiveExits(.exit), "\u{202F}%")]
  }

  private func change(_ line: FigureTable.Line) -> HTML {
    guard let change = Percent(part: line.toDate.hoursDone - line.before.hoursDone, whole: line.before.hoursDone)
    else { return "—" }
    let sign = change.tenths > 0 ? "+" : ""
    return "\(sign)\(change.french)"
  }

  /// The row as a filter of the same table, parted by month.
  private func rowName(_ line: FigureTable.Line) -> HTML {
    guard mayNarrow, !line.key.isEmpty, query.breakdown != .month else { return "\(line.label)" }
    var facets = query.facets
    facets[query.breakdown] = line.key
    return link(line.label, to: query.address(by: .month, facets: facets))
  }

  /// A figure with the lines behind it, where they are the same: not on a past evening, nor by the day of the decision.
  private func opened(_ figure: HTML, _ line: FigureTable.Line) -> HTML {
    guard sight.opensLines, query.asOf == nil, !query.asIssued, query.basis == .worked else { return figure }
    var facets = query.facets
    var month: Month?
    if query.breakdown == .month {
      month = Int(line.key).flatMap { Month(query.span.year * 100 + $0) }
    } else if !line.key.isEmpty {
      facets[query.breakdown] = line.key
    }
    var filter = FigureFilter(scope: query.scope, year: query.span.year, month: month)
    filter.facets = facets
    return "<a href=\"\(safePath(ResultURLs.lines(filter)))\">\(figure)</a>"
  }
}
