// SPDX-License-Identifier: EUPL-1.2
public import Domain
public import Foundation
import Synchronization

/// The time of a test site: it stands still until the test moves it.
public final class TestClock: Sendable {
  private let moment: Mutex<Date>

  public init(_ start: Date) { moment = Mutex(start) }

  public var now: Date { moment.withLock { $0 } }

  /// Midday UTC of that day. Sessions of the day before have ended: enter again.
  public func move(to day: Day) {
    let date = Instant(milliseconds: Int64(day.dayNumber) * 86_400_000 + 43_200_000).date
    moment.withLock { $0 = date }
  }
}
