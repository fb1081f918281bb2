// SPDX-License-Identifier: EUPL-1.2

/// The maps of priority districts: decrees 2014-1750 and 2023-1314.
public enum DistrictGeneration: String, CodeList {
  case first = "2015"
  case second = "2024"

  public var french: String { "carte de \(rawValue)" }

  /// The map that a code belongs to: `QP049001`, `QN04901M`.
  public init(code: String) { self = code.hasPrefix("QP") ? .first : .second }

  /// The day from which it applies.
  public var firstDay: Day? { Day(self == .first ? 2015 : 2024, 1, 1) }
}
