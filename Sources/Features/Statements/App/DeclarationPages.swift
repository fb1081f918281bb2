// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The form of an employer's statement: people in post by lot, boxes empty, last figures in grey.
struct DeclarationPages: Sendable {
  let viewer: Viewer
  let csrf: String
  let employer: ID<Organisation>
  let employerName: String
  let period: StatementPeriod
  let rows: [DeclarationRow]
  /// People of other employers who work for this one.
  let placed: [DeclarationRow]
  let last: [DeclarationBox: LastFigure]
  /// Statements already received for the period.
  let received: [StatementSummary]
  let frozenYears: Set<Int>
  /// The employer's last statement, which the form must still know when it comes back.
  let seen: Int64
  /// What the viewer typed before and did not send.
  var draft: SavedDraft?
  let clock: TerritoryClock
  var door = DeclarationDoor.account
  var typed = Form()

  func page(errors: [FieldError] = []) -> Page {
    Page(
      title: viewer.isFacilitator
        ? "Relevé \(FrenchText.of(employerName))" : "Combien d’heures en \(period.french)\u{202F}?",
      trail: [TrailLink("Heures", door.home(period)), TrailLink("Nouveau relevé")],
      line: """
        \(FrenchText.capitalised(period.french))\u{202F}: tous les lots, une case vide ne déclare rien. \
        \(link(otherPeriodLabel, to: otherPeriodPath))
        """,
      section: .hours, body: "\(resumed)\(notices)\(rows.isEmpty && placed.isEmpty ? nobody : formBody(errors))")
  }

  var isQuarter: Bool { period.first != period.last }
  private var otherPeriodLabel: String { isQuarter ? "Déclarer un seul mois" : "Déclarer tout le trimestre" }
  private var otherPeriodPath: String { door.form(of: employer, period.first, quarter: !isQuarter) }

  /// The name under which a browser keeps what is typed until it is sent.
  var draftName: String { "releve-\(employer)-\(period.first.rawValue)-\(period.last.rawValue)" }
  var sendLabel: String { viewer.isFacilitator ? "Enregistrer le relevé" : "Envoyer le relevé" }

  private var resumed: HTML {
    guard let draft else { return .empty }
    let values = [
      ("employeur", employer.description), ("mois", period.first.iso), ("periode", isQuarter ? "trimestre" : "mois"),
    ]
    return """
      \(notice(.neutral, "Votre brouillon du \(clock.day(draft.savedAt)) est repris\u{202F}: il n’est pas envoyé."))\
      \(postButton("Repartir d’un relevé vide", door.forget, csrf: csrf, look: .quiet, values: values))
      """
  }

  var notices: HTML {
    var shown: [HTML] = received.map { statement in
      notice(
        .watch,
        """
        \(link(statement.title, to: door.statement(statement.id))) est déjà reçu\u{202F}: ce que vous envoyez ici s’y ajoute.
        """)
    }
    let years = Set(period.first.through(period.last).map(\.year)).intersection(frozenYears).sorted()
    shown += years.map { year in
      notice(
        .watch,
        "L’année \(String(year)) est arrêtée\u{202F}: ces heures seront une régularisation, à part de ce qui est publié."
      )
    }
    return shown.joined("\n")
  }

  private var nobody: HTML {
    emptyState(
      "Personne n’est en poste chez \(employerName) sur un lot clausé en \(period.french). Vérifiez la période, ou enregistrez d’abord le contrat de travail.",
      actionLabel: "Revenir aux heures", path: door.home(period))
  }

  private func formBody(_ errors: [FieldError]) -> HTML {
    form(
      action: door.send, csrf: csrf, submit: "Vérifier le relevé",
      also: FormButton("Enregistrer le brouillon", name: "etape", value: "brouillon"), draft: draftName,
      cancel: door.home(period), errors: errors,
      fields: [
        .hidden("employeur", employer.description), .hidden("mois", period.first.iso),
        .hidden("periode", isQuarter ? "trimestre" : "mois"), .hidden("vu", String(seen)),
        .markup(whatToFill),
      ] + people + compared + none + declarant)
  }

  private var whatToFill: HTML {
    """
    <p class="help">Remplissez les cases que vous connaissez\u{202F}: aucune n’est obligatoire. Si personne n’a travaillé, cochez \
    «\u{202F}Aucune heure\u{202F}» en bas.</p>
    """
  }

  private var none: [FormField] {
    let nobody = FormField.checkbox(
      "aucune", "Aucune heure en \(period.french)", isChecked: !(typed["aucune"] ?? "").isEmpty)
    guard Set(rows.map(\.participant)).count > 1 else { return [nobody] }
    return [
      .checkbox(
        "reste", "Pas d’heures \(isQuarter ? "ce trimestre" : "ce mois") pour les personnes aux cases vides",
        isChecked: !(typed["reste"] ?? "").isEmpty
      ).helped("Sans cela, leurs heures restent attendues."),
      nobody,
    ]
  }

  private var declarant: [FormField] {
    guard viewer.isFacilitator else { return [] }
    return [
      .text("declarant", "Qui a déclaré, et comment", value: typed["declarant"] ?? "").optional()
        .helped("Par exemple\u{202F}: Mme Leduc, tableau reçu par courriel")
    ]
  }

