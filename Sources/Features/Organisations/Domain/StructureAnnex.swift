// SPDX-License-Identifier: EUPL-1.2

/// The annex of a structure's agreement with the State: what it may employ, for a year. Without one in force, its hours are doubtful.
public struct StructureAnnex: Sendable, Hashable, Identifiable {
  public let id: ID<Self>
  /// One structure may hold one for each of its ways: ACI and EI under the same SIRET.
  public let kind: EmployerKind
  public let number: String
  public let range: DayRange

  public init(id: ID<Self>, kind: EmployerKind, number: String, range: DayRange) {
    (self.id, self.kind, self.number, self.range) = (id, kind, number, range)
  }
}

extension EmployerKind {
  /// The structures of the inclusion by economic activity (Code du travail, art. L5132-4): the others have no annex.
  public var hasAnnex: Bool { Self.withAnnex.contains(self) }
  public static let withAnnex: [EmployerKind] = [.ei, .etti, .ai, .aci, .eiti]
}
