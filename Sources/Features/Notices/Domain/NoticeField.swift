// SPDX-License-Identifier: EUPL-1.2

/// Where a value stands in its record. It is put into words only when there is something to say: most values are right.
enum NoticeField: ExpressibleByStringLiteral {
  case named(String)
  /// An item of a list, or one of its members: `titulaires[0].id`.
  case item(String, Int, String)

  init(stringLiteral value: String) { self = .named(value) }

  var text: String {
    switch self {
    case .named(let name): name
    case .item(let list, let index, let member): "\(list)[\(index)]" + (member.isEmpty ? "" : ".\(member)")
    }
  }

  var isEmpty: Bool { if case .named("") = self { true } else { false } }

  static func + (field: NoticeField, more: String) -> NoticeField { .named(field.text + more) }
}
