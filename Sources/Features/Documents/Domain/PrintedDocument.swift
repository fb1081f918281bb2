// SPDX-License-Identifier: EUPL-1.2

/// A document to print or to edit: what a page and a `.docx` file both say, word for word.
public struct PrintedDocument: Sendable, Hashable {
  public enum Block: Sendable, Hashable {
    case heading(String)
    case paragraph(String)
    /// The answer, in a sentence that stands out.
    case verdict(String)
    /// To be read before the figures.
    case warning(String)
    case note(String)
    case list([String])
    case terms([Term])
    case table(Table)
    /// A frame to be filled or signed by hand.
    case box(String)
  }

  public struct Term: Sendable, Hashable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  public struct Table: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
      public let title: String
      public let isNumeric: Bool
      public let weight: Int

      public init(_ title: String, isNumeric: Bool = false, weight: Int = 1) {
        (self.title, self.isNumeric, self.weight) = (title, isNumeric, weight)
      }
    }

    /// What the table is about, for those who do not see it.
    public let caption: String
    public let columns: [Column]
    public let rows: [[String]]
    public let endsWithTotal: Bool

    public init(_ caption: String, columns: [Column], rows: [[String]], endsWithTotal: Bool = false) {
      (self.caption, self.columns, self.rows, self.endsWithTotal) = (caption, columns, rows, endsWithTotal)
    }
  }

  public let title: String
  /// What it is about, in a line.
  public let subject: String
  /// Who makes it, and for whom.
  public let sender: String
  public let recipient: [String]
  public let madeOn: Day
  public var blocks: [Block]

  public init(
    title: String, subject: String, sender: String, recipient: [String], madeOn: Day, blocks: [Block]
  ) {
    (self.title, self.subject, self.sender) = (title, subject, sender)
    (self.recipient, self.madeOn, self.blocks) = (recipient, madeOn, blocks)
  }

  /// « Établi le 24 novembre 2026 »
  public var date: String { "Établi le \(madeOn.long)" }

  /// Until signed documents come: the paper says what it is not.
  public static let unsigned =
    "Document non signé, tiré du registre des heures au jour de son établissement. Il ne vaut qu’une fois relu, daté et signé par la personne qui en a la charge."
}
