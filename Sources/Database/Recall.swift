// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Values worked out from rows, kept in memory for as long as the rows they came from say the same. Whoever asks gives a stamp that he
/// has read from the database in the same transaction: a value of another stamp is never given. The least recently used go first.
///
/// A transaction that writes has no recall: it may see what is never committed.
public final class Recall: Sendable {
  /// What a value is: its name, and the numbers that tell it from others of its name.
  public struct Key: Hashable, Sendable {
    let name: String
    let numbers: [Int64]

    public init(_ name: String, _ numbers: Int64...) { (self.name, self.numbers) = (name, numbers) }
  }

  private struct Entry {
    let stamp: String
    let value: any Sendable
    let bytes: Int
    var used: Int
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
    var clock = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// `limit`: how many bytes are kept at most, as those who keep them count them; none when it is zero.
  init(limit: Int) { self.limit = limit }

  /// The value of that stamp, or nil.
  func find<T: Sendable>(_ key: Key, _ stamp: String) -> T? {
    state.withLock { state in
      guard let entry = state.entries[key], entry.stamp == stamp else { return nil }
      state.clock += 1
      state.entries[key]?.used = state.clock
      return entry.value as? T
    }
  }

  /// Keeps a value in place of the one that its key had. A value larger than a quarter of the limit is not kept: it would chase all
  /// others.
  func keep(_ value: some Sendable, _ key: Key, _ stamp: String, bytes: Int) {
    state.withLock { state in
      state.bytes -= state.entries.removeValue(forKey: key)?.bytes ?? 0
      guard bytes <= limit / 4 else { return }
      state.clock += 1
      state.entries[key] = Entry(stamp: stamp, value: value, bytes: bytes, used: state.clock)
      state.bytes += bytes
      while state.bytes > limit, let oldest = state.entries.min(by: { $0.value.used < $1.value.used }) {
        state.bytes -= oldest.value.bytes
        state.entries[oldest.key] = nil
      }
    }
  }

  func clear() {
    state.withLock { $0 = State() }
  }

  /// How many values are kept.
  var count: Int { state.withLock { $0.entries.count } }
}

extension Connection {
  /// The value of a stamp if it was kept; else it is made, and kept. `bytes` says about how large it is.
  public func recalling<T: Sendable>(
    _ key: Recall.Key, stamp: String, bytes: (T) -> Int, _ make: () throws -> T
  ) rethrows -> T {
    if let found: T = recalled(key, stamp: stamp) { return found }
    let made = try make()
    keep(made, key, stamp: stamp, bytes: bytes(made))
    return made
  }

  /// The value of a stamp, if it was kept.
  public func recalled<T: Sendable>(_ key: Recall.Key, stamp: String) -> T? { recall?.find(key, stamp) }

  /// Keeps a value; nothing in a transaction that writes.
  public func keep(_ value: some Sendable, _ key: Recall.Key, stamp: String, bytes: Int) {
    recall?.keep(value, key, stamp, bytes: bytes)
  }
}

extension Database {
  /// Lets go of what was worked out: the next who ask find it from the rows.
  public func forgetRecalled() { recall.clear() }
}
