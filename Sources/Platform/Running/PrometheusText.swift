// SPDX-License-Identifier: EUPL-1.2

/// A page in Prometheus' text format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).
public struct PrometheusText: Sendable {
  /// What a number means to Prometheus.
  public enum Kind: String, Sendable { case counter, gauge, histogram }

  /// What was added so far.
  public private(set) var text = ""
  private var name = ""

  public init() {}

  /// Starts a family of numbers; `help` is a sentence.
  public mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help.map { $0.isNewline ? " " : String($0) }.joined())\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// Adds one number of the family begun last.
  public mutating func add(_ labels: [(String, String)] = [], _ value: String, suffix: String = "") {
    let pairs = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    text += name + suffix + (pairs.isEmpty ? "" : "{\(pairs)}") + " \(value)\n"
  }

  /// A whole number of microseconds as seconds.
  public static func seconds(_ microseconds: Int64) -> String {
    let fraction = String(microseconds % 1_000_000)
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  private static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\\\"
      case "\"": "\\\""
      case _ where character.isNewline: "\\n"
      default: String(character)
      }
    }.joined()
  }
}
