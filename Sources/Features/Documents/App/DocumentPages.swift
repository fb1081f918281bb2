// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// A document as a page that prints well: the same blocks as its file.
struct DocumentPages: Sendable {
  let document: PrintedDocument
  let trail: [TrailLink]
  /// Where the file to edit is.
  let file: String
  let section: Section?

  var page: Page {
    Page(
      title: document.title, trail: trail,
      line: "\(document.subject)",
      action: primaryButton("Modifier dans un traitement de texte (.docx)", file), section: section,
      body: "<article class=\"sheet\">\(head)\(document.blocks.map(Self.block))</article>")
  }

  private var head: HTML {
    let lines: [HTML] = document.recipient.map { "<p>\($0)</p>" }
    return """
      <div class="sheet-head"><div><p class="sheet-sender">\(document.sender)</p><p>\(document.date)</p></div>\
      <div>\(lines)</div></div>
      """
  }

  private static func block(_ block: PrintedDocument.Block) -> HTML {
    switch block {
    case .heading(let text): "<h2>\(text)</h2>"
    case .paragraph(let text): "<p>\(text)</p>"
    case .verdict(let text): "<p class=\"sheet-verdict\">\(text)</p>"
    case .warning(let text): "<p class=\"sheet-warning\">\(text)</p>"
    case .note(let text): "<p class=\"sheet-note\">\(text)</p>"
    case .list(let items): "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    case .terms(let terms): definitionList(terms.map { ($0.name, "\($0.value)") })
    case .table(let table): self.table(table)
    case .box(let label): "<div class=\"sheet-box\"><p>\(label)</p></div>"
    }
  }

  private static func table(_ table: PrintedDocument.Table) -> HTML {
    App.table(
      caption: table.caption, columns: table.columns.map { TableColumn($0.title, numeric: $0.isNumeric) },
      rows: table.rows.map { row in row.map { "\($0)" } })
  }
}
