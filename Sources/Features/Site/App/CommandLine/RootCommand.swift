// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Foundation

/// `clausier`: every verb of the product, for an operator or a script. Results go to standard output, talk to standard error.
struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clausier",
    abstract: "Fait vivre la clause sociale d’insertion d’un territoire.",
    version: clausierVersion,
    subcommands: [
      ServeCommand.self, DemoCommand.self, DecpCommand.self, ReferenceCommand.self, SizingCommand.self,
      IndicatorsCommand.self, HistoryCommand.self, RollupCommand.self, TakeoverCommand.self, ArchiveCommand.self,
      HoursCommand.self, VerifyCommand.self, UserCommand.self, MigrateCommand.self, SqlCommand.self, BackupCommand.self,
      RestoreCommand.self, DoctorCommand.self, ReindexCommand.self, MailCommand.self,
    ])
}

/// The door of the program: runs the arguments, says what is wrong in French, and gives the exit code.
/// 0 done, 1 an unreadable file or a broken invariant, 64 wrong usage.
public enum ClausierCommandLine {
  public static func run(_ arguments: [String]) async -> Int32 {
    do {
      var command = try RootCommand.parseAsRoot(FrenchUsage.arguments(arguments))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let failure as CommandFailure {
      Terminal.say(failure.sentence)
      return failure.code
    } catch {
      return FrenchUsage.explain(error)
    }
  }
}

/// Why a command stops, in a sentence, with its exit code.
struct CommandFailure: Error {
  let sentence: String
  let code: Int32

  init(_ sentence: String, code: Int32 = 1) { (self.sentence, self.code) = (sentence, code) }
}

/// Where commands speak.
enum Terminal {
  /// A result.
  static func print(_ text: String) { write(text, to: .standardOutput) }
  /// Talk.
  static func say(_ text: String) { write(text, to: .standardError) }

  private static func write(_ text: String, to handle: FileHandle) {
    // A reader that closed its end of the pipe wants no more: that is no failure of ours.
    try? handle.write(contentsOf: Data((text + "\n").utf8))
  }
}
