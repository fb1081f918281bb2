// SPDX-License-Identifier: EUPL-1.2
import CLibPQ

extension DatabaseError {
  /// The connection was cut under a statement.
  static let cut = DatabaseError.unavailable("la connexion à PostgreSQL a été coupée.")

  /// https://www.postgresql.org/docs/current/errcodes-appendix.html
  init(postgres result: PostgresResult) {
    let state = result.field("C") ?? ""
    let message = result.field("M") ?? "no message"
    switch state {
    case "23505": self = .unique(Self.uniqueColumns(result))
    case "23503", "23001": self = .foreignKey(result.field("n") ?? "")
    case "23514": self = .check(result.field("n") ?? "")
    case "23502": self = .notNull([result.field("t"), result.field("c")].compactMap(\.self).joined(separator: "."))
    case "40001", "40P01", "55P03": self = .busy
    case "57014": self = .tooLong
    case "25006": self = .readOnly
    case "22P02", "22003", "22007", "22008": self = .mismatch(Self.withoutQuotes(message))
    case "53100": self = .full
    case "XX001", "XX002": self = .damaged(message)
    case "57P01", "57P02", "57P03": self = .cut
    case _ where state.hasPrefix("08") || state.hasPrefix("53"): self = .unavailable(message)
    case _ where state.hasPrefix("22"): self = .failed(code: state, message: Self.withoutQuotes(message))
    default: self = .failed(code: state, message: message)
    }
  }

  /// `lot.contract_id, lot.code`, or `index 'name'` for an expression: as SQLite says it. The columns stand in the detail,
  /// `Key (contract_id, code)=(1, A) already exists.`, whose values are left out.
  private static func uniqueColumns(_ result: PostgresResult) -> String {
    let table = result.field("t") ?? ""
    let constraint = "index '\(result.field("n") ?? "")'"
    guard let detail = result.field("D"), let start = detail.firstIndex(of: "(") else { return constraint }
    let inside = detail[detail.index(after: start)...]
    guard let end = inside.firstRange(of: ")=(") else { return constraint }
    let columns = inside[..<end.lowerBound]
    if columns.contains("(") { return constraint }
    return columns.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
  }

  /// Messages about a value quote it: `invalid input syntax for type bigint: "abc"`.
  static func withoutQuotes(_ message: String) -> String {
    let pieces = message.split(separator: "\"", omittingEmptySubsequences: false)
    return pieces.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "\"…\"" }.joined()
  }
}
