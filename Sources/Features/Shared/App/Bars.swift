// SPDX-License-Identifier: EUPL-1.2
import Domain
import HTML

/// What is done of a total, with a tick where the plan would be today. Any unit, the same for the three.
/// `label` names the thing for those who do not see the bar; the shares are said after it.
func progressBar(done: Int64, planned: Int64? = nil, total: Int64, label: String) -> HTML {
  var sentence = "\(label)\u{202F}: \(FrenchText.percent(done, of: total)) réalisé"
  if let planned { sentence += ", \(FrenchText.percent(planned, of: total)) prévu à ce jour" }
  let tick: HTML? = planned.map { plan in
    "<rect class=\"bar-plan\" x=\"\(share(plan, of: total))\" y=\"1\" width=\"2\" height=\"14\"/>"
  }
  return bar(fill: share(done, of: total), sentence, extra: tick)
}

/// A part of a whole, as a bar alone.
func shareBar(part: Int64, whole: Int64, label: String) -> HTML {
  bar(fill: share(part, of: whole), "\(label)\u{202F}: \(FrenchText.percent(part, of: whole))", extra: nil)
}

private func bar(fill: String, _ sentence: String, extra: HTML?) -> HTML {
  """
  <svg class="bar" role="img" aria-label="\(sentence)" width="184" height="16">\
  <rect class="bar-track" x="0" y="4" width="100%" height="8" rx="4"/>\
  <rect class="bar-fill" x="0" y="4" width="\(fill)" height="8" rx="4"/>\(extra)</svg>
  """
}

/// The share as a length for SVG, from 0% to 100%, in tenths of a percent.
private func share(_ part: Int64, of whole: Int64) -> String {
  guard whole > 0 else { return "0%" }
  let tenths = min(max(Int128(part) * 1000 / Int128(whole), 0), 1000)
  return "\(tenths / 10).\(tenths % 10)%"
}
