// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Hummingbird
import Logging
import NIOCore
import Platform

/// `clausier serve`: answers browsers until it is told to stop (SIGTERM or Ctrl-C), then ends the requests under way.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Sert l’application sur cette machine.")

  @OptionGroup var options: DatabaseOptions

  @Option(name: .long, help: ArgumentHelp("Adresse d’écoute.", valueName: "adresse"))
  var host: String?

  @Option(name: .long, help: ArgumentHelp("Port d’écoute\u{202F}; 0 en prend un libre.", valueName: "port"))
  var port: Int?

  func run() async throws {
    var configuration = options.configuration
    if let host { configuration.host = host }
    if let port { configuration.port = port }
    guard (0...65_535).contains(configuration.port) else {
      throw CommandFailure("Le port va de 0 à 65535.", code: 64)
    }
    configuration.secureCookies = configuration.secureCookies || !configuration.isLoopback
    let database = try options.open(writing: true)
    let mark = try database.readNow { try DemonstrationMark.read($0) }
    var log = Logger(label: "clausier")
    log.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .notice
    let services = Services(database: database, configuration: configuration, log: log, demonstration: mark)
    let host = configuration.host
    var application = Application(
      responder: Web.routes(services).router.buildResponder(),
      configuration: .init(address: .hostname(host, port: configuration.port), serverName: nil),
      onServerRunning: { channel in
        Terminal.print("Clausier répond sur http://\(host):\(channel.localAddress?.port ?? 0)")
      },
      logger: log)
    application.addServices(JobWorker(runner: JobRunner(services: services, works: Works.all)))
    do { try await application.runService() } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw CommandFailure("Le port \(configuration.port) est déjà pris. Choisissez-en un autre avec --port.")
    }
    database.close()
  }
}
