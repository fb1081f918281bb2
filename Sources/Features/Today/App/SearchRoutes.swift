// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain
import HTML
import Hummingbird
import Platform

/// One box for contracts, lots, people, organisations and what frames them.
struct SearchRoutes {
  let services: Services

  /// Those who have something of their own to look for.
  static let readers: Set<Role> = [.facilitator, .buyer, .company, .structure, .prescriber]

  func add(to routes: Routes) {
    routes.get(ShellURLs.search, Self.readers) { context in
      let (viewer, text) = (context.viewer, String((context.query.filled("q") ?? "").prefix(200)))
      let kind = context.query.filled("genre").flatMap { SearchKind(code: $0) }
      let after = context.query.filled("apres").flatMap { Int64($0) }
      let groups = try await services.database.read { db in
        guard let kind else { return try SearchStore.find(text, for: viewer, db) }
        return [try SearchStore.page(kind, text, after: after, for: viewer, db)]
      }
      return context.page(SearchPage(text: text, kind: kind, groups: groups, viewer: viewer).page)
    }
  }
}

/// What was found for a text: each kind's first ones, or one kind page by page.
struct SearchPage {
  let text: String
  let kind: SearchKind?
  let groups: [SearchGroup]
  let viewer: Viewer

  private var isBlank: Bool { SearchStore.words(text).isEmpty }
  private var isEmpty: Bool { groups.allSatisfy(\.hits.isEmpty) }

  var page: Page {
    Page(
      title: "Recherche",
      trail: kind == nil ? [] : [TrailLink("Recherche", path(kind: nil, after: nil))],
      line: isBlank ? "\(subjects)" : "Pour «\u{202F}\(text)\u{202F}»",
      body: isBlank ? advice : isEmpty ? nothing : "\(groups.map(list))")
  }

  private var subjects: String {
    switch viewer.role {
    case .facilitator: "Marchés, lots, opérations, personnes, organismes et conventions du territoire"
    case .prescriber: "Les personnes que vous avez orientées"
    case .company, .structure: "Vos marchés, vos lots et les personnes que vous employez"
    default: "Vos marchés et leurs lots"
    }
  }

  private var advice: HTML {
    card(
      title: "Que cherchez-vous\u{202F}?",
      body: """
        <p>Tapez le début d’un ou de plusieurs mots, dans n’importe quel ordre, avec ou sans accents\u{202F}: \
        un nom, un objet de marché, une référence, un SIRET.</p>
        """)
  }

  private var nothing: HTML {
    card(
      title: "Rien trouvé",
      body: """
        <p>Chaque mot doit commencer un mot de ce que vous cherchez. Essayez moins de mots, ou leur début seulement\u{202F}; \
        pour un numéro, ses premiers chiffres.</p>
        """)
  }

  private func list(_ group: SearchGroup) -> HTML {
    let title = title(group.kind)
    let rows: [[HTML]] = group.hits.map { [link($0.name, to: place(group.kind, $0.id)), "\($0.detail)"] }
    let found = table(caption: title, columns: [TableColumn("Nom"), TableColumn("Précision")], rows: rows)
    return card(title: title, body: found + more(group))
  }

  /// Of all kinds: the whole list of this one. Of one kind: its next page.
  private func more(_ group: SearchGroup) -> HTML {
    guard let next = group.next else { return .empty }
    let all = kind == nil
    return """
      <p>\(link(all ? "Voir tout\u{202F}: \(title(group.kind))" : "Page suivante", to: path(kind: group.kind, after: all ? nil : next)))</p>
      """
  }

  private func path(kind: SearchKind?, after: Int64?) -> String {
    var fields = [("q", text)]
    if let kind { fields.append(("genre", kind.code)) }
    if let after { fields.append(("apres", String(after))) }
    return "\(ShellURLs.search)?\(Form(fields).encoded)"
  }

  private func title(_ kind: SearchKind) -> String {
    switch kind {
    case .contract: "Marchés"
    case .lot: "Lots"
    case .operation: "Opérations"
    case .participant: "Personnes"
    case .organisation: "Entreprises, structures, donneurs d’ordre et prescripteurs"
    case .agreement: "Conventions"
    }
  }

  private func place(_ kind: SearchKind, _ id: Int64) -> String {
    switch kind {
    case .contract: ContractURLs.contract(ID(id))
    case .lot: ContractURLs.lot(ID(id))
    case .operation: OperationURLs.operation(ID(id))
    case .participant: ContractURLs.participant(ID(id))
    case .organisation: ContractURLs.organisation(ID(id))
    case .agreement: AgreementURLs.page(ID(id))
    }
  }
}
