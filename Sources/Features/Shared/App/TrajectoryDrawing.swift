// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// The SVG of a trajectory. Coordinates are whole tenths of a point, so that no floating point is needed.
struct TrajectoryDrawing {
  let trajectory: Trajectory
  private let step: Int64
  private let top: Int64

  private let left: Int64 = 560
  private let right: Int64 = 5600
  private let ceiling: Int64 = 180
  private let floor: Int64 = 2180

  init(_ trajectory: Trajectory) {
    self.trajectory = trajectory
    let last = trajectory.cumulated.last ?? 0
    let highest = max(
      trajectory.cumulated.max() ?? 0, trajectory.objective ?? 0, trajectory.landing?.high ?? 0, last, 1)
    step = Self.roundStep(highest)
    top = highest
  }

  var svg: HTML {
    """
    <svg class="chart" viewBox="0 0 640 248" role="img" aria-label="\(sentence)">
    \(grid)\(months)\(area)\(band)\(objectiveLine)\(landingLine)\(curve)\(labels)</svg>
    """
  }

  /// What the curve says, in words.
  private var sentence: String {
    let known = trajectory.cumulated.count
    guard known > 0 else { return "Aucune heure retenue à ce jour" }
    var text = "\(FrenchNumber.whole(trajectory.cumulated[known - 1])) heures cumulées à fin \(Month.names[known - 1])"
    if let objective = trajectory.objective {
      text += ", pour un objectif de \(FrenchNumber.whole(objective)) heures sur l’année"
    }
    if let landing = trajectory.landing {
      text += ", atterrissage prévisionnel à \(FrenchNumber.whole(landing.middle)) heures"
    }
    return text
  }

  private var grid: HTML {
    let values = Array(stride(from: Int64(0), through: top, by: Int64.Stride(step)))
    let lines: [HTML] = values.map { value in
      """
      <line class="chart-grid" x1="\(tenths(left))" x2="\(tenths(right))" y1="\(y(value))" y2="\(y(value))"/>\
      <text class="chart-scale" x="\(tenths(left - 70))" y="\(tenths(height(value) + 40))">\(FrenchNumber.whole(value))</text>
      """
    }
    return lines.joined()
  }

  private var months: HTML {
    let letters: [HTML] = "JFMAMJJASOND".enumerated().map { index, letter in
      let middle = (column(index) + column(index + 1)) / 2
      return "<text class=\"chart-month\" x=\"\(tenths(middle))\" y=\"241\">\(String(letter))</text>"
    }
    return letters.joined()
  }

  private var points: [(x: Int64, y: Int64)] {
    [(column(0), height(0))] + trajectory.cumulated.enumerated().map { (column($0.offset + 1), height($0.element)) }
  }

  private var area: HTML? {
    guard let last = points.last, points.count > 1 else { return nil }
    return "<polygon class=\"chart-area\" points=\"\(path(points + [(last.x, height(0))]))\"/>"
  }

  private var curve: HTML? {
    guard let last = points.last, points.count > 1 else { return nil }
    return """
      <polyline class="chart-line" points="\(path(points))"/>\
      <circle class="chart-dot" cx="\(tenths(last.x))" cy="\(tenths(last.y))" r="4"/>
      """
  }

  private var objectiveLine: HTML? {
    trajectory.objective.map { objective in
      "<polyline class=\"chart-objective\" points=\"\(path([(column(0), height(0)), (column(12), height(objective))]))\"/>"
    }
  }

  private var band: HTML? {
    guard let landing = trajectory.landing, let last = points.last else { return nil }
    let corners = [last, (column(12), height(landing.high)), (column(12), height(landing.low))]
    return "<polygon class=\"chart-band\" points=\"\(path(corners))\"/>"
  }

  private var landingLine: HTML? {
    guard let landing = trajectory.landing, let last = points.last else { return nil }
    return "<polyline class=\"chart-landing\" points=\"\(path([last, (column(12), height(landing.middle))]))\"/>"
  }

  private func path(_ points: [(x: Int64, y: Int64)]) -> String {
    points.map { "\(tenths($0.x)),\(tenths($0.y))" }.joined(separator: " ")
  }

  private func column(_ month: Int) -> Int64 { left + (right - left) * Int64(month) / 12 }

  private func height(_ value: Int64) -> Int64 {
    floor - Int64(Int128(floor - ceiling) * Int128(min(max(value, 0), top)) / Int128(top))
  }

  private func y(_ value: Int64) -> String { tenths(height(value)) }

  private func tenths(_ value: Int64) -> String {
    value.isMultiple(of: 10) ? "\(value / 10)" : "\(value / 10).\(value % 10)"
  }

  /// A round step (1, 2 or 5 times a power of ten) that cuts the height in six parts at most.
  private static func roundStep(_ highest: Int64) -> Int64 {
    var power: Int64 = 1
    while true {
      for factor in [1, 2, 5] where power * Int64(factor) * 6 >= highest { return power * Int64(factor) }
      guard power < 1_000_000_000_000 else { return highest }
      power *= 10
    }
  }
}

extension TrajectoryDrawing {
  /// Written beside the lines: the sum known today, where the year may end, the objective.
  fileprivate var labels: HTML {
    "\(todayLabel)\(endLabels)"
  }

  private var todayLabel: HTML? {
    guard let last = points.last, let value = trajectory.cumulated.last else { return nil }
    let isEarly = trajectory.cumulated.count < 3
    let side: HTML = isEarly ? "chart-today chart-today-early" : "chart-today"
    let start = isEarly ? last.x + 60 : last.x - 70
    return """
      <text class="\(side)" x="\(tenths(start))" y="\(tenths(max(last.y - 100, 100)))">\
      \(FrenchNumber.whole(value))\u{202F}h</text>
      """
  }

  /// At the right edge, kept apart when the lines end close to each other; inside the drawing where it is narrow.
  private var endLabels: HTML {
    var landingY = trajectory.landing.map { height($0.middle) }
    var targetY = trajectory.objective.map { height($0) }
    if let middle = landingY, let target = targetY {
      if middle <= target {
        landingY = max(middle - 260, 100)
        targetY = max(target, max(middle - 260, 100) + 400)
      } else {
        landingY = max(middle, target + 280)
      }
    }
    return "\(landingLabel(landingY))\(objectiveLabel(targetY))"
  }

  private func landingLabel(_ y: Int64?) -> HTML? {
    guard let y, let landing = trajectory.landing else { return nil }
    let middle = FrenchNumber.whole(landing.middle)
    return """
      <text class="chart-end" x="566" y="\(tenths(max(y, 100)))">\(middle)</text>\
      <text class="chart-end-note" x="566" y="\(tenths(max(y, 100) + 130))">de \(FrenchNumber.whole(landing.low))</text>\
      <text class="chart-end-note" x="566" y="\(tenths(max(y, 100) + 260))">à \(FrenchNumber.whole(landing.high))</text>\
      <text class="chart-end-note chart-narrow" x="556" y="172">prévu \(middle)</text>
      """
  }

  private func objectiveLabel(_ y: Int64?) -> HTML? {
    guard let y, let objective = trajectory.objective else { return nil }
    return """
      <text class="chart-target" x="566" y="\(tenths(y))">objectif</text>\
      <text class="chart-target" x="566" y="\(tenths(y + 130))">\(FrenchNumber.whole(objective))</text>\
      <text class="chart-target chart-narrow" x="556" y="204">objectif \(FrenchNumber.whole(objective))</text>
      """
  }
}
