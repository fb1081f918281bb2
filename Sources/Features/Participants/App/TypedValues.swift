// SPDX-License-Identifier: EUPL-1.2

/// What stands in the fields of a form when it is shown: what was typed, what is stored, or what we propose.
struct TypedValues: Sendable, Equatable {
  private var values: [String: [String]]

  init(_ values: [String: String] = [:]) { self.values = values.mapValues { [$0] } }

  /// Keeps every field in order; a name may be there several times.
  init(fields: [(name: String, value: String)]) {
    values = Dictionary(grouping: fields, by: \.name).mapValues { $0.map(\.value) }
  }

  subscript(_ name: String) -> String { values[name]?.first ?? "" }
}
