// SPDX-License-Identifier: EUPL-1.2

/// A closed list: the raw value is what is stored and exchanged, `french` is what a person reads.
public protocol CodeList: RawRepresentable<String>, CaseIterable, Sendable, Hashable {
  /// The label shown, without an article, in lower case unless it is a name.
  var french: String { get }
  /// The law, the source or the practice behind the entry, when there is something to say.
  var note: String? { get }
}

extension CodeList {
  public var note: String? { nil }

  /// Reads a stored or typed code, as written or in another case.
  public static func parse(_ text: String, field: String) throws(ValueError) -> Self {
    let wanted = text.trimmed
    if let exact = Self(rawValue: wanted) { return exact }
    if let loose = allCases.first(where: { $0.rawValue.lowercased() == wanted.lowercased() }) { return loose }
    throw ValueError(
      wanted.isEmpty
        ? "\(field)\u{202F}: choisissez une valeur." : "\(field)\u{202F}: choisissez une valeur de la liste.")
  }
}
