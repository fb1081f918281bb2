// SPDX-License-Identifier: EUPL-1.2
import Domain

/// A sizing as scripts read it: `{"method","hours":{"raw":"833.33","retained":833},"clause":true,"factors":[…]}`.
func sizingJSON(_ result: SizingResult) -> String {
  var members: [(String, JSONText)] = [
    ("method", .string(result.method.rawValue)),
    ("hours", .members([("raw", .string(result.rawText)), ("retained", .integer(Int64(result.retained)))])),
    ("clause", .bool(result.clause)),
  ]
  if let reason = result.reason { members.append(("reason", .string(reason))) }
  if let labour = result.labourEuros { members.append(("labourEuros", .string(labour.plain(decimals: 2)))) }
  if let effort = result.effortEuros { members.append(("effortEuros", .string(effort.plain(decimals: 2)))) }
  if let weighting = result.weighting { members.append(("weighting", .string(weighting.plain(decimals: 2)))) }
  let factors: [JSONText] = result.factors.map { factor in
    .members([
      ("code", .string(factor.key)), ("label", .string(factor.label)), ("value", .string(factor.value)),
      ("unit", .string(factor.unit)),
    ])
  }
  members.append(("factors", .array(factors)))
  members.append(("rounding", .string(result.method.roundingSentence)))
  return JSONText.members(members).text
}

extension SizingMethod {
  /// How raw hours become retained hours, said beside each result.
  var roundingSentence: String {
    "Valeur brute à deux décimales\u{202F}; heures retenues arrondies à l’heure inférieure."
  }
}

/// The same for a person, line by line.
func sizingText(_ result: SizingResult) -> String {
  var lines = ["Calibrage \(result.method.french)"]
  lines += result.factors.map { "  \($0.label)\u{202F}: \($0.french)\u{202F}\($0.unit)" }
  lines.append("Heures\u{202F}: \(result.rawFrench) brutes, \(FrenchNumber.whole(result.retained)) retenues")
  lines.append(result.method.roundingSentence)
  lines.append(result.clause ? "Une clause est proposée." : "Pas de clause\u{202F}: \(result.reason ?? "")")
  return lines.joined(separator: "\n")
}
