// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

extension ResultPages {
  /// Where the hours of the page have their lines, for those who may open them.
  private func lines(_ month: Month? = nil) -> String? {
    guard sight.opensLines, query.asOf == nil else { return nil }
    return ResultURLs.lines(FigureFilter(scope: report.scope, year: span.year, month: month))
  }

  var tiles: HTML {
    tileRow([hoursTile, peopleTile, profileTile("Femmes", report.women), districtTile, outsideTile])
  }

  private var hoursTile: HTML {
    figureTile(
      label: "Heures retenues", value: report.figures.hoursDone.frenchShort, unit: "h",
      note: FigureTrend(report).hours, href: lines())
  }

  private var peopleTile: HTML {
    let shows = sight.mayShow(report.before.people) && sight.mayShow(report.toDate.people)
    return figureTile(
      label: "Participants", value: FrenchNumber.whole(report.figures.people),
      note: shows ? FigureTrend(report).people : .empty, href: lines())
  }

  private var districtTile: HTML { profileTile("Habitants de QPV", report.districts) }

  private func profileTile(_ label: String, _ profile: YearReport.Profile) -> HTML {
    let people = report.figures.people
    guard sight.mayShow(profile: profile.year, of: people), let share = Percent(part: profile.year, whole: people)
    else { return figureTile(label: label, value: "—", note: people == 0 ? "" : "moins de 5 personnes") }
    let now = Percent(part: profile.toDate, whole: report.toDate.people)
    let before =
      sight.mayShow(profile: profile.before, of: report.before.people)
        && sight.mayShow(profile: profile.toDate, of: report.toDate.people)
      ? Percent(part: profile.before, whole: report.before.people) : nil
    return figureTile(label: label, value: share.french, note: FigureTrend.points(from: before, to: now))
  }

  private var outsideTile: HTML {
    let share = Percent(part: report.outsideBuilding.year, whole: report.figures.hoursDone)
    let now = Percent(part: report.outsideBuilding.toDate, whole: report.toDate.hoursDone)
    let before = Percent(part: report.outsideBuilding.before, whole: report.before.hoursDone)
    let mayShow = sight.hidden(report.sectors).isEmpty
    return figureTile(
      label: "Heures hors bâtiment", value: mayShow ? share?.french ?? "—" : "—",
      note: mayShow ? FigureTrend.points(from: before, to: now) : "non publié")
  }

  var trajectory: HTML {
    card(title: "Trajectoire", body: trajectoryChart(chart))
  }

  private var chart: Trajectory {
    let shown = span.isRunning ? span.through.number : 12
    var sum = Hours.zero
    let cumulated = results.monthly.prefix(shown).map { hours -> Int64 in
      sum += hours
      return sum.nearestHour
    }
    return Trajectory(
      cumulated: cumulated, objective: report.figures.objective?.nearestHour, caption: caption)
  }

  private var caption: HTML {
    let curve = report.trajectory
    var sentences: [HTML] = ["Heures retenues, cumulées par mois travaillé."]
    if let objective = curve.objective {
      let reached = curve.reached.map { ", atteint à \($0.french)" } ?? ""
      let source = report.facts.objectiveSource.isEmpty ? "" : " (\(report.facts.objectiveSource))"
      sentences.append("Objectif\u{202F}: \(objective.frenchShort)\u{202F}h\(source)\(reached).")
    }
    if span.isRunning, viewer.role != .elected, let landing = curve.landing {
      sentences.append("Au même rythme, l’année finirait à \(landing.frenchShort)\u{202F}h.")
    }
    sentences.append(link("Définition", to: ResultURLs.definition(.hoursDone)))
    return sentences.joined(" ")
  }

  var sectors: HTML {
    let hidden = sight.hidden(report.sectors)
    return card(
      title: "Par secteur",
      body: table(
        caption: "Heures retenues par secteur",
        columns: [
          TableColumn("Secteur"), TableColumn("Heures", numeric: true), TableColumn("Part", numeric: true),
          TableColumn("Répartition", hiddenTitle: true),
        ],
        rows: report.sectors.enumerated().map { sectorRow($1, isHidden: hidden.contains($0)) },
        empty: emptyState("Les secteurs apparaîtront avec les premières heures retenues.")))
  }

  private func sectorRow(_ part: YearReport.Part<Sector>, isHidden: Bool) -> [HTML] {
    let name: HTML =
      sight.opensPages
      ? link(part.label, to: ResultURLs.year(span.year, buyer: query.scope.buyer, sector: part.key, asOf: query.asOf))
      : "\(part.label)"
    guard !isHidden else { return [name, sight.people(part, isHidden: true), "—", ""] }
    return [
      name, "\(part.hours.frenchShort)",
      "\(FrenchText.percent(part.hours.units, of: report.figures.hoursDone.units))",
      shareBar(part.hours, of: report.figures.hoursDone, label: part.label),
    ]
  }

  var indicators: HTML {
    let values = (try? report.values(sight)) ?? []
    let completion = Completion(results.lots.flatMap(\.parts))
    var rows: [[HTML]] = values.map { value in
      [
        link(value.indicator.label, to: ResultURLs.definition(value.indicator)), "\(value.french)",
        "\(value.indicator.unit)\(value.detail.isEmpty ? "" : " · " + value.detail)",
      ]
    }
    if report.training != .zero || report.tutoring != .zero {
      rows.append(["Formation retenue", "\(report.training)", "h, à part"])
      rows.append(["Tutorat retenu", "\(report.tutoring)", "h, à part"])
    }
    if completion.due > .zero {
      rows.append([
        link(Indicator.hoursDue.label, to: ResultURLs.definition(.hoursDue)), "\(completion.due)", "h, toutes années",
      ])
      rows.append([
        link(Indicator.hoursRemaining.label, to: ResultURLs.definition(.hoursRemaining)), "\(completion.missing)",
        "h, toutes années, lot par lot",
      ])
    }
    if let capped = completion.capped {
      let when = "% des lots suivis, toutes années, plafonné lot par lot"
      rows.append([
        link(Indicator.completion.label, to: ResultURLs.definition(.completion)), "\(capped.french)", "\(when)",
      ])
    }
    return card(
      title: "Tous les indicateurs", id: "indicateurs",
      body: table(
        caption: "Indicateurs de l’année \(span.year), valeurs exactes",
        columns: [TableColumn("Indicateur"), TableColumn("Valeur", numeric: true), TableColumn("Unité")], rows: rows))
  }
}
