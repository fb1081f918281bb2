// SPDX-License-Identifier: EUPL-1.2
import Domain
import Word

extension PrintedDocument {
  /// The same blocks, to be edited in a word processor.
  var word: WordDocument {
    WordDocument(
      title: title, author: sender, foot: "\(sender) · \(subject) · non signé",
      blocks: [
        .address([sender, date], isOnRight: false), .address(recipient, isOnRight: true), .title(title),
        .subtitle(subject),
      ] + blocks.map(\.word))
  }
}

extension PrintedDocument.Block {
  fileprivate var word: WordDocument.Block {
    switch self {
    case .heading(let text): .heading(text)
    case .paragraph(let text): .paragraph(text)
    case .verdict(let text): .strong(text)
    case .warning(let text): .framed(text)
    case .note(let text): .note(text)
    case .list(let items): .list(items)
    case .terms(let terms): .terms(terms.map { .init($0.name, $0.value) })
    case .box(let label): .box(label)
    case .table(let table):
      .table(
        .init(
          columns: table.columns.map { .init($0.title, isNumeric: $0.isNumeric, weight: $0.weight) },
          rows: table.rows, endsWithTotal: table.endsWithTotal))
    }
  }
}
