// SPDX-License-Identifier: EUPL-1.2
import Domain
import Foundation

/// Sizings as text for programs.
enum SizingText {
  /// What is stored: each factor by its name, as exact text.
  static func json(_ factors: [SizingFactor]) -> String {
    encoded(Dictionary(factors.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  static func inputs(_ json: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
  }

  static func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
