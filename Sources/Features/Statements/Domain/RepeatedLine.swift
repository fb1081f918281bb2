// SPDX-License-Identifier: EUPL-1.2

extension LineRemark {
  /// The same person, lot, month and kind of hours already stand in another line: a person says whether it adds or repeats.
  public static func repeated(_ other: Hours, month: Month) -> LineRemark {
    LineRemark(
      severity: .warn, code: "declared_twice",
      sentence:
        "Déjà \(other.french)\u{202F}h déclarées pour \(month.french) sur ce lot\u{202F}: complément ou doublon\u{202F}?",
      source: "règle 17")
  }
}

extension Month {
  /// `sept.`: beside a figure of another month.
  public var short: String {
    let names = [
      "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ]
    return names[number - 1]
  }

  /// The months from this one to the other, both included; none when the other is before.
  public func through(_ last: Month) -> [Month] {
    let count = monthsUntil(last)
    return count < 0 ? [] : (0...count).map { adding(months: $0) }
  }
}
