// SPDX-License-Identifier: EUPL-1.2

/// What a row says its hours are, and whose.
extension HoursFileReader {
  /// The kind that the row's label gives, `.some(nil)` without such a column; nil when the row was put aside or must be asked.
  mutating func nature(of row: FileRow) -> HoursKind?? {
    guard let column = plan.nature else { return .some(nil) }
    let text = row[column].trimmed
    guard !text.isEmpty else { return .some(nil) }
    switch settled(.nature, text) {
    case FileAnswers.leave:
      reading.leave(.notHours, roughHours(row))
      return nil
    case let code?:
      if let kind = HoursKind(rawValue: code) { return .some(kind) }
    case nil: break
    }
    switch knownNature(text) {
    case .kind(let kind): return .some(kind)
    case .notHours:
      reading.leave(.notHours)
      return nil
    case nil:
      guard roughHours(row) != .zero else { return .some(nil) }
      reading.natures[text, default: ([], .zero)].rows.append(row.number)
      reading.natures[text, default: ([], .zero)].hours += roughHours(row)
      return nil
    }
  }

  /// False when the row names another employer, or one that must be asked.
  mutating func isOurs(_ row: FileRow) -> Bool {
    guard let column = plan.employer else { return true }
    let text = row[column].trimmed
    guard !text.isEmpty, !isKnownEmployer(text) else { return true }
    switch settled(.employer, text) {
    case FileAnswers.leave: reading.leave(.otherEmployer, roughHours(row))
    case .some: return true
    case nil:
      reading.employers[text, default: ([], .zero)].rows.append(row.number)
      reading.employers[text, default: ([], .zero)].hours += roughHours(row)
    }
    return false
  }

  func settled(_ subject: FileQuestion.Subject, _ text: String) -> String? {
    guard !answers.values.isEmpty || !answers.remembered.isEmpty else { return nil }
    let name = FileAnswers.question(subject, Search.fold(text))
    return answers.values[name] ?? answers.remembered[name]
  }

  mutating func knownNature(_ text: String) -> CellReading.Nature? {
    if let known = parsedNatures[text] { return known }
    let nature = CellReading.nature(text)
    parsedNatures[text] = .some(nature)
    return nature
  }

  mutating func isKnownEmployer(_ text: String) -> Bool {
    if let known = knownEmployers[text] { return known }
    let isOurs = isEmployer(text)
    knownEmployers[text] = isOurs
    return isOurs
  }

  func isEmployer(_ text: String) -> Bool {
    let digits = text.filter(\.isPlainDigit)
    let words = Set(Search.fold(text).split(separator: " ").filter { $0.count > 2 })
    return setting.employer.contains { known in
      if known.allSatisfy(\.isNumber), !known.isEmpty { return digits.count >= 9 && known.hasPrefix(digits.prefix(9)) }
      let own = Set(Search.fold(known).split(separator: " ").filter { $0.count > 2 })
      return !own.isEmpty && (own.isSubset(of: words) || (!words.isEmpty && words.isSubset(of: own)))
    }
  }
}
