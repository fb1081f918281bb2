// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Database
import Domain
import Foundation
import Hummingbird
import Logging
import Mail
import NIOCore
import Platform
import ServiceLifecycle
import UnixSignals

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
    let lock = try Self.lock(configuration)
    if !FileManager.default.fileExists(atPath: configuration.publicFolder + "/css") {
      Terminal.say(
        "Les feuilles de style ne sont pas dans \(configuration.publicFolder)\u{202F}: les pages seront nues. CLAUSIER_PUBLIC dit où elles sont."
      )
    }
    let database = try options.open(writing: true)
    let mark = try database.readNow { try DemonstrationMark.read($0) }
    let level = Logger.Level(rawValue: configuration.logLevel) ?? .info
    let log = Logger(label: "clausier") { _ in LineLog(level: level) }
    // Libraries tell in English what a person need not know.
    let quiet = Logger(label: "clausier") { _ in LineLog(level: max(level, .notice)) }
    let services = Services(database: database, configuration: configuration, log: log, demonstration: mark)
    let host = configuration.host
    var application = Application(
      responder: Web.routes(services).router.buildResponder(),
      server: Web.server(services, limits: configuration.limits),
      configuration: .init(address: .hostname(host, port: configuration.port), serverName: nil),
      onServerRunning: { channel in
        Terminal.print("Clausier répond sur http://\(host):\(channel.localAddress?.port ?? 0)")
      },
      logger: quiet)
    if let sender = try Self.sender(services) {
      application.addServices(MessageWorker(sender: sender), AskingWorker(services: services))
    }
    application.addServices(
      JobWorker(runner: JobRunner(services: services, works: Works.all)), RollupWorker(services: services))
    // Requests under way end first; a client that never ends its own does not keep the server.
    var service = ServiceGroupConfiguration(
      services: [.init(service: application)], gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    service.maximumGracefulShutdownDuration = .seconds(20)
    do { try await ServiceGroup(configuration: service).run() } catch let error as IOError
      where error.errnoCode == EADDRINUSE
    {
      throw CommandFailure("Le port \(configuration.port) est déjà pris. Choisissez-en un autre avec --port.")
    }
    database.close()
    Terminal.say("Clausier est arrêté.")
    withExtendedLifetime(lock) {}
  }

  /// A demonstration sends nothing, whatever is set.
  private static func sender(_ services: Services) throws -> MessageSender? {
    guard let text = services.configuration.mailServer, services.demonstration == nil else { return nil }
    guard let server = MailServer(text) else {
      throw CommandFailure(
        "CLAUSIER_MAIL n’est pas l’adresse d’un serveur de courriel\u{202F}: smtp://utilisateur:motdepasse@hote:587.",
        code: 64)
    }
    return MessageSender(
      services: services, server: server, fill: LinkMail.fill(address: services.configuration.publicAddress))
  }

  /// Two servers on one folder would each believe that they are alone. PostgreSQL is made for several.
  private static func lock(_ configuration: Configuration) throws -> FolderLock? {
    guard configuration.databaseURL == nil else { return nil }
    let folder = configuration.dataFolder
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do throws(FolderLock.Failure) { return try FolderLock(folder: folder) } catch {
      switch error {
      case .taken(let number):
        let which = number.map { " (processus \($0))" } ?? ""
        throw CommandFailure(
          "Un autre serveur Clausier\(which) se sert déjà du dossier \(folder). Arrêtez-le, ou donnez un autre dossier avec --data."
        )
      case .refused:
        throw CommandFailure(
          "Rien ne peut être écrit dans le dossier \(folder). Vérifiez qu’il existe, qu’il appartient au compte qui lance Clausier et que le disque n’est ni plein ni en lecture seule."
        )
      }
    }
  }
}
