// SPDX-License-Identifier: EUPL-1.2

public import Domain

/// In tests a day is written `"2026-11-24"` and a month `"2026-03"`; a wrong one stops the test that wrote it.
extension Day: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    guard let day = Day(iso: value) else { preconditionFailure("no day: \(value)") }
    self = day
  }
}

extension Month: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    guard let month = try? Month.parse(value) else { preconditionFailure("no month: \(value)") }
    self = month
  }
}

extension Instant: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    guard let instant = Instant(text: value) else { preconditionFailure("no instant: \(value)") }
    self = instant
  }
}

/// `h(161)` and `h("147,35")`: hours.
func h(_ whole: Int) -> Hours { Hours(wholeHours: whole) }

func h(_ text: String) -> Hours {
  guard let hours = try? Hours.parse(text) else { preconditionFailure("no hours: \(text)") }
  return hours
}
