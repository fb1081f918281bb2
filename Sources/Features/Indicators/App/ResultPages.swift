// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation
import HTML

/// The bilan of a year: figures with their change and target, the year month by month, by sector, by buyer.
struct ResultPages {
  let viewer: Viewer
  let query: YearQuery
  let results: YearResults

  var report: YearReport { results.report }
  var span: FigureSpan { report.span }
  var sight: FigureSight { FigureSight(role: viewer.role) }
  /// Too few people in the whole year for this reader.
  private var isWithheld: Bool { !sight.mayShow(report.figures.people) }

  var page: Page {
    Page(
      title: title,
      trail: results.buyerName == nil || viewer.role == .buyer
        ? [] : [TrailLink("Bilans", ResultURLs.year(span.year)), TrailLink(results.buyerName ?? "")],
      line: line, action: years + closing, section: .results, body: notices + (isWithheld ? withheld : body))
  }

  private var title: String {
    guard span.isRunning, span.through < span.asOf.month else { return "Bilan \(span.year)" }
    let day = span.through.lastDay
    return "Bilan \(span.year), au \(day.day) \(Month.names[day.monthNumber - 1])"
  }

  private var line: HTML {
    let buyer: HTML = results.buyerName.map { "\($0)" } ?? "Tous les donneurs d’ordre"
    let sector: HTML = query.scope.sector.map { "\($0.french)" } ?? "tous les secteurs"
    let whole: HTML =
      query.scope.isWhole && (query.scope.buyer == nil || viewer.role == .buyer)
      ? .empty : " · \(link("Tout le territoire", to: ResultURLs.year(span.year, asOf: query.asOf)))"
    return
      "\(buyer) · \(sector)\(whole) · \(link("Tableaux", to: ResultURLs.table + "?annee=\(span.year)"))\(districts)\(series)\(files) · \(link("Définitions", to: ResultURLs.definitions))"
  }

  private var districts: HTML {
    " · \(link("Quartiers prioritaires", to: DashboardURLs.districts(span.year)))"
  }

  private var series: HTML {
    viewer.role == .buyer ? .empty : " · \(link("Année après année", to: ResultURLs.history))"
  }

  private var files: HTML {
    guard viewer.role == .facilitator || viewer.role == .buyer else { return .empty }
    return " · \(link("Fichiers pour les financeurs", to: ExportURLs.presets + "?annee=\(span.year)"))"
  }

  private var years: HTML {
    let oldest = max(report.facts.firstMonth?.year ?? span.year, viewer.today.year - 5)
    let newest = max(viewer.today.year, span.year)
    let links = (min(oldest, span.year)...newest).suffix(7).map { year in
      SwitchLink(
        String(year), ResultURLs.year(year, buyer: narrowedBuyer, sector: query.scope.sector),
        isCurrent: year == span.year)
    }
    return switchLinks(label: "Année", links)
  }

  private var closing: HTML {
    guard viewer.role == .facilitator, span.year < viewer.today.year, report.facts.closedAt == nil else {
      return .empty
    }
    return primaryButton("Arrêter l’année \(span.year)", "/heures/arretes")
  }

  private var narrowedBuyer: ID<Organisation>? { viewer.role == .buyer ? nil : query.scope.buyer }

  private var withheld: HTML {
    card(
      title: "Chiffres non publiés",
      body: """
        <p>Moins de 5 personnes ont des heures retenues en \(String(span.year))\u{202F}: leurs chiffres ne sont pas publiés.</p>
        """)
  }

  private var body: HTML {
    "\(tiles)\(columns(main: trajectory, side: sectors))\(buyers)\(exits)\(indicators)\(file)\(past)"
  }

  /// The same figures as a file, with the same narrowing.
  private var file: HTML {
    let address = ResultURLs.year(span.year, buyer: narrowedBuyer, sector: query.scope.sector, asOf: query.asOf)
    return exportLinks(.indicators, query: String(address.drop { $0 != "?" }.dropFirst())) + paper
  }

  /// The yearly bilan of a buyer, to print or to edit.
  private var paper: HTML {
    guard query.asOf == nil, query.scope.sector == nil else { return .empty }
    guard let buyer = query.scope.buyer else {
      return """
        <p class="export">\(link("Note d’une page pour les élus", to: DocumentURLs.brief(span.year))) · \(link(
          "à modifier (.docx)", to: DocumentURLs.briefFile(span.year), context: "note pour les élus"))</p>
        """
    }
    return """
      <p class="export">\(link("Bilan annuel à imprimer", to: DocumentURLs.buyer(buyer, year: span.year))) · \(link(
        "à modifier (.docx)", to: DocumentURLs.buyerFile(buyer, year: span.year), context: "bilan annuel"))</p>
      """
  }

  private var notices: HTML {
    let impossible = report.figures.impossibilities.map { sentence in
      notice(.act, "Chiffre impossible, à vérifier à la source. \(sentence)")
    }
    let idle: HTML? =
      results.idleHires > 0
      ? notice(.act, "\(IdleHires.sentence(results.idleHires, year: span.year))") : nil
    let asOf = query.asOf.map { day in
      notice(
        .neutral,
        "Chiffres tels qu’ils étaient connus le \(day) au soir. \(link("Revenir aux chiffres d’aujourd’hui", to: ResultURLs.year(span.year, buyer: narrowedBuyer, sector: query.scope.sector)))"
      )
    }
    return "\(impossible)\(idle)\(asOf)\(closed)"
  }

  /// What the arrêté published, and what came since.
  private var closed: HTML? {
    guard let closedAt = report.facts.closedAt, query.asOf == nil, !isWithheld else { return nil }
    let day = closedAt.day(in: report.facts.zone).french
    let whole = report.scope.buyer == nil && report.scope.isWhole
    let published = whole ? report.facts.issued?.kept : nil
    let hours = (published ?? report.figures.hoursDone - report.regularised).french
    var people = ""
    if whole, let issued = report.facts.issued, sight.mayShow(issued.people) {
      people = " et " + FrenchText.count(issued.people, "personne", "personnes")
    }
    let reprint: HTML =
      viewer.role == .facilitator ? " \(link("Revoir l’arrêté", to: "/heures/arretes/\(span.year)"))" : .empty
    return notice(
      .neutral,
      """
      Année arrêtée le \(day)\u{202F}: \(hours)\u{202F}h\(people) publiées. Régularisations retenues depuis, comptées dans \
      les chiffres de cette page\u{202F}: \(report.regularised)\u{202F}h.\(reprint)
      """)
  }

  private var past: HTML {
    guard viewer.role == .facilitator || viewer.role == .buyer else { return .empty }
    let kept: [FormField] = [
      .hidden("annee", String(span.year)), .hidden("donneur", narrowedBuyer?.description ?? ""),
      .hidden("secteur", query.scope.sector?.rawValue ?? ""),
    ]
    return disclosure(
      "Revoir les chiffres tels qu’ils étaient connus un soir passé",
      filterForm(
        action: ResultURLs.year, submit: "Revoir",
        fields: kept.filter { !$0.value.isEmpty } + [.date("au", "Jour", value: query.asOf?.french ?? "")]))
  }
}
