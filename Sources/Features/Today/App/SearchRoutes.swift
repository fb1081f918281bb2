// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Hummingbird
import Platform

/// One box for contracts, people and organisations.
struct SearchRoutes {
  let services: Services

  func add(to routes: Routes) {
    routes.get(ShellURLs.search, .facilitators) { context in
      let (viewer, text) = (context.viewer, context.query.filled("q") ?? "")
      let found = try await services.database.read { db in try SearchStore.find(text, for: viewer, db) }
      return context.page(SearchPage(text: String(text.prefix(200)), found: found).page)
    }
  }
}

/// What was found for a text.
struct SearchPage {
  let text: String
  let found: SearchResults

  private var isBlank: Bool { SearchStore.words(text).isEmpty }

  var page: Page {
    Page(
      title: "Recherche",
      line: isBlank ? "Marchés, personnes et organisations du territoire" : "Pour «\u{202F}\(text)\u{202F}»",
      body: isBlank
        ? card(
          title: "Que cherchez-vous\u{202F}?",
          body:
            "<p>Tapez le début d’un ou de plusieurs mots, dans n’importe quel ordre\u{202F}: un nom, un objet de marché, une référence.</p>"
        )
        : found.isEmpty
          ? card(title: "Rien trouvé", body: "<p>Essayez moins de mots, ou leur début seulement.</p>") : results)
  }

  private var results: HTML {
    """
    \(list("Marchés", found.contracts) { "/marches/\($0)" })\(list("Personnes", found.people) { "/participants/\($0)" })\
    \(list("Entreprises, structures, donneurs d’ordre et prescripteurs", found.organisations) { "/entreprises/\($0)" })
    """
  }

  private func list(_ title: String, _ hits: [SearchResults.Hit], _ path: (Int64) -> String) -> HTML {
    guard !hits.isEmpty else { return .empty }
    let more: HTML =
      hits.count > SearchStore.most
      ? "<p class=\"help\">Les \(SearchStore.most) premiers. Ajoutez un mot pour préciser.</p>" : .empty
    let rows: [[HTML]] = hits.prefix(SearchStore.most).map { [link($0.name, to: path($0.id)), "\($0.detail)"] }
    return card(
      title: title,
      body: table(caption: title, columns: [TableColumn("Nom"), TableColumn("Précision")], rows: rows) + more)
  }
}
