// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The two links by which a list leaves as a file, with the filters that it is shown with. `title` tells files of one page apart.
func exportLinks(_ table: ExportedTable, query: String = "", title: String = "Télécharger") -> HTML {
  let links = TableFormat.allCases.map { format in
    link(format.french, to: ExportURLs.file(table, format, query: query), context: table.french)
  }
  return "<p class=\"export\">\(title)\u{202F}: \(links.joined(" · "))</p>"
}
