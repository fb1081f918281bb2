// SPDX-License-Identifier: EUPL-1.2

/// A text document of a few pages, as blocks one under the other: what `.docx` needs, and no more.
///
///     var document = WordDocument(title: "Attestation", author: "Val d’Orme")
///     document.blocks = [.title("Attestation"), .paragraph("Le lot 2 est achevé.")]
///     try document.write(to: path)
///
/// Every text is a text: nothing in it can become a field, a formula or markup. What XML cannot hold is left out.
public struct WordDocument: Hashable, Sendable {
  /// A part of the document.
  public enum Block: Hashable, Sendable {
    /// The one title of the document.
    case title(String)
    /// Under the title: what it is about.
    case subtitle(String)
    /// A section; the navigation of a word processor shows it.
    case heading(String)
    case paragraph(String)
    /// A sentence that stands out, in bold.
    case strong(String)
    /// A sentence in a frame, to be read before the rest.
    case framed(String)
    /// Smaller, grey: a definition, a source.
    case note(String)
    /// Lines of an address, on the left or on the right of the page.
    case address([String], isOnRight: Bool)
    case list([String])
    /// Names and values, without a header.
    case terms([Term])
    case table(Table)
    /// An empty frame with its label, to be signed or filled by hand.
    case box(String)
  }

  /// A name and its value.
  public struct Term: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// A table whose header is repeated on each page.
  public struct Table: Hashable, Sendable {
    /// A column; numbers stand on the right. Widths are shared by weight.
    public struct Column: Hashable, Sendable {
      public let title: String
      public let isNumeric: Bool
      public let weight: Int

      public init(_ title: String, isNumeric: Bool = false, weight: Int = 1) {
        (self.title, self.isNumeric, self.weight) = (title, isNumeric, max(1, weight))
      }
    }

    public let columns: [Column]
    public let rows: [[String]]
    /// The last row is a total, in bold.
    public let endsWithTotal: Bool

    public init(columns: [Column], rows: [[String]], endsWithTotal: Bool = false) {
      (self.columns, self.rows, self.endsWithTotal) = (columns, rows, endsWithTotal)
    }
  }

  /// The title that the file's properties and the header of its pages bear.
  public var title: String
  public var author: String
  /// What the foot of each page says, before its number.
  public var foot: String
  /// The language of the text, for spelling and for voices.
  public var language: String
  public var blocks: [Block]

  public init(title: String, author: String, foot: String = "", language: String = "fr-FR", blocks: [Block] = []) {
    (self.title, self.author, self.foot) = (title, author, foot)
    (self.language, self.blocks) = (language, blocks)
  }

  /// Writes the document as a `.docx` file, in place of what is there. The same document gives the same bytes.
  public func write(to path: String) throws(WordWriteError) {
    let markup = WordMarkup(document: self)
    let archive = try ZipArchive(path: path)
    for part in markup.parts { try archive.add(part.name, part.text) }
    try archive.close()
  }
}

/// Why a document could not be written.
public struct WordWriteError: Error, Hashable, Sendable {
  public let reason: String
  public init(reason: String) { self.reason = reason }
}
