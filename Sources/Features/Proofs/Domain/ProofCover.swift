// SPDX-License-Identifier: EUPL-1.2

/// Lines of a statement, and the pieces that came with it: which kinds are still wanted, and for how many lines.
public struct ProofCover: Sendable {
  /// One line of hours that may count.
  public struct Line: Sendable, Hashable {
    public let line: ID<HoursLine>
    public let person: ID<Participant>
    public let modality: Modality

    public init(line: ID<HoursLine>, person: ID<Participant>, modality: Modality) {
      (self.line, self.person, self.modality) = (line, person, modality)
    }
  }

  /// One piece: of a line, of a person for the whole period, or of the whole statement when both are nil.
  public struct Piece: Sendable, Hashable {
    public let kind: ProofKind
    public let line: ID<HoursLine>?
    public let person: ID<Participant>?

    public init(kind: ProofKind, line: ID<HoursLine>? = nil, person: ID<Participant>? = nil) {
      (self.kind, self.line, self.person) = (kind, line, person)
    }

    func covers(_ one: Line) -> Bool {
      (line.map { $0 == one.line } ?? true) && (person.map { $0 == one.person } ?? true)
    }
  }

  public let lines: [Line]
  public let pieces: [Piece]

  public init(lines: [Line], pieces: [Piece]) { (self.lines, self.pieces) = (lines, pieces) }

  /// Kinds that are asked for and not there, with the number of lines that lack them, in the order of the list of kinds.
  public func missing(under rules: TerritoryRules) -> [(kind: ProofKind, lines: Int)] {
    var lacking: [ProofKind: Int] = [:]
    for line in lines {
      guard let kind = ProofDemand.kind(for: line.modality, under: rules) else { continue }
      if !pieces.contains(where: { $0.kind == kind && $0.covers(line) }) { lacking[kind, default: 0] += 1 }
    }
    return ProofKind.allCases.compactMap { kind in lacking[kind].map { (kind, $0) } }
  }
}
