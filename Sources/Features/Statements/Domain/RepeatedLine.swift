// SPDX-License-Identifier: EUPL-1.2

extension LineRemark {
  /// The same person, lot, month and kind of hours already stand in another line: a person says whether it adds or repeats.
  public static func repeated(_ other: Hours, month: Month) -> LineRemark {
    LineRemark(
      severity: .warn, code: "declared_twice",
      sentence:
        "Déjà \(other.french)\u{202F}h déclarées pour \(month.french) sur ce lot\u{202F}: complément ou doublon\u{202F}?",
      source: "une heure, comptée une fois")
  }

  /// The company where the person works counts other hours than the employer that pays: a person looks before keeping.
  public static func contested(_ userCompany: Hours, payer: Hours, month: Month) -> LineRemark {
    LineRemark(
      severity: .warn, code: "contested",
      sentence:
        "L’entreprise utilisatrice compte \(userCompany.french)\u{202F}h pour \(month.french), l’employeur \(payer.french)\u{202F}h\u{202F}: à éclaircir avant de retenir.",
      source: "l’employeur qui paie déclare, l’entreprise utilisatrice confirme ou conteste")
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

extension LineRemark {
  /// More than the contract's weekly hours make in that month: said, never refused, since hours may be worked beyond a contract.
  /// A whole month counts at least its twelfth of the year, as payrolls do; `nil` when the total is within.
  public static func overContract(
    _ total: Hours, weekly: Hours?, month: Month, contract: DayRange
  ) -> LineRemark? {
    guard let weekly, weekly > .zero else { return nil }
    let worked = (0..<month.lastDay.day).map { month.firstDay.adding(days: $0) }
      .filter { contract.contains($0) && $0.weekday.rawValue <= 5 }.count
    let byDays = weekly.units * Int64(worked) / 5
    let byMonth = contract.covers(month) ? weekly.units * 52 / 12 : 0
    // Payrolls round the month to hundredths: 151,67 h for 35 h a week.
    let most = Hours(units: max(byDays, byMonth) + 3)
    guard total > most else { return nil }
    return LineRemark(
      severity: .inform, code: "over_contract",
      sentence:
        "\(total.french)\u{202F}h en \(month.french), plus que les \(weekly.frenchTrimmed)\u{202F}h par semaine du contrat\u{202F}: à confirmer.",
      source: "contrat de travail")
  }
}
