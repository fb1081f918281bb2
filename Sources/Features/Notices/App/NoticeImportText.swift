// SPDX-License-Identifier: EUPL-1.2
import Domain

/// How often each rule was broken, and where first.
struct NoticeTally {
  private(set) var rules: [NoticeRule: (count: Int, first: String)] = [:]

  mutating func add(_ finding: NoticeFinding) {
    let kept = rules[finding.rule]
    rules[finding.rule] = ((kept?.count ?? 0) + 1, kept?.first ?? finding.place)
  }

  /// Rejections first, then the most frequent.
  var lines: [String] {
    rules.sorted { left, right in
      let (a, b) = (left.key.level == .rejected, right.key.level == .rejected)
      return a != b ? a : (right.value.count, left.key.rawValue) < (left.value.count, right.key.rawValue)
    }.map { rule, seen in
      "  \(FrenchNumber.whole(seen.count)) × \(rule.sentence) \(rule.advice) Premier\u{202F}: \(seen.first)."
    }
  }
}

/// What scripts read: `{"files":[{"file","shape","read","contracts","created","updated","unchanged","rejected","warnings"}]}`.
func decpImportJSON(_ results: [NoticeImportResult]) -> String {
  let files = results.map { result -> JSONText in
    .members([
      ("file", .string(result.file)), ("shape", result.shape.map { .string($0.rawValue) } ?? .null),
      ("read", .integer(Int64(result.read))), ("contracts", .integer(Int64(result.contracts))),
      ("created", .integer(Int64(result.created))), ("updated", .integer(Int64(result.updated))),
      ("unchanged", .integer(Int64(result.unchanged))), ("rejected", .integer(Int64(result.rejected))),
      ("warnings", .integer(Int64(result.warnings))),
    ])
  }
  return JSONText.object([("files", .array(files))])
}

/// What people read of one file: the counts, unless nothing could be read, then what was found most.
func decpImportTalk(_ result: NoticeImportResult, _ tally: NoticeTally) -> String {
  var lines: [String] = []
  if result.failure == nil || result.read > 0 { lines.append(countsLine(result)) }
  lines += result.remarks.map { "  " + $0 }
  lines += tally.lines
  if let failure = result.failure { lines.append("\(result.file)\u{202F}: \(failure)") }
  return lines.joined(separator: "\n")
}

func countsLine(_ result: NoticeImportResult) -> String {
  let parts = [
    FrenchText.count(result.created, "créé", "créés"), FrenchText.count(result.updated, "mis à jour", "mis à jour"),
    FrenchText.count(result.unchanged, "inchangé", "inchangés"), FrenchText.count(result.rejected, "rejeté", "rejetés"),
  ]
  let shape = result.shape.map { " (\($0.french))" } ?? ""
  return "\(result.file)\(shape)\u{202F}: \(FrenchText.count(result.read, "lu", "lus")) = "
    + parts.joined(separator: " + ") + "\u{202F}; \(FrenchText.count(result.contracts, "marché", "marchés")), "
    + "\(FrenchText.count(result.warnings, "avertissement", "avertissements"))."
}
