// SPDX-License-Identifier: EUPL-1.2
import HTML

/// The whole document of a page for someone signed in.
func document(_ page: Page, in shell: Shell) -> HTML {
  frame(
    title: page.title, themePath: shell.themePath, stamp: shell.assetStamp,
    body: """
      \(topBar(page.section, shell))
      <main id="contenu" tabindex="-1">
      \(shell.flash.map { notice($0.tone, "\($0.text)") })\(trail(page.trail))
      \(pageHeader(page.title, line: page.line, action: page.action))
      <div class="stack">\(page.body)</div>
      </main>
      \(footer(version: shell.version))
      """)
}

/// What a signed-out page shows: sign-in, errors, an employer's link. No menu.
struct PlainPage: Sendable {
  var title: String
  /// Under the name of the product: territory, or « Couleurs 49 · heures d’octobre 2026 ».
  var subtitle = ""
  var line: HTML = .empty
  var demoBanner: String?
  var flash: Flash?
  var themePath: String?
  var assetStamp = ""
  var version = ""
  /// Errors and the home page lead somewhere; an employer's page leads nowhere.
  var brandPath: String?
  var body: HTML
}

/// The whole document of a page without a menu, in one narrow column.
func plainDocument(_ page: PlainPage) -> HTML {
  frame(
    title: page.title, themePath: page.themePath, stamp: page.assetStamp,
    body: """
      <header class="top narrow-top">\(banner(page.demoBanner))<div class="top-inner">\
      \(brand(page.subtitle, page.brandPath))</div></header>
      <main id="contenu" class="narrow" tabindex="-1">
      \(page.flash.map { notice($0.tone, "\($0.text)") })\(pageHeader(page.title, line: page.line))
      <div class="stack">\(page.body)</div>
      </main>
      \(footer(version: page.version))
      """)
}

private func frame(title: String, themePath: String?, stamp: String, body: HTML) -> HTML {
  let query = stamp.isEmpty ? "" : "?v=\(stamp)"
  let theme: HTML? = themePath.map { "<link rel=\"stylesheet\" href=\"\(safePath($0))\">\n" }
  return """
    <!doctype html>
    <html lang="fr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title) — Clausier</title>
    <link rel="icon" href="\(ShellURLs.icon + query)">
    <link rel="stylesheet" href="\(ShellURLs.styles + query)">
    \(theme)<script src="\(ShellURLs.script + query)" defer></script>
    </head>
    <body>
    <a class="skip" href="#contenu">Aller au contenu</a>
    \(body)
    </body>
    </html>

    """
}

private func banner(_ sentence: String?) -> HTML? {
  sentence.map { "<p class=\"demo-banner\">\($0)</p>\n" }
}

private func topBar(_ current: Section?, _ shell: Shell) -> HTML {
  """
  <header class="top">\(banner(shell.demoBanner))<div class="top-inner">
  \(brand(shell.territoryName, shell.entries.first?.path ?? "/"))
  \(menu(shell.entries, current))
  \(shell.searchAvailable ? searchBox(shell.searchText) : .empty)
  \(userMenu(shell, current))
  </div></header>
  """
}

private func brand(_ subtitle: String, _ path: String?) -> HTML {
  let name: HTML =
    path.map { "<a class=\"brand-name\" href=\"\(safePath($0))\">Clausier</a>" }
    ?? "<span class=\"brand-name\">Clausier</span>"
  let under: HTML? = subtitle.isEmpty ? nil : "<span class=\"brand-line\">\(subtitle)</span>"
  return "<div class=\"brand\">\(name)\(under)</div>"
}

private func menu(_ entries: [Section], _ current: Section?) -> HTML? {
  guard !entries.isEmpty else { return nil }
  return "<nav class=\"menu\" aria-label=\"Menu principal\"><ul>\(entries.map { entry($0, current) })</ul></nav>"
}

private func entry(_ section: Section, _ current: Section?) -> HTML {
  let mark: HTML? = section == current ? " aria-current=\"page\"" : nil
  return "<li><a href=\"\(section.path)\"\(mark)>\(section.label)</a></li>"
}

private func searchBox(_ text: String) -> HTML {
  """
  <form class="search" role="search" method="get" action="\(ShellURLs.search)">\
  <label class="visually-hidden" for="recherche">Chercher</label>\
  <input id="recherche" type="search" name="q" value="\(text)" placeholder="Chercher… Ctrl K" autocomplete="off">\
  <button type="submit">Lancer la recherche</button></form>
  """
}

private func userMenu(_ shell: Shell, _ current: Section?) -> HTML {
  let roles: HTML? = shell.otherMemberships ? "<li><a href=\"\(ShellURLs.roles)\">Changer de rôle</a></li>" : nil
  let exit: HTML? = shell.csrf.map { csrf in
    "<li>\(postButton("Se déconnecter", ShellURLs.signOut, csrf: csrf, look: .quiet))</li>"
  }
  return """
    <details class="user-menu"><summary>\(shell.viewerName)</summary>
    <div class="user-panel"><p class="user-role">\(shell.roleLabel)</p><ul>\
    <li><a href="\(ShellURLs.account)">Mon compte</a></li>\(roles)\(shell.privateEntries.map { entry($0, current) })\(exit)</ul></div></details>
    """
}

private func footer(version: String) -> HTML {
  let number: HTML? = version.isEmpty ? nil : "<li>Version \(version)</li>"
  return """
    <footer class="foot"><ul><li><a href="\(ShellURLs.accessibility)">Accessibilité\u{202F}: non encore auditée</a></li>\
    <li><a href="\(ShellURLs.legal)">Mentions légales</a></li>\(number)</ul></footer>
    """
}
