// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Mail

/// `clausier mail`: what a mail server calls.
struct MailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mail", abstract: "Reçoit des messages.", subcommands: [MailFileCommand.self])
}

/// `clausier mail file`: puts the message on standard input in the log of contacts. Exit codes are those of sysexits: 0 filed, or
/// nothing to file; 65 not a message, or too large; 67 unknown address; 75 try again later.
struct MailFileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "Classe dans les échanges le message lu sur l’entrée standard.")

  @OptionGroup var options: DatabaseOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Adresse à laquelle le serveur de courriel remet le message.", valueName: "adresse"))
  var recipient: String = ""

  func run() throws {
    guard let mail = Self.read(.standardInput) else {
      throw CommandFailure("Ce n’est pas un message, ou il dépasse 25 Mo\u{202F}: rien n’est classé.", code: 65)
    }
    let outcome: FileMail.Outcome
    do {
      let database = try options.open(writing: false)
      defer { database.close() }
      outcome = try database.writeNow { db in
        try FileMail(mail: mail, recipient: recipient).run(at: try HoursCheckCommand.now(db), db)
      }
    } catch let failure as CommandFailure where failure.code == 64 {
      throw failure
    } catch {
      throw CommandFailure("La base ne répond pas\u{202F}: le message est à représenter plus tard.", code: 75)
    }
    switch outcome {
    case .filed: Terminal.say("Le message est classé.")
    case .already: Terminal.say("Ce message était déjà classé.")
    case .automatic: Terminal.say("Réponse automatique\u{202F}: rien n’est classé.")
    case .bounced: Terminal.say("Message revenu\u{202F}: l’adresse du correspondant est signalée.")
    case .unknown:
      throw CommandFailure("Cette adresse de classement n’existe pas\u{202F}: rien n’est gardé du message.", code: 67)
    }
  }

  /// At most what a message may weigh: an endless one fills no memory.
  static func read(_ input: FileHandle) -> ReceivedMail? {
    var bytes: [UInt8] = []
    while let piece = try? input.read(upToCount: 1 << 16), !piece.isEmpty {
      bytes += piece
      if bytes.count > ReceivedMail.mostBytes { return nil }
    }
    return ReceivedMail(bytes)
  }
}
