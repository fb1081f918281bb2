// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// Hours of a year, cumulated month by month, against an objective. All values are whole hours.
struct Trajectory: Sendable {
  /// Where the year may end: the middle value, between two bounds.
  struct Landing: Sendable {
    var low: Int64
    var middle: Int64
    var high: Int64
  }

  /// The sum at the end of January, of February…, up to the last month known (12 at most).
  var cumulated: [Int64]
  /// The objective of the whole year, when there is one.
  var objective: Int64?
  var landing: Landing?
  /// A sentence under the chart: what is counted, at which date.
  var caption: HTML

  init(cumulated: [Int64], objective: Int64? = nil, landing: Landing? = nil, caption: HTML) {
    self.cumulated = Array(cumulated.prefix(12))
    self.objective = objective
    self.landing = landing
    self.caption = caption
  }
}

/// The curve with its sentence, and the same values in a table that opens.
func trajectoryChart(_ trajectory: Trajectory) -> HTML {
  guard trajectory.cumulated.contains(where: { $0 != 0 }) || trajectory.objective != nil else {
    return emptyState("La courbe apparaîtra avec les premières heures retenues.")
  }
  return """
    <figure class="chart-figure">\(TrajectoryDrawing(trajectory).svg)
    <figcaption>\(trajectory.caption)</figcaption></figure>
    \(disclosure("Voir le tableau", trajectoryTable(trajectory)))
    """
}

private func trajectoryTable(_ trajectory: Trajectory) -> HTML {
  var columns = [TableColumn("Mois"), TableColumn("Heures cumulées", numeric: true)]
  if trajectory.objective != nil { columns.append(TableColumn("Objectif à cette date", numeric: true)) }
  let rows = zip(Month.names, trajectory.cumulated).enumerated().map { index, month in
    var cells: [HTML] = ["\(month.0)", "\(FrenchNumber.whole(month.1))"]
    if let objective = trajectory.objective {
      cells.append("\(FrenchNumber.whole(objective * Int64(index + 1) / 12))")
    }
    return cells
  }
  return table(caption: "Heures cumulées, mois par mois", columns: columns, rows: rows)
}
