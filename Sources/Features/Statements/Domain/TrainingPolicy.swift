// SPDX-License-Identifier: EUPL-1.2

/// Whether training hours are credited beside the hours done (rules 18). Hours done never change.
public enum TrainingPolicy: Sendable, Hashable {
  case none
  case all
  /// Up to that whole percentage of the site hours, 1 to 100.
  case cappedPercent(Int)

  /// `none`, `all` or `capped:20`: as stored.
  public var code: String {
    switch self {
    case .none: "none"
    case .all: "all"
    case .cappedPercent(let percent): "capped:\(percent)"
    }
  }

  /// Reads the stored form; `nil` for anything else.
  public init?(code: String) {
    if code == "none" {
      self = .none
      return
    }
    if code == "all" {
      self = .all
      return
    }
    guard code.hasPrefix("capped:"), let percent = Int(code.dropFirst(7)), (1...100).contains(percent) else {
      return nil
    }
    self = .cappedPercent(percent)
  }

  public var french: String {
    switch self {
    case .none: "la formation n’est pas valorisée"
    case .all: "toute la formation est valorisée"
    case .cappedPercent(let percent): "formation valorisée jusqu’à \(percent)\u{202F}% des heures sur site"
    }
  }

  /// Training hours credited beside these site hours. The cap is a whole number of units, half away from zero.
  public func creditedTraining(site: Hours, training: Hours) -> Hours {
    switch self {
    case .none: return .zero
    case .all: return training
    case .cappedPercent(let percent):
      let cap = (Int128(max(site.units, 0)) * Int128(percent) + 50) / 100
      return min(training, Hours(units: Int64(clamping: cap)))
    }
  }

  /// *Heures valorisées*: site hours and what is credited of the training.
  public func credited(site: Hours, training: Hours) -> Hours {
    site + creditedTraining(site: site, training: training)
  }
}