  /// One group for each person and employment contract.
  private var people: [FormField] {
    var groups: [(row: DeclarationRow, fields: [FormField])] = []
    let lots = Dictionary(grouping: rows, by: \.employment).mapValues(\.count)
    for row in rows {
      let fields = boxes(row, namesLot: (lots[row.employment] ?? 1) > 1)
      if groups.last?.row.employment == row.employment {
        groups[groups.count - 1].fields += fields
      } else {
        groups.append((row, fields))
      }
    }
    return groups.map { FormField.group($0.row.name, $0.fields).helped(about($0.row)) }
  }

  /// People of other employers who work here: a figure beside their payer's, never added to it.
  private var compared: [FormField] {
    guard !placed.isEmpty else { return [] }
    let boxes = placed.flatMap { row in
      row.months.map { month -> FormField in
        let name = DeclarationForm.figureName(row, month)
        let place = "\(row.name), \(row.lotLabel)" + (isQuarter ? ", \(month.french)" : "")
        return FormField.number(name, place, value: typed[name] ?? "").inline()
      }
    }
    let names = Set(placed.map(\.payer)).sorted()
    let payers = FrenchText.list(names) + (names.count == 1 ? " paie et déclare" : " paient et déclarent")
    return [
      FormField.group("Personnes mises à votre disposition", boxes).helped(
        "\(payers) ces heures. Votre chiffre est comparé \(names.count == 1 ? "au sien" : "au leur"), il ne s’ajoute jamais\u{202F}: laissez vide si vous ne comptez pas."
      )
    ]
  }

  private func about(_ row: DeclarationRow) -> HTML {
    let weekly = row.weekly.map { ", \($0.frenchTrimmed)\u{202F}h par semaine" } ?? ""
    let end = row.dates.through.map { period.last.lastDay >= $0 ? ", jusqu’au \($0.french)" : "" } ?? ""
    return "\(FrenchText.capitalised(row.kind.french))\(weekly)\(end) · \(row.lotLabel), \(row.contractTitle)"
  }

  private func boxes(_ row: DeclarationRow, namesLot: Bool) -> [FormField] {
    row.months.flatMap { month -> [FormField] in
      let place = (namesLot ? "\(row.lotLabel)\u{202F}: " : "") + (isQuarter ? "\(month.french), " : "")
      let first = isApprentice(row) ? [HoursKind.site, .training] : [.site]
      let others = HoursKind.allCases.filter { !first.contains($0) }
      let usual = first.map { box(row, month, $0, place) }
      let rare = others.map { box(row, month, $0, place) } + [days(row, month, place)]
      let isOpen = rare.contains { !$0.value.isEmpty } || needsDays(row, month)
      return usual + [.more("Autres heures, ou jours", isOpen: isOpen, rare)]
    }
  }

  private func isApprentice(_ row: DeclarationRow) -> Bool {
    row.kind == .apprenticeship || row.kind == .professionalTraining
  }

  private func box(_ row: DeclarationRow, _ month: Month, _ kind: HoursKind, _ place: String) -> FormField {
    let name = DeclarationForm.hoursName(row, month, kind)
    let figure = last[DeclarationBox(employment: row.employment, engagement: row.engagement, kind: kind)]
    return FormField.number(name, FrenchText.capitalised(place + label(kind)), value: typed[name] ?? "").inline()
      .hinted(figure.map { "\($0.month.short)\u{202F}: \($0.hours.frenchTrimmed)" } ?? "")
  }

  private func label(_ kind: HoursKind) -> String {
    switch kind {
    case .site: "sur le chantier"
    case .training: "en formation, au CFA"
    case .tutoring: "tutorat"
    case .absence: "absence"
    }
  }

  private func needsDays(_ row: DeclarationRow, _ month: Month) -> Bool {
    row.counts.map { $0.touches(month) && !$0.covers(month) } ?? false
  }

  private func days(_ row: DeclarationRow, _ month: Month, _ place: String) -> FormField {
    let name = DeclarationForm.daysName(row, month)
    let why: HTML =
      needsDays(row, month)
      ? "La validation ne couvre qu’une partie du mois (\(row.counts?.french ?? ""))\u{202F}: une ligne par jour sur le chantier, par exemple 14/\(month.numeric.prefix(2))\u{202F}: 7"
      : "Quand une date compte, une ligne par jour sur le chantier, par exemple 14/\(month.numeric.prefix(2))\u{202F}: 7"
    return FormField.textarea(name, FrenchText.capitalised(place + "jours"), value: typed[name] ?? "", rows: 3)
      .optional().helped(why)
  }
}

/// The choice of an employer and a period, for a facilitator.
struct DeclarationChoicePages: Sendable {
  static func choose(_ employers: [NamedOrganisation], month: Month) -> Page {
    let choices = employers.map { Choice($0.id.description, $0.name) }
    let body: HTML =
      employers.isEmpty
      ? emptyState("Aucun employeur n’a encore de contrat de travail sur un lot clausé.")
      : filterForm(
        action: HoursURLs.newStatement, submit: "Continuer",
        fields: [
          .select("employeur", "Employeur", choices),
          .text("mois", "Mois travaillé", value: month.numeric).hinted("10/2026"),
          .select("periode", "Période", [Choice("mois", "Un mois"), Choice("trimestre", "Le trimestre")], blank: nil),
        ])
    return Page(
      title: "Nouveau relevé", trail: [TrailLink("Heures", HoursURLs.home(month)), TrailLink("Nouveau relevé")],
      line: "Un relevé dit les heures de toutes les personnes d’un employeur, sur tous ses lots.", section: .hours,
      body: body)
  }
}
