// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// The first page of files of hours: handing one over, and what became of the last ones.
struct HoursFileListPage: Sendable {
  let viewer: Viewer
  let clock: TerritoryClock
  let csrf: String
  let employers: [Choice]
  let files: [HoursFile]
  var door = HoursFileDoor.account
  var typed = Form()

  func page(errors: [FieldError] = []) -> Page {
    Page(
      title: "Fichiers d’heures",
      trail: [TrailLink("Heures", HoursURLs.home), TrailLink("Fichiers d’heures")],
      line:
        "Le tableau d’un employeur, l’export d’un logiciel de paie ou de facturation, l’état mensuel de l’ASP\u{202F}: tels qu’ils sont.",
      section: .hours,
      body: employers.isEmpty
        ? emptyState("Aucun employeur n’a encore de contrat de travail sur un lot clausé.")
        : columns(main: "\(openCard)\(handOver(errors))\(listCard)", side: "\(templateCard)\(rulesCard)"))
  }

  private var chosen: String { typed["employeur"] ?? (employers.count == 1 ? employers[0].value : "") }

  private var employerField: FormField {
    viewer.isFacilitator
      ? .select("employeur", "Employeur", employers, value: chosen) : .hidden("employeur", employers[0].value)
  }

  private var monthField: FormField {
    .text("mois", "Mois travaillé", value: typed["mois"] ?? "").optional().hinted("10/2026")
      .helped("Seulement si le fichier ne le dit pas")
  }

  private func handOver(_ errors: [FieldError]) -> HTML {
    let isPasted = typed["tableau"] != nil
    let dropped = card(
      title: "Déposer un fichier", id: "deposer",
      body: form(
        action: door.list, csrf: csrf, submit: "Lire ce fichier", prefix: "depot",
        errors: isPasted ? [] : errors,
        fields: [
          employerField, monthField,
          .file("fichier", "Fichier", accept: ".xlsx,.xlsm,.csv,.txt,.tsv")
            .helped("Classeur Excel, CSV, export de facturation, état mensuel de l’ASP"),
        ]))
    let pasted = card(
      title: "Coller un tableau", id: "coller",
      body: form(
        action: door.pasted, csrf: csrf, submit: "Lire ce tableau", prefix: "colle",
        errors: isPasted ? errors : [], look: .outlined,
        fields: [
          employerField, monthField,
          .textarea("tableau", "Tableau copié", value: typed["tableau"] ?? "", rows: 6)
            .helped("Sélectionnez le tableau dans le tableur, titres compris, copiez puis collez ici"),
        ]))
    return "\(dropped)\(pasted)"
  }

  private var templateCard: HTML {
    card(
      title: "Gabarit",
      body: """
        <p>Un classeur à remplir, avec les personnes en poste et leurs lots. Il se relit sans une question.</p>
        \(filterForm(
          action: door.template, submit: "Télécharger", prefix: "gabarit",
          fields: [
            viewer.isFacilitator
              ? .select("employeur", "Employeur", employers, value: chosen) : .hidden("employeur", employers[0].value),
            .text("mois", "Mois", value: viewer.today.month.previous.numeric),
          ]))
        """)
  }

  private var rulesCard: HTML {
    card(
      title: "Ce qui est gardé",
      body: """
        <p>Rien n’est déclaré avant que vous n’ayez vu ligne par ligne ce qui serait écrit.</p>
        <p>Le contenu du fichier est oublié dès que le relevé est écrit ou le fichier abandonné, au plus tard après \
        \(FrenchNumber.whole(HoursFileStore.keptDays)) jours.</p>
        <p>Un numéro de sécurité sociale arrête la lecture\u{202F}: supprimez sa colonne d’abord.</p>
        """)
  }

  private var openCard: HTML {
    let open = files.filter { $0.state == .open }
    guard !open.isEmpty else { return .empty }
    return card(
      title: "En cours", count: open.count,
      body: workList(
        open.map { file in
          workItem(
            file.title,
            why:
              "\(file.employerName), \(FrenchText.count(file.rowCount, "ligne", "lignes")), reçu le \(clock.day(file.receivedAt)) par \(file.author)",
            actionLabel: "Reprendre", path: door.file(file.id))
        }))
  }

  private var listCard: HTML {
    let ended = files.filter { $0.state != .open }
    guard !ended.isEmpty else { return .empty }
    let rows: [[HTML]] = ended.map { file in
      let day: HTML = file.endedAt.map { "\(clock.day($0))" } ?? ""
      let title: HTML =
        file.state == .written && file.statement != nil
        ? file.statement.map { link("Relevé \(FrenchText.of(file.employerName))", to: door.statement($0)) } ?? ""
        : "Fichier \(FrenchText.of(file.employerName))"
      let state =
        file.state == .written ? badge("écrit", .fine) : badge("annulé")
      return [title, day, "\(FrenchNumber.whole(file.lineCount))", "\(file.declared)\u{202F}h", state]
    }
    return card(
      title: "Derniers fichiers",
      body: table(
        caption: "Derniers fichiers",
        columns: [
          TableColumn("Fichier"), TableColumn("Le"), TableColumn("Lignes", numeric: true),
          TableColumn("Heures", numeric: true), TableColumn("État"),
        ], rows: rows))
  }
}
