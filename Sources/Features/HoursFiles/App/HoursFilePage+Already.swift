// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML
import Platform

/// Hours that the file says again: what stands, what the file says, and what is written of it.
extension HoursFilePage {
  var alreadyCard: HTML {
    guard !preview.already.isEmpty else { return .empty }
    let lines = preview.already
    let rest = lines.count - Self.shown
    let more: HTML =
      rest > 0
      ? "<p class=\"help\">Et \(FrenchText.count(rest, "autre ligne", "autres lignes")), traitées de même.</p>" : .empty
    return card(
      title: "Déjà déclarées", count: lines.count, id: "deja",
      body: """
        <p>\(explanation)</p>
        \(table(
          caption: "Lignes déjà déclarées",
          columns: [
            TableColumn("Personne"), TableColumn("Lot"), TableColumn("Mois"), TableColumn("Déjà déclaré", numeric: true),
            TableColumn("Ce fichier", numeric: true), TableColumn("Ce qui sera écrit"),
          ], rows: lines.prefix(Self.shown).map(row)))\(more)
        <div class="form-actions">\(choices)</div>
        """)
  }

  private var explanation: HTML {
    let count = FrenchText.count(
      preview.already.count, "ligne de ce fichier a déjà des heures déclarées",
      "lignes de ce fichier ont déjà des heures déclarées")
    if preview.addsToStanding { return "\(count)\u{202F}: celles du fichier s’y ajoutent, comme vous l’avez demandé." }
    guard preview.needsAlreadyDecision else {
      return "\(count)\u{202F}: le fichier les corrige, seule la différence est écrite. Rien n’est compté deux fois."
    }
    if preview.already.allSatisfy({ $0.act == .same }) {
      return "\(count), à l’identique\u{202F}: même personne, même lot, même mois, mêmes heures."
    }
    return
      "\(count). Le fichier compte par jour ou par semaine\u{202F}: dites s’il corrige ces heures, ou si ce sont d’autres jours du même mois."
  }

  private var choices: HTML {
    let areSame = preview.already.allSatisfy { $0.act == .same }
    let difference = answer(
      areSame ? "Les laisser de côté" : "Écrire la différence seulement", FileAnswers.leave)
    let add = answer("Les ajouter quand même", FileAnswers.add)
    if preview.addsToStanding { return answer("Écrire la différence seulement", FileAnswers.leave) }
    return preview.needsAlreadyDecision ? "\(difference)\(add)" : add
  }

  private func answer(_ text: String, _ value: String) -> HTML {
    postButton(text, door.answers(file.id), csrf: csrf, values: [(FileAnswers.repeats, value)])
  }

  private func row(_ line: PreviewLine) -> [HTML] {
    let kind = line.kind == .site ? "" : ", \(line.kind.french)"
    return [
      "\(line.person)", "\(line.place)", "\(line.month.french)\(kind)", "\(line.already)\u{202F}h",
      "\(line.hours)\u{202F}h",
      written(line),
    ]
  }

  private func written(_ line: PreviewLine) -> HTML {
    switch line.act {
    case .declare: return "\(line.hours)\u{202F}h de plus"
    case .same: return preview.needsAlreadyDecision ? "à dire" : "rien"
    case .complement: return "\(line.hours - line.already)\u{202F}h de plus, la différence"
    case .replace(_, let isKept):
      let kept: HTML = isKept ? ", aussitôt retenues sauf contrôle bloquant" : ""
      return
        "\(line.already - line.hours)\u{202F}h de moins\u{202F}: la ligne est annulée et remplacée par \(line.hours)\u{202F}h\(kept)"
    case .byHand(let obstacle, let standing): return byHand(obstacle, standing)
    }
  }

  private func byHand(_ obstacle: PreviewAct.Obstacle, _ standing: [StandingLine]) -> HTML {
    let links = standing.map { link("ligne \($0.id)", to: HoursURLs.line($0.id)) }.joined(", ")
    switch obstacle {
    case .decided: return "rien\u{202F}: ces heures sont déjà décidées, demandez la correction au facilitateur"
    case .partlyKept: return "rien\u{202F}: une partie n’est pas retenue, corrigez à la main (\(links))"
    case .partlyDecided: return "rien\u{202F}: une partie est décidée et l’autre non, corrigez à la main (\(links))"
    }
  }
}
