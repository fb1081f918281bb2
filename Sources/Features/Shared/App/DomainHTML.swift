// SPDX-License-Identifier: EUPL-1.2
public import Domain
public import HTML

// The one plain form of each value in a page. Where another is wanted (a day in full, hours without decimals), say it:
// `\(day.long)`, `\(hours.frenchShort)`. Units are written by the page.

/// `1 234,50`
extension Hours: HTMLConvertible {
  public var plainText: String { french }
}
/// `1 234,50 €`
extension Money: HTMLConvertible {
  public var plainText: String { french }
}
/// `24/11/2026`
extension Day: HTMLConvertible {
  public var plainText: String { french }
}
/// `mars 2026`
extension Month: HTMLConvertible {
  public var plainText: String { french }
}
/// `81,3 %`
extension Percent: HTMLConvertible {
  public var plainText: String { french }
}
/// `123 456 789`
extension Siren: HTMLConvertible {
  public var plainText: String { french }
}
/// `123 456 789 00012`
extension Siret: HTMLConvertible {
  public var plainText: String { french }
}
/// The number, for an address or a hidden field.
extension ID: HTMLConvertible {
  public var plainText: String { String(value) }
}

/// What is kept of what is owed, with a tick where the plan would be today.
func progressBar(done: Hours, planned: Hours? = nil, total: Hours, label: String) -> HTML {
  progressBar(done: done.units, planned: planned?.units, total: total.units, label: label)
}

/// The part that some hours make of others.
func shareBar(_ part: Hours, of whole: Hours, label: String) -> HTML {
  shareBar(part: part.units, whole: whole.units, label: label)
}

/// A share as a bar.
func shareBar(_ percent: Percent, label: String) -> HTML {
  shareBar(part: percent.tenths, whole: 1000, label: label)
}

/// What happened, by day.
func historyList(_ items: [(day: Day, text: HTML)]) -> HTML {
  historyList(items.map { (day: $0.day.french, text: $0.text) })
}

/// An act and who did it; what the program did by itself has no author.
func signed(_ text: String, by author: String) -> HTML { author.isEmpty ? "\(text)" : "\(text), \(author)" }

extension Choice {
  /// Every entry of a closed list, in its order, with a capital.
  static func all<Code: CodeList>(_ list: Code.Type) -> [Choice] {
    list.allCases.map { Choice($0.rawValue, FrenchText.capitalised($0.french)) }
  }
}
