// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation

/// Help and refusals of the argument parser, said in French: its own words are English and cannot be set.
enum FrenchUsage {
  /// `clausier` alone shows the help.
  static func arguments(_ arguments: [String]) -> [String] { arguments.isEmpty ? ["--help"] : arguments }

  /// Prints what an error of parsing or of running means; returns the exit code.
  static func explain(_ error: any Error) -> Int32 {
    let code = RootCommand.exitCode(for: error).rawValue
    if code == 0 {
      Terminal.print(french(RootCommand.fullMessage(for: error)))
      return 0
    }
    if let known = sentence(of: error) {
      Terminal.say(known)
      return 1
    }
    let text = RootCommand.fullMessage(for: error)
    Terminal.say(french(text))
    return code == ExitCode.validationFailure.rawValue ? 64 : code
  }

  private static func sentence(of error: any Error) -> String? {
    switch error {
    case let error as any UserFacingError: error.sentence
    case let error as DatabaseError: error.description
    case let error as MigrationError: error.description
    case let error as BackupError: error.description
    default: nil
    }
  }

  /// The parser's headings and sentences, in French. What it does not know it leaves as it is.
  static func french(_ text: String) -> String {
    var result = text
    for (english, french) in words { result = result.replacingOccurrences(of: english, with: french) }
    for (pattern, template) in patterns {
      guard let expression = try? NSRegularExpression(pattern: pattern) else { continue }
      let range = NSRange(result.startIndex..., in: result)
      result = expression.stringByReplacingMatches(in: result, range: range, withTemplate: template)
    }
    return result
  }

  private static let words: [(String, String)] = [
    ("OVERVIEW: ", ""), ("USAGE: ", "Usage\u{202F}: "), ("Usage: ", "Usage\u{202F}: "),
    ("ARGUMENTS:", "Arguments\u{202F}:"),
    ("OPTIONS:", "Options\u{202F}:"), ("SUBCOMMANDS:", "Commandes\u{202F}:"), ("Error: ", "Refusé\u{202F}: "),
    ("Help:", "Aide\u{202F}:"), ("Show help information.", "Affiche cette aide."),
    ("Show the version.", "Affiche la version."),
    ("<subcommand>", "<commande>"), ("[<options>]", "[options]"), ("<options>", "options"),
  ]

  private static let patterns: [(String, String)] = [
    ("See '(.+?)' for detailed help\\.", "Pour le détail d’une commande\u{202F}: $1"),
    ("See '(.+?) --help' for more information\\.", "Pour l’aide\u{202F}: $1 --help."),
    (
      "Unknown option '(.+?)'\\. Did you mean '(.+?)'\\?",
      "l’option «\u{202F}$1\u{202F}» n’existe pas. Vouliez-vous dire «\u{202F}$2\u{202F}»\u{202F}?"
    ),
    ("Unknown option '(.+?)'", "l’option «\u{202F}$1\u{202F}» n’existe pas."),
    ("Missing expected argument '(.+?)'", "il manque «\u{202F}$1\u{202F}»."),
    ("Missing value for '(.+?)'", "il manque une valeur après «\u{202F}$1\u{202F}»."),
    ("The value '(.+?)' is invalid for '(.+?)'", "«\u{202F}$1\u{202F}» ne convient pas pour «\u{202F}$2\u{202F}»"),
    ("(\\d+) unexpected arguments: (.+)", "arguments en trop\u{202F}: $2"),
    ("Unexpected argument '(.+?)'", "«\u{202F}$1\u{202F}» est en trop."),
    ("\\(default: (.+?)\\)", "(par défaut\u{202F}: $1)"),
    ("Missing one of: (.+)", "il manque l’un de\u{202F}: $1"),
  ]
}
