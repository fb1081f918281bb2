// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

extension ResultPages {
  /// Each buyer with its hours of the year, and how far its lots are, all years together.
  var buyers: HTML {
    let hidden = sight.hidden(report.buyers)
    let title = viewer.role == .buyer ? "Vos marchés" : "Par donneur d’ordre"
    var columns = [
      TableColumn("Donneur d’ordre"), TableColumn("Type"), TableColumn("Lots", numeric: true),
      TableColumn("Retenues", numeric: true), TableColumn("Participants", numeric: true),
    ]
    if !results.lots.isEmpty {
      columns += [TableColumn("À réaliser, toutes années", numeric: true), TableColumn("Avancement, toutes années")]
    }
    let completions = completions
    return card(
      title: title, id: "donneurs",
      body: table(
        caption: "Heures retenues en \(span.year) par donneur d’ordre", columns: columns,
        rows: report.buyers.enumerated().map { place, part in
          buyerRow(part, completions[part.key] ?? Completion([]), isHidden: hidden.contains(place))
        },
        empty: emptyState(
          "Les donneurs d’ordre apparaîtront avec les premières heures retenues en \(span.year).")))
  }

  /// How far the lots of each buyer are; a buyer sees its own line alone, for all the lots that it may open.
  private var completions: [ID<Organisation>: Completion] {
    guard viewer.role != .buyer else {
      let own = Completion(results.lots.flatMap(\.parts))
      return Dictionary(report.buyers.map { ($0.key, own) }, uniquingKeysWith: { first, _ in first })
    }
    var parts: [ID<Organisation>: [DueAndDone]] = [:]
    for lot in results.lots { parts[lot.buyerID, default: []] += lot.parts }
    return parts.mapValues { Completion($0) }
  }

  private func buyerRow(
    _ part: YearReport.Part<ID<Organisation>>, _ completion: Completion, isHidden: Bool
  ) -> [HTML] {
    let name: HTML =
      sight.opensPages
      ? link(part.label, to: ResultURLs.year(span.year, buyer: part.key, sector: query.scope.sector, asOf: query.asOf))
      : "\(part.label)"
    var cells: [HTML] = [
      name, "\(FrenchText.capitalised(part.kind))", isHidden ? "—" : "\(FrenchNumber.whole(part.lots))",
      isHidden ? "—" : "\(part.hours)", sight.people(part, isHidden: isHidden),
    ]
    if !results.lots.isEmpty { cells += progress(part, completion) }
    return cells
  }

  private func progress(_ part: YearReport.Part<ID<Organisation>>, _ completion: Completion) -> [HTML] {
    guard completion.due > .zero else { return ["—", "—"] }
    return [
      "\(completion.due.frenchShort)",
      progressBar(done: completion.cappedDone, total: completion.due, label: part.label),
    ]
  }
}

/// How the figures of a year moved on the same months of the year before.
struct FigureTrend {
  let headline: YearHeadline

  init(_ headline: YearHeadline) { self.headline = headline }
  init(_ report: YearReport) { headline = report.headline }

  private var since: String {
    "sur un an, à fin \(Month.names[headline.span.through.number - 1])"
  }

  var hours: HTML {
    guard let change = Percent(part: headline.toDate.hours - headline.before.hours, whole: headline.before.hours)
    else { return "" }
    if change.tenths == 0 { return "stable \(since)" }
    let size = Percent(tenths: abs(change.tenths)).french
    return trend(change.tenths > 0 ? .up : .down, "\(size) \(since)", isGood: change.tenths > 0)
  }

  var people: HTML {
    let change = headline.toDate.people - headline.before.people
    guard headline.before.people > 0 else { return "" }
    if change == 0 { return "stable \(since)" }
    return trend(change > 0 ? .up : .down, "\(FrenchNumber.whole(abs(change))) \(since)", isGood: change > 0)
  }

  /// A share against another, in points.
  static func points(from before: Percent?, to now: Percent?) -> HTML {
    guard let before, let now else { return "" }
    let change = now.tenths - before.tenths
    if change == 0 { return "stable sur un an" }
    let unit = abs(change) < 20 ? "point" : "points"
    let size = FrenchNumber.decimal(abs(change), decimals: 1)
    return trend(change > 0 ? .up : .down, "\(size) \(unit) sur un an", isGood: change > 0)
  }
}
