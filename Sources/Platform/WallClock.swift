// SPDX-License-Identifier: EUPL-1.2
public import Foundation

/// Where the time comes from: the machine, or a test.
public struct WallClock: Sendable {
  /// The present moment.
  public let now: @Sendable () -> Date

  public init(_ now: @escaping @Sendable () -> Date) { self.now = now }

  /// The machine's clock.
  public static let system = WallClock { Date() }
}
