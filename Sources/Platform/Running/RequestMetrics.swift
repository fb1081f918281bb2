// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// What the server counts of its requests since it started: by route pattern, never by address, so that no number of a person is kept.
public final class RequestMetrics: Sendable {
  private struct Key: Hashable {
    let method: String
    let route: String
    let status: Int
  }
  private struct Durations {
    /// One more than the bounds: the last holds what is slower than all.
    var counts = Array(repeating: 0, count: RequestMetrics.bounds.count + 1)
    var microseconds: Int64 = 0
  }
  private struct State {
    var requests: [Key: Int] = [:]
    var durations: [String: Durations] = [:]
  }

  /// Upper bounds of the histogram, in microseconds with the text that Prometheus wants in seconds.
  static let bounds: [(microseconds: Int64, seconds: String)] = [
    (5_000, "0.005"), (10_000, "0.01"), (25_000, "0.025"), (50_000, "0.05"), (100_000, "0.1"), (250_000, "0.25"),
    (500_000, "0.5"), (1_000_000, "1"), (2_500_000, "2.5"), (10_000_000, "10"),
  ]
  private static let methods: Set = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]

  private let state = Mutex(State())

  public init() {}

  /// Counts one answer. `route` is a pattern of the router: its number is bounded.
  public func record(method: String, route: String, status: Int, microseconds: Int64) {
    let method = Self.methods.contains(method) ? method : "OTHER"
    let bucket = Self.bounds.firstIndex { microseconds <= $0.microseconds } ?? Self.bounds.count
    state.withLock { state in
      state.requests[Key(method: method, route: route, status: status), default: 0] += 1
      state.durations[route, default: Durations()].counts[bucket] += 1
      state.durations[route, default: Durations()].microseconds += microseconds
    }
  }

  /// Adds the counters and the histogram to a page for Prometheus.
  public func write(to page: inout PrometheusText) {
    let state = state.withLock { $0 }
    page.begin("clausier_requests_total", .counter, "Réponses données depuis le démarrage.")
    let sorted = state.requests.sorted {
      ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
    }
    for (key, count) in sorted {
      page.add([("method", key.method), ("route", key.route), ("status", "\(key.status)")], "\(count)")
    }
    page.begin("clausier_request_duration_seconds", .histogram, "Durée de préparation des réponses.")
    for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
      var sum = 0
      for (index, bound) in Self.bounds.enumerated() {
        sum += durations.counts[index]
        page.add([("route", route), ("le", bound.seconds)], "\(sum)", suffix: "_bucket")
      }
      let all = durations.counts.reduce(0, +)
      page.add([("route", route), ("le", "+Inf")], "\(all)", suffix: "_bucket")
      page.add([("route", route)], PrometheusText.seconds(durations.microseconds), suffix: "_sum")
      page.add([("route", route)], "\(all)", suffix: "_count")
    }
  }
}
