// SPDX-License-Identifier: EUPL-1.2

extension HoursFileReader {
  struct When {
    var month: Month?
    var day: Day?
    var span: DayRange?
    /// Where the row says it; -1 when the sheet says it, or nobody.
    var column = -1
  }

  /// The month of the row; nil after a fault.
  mutating func when(_ row: FileRow) -> When? {
    let year = plan.year.flatMap { Int(row[$0].trimmed) } ?? sheetMonth.month?.year ?? setting.year
    let (column, text) = plan.when.lazy.map { ($0, row[$0]) }.first { !$0.1.trimmed.isEmpty } ?? (-1, "")
    guard column >= 0 else { return whenOfSheet(row) }
    do throws(ValueError) {
      var when = When(column: column)
      switch table.roles[column] {
      case .day:
        let day = try day(text, year)
        (when.month, when.day) = (day.month, day)
      case .month: when.month = try CellReading.month(text, year: year ?? setting.today.year)
      case .week: when.span = try CellReading.week(text, year: year)
      default: when.span = try span(row, text, year)
      }
      if let span = when.span { when.month = try oneMonth(span) }
      if let month = when.month, month > setting.today.month {
        throw ValueError(
          "\(FrenchText.capitalised(month.french)) n’a pas commencé\u{202F}: vérifiez l’année et le mois.")
      }
      return when
    } catch {
      reading.fault(sheet, row, column, text, error.sentence)
      return nil
    }
  }

  /// A title may name a month to come, as tabs prepared for the whole year do.
  private mutating func whenOfSheet(_ row: FileRow) -> When? {
    guard let month = sheetMonth.month, month > setting.today.month else { return When(month: sheetMonth.month) }
    reading.fault(
      sheet, row, plan.hours.first ?? 0, plan.hours.first.map { row[$0] } ?? "",
      "La feuille dit \(month.french), qui n’a pas commencé\u{202F}: corrigez le mois de la feuille, ou laissez la ligne de côté."
    )
    return nil
  }

  private mutating func span(_ row: FileRow, _ text: String, _ year: Int?) throws(ValueError) -> DayRange {
    let from = try day(text, year)
    guard let column = plan.through, !row[column].trimmed.isEmpty else { return DayRange(from: from, through: from) }
    let through = try day(row[column], year)
    guard through >= from else {
      throw ValueError(
        "La période finit le \(through.french), avant de commencer\u{202F}: corrigez une des deux dates.")
    }
    return DayRange(from: from, through: through)
  }

  private func oneMonth(_ span: DayRange) throws(ValueError) -> Month {
    let last = span.through ?? span.from
    guard span.from.month == last.month else {
      throw ValueError(
        "Du \(span.from.french) au \(last.french), deux mois\u{202F}: des heures ne se répartissent pas au prorata. Écrivez les dates d’un seul mois et ajoutez l’autre part à la main."
      )
    }
    return span.from.month
  }
}
