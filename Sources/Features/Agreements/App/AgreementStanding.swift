// SPDX-License-Identifier: EUPL-1.2
import Database
import Domain

/// What the signatories of a convention did in one of its years: the figures of the bilan, no others.
struct AgreementStanding: Sendable {
  struct Party: Sendable {
    let id: ID<Organisation>
    let name: String
    let kept: Hours
    let people: Int
  }

  let year: Int
  /// The years of the convention that have begun, five at most.
  let years: [Int]
  let parties: [Party]
  let kept: Hours
  let people: Int

  /// Nil before the convention starts.
  static func read(
    _ agreement: AgreementLine, _ signed: [AgreementParty], year asked: Int?, for viewer: Viewer, _ db: any Connection
  ) throws -> AgreementStanding? {
    let last = min(agreement.endsOn.year, viewer.today.year)
    guard agreement.startsOn.year <= last else { return nil }
    let years = Array((agreement.startsOn.year...last).suffix(5))
    let year = asked.flatMap { years.contains($0) ? $0 : nil } ?? last
    let report = try IndicatorStore.year(
      try FigureSpan(year: year, asOf: viewer.today), FigureScope(territory: viewer.territoryID), knownAt: nil, db)
    let parts = Dictionary(report.buyers.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let found = signed.map { party in
      Party(
        id: party.id, name: party.name, kept: parts[party.id]?.hours ?? .zero,
        people: parts[party.id]?.people.count ?? 0)
    }
    let people = signed.reduce(into: Set<ID<Participant>>()) { all, party in
      all.formUnion(parts[party.id]?.people ?? [])
    }
    return AgreementStanding(
      year: year, years: years, parties: found, kept: found.map(\.kept).sum, people: people.count)
  }
}
