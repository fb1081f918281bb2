// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import TestSupport
import Testing

@testable import App

@Suite struct LayoutTests {
  static let shell = Shell(
    viewerName: "C. Moreau", roleLabel: "Facilitatrice", territoryName: "Territoire du Val d’Orme",
    entries: Section.all,
    privateEntries: [.settings], demoBanner: "Démonstration\u{202F}: tout est inventé", csrf: "jeton",
    flash: Flash(.fine, "C’est fait."),
    themePath: "/theme/1.css", otherMemberships: true, version: "0.1")

  @Test("the whole document is sound HTML, with its own title, language and skip link")
  func soundness() {
    let html = document(Page(title: "L'été & <b>", section: .contracts, body: "<p>Corps</p>"), in: Self.shell).text
    #expect(htmlFaults(html) == [])
    #expect(html.hasPrefix("<!doctype html>\n<html lang=\"fr\">"))
    #expect(html.contains("<title>L&#39;été &amp; &lt;b&gt; — Clausier</title>"))
    #expect(html.contains("<a class=\"skip\" href=\"#contenu\">Aller au contenu</a>"))
    #expect(html.contains("<link rel=\"stylesheet\" href=\"/theme/1.css\">"))
    #expect(!html.contains("<style"))
  }

  @Test("the menu has the six entries in order and says which one is current")
  func menu() {
    let html = document(Page(title: "Marchés", section: .contracts, body: .empty), in: Self.shell).text
    let labels = ["Aujourd’hui", "Heures", "Marchés", "Participants", "Entreprises et SIAE", "Bilans"]
    #expect(Section.all.map(\.label) == labels)
    #expect(html.components(separatedBy: "aria-current").count == 2)
    #expect(html.contains("<a href=\"/marches\" aria-current=\"page\">Marchés</a>"))
  }

  @Test("signing out is a form with its token")
  func signOut() {
    let html = document(Page(title: "Heures", body: .empty), in: Self.shell).text
    #expect(
      html.contains(
        "<form class=\"one-button\" method=\"post\" action=\"/deconnexion\"><input type=\"hidden\" name=\"csrf\" value=\"jeton\">"
      ))
  }

  @Test("without role, search, token or banner, nothing empty is left")
  func bare() {
    let shell = Shell(
      viewerName: "É. Élu", roleLabel: "Élue", territoryName: "Val", entries: [], searchAvailable: false)
    let html = document(Page(title: "Bilans", body: .empty), in: shell).text
    #expect(htmlFaults(html) == [])
    for absent in ["demo-banner", "role=\"search\"", "Changer de rôle", "Se déconnecter", "class=\"menu\"", "theme"] {
      #expect(!html.contains(absent))
    }
  }

  @Test("a signed-out page has no menu")
  func plain() {
    let html = plainDocument(PlainPage(title: "Se connecter", subtitle: "Val d’Orme", body: "<p>Corps</p>")).text
    #expect(htmlFaults(html) == [])
    #expect(!html.contains("<nav"))
    #expect(html.contains("<main id=\"contenu\" class=\"narrow\""))
  }
}
