// SPDX-License-Identifier: EUPL-1.2

/// Applies the rules to the scalars of one source record, and notes what it finds.
struct NoticeChecker {
  let origin: NoticeOrigin
  /// No contract is published so far in the future.
  private let latest: Day
  private(set) var findings: [NoticeFinding] = []

  init(origin: NoticeOrigin, today: Day) {
    self.origin = origin
    latest = today.adding(months: 120)
  }

  mutating func note(_ rule: NoticeRule, _ field: NoticeField, _ value: String = "") {
    findings.append(NoticeFinding(rule, at: origin, field: field.text, value: value))
  }

  /// A label, as in a list of the order; another spelling is brought back to it.
  mutating func listed(_ raw: NoticeRaw?, _ field: NoticeField, _ list: NoticeList) -> String? {
    guard let text = text(raw, field, max: 200) else { return nil }
    switch list.find(text) {
    case .exact(let label): return label
    case .respelled(let label):
      note(.rewritten, field, text)
      return label
    case .unknown:
      note(.outOfList, field, text)
      return text
    }
  }

  /// A whole number of months.
  mutating func months(_ raw: NoticeRaw?, _ field: NoticeField) -> Int? {
    guard let raw else { return nil }
    guard let number = NoticeDecimal.plainWhole(raw.text) ?? NoticeDecimal(raw.text)?.wholeNumber else {
      note(.durationUnreadable, field, raw.text)
      return nil
    }
    if raw.form == .text { note(.durationAsText, field, raw.text) }
    guard (1...1200).contains(number) else {
      note(.durationAbsurd, field, raw.text)
      return nil
    }
    return number
  }

  /// Keeps the cents exactly; `nil` for what is no amount.
  mutating func amount(_ raw: NoticeRaw?, _ field: NoticeField) -> Money? {
    guard let raw else { return nil }
    if raw.form == .number, let cents = NoticeDecimal.plainCents(raw.text), cents != 0 { return Money(cents: cents) }
    var text = raw.text
    if text.hasPrefix("INX ") {
      note(.inxPrefix, field, text)
      text = String(text.dropFirst(4))
    }
    guard let decimal = raw.form == .number ? NoticeDecimal(text) : NoticeDecimal(typed: text) else {
      note(.amountUnreadable, field, raw.text)
      return nil
    }
    guard let cents = decimal.cents else {
      note(.amountAbsurd, field, raw.text)
      return nil
    }
    if raw.form == .text { note(.amountAsText, field, raw.text) }
    if cents.isRounded { note(.amountRounded, field, raw.text) }
    if cents.value < 0 { note(.amountNegative, field, raw.text) }
    if cents.value == 0 { note(.amountZero, field, raw.text) }
    return Money(cents: cents.value)
  }

  /// `2024-03-01`, an offset or a time after it left out, or `01/03/2024` in tables.
  mutating func day(_ raw: NoticeRaw?, _ field: NoticeField) -> Day? {
    guard let raw else { return nil }
    guard let day = Self.day(raw.text) else {
      note(.dayUnreadable, field, raw.text)
      return nil
    }
    guard day.year >= 1980, day <= latest else {
      note(.dayImplausible, field, raw.text)
      return nil
    }
    return day
  }

  private static func day(_ text: String) -> Day? {
    if let day = isoDay(text) { return day }
    let parts = text.prefix(10).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 2, 4], parts.allSatisfy(NoticeDigits.areDigits), text.utf8.count == 10,
      let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
    else { return nil }
    return Day(year, month, day)
  }

  /// The first ten bytes, when nothing follows them or what begins a time or an offset.
  private static func isoDay(_ text: String) -> Day? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count >= 10 else { return nil }
      if bytes.count > 10 {
        switch bytes[10] {
        case UInt8(ascii: "T"), UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "Z"): break
        default: return nil
        }
      }
      return Day(isoBytes: bytes.prefix(10))
    }
  }

  /// Eight digits with or without a key, or what stands there instead.
  mutating func cpv(_ raw: NoticeRaw?, _ field: NoticeField) -> String? {
    guard var code = text(raw, field, max: 40) else { return nil }
    if code.hasPrefix("INX ") {
      note(.inxPrefix, field, code)
      code = String(code.dropFirst(4))
    }
    if NoticeDigits.isPlainCPV(code) { return code }
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts[0].utf8.count == 8, parts.allSatisfy(NoticeDigits.areDigits),
      parts.count == 1 || parts[1].utf8.count == 1
    else {
      note(.cpvFormat, field, code)
      return code
    }
    if CPV(String(parts[0])) == nil { note(.cpvDivision, field, code) }
    if parts.count == 2, let key = NoticeDigits.cpvKey(parts[0]), String(key) != parts[1] { note(.cpvKey, field, code) }
    return code
  }
}
